"""An exception takes two people: in the service, in the database and in a race."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.cases import exceptions
from matcher.cases.exceptions import NoException, age_problem
from matcher.cases.gaps import Gap
from matcher.database.base import now
from matcher.database.cases import YouthException
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken, Incomplete, NotAllowed, StepNotAllowed, TextRefused
from matcher.policy import load_policy
from matcher.words import ExceptionKind, YouthStatus
from matcher.youths.service import change_status
from tests.at_once import Deed, at_once, names
from tests.cases.factories import acting, add_complete_youth, add_coordinator

UNDER_18 = {"birth_date": date(2009, 12, 1), "ready_on": date(2026, 3, 2)}
REASON = "Thuis gaat het niet meer; ouders en school staan achter een eigen plek."
YOUNG = ExceptionKind.UNDER_AGE
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exceptions, "today_in_the_netherlands", lambda: TODAY)


@pytest.mark.parametrize(
    ("kind", "age", "problem"),
    [
        (ExceptionKind.UNDER_AGE, 15, "impossible"),
        (ExceptionKind.UNDER_AGE, 16, None),
        (ExceptionKind.UNDER_AGE, 18, "not_needed"),
        (ExceptionKind.ABOVE_AGE, 27, "not_needed"),
        (ExceptionKind.ABOVE_AGE, 28, None),
        (ExceptionKind.ABOVE_AGE, 31, "impossible"),
        (ExceptionKind.UNDER_AGE, 28, "impossible"),
        (ExceptionKind.OTHER, 15, None),
    ],
)
def test_an_exception_to_the_age_limits_knows_limits_of_its_own(
    kind: ExceptionKind, age: int, problem: str | None
) -> None:
    assert age_problem(kind, age, load_policy()) == problem


def test_a_youth_under_18_is_made_ready_only_after_a_second_person_agreed(
    session: Session,
) -> None:
    first, second = add_coordinator(session), add_coordinator(session)
    youth = add_complete_youth(session, acting(first), **UNDER_18)

    def make_ready() -> None:
        change_status(session, acting(first), youth.id, "make_ready", youth.version, today=TODAY)

    with pytest.raises(Incomplete) as refused:
        make_ready()
    assert refused.value.missing == (Gap.AGE,)
    asked = exceptions.ask(session, acting(first), youth.id, YOUNG, REASON)
    with pytest.raises(Incomplete) as refused:
        make_ready()
    assert refused.value.missing == (Gap.AGE, Gap.UNDECIDED_EXCEPTION)
    with pytest.raises(NotAllowed):
        exceptions.decide(session, acting(first), youth.id, asked.id, is_agreed=True)
    assert not youth.needs.age_exception
    version = youth.version
    exceptions.decide(session, acting(second), youth.id, asked.id, is_agreed=True)
    assert youth.needs.age_exception
    assert youth.needs.age_exception_reason == REASON
    assert youth.version > version
    make_ready()
    assert youth.status == YouthStatus.READY
    told = session.scalars(select(AuditEvent).where(AuditEvent.subject == "exception")).all()
    assert [event.action for event in told] == ["exception.ask", "exception.agree"]
    assert "Thuis" not in str([event.details for event in told])


def test_a_refused_exception_changes_nothing_and_can_be_asked_again(session: Session) -> None:
    first, second = add_coordinator(session), add_coordinator(session)
    youth = add_complete_youth(session, acting(first), **UNDER_18)
    asked = exceptions.ask(session, acting(first), youth.id, YOUNG, REASON)
    with pytest.raises(AlreadyTaken):
        exceptions.ask(session, acting(second), youth.id, YOUNG, REASON)
    exceptions.decide(session, acting(second), youth.id, asked.id, is_agreed=False)
    assert not youth.needs.age_exception
    with pytest.raises(StepNotAllowed):
        exceptions.decide(session, acting(second), youth.id, asked.id, is_agreed=True)
    assert exceptions.ask(session, acting(first), youth.id, YOUNG, REASON).id != asked.id


def test_who_may_not_ask(session: Session) -> None:
    first = add_coordinator(session)
    youth = add_complete_youth(session, acting(first), **UNDER_18)
    grown = add_complete_youth(session, acting(first))
    with pytest.raises(NotAllowed):
        exceptions.ask(session, PROGRAM, youth.id, YOUNG, REASON)
    with pytest.raises(NoException):
        exceptions.ask(session, acting(first), grown.id, YOUNG, REASON)
    with pytest.raises(TextRefused):
        exceptions.ask(session, acting(first), youth.id, YOUNG, f"{REASON} 111222333")


def test_the_database_itself_refuses_one_person_for_both(session: Session) -> None:
    first = add_coordinator(session)
    youth = add_complete_youth(session, acting(first), **UNDER_18)
    asked = exceptions.ask(session, acting(first), youth.id, YOUNG, REASON)
    with pytest.raises(IntegrityError):
        session.execute(
            update(YouthException)
            .where(YouthException.id == asked.id)
            .values(decided_by_id=first.id, decided_at=now(), is_agreed=True)
        )


def race(factory: sessionmaker[Session]) -> tuple[list[str], bool, bool | None]:
    """Let one person agree and another refuse at the same moment; return what came of it."""
    with transaction(factory) as session:
        people = [add_coordinator(session) for _ in range(3)]
        youth = add_complete_youth(session, acting(people[0]), **UNDER_18)
        asked = exceptions.ask(session, acting(people[0]), youth.id, YOUNG, REASON)
    deeds: list[Deed] = [
        lambda own, place=place: exceptions.decide(  # type: ignore[misc]
            own, acting(people[place]), youth.id, asked.id, is_agreed=place == 1
        )
        for place in (1, 2)
    ]
    outcomes = names(at_once(factory, deeds))
    with factory() as session:
        kept = session.get_one(YouthException, asked.id)
        return (
            outcomes,
            session.get_one(Youth, youth.id).needs.age_exception,
            kept.is_agreed,
        )


def test_of_two_who_decide_at_once_one_gets_through(factory: sessionmaker[Session]) -> None:
    for _ in range(6):
        outcomes, has_exception, is_agreed = race(factory)
        assert outcomes == ["StepNotAllowed", "done"]
        assert has_exception == is_agreed
