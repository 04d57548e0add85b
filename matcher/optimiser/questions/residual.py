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
    ``usable``: pairs that may be chosen; ``own``: (youths, tiers) what a youth counts for in any room;
    ``group``: int32 municipality with a limit, or -1; ``present``: youths who may be placed here; ``beds``, ``used``: per room, without fixed
    ones; ``least``, ``most``, ``placed``: per group, without fixed ones; ``price``: (nodes, tiers).
    The lists hold youths: ``occupant`` by room, ``waiting`` (unplaced) and ``housed`` by group, with
    the youths without one last. ``room_start``, ``room_pair``: pairs by room, empty until needed.
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
    occupant_start: Ints
    occupant: Ints
    waiting_start: Ints
    waiting: Ints
    housed_start: Ints
    housed: Ints
    room_start: Ints
    room_pair: Ints
    price: Ints

    @property
    def number_of_youths(self) -> int:
        return len(self.home)

    @property
    def number_of_rooms(self) -> int:
        return len(self.beds)

    @property
    def number_of_groups(self) -> int:
        return len(self.most)

    @property
    def ground(self) -> int:
        return len(self.price) - 1

    def room_node(self, room: int) -> int:
        return self.number_of_youths + room

    def group_node(self, group: int) -> int:
        """The node of a group; ground for -1."""
        return self.ground if group < 0 else self.number_of_youths + self.number_of_rooms + group

    def hub(self, youth: int) -> int:
        """Where a youth hangs when it is not placed."""
        return self.group_node(int(self.group[youth]))

    def weight(self, pairs: Ints) -> Ints:
        """What pairs count for, (pairs, tiers)."""
        found = np.zeros((len(pairs), self.own.shape[1] + 1), np.int64)
        found[:, self.column[0]] += self.nights[pairs]
        found[:, self.column[1]] += self.fit[pairs]
        return found[:, :-1] + self.own[self.youth[pairs]]


def settled(net: Net) -> Net:
    """The network with its counts and lists brought up to date with ``home`` and ``present``."""
    housed = np.flatnonzero(net.home >= 0)
    room = net.room[net.home[housed]]
    waiting = np.flatnonzero(net.present & (net.home < 0))
    groups = net.number_of_groups
    group = np.where(net.group < 0, groups, net.group)
    occupant_start, occupant = _by(room, housed, net.number_of_rooms)
    waiting_start, waiting = _by(group[waiting], waiting, groups + 1)
    housed_start, housed = _by(group[housed], housed, groups + 1)
    return net._replace(
        used=np.diff(occupant_start),
        placed=np.diff(housed_start)[:groups],
        occupant_start=occupant_start,
        occupant=occupant,
        waiting_start=waiting_start,
        waiting=waiting,
        housed_start=housed_start,
        housed=housed,
    )


def _by(code: Ints | Codes, values: Ints, number: int) -> tuple[Ints, Ints]:
    """Values grouped by code: where every group starts (number + 1), and the values."""
    start = np.zeros(number + 1, np.int64)
    np.cumsum(np.bincount(code, minlength=number), out=start[1:])
    return start, values[np.argsort(code, kind="stable")]


def frozen(net: Net) -> Net:
    """The same arrays as read-only views of one kind, so that one compiled kernel serves all."""
    return Net._make(read_only(values) for values in net)


def read_only(values: np.ndarray) -> np.ndarray:
    """A read-only view of an array in one piece."""
    view = np.ascontiguousarray(values).view()
    view.flags.writeable = False
    return view


def priced(net: Net, price: Ints) -> Net:
    """The network at other prices, shifted so that ground has price 0."""
    return net._replace(price=np.ascontiguousarray(price - price[-1]))
