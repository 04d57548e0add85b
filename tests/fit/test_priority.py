"""Priority, read as policy: who comes first when rooms are filled equally well."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from matcher import fit
from matcher.eligibility import frames
from matcher.policy import load_policy
from tests.eligibility import people
from tests.eligibility.instances import TODAY, national
from tests.eligibility.people import Change

POLICY = load_policy()
WEIGHT = POLICY.priority.weights


def parts(**change: object) -> dict[str, int]:
    changes: Change = {"registered_on": TODAY, "urgency": 0, **change}
    row = fit.priority(people.youths(changes), TODAY, POLICY).iloc[0]
    return {str(name).removeprefix("priority_"): row[name] for name in row.index[1:]}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_who_waits_longer_comes_first_up_to_a_year() -> None:
    earned = [parts(registered_on=ago(days))["waiting"] for days in (0, 30, 90, 180, 300, 365)]
    assert earned == sorted(set(earned))
    assert (earned[0], earned[-1]) == (0, WEIGHT["waiting"])
    assert parts(registered_on=ago(2000))["waiting"] == WEIGHT["waiting"]


def test_registration_in_the_future_earns_nothing() -> None:
    assert parts(registered_on=ago(-10))["waiting"] == 0


def test_nearer_end_of_care_comes_first() -> None:
    earned = [parts(out_of_care_on=ago(-days))["out_of_care"] for days in (200, 120, 60, 10, 0)]
    assert earned == sorted(set(earned))
    assert (earned[0], earned[-1]) == (0, WEIGHT["out_of_care"])


def test_care_that_has_ended_earns_all() -> None:
    assert parts(out_of_care_on=ago(100))["out_of_care"] == WEIGHT["out_of_care"]


def test_no_date_out_of_care_earns_nothing_there() -> None:
    assert parts(out_of_care_on=None)["out_of_care"] == 0


def test_higher_urgency_comes_first() -> None:
    earned = [parts(urgency=level)["urgency"] for level in range(4)]
    assert earned == sorted(set(earned))
    assert earned[-1] == WEIGHT["urgency"]


def test_heavier_target_group_does_not_come_last() -> None:
    light, middle, heavy = (
        parts(target_group=group)["target_group"] for group in ("light", "middle", "heavy")
    )
    assert 0 < light < middle < heavy == WEIGHT["target_group"]


def test_most_pressing_youth_gets_1000() -> None:
    most = parts(registered_on=ago(400), out_of_care_on=ago(1), urgency=3, target_group="heavy")
    assert most["priority"] == 1000


def test_priority_is_the_sum_of_its_parts() -> None:
    youths = national(500, 1, seed=5).youths
    told = fit.priority(youths, TODAY, POLICY)
    assert list(told.columns) == ["youth", "priority", *fit.PRIORITY_COLUMNS]
    assert (told[list(fit.PRIORITY_COLUMNS)].sum(axis=1) == told["priority"]).all()
    assert told["priority"].between(0, 1000).all()
    assert told["youth"].tolist() == youths["youth"].tolist()
    assert told["priority"].nunique() > 100


def test_priority_of_nobody_is_an_empty_frame() -> None:
    assert len(fit.priority(frames.empty(frames.YOUTHS), TODAY, POLICY)) == 0


@pytest.mark.parametrize("column", ["gender", "municipality", "languages"])
def test_priority_does_not_look_at_who_or_whence_a_youth_is(column: str) -> None:
    other = {"gender": "male", "municipality": "GM0363", "languages": "ar"}[column]
    one, two = people.youths({}), people.youths({column: other})
    pd.testing.assert_frame_equal(
        fit.priority(one, TODAY, POLICY), fit.priority(two, TODAY, POLICY)
    )
