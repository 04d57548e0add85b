"""What an action must say, and when its owner hears of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.plans.rules import Chasing, Nudge, Wanted, missing, nudge
from matcher.words import Side

TODAY = date(2026, 5, 4)
CHASING = Chasing(remind_days=3, chase_days=7, escalate_days=14)


def wanted(**values: object) -> Wanted:
    given = {
        "what": "Inschrijven bij de gemeente",
        "measured_by": "Bewijs van inschrijving",
        "owner": Side.YOUTH,
        "due_on": TODAY,
        **values,
    }
    return Wanted(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "lacks"),
    [
        ({}, []),
        ({"what": " "}, ["what"]),
        ({"measured_by": "-"}, ["measure"]),
        ({"owner": None}, ["owner"]),
        ({"due_on": None}, ["due"]),
        ({"due_on": TODAY - timedelta(days=1)}, ["past"]),
        (
            {"what": "", "measured_by": "", "owner": None, "due_on": None},
            ["what", "measure", "owner", "due"],
        ),
    ],
)
def test_an_action_needs_a_measure_an_owner_and_a_day(
    values: dict[str, object], lacks: list[str]
) -> None:
    assert missing(wanted(**values), TODAY) == lacks


def lived_through(every: int, length: int = 60) -> list[tuple[int, Nudge]]:
    """Return (days after the due day, nudge) of an action that nobody does, asked every n days."""
    done: list[tuple[int, Nudge]] = []
    reminded, chases, escalated = None, 0, False
    for late in range(-20, length, every):
        today = TODAY + timedelta(days=late)
        found = nudge(
            TODAY, today, CHASING,
            last_nudged_on=reminded, number_of_chases=chases, is_escalated=escalated,
        )  # fmt: skip
        if found is None:
            continue
        done.append((late, found))
        reminded = today
        chases = max(late // 7, 0) if found == Nudge.CHASE else chases
        escalated = escalated or found == Nudge.ESCALATE
    return done


def test_an_open_action_is_reminded_then_chased_then_passed_on() -> None:
    assert lived_through(1)[:3] == [(-3, Nudge.REMIND), (7, Nudge.CHASE), (14, Nudge.ESCALATE)]


@given(st.integers(1, 9))
def test_reminding_and_passing_on_happen_once_however_often_the_program_looks(every: int) -> None:
    kinds = [kind for _, kind in lived_through(every)]
    assert kinds.count(Nudge.ESCALATE) == 1
    assert kinds.count(Nudge.REMIND) <= 1


def test_asking_twice_on_one_day_says_it_once() -> None:
    known = {"last_nudged_on": TODAY, "number_of_chases": 0, "is_escalated": False}
    assert nudge(TODAY, TODAY, CHASING, **known) is None  # type: ignore[arg-type]
