"""How things stand after a choice of pairs: who is placed, which beds and limits are used up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem


@dataclass(frozen=True, eq=False)
class Standing:
    """``chosen``: sorted positions in ``problem.pairs``, the fixed ones included.

    ``placed``: bool per youth; ``used``: beds per room; ``is_reached`` / ``is_needed``: per group,
    whether its contract is used up, and whether its guarantee is only just met; ``is_fixed``: bool
    per chosen pair.
    """

    chosen: Ints
    placed: Flags
    used: Ints
    is_reached: Flags
    is_needed: Flags
    is_fixed: Flags

    @classmethod
    def of(cls, problem: Problem, groups: Groups, chosen: Ints) -> Standing:
        youth = problem.pair_youth[chosen]
        placed = np.bincount(youth, minlength=len(problem.youths)) > 0
        group = groups.of[youth]
        number = np.bincount(group[group >= 0], minlength=len(groups.key))
        return cls(
            chosen=chosen,
            placed=placed,
            used=np.bincount(problem.pair_room[chosen], minlength=len(problem.rooms)),
            is_reached=groups.is_contract & (number >= groups.most),
            is_needed=groups.is_guarantee & (number <= groups.least) & (groups.least > 0),
            is_fixed=np.isin(chosen, problem.fixed_pair),
        )
