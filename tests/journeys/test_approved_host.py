"""A host, by four people: from the first visit to the site on a phone to a room that takes part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.places import Contract
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.visits import HomeVisit, Visitor
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.links import Claim, address
from matcher.rounds.snapshot import load_frames
from matcher.settings import Settings
from matcher.words import Role
from seed.load import load_reference
from tests.factories import UTRECHT
from tests.journeys.home_visit import approve_the_host, fill_in_and_report, plan, write_impression
from tests.journeys.sign_up import PHONE, looked_at, sign_up_a_room
from tests.journeys.test_main_job import sign_in
from tests.web.browsing import overflow, violations
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.browser


@dataclass
class People:
    """Two coordinators of Utrecht and a worker of a care organisation; two of them visit."""

    anna: Account
    bram: Account
    cato: Account


@pytest.fixture
def people(factory: sessionmaker[Session], make_account: Callable[..., Account]) -> People:
    with transaction(factory) as session:
        load_reference(session)
        session.add(Contract(municipality_code=UTRECHT, starts_on=date(2020, 1, 1)))
    people = People(
        anna=make_account(Role.COORDINATOR, regions=[UTRECHT]),
        bram=make_account(Role.REFERRER),
        cato=make_account(Role.COORDINATOR, regions=[UTRECHT]),
    )
    with transaction(factory) as session:
        for visitor, name in ((people.anna, "Anna Eerste"), (people.bram, "Bram Tweede")):
            session.get_one(Account, visitor.id).name = name
            spot = {"latitude": 52.09, "longitude": 5.12, "place_name": "Utrecht"}
            trained = {"trained_on": date(2025, 1, 1), "visits_per_week": 3}
            session.add(Visitor(account_id=visitor.id, **trained, **spot))
    return people


def account_from_mail(page: Page, factory: sessionmaker[Session], settings: Settings) -> None:
    with factory() as session:
        query = select(OutboxMessage).where(OutboxMessage.template == "invitation")
        claim = Claim.restored(session.scalars(query).one().values["link"])
    page.goto(address(settings.secret_key, "", claim))
    page.get_by_label("Je naam").fill("Familie Verzinsel")
    page.get_by_label("Kies een wachtzin").fill(PASSPHRASE)
    page.get_by_label("De wachtzin nog een keer").fill(PASSPHRASE)
    page.get_by_role("button", name="Maak mijn account").click()
    looked_at(page, "Mijn huis")


def record_the_vog(page: Page) -> None:
    """Approving says what is missing, and where to record it."""
    page.goto("/visits/?view=to_decide")
    page.get_by_role("link", name="Familie Verzinsel").click()
    page.get_by_role("link", name="Lezen en beslissen").click()
    expect(page.get_by_text("Je kunt nog niet goedkeuren.")).to_be_visible()
    page.get_by_role("link", name="Naar de documenten").click()
    assert violations(page) == []
    today = today_in_the_netherlands()
    page.locator("select[name=kind]").select_option("vog")
    page.get_by_label("Van wie").fill("F. Verzinsel")
    page.locator("input[name=state][value=seen]").check()
    page.get_by_label("Afgegeven op").fill(f"{today:%d-%m-%Y}")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Het document is vastgelegd.")).to_be_visible()


def rooms_in_a_round(factory: sessionmaker[Session]) -> int:
    with factory() as session:
        frames = load_frames(session, today_in_the_netherlands(), policy_in_force())
        return int(frames.rooms["participating"].sum())


def test_a_host_from_the_first_visit_to_an_approved_room(
    people: People,
    open_page: Callable[..., Page],
    factory: sessionmaker[Session],
    settings: Settings,
) -> None:
    host = open_page(PHONE)
    sign_up_a_room(host)
    account_from_mail(host, factory, settings)

    cato = sign_in(open_page(1280), people.cato)
    plan(cato)
    host.reload()
    expect(host.get_by_text("Anna Eerste en Bram Tweede komen langs.")).to_be_visible()
    with transaction(factory) as session:  # the day comes
        session.scalars(select(HomeVisit)).one().planned_at = now() - timedelta(hours=2)

    write_impression(sign_in(open_page(1280), people.anna), "Een warm huis.")
    bram = sign_in(open_page(PHONE), people.bram)
    write_impression(bram, "Een rustige kamer aan de tuin.")
    fill_in_and_report(bram, "Open gesprek; iedereen staat erachter.", "Goedkeuren")

    record_the_vog(cato)
    assert rooms_in_a_round(factory) == 0
    approve_the_host(cato)
    assert rooms_in_a_round(factory) == 1

    host.reload()
    expect(host.get_by_text("goedgekeurd", exact=True).first).to_be_visible()
    looked_at(host, "Mijn huis")
    with factory() as session:
        assert session.scalars(select(Household.status)).one() == "approved"
        told = session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id)).all()
    assert "visit_notice" in told
    assert told[-1] == "host_approved"
    assert overflow(cato) <= 0
