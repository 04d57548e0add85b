"""An incident in a home: dealt with at once, or climbing to the manager and the municipality."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from matcher.database.accounts import Account
from matcher.database.concerns import Concern, Sanction
from matcher.database.people import Worker
from matcher.database.session import transaction
from matcher.words import ConcernLevel, ConcernStatus, Role, SanctionStep
from tests.factories import UTRECHT, add_account
from tests.journeys.concerns import close_concern
from tests.journeys.lives import MONDAY, RULES, Story
from tests.web.browsing import clean
from tests.web.conftest import ORGANISATION

pytestmark = pytest.mark.browser

PHONE = 390
OF_HOST = "Er stond vannacht een groep aan de deur. Er is een ruit kapot."
OF_SAM = "Ik ken die jongens niet. Ik was bang."
NUMBER = "030-1234567"
CONCERN = "/living/concerns/1"


@pytest.fixture
def story(story: Story) -> Story:
    story.move_in()
    return story


def call_without_signing_in(story: Story) -> None:
    """The link in the mail shows whom to call, and nobody's name or address."""
    for address in (story.people.host.email, "sam@example.org"):
        page = story.open_page(PHONE)
        page.goto(story.link(address, "emergency_numbers"))
        expect(page.get_by_role("link", name=NUMBER)).to_be_visible()
        for secret in ("Sam", "Familie", "Voorbeeldstraat"):
            assert secret not in page.content()


def raise_incident(host: Page) -> None:
    host.goto("/host/placements/1")
    expect(host.get_by_role("link", name=NUMBER)).to_be_visible()
    host.get_by_role("link", name="Zorgsignaal geven").first.click()
    expect(host.get_by_role("link", name=NUMBER)).to_be_visible()
    clean(host)
    host.fill("[name=text]", OF_HOST)
    host.locator("[name=kind]").select_option("safety")
    host.get_by_label("Ernstig").check()
    host.get_by_label("Er is iets gebeurd").check()
    host.get_by_role("button", name="Versturen").click()
    expect(host.get_by_text("We hebben je zorgsignaal.")).to_be_visible()
    clean(host)


def youth_tells(youth: Page) -> None:
    """The youth tells the own story, and finds nothing of the host's."""
    youth.goto("/youth/placements/1")
    assert "Z-1" not in youth.content()
    youth.get_by_role("link", name="Vertel hoe het gaat").click()
    youth.get_by_label("Slecht", exact=True).check()
    youth.locator("main textarea").first.fill(OF_SAM)
    youth.get_by_role("button", name="Versturen").click()
    expect(youth.get_by_text("de ander niet")).to_be_visible()
    assert OF_HOST not in youth.content()
    answer = youth.goto(CONCERN)
    assert answer is not None
    assert answer.status == 404


def pick_up(page: Page) -> None:
    page.get_by_role("button", name="Ik pak dit op").click()
    expect(page.get_by_text("Jij bent nu met dit zorgsignaal bezig")).to_be_visible()


def agree(cora: Page) -> None:
    cora.get_by_text("Afspraken vastleggen…").click()
    cora.locator("form", has=cora.locator("[name=review_on]")).locator("textarea").fill(
        "Bezoek alleen als de gastouders thuis zijn."
    )
    cora.fill("[name=review_on]", "16-03-2026")
    cora.get_by_role("button", name="Afspraken bewaren").click()
    expect(cora.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    clean(cora)


def warn(cora: Page) -> None:
    """A step along a house rule that was signed, because of this incident."""
    cora.get_by_role("link", name="Stap volgens de afgesproken regels vastleggen").click()
    clean(cora)
    cora.check("[name=step][value=talk]")
    cora.locator("[name=rule]").select_option(label=RULES[1][1])
    cora.fill("[name=text]", "Besproken wat de regel over bezoek is.")
    cora.get_by_role("button", name="Stap vastleggen").click()
    expect(cora.get_by_text("De stap is vastgelegd.")).to_be_visible()


def read_the_history(cora: Page) -> None:
    cora.goto("/placements/1")
    for told in ("Zorgsignaal gegeven", "Zorgsignaal opgepakt", "Afspraken gemaakt", "Zorgsignaal afgesloten",
                 OF_SAM, RULES[1][1]):  # fmt: skip
        expect(cora.get_by_text(told).first).to_be_attached()
    clean(cora)


def test_an_incident_is_picked_up_agreed_on_and_closed(story: Story) -> None:
    call_without_signing_in(story)
    host = story.window(story.people.host, PHONE)
    raise_incident(host)
    assert Counter(story.mails(story.people.cora.email))["concern_raised"] == 1
    youth_tells(story.window(story.people.youth, PHONE))

    cora = story.window(story.people.cora)
    cora.goto("/work")
    cora.get_by_role("link", name="Zorgsignaal", exact=True).click()
    expect(cora.get_by_text(OF_HOST)).to_be_visible()
    pick_up(cora)
    agree(cora)
    warn(cora)
    close_concern(cora, "Het is uitgepraat.")
    read_the_history(cora)

    host.goto(CONCERN)
    expect(host.get_by_text("Je zorgsignaal is afgesloten", exact=False).first).to_be_visible()
    for secret in (OF_SAM, "uitgepraat", "Bezoek alleen"):
        assert secret not in host.content()
    assert story.mails(story.people.host.email)[-2:] == ["concern_picked_up", "concern_closed"]
    with story.factory() as session:
        assert session.get_one(Concern, 1).status == ConcernStatus.CLOSED
        step = session.scalars(select(Sanction)).one()
        assert (step.step, step.rule_position, step.concern_id) == (SanctionStep.TALK, 2, 1)


def add_higher_levels(story: Story) -> tuple[Account, Account]:
    """Return who leads the organisation of Bo, and an officer of the municipality."""
    with transaction(story.factory) as session:
        lead = add_account(session, Role.REFERRER, name="Mara Manager", organisation=ORGANISATION)
        session.add(Worker(account_id=lead.id, is_lead=True))
        officer = add_account(
            session, Role.MUNICIPALITY_OFFICER, name="Gijs Gemeente", municipality=UTRECHT
        )
        session.flush()
        for one in (lead, officer):
            session.refresh(one)
            session.expunge(one)
    return lead, officer


def level(story: Story) -> ConcernLevel:
    with story.factory() as session:
        return session.get_one(Concern, 1).level


def test_an_incident_that_nobody_picks_up_climbs_and_each_level_is_told_once(
    story: Story,
) -> None:
    lead, officer = add_higher_levels(story)
    raise_incident(story.window(story.people.host, PHONE))

    def told() -> dict[str, Counter[str]]:
        people = {"cora": story.people.cora, "dirk": story.people.dirk, "lead": lead,
                  "officer": officer}  # fmt: skip
        return {
            name: Counter(one for one in story.mails(who.email) if one.startswith("concern"))
            for name, who in people.items()
        }

    story.pass_time(MONDAY + timedelta(hours=23))
    assert level(story) == ConcernLevel.COORDINATOR
    assert told() == {"cora": {"concern_raised": 1}, "dirk": {}, "lead": {}, "officer": {}}
    story.pass_time(MONDAY + timedelta(hours=26))
    assert level(story) == ConcernLevel.MANAGER
    assert told() == {
        "cora": {"concern_raised": 1, "concern_escalated": 1},
        "dirk": {"concern_escalated": 1}, "lead": {"concern_escalated": 1}, "officer": {},
    }  # fmt: skip
    manager = story.window(lead)
    manager.goto(CONCERN)
    expect(manager.get_by_text(OF_HOST)).to_be_visible()
    expect(manager.get_by_role("button", name="Ik pak dit op")).to_be_visible()
    clean(manager)

    story.pass_time(MONDAY + timedelta(hours=75))
    assert level(story) == ConcernLevel.MUNICIPALITY
    assert told()["officer"] == {"concern_municipality": 1}
    assert told()["lead"] == {"concern_escalated": 2}
    answer_for_the_municipality(story.window(officer))
    assert told()["cora"]["concern_answered"] == 1

    dirk = story.window(story.people.dirk)
    dirk.goto("/work")
    dirk.goto(CONCERN)
    pick_up(dirk)
    close_concern(dirk, "De gemeente regelt een gesprek.")


def answer_for_the_municipality(page: Page) -> None:
    """A reference and a limit; no person, no home, no word of what happened."""
    page.goto("/living/escalated")
    expect(page.get_by_role("heading", name="Z-1")).to_be_visible()
    main = page.locator("main").inner_text()
    for secret in ("Sam", "Familie", "Voorbeeld", "ruit", "veiligheid"):
        assert secret not in main
    clean(page)
    page.get_by_role("button", name="We pakken dit op").click()
    expect(page.get_by_text("De coördinator hoort dat je het oppakt")).to_be_visible()
    answer = page.goto(CONCERN)
    assert answer is not None
    assert answer.status in (403, 404)
