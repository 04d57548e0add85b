"""A frame that is not as declared is refused by name, before anything is computed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from matcher.eligibility import find_pairs, frames
from matcher.errors import InvalidProblem
from tests.eligibility import people
from tests.eligibility.people import POLICY, TODAY


def told(frame: pd.DataFrame, schema: frames.Schema) -> str:
    with pytest.raises(InvalidProblem) as caught:
        frames.checked(frame, schema)
    assert len(caught.value.problems) == 1
    return str(caught.value.problems[0])


def test_missing_column_is_named() -> None:
    frame = people.rooms({}).drop(columns="rent_cents")
    assert told(frame, frames.ROOMS) == (
        "rooms: column 'rent_cents' is missing; add it to the frame"
    )


@pytest.mark.parametrize(
    ("column", "values", "words"),
    [
        ("smokes", ["yes"], "yes or no (bool)"),
        ("smokes", [1], "yes or no (bool)"),
        ("budget_cents", [450.0], "whole numbers (int64)"),
        ("budget_cents", [-1], "the lowest allowed is 0"),
        ("birth_date", ["2006-05-04"], "dates (datetime64 without time zone)"),
        ("birth_date", pd.to_datetime(["2006-05-04"], utc=True), "without time zone"),
        ("birth_date", np.array(["NaT"], dtype="datetime64[s]"), "has no value in row 0"),
        ("gender", ["vrouw"], "has 'vrouw'; allowed are female, male, other"),
        ("gender", [3], "text (str)"),
        ("guidance_kind", [5], "the highest allowed is 4"),
        ("youth", [None], "has no value in row 0"),
    ],
)
def test_wrong_column_is_named_with_what_it_must_hold(
    column: str, values: list, words: str
) -> None:
    frame = people.youths({})
    frame[column] = values
    problem = told(frame, frames.YOUTHS)
    assert problem.startswith(f"youths: column '{column}'")
    assert words in problem


def test_keys_are_unique() -> None:
    frame = pd.concat([people.youths({})] * 2, ignore_index=True)
    assert "youth 'y1' occurs twice" in told(frame, frames.YOUTHS)


def test_all_wrong_columns_are_told_at_once() -> None:
    frame = people.youths({}).assign(smokes="no", urgency=9)
    with pytest.raises(InvalidProblem) as caught:
        frames.checked(frame, frames.YOUTHS)
    assert len(caught.value.problems) == 2


def test_missing_values_are_fine_where_declared() -> None:
    changes = {"legal_max_rent_cents": None, "free_until": None, "latitude": None}
    assert frames.checked(people.rooms(changes), frames.ROOMS) is not None


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_dates_may_come_in_any_unit(unit: str) -> None:
    frame = people.youths({})
    for column in ("birth_date", "ready_on", "registered_on", "out_of_care_on"):
        frame[column] = frame[column].astype(np.dtype(f"datetime64[{unit}]"))
    found = find_pairs(
        frame, people.rooms({}), people.places({}), people.exclusions(), today=TODAY, policy=POLICY
    )
    assert found.pairs["nights"].tolist() == [172]


def test_frame_without_rows_gets_its_types() -> None:
    bare = pd.DataFrame({name: [] for name in frames.PLACES.names()})
    typed = frames.checked(bare, frames.PLACES)
    assert typed.dtypes.equals(frames.empty(frames.PLACES).dtypes)


def test_rows_become_a_frame_with_the_declared_columns() -> None:
    frame = people.youths({"birth_date": date(2006, 5, 4)})
    assert list(frame.columns) == frames.YOUTHS.names()
    assert frame["birth_date"].iloc[0] == pd.Timestamp(2006, 5, 4)


def test_rows_with_a_missing_value_are_refused() -> None:
    with pytest.raises(InvalidProblem, match="budget_cents"):
        people.youths({"budget_cents": None})


def test_finding_pairs_refuses_a_wrong_frame() -> None:
    with pytest.raises(InvalidProblem, match="has_cat"):
        find_pairs(
            people.youths({}),
            people.rooms({}).drop(columns="has_cat"),
            people.places({}),
            people.exclusions(),
            today=TODAY,
            policy=POLICY,
        )
