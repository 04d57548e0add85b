"""One answer counts, however many press the button at one moment; and an answer races the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent
from matcher.database.session import make_session_factory, transaction
from matcher.introductions import questions, service
from matcher.introductions.refusals import AlreadyAnswered
from matcher.words import (
    Answer,
    AnswerWay,
    DeclineReason,
    IntroductionStage,
    PlacementStatus,
    Side,
)
from tests.at_once import Deed, at_once, names
from tests.introductions.scenes import NO, NOW, YES, add_scene
from tests.services.race import plain_engine

PEOPLE = 8
ROUNDS = 6
SOMEBODY = Actor(None, "web")


def begun(factory: sessionmaker[Session]) -> tuple[int, int]:
    """Return the numbers of a fresh introduction and of its question."""
    with transaction(factory) as session:
        scene = add_scene(session)
        return scene.introduction.id, scene.question(Side.YOUTH).id


def press(question_id: int, given: Answer, moment: datetime = NOW) -> Deed:
    return lambda session: service.answer(
        session, SOMEBODY, question_id, given, AnswerWay.LINK, moment=moment
    )


def number_of_answers(factory: sessionmaker[Session], question_id: int) -> int:
    with factory() as session:
        query = select(AuditEvent.id).where(
            AuditEvent.action == "question.answer", AuditEvent.subject_id == question_id
        )
        return len(session.scalars(query).all())


def test_of_eight_who_press_yes_or_no_at_once_one_counts(factory: sessionmaker[Session]) -> None:
    for _ in range(ROUNDS):
        number, question_id = begun(factory)
        deeds = [press(question_id, YES if one % 2 else NO) for one in range(PEOPLE)]
        assert names(at_once(factory, deeds)) == ["AlreadyAnswered"] * (PEOPLE - 1) + ["done"]
        assert number_of_answers(factory, question_id) == 1
        with factory() as session:
            answered = session.get_one(Question, question_id)
            stage = session.get_one(Introduction, number).stage
        went_on = stage == IntroductionStage.HOST_LOOKS
        assert went_on == (answered.answer == YES)


@pytest.fixture
def plain(database_url: str) -> sessionmaker[Session]:
    """Sessions as SQLAlchemy makes them by itself: nothing is locked by a mere look."""
    return make_session_factory(plain_engine(database_url))


def take_by_looking_first(session: Session, question_id: int) -> None:
    """Read, check, write: as one would write it at first."""
    found = session.get_one(Question, question_id)
    if found.answered_at is not None:
        raise AlreadyAnswered(question_id)
    found.answered_at, found.answer, found.way = NOW, YES, AnswerWay.LINK


def take_by_the_database(session: Session, question_id: int) -> None:
    found = session.get_one(Question, question_id)
    questions.take_answer(session, SOMEBODY, found, YES, AnswerWay.LINK, NOW)


def winners(
    factory: sessionmaker[Session],
    plain: sessionmaker[Session],
    take: Callable[[Session, int], None],
) -> list[int]:
    """Return how many answers were taken in each of ROUNDS races without any lock."""
    found = []
    for _ in range(ROUNDS):
        _, question_id = begun(factory)
        deeds: list[Deed] = [lambda session, key=question_id: take(session, key)] * PEOPLE  # type: ignore[misc]
        found.append(at_once(plain, deeds).count(None))
    return found


def test_the_database_alone_takes_one_answer_without_any_lock(
    factory: sessionmaker[Session], plain: sessionmaker[Session]
) -> None:
    assert winners(factory, plain, take_by_the_database) == [1] * ROUNDS


def test_control_looking_first_takes_more_than_one(
    factory: sessionmaker[Session], plain: sessionmaker[Session]
) -> None:
    assert max(winners(factory, plain, take_by_looking_first)) > 1


class Late:
    """An introduction in the second after its limit, and the three who come at that moment."""

    def __init__(self, factory: sessionmaker[Session]) -> None:
        self.number, question_id = begun(factory)
        with factory() as session:
            introduction = session.get_one(Introduction, self.number)
            self.moment = (introduction.due_at or NOW) + timedelta(seconds=1)
            self.version, self.by = introduction.version, introduction.responsible_id
        self.expired = False
        self.deeds: list[Deed] = [press(question_id, YES, self.moment), self.stop, self.expire]

    def stop(self, session: Session) -> None:
        service.stop(
            session, Actor(self.by, "web"), self.number, self.version, Side.COORDINATOR,
            DeclineReason.ROOM_GONE, moment=self.moment,
        )  # fmt: skip

    def expire(self, session: Session) -> None:
        self.expired = service.expire(session, self.number, self.moment)


def test_an_answer_a_withdrawal_and_the_clock_at_one_moment_leave_one_story(
    factory: sessionmaker[Session],
) -> None:
    for _ in range(ROUNDS):
        late = Late(factory)
        met = at_once(factory, late.deeds)
        assert set(names(met)) <= {"done", "AlreadyAnswered", "Stale", "StepNotAllowed"}
        taken = [met[0] is None, met[1] is None, late.expired]
        assert taken.count(True) == 1
        with factory() as session:
            introduction = session.get_one(Introduction, late.number)
            placement = session.get_one(Placement, introduction.placement_id)
            is_on = introduction.stage != IntroductionStage.STOPPED
            assert is_on == (placement.status == PlacementStatus.BOOKED) == taken[0]
