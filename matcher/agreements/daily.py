"""Each day: remind who has house rules to read, and the coordinator of what is not signed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.agreements.acknowledging import LINK_DAYS, claim_of, left_of
from matcher.agreements.rules import DRAFT, OFFERED
from matcher.agreements.telling import send_rules, tell_staff
from matcher.clock import NETHERLANDS
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force
from matcher.placements.rules import GOING_ON
from matcher.words import AgreementKind, SignParty


def run(factory: sessionmaker[Session], today: date) -> int:
    """Remind, half-way to the limit, everybody once; return 0: nothing but mail comes of it."""
    after = policy_in_force().after
    wait = timedelta(days=max(round(after.agreement_days * after.remind_at_share), 1))
    for status, remind in ((DRAFT, _of_rules), (OFFERED, _of_signing)):
        for agreement_id in _since(factory, status, today - wait):
            with transaction(factory) as session:
                agreement = session.get(Agreement, agreement_id)
                if agreement is not None and agreement.status == status:
                    remind(session, agreement, today)
    return 0


def _since(factory: sessionmaker[Session], status: str, day: date) -> list[int]:
    """Return the agreements that were made on or before the day and are still so far."""
    end = datetime.combine(day + timedelta(days=1), time(), NETHERLANDS)
    query = (
        select(Agreement.id)
        .join(Placement, Placement.id == Agreement.placement_id)
        .where(
            Agreement.status == status,
            Agreement.made_at < end,
            Placement.status.in_(GOING_ON),
        )
        .order_by(Agreement.id)
    )
    with reading(factory) as session:
        return list(session.scalars(query))


def _of_rules(session: Session, agreement: Agreement, today: date) -> None:
    if agreement.kind != AgreementKind.RENT:
        return
    left = left_of(agreement)
    for party in (SignParty.YOUTH, SignParty.HOST):
        if party in left:
            claim = claim_of(agreement, party, today + LINK_DAYS)
            send_rules(session, agreement, party, claim, "reminded")


def _of_signing(session: Session, agreement: Agreement, today: date) -> None:
    first = min(agreement.id, agreement.coupled_id or agreement.id)  # one mail for both
    tell_staff(
        session, agreement.placement, "agreement_to_sign", f"agreement:{first}:to_sign",
        offered_on=agreement.terms["made_on"],
    )  # fmt: skip
