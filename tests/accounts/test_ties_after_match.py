"""Who reaches a placement and what hangs on it: both regions, the organisation, both sides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from matcher.access import Action, Principal, belonging, can
from matcher.database.accounts import CareOrganisation
from matcher.database.concerns import Concern
from matcher.database.introductions import Introduction, Question
from matcher.database.leaving import Evaluation, FuturePlan
from matcher.database.living import CareTeam, CheckIn, CheckInVoice, Plan
from matcher.database.placements import Placement
from matcher.database.work import CaseMeeting
from matcher.words import (
    ConcernKind,
    EvaluationSide,
    IntroductionStage,
    PlacementStatus,
    QuestionKind,
    Role,
    Seriousness,
    Side,
)
from tests.factories import add_account, add_municipality, add_proposal, add_room, add_youth

AMSTERDAM = {"code": "GM0363", "name": "Amsterdam", "province": "Noord-Holland"}
DAY = date(2026, 3, 2)
MOMENT = datetime(2026, 3, 3, 12, tzinfo=UTC)
PLACEMENT_ACTIONS = (
    Action.READ_PLACEMENT,
    Action.READ_INTRODUCTION,
    Action.ANSWER_PROPOSAL,
    Action.PLAN_MEETING,
    Action.READ_AGREEMENT,
    Action.RAISE_CONCERN,
)


def a_placement(session: Session) -> Placement:
    """A youth of Utrecht, of an organisation, in a room in Amsterdam; both have accounts."""
    organisation = CareOrganisation(code="NOORD", name="Zorg Noord")
    session.add(organisation)
    session.flush()
    add_municipality(session, **AMSTERDAM)
    room = add_room(session, home={"municipality_code": "GM0363", "place_name": "Amsterdam"})
    room.home.household.account = add_account(session, Role.HOST)
    youth = add_youth(session, organisation_id=organisation.id)
    youth.account = add_account(session, Role.YOUTH)
    placement = Placement(
        room=room, youth=youth, status=PlacementStatus.ACTIVE, starts_on=date(2026, 3, 2)
    )
    session.add(placement)
    session.flush()
    return placement


def people_around(placement: Placement) -> Mapping[str, Principal]:
    """Everybody who could think to have to do with it, by what they are to it."""
    youth, household = placement.youth, placement.room.home.household

    def coordinator(*regions: str) -> Principal:
        return Principal(
            account_id=9001, roles=frozenset({Role.COORDINATOR}), regions=frozenset(regions)
        )

    def of(role: Role, account_id: int | None, organisation_id: int | None = None) -> Principal:
        return Principal(
            account_id=account_id or 0, roles=frozenset({role}), organisation_id=organisation_id
        )

    return {
        "coordinator of the youth": coordinator("GM0344"),
        "coordinator of the room": coordinator("GM0363"),
        "coordinator elsewhere": coordinator("GM0599"),
        "own organisation": of(Role.REFERRER, 9002, youth.organisation_id),
        "other organisation": of(Role.REFERRER, 9003, 999_999),
        "no organisation": of(Role.REFERRER, 9004),
        "own youth": of(Role.YOUTH, youth.account_id),
        "other youth": of(Role.YOUTH, 9005),
        "own host": of(Role.HOST, household.account_id),
        "other host": of(Role.HOST, 9006),
        "officer": Principal(
            account_id=9007,
            roles=frozenset({Role.MUNICIPALITY_OFFICER}),
            municipality="GM0344",
        ),
        "administrator": of(Role.ADMINISTRATOR, 9008),
    }


EVERYBODY = {
    "coordinator of the youth",
    "coordinator of the room",
    "own organisation",
    "own youth",
    "own host",
}
COORDINATORS = {"coordinator of the youth", "coordinator of the room"}
STAFF = COORDINATORS | {"own organisation"}
SIDES = {"own youth", "own host"}


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        *((action, EVERYBODY) for action in PLACEMENT_ACTIONS),
        (Action.GUIDE_INTRODUCTION, COORDINATORS),
        (Action.DECIDE_SUGGESTION, COORDINATORS),
        (Action.WRITE_AGREEMENT, COORDINATORS),
        (Action.MOVE_PLACEMENT, COORDINATORS),
        (Action.HANDLE_CONCERN, COORDINATORS),
        (Action.LEAD_CONCERN, STAFF),
        (Action.READ_EVALUATION, COORDINATORS),
        (Action.READ_MESSAGES, COORDINATORS),
        (Action.WRITE_CHECK_IN, STAFF),
        (Action.FOLLOW_UP, STAFF),
        (Action.HEAR_SIDE, SIDES),
        (Action.ACKNOWLEDGE_RULES, SIDES | COORDINATORS),
        (Action.GIVE_NOTICE, SIDES | COORDINATORS),
    ],
)
def test_who_may_do_what_to_a_placement(
    session: Session, action: Action, expected: set[str]
) -> None:
    placement = a_placement(session)
    allowed = {
        name for name, who in people_around(placement).items() if can(who, action, placement)
    }
    assert allowed == expected


def test_reaching_the_placement_opens_no_dossier(session: Session) -> None:
    placement = a_placement(session)
    people = people_around(placement)
    assert not can(people["own host"], Action.READ_YOUTH, placement.youth)
    assert not can(people["own youth"], Action.READ_HOST, placement.room.home.household)
    assert not can(people["own organisation"], Action.READ_HOST, placement.room.home.household)


def belongings(session: Session, placement: Placement) -> dict[str, object]:
    """One of each that hangs on the placement, made by one side where it has a side."""
    proposal = add_proposal(session, room=placement.room, youth=placement.youth)
    introduction = Introduction(proposal=proposal, stage=IntroductionStage.INTEREST, due_at=MOMENT)
    visit = CheckIn(placement=placement, number=1, planned_on=DAY)
    plan = Plan(placement=placement, youth=placement.youth, review_on=DAY)

    def question(side: Side) -> Question:
        return Question(
            introduction=introduction,
            kind=QuestionKind.INTEREST,
            side=side,
            due_at=MOMENT,
            nonce="a" * 32,
        )

    def concern(account_id: int | None, side: Side) -> Concern:
        return Concern(
            placement=placement,
            kind=ConcernKind.CONFLICT,
            seriousness=Seriousness.NOTICE,
            raised_by_side=side,
            raised_by_id=account_id,
            text="…",
            due_at=MOMENT,
        )

    host_id = placement.room.home.household.account_id
    return {
        "introduction": introduction,
        "question to the youth": question(Side.YOUTH),
        "question to the host": question(Side.HOST),
        "question to the counsellor": question(Side.COUNSELLOR),
        "check-in": visit,
        "voice of the youth": CheckInVoice(check_in=visit, side=EvaluationSide.YOUTH, goes=3),
        "voice of the host": CheckInVoice(check_in=visit, side=EvaluationSide.HOST, goes=3),
        "concern of the youth": concern(placement.youth.account_id, Side.YOUTH),
        "concern of the host": concern(host_id, Side.HOST),
        "concern of nobody": concern(None, Side.HOST),
        "plan": plan,
        "future plan": FuturePlan(placement=placement),
        "evaluation": Evaluation(
            placement=placement, side=EvaluationSide.YOUTH, due_at=MOMENT, nonce="b" * 32
        ),
        "meeting": CaseMeeting(region="GM0344 GM0363", held_on=DAY),
    }


NOT_THE_HOST = STAFF | {"own youth"}
NOT_THE_YOUTH = STAFF | {"own host"}


@pytest.mark.parametrize(
    ("thing", "action", "expected"),
    [
        ("introduction", Action.READ_INTRODUCTION, EVERYBODY),
        ("question to the youth", Action.ANSWER_PROPOSAL, NOT_THE_HOST),
        ("question to the host", Action.ANSWER_PROPOSAL, NOT_THE_YOUTH),
        ("question to the counsellor", Action.ANSWER_PROPOSAL, STAFF),
        ("check-in", Action.READ_PLACEMENT, EVERYBODY),
        ("voice of the youth", Action.HEAR_SIDE, {"own youth"}),
        ("voice of the host", Action.HEAR_SIDE, {"own host"}),
        ("concern of the youth", Action.READ_CONCERN, NOT_THE_HOST),
        ("concern of the host", Action.READ_CONCERN, NOT_THE_YOUTH),
        ("concern of nobody", Action.READ_CONCERN, STAFF),
        ("plan", Action.READ_PLAN, NOT_THE_HOST),
        ("future plan", Action.READ_PLAN, NOT_THE_HOST),
        ("evaluation", Action.READ_EVALUATION, COORDINATORS),
        ("meeting", Action.READ_MEETING, COORDINATORS),
        ("meeting", Action.RUN_MEETING, COORDINATORS),
    ],
)
def test_neither_side_reaches_what_the_other_said(
    session: Session, thing: str, action: Action, expected: set[str]
) -> None:
    placement = a_placement(session)
    with session.no_autoflush:
        found = belongings(session, placement)[thing]
        people = people_around(placement)
        assert {name for name, who in people.items() if can(who, action, found)} == expected


def test_the_care_team_belongs_to_the_placement(session: Session) -> None:
    placement = a_placement(session)
    worker = add_account(session, Role.COORDINATOR, regions=["GM0344"])
    session.add(CareTeam(placement=placement, responsible_id=worker.id, since_on=DAY))
    session.flush()
    assert worker.id in belonging(placement).account_ids
