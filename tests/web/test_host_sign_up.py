"""A host signs up in small steps; answers are kept, checked again, and sent once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.hosts import Household, SignUpDraft
from matcher.database.people import Invitation
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rentpoints import HomeBuilding
from matcher.database.session import transaction
from matcher.hosts.changes import circumstances_of, rules_of
from matcher.links import Claim, sign
from matcher.rooms.terms import terms_of
from matcher.words import Benefit, HouseholdStatus, HouseRuleKind, Role, Tenure
from tests.web.conftest import MUNICIPALITY, SignIn
from tests.web.hosts import ANSWERS, SECOND_ROOM, add_postcode, fill_in, up_to
from tests.web.payloads import withstands

Factory = sessionmaker[Session]


@pytest.fixture(autouse=True)
def postcodes(factory: Factory) -> None:
    with transaction(factory) as session:
        add_postcode(session)


def send(client: FlaskClient, **kwargs: Any) -> Any:
    return client.post("/sign-up/check", data={"consent": "y"}, **kwargs)


def link_of(factory: Factory, app: Flask) -> str:
    """Return the address in the newest mail with a link, as it goes out."""
    with factory() as session:
        query = select(OutboxMessage).order_by(OutboxMessage.id.desc())
        message = next(m for m in session.scalars(query) if "link" in m.values)
    secret = app.extensions["settings"].secret_key
    return f"/sign-up/resume/{sign(secret, Claim.restored(message.values['link']))}"


def test_a_host_signs_up_from_the_first_step_to_thank_you(
    client: FlaskClient, factory: Factory
) -> None:
    fill_in(client)
    check = client.get("/sign-up/check").get_data(as_text=True)
    assert "Verzonnenlaan 7a" in check
    assert "1011 AB Amsterdam" in check
    done = send(client, follow_redirects=True)
    with factory() as session:
        household = session.scalars(select(Household)).one()
        (room,) = household.homes[0].rooms
        assert household.reference in done.get_data(as_text=True)
        assert household.status == HouseholdStatus.SIGNED_UP
        assert (household.languages, household.interests) == ("nl ar", "cooking")
        assert (room.rent_cents, room.area_m2, room.accepts_guidance) == (39550, 14.5, "34")
        assert household.homes[0].municipality_code == MUNICIPALITY
        assert session.scalars(select(SignUpDraft)).all() == []
        actions = set(session.scalars(select(AuditEvent.action)))
        assert actions == {"household.sign_up", "invitation.make"}


def test_periods_terms_circumstances_and_rules_arrive_as_told(
    client: FlaskClient, factory: Factory
) -> None:
    fill_in(client)
    send(client)
    with factory() as session:
        household = session.scalars(select(Household)).one()
        (home,) = household.homes
        (room,) = home.rooms
        periods = [(p.free_from, p.free_until) for p in room.availabilities]
        assert periods == [(date(2030, 4, 1), date(2030, 7, 1)), (date(2030, 9, 1), None)]
        terms, told = terms_of(session, room.id), circumstances_of(session, household.id)
        assert terms is not None
        assert told is not None
        assert (terms.included, terms.service_cents, terms.deposit_cents) == (
            "heating internet", 5000, 40000,
        )  # fmt: skip
        assert (terms.is_furnished, terms.limits) == (True, "Geen rook")
        assert (told.tenure, told.benefits) == (Tenure.RENTED_SOCIAL, Benefit.HUURTOESLAG)
        kinds = [rule.kind for rule in rules_of(session, household.id)]
        assert kinds == [HouseRuleKind.QUIET, HouseRuleKind.PETS]
        assert session.get_one(HomeBuilding, home.id).usable_m2 == 80.5


def test_a_host_offers_more_rooms_and_takes_one_out_again(
    client: FlaskClient, factory: Factory
) -> None:
    fill_in(client)
    fill_in(client, SECOND_ROOM)
    rooms = client.get("/sign-up/rooms").get_data(as_text=True)
    assert "Tuinkamer" in rooms
    assert "/sign-up/rooms/3/room" in rooms
    assert client.post("/sign-up/rooms/1/remove").status_code == 303
    assert client.post("/sign-up/rooms/2/remove").status_code == 404  # one room must stay
    send(client)
    with factory() as session:
        (room,) = session.scalars(select(Household)).one().homes[0].rooms
        assert room.description == "Tuinkamer"


def test_two_rooms_are_both_stored(client: FlaskClient, factory: Factory) -> None:
    fill_in(client)
    fill_in(client, SECOND_ROOM)
    send(client)
    with factory() as session:
        rooms = session.scalars(select(Household)).one().homes[0].rooms
        assert [room.rent_cents for room in rooms] == [39550, 35000]
        assert {room.max_age for room in rooms} == {23}  # wishes count for every room


def test_a_page_that_is_no_step_is_not_found(client: FlaskClient) -> None:
    fill_in(client)
    for page in ("rooms/3/room", "rooms/2/rent", "rooms/1/keuken", "rooms/0/room", "nergens"):
        assert client.get(f"/sign-up/{page}").status_code == 404, page
        assert client.post(f"/sign-up/{page}", data={}).status_code == 404, page


def test_the_check_tells_what_to_look_into(client: FlaskClient) -> None:
    fill_in(client)
    client.post("/sign-up/rooms/1/rent", data={"rent": "700"})
    check = client.get("/sign-up/check").get_data(as_text=True)
    assert "Je huurt je huis" in check
    assert "kamerverhuurvrijstelling" in check
    assert "Je krijgt huurtoeslag" in check
    client.post("/sign-up/home", data={"tenure": "owned", "number_of_residents": "2"})
    client.post("/sign-up/rooms/1/rent", data={"rent": "400"})
    assert "Zoek dit uit" not in client.get("/sign-up/check").get_data(as_text=True)


def test_a_host_is_invited_to_make_an_account_for_the_own_home(
    client: FlaskClient, factory: Factory
) -> None:
    fill_in(client)
    send(client)
    with factory() as session:
        invitation = session.scalars(select(Invitation)).one()
        household = session.scalars(select(Household)).one()
        assert (invitation.household_id, invitation.roles) == (household.id, "host")
        assert invitation.email == household.email == "mo@example.org"


def test_who_has_an_account_under_that_address_is_told_and_gets_no_new_one(
    client: FlaskClient, factory: Factory, make_account: Any
) -> None:
    make_account(Role.REFERRER, email="mo@example.org")
    fill_in(client)
    assert send(client).location == "/sign-up/done"
    with factory() as session:
        assert session.scalars(select(Invitation)).all() == []
        assert session.scalars(select(Household.account_id)).one() is None


def test_a_host_with_an_account_finds_the_new_home_there(
    sign_in_as: SignIn, factory: Factory
) -> None:
    client = sign_in_as(Role.HOST)
    fill_in(client)
    send(client)
    assert "Verzonnenlaan 7a" in client.get("/host").get_data(as_text=True)
    with factory() as session:
        assert session.scalars(select(Invitation)).all() == []


def test_sending_twice_signs_up_once(client: FlaskClient, factory: Factory) -> None:
    fill_in(client)
    for _ in range(2):
        send(client)
    with factory() as session:
        assert len(session.scalars(select(Household)).all()) == 1


def test_answers_are_still_there_when_the_host_comes_back(client: FlaskClient) -> None:
    fill_in(client, {"you": ANSWERS["you"]})
    assert "Mo Fictief" in client.get("/sign-up/you").get_data(as_text=True)
    assert "/sign-up/address" in client.get("/sign-up").get_data(as_text=True)


def test_a_host_stops_half_way_and_goes_on_with_another_device(
    app: Flask, client: FlaskClient, factory: Factory
) -> None:
    fill_in(client, up_to("rooms/1/room"))
    later = client.post("/sign-up/rooms/1/room", data={**ANSWERS["rooms/1/room"], "later": "1"})
    assert later.location == "/sign-up/later"
    assert "mo@example.org" in client.get("/sign-up/later").get_data(as_text=True)
    assert client.post("/sign-up/later", data={"email": "mo@example.org"}).status_code == 200
    phone = app.test_client()
    link = link_of(factory, app)
    assert phone.get(link).status_code == 200
    assert client.get("/sign-up/you").status_code == 200  # opening the link takes nothing yet
    assert phone.post(link).location == "/sign-up/rooms/1/rent"
    assert "Zolderkamer" in phone.get("/sign-up/rooms/1/room").get_data(as_text=True)
    assert client.get("/sign-up/you").location == "/sign-up"  # the first device is shut out


def test_a_link_that_nobody_sent_opens_nothing(client: FlaskClient) -> None:
    for key in ("x", "1.abc.20300101.0", "1..20300101.ff", "%00", "é" * 300):
        assert client.get(f"/sign-up/resume/{key}").status_code in (400, 404), key
        assert client.post(f"/sign-up/resume/{key}").status_code in (400, 404), key


def test_nobody_else_sees_the_answers(app: Flask, client: FlaskClient) -> None:
    fill_in(client)
    stranger = app.test_client()
    for page in ("you", "later", "rooms", "rooms/1/room", "check"):
        assert stranger.get(f"/sign-up/{page}").location == "/sign-up"
    assert stranger.post("/sign-up/rooms/1/remove").location == "/sign-up"


def test_a_later_step_waits_for_the_earlier_ones(client: FlaskClient) -> None:
    client.post("/sign-up")
    for page in ("check", "rooms", "rooms/1/room", "together"):
        assert client.get(f"/sign-up/{page}").location == "/sign-up/you"
    assert send(client).location == "/sign-up/you"
    assert client.post("/sign-up/together", data=ANSWERS["together"]).location == "/sign-up/you"


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("you", {"email": "geen adres"}, "email"),
    ("you", {"contact_name": "111222333"}, "contact_name"),
    ("address", {"postcode": "9999 ZZ"}, "postcode"),
    ("address", {"postcode": "straat"}, "postcode"),
    ("household", {"kind": "single"}, "gender-0"),
    ("household", {"kind": "family"}, "has_children"),
    ("home", {"tenure": ""}, "tenure-0"),
    ("home", {"number_of_residents": "0"}, "number_of_residents"),
    ("home", {"consent_asked_on": "1-1-2999"}, "consent_asked_on"),
    ("home", {"usable_m2": "3"}, "usable_m2"),
    ("rooms/1/room", {"free_from_1": ""}, "free_from_1"),
    ("rooms/1/room", {"free_from_1": "31-02-2030"}, "free_from_1"),
    ("rooms/1/room", {"free_until_1": "1-3-2030"}, "free_until_1"),
    ("rooms/1/room", {"free_from_2": "1-6-2030"}, "free_from_1"),
    ("rooms/1/room", {"free_from_2": "", "free_until_2": "1-9-2031"}, "free_from_2"),
    ("rooms/1/rent", {"rent": "39500"}, "rent"),
    ("rooms/1/rent", {"rent": "veel"}, "rent"),
    ("rooms/1/rent", {"service": "395,50"}, "service"),
    ("rooms/1/rent", {"deposit": "691,01"}, "deposit"),
    ("housemate", {"min_age": "17"}, "min_age"),
    ("housemate", {"max_age": "17"}, "max_age"),
    ("housemate", {"min_age": "24"}, "max_age"),
    ("housemate", {"accepts_guidance": []}, "accepts_guidance-0"),
    ("rules", {"quiet": "x" * 301}, "quiet"),
    ("together", {"motivation": "bsn 111.222.333"}, "motivation"),
]


def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(
    client: FlaskClient, factory: Factory
) -> None:
    fill_in(client)
    with factory() as session:
        before = session.scalars(select(SignUpDraft.answers)).one()
    for step, wrong, told in WRONG:
        response = client.post(f"/sign-up/{step}", data={**ANSWERS[step], **wrong})
        assert response.status_code == 422, (step, wrong)
        assert f'href="#{told}"' in response.get_data(as_text=True), (step, wrong)
    with factory() as session:
        assert session.scalars(select(SignUpDraft.answers)).one() == before


def test_a_deposit_of_two_months_without_service_costs_is_fine(client: FlaskClient) -> None:
    fill_in(client, up_to("rooms/1/rent"))
    answers = {**ANSWERS["rooms/1/rent"], "deposit": "691"}
    assert client.post("/sign-up/rooms/1/rent", data=answers).status_code == 303


def test_the_texts_of_a_room_withstand_anything(client: FlaskClient) -> None:
    fill_in(client, up_to("rooms/1/rent"))
    withstands(
        send=lambda text: client.post(
            "/sign-up/rooms/1/rent", data={**ANSWERS["rooms/1/rent"], "notes": text}
        ),
        show=lambda: client.get("/sign-up/rooms/1/rent").text,
    )


def test_without_consent_nothing_is_sent(client: FlaskClient, factory: Factory) -> None:
    fill_in(client)
    assert client.post("/sign-up/check", data={}).status_code == 422
    with factory() as session:
        assert session.scalars(select(Household)).all() == []


def test_a_host_can_have_the_answers_removed(client: FlaskClient, factory: Factory) -> None:
    fill_in(client)
    client.post("/sign-up/forget")
    with factory() as session:
        assert session.scalars(select(SignUpDraft)).all() == []


def test_answers_survive_closing_the_browser_and_go_after_a_month(
    client: FlaskClient, factory: Factory
) -> None:
    answer = client.post("/sign-up")
    assert "Expires=" in answer.headers["Set-Cookie"]
    with transaction(factory) as session:
        session.execute(update(SignUpDraft).values(changed_at=now() - timedelta(days=31)))
    client.application.test_client().post("/sign-up")
    with factory() as session:
        ages = session.scalars(select(SignUpDraft.changed_at)).all()
    assert len(ages) == 1
    assert ages[0] > now() - timedelta(days=1)


def test_sign_up_by_somebody_signed_in_is_recorded_as_theirs(
    sign_in_as: SignIn, factory: Factory
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    fill_in(client)
    assert send(client).status_code == 303
    with factory() as session:
        actors = select(AuditEvent.actor_id).where(AuditEvent.action == "household.sign_up")
        assert session.scalars(actors).one() is not None
