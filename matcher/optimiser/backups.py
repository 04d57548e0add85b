"""Ranked back-ups per room: who could come if the proposal is declined."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.follow import can_follow
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.standing import Standing


def backups(
    problem: Problem, groups: Groups, standing: Standing, score: Ints, most: int
) -> pd.DataFrame:
    """At most ``most`` back-ups per room, best first: room, rank (from 1), youth, nights, fit.

    A back-up is not placed and eligible with the room. Where the contract of its municipality is
    used up, it can only follow a youth of the same municipality whose place is not fixed; the
    side limits are kept in the same way.
    """
    youth, room = problem.pair_youth, problem.pair_room
    candidate = np.flatnonzero(problem.allowed() & ~standing.placed[youth])
    follows = can_follow if has_sides(problem) else _can_follow
    candidate = candidate[follows(problem, groups, standing, candidate)]
    candidate = candidate[np.lexsort((-score[candidate], room[candidate]))]
    first = np.flatnonzero(np.diff(room[candidate], prepend=-1) != 0)
    length = np.diff(first, append=len(candidate))
    rank = np.arange(len(candidate)) - np.repeat(first, length) + 1
    kept, rank = candidate[rank <= most], rank[rank <= most]
    return pd.DataFrame(
        {
            "room": problem.rooms["room"].to_numpy()[room[kept]],
            "rank": rank.astype(np.int64),
            "youth": problem.youths["youth"].to_numpy()[youth[kept]],
            "nights": problem.pairs["nights"].to_numpy(np.int64)[kept],
            "fit": problem.pairs["fit"].to_numpy(np.int64)[kept],
        }
    )


def _can_follow(
    problem: Problem, groups: Groups, standing: Standing, candidate: Ints
) -> np.ndarray:
    group = groups.of[problem.pair_youth[candidate]]
    closed = np.append(standing.is_reached, False)[group]
    if not closed.any():
        return ~closed
    leaving = standing.chosen[~standing.is_fixed]
    size = len(groups.key) + 1
    open_beds = np.unique(
        problem.pair_room[leaving].astype(np.int64) * size + groups.of[problem.pair_youth[leaving]]
    )
    wanted = problem.pair_room[candidate].astype(np.int64) * size + group
    return ~closed | np.isin(wanted, open_beds)
