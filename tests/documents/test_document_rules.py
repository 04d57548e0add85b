"""A VOG always, and the consent that the way of holding the home asks for; all of them valid."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.documents.rules import Missing, Paper, Standing, demanded, last_day, missing, standing
from matcher.words import DocumentKind, DocumentState, Tenure

TODAY = date(2026, 3, 2)
VOG = DocumentKind.VOG


def paper(kind: DocumentKind = VOG, state: DocumentState = DocumentState.SEEN, **v: Any) -> Paper:
    return Paper(kind=kind, state=state, **v)


def test_without_a_vog_nobody_is_approved() -> None:
    assert missing([], Tenure.OWNED, TODAY) == [Missing(VOG, Standing.ABSENT)]
    assert missing([paper()], Tenure.OWNED, TODAY) == []


def test_a_vog_holds_through_its_last_day_and_not_a_day_longer() -> None:
    last = paper(expires_on=TODAY)
    assert missing([last], None, TODAY) == []
    assert missing([last], None, TODAY + timedelta(days=1)) == [Missing(VOG, Standing.EXPIRED)]


def test_one_expired_vog_of_two_adults_blocks() -> None:
    papers = [paper(person="A"), paper(person="B", expires_on=date(2026, 3, 1))]
    assert missing(papers, None, TODAY) == [Missing(VOG, Standing.EXPIRED, "B")]


@pytest.mark.parametrize(
    ("tenure", "kind"),
    [
        (Tenure.RENTED_SOCIAL, DocumentKind.LANDLORD_CONSENT),
        (Tenure.RENTED_PRIVATE, DocumentKind.LANDLORD_CONSENT),
        (Tenure.MORTGAGED, DocumentKind.LENDER_CONSENT),
    ],
)
def test_who_rents_or_borrows_needs_a_consent(tenure: Tenure, kind: DocumentKind) -> None:
    assert missing([paper()], tenure, TODAY) == [Missing(kind, Standing.ABSENT)]
    asked = [paper(), paper(kind, DocumentState.ASKED)]
    assert missing(asked, tenure, TODAY) == [Missing(kind, Standing.WAITING)]
    refused = [paper(), paper(kind, DocumentState.REFUSED)]
    assert missing(refused, tenure, TODAY) == [Missing(kind, Standing.REFUSED)]
    for state in (DocumentState.SEEN, DocumentState.NOT_NEEDED):
        assert missing([paper(), paper(kind, state)], tenure, TODAY) == []


def test_neighbours_and_references_hold_nothing_up() -> None:
    waiting = [paper(kind, DocumentState.WANTED) for kind in
               (DocumentKind.REFERENCE, DocumentKind.NEIGHBOURS_INFORMED)]  # fmt: skip
    assert missing([paper(), *waiting], Tenure.OWNED, TODAY) == []
    assert demanded(None) == (VOG,)


def test_a_paper_warns_before_it_expires() -> None:
    soon = paper(expires_on=TODAY + timedelta(days=20))
    assert standing(soon, TODAY, remind_days=30) == Standing.EXPIRES_SOON
    assert standing(soon, TODAY, remind_days=10) == Standing.VALID
    assert standing(paper(), TODAY, remind_days=10) == Standing.VALID


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_are_calendar_months_and_never_run_into_the_next(issued: date, months: int) -> None:
    last = last_day(issued, months)
    assert (last.year * 12 + last.month) - (issued.year * 12 + issued.month) == months
    assert last.day <= issued.day


def test_a_paper_of_the_last_of_august_holds_until_the_last_of_february() -> None:
    assert last_day(date(2025, 8, 31), 6) == date(2026, 2, 28)
