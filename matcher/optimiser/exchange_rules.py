"""Whether the limits allow one youth to take another's place, everybody else staying put."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem

UNLIMITED = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, eq=False)
class Rows:
    """Exchanges as codes: ``other`` is -1 where the bed is empty. ``chosen``: who is placed now."""

    problem: Problem
    groups: Groups
    youth: Ints
    other: Ints
    room: Ints
    chosen_youth: Ints
    chosen_room: Ints

    def placed(self, member: Ints, number: int) -> Ints:
        """How many placed youths each of ``number`` codes has; ``member``: code per youth or -1."""
        code = member[self.chosen_youth]
        return np.bincount(code[code >= 0], minlength=number)


def is_allowed(problem: Problem, groups: Groups, chosen: Ints, pair: Ints, other: Ints) -> Flags:
    """Per exchange (positions in ``problem.pairs``, ``other`` -1: an empty bed), all limits kept."""
    rows = Rows(
        problem,
        groups,
        youth=problem.pair_youth[pair].astype(np.int64),
        other=np.append(problem.pair_youth, -1)[other].astype(np.int64),
        room=problem.pair_room[pair].astype(np.int64),
        chosen_youth=problem.pair_youth[chosen].astype(np.int64),
        chosen_room=problem.pair_room[chosen].astype(np.int64),
    )
    there = {*problem.limits["kind"]}
    there |= {"guarantee"} if groups.least.any() else set()
    there |= {"group"} if (problem.youths["group"] != "").any() else set()
    allowed = np.ones(len(pair), bool)
    allowed[np.isin(other, problem.fixed_pair)] = False
    for kinds, rule in RULES:
        if kinds & there:  # a national round has a million exchanges, and mostly contracts only
            allowed &= rule(rows)
    return allowed


def _together(rows: Rows) -> Flags:
    """Nobody leaves or joins a group that is placed together."""
    group = rows.problem.youths["group"].to_numpy(object)
    sizes = pd.Series(group).map(pd.Series(group).value_counts()).to_numpy(np.int64)
    bound = np.append((group != "") & (sizes > 1), False)
    return ~bound[rows.youth] & ~bound[rows.other]


def _municipality(rows: Rows) -> Flags:
    groups = rows.groups
    member = groups.of.astype(np.int64)
    number = np.append(rows.placed(member, len(groups.key)), 0)
    into, out = member[rows.youth], np.append(member, -1)[rows.other]
    differs = into != out
    too_many = number[into] + 1 > np.append(groups.most, UNLIMITED)[into]
    too_few = number[out] - 1 < np.append(groups.least, -1)[out]
    return ~(differs & (too_many | too_few))


def _organisation(rows: Rows) -> Flags:
    key, most = _limit(rows.problem, "organisation")
    member = _codes(key, rows.problem.youths["organisation"])
    number = np.append(rows.placed(member, len(key)), 0)
    into, out = member[rows.youth], np.append(member, -1)[rows.other]
    return (into == out) | (number[into] + 1 <= np.append(most, UNLIMITED)[into])


def _flows(rows: Rows) -> Flags:
    """Inflow of the room's municipality, outflow of the youth's."""
    towns = pd.Index(
        sorted({*rows.problem.youths["municipality"], *rows.problem.rooms["municipality"]})
    )
    home = np.append(_codes(towns, rows.problem.youths["municipality"]), -1)
    of_room = _codes(towns, rows.problem.rooms["municipality"])
    room, into, out = of_room[rows.room], home[rows.youth], home[rows.other]
    from_, to = home[rows.chosen_youth], of_room[rows.chosen_room]
    crosses = from_ != to
    arrived = np.bincount(to[crosses], minlength=len(towns))
    left = np.bincount(from_[crosses], minlength=len(towns))
    is_out = (rows.other >= 0) & (out != room)
    arrived_then = arrived[room] + (into != room) - is_out
    left_then = left[into] + (into != room) - (is_out & (out == into))
    most_in, most_out = (_by_town(rows.problem, kind, towns) for kind in ("inflow", "outflow"))
    # An exchange that adds nobody is not to blame for a limit that fixed pairs have passed.
    fine_in = (arrived_then <= most_in[room]) | (arrived_then <= arrived[room])
    return fine_in & ((left_then <= most_out[into]) | (left_then <= left[into]))


def _shares(rows: Rows) -> Flags:
    fine = np.ones(len(rows.youth), bool)
    for has, percent in _share_limits(rows.problem):
        now = int(has[rows.chosen_youth].sum())
        flags = np.append(has, False)
        is_new = rows.other < 0
        have = now + flags[rows.youth].astype(np.int64) - flags[rows.other]
        fine &= 100 * have >= percent * (len(rows.chosen_youth) + is_new)
    return fine


def _share_limits(problem: Problem) -> Iterator[tuple[Flags, int]]:
    key, percent = _limit(problem, "share")
    named = problem.traits["trait"] + "=" + problem.traits["value"]
    for name, least in zip(key, percent.tolist(), strict=True):
        youths = set(problem.traits["youth"][named == name])
        yield problem.youths["youth"].isin(youths).to_numpy(bool), least


def _limit(problem: Problem, kind: str) -> tuple[pd.Index, Ints]:
    rows = problem.limits[problem.limits["kind"] == kind]
    return pd.Index(rows["key"], dtype=object), rows["limit"].to_numpy(np.int64)


def _by_town(problem: Problem, kind: str, towns: pd.Index) -> Ints:
    key, most = _limit(problem, kind)
    found = np.full(len(towns), UNLIMITED, np.int64)
    found[towns.get_indexer(key)] = most
    return found


def _codes(names: pd.Index, values: pd.Series) -> Ints:
    return names.get_indexer(pd.Index(values, dtype=object)).astype(np.int64)


RULES: tuple[tuple[set[str], Callable[[Rows], Flags]], ...] = (
    ({"group"}, _together),
    ({"contract", "guarantee"}, _municipality),
    ({"organisation"}, _organisation),
    ({"inflow", "outflow"}, _flows),
    ({"share"}, _shares),
)
