"""Papers of a household are recorded with until when they hold; renewing one reminds anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from matcher.documents.service import (
    DocumentDetails,
    change_document,
    documents,
    missing_papers,
    record_document,
    remove_document,
)
from matcher.errors import NotFound, Stale, TextRefused
from matcher.policy import load_policy
from matcher.words import DocumentKind, DocumentState
from tests.visits.factories import TODAY, Team, acts

POLICY = load_policy()
SEEN = DocumentDetails(
    kind=DocumentKind.VOG,
    state=DocumentState.SEEN,
    person="F. Verzinsel",
    issued_on=date(2026, 1, 31),
)


def test_a_vog_holds_for_the_months_of_the_policy_from_its_day_of_issue(session: Session) -> None:
    team = Team(session)
    paper = record_document(session, acts(team.third), team.household.id, SEEN, TODAY, POLICY)
    months = POLICY.before.vog_valid_months
    assert paper.expires_on is not None
    assert (paper.expires_on.year * 12 + paper.expires_on.month) - (2026 * 12 + 1) == months
    assert (paper.checked_by_id, paper.checked_on) == (team.third.id, TODAY)
    assert missing_papers(session, team.household.id, TODAY) == []


def test_a_renewed_paper_reminds_anew_and_one_no_longer_seen_has_no_checker(
    session: Session,
) -> None:
    team = Team(session)
    paper = team.with_vog()
    paper.reminded_on = TODAY
    session.flush()
    newer = DocumentDetails(
        kind=DocumentKind.VOG, state=DocumentState.SEEN, expires_on=date(2028, 1, 1)
    )
    change_document(session, acts(team.third), paper.id, paper.version, newer, TODAY, POLICY)
    assert paper.reminded_on is None
    asked = DocumentDetails(kind=DocumentKind.VOG, state=DocumentState.ASKED)
    with pytest.raises(Stale):
        change_document(
            session, acts(team.third), paper.id, paper.version - 1, asked, TODAY, POLICY
        )
    change_document(session, acts(team.third), paper.id, paper.version, asked, TODAY, POLICY)
    assert paper.checked_by_id is None
    assert [m.kind for m in missing_papers(session, team.household.id, TODAY)] == [DocumentKind.VOG]


def test_papers_are_listed_by_kind_and_taken_off(session: Session) -> None:
    team = Team(session)
    neighbours = DocumentDetails(
        kind=DocumentKind.NEIGHBOURS_INFORMED, state=DocumentState.NOT_NEEDED
    )
    for details in (neighbours, SEEN):
        record_document(session, acts(team.third), team.household.id, details, TODAY, POLICY)
    found = documents(session, team.household.id)
    assert [paper.kind for paper in found] == [DocumentKind.VOG, DocumentKind.NEIGHBOURS_INFORMED]
    remove_document(session, acts(team.third), found[0].id, found[0].version)
    assert len(documents(session, team.household.id)) == 1
    with pytest.raises(NotFound):
        remove_document(session, acts(team.third), found[0].id, 1)


def test_a_citizen_service_number_is_refused_in_person_and_note(session: Session) -> None:
    team = Team(session)
    for field in ("person", "note"):
        wrong = replace(SEEN, **{field: "111222333"})  # type: ignore[arg-type]
        with pytest.raises(TextRefused):
            record_document(session, acts(team.third), team.household.id, wrong, TODAY, POLICY)
