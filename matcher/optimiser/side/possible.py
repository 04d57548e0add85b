"""Whether all limits can be met, whatever is best."""

from __future__ import annotations

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.climb import is_countable
from matcher.optimiser.side.exact import search
from matcher.optimiser.side.program import program
from matcher.optimiser.side.proof import Field
from matcher.optimiser.side.sides import Slots

_MANY = 20_000


def is_possible(problem: Problem, groups: Groups) -> bool:
    """Whether all limits can be met. Only youths of whom something is asked are looked at."""
    place = Field.of(problem, groups)
    if not (place.sides.is_possible and is_countable(place)):
        return False
    open_ = place.open_pairs()
    pair = open_[_needed(place)[problem.pair_youth[open_]]]
    if len(pair) > _MANY:
        # What is promised can mostly be kept in the own town: a small question, if the answer is yes.
        home = pair[~place.sides.rows.is_away[pair]]
        if _found(place, home):
            return True
    return _found(place, pair)


def _found(place: Field, pair: Ints) -> bool:
    slots = Slots.of(place.problem, place.sides, pair)
    if not slots.is_possible:
        return False
    weight = np.zeros(len(place.problem.pairs), np.int64)
    return search(program(place, slots), weight).picked is not None


def _needed(place: Field) -> Flags:
    """Youths who may have to be placed: promised, held together, or counted for a share."""
    sides = place.sides
    needed = np.append(place.least > 0, False)[place.groups.of]
    for coefficient in sides.rows.share:
        needed = needed | (coefficient < 0)
    wanted = np.append(sides.must >= 0, False)
    wanted[sides.together[needed]] = True
    wanted[-1] = False
    return needed | wanted[sides.together]
