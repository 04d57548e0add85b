"""A 'no' that comes later, and a stay that is broken off: learnt, told once, on the work list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import COMMAND_LINE
from matcher.database.declines import PairRest, Suggestion
from matcher.database.introductions import Introduction
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rounds import Proposal
from matcher.declines import service, waiting
from matcher.declines.reactions import on_ended
from matcher.declines.rests import lift_due
from matcher.endings.service import withdraw_notice
from matcher.errors import StepNotAllowed
from matcher.hosts import handling
from matcher.inforce import policy_in_force
from matcher.introductions.stopping import expire, stop
from matcher.proposals.service import decline_proposal
from matcher.repair.afterstay import propose_after_stay
from matcher.repair.backups import backups_for
from matcher.repair.rules import Wanted
from matcher.repair.service import propose_instead
from matcher.repair.standing import standing
from matcher.words import (
    DeclineReason,
    EndingKind,
    EndingReason,
    IntroductionStage,
    PauseReason,
    ProposalStatus,
    Role,
    Side,
    WorkKind,
    YouthStatus,
    YouthStepReason,
)
from matcher.youths import service as youths
from tests.factories import (
    TODAY,
    add_account,
    add_introduction,
    add_municipality,
    add_placement,
    add_proposal,
    add_room,
    add_youth,
)
from tests.leaving.scenes import JUNE, stay
from tests.services.scenes import AMERSFOORT

MORNING = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC)
SUMMER = datetime(JUNE.year, JUNE.month, JUNE.day, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_clock_stands() -> Iterator[None]:
    with clock.at(MORNING + timedelta(hours=3)):
        yield


def no_after_meeting(session: Session, reason: DeclineReason, side: Side) -> Introduction:
    going = add_introduction(session, stage=IntroductionStage.ANSWERS)
    stop(session, COMMAND_LINE, going.id, going.version, side, reason)
    return going


def kinds(session: Session) -> list[tuple[str, str]]:
    query = select(Suggestion).order_by(Suggestion.id)
    return [(str(one.kind), one.field) for one in session.scalars(query)]


def mailed(session: Session, template: str) -> list[str]:
    query = select(OutboxMessage.recipient).where(OutboxMessage.template == template)
    return sorted(session.scalars(query))


def waits(session: Session, kind: WorkKind) -> list[tuple[str, int]]:
    found = waiting.items(session, clock.today(), policy_in_force())
    return [(one.subject, one.subject_id) for one in found if one.kind == kind]


def test_a_no_after_the_meeting_teaches_by_who_said_it(session: Session) -> None:
    going = no_after_meeting(session, DeclineReason.NO_CLICK_MET, Side.HOST)
    rest = session.scalars(select(PairRest)).one()
    assert (rest.until_on, rest.proposal_id) == (None, going.proposal_id)
    assert kinds(session) == [("rule_out", ""), ("ask_question", "why_host")]


def open_fields(session: Session) -> set[str]:
    query = select(Suggestion.field).where(Suggestion.decided_at.is_(None))
    return set(session.scalars(query))


def test_who_is_taken_off_the_list_is_not_asked_whether_it_still_matters(session: Session) -> None:
    going = no_after_meeting(session, DeclineReason.LIVES_ELSEWHERE, Side.YOUTH)
    assert open_fields(session) == {"youth.status", "still_youth"}
    off = session.scalars(select(Suggestion).where(Suggestion.field == "youth.status")).one()
    service.accept(session, COMMAND_LINE, off.id, "withdrawn")
    assert going.proposal.youth.status == YouthStatus.WITHDRAWN
    assert open_fields(session) == set()
    accepted = select(AuditEvent).where(AuditEvent.action == "suggestion.accept")
    assert len(session.scalars(accepted).all()) == 2


def test_a_youth_who_stops_half_way_is_not_asked_either(session: Session) -> None:
    going = add_introduction(session, stage=IntroductionStage.DATE)
    youth = going.proposal.youth
    youths.stop(session, COMMAND_LINE, youth.id, youth.version, YouthStepReason.FOUND_HOME)
    assert going.stage == IntroductionStage.STOPPED
    assert not open_fields(session) & {"still_youth", "reach_youth", "youth.status"}


def test_a_host_on_a_break_is_not_asked_and_what_to_do_better_still_is(session: Session) -> None:
    going = add_introduction(session, stage=IntroductionStage.DATE)
    household = going.proposal.room.home.household
    handling.pause(
        session, COMMAND_LINE, household.id, household.version,
        host_again_on=None, reason=PauseReason.REST,
    )  # fmt: skip
    assert going.stage == IntroductionStage.STOPPED
    assert "why_host" in open_fields(session)
    assert not open_fields(session) & {"still_host", "reach_host"}


def test_silence_teaches_too_and_the_pair_rests_shortly(session: Session) -> None:
    going = add_introduction(session, stage=IntroductionStage.HOST_LOOKS)
    assert going.due_at is not None
    expire(session, going.id, going.due_at + timedelta(minutes=1))
    rest = session.scalars(select(PairRest)).one()
    assert rest.reason == DeclineReason.NO_ANSWER
    assert rest.until_on == clock.today() + timedelta(days=14)
    assert session.get_one(Proposal, going.proposal_id).status == ProposalStatus.LAPSED


def test_the_other_region_hears_once_where_the_back_ups_are(session: Session) -> None:
    add_municipality(session)
    add_municipality(session, **AMERSFOORT)
    own = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    other = add_account(session, Role.COORDINATOR, regions=["GM0307"])
    youth = add_youth(session, municipality_code="GM0307")
    going = add_introduction(
        session,
        stage=IntroductionStage.ANSWERS,
        proposal=add_proposal(session, youth=youth),
        responsible_id=own.id,
    )
    stop(session, COMMAND_LINE, going.id, going.version, Side.YOUTH, DeclineReason.YOUTH_DECLINED)
    assert mailed(session, "backups_ready") == [other.email]
    assert mailed(session, "introduction_stopped_staff") == [own.email]
    values = session.scalars(
        select(OutboxMessage.values).where(OutboxMessage.template == "backups_ready")
    ).one()
    assert values == {"proposal": going.proposal_id}


def test_the_work_list_asks_for_a_back_up_until_somebody_is_proposed(session: Session) -> None:
    noa = add_youth(session)
    going = no_after_meeting(session, DeclineReason.HOST_DECLINED, Side.HOST)
    proposal = session.get_one(Proposal, going.proposal_id)
    assert waits(session, WorkKind.PROPOSE_BACKUP) == [("proposal", proposal.id)]
    assert waits(session, WorkKind.DECIDE_SUGGESTION) == [("proposal", proposal.id)]
    propose_instead(session, COMMAND_LINE, proposal.id, Wanted(noa.id, proposal.room_id))
    assert waits(session, WorkKind.PROPOSE_BACKUP) == []


def test_a_later_round_takes_over_from_the_work_list(session: Session) -> None:
    going = no_after_meeting(session, DeclineReason.HOST_DECLINED, Side.HOST)
    assert waits(session, WorkKind.PROPOSE_BACKUP)
    session.get_one(Proposal, going.proposal_id).round.finished_at = clock.moment() + timedelta(
        hours=1
    )
    session.flush()
    assert waits(session, WorkKind.PROPOSE_BACKUP) == []


def test_a_back_up_that_nobody_proposes_never_comes_late(session: Session) -> None:
    proposal = add_proposal(session)
    decline_proposal(session, COMMAND_LINE, proposal.id, 1, DeclineReason.HOST_DECLINED)
    for days in range(0, 60, 5):
        today = clock.today() + timedelta(days=days)
        for one in waiting.items(session, today, policy_in_force()):
            if one.kind == WorkKind.PROPOSE_BACKUP:
                assert one.due is not None
                assert today <= one.due


def test_a_conflict_keeps_the_two_apart_and_frees_both_for_others(session: Session) -> None:
    """From the day that it is known; told again on the day itself, and learnt once."""
    with clock.at(SUMMER):
        here = stay(session)
        add_proposal(session)
        here.notice(
            session,
            ends_on=JUNE,
            kind=EndingKind.BROKEN_OFF,
            reason=EndingReason.CONFLICT,
            match_again=True,
        )
        placement = here.placement
        assert [rest.reason for rest in session.scalars(select(PairRest))] == [
            DeclineReason.NO_CLICK_MET
        ]
        assert len(kinds(session)) == len(set(kinds(session))) > 0
        assert placement.youth.status == YouthStatus.READY
        noa, other = add_youth(session), add_room(session)
        pair = Wanted(placement.youth_id, placement.room_id)
        found = backups_for(session, standing(session, JUNE), pair)
        assert noa.id in {one.youth_id for one in found.youths.pairs}
        assert [one.room_id for one in found.rooms.pairs] == [other.id]
        assert waits(session, WorkKind.PROPOSE_BACKUP) == [("placement", placement.id)]
        made = propose_after_stay(
            session,
            here.actor,
            placement.id,
            Wanted(noa.id, placement.room_id),
            today=JUNE,
        )
        assert made.status == ProposalStatus.PROPOSED
        assert waits(session, WorkKind.PROPOSE_BACKUP) == []


def test_who_leaves_as_was_planned_teaches_nothing(session: Session) -> None:
    with clock.at(SUMMER):
        stay(session).notice(session)
    assert kinds(session) == []
    assert session.scalars(select(PairRest)).all() == []


def test_notice_that_is_taken_back_leaves_no_rest(session: Session) -> None:
    with clock.at(SUMMER):
        here = stay(session)
        ending = here.notice(session, given_by=Side.COORDINATOR, reason=EndingReason.CARE_TOO_HEAVY)
        assert kinds(session)
        withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
        assert kinds(session) == []
        assert session.scalars(select(PairRest)).one().lifted_on == JUNE


def test_what_an_earlier_stay_taught_is_not_lost_when_a_later_one_goes_on(
    session: Session,
) -> None:
    with clock.at(SUMMER):
        here = stay(session)
        earlier = PairRest(
            youth_id=here.placement.youth_id, room_id=here.placement.room_id,
            placement_id=add_placement(session).id, reason=DeclineReason.SAFETY, from_on=TODAY,
        )  # fmt: skip
        session.add(earlier)
        ending = here.notice(session, given_by=Side.COORDINATOR, reason=EndingReason.CARE_TOO_HEAVY)
        withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
        rests = session.scalars(select(PairRest).order_by(PairRest.id)).all()
        assert [rest.lifted_on for rest in rests] == [None, JUNE]


def test_a_rest_that_somebody_ended_does_not_come_back_on_the_last_day(session: Session) -> None:
    with clock.at(SUMMER):
        here = stay(session)
        here.notice(session, given_by=Side.COORDINATOR, reason=EndingReason.CARE_TOO_HEAVY)
        rest = session.scalars(select(PairRest)).one()
        service.lift(session, here.actor, rest.id, today=JUNE)
        on_ended(session, here.actor, here.placement)
        assert session.scalars(select(PairRest)).all() == [rest]


def test_a_rest_whose_time_was_over_comes_back_when_the_stay_really_ends(session: Session) -> None:
    with clock.at(SUMMER):
        here = stay(session)
        here.notice(session, given_by=Side.COORDINATOR, reason=EndingReason.HOST_CIRCUMSTANCES)
        assert lift_due(session, JUNE + timedelta(days=20)) == 1
        on_ended(session, here.actor, here.placement)
        rests = session.scalars(select(PairRest.lifted_on).order_by(PairRest.id)).all()
        assert rests == [JUNE + timedelta(days=20), None]


def test_a_stay_that_goes_on_offers_its_room_to_nobody(session: Session) -> None:
    with clock.at(SUMMER):
        here = stay(session)
        noa = add_youth(session)
        with pytest.raises(StepNotAllowed):
            propose_after_stay(
                session,
                here.actor,
                here.placement.id,
                Wanted(noa.id, here.placement.room_id),
                today=JUNE,
            )
