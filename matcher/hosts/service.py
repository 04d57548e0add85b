"""Sign up a household, and take the steps from sign-up to approved and back."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.hosts.registration import HostRegistration, RoomOffer
from matcher.hosts.rules import APPROVE, REFUSE, STEPS
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import Word

# Without letters and digits that people mistake for each other on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_reference(prefix: str) -> str:
    """Return a reference to tell people, such as 'H-7KQ2MX'; it reveals no count or date."""
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(6))


def register(
    session: Session,
    actor: Actor,
    details: HostRegistration,
    today: date,
    language: str = "nl",
    host_account_id: int | None = None,
) -> Household:
    """Store a household that signs up, and queue the mail that confirms it.

    ``host_account_id``: the account of a host who is signed in; the household belongs to it
    when no other one does.

    Raises:
        TextRefused: a free text holds a citizen service number.
    """
    require_no_bsn("motivation", details.motivation)
    household = _household(details, today)
    taken = select(Household.id).where(Household.account_id == host_account_id)
    if host_account_id is not None and session.scalar(taken) is None:
        household.account_id = host_account_id
    home = Home(household=household, **asdict(details.address))
    for offer in details.rooms:
        require_no_bsn("description", offer.description)
        home.rooms.append(_room(offer))
    session.add(household)
    session.flush()
    record(session, actor, "household.sign_up", household.id, rooms=len(details.rooms))
    outbox.post(session, household.email, "host_signed_up", language, reference=household.reference)
    return household


def _household(details: HostRegistration, today: date) -> Household:
    values = asdict(details)
    del values["address"], values["rooms"]
    return Household(
        **{**values, "email": details.email.lower()},
        reference=new_reference("H"),
        signed_up_on=today,
        consent_at=now(),
    )


def _room(offer: RoomOffer) -> Room:
    values = asdict(offer)
    period = RoomAvailability(
        free_from=values.pop("free_from"), free_until=values.pop("free_until")
    )
    return Room(**values, reference=new_reference("K"), availabilities=[period])


def change_status(
    session: Session,
    actor: Actor,
    household_id: int,
    action: str,
    version: int,
    reason: str = "",
    why: Word | None = None,
) -> Household:
    """Take one step in the life of a registration, along the table in `rules.STEPS`.

    ``why`` is the coded reason that the audit keeps; free text is not kept.

    Raises:
        NotFound: there is no such household.
        Stale: somebody else changed it first.
        StepNotAllowed: the step is not possible from its present status.
        TextRefused: the reason holds a citizen service number.
    """
    require_no_bsn("reason", reason)
    coded = {"reason": why.value} if why else {}
    household = load(session, Household, STEPS.subject, household_id)
    take_step(
        session, actor, household, STEPS, action, version, has_reason=bool(reason or why), **coded
    )
    if action in (APPROVE, REFUSE):
        language = household.account.language if household.account else "nl"
        template = f"host_{household.status.value}"
        outbox.post(session, household.email, template, language, reference=household.reference)
    return household
