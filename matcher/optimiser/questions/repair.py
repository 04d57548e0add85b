"""After a decline or withdrawal: fill what is free at once, and leave open proposals alone.

The youths and beds that are free are matched as well as they can be by the same tiers and limits,
with everything else booked beforehand. That is a solve of a handful of pairs, exact under limits of
every kind. ``Market.after`` tells beside it what a whole new optimum would be, and whom it moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.limits import alone, smallest_clash
from matcher.optimiser.model import Groups, Model, build
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions.opening import positions
from matcher.optimiser.result import Parameters
from matcher.optimiser.side.answer import solve_with_sides
from matcher.optimiser.side.clash import smallest_clash as smallest_clash_of_all
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.tiers import LOTTERY, climb, weights

GUARANTEE = "guarantee "


@dataclass(frozen=True)
class Changes:
    """What has happened since the round: pairs that were declined, and who or what has left."""

    declined: tuple[tuple[str, str], ...] = ()
    youths: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Repair:
    """``assignments``: all after the repair, ``new``: those that it adds (youth, room, nights, fit);
    ``by_tier``: value per tier over all assignments, the lottery as a sum of ranks; ``broken``: guarantees
    that cannot be met while the other proposals stay; ``clash``: limits that the proposals that stay
    break already, so that nothing can be added; ``is_exact``: proven best.
    """

    assignments: pd.DataFrame
    new: pd.DataFrame
    by_tier: dict[str, int]
    broken: tuple[str, ...] = ()
    clash: tuple[str, ...] = ()
    is_exact: bool = True
    positions: Ints = field(default_factory=lambda: np.zeros(0, np.int64), repr=False)


def repair(
    problem: Problem, parameters: Parameters, kept: pd.DataFrame, out: Changes | None = None
) -> Repair:
    """The best that can be made of who and what is free, with ``kept`` (youth, room) as it is.

    Everybody who is neither kept nor ``out`` is free, as are the beds left. A room or youth that is
    new belongs in ``problem``. Promises that cannot be kept without moving a proposal are given up
    one by one, and named. Raises ``QuestionRefused`` where ``kept`` is no eligible pair.
    """
    booked = np.union1d(positions(problem, kept), problem.fixed_pair)
    part, place = _free_part(problem, booked, out or Changes())
    own = alone(problem) if parameters.guarantee else None
    groups = Groups.build(problem, own)
    broken: list[str] = []
    while True:
        found = _solved(part, groups, parameters)
        if found is not None:
            chosen, is_exact = found
            return _told(problem, parameters, booked, place[chosen], tuple(broken), is_exact)
        find = smallest_clash_of_all if has_sides(part) else smallest_clash
        clash = find(part, groups)
        given_up = [name for name in clash if name.startswith(GUARANTEE)]
        if not given_up:
            return replace(
                _told(problem, parameters, booked, booked, tuple(broken), True), clash=clash
            )
        name = given_up[0].removeprefix(GUARANTEE)
        groups = replace(groups, least=np.where(np.array(groups.key) == name, 0, groups.least))
        broken.append(given_up[0])


def _free_part(problem: Problem, booked: Ints, out: Changes) -> tuple[Problem, Ints]:
    """The problem with what is booked fixed and pairs of the free only, and where they come from."""
    youth_free = np.ones(len(problem.youths), bool)
    youth_free[problem.pair_youth[booked]] = False
    leaves = problem.youths["youth"].isin(out.youths).to_numpy(bool)
    youth_free &= ~leaves
    left = problem.rooms["capacity"].to_numpy(np.int64) - np.bincount(
        problem.pair_room[booked], minlength=len(problem.rooms)
    )
    room_free = (left > 0) & ~problem.rooms["room"].isin(out.rooms).to_numpy(bool)
    usable = problem.allowed() & youth_free[problem.pair_youth] & room_free[problem.pair_room]
    if out.declined:
        gone = pd.DataFrame(list(out.declined), columns=["youth", "room"])
        usable[positions(problem, gone)] = False
    place = np.union1d(np.flatnonzero(usable), booked)
    part = replace(
        problem,
        # Who leaves holds nobody of the same group back.
        youths=problem.youths.assign(group=problem.youths["group"].mask(leaves, "")),
        pairs=problem.pairs.iloc[place].reset_index(drop=True),
        pair_youth=problem.pair_youth[place],
        pair_room=problem.pair_room[place],
        fixed_pair=np.searchsorted(place, booked).astype(np.int64),
        forbidden_pair=np.zeros(0, np.int64),
    )
    return part, place


def _solved(part: Problem, groups: Groups, parameters: Parameters) -> tuple[Ints, bool] | None:
    """The best pairs of the part, and whether that is proven; None when limits clash."""
    if has_sides(part):
        solved = solve_with_sides(part, groups, parameters, None)
        if solved is None:
            return None
        return solved.chosen, all(tier.is_proven for tier in solved.tiers)
    model = build(part, groups)
    if model is None or (len(model.pair) == 0 and model.least.any()):
        return None
    if len(model.pair) == 0:
        return model.fixed, True
    ascent = climb(part, _small(model), parameters, None)
    if ascent is None:
        return None
    return np.sort(np.concatenate([model.pair[ascent.chosen], model.fixed])), True


def _small(model: Model) -> Model:
    """The same choice among those who have a pair, so that a handful costs a handful."""
    youths, youth = np.unique(model.youth, return_inverse=True)
    rooms, room = np.unique(model.room, return_inverse=True)
    return replace(
        model,
        youth=youth.astype(np.int32),
        room=room.astype(np.int32),
        capacity=model.capacity[rooms],
        group_of=model.group_of[youths],
    )


def _told(
    problem: Problem,
    parameters: Parameters,
    booked: Ints,
    chosen: Ints,
    broken: tuple[str, ...],
    is_exact: bool,
) -> Repair:
    frame = problem.pairs.iloc[chosen][["youth", "room", "nights", "fit"]]
    frame = frame.astype({"youth": object, "room": object, "nights": np.int64, "fit": np.int64})
    names = (*parameters.tiers, LOTTERY)
    values = {name: int(weights(problem, name, parameters.seed)[chosen].sum()) for name in names}
    return Repair(
        assignments=frame.reset_index(drop=True),
        new=frame[~np.isin(chosen, booked)].reset_index(drop=True),
        by_tier=values | {LOTTERY: -values[LOTTERY]},
        broken=broken,
        is_exact=is_exact,
        positions=chosen,
    )
