"""Plan the follow-up of a stay, try to reach the youth, and record how it goes or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import PROGRAM, Actor, record
from matcher.consents.service import given
from matcher.database.leaving import FollowUp
from matcher.database.placements import Placement
from matcher.endings.refusals import NotOpen
from matcher.endings.telling import tell_side, tell_staff
from matcher.errors import NotFound
from matcher.followups.rules import GivenUpBecause, months_after
from matcher.inforce import policy_in_force
from matcher.links import Claim, new_nonce
from matcher.placements.occupation import has_other_stay
from matcher.text_rules import require_no_bsn
from matcher.words import ConsentPurpose, Destination, FollowUpStatus, Side

LINK_DAYS = 30


@dataclass(frozen=True)
class Reached:
    """How it goes, from 1 (bad) to 5 (well), where the youth lives, and own words."""

    destination: Destination
    goes: int
    text: str = ""
    wants_contact: bool = False


def of_placement(session: Session, placement_id: int) -> FollowUp | None:
    return session.scalar(select(FollowUp).where(FollowUp.placement_id == placement_id))


def plan(session: Session, placement: Placement, ended_on: date) -> FollowUp | None:
    """Plan to ask some months after the end; None when it was planned before.

    Without consent it is given up at once, with that as the reason.
    """
    if of_placement(session, placement.id) is not None:
        return None
    due_on = months_after(ended_on, policy_in_force().after.follow_up_months)
    planned = FollowUp(
        placement_id=placement.id, due_on=due_on, next_try_on=due_on, nonce=new_nonce()
    )
    if not agrees(session, placement):
        planned.status, planned.next_try_on = FollowUpStatus.GIVEN_UP, None
        planned.given_up_because = str(GivenUpBecause.NO_CONSENT)
    session.add(planned)
    session.flush()
    record(
        session, PROGRAM, "followup.plan", planned.id, placement=placement.id,
        due_on=due_on.isoformat(), status=planned.status.value,
    )  # fmt: skip
    return planned


def agrees(session: Session, placement: Placement) -> bool:
    """Say whether the youth agrees, today, to be asked later how things are."""
    return ConsentPurpose.FOLLOW_UP in given(session, placement.youth)


def try_by_mail(session: Session, follow_up_id: int, today: date) -> FollowUp | None:
    """Take the next step of a follow-up whose day has come: ask by mail, or give it up.

    Returns None when somebody was first.
    """
    found = session.get(FollowUp, follow_up_id, with_for_update={"of": FollowUp})
    if found is None or found.next_try_on is None or found.next_try_on > today:
        return None
    after, placement = policy_in_force().after, found.placement
    if not agrees(session, placement):
        return _give_up(session, PROGRAM, found, GivenUpBecause.NO_CONSENT)
    if has_other_stay(session, placement, today):
        return _give_up(session, PROGRAM, found, GivenUpBecause.OTHER_STAY)
    if found.number_of_tries >= after.follow_up_tries:
        return _give_up(
            session, PROGRAM, found, GivenUpBecause.NO_ANSWER, FollowUpStatus.NOT_REACHED
        )
    _count(session, PROGRAM, found, today, "mail")
    earlier = f"follow_up:{found.id}:"
    number = f"{earlier}{found.number_of_tries}"
    tell_side(
        session, placement, Side.YOUTH, "follow_up_asked", once=number, instead_of=earlier,
        link=Claim("follow_up", found.id, found.nonce, today + timedelta(days=LINK_DAYS)),
    )  # fmt: skip
    tell_staff(session, placement, "follow_up_staff", today, number, earlier)
    return found


def tried(session: Session, actor: Actor, follow_up_id: int, today: date) -> FollowUp:
    """Record that a worker tried to reach the youth, and did not.

    Raises:
        NotFound: there is no such follow-up.
        NotOpen: it is over.
    """
    found = _open(session, follow_up_id)
    after = policy_in_force().after
    if found.number_of_tries >= after.follow_up_tries:
        return _give_up(session, actor, found, GivenUpBecause.NO_ANSWER, FollowUpStatus.NOT_REACHED)
    return _count(session, actor, found, today, "worker")


def reach(
    session: Session,
    actor: Actor,
    follow_up_id: int,
    told: Reached,
    today: date,
    *,
    nonce: str | None = None,
) -> FollowUp:
    """Record how the youth is: told to a worker, or by the link (then with its ``nonce``).

    Raises:
        NotOpen: it was answered before, or is over.
        ValueError: ``goes`` is not 1 to 5.
        TextRefused: the text holds a citizen service number.
    """
    require_no_bsn("text", told.text)
    if not 1 <= told.goes <= 5:
        raise ValueError(f"goes must be 1 to 5: {told.goes}")
    found = _close(
        session, follow_up_id, nonce, FollowUpStatus.REACHED, reached_on=today,
        destination=told.destination, goes=told.goes, text=told.text,
        wants_contact=told.wants_contact, by_id=actor.account_id,
    )  # fmt: skip
    record(
        session, actor, "followup.reach", follow_up_id, placement=found.placement_id,
        destination=told.destination.value,
    )  # fmt: skip
    template = "follow_up_contact" if told.wants_contact else "follow_up_answered"
    if told.wants_contact or actor.account_id is None:  # a worker who heard it knows
        tell_staff(session, found.placement, template, today, f"follow_up:{found.id}:reached")
    return found


def refuse(
    session: Session, actor: Actor, follow_up_id: int, *, nonce: str | None = None
) -> FollowUp:
    """Record that the youth wants no after-care; nobody asks again.

    Raises:
        NotOpen: it was answered before, or is over.
    """
    found = _close(session, follow_up_id, nonce, FollowUpStatus.REFUSED, by_id=actor.account_id)
    record(session, actor, "followup.refuse", follow_up_id, placement=found.placement_id)
    return found


def give_up(session: Session, actor: Actor, follow_up_id: int, because: GivenUpBecause) -> FollowUp:
    """Stop trying, for a reason.

    Raises:
        NotFound: there is no such follow-up.
        NotOpen: it is over.
    """
    return _give_up(session, actor, _open(session, follow_up_id), because)


def contact_made(session: Session, actor: Actor, follow_up_id: int) -> FollowUp:
    """Record that somebody has called a youth who asked for it."""
    found = session.get(FollowUp, follow_up_id, with_for_update={"of": FollowUp})
    if found is None:
        raise NotFound("follow_up", follow_up_id)
    if found.wants_contact:
        found.wants_contact = False
        session.flush()
        outbox.take_back(session, f"follow_up:{found.id}:")
        record(session, actor, "followup.contact", follow_up_id, placement=found.placement_id)
    return found


def find(session: Session, claim: Claim | None) -> FollowUp | None:
    """Return what a link asks; None when it was answered, is over or was never given out."""
    found = session.get(FollowUp, claim.subject_id) if claim else None
    if claim is None or found is None or found.nonce != claim.nonce:
        return None
    return found if found.status == FollowUpStatus.PLANNED else None


def _open(session: Session, follow_up_id: int) -> FollowUp:
    found = session.get(FollowUp, follow_up_id, with_for_update={"of": FollowUp})
    if found is None:
        raise NotFound("follow_up", follow_up_id)
    if found.status != FollowUpStatus.PLANNED:
        raise NotOpen("follow_up", follow_up_id)
    return found


def _count(session: Session, actor: Actor, found: FollowUp, today: date, how: str) -> FollowUp:
    found.number_of_tries += 1
    found.next_try_on = today + timedelta(days=policy_in_force().after.follow_up_retry_days)
    session.flush()
    record(
        session, actor, "followup.try", found.id, placement=found.placement_id, how=how,
        number=found.number_of_tries,
    )  # fmt: skip
    return found


def _give_up(
    session: Session,
    actor: Actor,
    found: FollowUp,
    because: GivenUpBecause,
    status: FollowUpStatus = FollowUpStatus.GIVEN_UP,
) -> FollowUp:
    found.status, found.next_try_on = status, None
    found.given_up_because = str(because)
    session.flush()
    outbox.take_back(session, f"follow_up:{found.id}:")
    record(
        session, actor, "followup.give_up", found.id, placement=found.placement_id,
        reason=because.value,
    )  # fmt: skip
    return found


def _close(
    session: Session,
    follow_up_id: int,
    nonce: str | None,
    status: FollowUpStatus,
    **values: object,
) -> FollowUp:
    """Take the one answer: of two that arrive at one moment the database lets one through."""
    condition = [FollowUp.id == follow_up_id, FollowUp.status == FollowUpStatus.PLANNED]
    if nonce is not None:
        condition.append(FollowUp.nonce == nonce)
    found = session.scalars(
        update(FollowUp)
        .where(*condition)
        .values(status=status, next_try_on=None, version=FollowUp.version + 1, **values)
        .returning(FollowUp)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotOpen("follow_up", follow_up_id)
    outbox.take_back(session, f"follow_up:{follow_up_id}:")
    return found
