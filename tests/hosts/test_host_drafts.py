"""A sign-up half-way: opened on another device by the link from the mail, and by nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.hosts import SignUpDraft
from matcher.database.records import OutboxMessage
from matcher.hosts import drafts
from matcher.links import Claim

NOW = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
MAIL = "mo@example.org"


@pytest.fixture
def key(session: Session) -> str:
    return drafts.start(session)


def found(session: Session, key: str) -> SignUpDraft:
    draft = drafts.find(session, key)
    assert draft is not None
    return draft


def claims(session: Session) -> list[Claim]:
    """Return what the links in the mails open, first to last."""
    messages = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [Claim.restored(message.values["link"]) for message in messages]


def test_the_link_opens_the_draft_and_shuts_the_first_device_out(
    session: Session, key: str
) -> None:
    draft = found(session, key)
    drafts.keep(draft, "you", {"contact_name": ["Mo"]})
    drafts.mail_link(session, draft, MAIL, "nl", NOW)
    (claim,) = claims(session)
    opened = drafts.linked(session, claim)
    assert opened is draft
    other = drafts.take_over(session, draft)
    assert drafts.find(session, key) is None
    assert found(session, other).answers == {"you": {"contact_name": ["Mo"]}}


def test_the_link_works_as_long_as_the_answers_are_kept_by_the_dutch_calendar(
    session: Session, key: str
) -> None:
    last_on = drafts.mail_link(session, found(session, key), MAIL, "nl", NOW)
    expected = date(2026, 4, 2)  # half past midnight there, when the clock is two hours ahead
    assert last_on == expected
    assert claims(session)[0].expires_on == expected


def test_pressing_twice_sends_one_mail_and_a_later_mail_replaces_the_link(
    session: Session, key: str
) -> None:
    draft = found(session, key)
    drafts.mail_link(session, draft, MAIL, "nl", NOW)
    drafts.mail_link(session, draft, MAIL, "nl", NOW + timedelta(seconds=5))
    drafts.mail_link(session, draft, MAIL, "nl", NOW + timedelta(minutes=5))
    first, second = claims(session)
    assert drafts.linked(session, first) is None
    assert drafts.linked(session, second) is draft


def test_another_draft_or_an_empty_nonce_opens_nothing(session: Session, key: str) -> None:
    draft, other = found(session, key), found(session, drafts.start(session))
    day = NOW.date()
    assert drafts.linked(session, Claim("sign_up", draft.id, "", day)) is None
    drafts.mail_link(session, draft, MAIL, "nl", NOW)
    (claim,) = claims(session)
    assert drafts.linked(session, Claim("sign_up", other.id, claim.nonce, day)) is None
    assert drafts.linked(session, Claim("sign_up", 9999, claim.nonce, day)) is None
    assert drafts.linked(session, None) is None


def test_no_key_of_a_browser_stands_in_the_table_or_the_outbox(session: Session, key: str) -> None:
    draft = found(session, key)
    drafts.mail_link(session, draft, MAIL, "nl", NOW)
    other = drafts.take_over(session, draft)
    message = session.scalars(select(OutboxMessage)).one()
    kept = f"{draft.key_hash} {draft.nonce} {message.values}"
    assert key not in kept
    assert other not in kept


def test_rooms_are_told_by_number_and_one_can_be_taken_out(session: Session, key: str) -> None:
    draft = found(session, key)
    for step in ("room.1", "rent.1", "room.2", "rent.2", "room.10", "rooms", "room.x"):
        drafts.keep(draft, step, {})
    assert drafts.room_numbers(draft) == [1, 2, 10]
    drafts.remove_room(draft, 2)
    assert drafts.room_numbers(draft) == [1, 10]
    assert "rent.2" not in draft.answers
