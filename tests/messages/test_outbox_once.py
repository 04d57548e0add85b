"""Nobody is mailed twice for one thing, and a message that cannot be sent does not vanish."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.audit import COMMAND_LINE
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.session import transaction
from matcher.errors import NotFound
from matcher.outbox import MOST_TRIES, Sent, send_waiting, try_again
from matcher.settings import Settings
from tests.at_once import at_once

Factory = sessionmaker[Session]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"KAMERMATCH_INSTANCE": str(tmp_path)})


class MailServer:
    """A mail server that can be down."""

    def __init__(self) -> None:
        self.is_up = True
        self.received: list[str] = []

    def take(self, mail: EmailMessage) -> None:
        if not self.is_up:
            raise ConnectionRefusedError("nobody listens")
        self.received.append(mail["To"])


def post(session: Session, recipient: str = "mo@example.org", once: str | None = "a:1") -> bool:
    return outbox.post(
        session, recipient, "host_signed_up", about=("household", 7), once=once, reference="H-1"
    )


def send(factory: Factory, server: MailServer, settings: Settings, moment: datetime) -> Sent:
    return send_waiting(factory, server.take, settings, moment)


def messages(factory: Factory) -> list[OutboxMessage]:
    with factory() as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_one_thing_is_told_once_to_each_person(session: Session) -> None:
    assert post(session)
    assert not post(session)
    assert not post(session, "MO@example.org ")
    assert post(session, "kim@example.org")
    assert post(session, once="a:2")
    assert len(session.scalars(select(OutboxMessage)).all()) == 3


def test_what_has_no_name_may_be_told_again(session: Session) -> None:
    assert post(session, once=None)
    assert post(session, once=None)
    session.flush()
    assert len(session.scalars(select(OutboxMessage)).all()) == 2


def test_nobody_without_an_address_uses_the_key_up(session: Session) -> None:
    assert not post(session, "")
    assert post(session)


def test_a_message_is_about_a_dossier_and_keeps_its_values(session: Session) -> None:
    post(session)
    message = session.scalars(select(OutboxMessage)).one()
    assert (message.subject, message.subject_id) == ("household", 7)
    assert (message.values, message.language) == ({"reference": "H-1"}, "nl")
    assert message.created_at is not None
    assert "example" not in (message.once or "")


def test_undoing_a_command_gives_the_key_back(factory: Factory) -> None:
    with factory() as session:
        assert post(session)
        session.rollback()
    with transaction(factory) as session:
        assert post(session)


def test_two_workers_at_the_same_second_tell_it_once(factory: Factory) -> None:
    told: list[bool] = []
    assert at_once(factory, [lambda session: told.append(post(session))] * 2) == [None, None]
    assert sorted(told) == [False, True]
    assert len(messages(factory)) == 1


def test_after_a_day_without_a_mail_server_all_messages_arrive_once(
    factory: Factory, settings: Settings
) -> None:
    server = MailServer()
    server.is_up = False
    people = [f"person{number}@example.org" for number in range(24)]
    for hour, person in enumerate(people):  # one is written each hour of that day
        moment = NOON + timedelta(hours=hour)
        with clock.at(moment), transaction(factory) as session:
            post(session, person)
        send(factory, server, settings, moment)
        assert server.received == []
    server.is_up = True
    moment = NOON + timedelta(hours=24)
    for _ in range(5 * 60):
        moment += MINUTE
        send(factory, server, settings, moment)
        if len(server.received) == len(people):
            break
    assert sorted(server.received) == sorted(people)
    assert moment <= NOON + timedelta(hours=24) + timedelta(minutes=outbox.MINUTES_BETWEEN)
    assert all(message.sent_at and not message.given_up_at for message in messages(factory))


def give_up(factory: Factory, settings: Settings) -> datetime:
    """Let one message meet a server that stays down; return when it was given up."""
    server = MailServer()
    server.is_up = False
    with clock.at(NOON), transaction(factory) as session:
        post(session)
    moment = NOON
    for _ in range(MOST_TRIES):
        send(factory, server, settings, moment)
        moment += timedelta(minutes=outbox.MINUTES_BETWEEN)
    (message,) = messages(factory)
    assert message.given_up_at is not None
    return message.given_up_at


def test_a_message_that_never_could_be_sent_is_told_of(
    factory: Factory, settings: Settings
) -> None:
    at = give_up(factory, settings)
    assert at - NOON > timedelta(days=2, hours=20)
    send(factory, MailServer(), settings, at + timedelta(days=1))
    with factory() as session:
        (event,) = session.scalars(select(AuditEvent).where(AuditEvent.subject == "message"))
    assert (event.action, event.details) == ("message.giveup", {"template": "host_signed_up"})
    assert messages(factory)[0].sent_at is None


def test_what_was_given_up_can_be_tried_again_and_is_told_of_again(
    factory: Factory, settings: Settings
) -> None:
    at = give_up(factory, settings)
    number = messages(factory)[0].id
    with transaction(factory) as session:
        try_again(session, COMMAND_LINE, number)
    server = MailServer()
    server.is_up = False
    assert send(factory, server, settings, at + MINUTE).failed == 1
    assert messages(factory)[0].given_up_at == at + MINUTE
    with transaction(factory) as session:
        try_again(session, COMMAND_LINE, number)
    server.is_up = True
    assert send(factory, server, settings, at + 2 * MINUTE).sent == 1
    assert server.received == ["mo@example.org"]
    with factory() as session:
        actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["message.giveup", "message.retry", "message.giveup", "message.retry"]


def test_only_what_was_given_up_is_tried_again(factory: Factory, settings: Settings) -> None:
    with transaction(factory) as session:
        post(session)
    (message,) = messages(factory)
    with pytest.raises(NotFound), transaction(factory) as session:
        try_again(session, COMMAND_LINE, message.id)


def test_a_worker_that_dies_during_the_last_try_leaves_no_message_behind(
    factory: Factory, settings: Settings
) -> None:
    with transaction(factory) as session:
        post(session)
        session.flush()
        session.scalars(select(OutboxMessage)).one().number_of_tries = MOST_TRIES
    send(factory, MailServer(), settings, NOON)
    assert messages(factory)[0].given_up_at == NOON
