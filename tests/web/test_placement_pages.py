"""The five pages of a placement: who reaches which, and what each shows of the other side."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import MatchingRound
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    DeclineReason,
    EndingKind,
    EndingReason,
    IntroductionStage,
    PlacementStatus,
    Role,
    RoundStatus,
    Side,
)
from tests.factories import UTRECHT, add_municipality, add_room, add_youth
from tests.queries import counted
from tests.web.conftest import ORGANISATION, SignIn
from tests.web.test_review_board import propose

Factory = sessionmaker[Session]
SURNAME, PHONE_OF_YOUTH = "Zandkanarie", "06-11111111"
HOST, PHONE_OF_HOST, STREET = "Wilma Roodkanarie", "06-22222222", "Geelkanariestraat"
CANARIES_OF_YOUTH = ("Samira", SURNAME, PHONE_OF_YOUTH)
CANARIES_OF_HOST = (HOST, PHONE_OF_HOST, STREET)


class Scene(NamedTuple):
    placement_id: int
    youth_id: int
    household_id: int
    room_id: int


def add_scene(
    session: Session,
    stage: IntroductionStage | None,
    status: PlacementStatus = PlacementStatus.BOOKED,
) -> Scene:
    """Add a placement of a youth of the organisation, with its introduction at ``stage``."""
    today = today_in_the_netherlands()
    room = add_room(session, home={"street": STREET})
    household = room.home.household
    household.contact_name, household.phone = HOST, PHONE_OF_HOST
    organisation = session.scalars(
        select(CareOrganisation).where(CareOrganisation.code == ORGANISATION)
    ).one()
    youth = add_youth(
        session,
        first_name="Samira",
        last_name=SURNAME,
        phone=PHONE_OF_YOUTH,
        organisation_id=organisation.id,
    )
    done = MatchingRound(status=RoundStatus.DONE, today=today)
    session.add(done)
    session.flush()
    proposal = propose(session, done.id, youth_id=youth.id, room_id=room.id)
    placement = Placement(
        room=room,
        youth=youth,
        proposal=proposal,
        status=status,
        starts_on=today,
        ends_on=today + timedelta(days=1) if status == PlacementStatus.ENDED else None,
    )
    session.add(placement)
    session.flush()
    if stage is not None:
        is_stopped = stage == IntroductionStage.STOPPED
        session.add(
            Introduction(
                proposal=proposal,
                placement=placement,
                stage=stage,
                due_at=datetime.now(UTC) + timedelta(days=2),
                stop_reason=DeclineReason.WITHDREW if is_stopped else None,
                stopped_at=datetime.now(UTC) if is_stopped else None,
                stopped_by=Side.HOST if is_stopped else None,
            )
        )
        session.flush()
    return Scene(placement.id, youth.id, household.id, room.id)


@pytest.fixture
def scene(factory: Factory) -> Scene:
    with transaction(factory) as session:
        return add_scene(session, IntroductionStage.STARTED, PlacementStatus.ACTIVE)


def tie(factory: Factory, scene: Scene, role: Role, make: SignIn) -> FlaskClient:
    """Sign the host or the youth of the scene in."""
    client = make(role)
    with transaction(factory) as session:
        account = session.scalars(select(Account).order_by(Account.id.desc())).first()
        assert account is not None
        if role == Role.HOST:
            session.get_one(Household, scene.household_id).account_id = account.id
        else:
            session.get_one(Youth, scene.youth_id).account_id = account.id
    client.set_cookie("language", "en")
    return client


def test_a_coordinator_reaches_placements_of_the_own_regions_only(
    scene: Scene, sign_in_as: SignIn
) -> None:
    here = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    elsewhere = sign_in_as(Role.COORDINATOR)
    page = here.get(f"/placements/{scene.placement_id}").text
    assert all(canary in page for canary in (*CANARIES_OF_YOUTH, *CANARIES_OF_HOST))
    assert SURNAME in here.get("/placements").text
    assert elsewhere.get(f"/placements/{scene.placement_id}").status_code == 404
    assert SURNAME not in elsewhere.get("/placements").text
    assert here.get("/placements/99999").status_code == 404


def test_a_coordinator_of_one_side_sees_no_details_of_the_other(
    factory: Factory, scene: Scene, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        add_municipality(session, code="GM0363", name="Amsterdam")
        session.get_one(Youth, scene.youth_id).municipality_code = "GM0363"
    page = (
        sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
        .get(f"/placements/{scene.placement_id}")
        .text
    )
    assert all(canary in page for canary in CANARIES_OF_HOST)
    assert not any(canary in page for canary in CANARIES_OF_YOUTH)


def test_workers_see_the_placements_of_their_organisation_only(
    factory: Factory, scene: Scene, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.REFERRER)
    assert SURNAME in client.get("/referrer/placements").text
    assert client.get(f"/referrer/placements/{scene.placement_id}").status_code == 200
    with transaction(factory) as session:
        session.get_one(Youth, scene.youth_id).organisation_id = None
    assert SURNAME not in client.get("/referrer/placements").text
    assert client.get(f"/referrer/placements/{scene.placement_id}").status_code == 404


@pytest.mark.parametrize(
    ("stage", "status", "host_sees", "youth_sees", "worker_sees"),
    [
        (IntroductionStage.INTEREST, PlacementStatus.BOOKED, None, (), ()),
        (IntroductionStage.HOST_LOOKS, PlacementStatus.BOOKED, (), (), ()),
        (IntroductionStage.DATE, PlacementStatus.BOOKED, (), (), ()),
        (
            IntroductionStage.MEETING,
            PlacementStatus.BOOKED,
            ("Samira",),
            (),
            (HOST, PHONE_OF_HOST),
        ),
        (
            IntroductionStage.AGREEMENTS,
            PlacementStatus.BOOKED,
            CANARIES_OF_YOUTH,
            CANARIES_OF_HOST,
            CANARIES_OF_HOST,
        ),
        (
            IntroductionStage.STARTED,
            PlacementStatus.ACTIVE,
            CANARIES_OF_YOUTH,
            CANARIES_OF_HOST,
            CANARIES_OF_HOST,
        ),
        (IntroductionStage.STARTED, PlacementStatus.ENDED, ("Samira",), (), ()),
        (IntroductionStage.STOPPED, PlacementStatus.CANCELLED, None, None, ()),
        (None, PlacementStatus.BOOKED, (), (), ()),
    ],
)
def test_each_side_sees_of_the_other_what_the_stage_discloses(
    factory: Factory,
    sign_in_as: SignIn,
    stage: IntroductionStage | None,
    status: PlacementStatus,
    host_sees: tuple[str, ...] | None,
    youth_sees: tuple[str, ...] | None,
    worker_sees: tuple[str, ...],
) -> None:
    """None: the page is not there for that side."""
    with transaction(factory) as session:
        scene = add_scene(session, stage, status)
    number = scene.placement_id
    looks = (
        (Role.HOST, f"/host/placements/{number}", "/host", CANARIES_OF_YOUTH, host_sees),
        (Role.YOUTH, f"/youth/placements/{number}", "/youth/", CANARIES_OF_HOST, youth_sees),
    )
    for role, address, home, canaries, expected in looks:
        client = tie(factory, scene, role, sign_in_as)
        answer = client.get(address)
        assert answer.status_code == (404 if expected is None else 200), (role, stage)
        assert address in client.get(home).text or expected is None
        shown = [one for one in canaries if one in answer.text]
        assert shown == list(expected or ()), (role, stage)
        assert not [one for one in canaries if one in client.get(home).text and one not in shown]
    worker = sign_in_as(Role.REFERRER)
    page = worker.get(f"/referrer/placements/{number}").text
    assert [one for one in CANARIES_OF_HOST if one in page] == list(worker_sees)


def test_somebody_elses_placement_is_not_there_for_a_host_or_a_youth(
    factory: Factory, scene: Scene, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        other = add_scene(session, IntroductionStage.STARTED, PlacementStatus.ACTIVE)
    for role, path in ((Role.HOST, "host"), (Role.YOUTH, "youth")):
        client = tie(factory, scene, role, sign_in_as)
        assert client.get(f"/{path}/placements/{scene.placement_id}").status_code == 200
        assert client.get(f"/{path}/placements/{other.placement_id}").status_code == 404


def test_the_pages_of_youth_room_host_and_proposal_lead_to_the_placement(
    factory: Factory, scene: Scene, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    address = f"/placements/{scene.placement_id}"
    for path in (
        f"/coordinator/youths/{scene.youth_id}",
        f"/coordinator/rooms/{scene.room_id}",
        f"/coordinator/hosts/{scene.household_id}",
    ):
        assert address in client.get(path).text, path
    worker = sign_in_as(Role.REFERRER)
    assert f"/referrer{address}" in worker.get(f"/referrer/youths/{scene.youth_id}").text


def test_views_filters_and_empty_states(factory: Factory, scene: Scene, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    assert SURNAME in client.get("/placements?view=living").text
    assert "No placement found" in client.get("/placements?view=leaving").text
    assert "No placement found" in client.get("/placements?q=zzz").text
    assert SURNAME in client.get(f"/placements?q={SURNAME}&municipality=GM0344").text
    with transaction(factory) as session:
        session.add(
            Ending(
                placement_id=scene.placement_id,
                kind=EndingKind.PLANNED,
                reason=EndingReason.OWN_HOME,
                given_by=Side.YOUTH,
                told_on=today_in_the_netherlands(),
                ends_on=today_in_the_netherlands() + timedelta(days=30),
            )
        )
    page = client.get("/placements?view=leaving").text
    assert SURNAME in page
    assert "leaves on" in page
    assert SURNAME not in client.get("/placements?view=living").text
    for order in ("start", "end", "name", "place", "nonsense"):
        assert SURNAME in client.get(f"/placements?sort={order}&order=asc").text


def test_the_list_takes_as_many_queries_for_ten_placements_as_for_one(
    factory: Factory, engine: Engine, scene: Scene, sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.get("/placements")
    with counted(engine) as one:
        client.get("/placements")
    with transaction(factory) as session:
        for _ in range(9):
            add_scene(session, IntroductionStage.MEETING)
    with counted(engine) as ten:
        client.get("/placements")
    assert len(ten) == len(one)


def test_looking_at_a_placement_is_written_down(
    factory: Factory, scene: Scene, sign_in_as: SignIn
) -> None:
    from matcher.database.records import AuditEvent

    sign_in_as(Role.COORDINATOR, regions=[UTRECHT]).get(f"/placements/{scene.placement_id}")
    sign_in_as(Role.REFERRER).get(f"/referrer/placements/{scene.placement_id}")
    with factory() as session:
        looks = session.scalars(select(AuditEvent).where(AuditEvent.action == "placement.read"))
        assert [event.subject_id for event in looks] == [scene.placement_id] * 2
