"""Which pairs could still be added, or take the place of another, with the side limits kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.rows import Rows
from matcher.optimiser.side.sides import groups_of
from matcher.optimiser.standing import Standing

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Follow:
    """The side limits after a choice of pairs.

    ``names``: ``kind key`` per side row, then ``group NAME`` per together-group; ``load``: what the
    chosen pairs add up to per row.
    """

    problem: Problem
    rows: Rows
    together: Codes
    names: tuple[str, ...]
    load: Ints

    @classmethod
    def of(cls, problem: Problem, chosen: Ints) -> Follow:
        """``chosen``: positions in the problem's pairs, the fixed ones included."""
        rows = Rows.build(problem)
        names, together = groups_of(problem)
        limits = [f"{kind} {key}" for kind, key in zip(rows.kind, rows.key, strict=True)]
        every = (*limits, *(f"group {name}" for name in names))
        return cls(problem, rows, together, every, rows.load(problem, chosen))

    def blocker(self, pair: Ints, leaving: Ints) -> Ints:
        """Per pair of an unplaced youth the limit that keeps it out, as position in ``names``.

        ``leaving``: per pair the chosen pair that goes, or ``NOBODY``. -1: nothing keeps it out. A
        youth of a group cannot come without the others.
        """
        found = np.full(len(pair), -1, np.int64)
        youth = self.problem.pair_youth[pair]
        for place, coefficient in enumerate(self.rows.share):
            row = self.rows.first_share + place
            gone = np.where(leaving >= 0, coefficient[self.problem.pair_youth[leaving]], 0)
            # A share that is missed already is no reason to keep out who brings it closer.
            over = (self.load[row] + coefficient[youth] - gone > 0) & (coefficient[youth] > gone)
            found[over] = row
        full = np.append(self.load >= self.rows.limit, False)
        for wanted, left in zip(self._rows_of(pair), self._rows_of(leaving), strict=True):
            blocked = full[wanted] & ((wanted != left) | (leaving < 0))
            found[blocked] = wanted[blocked]
        group = self.together[youth]
        return np.where(group >= 0, len(self.rows) + group, found)

    def _rows_of(self, pair: Ints) -> tuple[Ints, Ints, Ints]:
        """Row or -1 per pair: outflow, inflow, organisation."""
        youth, room = self.problem.pair_youth[pair], self.problem.pair_room[pair]
        away = self.rows.is_away[pair]
        return (
            np.where(away, self.rows.outflow_of[youth], -1).astype(np.int64),
            np.where(away, self.rows.inflow_of[room], -1).astype(np.int64),
            self.rows.organisation_of[youth].astype(np.int64),
        )


def can_follow(problem: Problem, groups: Groups, standing: Standing, pair: Ints) -> Flags:
    """Whether these pairs of unplaced youths keep every limit, contracts included.

    Either as they come, or in the place of one youth of the same room who is not fixed.
    """
    follow = Follow.of(problem, standing.chosen)
    reached = np.append(standing.is_reached, False)
    group = groups.of[problem.pair_youth[pair]]
    good = (follow.blocker(pair, np.full(len(pair), NOBODY)) < 0) & ~reached[group]
    leaving = standing.chosen[~standing.is_fixed]
    room = problem.pair_room[leaving]
    order = leaving[np.argsort(room, kind="stable")]
    number = np.bincount(room, minlength=len(problem.rooms))
    first = np.cumsum(number) - number
    of = problem.pair_room[pair]
    for rank in range(int(number.max(initial=0))):
        here = np.flatnonzero(~good & (number[of] > rank))
        gone = order[first[of[here]] + rank]
        same = groups.of[problem.pair_youth[gone]] == group[here]
        fits = (follow.blocker(pair[here], gone) < 0) & (~reached[group[here]] | same)
        good[here[fits]] = True
    return good
