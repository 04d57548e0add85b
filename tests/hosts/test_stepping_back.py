"""A host or a youth who steps back ends what is under way at once, and everybody hears it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import COMMAND_LINE, Actor
from matcher.consents.service import give, withdraw
from matcher.database.declines import PairRest
from matcher.database.hosts import Household
from matcher.database.introductions import Question
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.records import OutboxMessage
from matcher.database.rounds import Proposal
from matcher.database.visits import HomeVisit
from matcher.database.youths import Youth
from matcher.endings import hosting
from matcher.endings.hosting import Again
from matcher.errors import RoomAwaited, Stale, StepNotAllowed
from matcher.hosts import approval, handling
from matcher.inforce import policy_in_force
from matcher.introductions.disclosure import levels_for
from matcher.readiness.conditions import youth_takes_part
from matcher.rooms.service import change_room, details_of
from matcher.rounds.rules import Window
from matcher.words import (
    Condition,
    ConsentPurpose,
    ConsentWay,
    DeclineReason,
    EndingKind,
    EndingReason,
    HostStepReason,
    HouseholdStatus,
    IntroductionStage,
    PauseReason,
    PlacementStatus,
    ProposalStatus,
    Side,
    VisitAdvice,
    VisitStatus,
    WorkKind,
    YouthStatus,
    YouthStepReason,
)
from matcher.work.items import every_item
from matcher.youths import service as youths
from matcher.youths.rules import HOLD
from tests.factories import add_placement, add_proposal, add_room
from tests.introductions.scenes import MEETS_AT, STAGES, Scene, add_scene, to_stage

LATER = MEETS_AT + timedelta(days=1)
TODAY = LATER.date()
Leave = Callable[[Session, Scene], Any]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with clock.at(LATER):
        yield


def household_of(scene: Scene) -> Household:
    return scene.proposal.room.home.household


def takes_a_break(session: Session, scene: Scene) -> Household:
    household = household_of(scene)
    return handling.pause(
        session, scene.actor(Side.HOST), household.id, household.version,
        host_again_on=None, reason=PauseReason.REST,
    )  # fmt: skip


def stops(session: Session, scene: Scene) -> Household:
    household = household_of(scene)
    return handling.withdraw(
        session, scene.actor(Side.HOST), household.id, household.version, HostStepReason.MOVES
    )


def takes_the_room_out(session: Session, scene: Scene, *, takes_out: bool = True) -> None:
    room = scene.proposal.room
    details = replace(details_of(room), periods=())
    change_room(
        session, scene.actor(Side.HOST), room.id, room.version, details, takes_out=takes_out
    )


LEAVES: dict[str, Leave] = {
    "break": takes_a_break, "stop": stops, "room out": takes_the_room_out,
}  # fmt: skip


@pytest.mark.parametrize("leave", LEAVES.values(), ids=LEAVES)
@pytest.mark.parametrize("stage", STAGES)
def test_a_host_who_steps_back_stops_an_introduction_at_any_stage(
    session: Session, stage: IntroductionStage, leave: Leave
) -> None:
    scene = to_stage(add_scene(session), stage)
    youth = scene.proposal.youth
    line = (youth.lottery, youth.registered_on, youth.urgency)
    leave(session, scene)
    introduction = scene.introduction
    assert introduction.stage == IntroductionStage.STOPPED
    assert (introduction.stopped_by, introduction.stop_reason) == (
        Side.HOST, DeclineReason.WITHDREW,
    )  # fmt: skip
    assert scene.placement.status == PlacementStatus.CANCELLED
    assert scene.proposal.status == ProposalStatus.DECLINED
    assert youth.status == YouthStatus.READY
    assert (youth.lottery, youth.registered_on, youth.urgency) == line
    assert levels_for(introduction, Side.HOST) == ()
    pending = select(Question.id).where(
        Question.answered_at.is_(None), Question.closed_at.is_(None)
    )
    assert session.scalars(pending).all() == []


def told(session: Session) -> set[tuple[str, str]]:
    query = select(OutboxMessage.template, OutboxMessage.recipient)
    return {(row.template, row.recipient) for row in session.execute(query)}


def test_everybody_concerned_hears_that_it_stopped_and_nobody_who_never_heard_of_it(
    session: Session,
) -> None:
    far, near = add_scene(session), add_scene(session)
    to_stage(far, IntroductionStage.AGREEMENTS)
    for scene in (far, near):
        takes_a_break(session, scene)
    sent = told(session)
    for scene in (far, near):
        assert ("introduction_stopped", scene.proposal.youth.email) in sent
        assert ("introduction_stopped_staff", scene.counsellor.email) in sent
        assert ("introduction_stopped_staff", scene.coordinator.email) in sent
    assert ("introduction_stopped", household_of(far).email) in sent
    assert ("introduction_stopped", household_of(near).email) not in sent


def test_back_ups_wait_for_the_coordinator_and_the_pair_rests(session: Session) -> None:
    scene = to_stage(add_scene(session), IntroductionStage.AGREEMENTS)
    stops(session, scene)
    assert session.scalars(select(PairRest.youth_id)).all() == [scene.proposal.youth_id]
    found = [one for one in every_item(session, TODAY, policy_in_force())
             if one.kind == WorkKind.PROPOSE_BACKUP]  # fmt: skip
    assert [one.subject_id for one in found] == [scene.proposal.id]


def test_an_open_proposal_lapses_and_the_coordinators_hear_it(session: Session) -> None:
    scene = add_scene(session)
    proposal = add_proposal(session, room=scene.proposal.room)
    other = add_proposal(session)
    takes_a_break(session, scene)
    assert (proposal.status, other.status) == (ProposalStatus.LAPSED, ProposalStatus.PROPOSED)
    assert ("proposal_lapsed", scene.coordinator.email) in told(session)
    assert proposal.youth.status == YouthStatus.READY


def test_others_are_left_alone(session: Session) -> None:
    scene, other = add_scene(session), add_scene(session)
    stops(session, scene)
    assert other.introduction.stage == IntroductionStage.INTEREST
    assert other.placement.status == PlacementStatus.BOOKED


def test_a_booking_without_introduction_is_called_off_and_both_hear_it(session: Session) -> None:
    placement = add_placement(session, status=PlacementStatus.BOOKED, starts_on=date(2026, 5, 1))
    placement.youth.email = "jongere@example.org"
    household = placement.room.home.household
    handling.pause(
        session, COMMAND_LINE, household.id, household.version,
        host_again_on=None, reason=PauseReason.REST,
    )  # fmt: skip
    assert placement.status == PlacementStatus.CANCELLED
    assert {to for template, to in told(session) if template == "proposal_taken_back"} == {
        "jongere@example.org", household.email,
    }  # fmt: skip


def lived_in(session: Session) -> Placement:
    return add_placement(session, status=PlacementStatus.ACTIVE, starts_on=date(2026, 3, 1))


def test_a_host_with_a_guest_cannot_stop_but_may_take_a_break(session: Session) -> None:
    stay = lived_in(session)
    household = stay.room.home.household
    with pytest.raises(StepNotAllowed) as refused:
        handling.withdraw(
            session, COMMAND_LINE, household.id, household.version, HostStepReason.MOVES
        )
    assert refused.value.missing == (Condition.NOBODY_LIVES_THERE,)
    handling.pause(
        session, COMMAND_LINE, household.id, household.version,
        host_again_on=None, reason=PauseReason.REST,
    )  # fmt: skip
    assert (household.status, stay.status) == (HouseholdStatus.PAUSED, PlacementStatus.ACTIVE)


def test_an_old_version_stops_nothing(session: Session) -> None:
    scene = add_scene(session)
    household = household_of(scene)
    with pytest.raises(Stale):
        handling.withdraw(
            session, scene.actor(Side.HOST), household.id, household.version + 1,
            HostStepReason.MOVES,
        )  # fmt: skip
    youth = scene.proposal.youth
    with pytest.raises(Stale):
        youths.stop(
            session, scene.actor(Side.YOUTH), youth.id, youth.version + 1,
            YouthStepReason.OWN_CHOICE,
        )  # fmt: skip
    assert scene.introduction.stage == IntroductionStage.INTEREST


def test_a_host_who_wants_no_next_guest_lets_go_of_the_other_room(session: Session) -> None:
    """'Host again?' is answered by a link, without signing in."""
    scene = add_scene(session)
    second = add_room(session)
    second.home.household = household_of(scene)
    session.flush()
    stay = add_placement(
        session, room=second, status=PlacementStatus.ACTIVE, starts_on=date(2026, 3, 1)
    )
    ending = Ending(
        placement_id=stay.id, kind=EndingKind.PLANNED, reason=EndingReason.OWN_HOME,
        given_by=Side.YOUTH, told_on=TODAY, ends_on=date(2026, 9, 1), host_asked_on=TODAY,
    )  # fmt: skip
    session.add(ending)
    session.flush()
    hosting.host_again(session, Actor(None, "web"), ending.id, Again.NO, today=TODAY)
    assert scene.introduction.stage == IntroductionStage.STOPPED
    assert household_of(scene).status == HouseholdStatus.PAUSED
    assert stay.status == PlacementStatus.ACTIVE


def test_a_host_who_is_refused_ends_it_in_the_name_of_the_coordinator(session: Session) -> None:
    scene = to_stage(add_scene(session), IntroductionStage.MEETING)
    household, actor = household_of(scene), scene.actor(Side.COORDINATOR)
    visit = HomeVisit(
        household_id=household.id, number=1, status=VisitStatus.DECIDED,
        decision=VisitAdvice.REFUSE, decided_by_id=actor.account_id,
    )  # fmt: skip
    approval.refuse(session, actor, household, visit)
    assert household.status == HouseholdStatus.REFUSED
    assert (scene.introduction.stopped_by, scene.introduction.stop_reason) == (
        Side.COORDINATOR, DeclineReason.ROOM_GONE,
    )  # fmt: skip
    assert scene.proposal.youth.status == YouthStatus.READY


def test_a_room_is_not_taken_out_from_under_somebody_unless_that_is_said(session: Session) -> None:
    scene = add_scene(session)
    with pytest.raises(RoomAwaited) as refused:
        takes_the_room_out(session, scene, takes_out=False)
    assert refused.value.introductions == (scene.introduction.id,)
    assert scene.introduction.stage == IntroductionStage.INTEREST


def test_other_days_on_which_the_day_of_moving_in_stays_change_nothing(session: Session) -> None:
    scene = add_scene(session)
    room = scene.proposal.room
    until = replace(details_of(room), periods=(Window(date(2026, 4, 1), date(2027, 4, 1)),))
    change_room(session, scene.actor(Side.HOST), room.id, room.version, until)
    assert scene.introduction.stage == IntroductionStage.INTEREST


def test_a_day_that_was_never_offered_says_nothing_new(session: Session) -> None:
    scene = add_scene(session)
    room = scene.proposal.room
    for start in (date(2026, 6, 1), date(2026, 7, 1)):
        details = replace(details_of(room), periods=(Window(start, None),))
        if start.month == 6:
            room.availabilities = []
            session.flush()
        change_room(session, scene.actor(Side.HOST), room.id, room.version, details)
    assert scene.introduction.stage == IntroductionStage.INTEREST


def test_an_open_proposal_of_a_room_that_is_taken_out_lapses(session: Session) -> None:
    proposal = add_proposal(session)
    room = proposal.room
    change_room(session, COMMAND_LINE, room.id, room.version, replace(details_of(room), periods=()))
    assert proposal.status == ProposalStatus.LAPSED


@pytest.mark.parametrize(
    ("period", "status"),
    [
        (Window(date(2026, 4, 10), None), ProposalStatus.PROPOSED),
        (Window(date(2026, 3, 2), date(2026, 4, 10)), ProposalStatus.LAPSED),
    ],
)
def test_when_the_proposed_day_has_passed_the_day_that_counts_is_today(
    session: Session, period: Window, status: ProposalStatus
) -> None:
    proposal = add_proposal(session)
    room = proposal.room
    with clock.at(datetime(2026, 4, 15, 9, tzinfo=UTC)):
        details = replace(details_of(room), periods=(period,))
        change_room(session, COMMAND_LINE, room.id, room.version, details)
    assert proposal.status == status


# --- the youth ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", STAGES)
def test_a_youth_who_stops_at_any_stage_is_off_the_list_and_the_room_is_free(
    session: Session, stage: IntroductionStage
) -> None:
    scene = to_stage(add_scene(session), stage)
    youth = scene.proposal.youth
    youths.stop(
        session, scene.actor(Side.YOUTH), youth.id, youth.version, YouthStepReason.OWN_CHOICE
    )
    assert youth.status == YouthStatus.WITHDRAWN
    assert (scene.introduction.stopped_by, scene.introduction.stop_reason) == (
        Side.YOUTH, DeclineReason.WITHDREW,
    )  # fmt: skip
    assert scene.placement.status == PlacementStatus.CANCELLED
    assert household_of(scene).status == HouseholdStatus.APPROVED
    sent = told(session)
    assert ("youth_stopped", scene.coordinator.email) in sent
    has_heard = ("introduction_stopped", household_of(scene).email) in sent
    if stage != IntroductionStage.MEETING:  # then the calendar says it
        assert has_heard == (stage != IntroductionStage.INTEREST)


def test_a_youth_who_lives_in_a_room_gives_notice_instead(session: Session) -> None:
    stay = lived_in(session)
    youth = stay.youth
    youth.status = YouthStatus.PLACED
    session.flush()
    assert not youths.can_stop(session, youth)
    with pytest.raises(StepNotAllowed):
        youths.stop(session, COMMAND_LINE, youth.id, youth.version, YouthStepReason.OWN_CHOICE)
    assert stay.status == PlacementStatus.ACTIVE


def by_hold(session: Session, proposal: Proposal) -> None:
    youth = proposal.youth
    youths.change_status(session, COMMAND_LINE, youth.id, HOLD, youth.version)


def by_stop(session: Session, proposal: Proposal) -> None:
    youth = proposal.youth
    youths.stop(session, COMMAND_LINE, youth.id, youth.version, YouthStepReason.OWN_CHOICE)


def by_consent(session: Session, proposal: Proposal) -> None:
    key = proposal.youth_id
    give(session, COMMAND_LINE, key, list(ConsentPurpose), ConsentWay.SIGNED, LATER)
    withdraw(session, COMMAND_LINE, key, ConsentPurpose.SHARE_WITH_HOST, LATER)


@pytest.mark.parametrize("leave", [by_hold, by_stop, by_consent])
def test_an_open_proposal_of_a_youth_who_takes_part_no_longer_lapses(
    session: Session, leave: Callable[[Session, Proposal], None]
) -> None:
    proposal, other = add_proposal(session), add_proposal(session)
    leave(session, proposal)
    assert (proposal.status, other.status) == (ProposalStatus.LAPSED, ProposalStatus.PROPOSED)
    taking_part = session.scalars(select(Youth.id).where(youth_takes_part(TODAY))).all()
    assert proposal.youth_id not in taking_part
