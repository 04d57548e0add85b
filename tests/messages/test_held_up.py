"""Whether mail stands still: how much, since when, and by the server or by a single address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.database.session import transaction
from matcher.messages.held_up import LONG, HeldUp, held_up
from matcher.outbox import send_waiting
from matcher.settings import Settings

Factory = sessionmaker[Session]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environment({"KAMERMATCH_INSTANCE": str(tmp_path)})


def post(factory: Factory, moment: datetime, recipient: str, template: str) -> None:
    with clock.at(moment), transaction(factory) as session:
        outbox.post(session, recipient, template, reference="H-1")


def down(mail: EmailMessage) -> None:
    raise ConnectionRefusedError("nobody listens")


def only_kim(mail: EmailMessage) -> None:
    if mail["To"] != "kim@example.org":
        raise OSError(f"{mail['To']}: no such mailbox")


def found(factory: Factory, moment: datetime) -> HeldUp | None:
    with factory() as session:
        return held_up(session, moment)


def test_a_mail_that_was_just_written_is_not_held_up(factory: Factory) -> None:
    post(factory, NOON, "mo@example.org", "handover_accepted")
    assert found(factory, NOON + LONG - timedelta(seconds=1)) is None
    assert found(factory, NOON + LONG) is not None


def test_a_server_that_is_down_holds_all_mail_up(factory: Factory, settings: Settings) -> None:
    post(factory, NOON - HOUR, "kim@example.org", "handover_accepted")
    send_waiting(factory, only_kim, settings, NOON - HOUR)
    for number, template in enumerate(("handover_accepted", "host_signed_up", "host_signed_up")):
        post(factory, NOON + number * HOUR, f"mo{number}@example.org", template)
    send_waiting(factory, down, settings, NOON + 3 * HOUR)
    assert found(factory, NOON + 3 * HOUR) == HeldUp(
        number=3,
        since=NOON,
        kinds=(("host_signed_up", 2), ("handover_accepted", 1)),
        is_all=True,
        error="ConnectionRefusedError",
    )


def test_a_wrong_address_holds_up_one_mail_and_is_not_told(
    factory: Factory, settings: Settings
) -> None:
    post(factory, NOON, "mo@example.org", "handover_accepted")
    post(factory, NOON, "kim@example.org", "handover_accepted")
    send_waiting(factory, only_kim, settings, NOON + HOUR)
    one = found(factory, NOON + HOUR)
    assert one is not None
    assert (one.number, one.is_all, one.error) == (1, False, "OSError")


def test_what_nobody_needs_any_more_is_not_held_up(factory: Factory) -> None:
    with clock.at(NOON), transaction(factory) as session:
        outbox.post(session, "mo@example.org", "handover_accepted", once="a:1:x")
        outbox.take_back(session, "a:1:")
    assert found(factory, NOON + HOUR) is None
