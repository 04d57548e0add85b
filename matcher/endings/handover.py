"""A warm handover: who goes on with the youth is asked by mail, and confirms it by a link.

The mail and the page behind the link name no youth: who and what it is about was said in the talk
that makes a handover warm. A receiver who has had no talk cannot confirm.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.accounts.rules import normal_email
from matcher.audit import PROGRAM, Actor, record
from matcher.careteam.people import locked_placement
from matcher.database.accounts import Account
from matcher.database.leaving import WarmHandover
from matcher.database.session import reading, transaction
from matcher.endings.refusals import NotOpen
from matcher.endings.telling import tell_staff
from matcher.errors import StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.links import Claim, new_nonce
from matcher.text_rules import require_no_bsn
from matcher.words import HandoverStatus, PlacementStatus

LINK_DAYS = 60  # the link works longer than the term: a late answer is still an answer


@dataclass(frozen=True)
class Receiver:
    """``subjects``: what is handed over, for the dossier; it is not mailed."""

    name: str
    email: str
    subjects: str = ""


def latest(session: Session, placement_id: int) -> WarmHandover | None:
    query = select(WarmHandover).where(WarmHandover.placement_id == placement_id)
    return session.scalars(query.order_by(WarmHandover.id.desc()).limit(1)).first()


def hand_over(
    session: Session, actor: Actor, placement_id: int, receiver: Receiver, moment: datetime
) -> WarmHandover:
    """Ask somebody to go on with the youth. Who was asked before and did not answer is let go.

    Raises:
        NotFound: there is no such stay.
        StepNotAllowed: the youth does not live there and did not.
        TextRefused: a text holds a citizen service number.
    """
    for field, text in (("receiver", receiver.name), ("subjects", receiver.subjects)):
        require_no_bsn(field, text)
    placement = locked_placement(session, placement_id)
    if placement.status not in (PlacementStatus.ACTIVE, PlacementStatus.ENDED):
        raise StepNotAllowed("placement", str(placement.status), "hand_over")
    _let_go(session, placement_id)
    asked = WarmHandover(
        placement_id=placement_id,
        receiver=receiver.name,
        receiver_email=receiver.email,
        subjects=receiver.subjects,
        nonce=new_nonce(),
        asked_at=moment,
        due_at=moment + timedelta(days=policy_in_force().after.handover_answer_days),
        made_by_id=actor.account_id,
    )
    session.add(asked)
    session.flush()
    record(session, actor, "warmhandover.ask", asked.id, placement=placement_id)
    _mail(session, asked, "warm_handover_asked", "asked")
    return asked


def not_needed(
    session: Session, actor: Actor, placement_id: int, why: str, moment: datetime
) -> WarmHandover:
    """Record that nobody needs to go on with the youth, and why."""
    require_no_bsn("subjects", why)
    locked_placement(session, placement_id)
    _let_go(session, placement_id)
    noted = WarmHandover(
        placement_id=placement_id, subjects=why, status=HandoverStatus.NOT_NEEDED,
        nonce=new_nonce(), asked_at=moment, due_at=moment, made_by_id=actor.account_id,
    )  # fmt: skip
    session.add(noted)
    session.flush()
    record(session, actor, "warmhandover.skip", noted.id, placement=placement_id)
    return noted


def find(session: Session, claim: Claim | None) -> WarmHandover | None:
    """Return what a link is about; None when it was answered, let go or never given out."""
    found = session.get(WarmHandover, claim.subject_id) if claim else None
    if claim is None or found is None or found.nonce != claim.nonce:
        return None
    return found if found.status == HandoverStatus.ASKED else None


def confirm(
    session: Session,
    handover_id: int,
    nonce: str,
    *,
    takes_over: bool,
    talked_on: date | None = None,
    note: str = "",
    moment: datetime,
) -> WarmHandover:
    """Record the receiver's answer; the first one counts.

    Raises:
        NotOpen: it was answered before, or is asked no longer.
        TextRefused: the note holds a citizen service number.
    """
    require_no_bsn("note", note)
    status = HandoverStatus.CONFIRMED if takes_over else HandoverStatus.REFUSED
    answered = _answer(
        session, handover_id, nonce, status=status, answered_at=moment, answer_note=note,
        talked_on=talked_on if takes_over else None,
    )  # fmt: skip
    record(
        session, Actor(None, "web"), "warmhandover.answer", handover_id,
        placement=answered.placement_id, takes_over=takes_over,
    )  # fmt: skip
    today = moment.astimezone(clock.NETHERLANDS).date()
    outbox.take_back(session, key_of(answered.placement_id))
    tell_staff(
        session, answered.placement, f"warm_handover_{status.value}", today,
        f"{key_of(answered.placement_id)}{handover_id}:{status.value}",
    )  # fmt: skip
    return answered


def _answer(session: Session, handover_id: int, nonce: str, **values: Any) -> WarmHandover:
    """Write the answer in one statement: of two at once, one counts. Raises NotOpen."""
    is_asked = (
        (WarmHandover.id == handover_id)
        & (WarmHandover.nonce == nonce)
        & (WarmHandover.status == HandoverStatus.ASKED)
    )
    answered = session.scalars(
        update(WarmHandover)
        .where(is_asked)
        .values(**values)
        .returning(WarmHandover)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if answered is None:
        raise NotOpen("warm_handover", handover_id)
    return answered


def remind_due(factory: sessionmaker[Session], today: date) -> int:
    """Ask once more half-way, and tell staff once the time is over; return how many were mailed."""
    after = policy_in_force().after
    half = timedelta(days=max(round(after.handover_answer_days * after.remind_at_share), 1))
    query = select(WarmHandover.id).where(
        WarmHandover.status == HandoverStatus.ASKED, WarmHandover.asked_at <= clock.moment() - half
    )
    with reading(factory) as session:
        waiting = list(session.scalars(query.order_by(WarmHandover.id)))
    return sum(_remind(factory, key, today) for key in waiting)


def _remind(factory: sessionmaker[Session], handover_id: int, today: date) -> int:
    with transaction(factory) as session:
        asked = session.get(WarmHandover, handover_id, with_for_update={"of": WarmHandover})
        if asked is None or asked.status != HandoverStatus.ASKED:
            return 0
        if asked.due_at <= clock.moment():
            tell_staff(
                session,
                asked.placement,
                "warm_handover_silent",
                today,
                f"{key_of(asked.placement_id)}{asked.id}:silent",
            )
        if asked.reminded_at is not None:
            return 0
        asked.reminded_at = clock.moment()
        _mail(session, asked, "warm_handover_reminder", "reminded")
        record(session, PROGRAM, "warmhandover.remind", asked.id, placement=asked.placement_id)
    return 1


def _let_go(session: Session, placement_id: int) -> None:
    """Close what was asked before: its link works no longer, and no mail about it goes out."""
    outbox.take_back(session, key_of(placement_id))
    session.execute(
        update(WarmHandover)
        .where(
            WarmHandover.placement_id == placement_id, WarmHandover.status == HandoverStatus.ASKED
        )
        .values(
            status=HandoverStatus.REFUSED, answered_at=clock.moment(), nonce=new_nonce()
        )
    )  # fmt: skip


def key_of(placement_id: int) -> str:
    """Return how the names begin under which the hand-over of a stay is told."""
    return f"handover:{placement_id}:"


def _mail(session: Session, asked: WarmHandover, template: str, what: str) -> None:
    mine = f"{key_of(asked.placement_id)}{asked.id}:"
    last = asked.asked_at.astimezone(clock.NETHERLANDS).date() + timedelta(days=LINK_DAYS)
    outbox.post(
        session, asked.receiver_email, template, _language(session, asked.receiver_email),
        link=Claim("receiver", asked.id, asked.nonce, last),
        about=("placement", asked.placement_id), once=f"{mine}{what}", instead_of=mine,
    )  # fmt: skip


def _language(session: Session, email: str) -> str:
    """Return the language of a receiver who has an account here; others are written to in Dutch."""
    query = select(Account.language).where(Account.email == normal_email(email))
    return session.scalar(query) or "nl"
