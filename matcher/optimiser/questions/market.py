"""A solved problem with its prices in all tiers: answers questions exactly and takes changes.

Every answer is a shortest path over the residual network of the assignment, at prices under which
all arcs cost at least nothing; ``docs/questions.md`` tells why that is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions import changes, growth
from matcher.optimiser.questions.answers import IMPOSSIBLE, Cost, Gain, QuestionRefused, signed
from matcher.optimiser.questions.book import Book
from matcher.optimiser.questions.paths import FRESH, Fence, search
from matcher.optimiser.questions.residual import Net, by_room, largest, priced, sign
from matcher.optimiser.result import Parameters, Result

if TYPE_CHECKING:
    from matcher.optimiser.questions.repair import Changes


@dataclass(frozen=True, eq=False, repr=False)
class Market:
    """A solved problem with its prices in all tiers: answers questions exactly and takes changes."""

    tiers: tuple[str, ...]
    book: Book
    net: Net

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

    # -- what every question needs, made once ------------------------------------------------

    @cached_property
    def ready(self) -> Net:
        """The network at the lowest prices of rooms: ground reaches everything at no cost."""
        net = by_room(self.net)
        reach = search(net, net.ground)
        seen = reach.mark != FRESH
        top = largest(reach.distance[seen])
        distance = np.where(seen[:, None], reach.distance, top)
        return priced(net, net.price + distance)

    @cached_property
    def is_reached(self) -> Flags:
        """Nodes that ground reaches (at these prices: at no cost)."""
        return np.asarray(search(self.ready, self.ready.ground).mark != FRESH)

    @cached_property
    def _exit(self) -> tuple[Ints, Flags]:
        """The way from every node to ground, and whether there is one."""
        reach = search(self.ready, self.ready.ground, backward=True)
        seen = reach.mark != FRESH
        return np.where(seen[:, None], reach.distance, 0), seen

    def _distance(self, source: int, target: int) -> Ints | None:
        """The shortest distance, None when there is no way."""
        exit_, has_exit = self._exit
        passes = bool(has_exit[source] and self.is_reached[target])
        is_cut = passes and bool(has_exit[target])
        fence = Fence(
            limit=exit_[source] if passes else None,
            cut=exit_[source] + exit_[target] if is_cut else None,
            exit=exit_ if is_cut else None,
            has_exit=has_exit if is_cut else None,
            is_ground_open=not passes,
        )
        if source == self.ready.ground or target == self.ready.ground:
            return exit_[source] if passes else None
        reach = search(self.ready, source, target, fence=fence)
        if reach.mark[target] != FRESH:
            return reach.distance[target]
        return exit_[source] if passes else None

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
        net = self.ready
        y = self.book.places(self.book.youths, offers["youth"], "youth")
        free = self.is_reached[y] & net.present[y]
        wide = np.zeros((len(y), len(self.tiers) + 1), np.int64)
        wide[:, net.column[0]] += offers["nights"].to_numpy(np.int64)
        wide[:, net.column[1]] += offers["fit"].to_numpy(np.int64)
        gain = wide[:, :-1] + net.own[y] - net.price[y]
        code, room = pd.factorize(offers["room"].astype(object), sort=True)
        first = _best(gain, code, y, free, len(room))
        good = (first < len(y)) & (sign(gain[np.minimum(first, len(y) - 1)]) > 0)
        first = np.where(good, first, 0)
        youth = np.where(good, self.book.youths.to_numpy()[y[first]], "")
        values = np.where(good[:, None], gain[first], 0)
        found = pd.DataFrame({"room": np.asarray(room, object), "youth": youth})
        for place, tier in enumerate(self.tiers):
            found[tier] = values[:, place]
        return found

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

    # -- the assignment ----------------------------------------------------------------------

    @cached_property
    def chosen(self) -> Ints:
        """Positions of the chosen pairs, the fixed ones included, sorted."""
        return np.sort(np.concatenate([self.net.home[self.net.home >= 0], self.book.fixed]))

    def assignments(self) -> pd.DataFrame:
        """youth, room, nights, fit, sorted by youth."""
        net, pair = self.net, self.chosen
        found = pd.DataFrame(
            {
                "youth": self.book.youths.to_numpy()[net.youth[pair]],
                "room": self.book.rooms.to_numpy()[net.room[pair]],
                "nights": net.nights[pair].astype(np.int64),
                "fit": net.fit[pair].astype(np.int64),
            }
        )
        return found.sort_values("youth", kind="stable", ignore_index=True)

    def room_of(self, youth: str) -> str:
        """The room of a youth, '' without one."""
        y = self.book.youth(youth)
        pair = self._held(y) if self.net.home[y] < 0 else int(self.net.home[y])
        return "" if pair < 0 else str(self.book.rooms[self.net.room[pair]])

    def rooms_of(self, youth: str) -> list[str]:
        """The rooms that a youth is eligible for, forbidden ones included, sorted."""
        y = self.book.youth(youth)
        rooms = self.net.room[self.net.start[y] : self.net.start[y + 1]]
        return sorted(map(str, self.book.rooms[rooms]))

    def lost(self, row: Ints) -> dict[str, int] | None:
        """One row of a table of losses, by tier; None where it is IMPOSSIBLE."""
        if row[0] == IMPOSSIBLE:
            return None
        return dict(zip(self.tiers, map(int, row), strict=True))

    def values(self) -> dict[str, int]:
        """The value of every tier, the lottery as a sum of ranks."""
        total = self.net.weight(self.chosen).sum(axis=0)
        found = {tier: int(value) for tier, value in zip(self.tiers, total, strict=True)}
        return found | {"lottery": -found["lottery"]}

    def changed(self, other: Market) -> pd.DataFrame:
        """Proposals that differ: youth, before (room here, '' for none), after (room in ``other``)."""
        before = self.assignments().set_index("youth")["room"]
        after = other.assignments().set_index("youth")["room"]
        both = pd.DataFrame({"before": before, "after": after}).fillna("")
        both = both[both["before"] != both["after"]].sort_index()
        return both.rename_axis("youth").reset_index()

    # -- small matters -----------------------------------------------------------------------

    def _pair(self, y: int, r: int) -> int:
        """Position of the pair, -1 when it is not eligible."""
        net = self.net
        start, stop = int(net.start[y]), int(net.start[y + 1])
        place = start + int(np.searchsorted(net.room[start:stop], r))
        return place if place < stop and net.room[place] == r else -1

    def _held(self, y: int) -> int:
        """The fixed pair of a youth, or -1."""
        held = self.book.fixed[self.net.youth[self.book.fixed] == y]
        return int(held[0]) if len(held) else -1

    def _name(self, pair: int) -> str:
        net = self.net
        return f"{self.book.youths[net.youth[pair]]} {self.book.rooms[net.room[pair]]}"

    def _fixed_in(self, r: int) -> str:
        held = self.book.fixed[self.net.room[self.book.fixed] == r]
        return ", ".join(f"fixed {self._name(int(pair))}" for pair in held) or "no bed"

    def _cost(self, lost: Ints) -> Cost:
        return Cost(self.tiers, signed(self.tiers, lost))

    def _free(self) -> Cost:
        return Cost(self.tiers, (0,) * len(self.tiers))

    def _refused(self, limit: str) -> Cost:
        return Cost(self.tiers, (0,) * len(self.tiers), is_possible=False, limit=limit)


def _best(gain: Ints, code: Ints, youth: Ints, free: Flags, number: int) -> Ints:
    """Per code the position of the largest gain among the free, the first youth where equal; the
    number of rows where there is none."""
    left = np.flatnonzero(free)
    for values in (*gain.T, -youth):
        most = np.full(number, np.iinfo(np.int64).min)
        np.maximum.at(most, code[left], values[left])
        left = left[values[left] == most[code[left]]]
    first = np.full(number, len(code))
    first[code[left]] = left
    return first
