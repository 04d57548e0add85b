"""A market with limits that are no network: every answer comes from solving again.

Care organisations, inflow, outflow, groups that stay together and minimum shares have no prices that
tell an exact cost. So the pair is fixed or forbidden, the problem solved anew, and the difference
told; ``is_exact`` says whether both solutions are proven. Tables of all youths or rooms at once, and
many rooms that are not there yet, are refused above ``MOST_SOLVES`` questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions import tables
from matcher.optimiser.questions.answers import (
    IMPOSSIBLE,
    ChangeRefused,
    Cost,
    Gain,
    QuestionRefused,
)
from matcher.optimiser.questions.book import book_of, net_of
from matcher.optimiser.questions.market import Market
from matcher.optimiser.questions.residual import Net
from matcher.optimiser.questions.tables import Frames
from matcher.optimiser.result import Parameters, Result
from matcher.optimiser.tiers import LOTTERY

MOST_SOLVES = 200


class ResolvedMarket(Market):
    """The questions of a market, answered by solving again."""

    def __init__(
        self,
        problem: Problem,
        parameters: Parameters,
        result: Result,
        chosen: Ints,
        gone: frozenset[str] = frozenset(),
    ) -> None:
        groups = Groups.build(problem)
        names = (*parameters.tiers, LOTTERY)
        nothing = np.zeros((len(problem.rooms), len(names)), np.int64)
        group = np.zeros((len(groups.key), len(names)), np.int64)
        net = net_of(problem, parameters, groups, chosen, nothing, group)
        super().__init__(names, replace(book_of(problem, parameters, groups), gone=gone), net)
        object.__setattr__(self, "problem", tables.with_ranks(problem, parameters.seed))
        object.__setattr__(self, "parameters", parameters)
        object.__setattr__(self, "result", result)

    problem: Problem
    parameters: Parameters
    result: Result

    @property
    def ready(self) -> Net:  # nothing to prepare
        return self.net

    # -- questions ---------------------------------------------------------------------------

    def forced(self, youth: str, room: str) -> Cost:
        pair = self._pair(self.book.youth(youth), self.book.room(room))
        if pair < 0:
            return self._refused("no_eligible_pair")
        frames = self._frames()
        return self._asked(frames | {"fixed": tables.with_pair(frames["fixed"], youth, room)})

    def forbidden(self, youth: str, room: str) -> Cost:
        pair = self._pair(self.book.youth(youth), self.book.room(room))
        if pair not in self.chosen:
            return self._free()
        frames = self._frames()
        return self._asked(
            frames | {"forbidden": tables.with_pair(frames["forbidden"], youth, room)}
        )

    def loss_of_youth(self, youth: str) -> Cost:
        held = self._held(self.book.youth(youth))
        if held >= 0:
            return self._refused(f"fixed {self._name(held)}")
        return self._asked(tables.without_youth(self._frames(), youth))

    def loss_of_youths(self) -> Ints:
        self._guard(len(self.book.youths))
        return _table(self.loss_of_youth(str(key)) for key in self.book.youths)

    def loss_of_rooms(self) -> Ints:
        self._guard(len(self.book.rooms))
        return _table(self._with_beds(place, -1) for place in range(len(self.book.rooms)))

    def gain_of_beds(self) -> Ints:
        self._guard(len(self.book.rooms))
        return -_table(self._with_beds(place, 1) for place in range(len(self.book.rooms)))

    def _with_beds(self, place: int, more: int) -> Cost:
        frames = self._frames()
        rooms = frames["rooms"]
        beds = rooms["capacity"].to_numpy(np.int64).copy()
        beds[place] += more
        if beds[place] < 1:
            key = str(rooms["room"].iloc[place])
            if (frames["fixed"]["room"] == key).any():
                return self._refused("fixed")
            return self._asked(tables.without_room(frames, key))
        return self._asked(frames | {"rooms": rooms.assign(capacity=beds)})

    def new_rooms(
        self, offers: pd.DataFrame, municipalities: Mapping[str, str] | None = None
    ) -> pd.DataFrame:
        keys = sorted(set(offers["room"].astype(str)))
        self._guard(len(keys))
        rows = []
        for key in keys:
            here = offers[offers["room"].astype(str) == key]
            gain = self.new_room(here.drop(columns="room"), (municipalities or {}).get(key, ""))
            rows.append([key, gain.youth or "", *gain.values])  # noqa: PD011
        return pd.DataFrame(rows, columns=["room", "youth", *self.tiers])

    def new_room(self, offers: pd.DataFrame, municipality: str = "") -> Gain:
        row = {"room": "\x00new", "municipality": municipality or "\x00nowhere", "capacity": 1}
        frames = tables.with_room(self._frames(), row, offers)
        result = self._solved(frames)
        cost = self._difference(result)
        moved = result.assignments[result.assignments["room"] == row["room"]]
        youth = str(moved["youth"].iloc[0]) if len(moved) else None
        return Gain(
            self.tiers, tuple(-value for value in cost.by_tier.values()), youth, cost.is_exact
        )

    # -- changes -----------------------------------------------------------------------------

    def decline(self, youth: str, room: str) -> Market:
        self.book.youth(youth), self.book.room(room)
        frames = self._frames(False)
        return self._after(
            frames | {"forbidden": tables.with_pair(frames["forbidden"], youth, room)}, "declining"
        )

    def force(self, youth: str, room: str) -> Market:
        self.book.youth(youth), self.book.room(room)
        frames = self._frames(False)
        return self._after(
            frames | {"fixed": tables.with_pair(frames["fixed"], youth, room)}, "fixing"
        )

    def without_youth(self, youth: str) -> Market:
        held = self._held(self.book.youth(youth))
        if held >= 0:
            raise ChangeRefused(f"leaving out {youth}", f"fixed {self._name(held)}")
        frames = tables.without_youth(self._frames(False), youth)
        return self._after(frames, "leaving out", f"youth {youth}")

    def without_room(self, room: str) -> Market:
        held = self._fixed_in(self.book.room(room))
        if held != "no bed":
            raise ChangeRefused(f"leaving out {room}", held)
        return self._after(
            tables.without_room(self._frames(False), room), "leaving out", f"room {room}"
        )

    def with_room(self, room: Mapping[str, object], offers: pd.DataFrame) -> Market:
        return self._after(tables.with_room(self._frames(False), room, offers), "adding")

    def with_youth(self, youth: Mapping[str, object], offers: pd.DataFrame) -> Market:
        frames = self._frames(False)
        blank = {"organisation": "", "priority": 0, "group": ""}
        row = blank | dict(youth) | {"lottery": len(frames["youths"]) + 1}
        youths = pd.concat([frames["youths"], pd.DataFrame([row])], ignore_index=True)
        pairs = tables.more_pairs(frames["pairs"], offers.assign(youth=str(youth["youth"])))
        return self._after(frames | {"youths": youths, "pairs": pairs}, "adding")

    # -- solving again -----------------------------------------------------------------------

    def _frames(self, is_promise_kept: bool = True) -> Frames:
        """The problem's tables; ``is_promise_kept``: with what is promised as a limit by name."""
        is_shared = is_promise_kept and self.parameters.guarantee
        return tables.tables_of(self.problem, self.result.guarantee if is_shared else {})

    def _solved(self, frames: Frames, is_promise_kept: bool = True) -> Result:
        from matcher.optimiser.solve import solve

        parameters = self.parameters
        if is_promise_kept:
            parameters = replace(parameters, guarantee=False)
        return solve(Problem.from_tables(frames), replace(parameters, backups=0))

    def _asked(self, frames: Frames) -> Cost:
        return self._difference(self._solved(frames))

    def _difference(self, after: Result) -> Cost:
        if after.status == "infeasible":
            return self._refused(", ".join(after.clash))
        old, new = _values(self.result), _values(after)
        is_exact = self.result.status == after.status == "optimal"
        return Cost(self.tiers, tuple(int(v) for v in old - new), is_exact=is_exact)

    def _after(self, frames: Frames, what: str, left: str = "") -> Market:
        from matcher.optimiser.questions.opening import positions

        result = self._solved(frames, False)
        if result.status == "infeasible":
            raise ChangeRefused(what, ", ".join(result.clash))
        problem = Problem.from_tables(frames)
        gone = self.book.gone | ({left} if left else set())
        chosen = positions(problem, result.assignments)
        return ResolvedMarket(problem, self.parameters, result, chosen, gone)

    def _guard(self, number: int) -> None:
        if number > MOST_SOLVES:
            raise QuestionRefused(
                "this problem has limits that are no network, so that every answer is a solve; "
                f"ask at most {MOST_SOLVES} at once, not {number}"
            )


def _values(result: Result) -> Ints:
    lottery = 0 if result.lottery is None else -result.lottery.value
    return np.array([*(tier.value for tier in result.tiers), lottery], np.int64)


def _table(costs: Iterable[Cost]) -> Ints:
    rows = [
        list(cost.values) if cost.is_possible else [IMPOSSIBLE] * len(cost.tiers) for cost in costs
    ]
    return np.array(rows, np.int64)
