"""Record the papers of a household: asked for, seen, not needed; the papers themselves stay theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.exc import StaleDataError

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.hosting import HouseholdCircumstances
from matcher.database.hosts import Household
from matcher.database.visits import HouseholdDocument
from matcher.documents.rules import Missing, Paper, last_day, missing
from matcher.errors import NotFound, Stale
from matcher.policy import Policy
from matcher.text_rules import require_no_bsn
from matcher.words import DocumentKind, DocumentState, Tenure

ORDER = tuple(DocumentKind)


@dataclass(frozen=True, kw_only=True)
class DocumentDetails:
    """``expires_on`` None: worked out from ``issued_on`` where the policy has a term."""

    kind: DocumentKind
    state: DocumentState
    person: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    note: str = ""


def documents(session: Session, household_id: int) -> Sequence[HouseholdDocument]:
    """Return the papers of a household in the order of their kinds."""
    query = (
        select(HouseholdDocument)
        .where(HouseholdDocument.household_id == household_id)
        .options(joinedload(HouseholdDocument.checked_by))
    )
    found = session.scalars(query).all()
    return sorted(found, key=lambda one: (ORDER.index(one.kind), one.id))


def paper_of(document: HouseholdDocument) -> Paper:
    return Paper(
        kind=document.kind,
        state=document.state,
        person=document.person,
        expires_on=document.expires_on,
    )


def tenure_of(session: Session, household_id: int) -> Tenure | None:
    """Return how the household holds the home, or None when it has not told."""
    return session.scalar(
        select(HouseholdCircumstances.tenure).where(
            HouseholdCircumstances.household_id == household_id
        )
    )


def missing_papers(session: Session, household_id: int, today: date) -> list[Missing]:
    """Return which papers stand in the way of approving this household today."""
    papers = [paper_of(one) for one in documents(session, household_id)]
    return missing(papers, tenure_of(session, household_id), today)


def record_document(
    session: Session,
    actor: Actor,
    household_id: int,
    details: DocumentDetails,
    today: date,
    policy: Policy,
) -> HouseholdDocument:
    """Add a paper.

    Raises:
        NotFound: there is no such household.
        TextRefused: a text holds a citizen service number.
    """
    if session.get(Household, household_id) is None:
        raise NotFound("household", household_id)
    document = HouseholdDocument(household_id=household_id)
    _fill(document, details, actor, today, policy)
    session.add(document)
    session.flush()
    record(
        session, actor, "document.add", document.id,
        household=household_id, kind=details.kind.value, state=details.state.value,
    )  # fmt: skip
    return document


def change_document(
    session: Session,
    actor: Actor,
    document_id: int,
    version: int,
    details: DocumentDetails,
    today: date,
    policy: Policy,
) -> HouseholdDocument:
    """Change a paper: it came in, was renewed, is not needed.

    Raises:
        NotFound: there is no such paper.
        Stale: somebody else changed it first.
        TextRefused: a text holds a citizen service number.
    """
    document = session.get(HouseholdDocument, document_id)
    if document is None:
        raise NotFound("document", document_id)
    if document.version != version:
        raise Stale("document", document_id)
    _fill(document, details, actor, today, policy)
    if document.reminded_on is None:
        outbox.take_back(session, f"document:{document_id}:")
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("document", document_id) from error
    record(
        session, actor, "document.change", document.id,
        household=document.household_id, kind=details.kind.value, state=details.state.value,
    )  # fmt: skip
    return document


def remove_document(session: Session, actor: Actor, document_id: int, version: int) -> None:
    """Take a paper off the list that was put there by mistake.

    Raises:
        NotFound, Stale: as `change_document`.
    """
    document = session.get(HouseholdDocument, document_id)
    if document is None:
        raise NotFound("document", document_id)
    if document.version != version:
        raise Stale("document", document_id)
    record(
        session, actor, "document.remove", document.id,
        household=document.household_id, kind=document.kind.value,
    )  # fmt: skip
    outbox.take_back(session, f"document:{document_id}:")
    session.delete(document)
    session.flush()


def _fill(
    document: HouseholdDocument,
    details: DocumentDetails,
    actor: Actor,
    today: date,
    policy: Policy,
) -> None:
    require_no_bsn("person", details.person)
    require_no_bsn("note", details.note)
    expires_on = details.expires_on or _expiry(details, policy)
    if document.expires_on != expires_on:
        document.reminded_on = None  # a renewed paper is reminded of anew
    is_seen = details.state == DocumentState.SEEN
    if is_seen and document.state != DocumentState.SEEN:
        document.checked_by_id, document.checked_on = actor.account_id, today
    elif not is_seen:
        document.checked_by_id = document.checked_on = None
    document.kind, document.state = details.kind, details.state
    document.person, document.note = details.person.strip(), details.note.strip()
    document.issued_on, document.expires_on = details.issued_on, expires_on


def _expiry(details: DocumentDetails, policy: Policy) -> date | None:
    months = {
        DocumentKind.VOG: policy.before.vog_valid_months,
        DocumentKind.REFERENCE: policy.before.reference_valid_months,
    }.get(details.kind)
    if months is None or details.issued_on is None:
        return None
    return last_day(details.issued_on, months)
