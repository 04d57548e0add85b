"""A solved problem as a residual network: what may change hands, and what each change costs.

Nodes, in this order: youths, rooms, limited municipalities, one ground. An unplaced youth hangs on
the node of its municipality, or on ground where that has no limit. A room with an empty bed hangs on
ground. Arcs lead both ways where the flow leaves room: youth -> room (move in), room -> youth (an
occupant gives way), youth -> municipality -> ground (leave), and back. Fixed pairs are booked
beforehand and are no part of it.

Every node has a price: one int64 per tier, the most important first, compared as words in a
dictionary are. The *reduced cost* of an arc, ``cost + price[tail] - price[head]``, is never below
zero in that order when the assignment is the best one, which is what makes Dijkstra exact here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints


class Net(NamedTuple):
    """Arrays of the residual network. Pairs are sorted by youth; ``home`` is the pair chosen or -1.

    ``start``: first pair per youth (youths + 1); ``room``, ``youth``, ``nights``, ``fit``: int32 per
    pair; ``column``: the tiers of nights and fit, or the number of tiers where that is no tier;
    ``usable``: pairs that may be chosen; ``own``: (youths, tiers) what a youth counts for in any
    room; ``group``: int32 municipality with a limit, or -1; ``present``: youths who may be placed
    here; ``beds``, ``used``: per room, without fixed ones; ``least``, ``most``, ``placed``: per group,
    without fixed ones; ``price``: (nodes, tiers).

    ``arc_start``, ``arc_head``: the arcs that are no pairs to be chosen, by tail; ``back_start``,
    ``back_head``: the same against their direction. A chosen pair, which costs nothing to take
    away, has ``~node`` as its head. ``room_start``, ``room_pair``: pairs by room; empty until needed.
    """

    start: Ints
    room: Codes
    youth: Codes
    nights: Codes
    fit: Codes
    column: Ints
    usable: Flags
    own: Ints
    group: Codes
    present: Flags
    home: Ints
    beds: Ints
    used: Ints
    least: Ints
    most: Ints
    placed: Ints
    price: Ints
    arc_start: Ints
    arc_head: Ints
    back_start: Ints
    back_head: Ints
    room_start: Ints
    room_pair: Ints

    @property
    def number_of_youths(self) -> int:
        return len(self.home)

    @property
    def number_of_rooms(self) -> int:
        return len(self.beds)

    @property
    def ground(self) -> int:
        return len(self.price) - 1

    @property
    def rooms(self) -> slice:
        """The nodes of the rooms."""
        return slice(self.number_of_youths, self.number_of_youths + self.number_of_rooms)

    @property
    def groups(self) -> slice:
        """The nodes of the limited municipalities."""
        return slice(self.rooms.stop, self.ground)

    def room_node(self, room: int) -> int:
        return self.number_of_youths + int(room)

    def group_node(self, group: int) -> int:
        """The node of a group; ground for -1."""
        return self.ground if group < 0 else int(self.groups.start + group)

    def hub(self, youth: int) -> int:
        """Where a youth hangs when it is not placed."""
        return self.group_node(int(self.group[youth]))

    def hubs(self) -> Ints:
        return np.where(self.group < 0, self.ground, self.groups.start + self.group)

    def weight(self, pairs: Ints) -> Ints:
        """What pairs count for, (pairs, tiers)."""
        found = np.zeros((len(pairs), self.own.shape[1] + 1), np.int64)
        found[:, self.column[0]] += self.nights[pairs]
        found[:, self.column[1]] += self.fit[pairs]
        return found[:, :-1] + self.own[self.youth[pairs]]

    def level(self) -> Ints:
        """Per node what its pairs cost it: a pair's reduced cost is the level of its youth and that
        of its room, less its nights and fit in their columns."""
        level = -self.price
        level[: self.number_of_youths] = self.price[: self.number_of_youths] - self.own
        return level


def settled(net: Net, coming: int = -1) -> Net:
    """The network with its counts and arcs brought up to date with who lives where.

    ``coming``: a youth who is not placed and does not wait either, but looks for a place.
    """
    housed = np.flatnonzero(net.home >= 0)
    room = net.room[net.home[housed]]
    used = np.bincount(room, minlength=net.number_of_rooms)
    group = net.group[housed]
    placed = np.bincount(group[group >= 0], minlength=len(net.most))
    net = net._replace(used=used, placed=placed)
    waiting = net.present & (net.home < 0)
    if coming >= 0:
        waiting[coming] = False
        housed = np.append(housed, coming)
    arcs = _arcs(net, housed, np.flatnonzero(waiting))
    tail, head = (np.concatenate(ends) for ends in zip(*arcs, strict=True))
    occupant = np.flatnonzero(net.home >= 0)
    nodes = net.ground + 1
    arc_start, arc_head = _listed(
        np.concatenate([tail, net.rooms.start + room]), np.concatenate([head, ~occupant]), nodes
    )
    back_start, back_head = _listed(
        np.concatenate([head, occupant]), np.concatenate([tail, ~(net.rooms.start + room)]), nodes
    )
    return net._replace(
        arc_start=arc_start, arc_head=arc_head, back_start=back_start, back_head=back_head
    )


def _arcs(net: Net, housed: Ints, waiting: Ints) -> list[tuple[Ints, Ints]]:
    """Tails and heads of the arcs without a cost of their own."""
    hubs = net.hubs()
    full, loose = np.flatnonzero(net.used > 0), np.flatnonzero(net.used < net.beds)
    above = np.flatnonzero(net.placed > net.least)
    below = np.flatnonzero(net.placed < net.most)

    def ground(others: Ints) -> Ints:
        return np.full(len(others), net.ground)

    return [
        (housed, hubs[housed]),
        (hubs[waiting], waiting),
        (net.rooms.start + loose, ground(loose)),
        (ground(full), net.rooms.start + full),
        (net.groups.start + above, ground(above)),
        (ground(below), net.groups.start + below),
    ]


def _listed(tail: Ints, head: Ints, nodes: int) -> tuple[Ints, Ints]:
    """Heads by tail: where every tail starts (nodes + 1), and the heads."""
    start = np.zeros(nodes + 1, np.int64)
    np.cumsum(np.bincount(tail, minlength=nodes), out=start[1:])
    return start, head[np.argsort(tail, kind="stable")]


def by_room(net: Net) -> Net:
    """The network with its pairs listed by room as well, for searches against the arcs."""
    if len(net.room_start):
        return net
    start = np.zeros(net.number_of_rooms + 1, np.int64)
    np.cumsum(np.bincount(net.room, minlength=net.number_of_rooms), out=start[1:])
    # Sorted as 16-bit numbers where they fit, numpy counts instead of comparing.
    code = net.room.astype(np.uint16) if net.number_of_rooms < 2**16 else net.room
    return net._replace(room_start=start, room_pair=np.argsort(code, kind="stable"))


def priced(net: Net, price: Ints) -> Net:
    """The network at other prices, shifted so that ground has price 0."""
    return net._replace(price=np.ascontiguousarray(price - price[-1]))


def sign(vectors: Ints) -> Ints:
    """Of every row the sign of its first value that is not 0."""
    first = (vectors != 0).argmax(axis=1)
    return np.sign(vectors[np.arange(len(vectors)), first])


def largest(vectors: Ints) -> Ints:
    """The row that is last in dictionary order."""
    return vectors[np.lexsort(vectors.T[::-1])[-1]]


def is_proven(net: Net) -> bool:
    """Whether the assignment keeps the limits, and no arc of the network is below zero."""
    home = net.home[net.home >= 0]
    kept = net.price[: net.number_of_youths] - net.price[net.hubs()]
    room, group = -net.price[net.rooms], net.price[net.groups]
    return bool(
        net.usable[home].all()
        and (net.used <= net.beds).all()
        and (net.placed <= net.most).all()
        and (net.placed >= net.least).all()
        and (sign(kept[net.home >= 0]) >= 0).all()
        and (sign(kept[net.present & (net.home < 0)]) == 0).all()
        and (sign(room[net.used > 0]) >= 0).all()
        and (sign(room[net.used < net.beds]) <= 0).all()
        and (sign(group[net.placed > net.least]) >= 0).all()
        and (sign(group[net.placed < net.most]) <= 0).all()
        and _are_pairs_proven(net, home)
    )


def _are_pairs_proven(net: Net, home: Ints) -> bool:
    """Whether no usable pair is worth more than its youth and room, and chosen ones are equal."""
    level = net.level()
    pair = np.flatnonzero(net.usable)
    for tier in range(level.shape[1]):
        value = level[:, tier]
        slack = value[net.youth[pair]] + value[net.rooms][net.room[pair]]
        for column, part in zip(net.column, (net.nights, net.fit), strict=True):
            if column == tier:
                slack -= part[pair]
        if (slack < 0).any():
            return False
        # What an earlier tier has decided may be anything in the later ones.
        pair = pair[slack == 0]
    return bool(np.isin(home, pair, assume_unique=True).all())
