"""When a thing to do is late, and what comes first."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from matcher.words import WorkKind
from matcher.work.rules import State, WorkItem, in_order, number_of_days, state

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def an_item(**values: Any) -> WorkItem:
    given = {
        "kind": WorkKind.DECIDE_PROPOSAL,
        "subject": "proposal",
        "subject_id": 1,
        "since": TODAY,
        "endpoint": "coordinator.proposal",
        **values,
    }
    return WorkItem(**given)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, State.NOW),
        (TODAY, State.NOW),
        (date(2026, 3, 1), State.LATE),
        (NOON, State.NOW),
        (datetime(2026, 3, 2, 11, 59, tzinfo=UTC), State.LATE),
    ],
)
def test_an_item_is_late_after_its_last_day_or_moment(due: Any, expected: State) -> None:
    assert state(an_item(due=due), TODAY, NOON) == expected


def test_what_waits_from_a_day_to_come_is_announced() -> None:
    coming = an_item(since=date(2026, 3, 3))
    assert state(coming, TODAY, NOON) == State.COMING
    assert number_of_days(coming, TODAY) == 0


def test_what_is_due_first_comes_first_and_what_has_no_limit_last() -> None:
    free = an_item(subject_id=1, since=date(2026, 1, 1))
    tomorrow = an_item(subject_id=2, due=date(2026, 3, 3))
    tonight = an_item(subject_id=3, due=datetime(2026, 3, 2, 20, tzinfo=UTC))
    assert in_order([free, tomorrow, tonight]) == [tonight, tomorrow, free]
