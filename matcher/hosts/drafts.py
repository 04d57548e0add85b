"""Keep the answers of a host who is half-way with signing up.

The browser holds a random key; the table holds its hash only, so that nobody who reads the
table can go on with somebody else's sign-up.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.database.hosts import SignUpDraft

Answers = dict[str, list[str]]

KEPT_FOR = timedelta(days=30)


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


def forget(session: Session, draft: SignUpDraft) -> None:
    session.delete(draft)


def forget_old(session: Session, present: datetime) -> int:
    """Remove drafts that nobody touched for a month; return how many."""
    old = delete(SignUpDraft).where(SignUpDraft.changed_at < present - KEPT_FOR)
    return session.execute(old).rowcount  # type: ignore[attr-defined]


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
