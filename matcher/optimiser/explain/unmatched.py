"""Why a youth has no room, or a room an empty bed.

Reasons: ``no_eligible_pair``; ``limit NAME`` (the limit that keeps it out); ``all_outbid`` (every
room is worth more to the whole round with somebody else in it). ``docs/solve.md`` says what is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.explain.promises import Held
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.follow import NOBODY, Follow
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.standing import Standing

NO_PAIR = "no_eligible_pair"
OUTBID = "all_outbid"


def unmatched(
    problem: Problem,
    groups: Groups,
    standing: Standing,
    score: Ints,
    first_tier: Ints,
    room_price: np.ndarray,
    kept_out: Held | None = None,
) -> pd.DataFrame:
    """Unplaced youths, then rooms with an empty bed, each with its reason: kind, key, reason.

    ``first_tier``: weight per pair, ``room_price``: price per room in that tier. ``kept_out``: who is
    kept out by whose limit (:mod:`.promises`); None where only the scores can tell.
    """
    youth = _youth_reasons(problem, groups, standing, score, first_tier, room_price, kept_out)
    room = _room_reasons(problem, groups, standing)
    waiting = np.flatnonzero(~standing.placed)
    empty = np.flatnonzero(_is_free(problem, standing))
    return pd.DataFrame(
        {
            "kind": pd.Series(["youth"] * len(waiting) + ["room"] * len(empty), dtype=object),
            "key": np.concatenate(
                [
                    problem.youths["youth"].to_numpy(object)[waiting],
                    problem.rooms["room"].to_numpy(object)[empty],
                ]
            ),
            "reason": np.concatenate([youth[waiting], room[empty]]),
        }
    )


def _without_pairs(codes: np.ndarray, allowed: Flags, number: int) -> np.ndarray:
    """The reason by counting pairs: none at all, none left by the forbidden ones, or outbid."""
    reason = np.full(number, OUTBID, dtype=object)
    reason[np.bincount(codes[allowed], minlength=number) == 0] = "limit forbidden"
    reason[np.bincount(codes, minlength=number) == 0] = NO_PAIR
    return reason


def _youth_reasons(
    problem: Problem,
    groups: Groups,
    standing: Standing,
    score: Ints,
    first_tier: Ints,
    room_price: np.ndarray,
    kept_out: Held | None,
) -> np.ndarray:
    allowed = problem.allowed()
    reason = _without_pairs(problem.pair_youth, allowed, len(problem.youths))
    pair = np.flatnonzero(allowed & ~standing.placed[problem.pair_youth])
    chosen, of = standing.chosen, groups.of[problem.pair_youth[standing.chosen]]
    needed = np.append(standing.is_needed, False)[of]

    # From the weakest claim to the strongest, so that the strongest is what remains.
    for at, by in _outbid(problem, pair, chosen[standing.is_fixed], score):
        reason[at] = f"limit fixed {_pair(problem, by)}"
    if kept_out is not None:
        for at, group in kept_out.by_guarantee.items():
            reason[at] = f"limit guarantee {groups.key[group]}"
        for at, group in kept_out.by_contract.items():
            reason[at] = f"limit contract {groups.key[group]}"
        return reason
    for at, by in _outbid(problem, pair, chosen[needed & ~standing.is_fixed], score):
        reason[at] = f"limit guarantee {_group(problem, groups, by)}"

    lowest = _lowest(problem, chosen[~standing.is_fixed & ~needed], score)
    winning = _winning(problem, standing, pair, lowest, score, first_tier, room_price)
    youth, room = problem.pair_youth[winning], problem.pair_room[winning]
    if has_sides(problem):
        leaving = np.where(_is_free(problem, standing)[room], NOBODY, lowest[room])
        for at, limit in _side_limits(problem, standing, winning, leaving, youth):
            reason[at] = limit
    closed = np.append(standing.is_reached, False)[groups.of[youth]]
    for at in np.unique(youth[closed]):
        reason[at] = f"limit contract {groups.key[groups.of[at]]}"
    return reason


def _outbid(
    problem: Problem, pair: Ints, occupants: Ints, score: Ints
) -> Iterator[tuple[int, int]]:
    """Per youth of ``pair`` with a better score than one of ``occupants`` of a room: which one."""
    youth, room = problem.pair_youth[pair], problem.pair_room[pair]
    lowest = _lowest(problem, occupants, score)
    better = np.flatnonzero(score[pair] > _score_of(lowest[room], score))
    outbid, first = np.unique(youth[better], return_index=True)
    yield from zip(outbid.tolist(), lowest[room[better[first]]].tolist(), strict=True)


def _winning(
    problem: Problem,
    standing: Standing,
    pair: Ints,
    lowest: Ints,
    score: Ints,
    first_tier: Ints,
    room_price: np.ndarray,
) -> Ints:
    """The pairs that would be chosen, were it not for limits: the room is free or worth less."""
    room = problem.pair_room[pair]
    free = _is_free(problem, standing)[room]
    beats = score[pair] > _score_of(lowest[room], score)
    return pair[(first_tier[pair] > room_price[room]) | free | beats]


def _score_of(pair: Ints, score: Ints) -> Ints:
    """The scores of pairs; that of -1, nobody, is beyond all others."""
    return np.append(score, np.iinfo(np.int64).max)[pair]


def _is_free(problem: Problem, standing: Standing) -> Flags:
    return standing.used < problem.rooms["capacity"].to_numpy()


def _side_limits(
    problem: Problem, standing: Standing, pair: Ints, leaving: Ints, key: np.ndarray
) -> Iterator[tuple[int, str]]:
    """Per youth or room (``key``) the side limit that keeps out the first of its pairs kept out."""
    follow = Follow.of(problem, standing.chosen)
    blocker = follow.blocker(pair, leaving)
    held = np.flatnonzero(blocker >= 0)
    for at, first in zip(*np.unique(key[held], return_index=True), strict=True):
        yield int(at), f"limit {follow.names[blocker[held[first]]]}"


def _lowest(problem: Problem, chosen: Ints, score: Ints) -> Ints:
    """Per room the chosen pair with the lowest score among these; -1 where there is none."""
    lowest = np.full(len(problem.rooms), -1, np.int64)
    order = chosen[np.argsort(-score[chosen], kind="stable")]
    lowest[problem.pair_room[order]] = order
    return lowest


def _pair(problem: Problem, pair: int) -> str:
    return f"{problem.pairs['youth'].iloc[pair]} {problem.pairs['room'].iloc[pair]}"


def _group(problem: Problem, groups: Groups, pair: int) -> str:
    return groups.key[groups.of[problem.pair_youth[pair]]]


def _room_reasons(problem: Problem, groups: Groups, standing: Standing) -> np.ndarray:
    allowed = problem.allowed()
    reason = _without_pairs(problem.pair_room, allowed, len(problem.rooms))
    youth = problem.pair_youth
    if has_sides(problem):
        free = _is_free(problem, standing)
        open_ = allowed & ~standing.placed[youth] & free[problem.pair_room]
        pair = np.flatnonzero(open_)
        nobody = np.full(len(pair), NOBODY)
        for key, text in _side_limits(problem, standing, pair, nobody, problem.pair_room[pair]):
            reason[key] = text
    closed = np.append(standing.is_reached, False)[groups.of[youth]]
    held_back = np.flatnonzero(allowed & ~standing.placed[youth] & closed)
    at, first = np.unique(problem.pair_room[held_back], return_index=True)
    reason[at] = [
        f"limit contract {groups.key[group]}" for group in groups.of[youth[held_back[first]]]
    ]
    return reason
