"""The own page of a host: where things stand, changing what was told, a break, stopping."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Household, Room
from matcher.database.introductions import Introduction
from matcher.database.people import Invitation
from matcher.database.placements import Placement
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.session import transaction
from matcher.hosts.changes import circumstances_of, rules_of
from matcher.inforce import today_in_the_netherlands
from matcher.rooms.terms import terms_of
from matcher.words import (
    HouseholdStatus,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    Role,
    Side,
    YouthStatus,
)
from tests.factories import add_placement, add_room
from tests.web.conftest import SignIn
from tests.web.payloads import withstands
from tests.web.worlds import add_world

Factory = sessionmaker[Session]

ROOM: dict[str, Any] = {
    "description": "Zolderkamer",
    "rent": "400",
    "included": ["heating"],
    "free_from_1": "2-3-2026",
    "min_age": "18",
    "max_age": "27",
    "accepts_gender": "any",
    "accepts_guidance": ["4"],
}
HOUSEHOLD: dict[str, Any] = {
    "contact_name": "Familie Voorbeeld",
    "email": "voorbeeld@example.org",
    "kind": "couple",
    "gender": "mixed",
    "languages": ["nl"],
    "tenure": "owned",
    "number_of_residents": "2",
    "attention_offer": "2",
}


@pytest.fixture
def client(sign_in_as: SignIn, factory: Factory) -> FlaskClient:
    """Host 1, approved, with one room and an open proposal for it, signed in."""
    client = sign_in_as(Role.HOST, email="gastheer@example.org")
    with transaction(factory) as session:
        add_world(session)
        account = session.scalars(select(Account).where(Account.email.like("gastheer%"))).one()
        session.get_one(Household, 1).account_id = account.id
    return client


def version(factory: Factory, table: Any = Household) -> int:
    with factory() as session:
        return int(session.get_one(table, 1).version)


def templates(factory: Factory) -> list[str]:
    with factory() as session:
        return list(session.scalars(select(OutboxMessage.template)))


def test_the_own_page_tells_what_comes_next_when_and_who_handles_it(
    client: FlaskClient, factory: Factory, make_account: Any
) -> None:
    handler = make_account(Role.COORDINATOR, regions=["GM0344"])
    day = today_in_the_netherlands() + timedelta(days=9)
    with transaction(factory) as session:
        household = session.get_one(Household, 1)
        household.status = HouseholdStatus.SIGNED_UP
        handling = session.get_one(HouseholdHandling, 1)
        handling.handled_by_id, handling.next_step_on = handler.id, day
    page = client.get("/host").get_data(as_text=True)
    assert handler.name in page
    assert f"{day.day} " in page
    assert "Je huurt je huis" in page  # what to look into stays in sight
    assert "Na tien stil" in page


def test_a_day_that_has_passed_is_not_promised(client: FlaskClient, factory: Factory) -> None:
    with transaction(factory) as session:
        session.get_one(Household, 1).status = HouseholdStatus.VISITED
        day = today_in_the_netherlands() - timedelta(days=1)
        session.get_one(HouseholdHandling, 1).next_step_on = day
    assert "<dt>Uiterlijk</dt>" not in client.get("/host").get_data(as_text=True)


def test_a_change_of_the_room_says_that_it_alters_matching_and_tells_the_coordinator(
    client: FlaskClient, factory: Factory, make_account: Any
) -> None:
    make_account(Role.COORDINATOR, regions=["GM0344"])
    changed = {**ROOM, "rent": "420", "version": version(factory, Room)}
    page = client.post("/host/rooms/1/change", data=changed, follow_redirects=True).text
    assert "Dit verandert wie er bij je kan wonen" in page
    assert "Er staat een voorstel open" in page
    assert "host_changed_offer" in templates(factory)
    with factory() as session:
        assert session.get_one(Room, 1).rent_cents == 42000


def test_words_for_people_change_without_a_word_about_matching(
    client: FlaskClient, factory: Factory
) -> None:
    client.post("/host/rooms/1/change", data={**ROOM, "version": version(factory, Room)})
    client.get("/host")  # takes the messages of that first change away
    same = {**ROOM, "notes": "Was is gratis", "version": version(factory, Room)}
    page = client.post("/host/rooms/1/change", data=same, follow_redirects=True).text
    assert "Bewaard" in page
    assert "Dit verandert wie er bij je kan wonen" not in page
    with factory() as session:
        terms = terms_of(session, 1)
    assert terms is not None
    assert terms.notes == "Was is gratis"


def test_a_host_cannot_set_the_legal_maximum_or_drop_what_a_coordinator_recorded(
    client: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = session.get_one(Room, 1)
        room.legal_max_rent_cents, room.accepts_guidance = 45000, "14"
    data = {**ROOM, "legal_max_rent": "999", "version": version(factory, Room)}
    assert client.post("/host/rooms/1/change", data=data).status_code == 303
    with factory() as session:
        room = session.get_one(Room, 1)
        assert (room.legal_max_rent_cents, room.accepts_guidance) == (45000, "14")


def test_a_change_on_an_old_version_is_not_saved(client: FlaskClient, factory: Factory) -> None:
    old = {"version": 0}
    assert client.post("/host/rooms/1/change", data={**ROOM, **old}).status_code == 409
    assert client.post("/host/household", data={**HOUSEHOLD, **old}).status_code == 409
    assert client.post("/host/house-rules", data={"quiet": "x", **old}).status_code == 409
    pause = {"reason": "holiday", "stops": "y", **old}
    assert client.post("/host/pause", data=pause).status_code == 409
    with factory() as session:
        assert session.get_one(Household, 1).status == HouseholdStatus.APPROVED


def test_the_household_and_its_rules_are_changed(client: FlaskClient, factory: Factory) -> None:
    assert "Gezin met kinderen" in client.get("/host/household").text
    told = {**HOUSEHOLD, "smokes": "y", "version": version(factory)}
    page = client.post("/host/household", data=told, follow_redirects=True).text
    assert "Dit verandert wie er bij je kan wonen" in page
    rules = {"smoking": "Alleen buiten", "version": version(factory)}
    assert client.post("/host/house-rules", data=rules).status_code == 303
    with factory() as session:
        household, kept = session.get_one(Household, 1), circumstances_of(session, 1)
        assert household.smokes
        assert kept is not None
        assert (kept.tenure, kept.benefits) == ("owned", "")
        assert [rule.text for rule in rules_of(session, 1)] == ["Alleen buiten"]


def test_a_room_is_added_to_the_own_home(
    client: FlaskClient, factory: Factory, make_account: Any
) -> None:
    make_account(Role.COORDINATOR, regions=["GM0344"])
    page = client.post("/host/rooms/new", data=ROOM, follow_redirects=True).text
    assert "Dit verandert wie er bij je kan wonen" in page
    assert "host_added_room" in templates(factory)
    with factory() as session:
        assert len(session.get_one(Household, 1).homes[0].rooms) == 2


def test_mistakes_are_told_and_change_nothing(client: FlaskClient, factory: Factory) -> None:
    wrong = {**ROOM, "rent": "", "version": version(factory, Room)}
    assert client.post("/host/rooms/1/change", data=wrong).status_code == 422
    assert client.post("/host/rooms/new", data=wrong).status_code == 422
    assert client.post("/host/household", data={"version": version(factory)}).status_code == 422
    assert client.post("/host/house-rules", data={"quiet": "y" * 301}).status_code == 422
    assert client.post("/host/pause", data={"version": version(factory)}).status_code == 422
    assert client.post("/host/stop", data={"version": version(factory)}).status_code == 422
    with factory() as session:
        changes = select(AuditEvent.id).where(AuditEvent.action.like("%.change"))
        assert session.scalars(changes).all() == []


def test_a_break_with_a_day_and_a_reason_and_back_again(
    client: FlaskClient, factory: Factory
) -> None:
    day = today_in_the_netherlands() + timedelta(days=40)
    past = {"host_again_on": "1-1-2020", "reason": "holiday", "version": version(factory)}
    assert client.post("/host/pause", data=past).status_code == 422
    told = {**past, "host_again_on": f"{day:%d-%m-%Y}"}
    unticked = client.post("/host/pause", data=told)  # introduction 1 would stop
    assert unticked.status_code == 422
    assert "Vink aan dat het stopt" in unticked.text
    told["stops"] = "y"
    page = client.post("/host/pause", data=told, follow_redirects=True).text
    assert "Op pauze" in page or "op pauze" in page
    assert "Vakantie of lange reis" in page
    with factory() as session:
        assert session.get_one(HouseholdHandling, 1).host_again_on == day
    assert client.get("/host/pause").location == "/host"  # one break at a time
    client.post("/host/resume", data={"version": version(factory)})
    with factory() as session:
        assert session.get_one(Household, 1).status == HouseholdStatus.APPROVED
        assert session.get_one(HouseholdHandling, 1).host_again_on is None


def test_a_host_with_a_guest_reads_how_to_stop_and_does_not_stop(
    client: FlaskClient, factory: Factory
) -> None:
    page = client.get("/host/stop").text
    assert "Er woont nu iemand bij je" in page
    assert 'href="/placements/1/ending"' in page
    told = {"reason": "moves", "stops": "y", "version": version(factory)}
    assert client.post("/host/stop", data=told).status_code == 422
    with factory() as session:
        assert session.get_one(Household, 1).status == HouseholdStatus.APPROVED


def test_a_host_who_stops_reads_first_what_stops_and_is_asked_to_tick_it(
    client: FlaskClient, factory: Factory
) -> None:
    nobody_lives_there(factory)
    page = client.get("/host/stop").text
    assert "Een jongere die een kamer zoekt, vanaf" in page
    assert "Sam" not in page  # the host knows no name yet
    assert "We gaan verhuizen" in page  # as a host says it, not as others say it of a host
    told = {"reason": "moves", "version": version(factory)}
    assert client.post("/host/stop", data=told).status_code == 422
    with factory() as session:
        assert session.get_one(Introduction, 1).stage == IntroductionStage.DATE
    assert client.post("/host/stop", data={**told, "stops": "y"}).status_code == 303
    with factory() as session:
        stopped = session.get_one(Introduction, 1)
        assert (stopped.stage, stopped.stopped_by) == (IntroductionStage.STOPPED, Side.HOST)


def test_a_room_in_which_somebody_is_expected_is_taken_out_only_when_that_is_ticked(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    expected_in_room_1(factory)
    told = {**ROOM, "free_from_1": "", "version": version(factory, Room)}
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    for who, address in ((client, "/host/rooms/1"), (coordinator, "/coordinator/rooms/1")):
        refused = who.post(f"{address}/change", data=told)
        assert refused.status_code == 422
        assert "Nog niet bewaard" in refused.text
    with factory() as session:
        assert session.get_one(Introduction, 1).stage == IntroductionStage.DATE
    done = client.post("/host/rooms/1/change", data={**told, "takes_out": "yes"})
    assert done.status_code == 303
    with factory() as session:
        assert session.get_one(Introduction, 1).stage == IntroductionStage.STOPPED


def test_a_coordinator_reads_what_a_break_would_stop_and_why_a_host_cannot_stop_yet(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    assert "dan stopt dit" in coordinator.get("/coordinator/hosts/1").text
    step = {"action": "withdraw", "reason": "moves", "version": version(factory)}
    refused = coordinator.post("/coordinator/hosts/1/step", data=step)
    assert refused.status_code == 422
    assert "dat er geen jongere meer woont" in refused.text


def nobody_lives_there(factory: Factory) -> None:
    """What went on in room 1 never was; introduction 1 goes on."""
    with transaction(factory) as session:
        for stay in session.scalars(select(Placement).where(Placement.status == "active")):
            stay.status = PlacementStatus.CANCELLED


def expected_in_room_1(factory: Factory) -> None:
    """Introduction 1 gets a booking, on a day on which the room is offered."""
    nobody_lives_there(factory)
    with transaction(factory) as session:
        introduction = session.get_one(Introduction, 1)
        proposal = introduction.proposal
        proposal.youth.status = YouthStatus.PLACED
        proposal.status = ProposalStatus.APPROVED
        taken = select(Placement).where(Placement.proposal_id == proposal.id)
        for other in session.scalars(taken):
            other.proposal_id = None
        session.flush()
        introduction.placement = add_placement(
            session, room=proposal.room, youth=proposal.youth, proposal_id=proposal.id,
            starts_on=today_in_the_netherlands() + timedelta(days=400),
        )  # fmt: skip


def test_a_host_who_stopped_changes_nothing_any_more(client: FlaskClient, factory: Factory) -> None:
    nobody_lives_there(factory)
    told = {"reason": "moves", "stops": "y", "version": version(factory)}
    assert client.post("/host/stop", data=told).status_code == 303
    for page in ("household", "house-rules", "rooms/1/change", "rooms/new"):
        assert client.get(f"/host/{page}").status_code == 404
    assert client.get("/host/stop").location == "/host"
    again = {"reason": "moves", "version": version(factory)}
    assert client.post("/host/stop", data=again).status_code == 422


def test_a_reason_that_is_not_the_hosts_to_give_is_refused(
    client: FlaskClient, factory: Factory
) -> None:
    told = {"reason": "no_vog", "version": version(factory)}
    assert client.post("/host/stop", data=told).status_code == 422


def test_a_host_reaches_no_room_or_page_of_another(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        foreign = add_room(session).id
    for room in (foreign, 99999):
        assert client.get(f"/host/rooms/{room}/change").status_code == 404
        assert client.post(f"/host/rooms/{room}/change", data=ROOM).status_code == 404
    stranger = sign_in_as(Role.HOST)
    for page in ("household", "house-rules", "rooms/1/change", "rooms/new"):
        assert stranger.get(f"/host/{page}").status_code == 404
    assert stranger.post("/host/resume").status_code == 404
    assert "Er hoort nog geen huis" in stranger.get("/host").text


def test_the_texts_of_the_house_withstand_anything(client: FlaskClient, factory: Factory) -> None:
    withstands(
        send=lambda text: client.post(
            "/host/house-rules", data={"other": text, "version": version(factory)}
        ),
        show=lambda: client.get("/host/house-rules").text,
    )


def test_a_coordinator_says_who_handles_a_host_and_when(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    far = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    assert far.get("/coordinator/hosts/1/handling").status_code == 404
    assert far.post("/coordinator/hosts/1/handling").status_code == 404
    page = coordinator.get("/coordinator/hosts/1/handling").text
    with factory() as session:
        near = select(Account.id).where(Account.regions.any(municipality_code="GM0344"))
        mine = session.scalars(near.order_by(Account.id)).all()[-1]
    assert f'value="{mine}"' in page
    told = {"handled_by": str(mine), "next_step_on": "1-5-2030", "version": version(factory)}
    for wrong, status in (({"version": 0}, 409), ({"handled_by": "999"}, 422)):
        answer = coordinator.post("/coordinator/hosts/1/handling", data={**told, **wrong})
        assert answer.status_code == status
    answer = coordinator.post("/coordinator/hosts/1/handling", data=told, follow_redirects=True)
    assert "1 mei 2030" in answer.text
    assert "Na tien stil" in answer.text  # the rules of the house, for the coordinator as well
    assert "Huurwoning van een woningcorporatie" in answer.text
    assert "Noor Jansen" in client.get("/host").text


def test_a_coordinator_changes_the_terms_with_the_room(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    assert "Niet roken in huis" in coordinator.get("/coordinator/rooms/1").text
    told = {**ROOM, "deposit": "300", "legal_max_rent": "450", "version": version(factory, Room)}
    assert coordinator.post("/coordinator/rooms/1/change", data=told).status_code == 303
    with factory() as session:
        terms = terms_of(session, 1)
        assert terms is not None
        assert terms.deposit_cents == 30000
        assert session.get_one(Room, 1).legal_max_rent_cents == 45000


def test_a_coordinator_invites_a_host_without_an_account_and_nobody_twice(
    client: FlaskClient, factory: Factory, sign_in_as: SignIn
) -> None:
    coordinator = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    far = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    address = "/coordinator/hosts/1/invitation"
    assert far.post(address).status_code == 404
    assert "heeft al een account" in coordinator.post(address, follow_redirects=True).text
    with transaction(factory) as session:
        session.get_one(Household, 1).account_id = None
    assert "De link is onderweg naar" in coordinator.post(address, follow_redirects=True).text
    coordinator.post(address)  # a new link makes the earlier one useless
    with factory() as session:
        invited = session.scalars(select(Invitation).where(Invitation.household_id == 1)).all()
        assert [(one.roles, one.accepted_at) for one in invited] == [("host", None)]
