"""What an introduction does when something happens elsewhere: an approval, a consent, the clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.consents.service import give, withdraw
from matcher.database.introductions import Introduction
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.introductions import hourly, service
from matcher.introductions.disclosure import levels_for
from matcher.introductions.waiting import items
from matcher.proposals.service import take_back_decision
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    QuestionKind,
    Side,
    WorkKind,
    YouthStatus,
)
from matcher.work.rules import is_late
from tests.introductions.scenes import MEETS_AT, NOW, STAGES, TODAY, add_scene, to_stage

S = IntroductionStage


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("purpose", [ConsentPurpose.SHARE_WITH_HOST, ConsentPurpose.KEEP_AND_MATCH])
def test_a_consent_taken_back_stops_it_and_hides_the_youth_from_the_host_at_once(
    session: Session, stage: IntroductionStage, purpose: ConsentPurpose
) -> None:
    scene = add_scene(session)
    youth = scene.proposal.youth
    give(
        session, scene.actor(Side.YOUTH), youth.id, list(ConsentPurpose), ConsentWay.ON_SCREEN, NOW
    )
    to_stage(scene, stage)
    withdraw(session, scene.actor(Side.YOUTH), youth.id, purpose, MEETS_AT + timedelta(days=1))
    assert scene.introduction.stage == S.STOPPED
    assert levels_for(scene.introduction, Side.HOST) == ()
    assert scene.placement.status == PlacementStatus.CANCELLED
    assert youth.status not in (YouthStatus.PLACED, YouthStatus.READY)


def test_a_consent_for_something_else_changes_nothing(session: Session) -> None:
    scene = add_scene(session)
    youth = scene.proposal.youth
    give(
        session, scene.actor(Side.YOUTH), youth.id, list(ConsentPurpose), ConsentWay.ON_SCREEN, NOW
    )
    withdraw(session, scene.actor(Side.YOUTH), youth.id, ConsentPurpose.MONITORING, NOW)
    assert scene.introduction.stage == S.INTEREST


def test_an_approval_taken_back_closes_the_question_and_can_be_approved_again(
    session: Session,
) -> None:
    scene = add_scene(session)
    proposal = scene.proposal
    with clock.at(NOW):
        take_back_decision(
            session, scene.actor(Side.COORDINATOR), proposal.id, proposal.version, today=TODAY
        )
    assert proposal.status == ProposalStatus.PROPOSED
    assert scene.introduction.stage == S.STOPPED
    assert service.going(session, proposal.id) is None


def templates(session: Session) -> list[str]:
    return list(session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id)))


def begun(factory: sessionmaker[Session], stage: IntroductionStage) -> int:
    with transaction(factory) as session:
        return to_stage(add_scene(session), stage).introduction.id


def test_half_way_the_term_a_side_is_reminded_once(factory: sessionmaker[Session]) -> None:
    begun(factory, S.INTEREST)
    assert hourly.run(factory, NOW + timedelta(hours=23)) == 0
    assert hourly.run(factory, NOW + timedelta(hours=25)) == 1
    assert hourly.run(factory, NOW + timedelta(hours=26)) == 0
    with factory() as session:
        assert templates(session).count("introduction_interest") == 2


def test_hours_that_no_worker_was_there_for_are_caught_up_with(
    factory: sessionmaker[Session],
) -> None:
    number = begun(factory, S.HOST_LOOKS)
    assert hourly.run(factory, NOW + timedelta(days=9)) == 1
    assert hourly.run(factory, NOW + timedelta(days=9)) == 0
    with factory() as session:
        assert session.get_one(Introduction, number).stage == S.STOPPED


def test_a_day_before_the_meeting_and_right_after_it_the_right_people_hear(
    factory: sessionmaker[Session],
) -> None:
    begun(factory, S.MEETING)
    for hours in (-30, -20, -1, 1, 2, 30, 31):
        hourly.run(factory, MEETS_AT + timedelta(hours=hours))
    with factory() as session:
        told = templates(session)
    assert told.count("introduction_soon") == 3
    # After the meeting who guides; a day later the coordinator hears it as well.
    assert told.count("introduction_record") == 3


def test_after_the_last_night_both_are_asked(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        scene = to_stage(add_scene(session), S.TRIAL)
        service.start_trial(
            session, scene.actor(Side.COORDINATOR), scene.introduction.id,
            scene.introduction.version, date(2026, 3, 13), date(2026, 3, 16),
            moment=MEETS_AT + timedelta(hours=3),
        )  # fmt: skip
        number = scene.introduction.id
    assert hourly.run(factory, NOW.replace(day=16, hour=11)) == 0
    assert hourly.run(factory, NOW.replace(day=16, hour=13)) == 1
    with factory() as session:
        kinds = [one.kind for one in session.get_one(Introduction, number).questions]
    assert kinds.count(QuestionKind.AFTER_TRIAL) == 2


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [
        (S.INTEREST, {WorkKind.ANSWER_AWAITED}),
        (S.DATE, {WorkKind.FIND_DATE}),
        (S.MEETING, {WorkKind.RECORD_MEETING}),
        (S.ANSWERS, {WorkKind.ANSWER_AWAITED}),
        (S.TRIAL, {WorkKind.TRY_OUT}),
        (S.AGREEMENTS, set()),  # what the agreements wait for is theirs to tell
    ],
)
def test_what_waits_is_on_the_work_list_with_its_limit(
    session: Session, stage: IntroductionStage, kinds: set[WorkKind]
) -> None:
    scene = to_stage(add_scene(session), stage)
    found = list(items(session, TODAY, policy_in_force()))
    assert {one.kind for one in found} == kinds
    for one in found:
        assert one.due is not None
        assert one.who
    due_at = scene.introduction.due_at
    assert due_at is not None
    assert not [one for one in found if is_late(one, TODAY, due_at)]


def test_who_asks_a_youth_without_an_account_is_on_the_work_list(session: Session) -> None:
    scene = add_scene(session)
    scene.proposal.youth.account = None
    session.flush()
    (found,) = items(session, TODAY, policy_in_force())
    assert (found.kind, found.who) == (WorkKind.ANSWER, {scene.coordinator.id})


def test_nothing_is_pending_past_its_limit_after_an_hour_of_work(
    factory: sessionmaker[Session],
) -> None:
    for stage in STAGES:
        begun(factory, stage)
    late = NOW + timedelta(days=120)
    hourly.run(factory, late)
    with factory() as session:
        assert not list(items(session, late.date(), policy_in_force()))
