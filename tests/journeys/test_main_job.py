"""The main job, by four people in a real browser: from sign-up to figures that move."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.jobs import run_waiting
from matcher.words import IntroductionStage, PlacementStatus, Role
from seed.load import load_reference
from tests.factories import UTRECHT, sign_agreements
from tests.journeys.home_visit import approve_the_host
from tests.journeys.sign_up import sign_up_a_room
from tests.visits.factories import Team
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.browser

YOUTHS = """\
Kenmerk jongere;Voornaam;Achternaam;Geboortedatum;Geslacht;Gemeente;Status jongere;\
Kan verhuizen vanaf;Doelgroep;Budget huur per maand;Soort begeleiding;Dagbesteding;Woonplaats
J1;Sam;Verzonnen;{birth};vrouw;Utrecht;klaar voor een match;{today};licht;450;4;school;Utrecht
J2;Noa;Bedacht;{birth};man;Utrecht;klaar voor een match;{today};zwaar;300;4;school;Utrecht
"""


@pytest.fixture
def people(
    factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> dict[str, Account]:
    """The country's towns, a running contract for Utrecht, and two people who work with it."""
    with transaction(factory) as session:
        load_reference(session)
        session.add(Contract(municipality_code=UTRECHT, starts_on=date(2020, 1, 1)))
    return {
        "coordinator": make_account(Role.COORDINATOR, regions=[UTRECHT]),
        "officer": make_account(Role.MUNICIPALITY_OFFICER, municipality=UTRECHT),
    }


def sign_in(page: Page, account: Account) -> Page:
    page.goto("/account/sign-in")
    page.fill("#email", account.email)
    page.fill("#passphrase", PASSPHRASE)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()
    return page


def visit_the_host(factory: sessionmaker[Session], coordinator: Account) -> None:
    """Two people visit and report; how they do so has a story of its own."""
    with transaction(factory) as session:
        household = session.scalars(select(Household)).one()
        team = Team(session, household, session.get_one(Account, coordinator.id))
        team.with_vog(expires_on=None)
        team.reported()


def import_the_youths(page: Page) -> None:
    today = today_in_the_netherlands()
    values = {"birth": f"{today - timedelta(days=19 * 366):%d-%m-%Y}", "today": f"{today:%d-%m-%Y}"}
    content = YOUTHS.format(**values).encode("utf-8-sig")
    page.goto("/coordinator/import")
    page.get_by_label("Jongeren", exact=True).check()
    file = {"name": "jongeren.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[arg-type]
    page.get_by_role("button", name="Bestand bekijken").click()
    expect(page.get_by_text("Sam")).to_be_visible()
    page.get_by_role("button", name=re.compile("Alles bewaren")).click()


def run_a_round(page: Page, factory: sessionmaker[Session]) -> None:
    page.goto("/coordinator/rounds")
    page.get_by_role("button", name="Ronde starten").click()
    expect(page.get_by_text("De ronde loopt")).to_be_visible()
    assert len(run_waiting(factory)) == 1  # what `kamermatch work` does
    page.reload()
    page.get_by_role("link", name="Voorstellen bekijken").click()


def move_in(factory: sessionmaker[Session]) -> None:
    """They met, agreed and signed; how they do so has a story of its own."""
    with transaction(factory) as session:
        placement = session.scalars(select(Placement)).one()
        sign_agreements(session, placement)
        placement.status = PlacementStatus.ACTIVE
        introduction = session.scalars(select(Introduction)).one()
        introduction.stage, introduction.due_at = IntroductionStage.STARTED, None


def own_youths_in_a_room(page: Page) -> str:
    page.goto("/municipality/")
    tile = page.locator(".km-tile").filter(
        has_text=re.compile("eigen jongeren? (woont|wonen) in een kamer")
    )
    return tile.locator(".km-tile__value").inner_text()


def test_from_a_sign_up_on_a_phone_to_figures_that_move(
    people: dict[str, Account],
    open_page: Callable[..., Page],
    factory: sessionmaker[Session],
) -> None:
    officer = sign_in(open_page(1280), people["officer"])
    officer.goto("/municipality/")
    expect(officer.locator(".km-tile")).to_have_count(0)  # nothing has happened here yet

    sign_up_a_room(open_page(390))
    coordinator = sign_in(open_page(1280), people["coordinator"])
    visit_the_host(factory, people["coordinator"])
    approve_the_host(coordinator)
    import_the_youths(coordinator)
    run_a_round(coordinator, factory)

    # Noa cannot pay this room, so the proposal is for Sam.
    coordinator.get_by_role("link", name="Bekijken").click()
    expect(
        coordinator.get_by_role("heading", level=1, name="Sam Verzonnen bij Familie Verzinsel")
    ).to_be_visible()
    coordinator.get_by_role("button", name="Goedkeuren").click()
    expect(coordinator.get_by_text("De kamer is geboekt")).to_be_visible()

    assert own_youths_in_a_room(officer) == "0"  # a booking is not yet a life together
    move_in(factory)
    assert own_youths_in_a_room(officer) == "1"
