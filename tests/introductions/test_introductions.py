"""From an approval to the agreements, with every turn that it can take."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.records import AuditEvent, OutboxMessage
from matcher.errors import Stale, StepNotAllowed, TextRefused
from matcher.introductions import service
from matcher.introductions.choosing import MomentProblem
from matcher.introductions.refusals import AlreadyAnswered, MomentsRefused, NightsRefused
from matcher.words import (
    Answer,
    AnswerWay,
    DeclineReason,
    IntroductionStage,
    MeetingPlace,
    PlacementStatus,
    ProposalStatus,
    QuestionKind,
    Side,
    YouthStatus,
)
from tests.introductions.scenes import (
    MEETS_AT,
    NO,
    NOW,
    STAGES,
    YES,
    add_scene,
    fix,
    meet,
    offered,
    to_stage,
)

S = IntroductionStage
AFTER = MEETS_AT + timedelta(hours=2)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The rules are the same on both databases: the race and the model test run on both."""
    return sqlite_url


def test_the_youth_is_asked_first_and_the_host_hears_nothing(session: Session) -> None:
    scene = add_scene(session)
    assert scene.introduction.stage == S.INTEREST
    assert scene.question(Side.YOUTH).kind == QuestionKind.INTEREST
    assert scene.introduction.responsible_id == scene.coordinator.id
    told = dict(scene.mails())
    assert told == {
        "introduction_interest": scene.proposal.youth.email,
        "introduction_begun": scene.counsellor.email,
    }


def test_yes_of_the_youth_shows_the_profile_to_the_host_and_asks_the_host(session: Session) -> None:
    scene = to_stage(add_scene(session), S.HOST_LOOKS)
    question = scene.question(Side.HOST)
    assert question.kind == QuestionKind.MEET
    assert question.due_at == scene.introduction.due_at
    assert ("introduction_meet", scene.proposal.room.home.household.email) in scene.mails()


def test_a_date_is_fixed_by_itself_at_the_first_moment_that_suits_all_three(
    session: Session,
) -> None:
    scene = to_stage(add_scene(session), S.DATE)
    introduction, early, late = scene.introduction, MEETS_AT, MEETS_AT + timedelta(days=1)
    service.offer_moments(
        session, scene.actor(Side.COUNSELLOR), introduction.id, Side.COUNSELLOR,
        offered(late, early), moment=NOW,
    )  # fmt: skip
    by_start = {one.starts_at: one.id for one in introduction.moments}
    said = {by_start[early]: True, by_start[late]: True}
    service.say_which(session, scene.actor(Side.HOST), introduction.id, Side.HOST, said, moment=NOW)
    assert introduction.stage == S.DATE
    service.say_which(
        session, scene.actor(Side.YOUTH), introduction.id, Side.YOUTH, said, moment=NOW
    )
    assert introduction.stage == S.MEETING
    assert [one.starts_at for one in introduction.moments if one.is_chosen] == [early]
    told = [who for template, who in scene.mails() if template == "introduction_fixed"]
    assert len(told) == 3


def test_a_coordinator_comes_along_where_no_counsellor_is_known(session: Session) -> None:
    scene = to_stage(add_scene(session, has_counsellor=False), S.MEETING)
    assert scene.introduction.stage == S.MEETING
    assert scene.introduction.counsellor_id is None


def test_new_moments_are_asked_when_none_suits(session: Session) -> None:
    scene = to_stage(add_scene(session), S.DATE)
    introduction = scene.introduction
    guide = scene.actor(Side.COUNSELLOR)
    service.offer_moments(
        session, guide, introduction.id, Side.COUNSELLOR, offered(MEETS_AT), moment=NOW
    )
    said = {one.id: False for one in introduction.moments}
    service.say_which(
        session, scene.actor(Side.YOUTH), introduction.id, Side.YOUTH, said, moment=NOW
    )
    assert scene.question(Side.COUNSELLOR).kind == QuestionKind.MOMENTS
    assert "introduction_no_moment" in dict(scene.mails())


def test_a_moment_in_the_past_is_refused(session: Session) -> None:
    scene = to_stage(add_scene(session), S.DATE)
    with pytest.raises(MomentsRefused) as refused:
        service.offer_moments(
            session, scene.actor(Side.HOST), scene.introduction.id, Side.HOST,
            offered(NOW - timedelta(days=1)), moment=NOW,
        )  # fmt: skip
    assert refused.value.problems == (MomentProblem.TOO_SOON,)


def test_both_are_asked_after_the_meeting_and_the_second_yes_moves_on(session: Session) -> None:
    scene = to_stage(add_scene(session), S.ANSWERS)
    scene.answers(Side.HOST, YES, AFTER)
    assert scene.introduction.stage == S.ANSWERS
    scene.answers(Side.YOUTH, YES, AFTER)
    assert scene.introduction.stage == S.AGREEMENTS
    assert scene.placement.status == PlacementStatus.BOOKED


def test_a_meeting_cannot_be_recorded_before_its_moment(session: Session) -> None:
    scene = to_stage(add_scene(session), S.MEETING)
    with pytest.raises(StepNotAllowed) as refused:
        meet(scene, NOW + timedelta(days=1))
    assert refused.value.missing == ("date_passed",)


def test_a_meeting_that_did_not_take_place_is_planned_anew_but_not_for_ever(
    session: Session,
) -> None:
    scene = to_stage(add_scene(session), S.MEETING)
    guide = scene.actor(Side.COUNSELLOR)
    for number, days in ((1, 1), (2, 2)):
        moment = MEETS_AT + timedelta(days=days - 1, hours=2)
        introduction = scene.introduction
        service.not_held(session, guide, introduction.id, introduction.version, moment=moment)
        assert introduction.stage == S.DATE
        assert introduction.number_of_missed == number
        fix(scene, MEETS_AT + timedelta(days=days), MeetingPlace.HOME, moment)
        assert introduction.stage == S.MEETING
    with pytest.raises(StepNotAllowed) as refused:
        service.not_held(
            session, guide, introduction.id, introduction.version,
            moment=MEETS_AT + timedelta(days=3),
        )  # fmt: skip
    assert refused.value.missing == ("tries_left",)


def test_try_out_nights_come_first_when_a_side_asks_for_them(session: Session) -> None:
    scene = to_stage(add_scene(session), S.TRIAL)
    introduction = scene.introduction
    nights = (date(2026, 3, 13), date(2026, 3, 16))
    service.start_trial(
        session, scene.actor(Side.COORDINATOR), introduction.id, introduction.version, *nights,
        moment=AFTER,
    )  # fmt: skip
    assert scene.placement.starts_on == nights[0]
    service.ask_after_trial(session, scene.actor(Side.COORDINATOR), introduction.id, moment=AFTER)
    scene.answers(Side.YOUTH, YES, AFTER)
    scene.answers(Side.HOST, YES, AFTER)
    assert introduction.stage == S.AGREEMENTS


@pytest.mark.parametrize(
    ("from_day", "nights", "problem"),
    [(13, 0, "order"), (13, 8, "too_many"), (1, 2, "past"), (29, 2, "too_far")],
)
def test_nights_that_cannot_be_are_refused(
    session: Session, from_day: int, nights: int, problem: str
) -> None:
    scene = to_stage(add_scene(session), S.TRIAL)
    begins = date(2026, 3, from_day)
    with pytest.raises(NightsRefused) as refused:
        service.start_trial(
            session, scene.actor(Side.COORDINATOR), scene.introduction.id,
            scene.introduction.version, begins, begins + timedelta(days=nights), moment=AFTER,
        )  # fmt: skip
    assert refused.value.problem == problem


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("side", [Side.YOUTH, Side.HOST, Side.COORDINATOR])
def test_either_side_can_withdraw_at_any_stage_and_both_are_free_at_once(
    session: Session, stage: IntroductionStage, side: Side
) -> None:
    scene = to_stage(add_scene(session), stage)
    introduction = scene.introduction
    service.stop(
        session, scene.actor(side), introduction.id, introduction.version, side,
        DeclineReason.WITHDREW, moment=AFTER,
    )  # fmt: skip
    assert introduction.stage == S.STOPPED
    assert (introduction.stopped_by, introduction.stop_reason) == (side, DeclineReason.WITHDREW)
    assert scene.placement.status == PlacementStatus.CANCELLED
    assert scene.proposal.status == ProposalStatus.DECLINED
    assert scene.proposal.youth.status == YouthStatus.READY
    assert not [one for one in introduction.questions if not (one.answered_at or one.closed_at)]


@pytest.mark.parametrize(
    ("stage", "side", "reason"),
    [
        (S.INTEREST, Side.YOUTH, DeclineReason.YOUTH_DECLINED),
        (S.HOST_LOOKS, Side.HOST, DeclineReason.HOST_DECLINED),
        (S.ANSWERS, Side.YOUTH, DeclineReason.NO_CLICK_MET),
        (S.ANSWERS, Side.HOST, DeclineReason.NO_CLICK_MET),
    ],
)
def test_a_no_stops_it_with_the_reason_of_the_stage(
    session: Session, stage: IntroductionStage, side: Side, reason: DeclineReason
) -> None:
    scene = to_stage(add_scene(session), stage)
    scene.answers(side, NO, AFTER)
    assert scene.introduction.stage == S.STOPPED
    assert scene.introduction.stop_reason == reason
    assert scene.proposal.decline_reason == reason


def test_a_host_who_never_heard_of_it_does_not_hear_that_it_stops(session: Session) -> None:
    scene = add_scene(session)
    scene.answers(Side.YOUTH, NO)
    host = scene.proposal.room.home.household.email
    assert host not in [who for _, who in scene.mails()]


def test_a_date_that_was_fixed_is_called_off_in_the_calendars(session: Session) -> None:
    scene = to_stage(add_scene(session), S.MEETING)
    introduction = scene.introduction
    service.stop(
        session, scene.actor(Side.HOST), introduction.id, introduction.version, Side.HOST,
        DeclineReason.HOST_NOT_READY, moment=NOW,
    )  # fmt: skip
    assert introduction.calendar_sequence == 1
    told = [who for template, who in scene.mails() if template == "introduction_off"]
    assert len(told) == 3
    assert len(set(told)) == 3


def test_an_answer_counts_once(session: Session) -> None:
    scene = add_scene(session)
    question = scene.question(Side.YOUTH)
    scene.answers(Side.YOUTH, YES)
    with pytest.raises(AlreadyAnswered):
        service.answer(
            session, scene.actor(Side.YOUTH), question.id, Answer.NO, AnswerWay.PAGE, moment=NOW
        )


def test_a_worker_writes_down_what_was_told_but_no_host_answers_for_a_youth(
    session: Session,
) -> None:
    scene = add_scene(session)
    question = scene.question(Side.YOUTH)
    with pytest.raises(StepNotAllowed):
        service.answer(
            session, scene.actor(Side.HOST), question.id, YES, AnswerWay.PAGE, moment=NOW
        )
    session.rollback()
    scene = add_scene(session)
    question = scene.question(Side.YOUTH)
    service.answer(
        session, scene.actor(Side.COUNSELLOR), question.id, YES, AnswerWay.TOLD, moment=NOW
    )
    assert scene.introduction.stage == S.HOST_LOOKS
    assert (question.way, question.by_id) == (AnswerWay.TOLD, scene.counsellor.id)


def test_a_note_with_a_bsn_is_refused(session: Session) -> None:
    scene = add_scene(session)
    with pytest.raises(TextRefused):
        scene.answers(Side.YOUTH, NO, note="nummer 111222333")


def test_nothing_is_stopped_before_its_time_and_everything_after(session: Session) -> None:
    for stage in STAGES:
        scene = to_stage(add_scene(session), stage)
        due_at = scene.introduction.due_at
        assert due_at is not None
        assert not service.expire(session, scene.introduction.id, due_at)
        assert service.expire(session, scene.introduction.id, due_at + timedelta(seconds=1))
        assert scene.introduction.stage == S.STOPPED
        assert scene.proposal.status == ProposalStatus.LAPSED
        assert scene.placement.status == PlacementStatus.CANCELLED
        assert not service.expire(session, scene.introduction.id, due_at + timedelta(days=1))


@pytest.mark.parametrize(
    ("stage", "side", "reason"),
    [
        (S.INTEREST, Side.YOUTH, DeclineReason.NO_ANSWER),
        (S.HOST_LOOKS, Side.HOST, DeclineReason.NO_ANSWER),
        (S.MEETING, None, DeclineReason.NEVER_TOOK_PLACE),
        (S.ANSWERS, None, DeclineReason.NO_ANSWER),  # both were silent
        (S.AGREEMENTS, None, DeclineReason.AGREEMENTS_FAILED),
    ],
)
def test_who_was_silent_is_on_record(
    session: Session, stage: IntroductionStage, side: Side | None, reason: DeclineReason
) -> None:
    scene = to_stage(add_scene(session), stage)
    service.expire(session, scene.introduction.id, NOW + timedelta(days=100))
    assert (scene.introduction.stopped_by, scene.introduction.stop_reason) == (side, reason)


def test_a_coordinator_extends_twice_in_a_stage_and_then_no_more(session: Session) -> None:
    scene = add_scene(session)
    introduction, actor = scene.introduction, scene.actor(Side.COORDINATOR)
    ends = [introduction.due_at or NOW]
    for _ in range(2):
        service.extend(session, actor, introduction.id, introduction.version, moment=NOW)
        ends.append(introduction.due_at or NOW)
        assert scene.question(Side.YOUTH).due_at == introduction.due_at
    assert ends == sorted(set(ends))
    with pytest.raises(StepNotAllowed) as refused:
        service.extend(session, actor, introduction.id, introduction.version, moment=NOW)
    assert refused.value.missing == ("extensions_left",)


def test_a_coordinator_who_read_an_older_page_is_told_so(session: Session) -> None:
    scene = add_scene(session)
    version = scene.introduction.version
    scene.answers(Side.YOUTH, YES)
    with pytest.raises(Stale):
        service.stop(
            session, scene.actor(Side.COORDINATOR), scene.introduction.id, version,
            Side.COORDINATOR, DeclineReason.ROOM_GONE, moment=NOW,
        )  # fmt: skip


def test_no_text_and_no_name_goes_into_audit_or_outbox(session: Session) -> None:
    scene = to_stage(add_scene(session, first_name="Kanarie", last_name="Zangvogel"), S.ANSWERS)
    scene.answers(Side.HOST, NO, AFTER, note="kanarienotitie")
    written = [str(one.details) for one in session.scalars(select(AuditEvent))]
    written += [str(one.values) for one in session.scalars(select(OutboxMessage))]
    for canary in ("anarie", "angvogel", "Voorbeeld", scene.proposal.room.home.postcode):
        assert not [text for text in written if canary in text]
