"""Shortest paths over the residual network, over vectors of integers in dictionary order.

One Dijkstra for all questions. Its distances are int64 (nodes, tiers): lost value per tier. Nothing
is rounded and no tier is scaled into another one, so an answer is exact in every tier at once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.questions.residual import Net, frozen, read_only

FRESH, OPEN, DONE = 0, 1, 2


class Reach(NamedTuple):
    """What a search found. ``distance``: (nodes, tiers), valid where ``mark`` is not FRESH (and
    final where it is DONE); ``parent``: the node before, ``via``: the pair used, or -1; ``heap``,
    ``place``, ``size``: the queue of the search.
    """

    distance: Ints
    mark: np.ndarray
    parent: Ints
    via: Ints
    heap: Ints
    place: Ints
    size: Ints


class Fence(NamedTuple):
    """Where a search need not go.

    Nodes at ``limit`` or further are left out when ``is_limited``. When ``is_cut``, so are those
    that cannot reach ground (``has_exit``), or from which the way to ground (``exit``) makes the
    whole at least ``cut``. ``is_ground_open``: whether paths may pass ground.
    """

    limit: Ints
    is_limited: bool
    exit: Ints
    has_exit: Flags
    cut: Ints
    is_cut: bool
    is_ground_open: bool


@njit(cache=True)
def _is_less(one: np.ndarray, other: np.ndarray) -> bool:
    for tier in range(len(one)):
        if one[tier] != other[tier]:
            return one[tier] < other[tier]
    return False


@njit(cache=True)
def _rise(reach: Reach, node: int) -> None:
    place = reach.place[node]
    while place > 0:
        above = (place - 1) >> 1
        other = reach.heap[above]
        if not _is_less(reach.distance[node], reach.distance[other]):
            break
        reach.heap[place] = other
        reach.place[other] = place
        place = above
    reach.heap[place] = node
    reach.place[node] = place


@njit(cache=True)
def _pop(reach: Reach) -> int:
    first = reach.heap[0]
    reach.size[0] -= 1
    size = reach.size[0]
    node = reach.heap[size]
    place = 0
    while True:
        below = 2 * place + 1
        if below >= size:
            break
        if below + 1 < size and _is_less(
            reach.distance[reach.heap[below + 1]], reach.distance[reach.heap[below]]
        ):
            below += 1
        if not _is_less(reach.distance[reach.heap[below]], reach.distance[node]):
            break
        reach.heap[place] = reach.heap[below]
        reach.place[reach.heap[place]] = place
        place = below
    reach.heap[place] = node
    reach.place[node] = place
    return first


@njit(cache=True)
def _is_fenced(fence: Fence, node: int, trial: np.ndarray) -> bool:
    if fence.is_limited and not _is_less(trial, fence.limit):
        return True
    if not fence.is_cut:
        return False
    if not fence.has_exit[node]:
        return True
    for tier in range(len(trial)):
        whole = trial[tier] + fence.exit[node, tier]
        if whole != fence.cut[tier]:
            return whole > fence.cut[tier]
    return True


@njit(cache=True)
def _offer(reach: Reach, fence: Fence, node: int, trial: np.ndarray, parent: int, via: int) -> None:
    """A way to a node at distance ``trial``; kept when it is shorter and inside the fence."""
    mark = reach.mark[node]
    if mark == 2 or (mark == 1 and not _is_less(trial, reach.distance[node])):
        return
    if _is_fenced(fence, node, trial):
        return
    reach.distance[node, :] = trial
    reach.parent[node] = parent
    reach.via[node] = via
    if mark == 0:
        reach.mark[node] = 1
        reach.place[node] = reach.size[0]
        reach.size[0] += 1
    _rise(reach, node)


@njit(cache=True)
def _step(
    net: Net, reach: Reach, fence: Fence, tail: int, head: int, backward: bool, trial: np.ndarray
) -> None:
    """Relax an arc without cost of its own, seen from the end that is settled."""
    here, there = (head, tail) if backward else (tail, head)
    if there == len(net.price) - 1 and not fence.is_ground_open:
        return
    for tier in range(len(trial)):
        trial[tier] = reach.distance[here, tier] + net.price[tail, tier] - net.price[head, tier]
    _offer(reach, fence, there, trial, here, -1)


@njit(cache=True)
def _hub(net: Net, youth: int) -> int:
    group = net.group[youth]
    return len(net.price) - 1 if group < 0 else len(net.home) + len(net.beds) + group


@njit(cache=True)
def _pairs_of_youth(net: Net, reach: Reach, fence: Fence, youth: int, wide: np.ndarray) -> None:
    """Forward: the rooms that a youth can move to. ``wide`` has a column for what is no tier."""
    tiers = net.price.shape[1]
    number = len(net.home)
    nights, fit = net.column[0], net.column[1]
    base = reach.distance[youth] + net.price[youth] - net.own[youth]
    for pair in range(net.start[youth], net.start[youth + 1]):
        if not net.usable[pair] or pair == net.home[youth]:
            continue
        room = number + net.room[pair]
        if reach.mark[room] == 2:
            continue
        for tier in range(tiers):
            wide[tier] = base[tier] - net.price[room, tier]
        wide[nights] -= net.nights[pair]
        wide[fit] -= net.fit[pair]
        _offer(reach, fence, room, wide[:tiers], youth, pair)


@njit(cache=True)
def _pairs_of_room(net: Net, reach: Reach, fence: Fence, node: int, wide: np.ndarray) -> None:
    """Backward: the youths that can move to a room."""
    tiers = net.price.shape[1]
    nights, fit = net.column[0], net.column[1]
    room = node - len(net.home)
    base = reach.distance[node] - net.price[node]
    for place in range(net.room_start[room], net.room_start[room + 1]):
        pair = net.room_pair[place]
        youth = net.youth[pair]
        if not net.usable[pair] or pair == net.home[youth] or reach.mark[youth] == 2:
            continue
        for tier in range(tiers):
            wide[tier] = base[tier] + net.price[youth, tier] - net.own[youth, tier]
        wide[nights] -= net.nights[pair]
        wide[fit] -= net.fit[pair]
        _offer(reach, fence, youth, wide[:tiers], node, pair)


@njit(cache=True)
def _onward(net: Net, reach: Reach, fence: Fence, node: int, source: int, wide: np.ndarray) -> None:
    """Relax every arc that leaves a settled node."""
    trial = wide[:-1]
    youths, rooms, groups = len(net.home), len(net.beds), len(net.most)
    ground = len(net.price) - 1
    if node < youths:
        _pairs_of_youth(net, reach, fence, node, wide)
        if net.home[node] >= 0 or node == source:
            _step(net, reach, fence, node, _hub(net, node), False, trial)
    elif node < youths + rooms:
        room = node - youths
        for place in range(net.occupant_start[room], net.occupant_start[room + 1]):
            trial[:] = reach.distance[node]  # a chosen pair costs nothing either way
            _offer(reach, fence, net.occupant[place], trial, node, -1)
        if net.used[room] < net.beds[room]:
            _step(net, reach, fence, node, ground, False, trial)
    elif node < ground:
        group = node - youths - rooms
        for place in range(net.waiting_start[group], net.waiting_start[group + 1]):
            _step(net, reach, fence, node, net.waiting[place], False, trial)
        if net.placed[group] > net.least[group]:
            _step(net, reach, fence, node, ground, False, trial)
    else:
        for room in range(rooms):
            if net.used[room] > 0:
                _step(net, reach, fence, node, youths + room, False, trial)
        for group in range(groups):
            if net.placed[group] < net.most[group]:
                _step(net, reach, fence, node, youths + rooms + group, False, trial)
        for place in range(net.waiting_start[groups], net.waiting_start[groups + 1]):
            _step(net, reach, fence, node, net.waiting[place], False, trial)


@njit(cache=True)
def _back(net: Net, reach: Reach, fence: Fence, node: int, wide: np.ndarray) -> None:
    """Relax every arc that enters a settled node."""
    trial = wide[:-1]
    youths, rooms, groups = len(net.home), len(net.beds), len(net.most)
    ground = len(net.price) - 1
    if node < youths:
        if net.home[node] >= 0:
            trial[:] = reach.distance[node]
            _offer(reach, fence, youths + net.room[net.home[node]], trial, node, -1)
        else:
            _step(net, reach, fence, _hub(net, node), node, True, trial)
    elif node < youths + rooms:
        _pairs_of_room(net, reach, fence, node, wide)
        if net.used[node - youths] > 0:
            _step(net, reach, fence, ground, node, True, trial)
    elif node < ground:
        group = node - youths - rooms
        for place in range(net.housed_start[group], net.housed_start[group + 1]):
            _step(net, reach, fence, net.housed[place], node, True, trial)
        if net.placed[group] < net.most[group]:
            _step(net, reach, fence, ground, node, True, trial)
    else:
        for room in range(rooms):
            if net.used[room] < net.beds[room]:
                _step(net, reach, fence, youths + room, node, True, trial)
        for group in range(groups):
            if net.placed[group] > net.least[group]:
                _step(net, reach, fence, youths + rooms + group, node, True, trial)
        for place in range(net.housed_start[groups], net.housed_start[groups + 1]):
            _step(net, reach, fence, net.housed[place], node, True, trial)


@njit(cache=True)
def _search(net: Net, fence: Fence, source: int, target: int, backward: bool) -> Reach:
    nodes, tiers = net.price.shape
    reach = Reach(
        np.empty((nodes, tiers), np.int64),
        np.zeros(nodes, np.uint8),
        np.full(nodes, -1, np.int64),
        np.full(nodes, -1, np.int64),
        np.empty(nodes, np.int64),
        np.empty(nodes, np.int64),
        np.zeros(1, np.int64),
    )
    reach.distance[source, :] = 0
    reach.mark[source] = 1
    reach.place[source] = 0
    reach.heap[0] = source
    reach.size[0] = 1
    wide = np.empty(tiers + 1, np.int64)
    while reach.size[0] > 0:
        node = _pop(reach)
        reach.mark[node] = 2
        if node == target:
            break
        if backward:
            _back(net, reach, fence, node, wide)
        else:
            _onward(net, reach, fence, node, source, wide)
    return reach


@njit(cache=True)
def _worst_slack(net: Net) -> int:
    """The first pair whose reduced cost is below zero, or not zero though it is chosen; -1: none."""
    tiers = net.price.shape[1]
    number = len(net.home)
    wide = np.empty(tiers + 1, np.int64)
    for youth in range(number):
        for pair in range(net.start[youth], net.start[youth + 1]):
            if not net.usable[pair]:
                continue
            for tier in range(tiers):
                wide[tier] = net.price[youth, tier] - net.own[youth, tier]
                wide[tier] -= net.price[number + net.room[pair], tier]
            wide[net.column[0]] -= net.nights[pair]
            wide[net.column[1]] -= net.fit[pair]
            for tier in range(tiers):
                if wide[tier] < 0 or (wide[tier] > 0 and pair == net.home[youth]):
                    return pair
                if wide[tier] > 0:
                    break
    return -1


def open_fence(net: Net, limit: Ints | None = None) -> Fence:
    """No fence, or only a limit: nodes at ``limit`` or further are not looked at."""
    tiers = net.price.shape[1]
    return Fence(
        limit=np.zeros(tiers, np.int64) if limit is None else limit,
        is_limited=limit is not None,
        exit=np.zeros((0, tiers), np.int64),
        has_exit=np.zeros(0, bool),
        cut=np.zeros(tiers, np.int64),
        is_cut=False,
        is_ground_open=True,
    )


def _alike(within: Fence) -> Fence:
    """The same fence with arrays of one kind, so that one compiled kernel serves all."""
    return within._replace(
        limit=read_only(within.limit),
        exit=read_only(within.exit),
        has_exit=read_only(within.has_exit),
        cut=read_only(within.cut),
    )


def search(
    net: Net, source: int, target: int = -1, *, backward: bool = False, within: Fence | None = None
) -> Reach:
    """Shortest distances from ``source`` (``backward``: to it), until ``target`` is reached.

    Backward needs a network with pairs by room (:func:`by_room`).
    """
    return _search(
        frozen(net), _alike(within or open_fence(net)), int(source), int(target), bool(backward)
    )


def wrong_pair(net: Net) -> int:
    """A pair that contradicts the prices, or -1."""
    return int(_worst_slack(frozen(net)))


@njit(cache=True)
def _sorted_by_room(room: Codes, start: Ints) -> Ints:
    following = start[:-1].copy()
    order = np.empty(len(room), np.int64)
    for pair in range(len(room)):
        order[following[room[pair]]] = pair
        following[room[pair]] += 1
    return order


def by_room(net: Net) -> Net:
    """The network with its pairs listed by room as well, for searches against the arcs."""
    if len(net.room_start):
        return net
    start = np.zeros(net.number_of_rooms + 1, np.int64)
    np.cumsum(np.bincount(net.room, minlength=net.number_of_rooms), out=start[1:])
    return net._replace(room_start=start, room_pair=_sorted_by_room(net.room, start))
