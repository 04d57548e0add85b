"""The flow chart, by four people in a real browser: edited, tried, put in use, walked, replayed.

The administrator works without script; the referrer and the youth on a phone.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.session import transaction
from matcher.screening import versions
from matcher.words import Role
from tests.factories import add_youth
from tests.journeys.test_main_job import sign_in
from tests.web.browsing import overflow, violations

pytestmark = pytest.mark.browser


@pytest.fixture
def people(
    factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> dict[str, Account]:
    """A youth of the organisation with an account, and the supplied chart in use."""
    made = {
        "administrator": make_account(Role.ADMINISTRATOR),
        "referrer": make_account(Role.REFERRER),
        "youth": make_account(Role.YOUTH),
    }
    with transaction(factory) as session:
        versions.install(session, COMMAND_LINE)
        organisation = session.scalars(select(CareOrganisation)).one()
        add_youth(
            session, first_name="Sam", last_name="Verzonnen", organisation_id=organisation.id,
            account_id=made["youth"].id,
        )  # fmt: skip
    return made


def answer(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Volgende").click()


def add_a_question(page: Page) -> None:
    """A pet sends somebody to an own home; the question comes after the one about a partner."""
    page.goto("/admin/flow-chart/")
    page.get_by_role("button", name="Maak een concept").click()
    page.get_by_role("link", name="Vraag toevoegen").click()
    page.get_by_role("link", name="De vraag wordt gesteld").click()
    page.get_by_label("Vraag in het Nederlands").fill("Heb je een groot huisdier?")
    page.get_by_label("Vraag in het Engels").fill("Do you have a large pet?")
    for number, (dutch, english, to) in enumerate(
        (("Ja", "Yes", "partner_home"), ("Nee", "No", "motivation"))
    ):
        page.locator(f"#answers-{number}-nl").fill(dutch)
        page.locator(f"#answers-{number}-en").fill(english)
        page.locator(f"#answers-{number}-to").select_option(to)
    page.get_by_role("button", name="Bewaren in het concept").click()
    expect(page.get_by_text("Niemand kan hier komen.")).to_be_visible()
    open_question(page, "Wil je samenwonen met een partner of vriend?")
    page.locator("#answers-1-to").select_option("do_you_have_a_large_pet")
    page.get_by_role("button", name="Bewaren in het concept").click()


def open_question(page: Page, text: str) -> None:
    page.get_by_role("link", name=f"Wijzigen {text}").click()


def try_to_make_a_circle(page: Page) -> None:
    """An edit that cannot be: it is refused with the way round, and nothing changes."""
    open_question(page, "Heb je een groot huisdier?")
    page.locator("#answers-0-to").select_option("can_stay")
    page.get_by_role("button", name="Bewaren in het concept").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Dit kan niet")
    expect(told).to_contain_text("Het schema loopt in een kring")
    expect(told).to_contain_text("“Kun je blijven waar je nu woont?”")
    page.get_by_role("link", name="Versie 2").click()
    expect(page.get_by_text("Het schema klopt")).to_be_visible()


def put_in_use(page: Page) -> None:
    """The examples do not know the new question yet: mend them, or say what is right."""
    page.get_by_role("link", name="In gebruik nemen").click()
    expect(page.get_by_text("Een voorbeeld komt anders uit dan verwacht").first).to_be_visible()
    page.get_by_label("Wat er anders is, en waarom").fill("Vraag over huisdieren erbij.")
    page.get_by_role("button", name="In gebruik nemen").click()
    expect(page.get_by_text("Het schema is niet in gebruik genomen")).to_be_visible()
    page.get_by_role("link", name="Versie 2").click()
    while page.get_by_role("link", name="Beantwoord wat ontbreekt").count():
        answer_what_is_missing(page)
    walk_an_example(page)
    page.get_by_role("link", name="In gebruik nemen").click()
    page.get_by_label("Wat er anders is, en waarom").fill("Vraag over huisdieren erbij.")
    page.get_by_role("button", name="In gebruik nemen").click()
    expect(page.get_by_text("Versie 2 is vanaf nu in gebruik.")).to_be_visible()


def answer_what_is_missing(page: Page) -> None:
    """An example that does not know the new question gets its answer: no pet."""
    page.get_by_role("link", name="Beantwoord wat ontbreekt").first.click()
    answer(page, "Nee")
    page.get_by_role("button", name="Voorbeeld bewaren").click()


def walk_an_example(page: Page) -> None:
    page.get_by_role("link", name="Proberen").click()
    for label in ("Ja", "Niet lang meer, of het gaat er niet goed"):
        answer(page, label)
    page.get_by_label("Hoe oud ben je?").fill("20")
    page.get_by_role("button", name="Volgende").click()
    answer(page, "Nee")
    page.get_by_label("Hoeveel huur kun je per maand betalen?").fill("400")
    page.get_by_role("button", name="Volgende").click()
    for label in ("Ja", "Nee", "Ja"):
        answer(page, label)
    expect(page.get_by_role("heading", name="Samen een woning zoeken")).to_be_visible()
    page.get_by_label("Naam van het voorbeeld").fill("Heeft een groot huisdier")
    page.get_by_role("button", name="Voorbeeld bewaren").click()
    expect(page.get_by_text("Heeft een groot huisdier")).to_be_visible()


def screen(page: Page, pet: str | None) -> None:
    """Go through the questions with Sam; the dossier answers age, budget and day activity."""
    page.goto("/referrer/youths")
    page.get_by_role("link", name="Sam Verzonnen").click()
    begin = page.get_by_role("button", name="Begin de screening")
    again = page.get_by_role("button", name="Opnieuw screenen")
    begin.or_(again).click()
    talk = ["Ja", "Niet lang meer, of het gaat er niet goed", "Nee", "Ja", "Nee"]
    for label in [*talk, *([pet] if pet else []), "Ja", "Nee", "Ja"]:
        assert overflow(page) == 0
        answer(page, label)
    expect(page.get_by_role("heading", name="Kamer bij een gastgezin")).to_be_visible()
    assert violations(page) == []


def decide_otherwise(page: Page) -> None:
    page.get_by_label("Eigen woning", exact=True).check()
    page.get_by_role("button", name="Beslissing bewaren").click()
    expect(page.get_by_text("Kies een reden.").first).to_be_visible()
    page.get_by_label("De jongere wil iets anders").check()
    page.get_by_label("Uitleg").fill("Sam kan bij zijn oom een studio huren.")
    page.get_by_role("button", name="Beslissing bewaren").click()
    expect(page.get_by_text("Sam kan bij zijn oom een studio huren.")).to_be_visible()


def test_a_chart_is_edited_put_in_use_walked_and_replayed(
    people: dict[str, Account], browser: Browser, live: str, open_page: Callable[..., Page]
) -> None:
    referrer = sign_in(open_page(360), people["referrer"])
    screen(referrer, pet=None)
    referrer.get_by_role("button", name="Beslissing bewaren").click()
    plain = browser.new_context(base_url=live, java_script_enabled=False, locale="nl-NL")
    administrator = sign_in(plain.new_page(), people["administrator"])
    add_a_question(administrator)
    try_to_make_a_circle(administrator)
    put_in_use(administrator)
    screen(referrer, pet="Nee")
    decide_otherwise(referrer)
    administrator.goto("/admin/flow-chart/replay")
    expect(administrator.get_by_text("2 screenings zijn nagelopen")).to_be_visible()
    plain.close()
    youth = sign_in(open_page(360), people["youth"])
    youth.goto("/youth/")
    youth.get_by_role("link", name="Lees waarom").click()
    expect(youth.get_by_text("Sam kan bij zijn oom een studio huren.")).to_be_visible()
    youth.get_by_role("button", name="English").click()
    expect(youth.get_by_role("heading", name="Room with a host")).to_be_visible()
    youth.get_by_text(re.compile(r"\d other outcomes")).click()
    expect(youth.get_by_text("“Do you have a large pet?” Yes (now: No)")).to_be_visible()
    assert overflow(youth) == 0
    assert violations(youth) == []
