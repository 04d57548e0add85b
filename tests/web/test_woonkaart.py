"""The woonkaart by anybody, its figures for staff, and the schools on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.consents import service as consents
from matcher.database.accounts import CareOrganisation
from matcher.database.places import Postcode
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.database.woonkaart import School, WoonkaartAnswer
from matcher.inforce import today_in_the_netherlands
from matcher.woonkaart.rules import half_year_of
from matcher.words import ConsentPurpose, ConsentWay, Role
from tests.factories import add_youth
from tests.web.browsing import overflow, violations
from tests.web.conftest import MUNICIPALITY, SignIn
from tests.web.payloads import withstands
from tests.web.worlds.homes import a_card

Factory = sessionmaker[Session]
CARD = {"stay": "no_place", "feeling": "bad", "help_wish": "both", "moment": "advice_team",
        "postcode": "1011", "school": ""}  # fmt: skip


@pytest.fixture(autouse=True)
def amsterdam(factory: Factory) -> None:
    with transaction(factory) as session:
        session.add(
            Postcode(digits="1011", municipality_code=MUNICIPALITY, latitude=52.37, longitude=4.9)
        )
        session.add(School(name="Mbo Amstel", municipality_code=MUNICIPALITY))


def test_anybody_fills_in_a_card_and_hears_where_to_go(
    client: FlaskClient, factory: Factory
) -> None:
    assert "Mbo Amstel" in client.get("/woonkaart").text
    answer = client.post("/woonkaart", data=CARD)
    assert answer.status_code == 200
    assert "0800 2000" in answer.text  # not safe: said first
    assert answer.text.index("0800 2000") < answer.text.index('href="/routes/housing"')
    assert 'href="/routes/money"' in answer.text
    with factory() as session:
        row = session.scalars(select(WoonkaartAnswer)).one()
        assert (row.half_year, row.municipality_code, row.district) == (
            half_year_of(today_in_the_netherlands()), MUNICIPALITY, "1011",
        )  # fmt: skip
        assert session.scalars(select(AuditEvent)).all() == []


def test_card_of_somebody_signed_in_is_as_anonymous(sign_in_as: SignIn, factory: Factory) -> None:
    worker = sign_in_as(Role.REFERRER)
    with factory() as session:
        before = len(session.scalars(select(AuditEvent.id)).all())
    assert worker.post("/woonkaart", data=CARD).status_code == 200
    with factory() as session:
        assert len(session.scalars(select(AuditEvent.id)).all()) == before


@pytest.mark.parametrize(
    "changes",
    [{"stay": ""}, {"moment": "other"}, {"postcode": ""}, {"postcode": "1011 AB"},
     {"postcode": "9999"}, {"school": "77"}],
)  # fmt: skip
def test_card_with_a_mistake_is_not_counted(
    client: FlaskClient, factory: Factory, changes: dict[str, str]
) -> None:
    assert client.post("/woonkaart", data={**CARD, **changes}).status_code == 422
    with factory() as session:
        assert session.scalars(select(WoonkaartAnswer)).all() == []


def test_figures_are_of_closed_half_years_and_downloadable(
    sign_in_as: SignIn, client: FlaskClient, factory: Factory
) -> None:
    officer = sign_in_as(Role.MUNICIPALITY_OFFICER)
    officer.set_cookie("language", "en")
    client.post("/woonkaart", data=CARD)
    assert "No figures yet" in officer.get("/woonkaart/figures").text  # the half-year runs
    with transaction(factory) as session:
        session.add_all(a_card(MUNICIPALITY) for _ in range(23))
    half = f"{today_in_the_netherlands().year - 1}-2"
    page = officer.get("/woonkaart/figures").text
    assert "25" in page
    assert ">23<" not in page
    address = f"/woonkaart/figures.csv?municipality={MUNICIPALITY}&half_year={half}"
    file = officer.get(address)
    assert file.mimetype == "text/csv"
    assert f"{half},{MUNICIPALITY},All cards,Cards,25" in file.text
    running = half_year_of(today_in_the_netherlands())
    for wrong in (address.replace(half, running), address.replace(MUNICIPALITY, "GM0344")):
        assert officer.get(wrong).status_code == 404
    assert officer.get(f"/woonkaart/figures?half_year={running}").status_code == 404
    assert officer.get("/woonkaart/figures?municipality=GM0344").status_code == 404


def test_coordinator_keeps_the_schools_of_the_own_region(
    sign_in_as: SignIn, factory: Factory
) -> None:
    coordinator = sign_in_as(Role.COORDINATOR)
    new = {"name": "Mbo IJ", "municipality": MUNICIPALITY}
    assert coordinator.post("/woonkaart/schools", data=new).status_code == 303
    assert coordinator.post("/woonkaart/schools", data=new).status_code == 422
    elsewhere = {**new, "municipality": "GM0344"}
    assert coordinator.post("/woonkaart/schools", data=elsewhere).status_code == 422
    assert coordinator.post("/woonkaart/schools/2", data={"name": "Mbo IJ"}).status_code == 303
    assert "Mbo IJ" not in coordinator.get("/woonkaart").text  # no longer takes part
    with factory() as session:
        assert session.get_one(School, 2).is_active is False


def test_name_of_a_school_withstands_anything(sign_in_as: SignIn) -> None:
    coordinator = sign_in_as(Role.COORDINATOR)
    withstands(
        send=lambda text: coordinator.post("/woonkaart/schools/1", data={"name": text}),
        show=lambda: coordinator.get("/woonkaart/schools").text,
    )


@pytest.mark.browser
def test_card_is_filled_in_on_a_phone_without_script(open_page: Callable[..., Page]) -> None:
    page = open_page(390, "nl")
    page.goto("/woonkaart")
    for label in ("Ik heb nu geen vaste plek", "Niet goed of niet veilig", "Ja, over wonen en geld",
                  "Gesprek met het wijkteam"):  # fmt: skip
        page.get_by_label(label).check()
    page.get_by_label("De vier cijfers van je postcode").fill("1011")
    page.get_by_role("button", name="Klaar").click()
    assert (
        page.get_by_role("heading", name="Dank je wel").is_visible()
        or page.get_by_text("Veilig Thuis").is_visible()
    )
    assert violations(page) == []
    assert overflow(page) <= 0
    page.get_by_role("link", name="Routekaart wonen").first.click()
    assert page.get_by_role("link", name="0800 2000").get_attribute("href") == "tel:08002000"


def test_worker_puts_a_card_in_the_dossier_of_an_own_youth_only(
    sign_in_as: SignIn, factory: Factory
) -> None:
    referrer = sign_in_as(Role.REFERRER)
    with transaction(factory) as session:
        own, foreign = add_youth(session), add_youth(session)
        organisation = session.scalars(select(CareOrganisation.id)).first()
        own.organisation_id = organisation
        page, elsewhere = f"/woonkaart/youths/{own.id}", f"/woonkaart/youths/{foreign.id}"
        own_id = own.id
    assert referrer.post(page, data=CARD).status_code == 422  # no consent yet
    with transaction(factory) as session:
        consents.give(session, COMMAND_LINE, own_id, (ConsentPurpose.KEEP_AND_MATCH,),
                      ConsentWay.SPOKEN)  # fmt: skip
    assert referrer.post(page, data=CARD).status_code == 303
    assert referrer.post(page, data={**CARD, "stay": "x"}).status_code == 422
    assert "Ik heb nu geen vaste plek" in referrer.get(f"/referrer/youths/{own_id}").text
    for path in (elsewhere, "/woonkaart/youths/99"):
        assert referrer.get(path).status_code == 404
        assert referrer.post(path, data=CARD).status_code == 404
