"""Who gets a room, as a round stores it: for coordinators in full, for municipalities published.

Figures that are split by a personal attribute are published as ten or more, rounded to five, one
trait at a time; smaller numbers stay hidden (`hidden_below`, as the statistics do).
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.statistics.disclosure import SMALLEST_GROUP

if TYPE_CHECKING:
    from matcher.optimiser import Problem, Result

PUBLISHED = "fairness_published.csv"
COUNTRY = ""
ROUNDED_TO = 5
NOT_PUBLISHED = ("organisation", "priority", "options", "municipality_size")

Ints = npt.NDArray[np.int64]


def section(result: Result) -> dict[str, Any]:
    """Return what the round's summary holds: ``columns`` and ``rows`` of the table, ``warnings``,
    and ``passed_over``, the number of youths passed over against the order, per tier."""
    table = result.fairness
    cells = table.astype(object).where(table.notna(), None)
    return {
        "columns": [str(column) for column in table.columns],
        "rows": cells.to_numpy().tolist(),
        "warnings": [asdict(warning) for warning in result.warnings],
        "passed_over": dict(result.passed_over),
    }


def rows_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a stored section with their names."""
    return [dict(zip(section["columns"], row, strict=True)) for row in section["rows"]]


def published(problem: Problem, result: Result) -> pd.DataFrame:
    """Return municipality (blank: the whole country), trait, value, youths and placed.

    Only figures that may be shown to anybody; a row of which the youths are hidden is left out.
    Hidden numbers are <NA>.
    """
    from matcher.optimiser.groups_of_youths import traits_of

    placed = problem.youths["youth"].isin(result.assignments["youth"]).to_numpy(bool)
    town, names = pd.factorize(problem.youths["municipality"], sort=True)
    nothing = np.zeros(len(problem.youths), np.int64)
    parts = []
    for trait in traits_of(problem, nothing):
        if trait.name not in NOT_PUBLISHED:
            for where, label in ((nothing, [COUNTRY]), (town, list(names))):
                parts.append(_counted(trait.name, trait.values, trait.value, where, label, placed))
    columns = ["municipality", "trait", "value", "youths", "placed"]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)
    table = table[table["youths"].notna()]
    return table.sort_values(["municipality", "trait"], kind="stable", ignore_index=True)


def _counted(
    trait: str,
    values: tuple[str, ...],
    value: Ints,
    where: Ints,
    label: list[str],
    placed: npt.NDArray[np.bool_],
) -> pd.DataFrame:
    known = value >= 0
    cell = (where * len(values) + value)[known]
    size = len(label) * len(values)
    return pd.DataFrame(
        {
            "municipality": np.repeat(np.array(label, object), len(values)),
            "trait": trait,
            "value": list(values) * len(label),
            "youths": _shown(np.bincount(cell, minlength=size)),
            "placed": _shown(np.bincount(cell[placed[known]], minlength=size)),
        }
    )


def _shown(counts: Ints) -> Any:
    """Round to five, and hide what is below ten before rounding."""
    shown = pd.array(ROUNDED_TO * ((2 * counts + ROUNDED_TO) // (2 * ROUNDED_TO)), dtype="Int64")
    shown[counts < SMALLEST_GROUP] = pd.NA
    return shown
