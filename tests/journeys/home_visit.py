"""Steps of a home visit that more than one story walks through: planned, visited, reported."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from matcher.visits.checklist import checklist
from matcher.words import ChecklistPart
from tests.web.browsing import overflow, violations

HOUSEHOLD = "Familie Verzinsel"


def plan(page: Page) -> None:
    page.goto("/visits/?view=plan")
    page.get_by_role("link", name=HOUSEHOLD).click()
    expect(page.get_by_text("twee organisaties", exact=True).first).to_be_visible()
    page.get_by_role("button", name="Bezoek plannen").click()
    expect(page.get_by_text("Het bezoek is gepland.")).to_be_visible()


def write_impression(page: Page, text: str) -> None:
    page.goto("/visits/")
    page.get_by_role("link", name=HOUSEHOLD).first.click()
    expect(page.get_by_text("Eerst je eigen indruk")).to_be_visible()
    page.get_by_label("Je eigen indruk").fill(text)
    page.get_by_role("button", name="Mijn indruk bewaren").click()
    expect(page.get_by_text("Je indruk is bewaard.")).to_be_visible()


def fill_in_and_report(page: Page, told: str, advice: str, *, not_good: str = "") -> None:
    """Answer the whole checklist with 'good', but for question ``not_good``, and hand it in."""
    page.get_by_role("link", name="Checklist").click()
    for part in ChecklistPart:
        assert overflow(page) <= 0
        for question in checklist().of(part):
            wanted = "not_good" if question.code == not_good else "good"
            page.locator(f"input[name={question.code}][value={wanted}]").check()
        page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("link", name="Samen het verslag").click()
    assert violations(page) == []
    page.get_by_label("Hoe ging het?").fill(told)
    page.get_by_label(advice).check()
    page.get_by_role("button", name="Verslag inleveren").click()
    expect(page.get_by_text("Je verslag is ingeleverd.")).to_be_visible()


def approve_the_host(page: Page) -> None:
    page.goto("/visits/?view=to_decide")
    page.get_by_role("link", name=HOUSEHOLD).click()
    page.get_by_role("link", name="Lezen en beslissen").click()
    page.get_by_label("Goedkeuren").check()
    page.get_by_label("Alles is in orde").check()
    page.get_by_role("button", name="Beslissen").click()
    expect(page.get_by_text("Het gastgezin is goedgekeurd en krijgt bericht.")).to_be_visible()
