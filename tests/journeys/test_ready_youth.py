"""A youth of 19: referred, screened, with a need profile, and ready for a match."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds.snapshot import load_frames
from matcher.screening import versions
from matcher.words import IncomeKind, Role, YouthStatus
from seed.load import load_reference
from tests.factories import UTRECHT
from tests.journeys.test_flow_chart import answer
from tests.journeys.test_main_job import sign_in
from tests.journeys.test_youth_journey import PHONE, WIDE, clean, fill_in_registration

pytestmark = pytest.mark.browser

Open = Callable[..., Page]


@pytest.fixture
def people(
    factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> dict[str, Account]:
    with transaction(factory) as session:
        load_reference(session)
        versions.install(session, COMMAND_LINE)
    return {
        "referrer": make_account(Role.REFERRER),
        "coordinator": make_account(Role.COORDINATOR, regions=[UTRECHT]),
    }


def refer(page: Page) -> None:
    birthday = today_in_the_netherlands() - timedelta(days=19 * 366)
    fill_in_registration(page, f"{birthday:%d-%m-%Y}")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_text("Robin Verzonnen is aangemeld")).to_be_visible()


def dossier(page: Page, youth_id: int) -> None:
    page.goto(f"/referrer/youths/{youth_id}")


def screen(page: Page, youth_id: int) -> None:
    dossier(page, youth_id)
    page.get_by_role("button", name="Begin de screening").click()
    # The housing and the guidance question, age, budget and day activity come from the dossier.
    for label in ("Niet lang meer, of het gaat er niet goed", "Nee", "Nee", "Ja", "Nee", "Ja"):
        answer(page, label)
    expect(page.get_by_role("heading", name="Kamer bij een gastgezin")).to_be_visible()
    page.get_by_role("button", name="Beslissing bewaren").click()
    expect(page.get_by_text("De route is bewaard")).to_be_visible()


def tell_the_words(page: Page, youth_id: int) -> None:
    page.goto(f"/needs/youths/{youth_id}/words")
    page.get_by_label("Waar is de jongere goed in?").fill("Koken voor een grote groep.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Koken voor een grote groep.")).to_be_visible()


def tell_the_life_domains(page: Page, youth_id: int) -> None:
    page.goto(f"/needs/youths/{youth_id}/life")
    clean(page)
    for chosen in page.locator("select[name^=level_]").all():
        chosen.select_option("3")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("leefgebieden opgeschreven")).to_be_visible()


def work_out_the_budget(page: Page, youth_id: int) -> None:
    page.goto(f"/needs/youths/{youth_id}/budget")
    page.fill(f"[name=income_{next(iter(IncomeKind))}]", "1200")
    page.get_by_role("button", name="Uitrekenen").click()
    clean(page)
    page.get_by_role("button", name="gebruiken als budget").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Robin")


def put_a_place_to_avoid_on_the_map(page: Page, youth_id: int) -> None:
    page.goto(f"/needs/youths/{youth_id}/places")
    page.fill("[name=where]", "Amersfoort")
    page.check("[name=kind][value=avoid]")
    page.fill("[name=radius]", "5")
    page.get_by_role("button", name="Zet op de kaart").click()
    expect(page.get_by_text("Geen kamers binnen 5,0 km")).to_be_visible()
    clean(page)


def make_ready(page: Page, youth_id: int) -> None:
    """The one list says whose turn it is: the coordinator talks with the youth, and decides."""
    page.goto("/readiness/?about=youth")
    expect(page.get_by_text("Nog niet klaar voor een match").first).to_be_visible()
    clean(page)
    page.goto(f"/cases/{youth_id}/intakes")
    page.select_option("[name=moment]", "first")
    page.check("[name=outcome][value=go_on]")
    page.fill("[name=summary]", "Robin weet goed wat hij wil.")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name="Klaar voor een match").click()
    expect(page.get_by_text("doet mee in de volgende ronde").first).to_be_visible()
    page.goto("/readiness/?about=youth&view=ready")
    expect(page.get_by_text("Robin Verzonnen")).to_be_visible()


def test_a_youth_is_referred_screened_profiled_and_ready(
    people: dict[str, Account], open_page: Open, factory: sessionmaker[Session]
) -> None:
    referrer = sign_in(open_page(PHONE), people["referrer"])
    refer(referrer)
    with factory() as session:
        youth_id = session.scalars(select(Youth.id)).one()
    screen(referrer, youth_id)
    tell_the_words(referrer, youth_id)
    tell_the_life_domains(referrer, youth_id)
    work_out_the_budget(referrer, youth_id)
    put_a_place_to_avoid_on_the_map(referrer, youth_id)
    make_ready(sign_in(open_page(WIDE), people["coordinator"]), youth_id)
    with factory() as session:
        frames = load_frames(session, today_in_the_netherlands(), policy_in_force())
        youth = session.get_one(Youth, youth_id)
    assert youth.status == YouthStatus.READY
    assert len(frames.youths) == 1
    assert frames.youths["budget_cents"].iloc[0] != 45000  # the one that was worked out
    assert set(frames.places["kind"]) == {"home", "avoid"}
