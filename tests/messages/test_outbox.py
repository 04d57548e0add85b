"""Messages go out once, wait for a mail server that is down, and hold no care data."""

from __future__ import annotations

import asyncio
import string
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import UnthreadedController
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from matcher import outbox
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.mail import sender
from matcher.messages import TEXTS, compose
from matcher.outbox import MOST_TRIES, is_due, send_waiting
from matcher.settings import Settings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    return Settings.from_environment(
        {"KAMERMATCH_INSTANCE": str(tmp_path), "KAMERMATCH_PUBLIC_URL": "https://kamers.example"}
    )


@pytest.fixture
def waiting(factory: sessionmaker[Session]) -> sessionmaker[Session]:
    """One message in the outbox, written at noon."""
    with transaction(factory) as session:
        outbox.post(session, "mo@example.org", "host_signed_up", "nl", reference="H-1")
        session.flush()
        session.scalars(select(OutboxMessage)).one().created_at = NOON
    return factory


def message(factory: sessionmaker[Session]) -> OutboxMessage:
    with factory() as session:
        return session.scalars(select(OutboxMessage)).one()


def test_a_message_goes_out_once(waiting: sessionmaker[Session], settings: Settings) -> None:
    sent: list[EmailMessage] = []
    assert send_waiting(waiting, sent.append, settings, NOON).sent == 1
    assert send_waiting(waiting, sent.append, settings, NOON + timedelta(days=1)).sent == 0
    (mail,) = sent
    assert mail["To"] == "mo@example.org"
    assert "H-1" in mail.get_content()
    assert "https://kamers.example" in mail.get_content()
    assert message(waiting).sent_at == NOON


def test_a_mail_server_that_is_down_only_delays(
    waiting: sessionmaker[Session], settings: Settings
) -> None:
    def down(mail: EmailMessage) -> None:
        raise ConnectionRefusedError("nobody listens")

    assert send_waiting(waiting, down, settings, NOON).failed == 1
    assert "nobody listens" in message(waiting).last_error
    sent: list[EmailMessage] = []
    assert send_waiting(waiting, sent.append, settings, NOON).sent == 0  # not at once again
    later = NOON + timedelta(minutes=1)
    assert send_waiting(waiting, sent.append, settings, later).sent == 1
    assert message(waiting).last_error == ""


def test_a_slow_mail_server_keeps_nobody_from_writing(
    waiting: sessionmaker[Session], settings: Settings
) -> None:
    def slow(mail: EmailMessage) -> None:
        with transaction(waiting) as session:
            session.execute(text("UPDATE outbox_message SET last_error = 'written meanwhile'"))

    assert send_waiting(waiting, slow, settings, NOON).sent == 1


def test_two_workers_send_a_message_once(
    waiting: sessionmaker[Session], settings: Settings
) -> None:
    sent: list[EmailMessage] = []

    def other_worker_comes_by(mail: EmailMessage) -> None:
        sent.append(mail)
        send_waiting(waiting, sent.append, settings, NOON)

    send_waiting(waiting, other_worker_comes_by, settings, NOON)
    assert len(sent) == 1


def test_tries_slow_down_and_end_after_about_three_days() -> None:
    assert is_due(NOON, 0, NOON)
    assert not is_due(NOON, 3, NOON + timedelta(minutes=6))
    assert is_due(NOON, 3, NOON + timedelta(minutes=7))
    assert is_due(NOON, MOST_TRIES - 1, NOON + timedelta(days=3))
    assert not is_due(NOON, MOST_TRIES, NOON + timedelta(days=30))


def test_a_message_without_a_template_is_kept_with_its_error(
    waiting: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(waiting) as session:
        session.scalars(select(OutboxMessage)).one().template = "unknown"
    assert send_waiting(waiting, lambda mail: None, settings, NOON).failed == 1
    assert "unknown" in message(waiting).last_error


def test_nobody_without_an_address_is_written_to(session: Session) -> None:
    outbox.post(session, "", "host_signed_up", reference="H-1")
    session.flush()
    assert session.scalars(select(OutboxMessage)).all() == []


@pytest.mark.parametrize("template", sorted(TEXTS))
def test_every_text_is_there_in_both_languages_with_the_same_values(template: str) -> None:
    def names(language: str) -> set[str | None]:
        text = TEXTS[template][language]
        return {name for part in text for _, name, _, _ in string.Formatter().parse(part) if name}

    assert names("nl") == names("en")
    told = {name for name in names("nl") if not str(name).endswith("_on")}
    # Days, and no name of a host or youth, no address, no care data.
    # Numbers of pages that ask to sign in, and how many there are of something.
    numbers = {"time", "minutes", "visit", "household", "introduction", "number", "late"}
    numbers |= {"placement", "concern", "due_time", "proposal"}
    assert told <= {"reference", "link", "visitors", "url"} | numbers


def test_dates_are_written_out_in_the_language_of_the_reader() -> None:
    values = {"starts_on": "2026-03-02"}
    assert "2 maart 2026" in compose("proposal_taken_back", "nl", values, "x").body
    assert "2 March 2026" in compose("proposal_taken_back", "en", values, "x").body


class Inbox:
    """What a mail server received."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[tuple[Inbox, int]]:
    """A real mail server on a free port, in a thread of its own."""
    import threading

    inbox, loop = Inbox(), asyncio.new_event_loop()
    controller = UnthreadedController(inbox, hostname="127.0.0.1", port=0, loop=loop)
    controller.begin()
    port = controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    yield inbox, port
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    controller.end()
    loop.close()


def test_a_real_mail_server_receives_the_mail(
    waiting: sessionmaker[Session], mail_server: tuple[Inbox, int], tmp_path: Any
) -> None:
    inbox, port = mail_server
    settings = Settings.from_environment(
        {
            "KAMERMATCH_INSTANCE": str(tmp_path),
            "KAMERMATCH_SMTP_HOST": "127.0.0.1",
            "KAMERMATCH_SMTP_PORT": str(port),
            "KAMERMATCH_SMTP_STARTTLS": "false",
        }
    )
    send = sender(settings)
    assert send is not None
    assert send_waiting(waiting, send, settings, NOON).sent == 1
    (received,) = inbox.mails
    assert b"mo@example.org" in received


def test_without_a_mail_server_nothing_is_sent(settings: Settings) -> None:
    assert sender(settings) is None
