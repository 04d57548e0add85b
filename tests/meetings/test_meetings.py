"""The agenda holds what presses, is frozen when the meeting opens, and lands in the dossiers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.cases.service import last_activity_on
from matcher.database.accounts import Account
from matcher.database.cases import ListedName, NameList, YouthCase
from matcher.database.concerns import Concern
from matcher.database.introductions import Introduction
from matcher.database.living import CheckIn, Plan, PlanAction
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.database.work import CaseMeeting
from matcher.errors import AlreadyTaken, Incomplete, NotFound, Stale, StepNotAllowed, TextRefused
from matcher.inforce import policy_in_force
from matcher.meetings import agenda, daily, service
from matcher.meetings.points import Point, point_of
from matcher.plans.rules import Wanted
from matcher.words import (
    ActionStatus,
    AgendaPart,
    CaseSource,
    CheckInKind,
    CheckInStatus,
    ConcernKind,
    ConcernLevel,
    ConcernStatus,
    IntroductionStage,
    MeetingStatus,
    PlacementStatus,
    Seriousness,
    Side,
    YouthStatus,
)
from tests.factories import TODAY, UTRECHT, add_municipality, add_room, add_youth
from tests.work.scenes import MORNING, Region, add_region, open_proposal

LONG_AGO = timedelta(days=40)
BSN = "111222333"


@pytest.fixture
def region(session: Session) -> Region:
    return add_region(session)


@pytest.fixture
def actor(region: Region) -> Actor:
    return Actor(region.noor.id, "web")


def parts(session: Session, on: date = TODAY) -> dict[AgendaPart, list[Point]]:
    return agenda.by_part(agenda.prepare(session, (UTRECHT,), on, policy_in_force()))


def add_stay(session: Session, ends_on: date | None = None) -> Placement:
    placement = Placement(
        room=add_room(session),
        youth=add_youth(session, status=YouthStatus.PLACED),
        status=PlacementStatus.ACTIVE,
        starts_on=TODAY - LONG_AGO,
        ends_on=ends_on,
    )
    session.add(placement)
    session.flush()
    return placement


def add_concern(session: Session, placement: Placement, level: ConcernLevel) -> Concern:
    concern = Concern(
        placement=placement,
        kind=ConcernKind.CONFLICT,
        seriousness=Seriousness.SERIOUS,
        status=ConcernStatus.ESCALATED,
        level=level,
        raised_by_side=Side.HOST,
        text="…",
        raised_at=MORNING,
        due_at=MORNING + timedelta(days=2),
    )
    session.add(concern)
    session.flush()
    return concern


def test_new_names_and_new_youths_come_first(session: Session, region: Region) -> None:
    names = NameList(
        source="Wijkteam", municipality_code="GM0344", file_name="a.csv", sha256="0" * 64,
        made_at=MORNING,
    )  # fmt: skip
    names.names = [ListedName(first_name="Anna"), ListedName(first_name="Bert")]
    session.add(names)
    region.youth.status = YouthStatus.REGISTERED
    session.flush()
    found = parts(session)
    assert next(iter(found)) == AgendaPart.NEW_NAMES
    first, second = found[AgendaPart.NEW_NAMES]
    assert (first.subject, first.figures["names"]) == ("name_list", 2)
    assert (second.subject, second.youth_id) == ("youth", region.youth.id)


def test_rounds_of_the_week_are_reviewed_with_what_is_open(
    session: Session, region: Region
) -> None:
    (point,) = parts(session)[AgendaPart.ROUNDS]
    assert point.figures == {"proposals": 1, "open": 1}


def test_what_stands_still_is_late_escalated_or_about_to_fall_empty_has_its_part(
    session: Session, region: Region
) -> None:
    still = Introduction(
        proposal=region.proposal,
        stage=IntroductionStage.DATE,
        stage_since_at=MORNING - LONG_AGO,
        due_at=MORNING + LONG_AGO,
    )
    session.add(still)
    leaves = add_stay(session, ends_on=TODAY + timedelta(days=30))
    later = add_stay(session, ends_on=TODAY + timedelta(days=300))
    add_concern(session, leaves, ConcernLevel.MANAGER)
    region.youth.registered_on = TODAY - LONG_AGO
    session.flush()
    found = parts(session)
    (stalled,) = found[AgendaPart.STALLED]
    assert stalled.figures["stage"] == "date"
    (escalated,) = found[AgendaPart.ESCALATED]
    assert escalated.figures["level"] == "2"
    assert [point.room_id for point in found[AgendaPart.ROOMS_COMING]] == [leaves.room_id]
    assert later.room_id not in {point.room_id for point in found[AgendaPart.ROOMS_COMING]}
    assert region.youth.id in {point.youth_id for point in found[AgendaPart.LAST_ACTIVITY]}
    late = parts(session, TODAY + LONG_AGO)[AgendaPart.OVERDUE]
    assert ("proposal", "decide_proposal") in {(point.subject, point.kind) for point in late}
    # Said once: what is passed on is not late as well.
    assert "concern" not in {point.subject for point in late}


def _check_in(session: Session, stay: Placement, on: date) -> None:
    session.add(
        CheckIn(
            placement_id=stay.id, number=1, planned_on=on, held_on=on,
            status=CheckInStatus.HELD, kind=CheckInKind.VISIT,
        )
    )  # fmt: skip


def _action(session: Session, stay: Placement, on: date) -> None:
    plan = Plan(placement_id=stay.id, youth_id=stay.youth_id, goal="", review_on=on)
    session.add(
        PlanAction(
            plan=plan, what="Inschrijven", measured_by="nummer bekend", owner_side=Side.YOUTH,
            due_on=on, done_on=on, status=ActionStatus.DONE,
        )
    )  # fmt: skip


def _concern(session: Session, stay: Placement, on: date) -> None:
    concern = add_concern(session, stay, ConcernLevel.COORDINATOR)
    concern.raised_at = MORNING - (TODAY - on)
    concern.raised_by_id = session.scalars(select(Account.id)).first()


@pytest.mark.parametrize("happens", [_check_in, _action, _concern])
def test_who_something_was_done_for_during_the_stay_is_not_without_activity(
    session: Session, region: Region, happens: Callable[[Session, Placement, date], None]
) -> None:
    stay = add_stay(session, ends_on=TODAY + timedelta(days=300))
    stay.youth.registered_on = TODAY - LONG_AGO
    session.flush()
    assert last_activity_on(session, stay.youth) == TODAY - LONG_AGO
    assert stay.youth_id in {one.youth_id for one in parts(session)[AgendaPart.LAST_ACTIVITY]}
    happens(session, stay, TODAY - timedelta(days=1))
    session.flush()
    assert last_activity_on(session, stay.youth) == TODAY - timedelta(days=1)
    still = parts(session).get(AgendaPart.LAST_ACTIVITY, [])
    assert stay.youth_id not in {one.youth_id for one in still}


def test_a_room_that_somebody_is_booked_into_is_not_about_to_fall_empty(
    session: Session, region: Region
) -> None:
    ends_on = TODAY + timedelta(days=30)
    leaves = add_stay(session, ends_on=ends_on)
    session.add(Placement(room=leaves.room, youth=region.youth, starts_on=ends_on))
    session.flush()
    assert AgendaPart.ROOMS_COMING not in parts(session)


def test_other_regions_are_not_on_the_agenda(session: Session, region: Region) -> None:
    add_stay(session, ends_on=TODAY + timedelta(days=30))
    assert agenda.prepare(session, ("GM0363",), TODAY, policy_in_force()) == []


def test_no_point_holds_a_name(session: Session, region: Region) -> None:
    session.add(
        Introduction(
            proposal=region.proposal,
            stage_since_at=MORNING - LONG_AGO,
            due_at=MORNING,
        )
    )
    add_concern(session, add_stay(session, TODAY + timedelta(days=3)), ConcernLevel.MUNICIPALITY)
    session.flush()
    found = parts(session).values()
    kept = str([point.row(1).prepared for points in found for point in points])
    for secret in ("Sam", "Fictief", "Familie", "Voorbeeldstraat", "…"):
        assert secret not in kept


def test_the_agenda_is_frozen_when_the_meeting_opens(
    session: Session, region: Region, actor: Actor
) -> None:
    meeting = service.plan(session, actor, (UTRECHT,), TODAY)
    service.open_meeting(session, actor, meeting.id, meeting.version, TODAY)
    assert meeting.status == MeetingStatus.HELD
    assert meeting.chair_id == region.noor.id
    before = [point_of(item) for item in meeting.items]
    assert before
    open_proposal(session, add_youth(session), add_room(session))
    assert [point_of(item) for item in service.one(session, meeting.id).items] == before
    with pytest.raises(StepNotAllowed):
        service.open_meeting(session, actor, meeting.id, meeting.version, TODAY)


def test_decisions_and_actions_land_in_the_dossiers(
    session: Session, region: Region, actor: Actor
) -> None:
    stay = add_stay(session, ends_on=TODAY + timedelta(days=30))
    add_concern(session, stay, ConcernLevel.MANAGER)
    session.add(
        YouthCase(youth=stay.youth, source=CaseSource.REFERRAL, last_activity_on=TODAY - LONG_AGO)
    )
    session.flush()
    meeting = service.plan(session, actor, (UTRECHT,), TODAY)
    service.open_meeting(session, actor, meeting.id, meeting.version, TODAY)
    item = next(one for one in meeting.items if one.part == AgendaPart.ESCALATED)
    service.decide(session, actor, item.id, "Samen op bezoek.", False)
    assert item.discussed
    wanted = Wanted(
        what="Huisbezoek met z'n tweeën",
        measured_by="afspraken staan in het plan",
        owner=Side.COORDINATOR,
        due_on=TODAY + timedelta(days=7),
    )
    made = service.add_action(session, actor, item.id, wanted, TODAY)
    assert (made.meeting_id, made.plan.placement_id) == (meeting.id, stay.id)
    service.close(session, actor, meeting.id, meeting.version, "Drie punten besproken.", TODAY)
    assert session.get_one(YouthCase, stay.youth_id).last_activity_on == TODAY
    (told,) = service.decisions_about(session, youth_id=stay.youth_id)
    assert told.decision == "Samen op bezoek."
    assert [one.id for one in service.decisions_about(session, room_id=stay.room_id)] == [told.id]
    assert service.decisions_about(session, youth_id=region.youth.id) == []
    with pytest.raises(StepNotAllowed):
        service.decide(session, actor, item.id, "Nog iets.", True)


def test_what_is_refused(session: Session, region: Region, actor: Actor) -> None:
    meeting = service.plan(session, actor, (UTRECHT,), TODAY)
    with pytest.raises(AlreadyTaken):
        service.plan(session, actor, (UTRECHT,), TODAY)
    for codes in ((), [f"GM{number:04}" for number in range(12)]):
        with pytest.raises(service.RegionRefused):
            service.plan(session, actor, codes, TODAY)
    with pytest.raises(Stale):
        service.open_meeting(session, actor, meeting.id, 99, TODAY)
    with pytest.raises(StepNotAllowed):
        service.close(session, actor, meeting.id, meeting.version, "", TODAY)
    with pytest.raises(StepNotAllowed):  # a worker of an organisation does not open it
        service.open_meeting(
            session, Actor(region.kim.id, "web"), meeting.id, meeting.version, TODAY
        )
    service.open_meeting(session, actor, meeting.id, meeting.version, TODAY)
    item = meeting.items[0]
    for attempt in (
        lambda: service.decide(session, actor, item.id, f"BSN {BSN}", True),
        lambda: service.close(session, actor, meeting.id, meeting.version, f"BSN {BSN}", TODAY),
    ):
        with pytest.raises(TextRefused):
            attempt()
    nothing = Wanted(what="", measured_by="", owner=None, due_on=None)
    with pytest.raises(NotFound):  # a round has no plan
        service.add_action(session, actor, item.id, nothing, TODAY)
    stay = add_stay(session)
    item.prepared = {**item.prepared, "youth_id": stay.youth_id, "room_id": stay.room_id}
    session.flush()
    with pytest.raises(Incomplete):
        service.add_action(session, actor, item.id, nothing, TODAY)
    assert session.scalars(select(PlanAction)).all() == []


def test_the_day_plans_each_next_meeting_once_and_forgets_what_nobody_held(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        add_municipality(session)
        add_region(session)
    assert daily.run(factory, TODAY) == 2  # Utrecht, and the region of Els
    assert daily.run(factory, TODAY) == 0
    with factory() as session:
        found = session.execute(select(CaseMeeting.region, CaseMeeting.held_on)).all()
    assert sorted(found) == [("GM0344", date(2026, 3, 3)), ("GM0363", date(2026, 3, 3))]
    assert daily.run(factory, date(2026, 3, 9)) == 2
    assert daily.run(factory, date(2026, 3, 10)) == 2  # the two of a week ago are gone
    with factory() as session:
        assert set(session.scalars(select(CaseMeeting.held_on))) == {date(2026, 3, 10)}
