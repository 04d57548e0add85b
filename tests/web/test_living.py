"""Living there on the site: each reader sees their own part, and nothing of the other side."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.careteam import contacts
from matcher.database.accounts import Account
from matcher.database.agreements import Agreement
from matcher.database.concerns import Concern, ConcernNote, Sanction
from matcher.database.living import CareTeam, CheckIn, EmergencyLink, Plan, PlanAction
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.links import sign
from matcher.settings import Settings
from matcher.words import (
    ActionStatus,
    CheckInStatus,
    ConcernLevel,
    ConcernStatus,
    HouseRuleKind,
    PlacementStatus,
    Role,
)
from tests.factories import sign_agreements
from tests.web.browsing import overflow, violations
from tests.web.conftest import signed_in_client, without_address
from tests.web.payloads import withstands
from tests.web.worlds import add_world, tie_to_world

UTRECHT = "GM0344"
OF_HOST, OF_YOUTH = "KANARIE-GASTGEZIN", "KANARIE-JONGERE"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def somebody(
    app: Flask, factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> SignIn:
    """``somebody(Role.HOST)`` is signed in, and placement 1 is theirs."""
    with transaction(factory) as session:
        add_world(session)

    def sign_in(role: Role, **ties: object) -> FlaskClient:
        given = {"regions": [UTRECHT]} if role == Role.COORDINATOR else {}
        if role == Role.MUNICIPALITY_OFFICER:
            given = {"municipality": UTRECHT}  # type: ignore[dict-item]
        account = make_account(role, passphrase=None, **(given | ties))
        with transaction(factory) as session:
            tie_to_world(session, session.get_one(Account, account.id))
        return signed_in_client(app, account)

    return sign_in


PAGES = {
    Role.COORDINATOR: (
        "/placements/1", "/living/check-ins/1", "/living/1/plan", "/living/1/team",
        "/living/1/contacts", "/living/1/sanction", "/living/1/concern", "/living/concerns",
        "/living/concerns/1",
    ),
    Role.REFERRER: (
        "/referrer/placements/1", "/living/check-ins/1", "/living/1/plan", "/living/1/concern",
        "/living/concerns", "/living/concerns/1",
    ),
    Role.HOST: (
        "/host/placements/1", "/living/1/say", "/living/1/concern", "/living/concerns/1",
    ),
    Role.YOUTH: (
        "/youth/placements/1", "/living/1/say", "/living/1/concern", "/living/concerns/1",
    ),
    Role.MUNICIPALITY_OFFICER: ("/living/escalated",),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", PAGES)
def test_every_page_opens_in_both_languages(somebody: SignIn, role: Role, language: str) -> None:
    client = somebody(role)
    client.set_cookie("language", language)
    for path in PAGES[role]:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (role, path)
        for role, paths in PAGES.items()
        for path in paths
        # On one page the numbers are typed in, and a list is of many placements.
        if "1" in path and path != "/living/1/contacts"
    ],
)
def test_the_numbers_to_call_stand_on_every_page_of_the_placement(
    somebody: SignIn, role: Role, path: str
) -> None:
    page = somebody(role).get(path).text
    assert 'href="tel:0201234567"' in page
    assert page.count('href="tel:112"') == 1


def hold(version: int = 1, **values: str) -> dict[str, str]:
    today = today_in_the_netherlands()
    return {
        "version": str(version), "kind": "visit", "held_on": today.strftime("%d-%m-%Y"),
        "housing": "4", "work": "3", "learning": "2", "coaching": "5", "step": "3",
        "youth_goes": "4", "youth_text": OF_YOUTH, "host_goes": "2", "host_text": OF_HOST,
        "summary": "Samen bekeken", **values,
    }  # fmt: skip


def test_a_counsellor_records_a_check_in_and_the_next_one_is_planned(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.REFERRER)
    answer = client.post("/living/check-ins/1", data=hold(), follow_redirects=True)
    assert answer.status_code == 200
    assert OF_YOUTH in answer.text
    assert OF_HOST in answer.text
    with factory() as session:
        first, second = session.scalars(select(CheckIn).order_by(CheckIn.number)).all()
        assert (first.status, second.status) == (CheckInStatus.HELD, CheckInStatus.PLANNED)
        assert len(first.voices) == 2
    again = client.post("/living/check-ins/1", data=hold(), follow_redirects=True)
    assert again.status_code == 409


def test_a_check_in_with_a_mistake_is_shown_again_with_what_was_typed(somebody: SignIn) -> None:
    client = somebody(Role.COORDINATOR)
    tomorrow = today_in_the_netherlands() + timedelta(days=1)
    for wrong in ({"kind": ""}, {"held_on": tomorrow.strftime("%d-%m-%Y")},
                  {"youth_text": "Haar nummer is 111222333"}):  # fmt: skip
        answer = client.post("/living/check-ins/1", data=hold() | wrong)
        assert answer.status_code == 422
        assert "Samen bekeken" in answer.text


def test_the_ladder_and_the_core_activities_are_drawn_once_there_is_something_to_compare(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    assert client.post("/living/check-ins/1", data=hold()).status_code == 303
    assert "<figure" not in client.get("/placements/1").text
    with transaction(factory) as session:
        session.get_one(Placement, 1).starts_on -= timedelta(days=100)
    page = client.get("/placements/1").text
    assert page.count("<figure") == 2
    assert "Trede (1 tot 6)" in page


@pytest.mark.parametrize(
    ("role", "own", "other"), [(Role.HOST, OF_HOST, OF_YOUTH), (Role.YOUTH, OF_YOUTH, OF_HOST)]
)
def test_neither_side_ever_reads_the_words_of_the_other(
    somebody: SignIn, factory: sessionmaker[Session], role: Role, own: str, other: str
) -> None:
    for side, text in ((Role.HOST, OF_HOST), (Role.YOUTH, OF_YOUTH)):
        client = somebody(side)
        data = {"goes": "4", "text": text}
        assert client.post("/living/1/say", data=data).status_code == 303
        concern = {"text": text, "kind": "conflict", "seriousness": "notice"}
        assert client.post("/living/1/concern", data=concern).status_code == 303
    client = somebody(role)
    base = f"/{role.value}"
    shown = client.get(f"{base}/placements/1").text + client.get("/living/1/say").text
    assert own in shown
    for path in ("/", base, f"{base}/placements/1", "/living/1/say", "/living/1/concern", "/living/1",
                 *(f"/living/concerns/{number}" for number in (1, 2, 3))):  # fmt: skip
        answer = client.get(path, follow_redirects=True)
        assert other not in answer.text, path
    staff = somebody(Role.COORDINATOR).get("/placements/1").text
    assert own in staff
    assert other in staff


def test_a_concern_of_another_is_not_there_for_a_host(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.HOST)
    with transaction(factory) as session:
        session.get_one(Concern, 1).raised_by_id = None
    assert client.get("/living/concerns/1").status_code == 404
    assert client.get("/living/concerns/999").status_code == 404


def test_a_youth_raises_a_concern_and_a_coordinator_deals_with_it(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    told = {"text": "Ik voel me niet veilig", "kind": "safety", "seriousness": "serious"}
    answer = somebody(Role.YOUTH).post("/living/1/concern", data=told, follow_redirects=True)
    assert answer.status_code == 200
    assert "Z-2" in answer.text
    client = somebody(Role.COORDINATOR)
    in_a_week = (today_in_the_netherlands() + timedelta(days=7)).strftime("%d-%m-%Y")
    steps = [
        ("pick-up", {}),
        ("note", {"text": "Gebeld met Sam"}),
        ("agree", {"text": "Elke week bellen", "review_on": in_a_week}),
        ("escalate", {"text": "Gezin werkt niet mee"}),
        ("pick-up", {}),
        ("close", {"outcome": "solved", "text": "Uitgepraat"}),
    ]
    for step, data in steps:
        with factory() as session:
            version = session.get_one(Concern, 2).version
        sent = client.post(f"/living/concerns/2/{step}", data={"version": version, **data})
        assert sent.status_code == 303, step
    with factory() as session:
        concern = session.get_one(Concern, 2)
        assert concern.status == ConcernStatus.CLOSED
        assert len(session.scalars(select(ConcernNote)).all()) == 3
    late = client.post("/living/concerns/2/pick-up", data={"version": 1})
    assert late.status_code == 409


def test_an_action_without_a_measure_is_refused_and_a_whole_one_is_ticked_off_by_its_owner(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    due = (today_in_the_netherlands() + timedelta(days=20)).strftime("%d-%m-%Y")
    whole = {"what": "DUO aanvragen", "measured_by": "Brief is binnen", "owner": "host",
             "due_on": due}  # fmt: skip
    for missing in ("measured_by", "owner", "due_on"):
        answer = client.post("/living/1/actions", data=whole | {missing: ""})
        assert answer.status_code == 422
        assert "DUO aanvragen" in answer.text
    assert client.post("/living/1/actions", data=whole).status_code == 303
    host = somebody(Role.HOST)
    page = host.get("/host/placements/1").text
    assert "DUO aanvragen" in page
    assert "Inschrijven bij de gemeente" not in page  # of the youth
    assert host.post("/living/actions/1/finish", data={"version": 1}).status_code == 404
    assert host.post("/living/actions/2/finish", data={"version": 1}).status_code == 303
    with factory() as session:
        assert session.get_one(PlanAction, 2).status == ActionStatus.DONE


def test_a_team_over_its_cap_is_refused_in_words(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    with transaction(factory) as session:
        team = session.get_one(CareTeam, 1)
        one, two = team.responsible_id, team.deputy_id
        session.add(Worker(account_id=two, caseload_cap=0))
    answer = client.post("/living/1/team", data={"responsible": str(two), "deputy": str(one)})
    assert answer.status_code == 422
    assert "zoveel plaatsingen" in answer.text


def test_the_numbers_are_changed_and_need_somebody_of_ours(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    lines = {"lines-0-kind": "on_call", "lines-0-label": "Achterwacht", "lines-0-phone": "030 123"}
    assert client.post("/living/1/contacts", data=lines).status_code == 303
    with factory() as session:
        assert [one.label for one in contacts.contacts_of(session, 1)] == ["Achterwacht"]
    lines["lines-0-kind"] = "police"
    assert client.post("/living/1/contacts", data=lines).status_code == 422
    nobody = client.post("/living/1/contacts", data={"lines-0-phone": "06-00005678"})
    assert nobody.status_code == 422
    assert "Kies van wie dit nummer is." in nobody.text


def emergency_address(factory: sessionmaker[Session], settings: Settings) -> str:
    with factory() as session:
        claim = contacts.claim_of(session, 1)
    assert claim is not None
    return "/emergency/" + sign(settings.secret_key, claim)


def test_the_numbers_are_there_without_signing_in_until_the_stay_ends(
    somebody: SignIn, client: FlaskClient, factory: sessionmaker[Session], settings: Settings
) -> None:
    address = emergency_address(factory, settings)
    page = client.get(address)
    assert page.status_code == 200
    assert 'href="tel:0201234567"' in page.text
    for secret in ("Sam", "Familie Voorbeeld", "Voorbeeldstraat", "Utrecht", "3511"):
        assert secret not in page.text
    with transaction(factory) as session:
        session.get_one(EmergencyLink, 1).is_active = False
    gone = client.get(address)
    assert gone.status_code == 404
    assert "tel:0201234567" not in gone.text
    assert "tel:112" in gone.text
    forged = client.get(address[:-1] + ("0" if address[-1] != "0" else "1"))
    assert without_address(forged) == without_address(gone)


def test_a_new_address_closes_the_old_one(
    somebody: SignIn, client: FlaskClient, factory: sessionmaker[Session], settings: Settings
) -> None:
    old = emergency_address(factory, settings)
    assert somebody(Role.COORDINATOR).post("/living/1/link").status_code == 303
    assert client.get(old).status_code == 404
    assert client.get(emergency_address(factory, settings)).status_code == 200


def test_the_municipality_sees_a_reference_and_no_person(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.MUNICIPALITY_OFFICER)
    page = client.get("/living/escalated").text
    assert "Z-1" in page
    for secret in ("Sam", "Familie Voorbeeld", "Voorbeeldstraat", "Ruzie", "J1", "H1"):
        assert secret not in re.sub(r"<header.*?</header>", "", page, flags=re.DOTALL), secret
    before = clock.moment()
    assert 'href="tel:0201234567"' in page  # of our own, to hear the rest
    assert "Opgepakt op" not in page
    assert client.post("/living/escalated/1/answer").status_code == 303
    page = client.get("/living/escalated").text
    assert "Opgepakt op" in page
    assert "We zijn er nog mee bezig" in page
    with transaction(factory) as session:
        concern = session.get_one(Concern, 1)
        assert concern.due_at is not None
        assert concern.due_at > before + timedelta(hours=23)
        concern.level = ConcernLevel.MANAGER
    assert "Z-1" not in client.get("/living/escalated").text
    assert client.post("/living/escalated/1/answer").status_code == 404


FOREIGN = [
    "/living/1", "/living/check-ins/1", "/living/1/plan", "/living/1/concern",
    "/living/concerns/1",
]  # fmt: skip


@pytest.mark.parametrize("path", [*FOREIGN, *(one.replace("1", "77") for one in FOREIGN)])
def test_what_is_out_of_reach_is_not_there(somebody: SignIn, path: str, sign_in_as: SignIn) -> None:
    assert sign_in_as(Role.COORDINATOR, regions=["GM0363"]).get(path).status_code == 404
    assert sign_in_as(Role.REFERRER).get(path).status_code == 404


def test_what_is_done_out_of_reach_is_not_found(somebody: SignIn, sign_in_as: SignIn) -> None:
    stranger = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    for path in ("/living/check-ins/1", "/living/check-ins/1/miss", "/living/check-ins/1/move",
                 "/living/1/plan", "/living/1/actions", "/living/actions/1/finish",
                 "/living/actions/1/drop", "/living/actions/1/move", "/living/1/concern",
                 "/living/concerns/1/pick-up", "/living/concerns/1/note",
                 "/living/concerns/1/agree", "/living/concerns/1/escalate",
                 "/living/concerns/1/close", "/living/1/team", "/living/1/contacts",
                 "/living/1/link", "/living/1/sanction"):  # fmt: skip
        assert stranger.post(path, data={"version": 1}).status_code == 404, path


def test_a_host_hears_nothing_before_the_youth_is_disclosed(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.HOST)
    with transaction(factory) as session:
        session.get_one(Placement, 1).status = PlacementStatus.CANCELLED
    for path in ("/living/1", "/living/1/say", "/living/1/concern"):
        assert client.get(path).status_code == 404


def test_steps_along_the_rules_come_in_order_on_the_page(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    told = {"told_on": today_in_the_netherlands().strftime("%d-%m-%Y"), "text": "Besproken"}
    assert "checked" in client.get("/living/1/sanction").text  # the first step is the only one
    assert client.post("/living/1/sanction", data=told | {"step": "warning"}).status_code == 422
    assert client.post("/living/1/sanction", data=told | {"step": "talk"}).status_code == 303
    with factory() as session:
        assert len(session.scalars(select(Sanction)).all()) == 1


def test_a_step_because_of_a_concern_names_a_signed_rule_and_leads_back_to_the_concern(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    with transaction(factory) as session:
        stay = session.get_one(Placement, 1)
        for one in session.scalars(select(Agreement).where(Agreement.placement_id == 1)):
            session.delete(one)
        session.flush()
        sign_agreements(session, stay, [(HouseRuleKind.VISITORS, "Bezoek tot tien uur")])
    page = client.get("/living/1/sanction?concern=1").text
    assert "Z-1" in page
    assert 'value="last_warning"' not in page  # not before the steps that come first
    told = {"told_on": today_in_the_netherlands().strftime("%d-%m-%Y"), "text": "Besproken",
            "step": "talk", "concern": "1"}  # fmt: skip
    without = client.post("/living/1/sanction", data=told)
    assert without.status_code == 422
    assert "Kies welke huisregel" in without.text
    sent = client.post("/living/1/sanction", data=told | {"rule": "1"})
    assert sent.location.endswith("/living/concerns/1")
    page = client.get("/living/concerns/1").text
    assert "Bezoek tot tien uur" in page
    with factory() as session:
        assert session.scalars(select(Sanction.concern_id)).all() == [1]


def test_staff_read_whom_a_concern_is_about_and_a_counsellor_does_not_take_up_what_climbed(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        concern = session.get_one(Concern, 1)
        concern.level, concern.status = ConcernLevel.MANAGER, ConcernStatus.ESCALATED
        name = concern.placement.youth.name
    for role in (Role.COORDINATOR, Role.REFERRER):  # this referrer leads the organisation
        client = somebody(role)
        page = client.get("/living/concerns/1").text
        assert name in page
        assert "Ik pak dit op" in page
        assert name in client.get("/living/concerns").text
    with transaction(factory) as session:
        for worker in session.scalars(select(Worker)):
            worker.is_lead = False
    page = client.get("/living/concerns/1").text
    assert name in page
    assert "Ik pak dit op" not in page
    refused = client.post("/living/concerns/1/pick-up", data={"version": 2})
    assert refused.status_code == 422
    assert "leiding geeft" in refused.text


def test_a_plan_whose_day_is_near_asks_for_another_day(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    asks = "Het is tijd om samen naar het plan te kijken"
    with transaction(factory) as session:
        session.scalars(select(Plan)).one().review_on = today_in_the_netherlands()
    assert asks in client.get("/living/1/plan").text
    with transaction(factory) as session:
        session.scalars(select(Plan)).one().review_on += timedelta(days=60)
    assert asks not in client.get("/living/1/plan").text


def test_a_concern_withstands_anything(somebody: SignIn) -> None:
    client = somebody(Role.HOST)
    told = {"kind": "other", "seriousness": "notice"}
    withstands(
        send=lambda text: client.post("/living/1/concern", data=told | {"text": text}),
        show=lambda: somebody_reads(client),
    )


def somebody_reads(client: FlaskClient) -> str:
    """Return the page of the newest concern."""
    numbers = re.findall(r"/living/concerns/(\d+)", client.get("/host/placements/1").text)
    return client.get(f"/living/concerns/{max(map(int, numbers))}").text


def test_what_a_side_tells_withstands_anything(somebody: SignIn) -> None:
    client = somebody(Role.YOUTH)
    withstands(
        send=lambda text: client.post("/living/1/say", data={"goes": "4", "text": text}),
        show=lambda: client.get("/youth/placements/1").text + client.get("/living/1/say").text,
    )


@pytest.mark.browser
@pytest.mark.parametrize("role", PAGES)
def test_every_page_is_for_everybody_and_fits_a_phone(
    somebody: SignIn, open_page: Callable[..., Page], live: str, role: Role
) -> None:
    cookie = somebody(role).get_cookie("kamermatch")
    assert cookie is not None
    page = open_page(320, "nl")
    page.context.add_cookies([{"name": "kamermatch", "value": cookie.value, "url": live}])
    for path in PAGES[role]:
        page.goto(path)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_without_signing_in_is_for_everybody(
    somebody: SignIn,
    open_page: Callable[..., Page],
    factory: sessionmaker[Session],
    settings: Settings,
    width: int,
) -> None:
    page = open_page(width, "nl")
    page.goto(emergency_address(factory, settings))
    assert violations(page) == []
    assert overflow(page) <= 0
