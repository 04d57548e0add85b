"""Sign up a household, and take the steps from sign-up to approved and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import events, outbox
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.cases import Consent
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household
from matcher.database.rentpoints import HomeBuilding
from matcher.errors import Stale, StepNotAllowed
from matcher.hosts.approval import tell_outcome
from matcher.hosts.changes import household_columns, keep_parts
from matcher.hosts.reasons import require_possible
from matcher.hosts.registration import HostRegistration
from matcher.hosts.rules import REFUSE, STEPS, STEPS_BACK
from matcher.hosts.stepping_back import met_by, step_back
from matcher.inforce import policy_in_force
from matcher.references import new_reference
from matcher.rooms.service import offer_room
from matcher.text_rules import require_no_bsn
from matcher.transition import load, take_step
from matcher.words import ConsentPurpose, ConsentWay, Word

#: The words of the box that a host ticks; a new wording gets a new name.
CONSENT_TEXT = "host-2026-11"


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
    household = _household(details, today)
    taken = select(Household.id).where(Household.account_id == host_account_id)
    if host_account_id is not None and session.scalar(taken) is None:
        household.account_id = host_account_id
    home = Home(household=household, **asdict(details.address))
    session.add(household)
    session.flush()
    for offer in details.rooms:
        offer_room(session, home, offer)
    keep_parts(session, household, details.household, now())
    _keep_beside(session, household, home, details, today)
    record(session, actor, "household.sign_up", household.id, rooms=len(details.rooms))
    outbox.post(
        session, household.email, "host_signed_up", language, about=("household", household.id),
        reference=household.reference,
    )  # fmt: skip
    return household


def _keep_beside(
    session: Session, household: Household, home: Home, details: HostRegistration, today: date
) -> None:
    """Store the consent, the size of the home, and the day by which the host hears from us."""
    answer_on = today + timedelta(days=policy_in_force().before.answer_days)
    session.add_all(
        [
            HouseholdHandling(household_id=household.id, next_step_on=answer_on),
            Consent(
                household_id=household.id,
                purpose=ConsentPurpose.KEEP_AND_MATCH,
                text_version=CONSENT_TEXT,
                way=ConsentWay.ON_SCREEN,
                given_at=household.consent_at,
            ),
        ]
    )
    if details.usable_m2 is not None:
        rooms = len(details.rooms)
        session.add(
            HomeBuilding(home_id=home.id, usable_m2=details.usable_m2, number_of_rooms_let=rooms)
        )
    session.flush()


def _household(details: HostRegistration, today: date) -> Household:
    require_no_bsn("motivation", details.household.motivation)
    return Household(
        **household_columns(details.household),
        reference=new_reference("H"),
        signed_up_on=today,
        consent_at=now(),
    )


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

    ``why`` is the coded reason that the audit keeps; free text is not kept. A break, stopping and
    a refusal end what is under way for the rooms: introductions stop, open proposals lapse.

    Raises:
        NotFound: there is no such household.
        Stale: somebody else changed it first.
        StepNotAllowed: the step is not possible from its present status, or is no person's to
            take: only the decision on a home visit approves (`hosts.approval`). Or somebody lives
            there, so that the host cannot stop yet.
        ReasonCannotApply: ``why`` is no reason for this step, or could only be seen on a visit.
        TextRefused: the reason holds a citizen service number.
    """
    require_no_bsn("reason", reason)
    household = load(session, Household, STEPS.subject, household_id)
    if household.version != version:
        raise Stale(STEPS.subject, household_id)
    if not STEPS.is_for_somebody(household.status, action):
        raise StepNotAllowed(STEPS.subject, str(household.status), action)
    require_possible(session, household, action, why)
    met = met_by(session, household)
    if action in STEPS_BACK:
        missing = STEPS.step(household.status, action).unmet(met, why)
        if missing:
            raise StepNotAllowed(STEPS.subject, str(household.status), action, missing=missing)
        step_back(session, actor, household)
    take_step(
        session, actor, household, STEPS, action, version,
        met=met, has_reason=bool(reason or why), reason=why,
    )  # fmt: skip
    _forget_break(session, household_id)  # one that begins is told of after this
    if action in STEPS_BACK:
        events.tell(session, actor, "household.left", household)
    if action == REFUSE:
        tell_outcome(session, household)
    return household


def _forget_break(session: Session, household_id: int) -> None:
    kept = session.get(HouseholdHandling, household_id)
    if kept is not None:
        kept.host_again_on = kept.pause_reason = kept.reminded_on = None
        session.flush()
    outbox.take_back(session, f"household:{household_id}:again:")
