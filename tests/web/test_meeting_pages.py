"""The case meeting on screen: prepared, opened, decided point by point, closed, and back in dossiers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import moment
from matcher.database.accounts import CareOrganisation
from matcher.database.cases import ListedName, NameList
from matcher.database.concerns import Concern
from matcher.database.living import PlanAction
from matcher.database.people import Covenant
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.database.work import CaseMeeting, MeetingItem
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    AgendaPart,
    ConcernKind,
    ConcernLevel,
    ConcernStatus,
    CovenantPurpose,
    MeetingStatus,
    PlacementStatus,
    Role,
    Seriousness,
    Side,
)
from tests.factories import UTRECHT, add_municipality, add_room, add_youth
from tests.web.conftest import ORGANISATION, SignIn

Factory = sessionmaker[Session]
BSN = "111222333"


@pytest.fixture
def stay_id(factory: Factory) -> int:
    """A stay in Utrecht that ends soon, about which a concern was passed on, and a list of names."""
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        placement = Placement(
            room=add_room(session),
            youth=add_youth(session, first_name="Samira", last_name="Zandkanarie"),
            status=PlacementStatus.ACTIVE,
            starts_on=today - timedelta(days=90),
            ends_on=today + timedelta(days=30),
        )
        concern = Concern(
            placement=placement,
            kind=ConcernKind.CONFLICT,
            seriousness=Seriousness.SERIOUS,
            status=ConcernStatus.ESCALATED,
            level=ConcernLevel.MANAGER,
            raised_by_side=Side.HOST,
            text="…",
            due_at=moment() + timedelta(days=2),
        )
        names = NameList(
            source="Wijkteam", municipality_code="GM0344", file_name="a.csv", sha256="0" * 64
        )
        names.names = [ListedName(first_name="Anna", last_name="Appel")]
        organisation = session.scalars(
            select(CareOrganisation).where(CareOrganisation.code == ORGANISATION)
        ).one()
        session.add_all(
            [
                placement,
                concern,
                names,
                Covenant(
                    organisation_id=organisation.id,
                    municipality_code="GM0344",
                    name="Afspraken",
                    purposes=CovenantPurpose.NAME_LISTS.value,
                    signed_on=today - timedelta(days=1),
                ),
            ]
        )
        session.flush()
        return placement.id


@pytest.fixture
def coordinator(stay_id: int, sign_in_as: SignIn) -> FlaskClient:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


def a_day(number: int = 0) -> str:
    return f"{today_in_the_netherlands() + timedelta(days=number):%d-%m-%Y}"


@pytest.fixture
def meeting(coordinator: FlaskClient) -> str:
    """Return the address of a meeting that was planned on the page."""
    answer = coordinator.post("/meetings", data={"held_on": a_day(), "municipalities": [UTRECHT]})
    assert answer.status_code == 303
    return str(answer.location)


def opened(client: FlaskClient, meeting: str) -> str:
    client.post(f"{meeting}/open", data={"version": "1"})
    return client.get(meeting).text


def item_of(factory: Factory, part: AgendaPart) -> MeetingItem:
    with factory() as session:
        return session.scalars(select(MeetingItem).where(MeetingItem.part == part)).one()


def test_the_agenda_is_there_before_the_meeting_opens(
    coordinator: FlaskClient, meeting: str, factory: Factory
) -> None:
    page = coordinator.get(meeting).text
    assert "Samira Zandkanarie" in page
    assert "falls empty on" in page
    assert "1 name that nobody takes up" in page
    assert "What is decided?" not in page
    with factory() as session:
        assert session.scalars(select(MeetingItem)).all() == []
    assert meeting in coordinator.get("/meetings").text


def test_other_regions_have_no_such_meeting(meeting: str, sign_in_as: SignIn) -> None:
    elsewhere = sign_in_as(Role.COORDINATOR)
    assert elsewhere.get(meeting).status_code == 404
    assert elsewhere.post(f"{meeting}/open", data={"version": "1"}).status_code == 404
    assert meeting not in elsewhere.get("/meetings").text


def test_who_coordinates_one_municipality_of_the_meeting_sees_the_points_about_that_one(
    factory: Factory, stay_id: int, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        add_municipality(session, code="GM0363", name="Amsterdam")
        session.add(CaseMeeting(region="GM0344 GM0363", held_on=today_in_the_netherlands()))
    both = sign_in_as(Role.COORDINATOR, regions=["GM0344", "GM0363"])
    one = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    assert "Zandkanarie" in both.get("/meetings/1").text
    both.post("/meetings/1/open", data={"version": "1"})
    assert "Zandkanarie" in both.get("/meetings/1").text
    answer = one.get("/meetings/1")
    assert answer.status_code == 200
    assert "Zandkanarie" not in answer.text
    hidden = item_of(factory, AgendaPart.ESCALATED)
    assert one.post(f"/meetings/1/points/{hidden.id}", data={"decision": "x"}).status_code == 404


def test_a_decision_lands_in_the_dossiers_and_leads_on_to_the_next_point(
    coordinator: FlaskClient, meeting: str, factory: Factory, stay_id: int
) -> None:
    assert "What is decided?" in opened(coordinator, meeting)
    item = item_of(factory, AgendaPart.ESCALATED)
    answer = coordinator.post(
        f"{meeting}/points/{item.id}", data={"decision": "Samen op bezoek & praten."}
    )
    assert answer.location.endswith(f"#point-{item.position + 1}")
    with factory() as session:
        placement = session.get_one(Placement, stay_id)
        youth_id, room_id = placement.youth_id, placement.room_id
    for path in (
        f"/coordinator/youths/{youth_id}",
        f"/coordinator/rooms/{room_id}",
        f"/placements/{stay_id}",
    ):
        assert "Samen op bezoek &amp; praten." in coordinator.get(path).text, path


def test_an_action_goes_into_the_plan_or_says_what_it_lacks(
    coordinator: FlaskClient, meeting: str, factory: Factory
) -> None:
    opened(coordinator, meeting)
    item = item_of(factory, AgendaPart.ESCALATED)
    given = {
        "what": "Huisbezoek",
        "measured_by": "verslag staat er",
        "owner": "coordinator",
        "due_on": a_day(7),
    }
    for lacking in ({"what": ""}, {"owner": ""}, {"due_on": a_day(-1)}, {"what": f"bel {BSN}"}):
        answer = coordinator.post(f"{meeting}/points/{item.id}/action", data={**given, **lacking})
        assert answer.status_code == 422, lacking
        assert 'km-details" open' in answer.text
    coordinator.post(f"{meeting}/points/{item.id}/action", data=given)
    with factory() as session:
        (action,) = session.scalars(select(PlanAction)).all()
        assert action.meeting_id == int(meeting.rpartition("/")[2])


def test_names_are_divided_in_the_meeting(
    coordinator: FlaskClient, meeting: str, factory: Factory, sign_in_as: SignIn
) -> None:
    sign_in_as(Role.REFERRER)  # a worker of the organisation with a covenant
    page = opened(coordinator, meeting)
    assert "Anna Appel" in page
    item = item_of(factory, AgendaPart.NEW_NAMES)
    with factory() as session:
        name = session.scalars(select(ListedName)).one()
    (chosen,) = [
        line.split('value="')[1].split('"')[0] for line in page.splitlines() if " selected" in line
    ][:1]
    answer = coordinator.post(
        f"{meeting}/points/{item.id}/divide", data={f"name-{name.id}": chosen}
    )
    assert answer.status_code == 303
    with factory() as session:
        assert session.scalars(select(ListedName)).one().account_id == int(chosen)
        assert session.get_one(MeetingItem, item.id).discussed
    other = item_of(factory, AgendaPart.ESCALATED)
    assert coordinator.post(f"{meeting}/points/{other.id}/divide").status_code == 404


def test_minutes_close_the_meeting_for_good(
    coordinator: FlaskClient, meeting: str, factory: Factory
) -> None:
    opened(coordinator, meeting)
    item = item_of(factory, AgendaPart.ESCALATED)
    with factory() as session:
        version = session.scalars(select(CaseMeeting)).one().version
    refused = coordinator.post(f"{meeting}/close", data={"version": version, "minutes": BSN})
    assert refused.status_code == 422
    stale = coordinator.post(f"{meeting}/close", data={"version": 99, "minutes": "x"})
    assert stale.status_code == 409
    coordinator.post(f"{meeting}/close", data={"version": version, "minutes": "Kort en goed."})
    page = coordinator.get(meeting).text
    assert "Kort en goed." in page
    assert "What is decided?" not in page
    late = coordinator.post(f"{meeting}/points/{item.id}", data={"decision": "Toch nog iets"})
    assert late.status_code == 422
    with factory() as session:
        assert session.scalars(select(CaseMeeting)).one().status == MeetingStatus.CLOSED
        assert session.get_one(MeetingItem, item.id).decision == ""


@pytest.mark.parametrize(
    "given",
    [
        {"held_on": ""},
        {"held_on": a_day(-1)},
        {"municipalities": []},
        {"municipalities": ["GM0363"]},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(
    coordinator: FlaskClient, given: dict[str, object], factory: Factory
) -> None:
    data = {"held_on": a_day(), "municipalities": [UTRECHT], **given}
    assert coordinator.post("/meetings", data=data).status_code == 422
    with factory() as session:
        assert session.scalars(select(CaseMeeting)).all() == []


def test_the_same_meeting_is_planned_once(coordinator: FlaskClient, meeting: str) -> None:
    again = coordinator.post("/meetings", data={"held_on": a_day(), "municipalities": [UTRECHT]})
    assert again.status_code == 422
    assert "already meet" in again.text
