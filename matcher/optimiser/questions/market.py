"""A solved problem with its prices in all tiers: answers questions exactly and takes changes.

Every answer is a shortest path over the residual network of the assignment, at prices under which
all arcs cost at least nothing; ``docs/questions.md`` tells why that is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions import changes, growth
from matcher.optimiser.questions.answers import IMPOSSIBLE, Cost, Gain, QuestionRefused
from matcher.optimiser.questions.bids import bids
from matcher.optimiser.questions.book import Book
from matcher.optimiser.questions.prepared import Prepared
from matcher.optimiser.questions.residual import Net, sign
from matcher.optimiser.result import Parameters, Result

if TYPE_CHECKING:
    from matcher.optimiser.questions.repair import Changes


@dataclass(frozen=True, eq=False, repr=False)
class Market(Prepared):
    """A solved problem with its prices in all tiers: answers questions exactly and takes changes."""

    @classmethod
    def of(cls, problem: Problem, parameters: Parameters, result: Result) -> Market:
        """The market of a result. Raises ``QuestionRefused`` when there is no assignment, or when
        result and problem do not belong together."""
        from matcher.optimiser.questions.opening import market_of

        return market_of(problem, parameters, result)

    @classmethod
    def stored(
        cls,
        problem: Problem,
        parameters: Parameters,
        assignments: pd.DataFrame,
        duals: pd.DataFrame,
    ) -> Market:
        """The market of a result that was saved: ``assignments.csv`` and ``duals.csv``."""
        from matcher.optimiser.questions.opening import stored_market

        return stored_market(problem, parameters, assignments, duals)

    # -- questions ---------------------------------------------------------------------------

    def forced(self, youth: str, room: str) -> Cost:
        """What it costs everyone, per tier, that this youth gets this room."""
        book, net = self.book, self.ready
        y, r = book.youth(youth), book.room(room)
        pair = self._pair(y, r)
        held = self._held(y)
        if held >= 0:
            here = net.room[held] == r
            return self._free() if here else self._refused(f"fixed {self._name(held)}")
        if pair < 0:
            return self._refused("no_eligible_pair")
        if net.home[y] == pair:
            return self._free()
        if not net.usable[pair]:
            closed = book.allowed[pair]
            limit = f"contract {book.youth_in[y]}" if closed else f"forbidden {youth} {room}"
            return self._refused(limit)
        if net.beds[r] == 0:
            return self._refused(self._fixed_in(r))
        way = self._distance(net.room_node(r), y)
        if way is None:
            return self._refused(changes.obstacle(book, net, net.room_node(r)))
        own = net.price[y] - net.price[net.room_node(r)] - net.weight(np.array([pair]))[0]
        return self._cost(own + way)

    def forbidden(self, youth: str, room: str) -> Cost:
        """What it costs that this youth may not get this room, the others free to move."""
        book, net = self.book, self.ready
        y, r = book.youth(youth), book.room(room)
        pair = self._pair(y, r)
        if pair >= 0 and pair in book.fixed:
            return self._refused(f"fixed {self._name(pair)}")
        if pair < 0 or net.home[y] != pair:
            return self._free()
        way = self._distance(y, net.room_node(r))
        if way is None:
            return self._refused(changes.obstacle(book, net, y))
        return self._cost(way)

    def loss_of_youth(self, youth: str) -> Cost:
        """What is lost when this youth is not there."""
        y = self.book.youth(youth)
        held = self._held(y)
        if held >= 0:
            return self._refused(f"fixed {self._name(held)}")
        lost = self._loss_of_youth(y)
        if lost is None:
            return self._refused(changes.obstacle(self.book, self.ready, self.ready.hub(y)))
        return self._cost(lost)

    def _loss_of_youth(self, y: int) -> Ints | None:
        net = self.ready
        if net.home[y] < 0:
            return np.zeros(len(self.tiers), np.int64)
        hub = net.hub(y)
        left = net.price[y] - net.price[hub]
        if hub == net.ground:
            return left
        way = self._distance(hub, y)
        return None if way is None else left + way

    def loss_of_youths(self) -> Ints:
        """Value lost per youth when it is not there, (youths, tiers); IMPOSSIBLE where a limit
        cannot be met without it, or it is fixed."""
        lost = np.full((len(self.book.youths), len(self.tiers)), IMPOSSIBLE)
        for y in range(len(lost)):
            one = None if self._held(y) >= 0 else self._loss_of_youth(y)
            if one is not None:
                lost[y] = one
        return lost

    def loss_of_rooms(self) -> Ints:
        """Value lost per room when it has one bed less, (rooms, tiers); IMPOSSIBLE where a limit
        cannot be met without it, or all its beds are fixed."""
        net = self.ready
        exit_, has_exit = self._exit
        rooms = net.rooms
        lost = exit_[rooms] - net.price[rooms]
        lost[net.used < net.beds] = 0
        lost[~has_exit[rooms] | (net.beds == 0)] = IMPOSSIBLE
        return lost

    def gain_of_beds(self) -> Ints:
        """Value gained per room by one bed more, (rooms, tiers)."""
        net = self.ready
        rooms = net.rooms
        gain = -net.price[rooms]
        gain[~self.is_reached[rooms] | (sign(gain) <= 0)] = 0
        return gain

    # -- rooms that are not there yet --------------------------------------------------------

    def new_room(self, offers: pd.DataFrame, municipality: str = "") -> Gain:
        """What a room with one bed would bring. ``offers``: youth, nights, fit (who is eligible).

        ``municipality``: where it is; without one it is nobody's own, which counts only for limits
        that ask where a room is (inflow, outflow, groups).
        """
        found = self.new_rooms(offers.assign(room="new"), {"new": municipality})
        if len(found) == 0:
            return Gain(self.tiers, (0,) * len(self.tiers), None)
        row = found.iloc[0]
        values = tuple(int(row[tier]) for tier in self.tiers)
        return Gain(self.tiers, values, row["youth"] or None)

    def new_rooms(
        self,
        offers: pd.DataFrame,
        municipalities: Mapping[str, str] | None = None,
    ) -> pd.DataFrame:
        """What each of many rooms with one bed would bring on its own.

        ``offers``: room, youth, nights, fit; ``municipalities``: where each room is, as with
        :meth:`new_room`. Answer: room, youth ('' when it would stay empty), one column per tier;
        sorted by room.
        """
        free = self.is_reached[: self.ready.number_of_youths] & self.ready.present
        return bids(self.book, self.ready, self.tiers, free, offers)

    # -- changes -----------------------------------------------------------------------------

    def decline(self, youth: str, room: str) -> Market:
        """The market in which this youth may not get this room."""
        y, r = self.book.youth(youth), self.book.room(room)
        pair = self._pair(y, r)
        if pair < 0:
            raise QuestionRefused(f"youth {youth} and room {room} are not an eligible pair")
        return self._changed(*changes.forbid(self.book, self._latest, y, r, pair))

    def force(self, youth: str, room: str) -> Market:
        """The market in which this youth has this room, whatever else."""
        y, r = self.book.youth(youth), self.book.room(room)
        cost = self.forced(youth, room)
        if not cost.is_possible:
            raise changes.ChangeRefused(f"{youth} in {room}", cost.limit)
        return self._changed(*changes.fix(self.book, self._latest, y, r, self._pair(y, r)))

    def without_youth(self, youth: str) -> Market:
        """The market without this youth."""
        return self._changed(*changes.remove_youth(self.book, self._latest, self.book.youth(youth)))

    def without_room(self, room: str) -> Market:
        """The market without this room."""
        return self._changed(*changes.remove_room(self.book, self._latest, self.book.room(room)))

    def with_room(self, room: Mapping[str, object], offers: pd.DataFrame) -> Market:
        """The market with one room more. ``room``: room, municipality, capacity; ``offers``: youth,
        nights, fit."""
        return self._changed(*growth.add_room(self.book, self._latest, room, offers))

    def with_youth(self, youth: Mapping[str, object], offers: pd.DataFrame) -> Market:
        """The market with one youth more, last in the lottery. ``youth``: youth, municipality,
        priority; ``offers``: room, nights, fit."""
        return self._changed(*growth.add_youth(self.book, self._latest, self.tiers, youth, offers))

    def after(self, out: Changes) -> Market:
        """The market after several changes."""
        market = self
        for youth, room in out.declined:
            market = market.decline(youth, room)
        for youth in out.youths:
            market = market.without_youth(youth)
        for room in out.rooms:
            market = market.without_room(room)
        return market

    @property
    def _latest(self) -> Net:
        """The network with most work done already; the prices of both are valid."""
        found: Net = self.__dict__.get("ready", self.net)
        return found

    def _changed(self, book: Book, net: Net) -> Market:
        return replace(self, book=book, net=net)
