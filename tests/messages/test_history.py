"""The messages of a dossier: whose, in which state, and without the key to a link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.database.records import OutboxMessage
from matcher.links import Claim, new_nonce
from matcher.messages import history
from matcher.messages.history import Delivery, Reader
from matcher.words import Role, WorkKind
from matcher.work.listing import collect
from tests.factories import TODAY, add_account, add_room, add_youth
from tests.queries import counted
from tests.work.scenes import MORNING, add_region, principal

URL = "https://kamers.example"
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_history_says_what_when_to_whom_and_whether_it_arrived(session: Session) -> None:
    room, youth = add_room(session), add_youth(session, email="Sam@example.org")
    worker = add_account(session, Role.REFERRER, **a_worker(session))
    about = ("youth", youth.id)
    for address in ("sam@example.org", room.home.household.email, worker.email, "x@example.org"):
        outbox.post(session, address, "exception_decided", "nl", about=about, reference="J-1")
    outbox.post(session, "sam@example.org", "handover_accepted", "nl", about=("youth", 999))
    session.flush()
    first, second, third, fourth = session.scalars(
        select(OutboxMessage).where(OutboxMessage.subject_id == youth.id).order_by(OutboxMessage.id)
    )
    second.sent_at = NOW
    third.given_up_at = NOW
    found = history.of(session, history.of_youth(session, youth.id), URL)
    assert [one.id for one in found] == [fourth.id, third.id, second.id, first.id]
    assert [one.to for one in reversed(found)] == [
        Reader.YOUTH, Reader.HOST, Reader.WORKER, Reader.OTHER,
    ]  # fmt: skip
    assert [one.delivery for one in reversed(found)] == [
        Delivery.WAITS, Delivery.SENT, Delivery.GIVEN_UP, Delivery.WAITS,
    ]  # fmt: skip
    assert "example.org" not in "".join(one.body + one.subject for one in found)


def a_worker(session: Session) -> dict[str, str]:
    from matcher.database.accounts import CareOrganisation

    session.add(CareOrganisation(code="ZUID", name="Zorg Zuid"))
    session.flush()
    return {"organisation": "ZUID", "email": "worker@example.org"}


def test_the_history_gives_no_link_away(session: Session) -> None:
    nonce = new_nonce()
    link = Claim("invitation", 1, nonce, TODAY + timedelta(days=7))
    outbox.post(
        session, "mo@example.org", "invitation", "en", link=link, about=("youth", 1),
        once="invitation:1:x",
        last_on="2026-03-09",
    )  # fmt: skip
    session.flush()
    (one,) = history.of(session, {"youth": [1]}, URL)
    assert nonce not in one.body
    assert "(a personal link stood here)" in one.body
    assert "9 March 2026" in one.body


def test_a_message_of_an_earlier_version_is_shown_without_its_text(session: Session) -> None:
    session.add(
        OutboxMessage(recipient="mo@example.org", template="gone", subject="youth", subject_id=1)
    )
    session.flush()
    (one,) = history.of(session, {"youth": [1], "room": []}, URL)
    assert (one.template, one.subject, one.body) == ("gone", "", "")
    assert history.of(session, {"youth": []}, URL) == []


def test_the_history_takes_as_many_queries_for_ten_messages_as_for_one(
    session: Session, engine: Engine
) -> None:
    def post() -> None:
        outbox.post(session, "a@example.org", "handover_accepted", "nl", about=("youth", 1))
        session.flush()

    post()
    with counted(engine) as one:
        history.of(session, {"youth": [1]}, URL)
    for _ in range(9):
        post()
    with counted(engine) as ten:
        assert len(history.of(session, {"youth": [1]}, URL)) == 10
    assert len(ten) == len(one)


@pytest.mark.parametrize("kind", ["youth", "household", "proposal"])
def test_what_did_not_arrive_waits_for_the_region_of_its_dossier(
    session: Session, kind: str
) -> None:
    region = add_region(session)
    ids = {
        "youth": region.youth.id,
        "household": region.proposal.room.home.household_id,
        "proposal": region.proposal.id,
    }
    outbox.post(session, "mo@example.org", "handover_accepted", "nl", about=(kind, ids[kind]))
    outbox.post(session, "mo@example.org", "handover_accepted", "nl")
    session.flush()
    for message in session.scalars(select(OutboxMessage)):
        message.given_up_at = NOW
    session.flush()

    def of(who: str) -> list[int]:
        listed = collect(session, principal(getattr(region, who)), TODAY, MORNING)
        return [one.item.subject_id for one in listed if one.item.kind == WorkKind.MESSAGE]

    assert len(of("noor")) == 1
    assert of("els") == of("kim") == []
