"""Who has no room because of a guarantee: exactly, from the prices of all tiers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.standing import Standing


def held_back(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: Sequence[Certificate],
    standing: Standing,
) -> Mapping[int, int] | None:
    """Per youth without a room (position) the group whose guarantee keeps it out, if there is one.

    The claim: with one place less promised to that group the result would be better, and a best
    result would place this youth. None where prices cannot tell: with limits that are no network,
    or where a tier is not proven.
    """
    if has_sides(problem) or not certificates:
        return None
    price = np.column_stack([certificate.group for certificate in certificates])
    first = (price != 0).argmax(axis=1)
    below = price[np.arange(len(price)), first] < 0
    asked = np.flatnonzero(standing.is_needed & below)
    if len(asked) == 0:
        return {}
    return _by_search(problem, groups, parameters, certificates, standing, asked)


def _by_search(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: Sequence[Certificate],
    standing: Standing,
    asked: Ints,
) -> Mapping[int, int] | None:
    # The compiled search is loaded only where a guarantee costs something.
    from matcher.optimiser.questions.book import book_of, net_of
    from matcher.optimiser.questions.market import Market
    from matcher.optimiser.questions.paths import FRESH, Fence, search
    from matcher.optimiser.questions.residual import is_proven, sign

    room = np.column_stack([certificate.room for certificate in certificates])
    group = np.column_stack([certificate.group for certificate in certificates])
    net = net_of(problem, parameters, groups, standing.chosen, room, group)
    if not is_proven(net):
        return None
    market = Market(
        tuple(certificate.tier for certificate in certificates),
        book_of(problem, parameters, groups),
        net,
    )
    net = market.ready
    # At these prices ground reaches everything it can at no cost: whoever reaches the group at no
    # cost as well lies on a best way to use the place that is not promised any more.
    least = np.zeros(len(certificates), np.int64)
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
