"""A term does not pass for somebody whom our own mail reached too late, or not at all so far."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.audit import PROGRAM, Actor
from matcher.clock import NETHERLANDS
from matcher.database.introductions import Introduction, Question
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.introductions import hourly, service
from matcher.outbox import send_waiting
from matcher.settings import Settings
from matcher.words import Answer, AnswerWay, DeclineReason, IntroductionStage, Side
from matcher.work.items import overdue
from tests.introductions.scenes import NOW, add_scene, offered

Factory = sessionmaker[Session]
HOUR = timedelta(hours=1)
INTEREST, STOPPED = IntroductionStage.INTEREST, IntroductionStage.STOPPED


class Asked:
    """A youth who is asked on Monday at ten, until Wednesday at ten; hours pass, mail may not."""

    def __init__(self, factory: Factory, settings: Settings) -> None:
        self.factory, self.settings = factory, settings
        self.is_up = True
        self.received: list[str] = []
        with clock.at(NOW), transaction(factory) as session:
            self.address = add_scene(session).proposal.youth.email

    def take(self, mail: EmailMessage) -> None:
        if not self.is_up:
            raise ConnectionRefusedError("nobody listens")
        if mail["To"] == self.address:
            self.received.append(mail.get_content())

    def until(self, end: datetime, first: datetime = NOW) -> None:
        """Let each hour pass, as the worker does: what is due, then the mail."""
        moment = first
        while moment <= end:
            with clock.at(moment):
                hourly.run(self.factory, moment)
                send_waiting(self.factory, self.take, self.settings, moment)
            moment += HOUR

    def stands(self) -> tuple[IntroductionStage, datetime | None]:
        with self.factory() as session:
            one = session.scalars(select(Introduction)).one()
            return one.stage, one.due_at and one.due_at.astimezone(NETHERLANDS)

    def number_overdue(self, moment: datetime) -> int:
        with self.factory() as session:
            return len(overdue(session, moment.date(), policy_in_force(), moment))


@pytest.fixture
def asked(factory: Factory, tmp_path: Path) -> Asked:
    return Asked(factory, Settings.from_environment({"KAMERMATCH_INSTANCE": str(tmp_path)}))


def test_who_was_mailed_in_time_gets_no_more_time(asked: Asked) -> None:
    asked.until(NOW + 49 * HOUR)
    assert asked.stands() == (STOPPED, None)
    assert len(asked.received) == 3  # asked, reminded, and that it stopped


def test_who_was_mailed_a_day_late_gets_the_whole_term_from_then(asked: Asked) -> None:
    asked.is_up = False
    asked.until(NOW + 27 * HOUR)
    asked.is_up = True
    asked.until(NOW + 49 * HOUR, NOW + 28 * HOUR)
    stage, due_at = asked.stands()
    assert (stage, due_at) == (INTEREST, NOW + (28 + 48) * HOUR)
    assert asked.number_overdue(NOW + 49 * HOUR) == 0
    assert "4 maart 2026, 10:00" in asked.received[0]
    assert "5 maart 2026, 14:00" in asked.received[-1]
    asked.until(NOW + 77 * HOUR, NOW + 50 * HOUR)
    assert asked.stands() == (STOPPED, None)
    # Late, the new day, one reminder half-way at most, and that it stopped.
    assert len(asked.received) <= 4


def test_a_mail_of_a_few_hours_late_gives_no_more_time(asked: Asked) -> None:
    asked.is_up = False
    asked.until(NOW + 8 * HOUR)
    asked.is_up = True
    asked.until(NOW + 49 * HOUR, NOW + 9 * HOUR)
    assert asked.stands() == (STOPPED, None)


def test_who_is_asked_late_in_a_search_and_mailed_at_once_gets_no_more_time(asked: Asked) -> None:
    """The search takes five days; who is asked on the fourth has a day for it, and that is meant."""
    with clock.at(NOW), asked.factory() as session:
        introduction = session.scalars(select(Introduction)).one()
        service.answer(
            session, PROGRAM, introduction.questions[0].id, Answer.YES, AnswerWay.LINK, moment=NOW
        )
        session.commit()
        meet = max(introduction.questions, key=lambda one: one.id)
        service.answer(session, PROGRAM, meet.id, Answer.YES, AnswerWay.LINK, moment=NOW)
        session.commit()
    asked.until(NOW + 96 * HOUR)
    later = NOW + 96 * HOUR
    with clock.at(later), asked.factory() as session:
        introduction = session.scalars(select(Introduction)).one()
        start = later + 72 * HOUR
        actor = Actor(introduction.counsellor_id, "web")
        service.offer_moments(
            session, actor, introduction.id, Side.COUNSELLOR, offered(start), moment=later
        )
        session.commit()
    _, due_at = asked.stands()
    assert due_at is not None
    asked.until(due_at + 2 * HOUR, later)
    assert asked.stands() == (STOPPED, None)


def test_while_the_server_is_down_nobody_is_taken_to_be_silent(asked: Asked) -> None:
    asked.is_up = False
    asked.until(NOW + 60 * HOUR)
    stage, due_at = asked.stands()
    assert stage == INTEREST
    assert due_at is not None
    assert due_at > NOW + 60 * HOUR
    asked.is_up = True
    asked.until(NOW + 64 * HOUR, NOW + 61 * HOUR)
    (mail,) = asked.received  # one, and it says the day that holds
    assert f"{due_at.day} maart 2026, {due_at:%H:%M}" in mail


def test_a_wrong_address_does_not_keep_a_room_waiting_for_ever(asked: Asked) -> None:
    asked.is_up = False
    asked.until(NOW + 8 * 24 * HOUR)
    assert asked.stands() == (STOPPED, None)
    with asked.factory() as session:
        reasons = session.scalars(select(Introduction.stop_reason)).all()
        assert reasons == [DeclineReason.NO_ANSWER]


def test_where_no_mail_server_is_set_terms_pass_as_always(asked: Asked) -> None:
    for hours in range(50):
        with clock.at(NOW + hours * HOUR):
            hourly.run(asked.factory, NOW + hours * HOUR)
    assert asked.stands() == (STOPPED, None)


def test_who_answers_in_the_time_given_goes_on(asked: Asked) -> None:
    asked.is_up = False
    asked.until(NOW + 27 * HOUR)
    asked.is_up = True
    asked.until(NOW + 50 * HOUR, NOW + 28 * HOUR)
    with asked.factory() as session:
        question = session.scalars(select(Question).where(Question.side == Side.YOUTH)).one()
        assert question.answered_at is None
        assert question.closed_at is None
        assert question.due_at == question.introduction.due_at
