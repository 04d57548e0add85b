"""Talks, corrections, stopping, and registering with both questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE, Actor
from matcher.cases import corrections, intakes
from matcher.cases.corrections import Correctable, Wish
from matcher.cases.gaps import Facts, Gap, gaps
from matcher.cases.service import Motivation, change_motivation, last_activity_on, take_on
from matcher.database.cases import Correction, YouthCase
from matcher.database.records import OutboxMessage
from matcher.errors import NotFound, StepNotAllowed, TextRefused
from matcher.policy import load_policy
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    DayActivity,
    IntakeMoment,
    IntakeOutcome,
    Role,
    YouthStatus,
    YouthStepReason,
)
from matcher.youths.service import stop
from tests.cases.factories import acting, add_complete_youth, add_coordinator
from tests.factories import TODAY, add_account, add_youth

FULL = Facts(
    consents=frozenset(ConsentPurpose),
    source=CaseSource.REFERRAL,
    has_both_questions=True,
    number_of_intakes=0,
    age_when_ready=19,
    has_age_exception=False,
    has_undecided_exception=False,
)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ()),
        ({"consents": ()}, (Gap.CONSENT_TO_KEEP, Gap.CONSENT_TO_SHARE)),
        ({"has_both_questions": False}, (Gap.MOTIVATION,)),
        ({"has_both_questions": False, "source": CaseSource.IMPORT}, ()),
        ({"has_both_questions": False, "source": None}, ()),
        ({"source": CaseSource.SELF}, (Gap.INTAKE,)),
        ({"source": CaseSource.SELF, "number_of_intakes": 1}, ()),
        ({"age_when_ready": 17}, (Gap.AGE,)),
        ({"age_when_ready": 28}, (Gap.AGE,)),
        ({"age_when_ready": 17, "has_age_exception": True}, ()),
        ({"has_undecided_exception": True}, (Gap.UNDECIDED_EXCEPTION,)),
    ],
)
def test_what_a_dossier_lacks(changes: dict[str, object], missing: tuple[Gap, ...]) -> None:
    facts = replace(FULL, **changes)  # type: ignore[arg-type]
    assert gaps(facts, load_policy()) == missing


def talk(**changes: object) -> intakes.Talk:
    given = intakes.Talk(
        moment=IntakeMoment.FIRST,
        held_on=TODAY,
        outcome=IntakeOutcome.SECOND_TALK,
        summary="Het eerste gesprek liep stroef.",
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def test_a_second_intake_opens_a_registration_that_was_stopped(session: Session) -> None:
    actor = acting(add_coordinator(session))
    youth = add_complete_youth(session, actor)
    intakes.hold(session, actor, youth.id, talk(), TODAY)
    stop(session, actor, youth.id, youth.version, YouthStepReason.OWN_CHOICE)
    assert youth.status == YouthStatus.WITHDRAWN
    later = talk(
        moment=IntakeMoment.SECOND,
        held_on=TODAY + timedelta(days=40),
        outcome=IntakeOutcome.GO_ON,
        opens_again=True,
    )
    with pytest.raises(intakes.HeldInTheFuture):
        intakes.hold(session, actor, youth.id, later, TODAY)
    intakes.hold(session, actor, youth.id, later, TODAY + timedelta(days=41))
    assert [one.number for one in intakes.intakes_of(session, youth.id)] == [1, 2]
    assert youth.status == YouthStatus.REGISTERED


def test_stopping_is_told_to_who_handles_the_case_alone(session: Session) -> None:
    handler, other = add_coordinator(session), add_coordinator(session)
    counsellor = Actor(add_account(session, Role.COORDINATOR, regions=["GM0344"]).id, "web")
    youth = add_complete_youth(session, counsellor)
    take_on(session, acting(handler), youth.id)
    stop(session, counsellor, youth.id, youth.version, YouthStepReason.WITH_PARTNER)
    told = session.scalars(select(OutboxMessage)).all()
    assert [(one.recipient, one.template) for one in told] == [(handler.email, "youth_stopped")]
    assert other.email not in {one.recipient for one in told}


@pytest.mark.parametrize(
    ("wish", "name", "value"),
    [
        (Wish(Correctable.FIRST_NAME, "Noor"), "first_name", "Noor"),
        (Wish(Correctable.BIRTH_DATE, date(2006, 5, 4)), "birth_date", date(2006, 5, 4)),
        (Wish(Correctable.BUDGET, 41_000), "needs.budget_cents", 41_000),
        (Wish(Correctable.DAY_ACTIVITY, "work"), "needs.day_activity", DayActivity.WORK),
    ],
)
def test_an_accepted_correction_puts_the_dossier_right(
    session: Session, wish: Wish, name: str, value: object
) -> None:
    actor = acting(add_coordinator(session))
    youth = add_complete_youth(session, actor)
    asked = corrections.ask(session, COMMAND_LINE, youth.id, wish)
    row, _, column = name.rpartition(".")

    def stands() -> object:
        session.expire_all()
        return getattr(youth.needs if row else youth, column)

    assert stands() != value
    version = youth.version
    corrections.decide(session, actor, youth.id, asked.id, is_accepted=True)
    assert stands() == value
    assert youth.version > version
    with pytest.raises(StepNotAllowed):
        corrections.decide(session, actor, youth.id, asked.id, is_accepted=False)


def test_a_refused_correction_leaves_the_dossier_and_the_last_wish_counts(
    session: Session,
) -> None:
    actor = acting(add_coordinator(session))
    youth, other = add_complete_youth(session, actor), add_youth(session)
    corrections.ask(session, COMMAND_LINE, youth.id, Wish(Correctable.FIRST_NAME, "Fout"))
    last = corrections.ask(session, COMMAND_LINE, youth.id, Wish(Correctable.FIRST_NAME, "Noor"))
    assert [one.id for one in session.scalars(select(Correction))] == [last.id]
    with pytest.raises(NotFound):
        corrections.decide(session, actor, other.id, last.id, is_accepted=True)
    corrections.decide(session, actor, youth.id, last.id, is_accepted=False)
    assert youth.first_name == "Sam"
    with pytest.raises(TextRefused):
        corrections.ask(session, actor, youth.id, Wish(Correctable.OTHER, "BSN 111222333"))


def test_an_imported_dossier_gets_a_case_at_first_use(session: Session) -> None:
    actor = acting(add_coordinator(session))
    youth = add_youth(session)
    told = Motivation(housing_question=" Waar? ", guidance_question="Wat?", motivation="Omdat.")
    assert set(change_motivation(session, actor, youth.id, told)) == {
        "housing_question", "guidance_question", "motivation",
    }  # fmt: skip
    case = session.get_one(YouthCase, youth.id)
    assert (case.source, case.housing_question) == (CaseSource.IMPORT, "Waar?")
    assert change_motivation(session, actor, youth.id, told) == ()
    with pytest.raises(TextRefused):
        change_motivation(session, actor, youth.id, replace(told, motivation="111222333"))
    assert last_activity_on(session, youth) > youth.registered_on
