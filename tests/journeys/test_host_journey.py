"""A host on a phone: from the first visit to the own page, in between on another device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import links
from matcher.database.hosts import Household
from matcher.database.places import Place, Postcode
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.hosts.daily import run
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseholdStatus
from tests.journeys.sign_up import PHONE, go_on, looked_at, tell_who_and_where
from tests.web.conftest import MUNICIPALITY, PASSPHRASE

pytestmark = pytest.mark.browser

MAIL = "verzinsel@example.org"


@pytest.fixture
def postcode(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        spot = {"municipality_code": MUNICIPALITY, "latitude": 52.37, "longitude": 4.9}
        session.add(Place(id=1, name="Amsterdam", **spot))
        session.flush()
        session.add(Postcode(digits="1011", place_id=1, **spot))


@pytest.fixture
def mailed(app: Flask, factory: sessionmaker[Session]) -> Callable[[str], str]:
    """``mailed("sign_up_link")``: where the link in the newest such mail leads."""

    def address(template: str) -> str:
        with factory() as session:
            query = select(OutboxMessage.values).where(OutboxMessage.template == template)
            claim = links.Claim.restored(session.scalars(query).all()[-1]["link"])
        return links.address(app.extensions["settings"].secret_key, "", claim)

    return address


def begin(page: Page, today: date) -> None:
    """Answer the first steps, tell one room, and ask for the link to go on later."""
    tell_who_and_where(page, MAIL, "1011ab")
    page.get_by_label("Huurwoning van een woningcorporatie").check()
    page.get_by_label("Hoeveel mensen wonen er").fill("2")
    page.get_by_label("Huurtoeslag").check()
    go_on(page, "De kamer")
    page.get_by_label("Hoe ziet de kamer eruit?").fill("Zolderkamer")
    page.get_by_label("Vanaf welke dag").fill(f"{today:%d-%m-%Y}")
    page.get_by_role("button", name="Bewaren en later verder").click()
    looked_at(page, "Later verder")
    expect(page.get_by_label("E-mailadres")).to_have_value(MAIL)
    page.get_by_role("button", name="Mail mij de link").click()
    looked_at(page, "De link is onderweg")


def finish(page: Page, today: date) -> None:
    """Tell the rent, a second room and the rest, look at the warnings, and send."""
    looked_at(page, "De huur")
    page.get_by_label("Huur per maand").fill("400")
    page.get_by_label("Verwarming").check()
    go_on(page, "Jullie kamers")
    page.get_by_role("link", name="Nog een kamer toevoegen").click()
    looked_at(page, "Kamer 2")
    page.get_by_label("Hoe ziet de kamer eruit?").fill("Tuinkamer")
    page.get_by_label("Vanaf welke dag").fill(f"{today + timedelta(days=60):%d-%m-%Y}")
    go_on(page, "De huur van kamer 2")
    page.get_by_label("Huur per maand").fill("300")
    go_on(page, "Jullie kamers")
    page.get_by_role("link", name="Verder", exact=True).click()
    looked_at(page, "Je huisgenoot")
    go_on(page, "Huisregels")
    page.get_by_label("Rust en geluid").fill("Na half elf stil")
    go_on(page, "Samen wonen")
    go_on(page, "Nakijken en versturen")
    for told in ("Je huurt je huis", "Je krijgt huurtoeslag", "meer dan één kamer"):
        expect(page.get_by_text(told)).to_be_visible()
    page.get_by_label("Kamermatch mag deze gegevens bewaren").check()
    page.get_by_role("button", name="Mijn aanmelding versturen").click()
    looked_at(page, "Bedankt. Je kamer is aangemeld.")


def make_the_account(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Je naam").fill("Familie Verzinsel")
    page.get_by_label("Kies een wachtzin").fill(PASSPHRASE)
    page.get_by_label("De wachtzin nog een keer").fill(PASSPHRASE)
    page.get_by_role("button", name="Maak mijn account").click()


def change_the_rent(page: Page) -> None:
    page.get_by_role("link", name="Deze kamer wijzigen").first.click()
    looked_at(page, "Deze kamer wijzigen")
    page.get_by_label("Huur per maand").fill("380")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Dit verandert wie er bij je kan wonen")).to_be_visible()


def take_a_break(page: Page, until: date) -> None:
    page.get_by_role("link", name="Pauze nemen").click()
    looked_at(page, "Pauze nemen")
    page.get_by_label("Wanneer kun je weer").fill(f"{until:%d-%m-%Y}")
    page.get_by_label("Vakantie of lange reis").check()
    page.get_by_role("button", name="Pauze beginnen").click()
    expect(page.get_by_text("vragen we of je weer iemand kunt ontvangen")).to_be_visible()


def test_a_host_signs_up_on_a_phone_goes_on_elsewhere_and_takes_a_break(
    postcode: None,
    mailed: Callable[[str], str],
    open_page: Callable[..., Page],
    factory: sessionmaker[Session],
) -> None:
    today = today_in_the_netherlands()
    phone, tablet = open_page(PHONE), open_page(PHONE)
    begin(phone, today)
    tablet.goto(mailed("sign_up_link"))
    looked_at(tablet, "Ga verder met je aanmelding")
    tablet.get_by_role("button", name="Verdergaan waar ik was").click()
    finish(tablet, today)
    phone.goto("/sign-up/you")  # the first device no longer shows the answers
    expect(phone.get_by_role("button", name="Beginnen")).to_be_visible()

    make_the_account(tablet, mailed("invitation"))
    looked_at(tablet, "Mijn huis")
    expect(tablet.get_by_text("De coördinator maakt een afspraak om")).to_be_visible()
    change_the_rent(tablet)
    with transaction(factory) as session:  # two visitors came, and a third person approved
        session.scalars(select(Household)).one().status = HouseholdStatus.APPROVED
    tablet.reload()
    until = today + timedelta(days=20)
    take_a_break(tablet, until)
    assert [run(factory, until), run(factory, until)] == [1, 0]  # asked on the day, and once
    tablet.get_by_role("button", name="We zijn er weer klaar voor").click()
    expect(tablet.get_by_text("Welkom terug")).to_be_visible()
