"""Who has no room because of a guarantee or a contract: exactly, from the prices of all tiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.standing import Standing

if TYPE_CHECKING:
    from matcher.optimiser.questions.market import Market


@dataclass(frozen=True)
class Held:
    """Youths without a room (positions), each with the group whose limit keeps it out.

    ``by_guarantee``: with one place less promised to that group the result would be better, and a
    best result would place this youth. ``by_contract``: with one place more in that group's
    contract, and this youth in it, the result would be better.
    """

    by_guarantee: Mapping[int, int] = field(default_factory=dict)
    by_contract: Mapping[int, int] = field(default_factory=dict)


def held_back(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: Sequence[Certificate],
    standing: Standing,
) -> Held | None:
    """Who is kept out by whose limit. None where prices cannot tell: with limits that are no
    network, or where a tier is not proven."""
    if has_sides(problem) or not certificates:
        return None
    price = np.column_stack([certificate.group for certificate in certificates])
    first = (price != 0).argmax(axis=1)
    below = price[np.arange(len(price)), first] < 0
    asked = np.flatnonzero(standing.is_needed & below)
    shut = _shut_out(problem, groups, standing)
    if len(asked) == 0 and len(shut) == 0:
        return Held()
    return _by_search(problem, groups, parameters, certificates, standing, asked, shut)


def _shut_out(problem: Problem, groups: Groups, standing: Standing) -> Ints:
    """Pairs that may be chosen, of youths without a room whose contract is used up."""
    closed = np.append(standing.is_reached, False)[groups.of] & ~standing.placed
    if not closed.any():
        return np.zeros(0, np.int64)
    return np.flatnonzero(closed[problem.pair_youth] & problem.allowed())


def _by_search(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: Sequence[Certificate],
    standing: Standing,
    asked: Ints,
    shut: Ints,
) -> Held | None:
    # The compiled search is loaded only where a limit keeps somebody out.
    from matcher.optimiser.questions.book import book_of, net_of
    from matcher.optimiser.questions.market import Market
    from matcher.optimiser.questions.residual import is_proven

    room = np.column_stack([certificate.room for certificate in certificates])
    group = np.column_stack([certificate.group for certificate in certificates])
    net = net_of(problem, parameters, groups, standing.chosen, room, group)
    if not is_proven(net):
        return None
    tiers = tuple(certificate.tier for certificate in certificates)
    market = Market(tiers, book_of(problem, parameters, groups), net)
    by_guarantee = _by_guarantee(market, asked) if len(asked) else {}
    return Held(by_guarantee, _by_contract(market, shut) if len(shut) else {})


def _by_guarantee(market: Market, asked: Ints) -> Mapping[int, int]:
    from matcher.optimiser.questions.paths import FRESH, Fence, search
    from matcher.optimiser.questions.residual import sign

    net = market.ready
    # At these prices ground reaches everything it can at no cost: whoever reaches the group at no
    # cost as well lies on a best way to use the place that is not promised any more.
    least = np.zeros(len(market.tiers), np.int64)
    least[-1] = 1
    found: dict[int, int] = {}
    waiting = np.flatnonzero(net.present & (net.home < 0) & market.is_reached[: len(net.home)])
    for place in asked[::-1]:
        node = net.group_node(int(place))
        if sign(net.price[[node]])[0] < 0:
            reach = search(net, node, backward=True, fence=Fence(limit=least))
            near = waiting[reach.mark[waiting] != FRESH]
            found |= {int(youth): int(place) for youth in near if net.group[youth] != place}
    return found


def _by_contract(market: Market, shut: Ints) -> Mapping[int, int]:
    """Whose best room is worth more than the cheapest way to make a bed free there."""
    from matcher.optimiser.questions.paths import FRESH, Fence, search
    from matcher.optimiser.questions.residual import by_room, largest, sign

    net = by_room(market.net)
    node = net.rooms.start + net.room[shut]
    worth = net.weight(shut) + net.price[node]
    # A way that costs as much as the best pair is worth is of use to nobody.
    reach = search(net, net.ground, backward=True, fence=Fence(limit=largest(worth)))
    open_ = np.flatnonzero(reach.mark[node] != FRESH)
    gains = open_[sign(worth[open_] - reach.distance[node[open_]]) > 0]
    return {int(youth): int(net.group[youth]) for youth in np.unique(net.youth[shut[gains]])}
