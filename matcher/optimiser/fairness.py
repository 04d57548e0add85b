"""Who gets a room: figures per group of youths, and warnings where a group is passed over.

Pure: frames in, frames out. Sentences for people are in ``matcher/rounds/fairness_words.py``;
``docs/fairness.md`` explains the figures and the thresholds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.groups_of_youths import Trait, traits_of
from matcher.optimiser.model import Groups
from matcher.optimiser.passed_over import CAUSES, NO_ROOM, PassedOver, passed_over
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import FairnessWarning, Parameters
from matcher.optimiser.thresholds import Thresholds

WITHOUT_ROOM, PASSED_OVER, BY_PRIORITY = "without_room", "passed_over", "by_priority"
COLUMNS = (
    "trait", "value", "youths", "with_room", "placed", "share_placed", "share_of_with_room",
    "mean_rooms", "mean_nights", "mean_fit", *(f"because_{cause}" for cause in CAUSES),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Fairness:
    """``table``: one row per trait and value that occurs, with the columns ``COLUMNS``:

    numbers of youths, of those with an eligible room, and placed; shares 0–1 of the youths and of
    those with a room; means of eligible rooms (all youths), nights and fit (the placed ones); and
    how many have no place because of what: see `passed_over`. ``against``: its proof.
    """

    table: pd.DataFrame
    against: Mapping[str, int]
    warnings: tuple[FairnessWarning, ...]


def fairness(problem: Problem, groups: Groups, parameters: Parameters, chosen: Ints) -> Fairness:
    """The fairness of an assignment. ``chosen``: positions of its pairs, sorted."""
    return _look(problem, groups, parameters, chosen)[0]


def warnings_of(table: pd.DataFrame, thresholds: Thresholds) -> tuple[FairnessWarning, ...]:
    """Groups that have a possible room, or get one, clearly less often than the others."""
    rows = [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]
    compared = [
        (code, row, mine, others)
        for row in rows
        for code, mine, others in _comparisons(row, rows)
        if min(mine[1], others[1]) >= thresholds.fewest
    ]
    found = []
    for code, row, mine, others in compared:
        chance = chance_of_so_few(mine, others)
        share, share_of_others = mine[0] / mine[1], others[0] / others[1]
        is_clear = share < thresholds.ratio * share_of_others
        if is_clear and chance < thresholds.chance / len(compared):
            found.append(_warning(code, row, mine, (share, share_of_others, chance)))
    return tuple(found)


def chance_of_so_few(mine: tuple[int, int], others: tuple[int, int]) -> float:
    """The chance that blind luck gives a group so few or fewer: Fisher's exact test, one side.

    Both are (successes, size). With all successes dealt out blindly over everybody.
    """
    successes, size, drawn = mine[0] + others[0], mine[1] + others[1], mine[1]
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, size + 1)))])

    def ways(number: int, picked: np.ndarray) -> np.ndarray:
        return np.asarray(
            log_factorial[number] - log_factorial[picked] - log_factorial[number - picked]
        )

    count = np.arange(max(0, drawn - (size - successes)), mine[0] + 1)
    log_chance = ways(successes, count) + ways(size - successes, drawn - count)
    return float(min(1.0, np.exp(log_chance - ways(size, np.array(drawn))).sum()))


def as_json(found: Fairness) -> dict[str, Any]:
    """What ``summary.json`` and a round's summary hold; shares that are not there are None."""
    table = found.table.astype(object).where(found.table.notna(), None)
    return {
        "rows": table.to_dict("records"),
        "against": dict(found.against),
        "warnings": [asdict(warning) for warning in found.warnings],
    }


@dataclass(frozen=True, eq=False)
class _Facts:
    """Per youth of the problem; nights and fit are 0 for who is not placed."""

    rooms: Ints
    placed: Flags
    nights: Ints
    fit: Ints
    over: PassedOver


def _look(
    problem: Problem, groups: Groups, parameters: Parameters, chosen: Ints
) -> tuple[Fairness, list[Trait], _Facts]:
    over = passed_over(problem, groups, parameters, chosen)
    everybody = len(problem.youths)
    youth = problem.pair_youth[chosen]
    nights, fit = np.zeros(everybody, np.int64), np.zeros(everybody, np.int64)
    nights[youth] = problem.pairs["nights"].to_numpy(np.int64)[chosen]
    fit[youth] = problem.pairs["fit"].to_numpy(np.int64)[chosen]
    placed = np.zeros(everybody, bool)
    placed[youth] = True
    rooms = np.bincount(problem.pair_youth[problem.allowed()], minlength=everybody)
    facts = _Facts(rooms, placed, nights, fit, over)
    traits = traits_of(problem, rooms)
    table = _table(traits, facts)
    return (
        Fairness(table, over.against, warnings_of(table, parameters.thresholds)),
        traits,
        facts,
    )


def _table(traits: list[Trait], facts: _Facts) -> pd.DataFrame:
    parts = [_rows(trait, facts) for trait in traits]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=COLUMNS)
    return table[list(COLUMNS)]


def _rows(trait: Trait, facts: _Facts) -> pd.DataFrame:
    known = trait.value >= 0
    value = trait.value[known]

    def count(which: np.ndarray) -> Ints:
        return np.bincount(value[which[known]], minlength=len(trait.values))

    def total(numbers: Ints) -> Ints:
        return np.bincount(value, numbers[known], minlength=len(trait.values)).astype(np.int64)

    youths, with_room = count(np.ones(len(known), bool)), count(facts.rooms > 0)
    placed, causes = count(facts.placed), facts.over.causes(trait.value)
    frame = pd.DataFrame(
        {
            "trait": trait.name,
            "value": list(trait.values),
            "youths": youths,
            "with_room": with_room,
            "placed": placed,
            "share_placed": _ratio(placed, youths, 4),
            "share_of_with_room": _ratio(placed, with_room, 4),
            "mean_rooms": _ratio(total(facts.rooms), youths, 1),
            "mean_nights": _ratio(total(facts.nights), placed, 1),
            "mean_fit": _ratio(total(facts.fit), placed, 1),
            **{f"because_{cause}": count(causes == cause) for cause in CAUSES},
        }
    )
    return frame[youths > 0]


def _ratio(part: Ints, whole: Ints, decimals: int) -> np.ndarray:
    """Rounded, so that the figures are the same bytes on every machine; NaN out of nothing."""
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole > 0)
    return np.round(found, decimals)


def _comparisons(
    row: Mapping[str, Any], rows: list[dict[str, Any]]
) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """A group against all others of the same trait: having a room at all, and getting one."""
    others = [other for other in rows if other["trait"] == row["trait"] and other is not row]
    for code, part, whole in (
        (WITHOUT_ROOM, "with_room", "youths"),
        (PASSED_OVER, "placed", "with_room"),
    ):
        # That who has no possible room has none, and is placed less, is no news.
        if row["trait"] != "options" or code == PASSED_OVER:
            there = (sum(o[part] for o in others), sum(o[whole] for o in others))
            yield code, (row[part], row[whole]), there


def _warning(
    code: str,
    row: Mapping[str, Any],
    mine: tuple[int, int],
    rates: tuple[float, float, float],
) -> FairnessWarning:
    share, share_of_others, chance = rates
    cause, number = NO_ROOM, row[f"because_{NO_ROOM}"]
    if code == PASSED_OVER:
        asked = [name for name in CAUSES if name != NO_ROOM]
        cause = max(asked, key=lambda name: row[f"because_{name}"])
        number = row[f"because_{cause}"]
        code = BY_PRIORITY if cause == "priority" else code
    return FairnessWarning(
        code=code,
        trait=row["trait"],
        value=row["value"],
        number=mine[0],
        out_of=mine[1],
        share=round(share, 4),
        share_of_others=round(share_of_others, 4),
        chance=float(f"{chance:.2g}"),
        cause=cause,
        because=number,
    )
