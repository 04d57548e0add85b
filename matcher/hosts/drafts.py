"""Keep the answers of a host who is half-way with signing up.

The browser holds a random key; the table holds its hash only, so that nobody who reads the
table can go on with somebody else's sign-up. On another device a link from a mail opens the
draft: it gets a new key there, and the earlier device is shut out.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.database.hosts import SignUpDraft
from matcher.inforce import NETHERLANDS, policy_in_force
from matcher.links import Claim, new_nonce

Answers = dict[str, list[str]]

PURPOSE = "sign_up"
#: Who presses twice gets one mail; a link that was lost can be asked for again soon enough.
BETWEEN_MAILS = timedelta(minutes=2)


def kept_for() -> timedelta:
    """Return how long answers are kept after the last one."""
    return timedelta(days=policy_in_force().before.draft_days)


def start(session: Session) -> str:
    """Make an empty draft and return its key."""
    key = secrets.token_urlsafe(32)
    session.add(SignUpDraft(key_hash=_hash(key), answers={}))
    session.flush()
    return key


def find(session: Session, key: str | None) -> SignUpDraft | None:
    if not key:
        return None
    return session.scalars(select(SignUpDraft).where(SignUpDraft.key_hash == _hash(key))).first()


def keep(draft: SignUpDraft, step: str, answers: Answers) -> None:
    """Store the answers of one step, over earlier ones."""
    draft.answers = {**draft.answers, step: answers}


def room_numbers(draft: SignUpDraft) -> list[int]:
    """Return the numbers of the rooms that have answers; gaps are where one was removed."""
    found = (re.fullmatch(r"room\.([1-9][0-9]?)", step) for step in draft.answers)
    return sorted(int(match[1]) for match in found if match)


def remove_room(draft: SignUpDraft, number: int) -> None:
    gone = {f"room.{number}", f"rent.{number}"}
    draft.answers = {step: told for step, told in draft.answers.items() if step not in gone}


def mail_link(
    session: Session, draft: SignUpDraft, email: str, language: str, moment: datetime
) -> date:
    """Mail a link that opens the draft on any device; return the last day on which it works.

    A new link makes the earlier one useless. Nothing is sent twice within two minutes.
    """
    last_on = (moment + kept_for()).astimezone(NETHERLANDS).date()
    is_new = draft.mailed_at is None or moment - draft.mailed_at >= BETWEEN_MAILS
    if not is_new and draft.email == email:
        return last_on
    draft.email, draft.nonce, draft.mailed_at = email, new_nonce(), moment
    session.flush()
    outbox.take_back(session, f"sign_up:{draft.id}:")
    outbox.post(
        session,
        email,
        "sign_up_link",
        language,
        link=Claim(PURPOSE, draft.id, draft.nonce, last_on),
        once=f"sign_up:{draft.id}:{draft.nonce[:8]}",
        last_on=last_on.isoformat(),
    )
    return last_on


def linked(session: Session, claim: Claim | None) -> SignUpDraft | None:
    """Return the draft that a link opens; None when it opens nothing (any more)."""
    draft = session.get(SignUpDraft, claim.subject_id) if claim is not None else None
    if claim is None or draft is None or not draft.nonce:
        return None
    return draft if hmac.compare_digest(draft.nonce, claim.nonce) else None


def take_over(session: Session, draft: SignUpDraft) -> str:
    """Return a new key for the device that opened the link; the earlier key stops working."""
    key = secrets.token_urlsafe(32)
    draft.key_hash = _hash(key)
    session.flush()
    return key


def forget(session: Session, draft: SignUpDraft) -> None:
    outbox.take_back(session, f"sign_up:{draft.id}:")
    session.delete(draft)


def forget_old(session: Session, present: datetime) -> int:
    """Remove drafts that nobody touched for the time they are kept; return how many."""
    old = delete(SignUpDraft).where(SignUpDraft.changed_at < present - kept_for())
    return session.execute(old).rowcount  # type: ignore[attr-defined]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
