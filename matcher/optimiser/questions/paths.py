"""Shortest paths over the residual network, over vectors of integers in dictionary order.

One Dijkstra for all questions. Its distances are int64 (nodes, tiers): lost value per tier. Nothing
is rounded and no tier is scaled into another one, so an answer is exact in every tier at once.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.machine_code import entry, inner
from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.questions.residual import Net

Marks = NDArray[np.uint8]
Vectors = Annotated[Ints, 2]

FRESH = 0  # a node that the search did not reach


class Reach(NamedTuple):
    """What a search found. ``distance``: (nodes, tiers), valid where ``mark`` is not FRESH;
    ``parent``: the node before, ``via``: the pair used, or -1.
    """

    distance: Ints
    mark: np.ndarray
    parent: Ints
    via: Ints


class Fence(NamedTuple):
    """Where a search need not go.

    ``limit``: nodes at this distance or further are left out. ``cut`` leaves out those that cannot
    reach ground (``has_exit``), or from which the way to ground (``exit``, (nodes, tiers)) makes the
    whole at least this. ``is_ground_open``: whether paths may pass ground.
    """

    limit: Ints | None = None
    cut: Ints | None = None
    exit: Ints | None = None
    has_exit: Flags | None = None
    is_ground_open: bool = True


NO_FENCE = Fence()


def search(
    net: Net, source: int, target: int = -1, *, backward: bool = False, fence: Fence = NO_FENCE
) -> Reach:
    """Shortest distances from ``source`` (``backward``: to it), until ``target`` is reached.

    Backward needs a network with pairs by room (``residual.by_room``).
    """
    nodes, tiers = net.price.shape
    nothing = np.zeros(tiers, np.int64)
    level = net.level()
    found = Reach(
        np.empty((nodes, tiers), np.int64),
        np.zeros(nodes, np.uint8),
        np.full(nodes, -1, np.int64),
        np.full(nodes, -1, np.int64),
    )
    if not fence.is_ground_open:
        found.mark[net.ground] = 2
    numbers = np.array(
        [source, target, backward, fence.limit is not None, fence.cut is not None], np.int64
    )
    _search(
        numbers,
        _plain(np.stack([nothing if row is None else row for row in (fence.limit, fence.cut)])),
        _plain(np.zeros((0, tiers), np.int64) if fence.exit is None else fence.exit),
        _plain(np.zeros(0, bool) if fence.has_exit is None else fence.has_exit),
        _plain(net.room_start if backward else net.start),
        _plain(net.room_pair),
        _plain(net.youth if backward else net.room),
        _plain(net.nights),
        _plain(net.fit),
        _plain(net.column),
        _plain(net.usable),
        _plain(net.home),
        _plain(net.back_start if backward else net.arc_start),
        _plain(net.back_head if backward else net.arc_head),
        _plain(net.price),
        _plain(level),
        *found,
    )
    if not fence.is_ground_open:
        found.mark[net.ground] = FRESH
    return found


def _plain(values: np.ndarray) -> np.ndarray:
    """A read-only view in one piece: arrays of one kind, so that one compiled kernel serves all."""
    view = np.ascontiguousarray(values).view()
    view.flags.writeable = False
    return view


@inner
def _is_less(one: np.ndarray, other: np.ndarray) -> bool:
    for tier in range(len(one)):
        if one[tier] != other[tier]:
            return one[tier] < other[tier]
    return False


@inner
def _rise(heap: Ints, place: Ints, distance: Ints, node: int) -> None:
    at = place[node]
    while at > 0:
        above = (at - 1) >> 1
        other = heap[above]
        if not _is_less(distance[node], distance[other]):
            break
        heap[at] = other
        place[other] = at
        at = above
    heap[at] = node
    place[node] = at


@inner
def _sink(heap: Ints, place: Ints, distance: Ints, size: int) -> None:
    """Put the last of the heap in the place of the first, and let it sink."""
    node = heap[size]
    at = 0
    while True:
        below = 2 * at + 1
        if below >= size:
            break
        if below + 1 < size and _is_less(distance[heap[below + 1]], distance[heap[below]]):
            below += 1
        if not _is_less(distance[heap[below]], distance[node]):
            break
        heap[at] = heap[below]
        place[heap[at]] = at
        at = below
    heap[at] = node
    place[node] = at


@inner
def _is_fenced(
    node: int, trial: Ints, numbers: Ints, bounds: Ints, exit: Ints, has_exit: Flags
) -> bool:
    tiers = len(trial)
    if numbers[3] and not _is_less(trial, bounds[0]):
        return True
    if not numbers[4]:
        return False
    if not has_exit[node]:
        return True
    for tier in range(tiers):
        whole = trial[tier] + exit[node, tier]
        if whole != bounds[1, tier]:
            return whole > bounds[1, tier]
    return True


@entry
def _search(
    numbers: Ints,
    bounds: Vectors,
    exit: Vectors,
    has_exit: Flags,
    pair_start: Ints,
    pair_order: Ints,
    pair_end: Codes,
    nights: Codes,
    fit: Codes,
    column: Ints,
    usable: Flags,
    home: Ints,
    arc_start: Ints,
    arc_head: Ints,
    price: Vectors,
    level: Vectors,
    distance: Vectors,
    mark: Marks,
    parent: Ints,
    via: Ints,
) -> None:
    """Dijkstra. A node is 0 (not reached), 1 (in the heap) or 2 (settled) in ``mark``."""
    source, target, backward, is_limited = numbers[0], numbers[1], numbers[2], numbers[3]
    nodes, tiers = price.shape
    youths = len(home)
    # Pairs lead from youths to rooms; against the arcs, from rooms to youths.
    first = youths if backward else 0
    last = first + len(pair_start) - 1
    beyond = 0 if backward else youths
    heap, place = np.empty(nodes, np.int64), np.empty(nodes, np.int64)
    # One column more than there are tiers, for nights or fit when that is no tier.
    wide, base = np.empty(tiers + 1, np.int64), np.empty(tiers, np.int64)
    trial = wide[:tiers]
    distance[source, :] = 0
    mark[source] = 1
    heap[0], place[source] = source, 0
    size = 1
    while size > 0:
        node = heap[0]
        size -= 1
        _sink(heap, place, distance, size)
        mark[node] = 2
        if node == target:
            return
        if first <= node < last:
            for tier in range(tiers):
                base[tier] = distance[node, tier] + level[node, tier]
            for at in range(pair_start[node - first], pair_start[node - first + 1]):
                pair = pair_order[at] if backward else at
                other = beyond + pair_end[pair]
                if mark[other] == 2 or not usable[pair]:
                    continue
                lead = base[0] + level[other, 0]
                if column[0] == 0:
                    lead -= nights[pair]
                if column[1] == 0:
                    lead -= fit[pair]
                if (mark[other] == 1 and lead > distance[other, 0]) or (
                    is_limited and lead > bounds[0, 0]
                ):
                    continue
                for tier in range(tiers):
                    wide[tier] = base[tier] + level[other, tier]
                wide[column[0]] -= nights[pair]
                wide[column[1]] -= fit[pair]
                if mark[other] == 1 and not _is_less(trial, distance[other]):
                    continue
                if home[other if backward else node] == pair:
                    continue
                if _is_fenced(other, trial, numbers, bounds, exit, has_exit):
                    continue
                distance[other, :] = trial
                parent[other], via[other] = node, pair
                if mark[other] == 0:
                    mark[other], place[other] = 1, size
                    size += 1
                _rise(heap, place, distance, other)
        for at in range(arc_start[node], arc_start[node + 1]):
            other = arc_head[at]
            is_free = other < 0  # a chosen pair: it costs nothing to take it away
            if is_free:
                other = ~other
            if mark[other] == 2:
                continue
            for tier in range(tiers):
                trial[tier] = distance[node, tier]
                if not is_free:
                    gap = price[node, tier] - price[other, tier]
                    trial[tier] += -gap if backward else gap
            if mark[other] == 1 and not _is_less(trial, distance[other]):
                continue
            if _is_fenced(other, trial, numbers, bounds, exit, has_exit):
                continue
            distance[other, :] = trial
            parent[other], via[other] = node, -1
            if mark[other] == 0:
                mark[other], place[other] = 1, size
                size += 1
            _rise(heap, place, distance, other)
