"""From pairs and weights to a best choice and the prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.machine_code import entry
from matcher.optimiser.kernel.auction import auction
from matcher.optimiser.kernel.backward import settle_missing
from matcher.optimiser.kernel.forward import settle_homeless
from matcher.optimiser.kernel.layout import (
    FAR,
    Graph,
    Ints,
    Longs,
    State,
    by_place,
    enter,
    workspace,
)
from matcher.optimiser.kernel.lowest import lower_prices

# The last auction raises prices by about this part of the range of the weights, those before it by
# so many times more. In between, prices are lowered by this many steps, so that rooms which were bid
# up too far find somebody again: lowering the few that remain is the dearest part of what follows.
FINENESS = 400
COARSER = (16, 4, 1)
LOWERED = 2

# Where places must be full, their prices come from far below 0: the first steps are large.
COARSER_FROM_BELOW = (100, 10, 1)

# A place that must be full begins this many times the range of the weights below 0: so cheap a place
# finds somebody in the auction, and need not be filled along a chain of moves, which is far dearer.
BELOW = 1.5


@dataclass(frozen=True, eq=False)
class Network:
    """Youths, and places to hold: rooms first, then waiting lists, the common one last.

    ``start`` (int64, youths + 1) and ``place`` (int32 per pair, a room) are the pairs by youth;
    ``waiting`` (int32): the waiting list of each youth, -1 where it must be placed; ``least``,
    ``most`` (int64 per place): bounds on the number of youths; ``rooms``: how many places are rooms.
    """

    start: Longs
    place: Ints
    waiting: Ints
    least: Longs
    most: Longs
    rooms: int


@dataclass(frozen=True, eq=False)
class Optimum:
    """``holds``: place per youth (-1: has no pairs); ``price`` per place and ``surplus`` per youth
    prove that nothing is better; ``bids`` and ``phases`` tell how much work it was."""

    holds: Ints
    price: Longs
    surplus: Longs
    bids: int
    phases: int


def optimum(network: Network, weight: Ints, *, lowest: bool = False) -> Optimum | None:
    """A choice of the largest total weight (int32 per pair, of either sign); None: there is none.

    Every youth with pairs holds one place. ``lowest``: with the lowest prices of places that there
    are. The same input gives the same choice.
    """
    seen = by_place(network.start, network.place, weight, network.waiting, len(network.most))
    graph = Graph(
        network.start, network.place, weight, *seen,
        network.waiting, network.least, network.most,
    )  # fmt: skip
    price, holds, bids = _first_prices(network, graph)
    state = _state(graph, price, holds)
    search = workspace(len(network.waiting), len(network.most))
    phases = settle_homeless(graph, state, search, 0)
    if phases >= 0:
        phases = settle_missing(graph, state, search, phases)
    if phases < 0:
        return None
    if lowest:
        lower_prices(graph, state, search)
    # A price below 0 means nothing where nobody has to be.
    unbound = (network.least == 0) & (state.number == 0)
    state.price[unbound] = np.maximum(state.price[unbound], 0)
    return Optimum(state.holds, state.price, state.surplus, bids, phases)


def _first_prices(network: Network, graph: Graph) -> tuple[Longs, Ints, int]:
    """Prices of all places and the place of each youth, nearly right."""
    rooms = network.rooms
    wanted = np.diff(graph.seen_start)[:rooms]
    beds = np.minimum(network.most[:rooms], wanted)
    bed_start = np.concatenate([[0], np.cumsum(beds)])
    span = int(graph.weight.max(initial=0)) - min(int(graph.weight.min(initial=0)), 0)
    must_be_full = network.least[:rooms] == network.most[:rooms]
    opening = np.repeat(np.where(must_be_full, -int(BELOW * span), 0), beds)
    bed_price = opening.copy()
    most_bids = 50 * len(graph.place) + 1000
    bids = 0
    for times in COARSER_FROM_BELOW if must_be_full.any() else COARSER:
        step = times * max(1, span // FINENESS)
        has, made = auction(graph, bed_start, bed_price, step, span + 1, most_bids)
        bids += made
        if times > 1:
            bed_price = np.maximum(bed_price - LOWERED * step, opening)
    price = np.zeros(len(network.most), np.int64)
    # Nobody can hold a place without beds: so high a price keeps everybody from wanting it.
    price[network.most == 0] = max(int(graph.weight.max(initial=0)), 0)
    offered = np.flatnonzero(beds)
    if len(offered):
        price[offered] = np.minimum.reduceat(bed_price, bed_start[offered])
    room_of_bed = np.repeat(np.arange(rooms, dtype=np.int32), beds)
    return price, np.where(has >= 0, np.append(room_of_bed, -1)[has], -1).astype(np.int32), bids


def _state(graph: Graph, price: Longs, holds: Ints) -> State:
    """Who is as well off as can be stays; the others are homeless."""
    youths, places = len(graph.waiting), len(price)
    state = State(
        price=price,
        surplus=np.zeros(youths, np.int64),
        holds=np.full(youths, -1, np.int32),
        first=np.full(places, -1, np.int32),
        after=np.full(youths, -1, np.int32),
        before=np.full(youths, -1, np.int32),
        number=np.zeros(places, np.int64),
    )
    _settle_in(graph, state, holds)
    return state


@entry
def _settle_in(graph: Graph, state: State, holds: Ints) -> None:
    for y in range(len(holds)):
        if graph.start[y] == graph.start[y + 1]:
            continue
        best = -FAR if graph.waiting[y] < 0 else -state.price[graph.waiting[y]]
        stays = False
        for pair in range(graph.start[y], graph.start[y + 1]):
            p = graph.place[pair]
            value = graph.weight[pair] - state.price[p]
            if value > best:
                best = value
                stays = False
            stays = stays or (value == best and p == holds[y])
        state.surplus[y] = best
        if stays:
            enter(state, y, holds[y])
        elif graph.waiting[y] >= 0 and best == -state.price[graph.waiting[y]]:
            enter(state, y, graph.waiting[y])
