"""Make both agreements ready to sign: the PDF is made once, and kept with its checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from matcher import clock, outbox
from matcher.agreements import pdf
from matcher.agreements.collecting import facts_of
from matcher.agreements.details import is_within_maximum
from matcher.agreements.document import LANGUAGES, LEGAL_LANGUAGE, paper_of
from matcher.agreements.paper import Paper
from matcher.agreements.rules import EXPLAINED, OFFER, STEPS
from matcher.agreements.telling import tell_sides
from matcher.agreements.versions import RENT, versions_of
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.errors import StepNotAllowed
from matcher.placements.stepping import locked
from matcher.transition import take_step
from matcher.words import AgreementKind, Condition

LayOut = Callable[[Paper, date], bytes]


def to_make(session: Session, placement_id: int) -> list[Paper]:
    """Return the Dutch papers that `offer` would lay out now.

    Raises:
        StepNotAllowed: a point was not agreed to, the legal ground is not chosen, or the rent is
            above the legal maximum; the error says which.
    """
    return [
        paper_of(facts_of(session, agreement), LEGAL_LANGUAGE)
        for agreement in _explained(session, placement_id)
    ]


def offer(
    session: Session,
    actor: Actor,
    placement_id: int,
    *,
    today: date | None = None,
    lay_out: LayOut = pdf.make,
) -> list[Agreement]:
    """Make the PDF of each agreement that is explained, and let both sides know.

    ``lay_out`` makes the PDF of a paper; who made it beforehand passes it on here.

    Raises:
        StepNotAllowed: as `to_make`.
        PaperNotMade: the PDF could not be made; nothing has changed.
    """
    locked(session, placement_id)
    made_on = today or clock.today()
    offered = _explained(session, placement_id)
    for agreement in offered:
        _make(session, actor, agreement, made_on, lay_out)
        # Nobody needs to hear any more that all agree to the rules: that led to this.
        outbox.take_back(session, f"agreement:{agreement.id}:")
    tell_sides(session, offered[0], "agreement_offered", "offered")  # one mail for the two papers
    return offered


def _explained(session: Session, placement_id: int) -> list[Agreement]:
    """Return what can be made ready, or refuse with everything that is missing."""
    pair = versions_of(session, placement_id)
    coming = [one for one in (pair.coming(kind) for kind in AgreementKind) if one is not None]
    ready = [one for one in coming if one.status == EXPLAINED]
    if not ready:
        status = str(coming[0].status) if coming else ""
        raise StepNotAllowed("agreement", status, OFFER, missing=(Condition.POINTS_ACKNOWLEDGED,))
    missing = [condition for one in ready for condition in unmet(one)]
    if missing:
        raise StepNotAllowed("agreement", str(EXPLAINED), OFFER, missing=missing)
    return ready


def unmet(agreement: Agreement) -> list[Condition]:
    """Return what stands in the way of making the paper of this version."""
    if agreement.kind != RENT:
        return []
    found = []
    if agreement.legal_ground is None:
        found.append(Condition.LEGAL_GROUND)
    maximum = agreement.placement.room.legal_max_rent_cents
    if not is_within_maximum(agreement.rent_cents or 0, maximum):
        found.append(Condition.RENT_WITHIN_MAXIMUM)
    return found


def _make(
    session: Session, actor: Actor, agreement: Agreement, made_on: date, lay_out: LayOut
) -> None:
    facts = facts_of(session, agreement)
    papers = {language: paper_of(facts, language) for language in LANGUAGES}
    content = lay_out(papers[LEGAL_LANGUAGE], made_on)
    agreement.pdf = content
    agreement.pdf_sha256 = hashlib.sha256(content).hexdigest()
    agreement.terms = agreement.terms | {
        "facts": facts.as_json(),
        "papers": {language: paper.as_json() for language, paper in papers.items()},
        "made_on": made_on.isoformat(),
    }
    met = (Condition.LEGAL_GROUND, Condition.RENT_WITHIN_MAXIMUM, Condition.PDF_MADE)
    with session.no_autoflush:
        take_step(
            session, actor, agreement, STEPS, OFFER, agreement.version,
            met=met, placement=agreement.placement_id,
        )  # fmt: skip
