"""The columns and types of the frames that eligibility and fit work on, and their check.

All dates are naive calendar dates; money is in cents; distances are in kilometres.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.errors import InvalidProblem
from matcher.words import (
    Attention,
    Gender,
    GenderWish,
    GuidanceKind,
    HouseholdGender,
    PlaceKind,
    PlaceTime,
    TargetGroup,
)

Kind = Literal["text", "whole", "number", "flag", "date"]


@dataclass(frozen=True)
class Column:
    """One column. ``optional``: may be missing in a row (NaN, NaT); ``words``: allowed values."""

    name: str
    kind: Kind
    optional: bool = False
    words: tuple[str, ...] = ()
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Schema:
    """The columns of one frame; ``key`` columns together are unique."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _flags(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "flag") for name in names)


def _levels(name: str, words: Iterable[str]) -> Column:
    levels = sorted(int(word) for word in words)
    return Column(name, "whole", lowest=levels[0], highest=levels[-1])


LATITUDE = Column("latitude", "number", optional=True, lowest=-90, highest=90)
LONGITUDE = Column("longitude", "number", optional=True, lowest=-180, highest=180)

YOUTHS = Schema(
    "youths",
    (
        Column("youth", "text"),
        Column("municipality", "text"),
        Column("organisation", "text"),
        Column("birth_date", "date"),
        *_flags("age_exception"),
        Column("ready_on", "date"),
        Column("budget_cents", "whole", lowest=0),
        Column("gender", "text", words=Gender.codes()),
        *_flags("smokes", "has_pet", "allergic_to_cats", "allergic_to_dogs", "needs_step_free"),
        _levels("guidance_kind", GuidanceKind.codes()),
        *_flags("has_day_activity"),
        Column("max_distance_km", "number", optional=True, lowest=0, highest=1000),
        Column("household_gender_wish", "text", words=GenderWish.codes()),
        *_flags("accepts_children", "accepts_smoking_household", "accepts_pets"),
        Column("languages", "text"),
        Column("interests", "text"),
        _levels("attention_wish", Attention.codes()),
        Column("target_group", "text", words=TargetGroup.codes()),
        Column("urgency", "whole", lowest=0, highest=3),
        Column("registered_on", "date"),
        Column("out_of_care_on", "date", optional=True),
        Column("lottery", "whole"),
    ),
    key=("youth",),
)

PLACES = Schema(
    "places",
    (
        Column("youth", "text"),
        Column("time", "text", words=PlaceTime.codes()),
        Column("kind", "text", words=PlaceKind.codes()),
        Column("municipality", "text"),
        LATITUDE,
        LONGITUDE,
        Column("radius_km", "number", optional=True, lowest=0, highest=1000),
    ),
)

ROOMS = Schema(
    "rooms",
    (
        Column("room", "text"),
        Column("home", "text"),
        Column("municipality", "text"),
        LATITUDE,
        LONGITUDE,
        Column("capacity", "whole", lowest=1),
        Column("free_from", "date"),
        Column("free_until", "date", optional=True),
        Column("rent_cents", "whole", lowest=0),
        Column("legal_max_rent_cents", "number", optional=True, lowest=0),
        Column("min_age", "whole", lowest=0, highest=200),
        Column("max_age", "whole", lowest=0, highest=200),
        Column("accepts_gender", "text", words=GenderWish.codes()),
        Column("household_gender", "text", words=HouseholdGender.codes()),
        *_flags("has_children", "smoking_allowed", "household_smokes", "has_cat", "has_dog"),
        *_flags("pets_welcome", "step_free"),
        Column("accepts_guidance", "text"),
        *_flags("requires_day_activity", "participating"),
        Column("languages", "text"),
        Column("interests", "text"),
        _levels("attention_offer", Attention.codes()),
    ),
    key=("room",),
)

EXCLUSIONS = Schema("exclusions", (Column("youth", "text"), Column("room", "text")))

_DTYPE = {
    "text": "str",
    "whole": "int64",
    "number": "float64",
    "flag": "bool",
    "date": "datetime64[s]",
}
_MAY_LACK_A_VALUE = ("text", "number", "date")
_WANTED = {
    "text": "text (str)",
    "whole": "whole numbers (int64)",
    "number": "numbers (float64)",
    "flag": "yes or no (bool)",
    "date": "dates (datetime64 without time zone)",
}


def empty(schema: Schema) -> pd.DataFrame:
    """Return a frame without rows that has the columns and types of ``schema``."""
    return from_rows([], schema)


def from_rows(rows: Iterable[Mapping[str, object]], schema: Schema) -> pd.DataFrame:
    """Return checked rows as a frame with the column order and types of ``schema``.

    ``rows`` hold native values (str, int, bool, date, None where optional).
    Raises InvalidProblem as ``checked`` does.
    """
    taken = list(rows)
    columns = {
        column.name: _series([row.get(column.name) for row in taken], column)
        for column in schema.columns
    }
    return checked(pd.DataFrame(columns), schema)


def _series(values: list[object], column: Column) -> pd.Series:
    missing = [value is None or value is pd.NaT or value != value for value in values]
    if any(missing) and column.kind not in ("date", "number"):
        return pd.Series(values, dtype="object")  # left as it is: `checked` tells what is missing
    try:
        return pd.Series(values, dtype=_DTYPE[column.kind])
    except (TypeError, ValueError):
        return pd.Series(values, dtype="object")


def checked(frame: pd.DataFrame, schema: Schema) -> pd.DataFrame:
    """Return ``frame`` if it has the columns and types of ``schema``; further columns are fine.

    Raises InvalidProblem with one line per problem: frame, column, what is wrong and wanted.
    A frame without rows only needs the columns; its types are set.
    """
    problems = [
        f"{schema.name}: column {name!r} is missing; add it to the frame"
        for name in schema.names()
        if name not in frame.columns
    ]
    if problems:
        raise InvalidProblem(problems)
    if frame.empty:
        types = {column.name: _DTYPE[column.kind] for column in schema.columns}
        return frame.reset_index(drop=True).astype(types)
    for column in schema.columns:
        problem = _column_problem(frame[column.name], column)
        if problem:
            problems.append(f"{schema.name}: column {column.name!r} {problem}")
    if schema.key and not problems and bool(frame.duplicated(list(schema.key)).any()):
        twice = frame.loc[frame.duplicated(list(schema.key)), schema.key[0]].iloc[0]
        problems.append(f"{schema.name}: {schema.key[0]} {twice!r} occurs twice; keys are unique")
    if problems:
        raise InvalidProblem(problems)
    return frame


def _column_problem(values: pd.Series, column: Column) -> str | None:
    if not _has_kind(values, column.kind):
        return f"is {values.dtype}; it must hold {_WANTED[column.kind]}"
    if not column.optional and column.kind in _MAY_LACK_A_VALUE:
        missing = values.isna().to_numpy()
        if missing.any():
            return f"has no value in row {int(np.argmax(missing))}; give one"
    if column.words:
        strange = sorted(set(values.unique()) - set(column.words))
        if strange:
            return f"has {strange[0]!r}; allowed are {', '.join(column.words)}"
    if column.kind in ("whole", "number"):
        return _bound_problem(values.to_numpy(), column)
    return None


def _bound_problem(values: npt.NDArray, column: Column) -> str | None:
    """Comparisons with NaN are false, so what is missing passes."""
    if column.lowest is not None and (values < column.lowest).any():
        return f"has {values[values < column.lowest][0]}; the lowest allowed is {column.lowest}"
    if column.highest is not None and (values > column.highest).any():
        return f"has {values[values > column.highest][0]}; the highest allowed is {column.highest}"
    return None


def _has_kind(values: pd.Series, kind: Kind) -> bool:
    types = pd.api.types
    if kind == "text":
        if types.is_object_dtype(values.dtype):
            return types.infer_dtype(values, skipna=True) in ("string", "empty")
        return types.is_string_dtype(values.dtype)
    if kind == "flag":
        return values.dtype == np.dtype(bool)
    if kind == "date":
        return isinstance(values.dtype, np.dtype) and values.dtype.kind == "M"
    if kind == "whole":
        return isinstance(values.dtype, np.dtype) and values.dtype.kind in "iu"
    return isinstance(values.dtype, np.dtype) and values.dtype.kind in "iuf"
