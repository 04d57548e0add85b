"""A youth of 17, by five people in a browser: referred, judged by two, ready, and not any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.links import Claim, address
from matcher.rounds.snapshot import load_frames
from matcher.settings import Settings
from matcher.words import Role, YouthStatus
from seed.load import load_reference
from tests.factories import UTRECHT
from tests.journeys.test_main_job import sign_in
from tests.web.browsing import clean
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.browser

WHY = "Thuis gaat het niet langer; zijn ouders en school staan achter een eigen plek."
PHONE, WIDE = 390, 1280
Open = Callable[..., Page]


@pytest.fixture
def people(
    factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> dict[str, Account]:
    with transaction(factory) as session:
        load_reference(session)
        session.add(CareOrganisation(code="ANDERE", name="Andere zorg"))
    return {
        "referrer": make_account(Role.REFERRER),
        "other": make_account(Role.REFERRER, organisation="ANDERE"),
        "coordinator": make_account(Role.COORDINATOR, regions=[UTRECHT]),
    }


def born() -> str:
    """Return a birthday that makes somebody 17 for another half-year."""
    return (today_in_the_netherlands() - timedelta(days=17 * 365 + 180)).strftime("%d-%m-%Y")


def fill_in_registration(page: Page, birth_date: str) -> None:
    page.goto("/referrer/youths/new")
    for name, text in {
        "first_name": "Robin", "last_name": "Verzonnen", "birth_date": birth_date,
        "email": "robin@example.org", "housing_question": "Kan niet thuis blijven.",
        "guidance_question": "Wil hulp met geld en school.",
        "motivation": "Een gastgezin geeft rust; bij familie lukte het niet.",
        "ready_on": today_in_the_netherlands().strftime("%d-%m-%Y"), "budget": "450",
        "home_town": "Utrecht", "max_distance": "20",
    }.items():  # fmt: skip
        page.fill(f"[name={name}]", text)
    for name, value in (("gender", "male"), ("target_group", "middle"), ("guidance_kind", "4")):
        page.check(f"[name={name}][value='{value}']")
    page.select_option("[name=day_activity]", "school")
    for purpose in ("keep_and_match", "share_with_host"):
        page.check(f"[name=consents][value={purpose}]")


def refer(page: Page) -> None:
    """The first try says that 17 needs an exception; with a reason it is asked for."""
    fill_in_registration(page, born())
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_text("Vink het vakje aan").first).to_be_visible()
    page.check("[name=age_exception]")
    page.fill("[name=age_exception_reason]", WHY)
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_text("Robin Verzonnen is aangemeld")).to_be_visible()
    expect(page.get_by_text("Een coördinator besluit").first).to_be_visible()
    clean(page)


def look_elsewhere(page: Page) -> None:
    """Another organisation hears that somebody is active, and nothing else."""
    page.goto("/referrer/youths")
    page.get_by_role("link", name="Wie kent deze jongere?").click()
    page.get_by_label("Voornaam").fill("robin")
    page.get_by_label("Achternaam").fill("verzonnen")
    page.get_by_label("Geboortedatum").fill(born())
    page.get_by_role("button", name="Kijken").click()
    expect(page.get_by_text("Bekend bij een andere organisatie of regio")).to_be_visible()
    expect(page.get_by_text("er is iemand actief")).to_be_visible()
    assert "Zorg voor morgen" not in page.content()
    clean(page)


def judge_and_make_ready(page: Page, youth_id: int) -> None:
    page.goto(f"/coordinator/youths/{youth_id}")
    page.get_by_role("button", name="Klaar voor een match").click()
    expect(page.get_by_text("Nog niet klaar. Dit ontbreekt nog")).to_be_visible()
    page.get_by_role("button", name="Akkoord").click()
    expect(page.get_by_text("Je bent akkoord met de uitzondering")).to_be_visible()
    page.goto(f"/cases/{youth_id}/intakes")
    page.select_option("[name=moment]", "first")
    page.check("[name=outcome][value=go_on]")
    page.fill("[name=summary]", "Robin weet goed wat hij wil.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Het gesprek is bewaard")).to_be_visible()
    page.get_by_role("button", name="Klaar voor een match").click()
    expect(page.get_by_text("doet mee in de volgende ronde").first).to_be_visible()
    page.get_by_role("button", name="Uitnodigen voor het eigen dossier").click()
    expect(page.get_by_text("een link naar de jongere gemaild")).to_be_visible()


def make_account_from_mail(page: Page, factory: sessionmaker[Session], settings: Settings) -> None:
    with factory() as session:
        query = select(OutboxMessage).where(OutboxMessage.template == "invitation")
        claim = Claim.restored(session.scalars(query).one().values["link"])
    page.goto(address(settings.secret_key, "", claim))
    page.fill("[name=name]", "Robin Verzonnen")
    page.fill("[name=new]", PASSPHRASE)
    page.fill("[name=again]", PASSPHRASE)
    page.get_by_role("button", name="Maak mijn account").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Robin")


def take_consent_back(page: Page) -> None:
    expect(page.get_by_text("Robin weet goed wat hij wil.").first).to_be_visible()
    clean(page)
    page.get_by_role("link", name="Bekijken of veranderen").click()
    page.get_by_role("link", name="Intrekken").nth(1).click()
    expect(
        page.get_by_text("Je doet niet mee met de volgende matchronde.", exact=True)
    ).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Ja, intrekken").click()
    expect(page.get_by_text("Vanaf nu houden we ons daaraan")).to_be_visible()


def test_a_youth_of_17_is_referred_judged_by_two_made_ready_and_takes_consent_back(
    people: dict[str, Account], open_page: Open, factory: sessionmaker[Session], settings: Settings
) -> None:
    refer(sign_in(open_page(WIDE), people["referrer"]))
    look_elsewhere(sign_in(open_page(PHONE), people["other"]))
    with factory() as session:
        youth_id = session.scalars(select(Youth.id)).one()
    judge_and_make_ready(sign_in(open_page(WIDE), people["coordinator"]), youth_id)
    assert takes_part(factory)
    page = open_page(PHONE)
    make_account_from_mail(page, factory, settings)
    take_consent_back(page)
    assert not takes_part(factory)
    with factory() as session:
        assert session.get_one(Youth, youth_id).status == YouthStatus.REGISTERED
        told = session.scalars(select(OutboxMessage.template)).all()
    assert told.count("consent_withdrawn") == 1


def takes_part(factory: sessionmaker[Session]) -> bool:
    with factory() as session:
        frames = load_frames(session, today_in_the_netherlands(), policy_in_force())
        return not frames.youths.empty
