"""Give and take back consent, per purpose, with what follows from it in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor, record
from matcher.cases.people import coordinators_of, tell
from matcher.consents.rules import TO_KEEP, TO_MATCH, codes, step_after_withdrawal
from matcher.consents.texts import consent_texts
from matcher.database.base import now
from matcher.database.cases import Consent
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import StepNotAllowed
from matcher.transition import take_step
from matcher.words import ConsentPurpose, ConsentWay, ProposalStatus, YouthStepReason
from matcher.youths.locking import locked_youth
from matcher.youths.rules import STEPS


@dataclass(frozen=True)
class Standing:
    """How a consent stands. ``way`` is None for one that came with an import."""

    is_given: bool
    given_at: datetime | None = None
    withdrawn_at: datetime | None = None
    way: ConsentWay | None = None
    text_version: str = ""


NEVER_ASKED = Standing(is_given=False)


@dataclass(frozen=True)
class Withdrawal:
    """What taking a consent back did: the step of the registration, and proposals left open."""

    step: str | None
    number_of_open_proposals: int


def standings(session: Session, youth: Youth) -> Mapping[ConsentPurpose, Standing]:
    """Return how each purpose stands today; the latest answer counts."""
    found: dict[ConsentPurpose, Standing] = dict.fromkeys(ConsentPurpose, NEVER_ASKED)
    if youth.consent_at is not None:  # imported, or from before consents were kept per purpose
        found[TO_KEEP] = Standing(is_given=True, given_at=youth.consent_at)
    query = select(Consent).where(Consent.youth_id == youth.id).order_by(Consent.id)
    for row in session.scalars(query):
        found[row.purpose] = Standing(
            row.withdrawn_at is None, row.given_at, row.withdrawn_at, row.way, row.text_version
        )
    return found


def given(session: Session, youth: Youth) -> frozenset[ConsentPurpose]:
    """Return the purposes that the youth agrees to today."""
    return frozenset(p for p, standing in standings(session, youth).items() if standing.is_given)


def give(
    session: Session,
    actor: Actor,
    youth_id: int,
    purposes: Collection[ConsentPurpose],
    way: ConsentWay,
    moment: datetime | None = None,
) -> tuple[ConsentPurpose, ...]:
    """Record that the youth agrees, in the words in force; return what was not agreed to before.

    Raises:
        NotFound: there is no such youth.
    """
    youth = locked_youth(session, youth_id)
    given_before = given(session, youth)
    fresh = tuple(p for p in ConsentPurpose if p in purposes and p not in given_before)
    moment = moment or now()
    for purpose in fresh:
        session.add(
            Consent(
                youth_id=youth_id,
                purpose=purpose,
                text_version=consent_texts().version,
                way=way,
                given_at=moment,
                given_by_id=actor.account_id,
            )
        )
    if TO_KEEP in fresh:
        youth.consent_at = moment
    if fresh:
        session.flush()
        record(session, actor, "consent.give", youth_id, fields=codes(fresh), way=way.value)
    return fresh


def withdraw(
    session: Session,
    actor: Actor,
    youth_id: int,
    purpose: ConsentPurpose,
    moment: datetime | None = None,
) -> Withdrawal:
    """Take a consent back; the next round no longer looks at a youth who may not be matched.

    A proposal that is open is left to the coordinator, who is told. An introduction stops at once,
    and the host no longer sees the youth: a room is locked for that, so before the youth is.

    Raises:
        NotFound: there is no such youth.
        StepNotAllowed: there is no such consent to take back.
    """
    seen = session.get(Youth, youth_id)
    if seen is not None and purpose in TO_MATCH:
        events.tell(session, actor, "consent.withdrawn", seen)
    youth = locked_youth(session, youth_id)
    standing = standings(session, youth)[purpose]
    if not standing.is_given:
        raise StepNotAllowed("consent", "not given", "withdraw")
    moment = moment or now()
    _end(session, actor, youth, purpose, standing, moment)
    record(session, actor, "consent.withdraw", youth_id, reason=purpose.value)
    step = step_after_withdrawal(purpose, youth.status)
    if purpose == TO_KEEP:
        youth.consent_at = None
    if step is not None:
        take_step(
            session, actor, youth, STEPS, step, youth.version, follows=True,
            has_reason=True, reason=YouthStepReason.CONSENT_WITHDRAWN,
        )  # fmt: skip
        events.tell(session, actor, "youth.left", youth)
    session.flush()
    waiting = number_of_open_proposals(session, youth_id)
    if purpose in TO_MATCH:
        for account in coordinators_of(session, youth, but=actor.account_id):
            tell(
                session, account, "consent_withdrawn",
                about=("youth", youth_id), reference=youth.reference,
            )  # fmt: skip
    return Withdrawal(step, waiting)


def _end(
    session: Session,
    actor: Actor,
    youth: Youth,
    purpose: ConsentPurpose,
    standing: Standing,
    moment: datetime,
) -> None:
    ended = session.execute(
        update(Consent)
        .where(
            Consent.youth_id == youth.id,
            Consent.purpose == purpose,
            Consent.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=moment, withdrawn_by_id=actor.account_id)
        .returning(Consent.id)
    ).all()
    if not ended:  # an imported consent has no row yet: write both ends of it
        session.add(
            Consent(
                youth_id=youth.id,
                purpose=purpose,
                text_version="",
                way=ConsentWay.SPOKEN,
                given_at=standing.given_at or moment,
                withdrawn_at=moment,
                withdrawn_by_id=actor.account_id,
            )
        )


def number_of_open_proposals(session: Session, youth_id: int) -> int:
    query = select(Proposal.id).where(
        Proposal.youth_id == youth_id,
        Proposal.status.in_((ProposalStatus.PROPOSED, ProposalStatus.APPROVED)),
    )
    return len(session.scalars(query).all())
