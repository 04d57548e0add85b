"""Steps of a host's sign-up that more than one story walks through."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from matcher.inforce import today_in_the_netherlands
from tests.web.browsing import overflow, violations

SMALL_PHONE, PHONE = 320, 390


def looked_at(page: Page, heading: str) -> None:
    """The page is there, breaks no rule of axe, and fits phones of both sizes."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    for width in (SMALL_PHONE, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) <= 0, (heading, width)
    assert violations(page) == [], heading


def go_on(page: Page, heading: str) -> None:
    """Save this step, and find the next one."""
    page.get_by_role("button", name="Bewaren en verder").click()
    looked_at(page, heading)


def tell_who_and_where(page: Page, mail: str, postcode: str) -> None:
    """From the front page to the question about the home."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Ik heb een kamer").first.click()
    looked_at(page, "Een kamer aanbieden")
    page.get_by_role("button", name="Beginnen").click()
    page.get_by_label("Je naam").fill("Familie Verzinsel")
    page.get_by_label("E-mailadres").fill(mail)
    go_on(page, "Waar woon je?")
    page.get_by_label("Postcode").fill(postcode)
    page.get_by_label("Huisnummer").fill("12")
    page.get_by_label("Straat").fill("Verzonnenlaan")
    go_on(page, "Jullie huishouden")
    page.get_by_label("Stel", exact=True).check()
    page.get_by_label("Mannen en vrouwen").check()
    go_on(page, "Jullie huis")


def sign_up_a_room(page: Page) -> None:
    """An owner in Utrecht tells what a round needs to know, and sends it."""
    tell_who_and_where(page, "verzinsel@example.org", "3511ab")
    page.get_by_label("Koopwoning zonder hypotheek").check()
    page.get_by_label("Hoeveel mensen wonen er").fill("2")
    go_on(page, "De kamer")
    page.get_by_label("Vanaf welke dag").fill(f"{today_in_the_netherlands():%d-%m-%Y}")
    go_on(page, "De huur")
    page.get_by_label("Huur per maand").fill("400")
    go_on(page, "Jullie kamers")
    page.get_by_role("link", name="Verder", exact=True).click()
    go_on(page, "Huisregels")
    go_on(page, "Samen wonen")
    go_on(page, "Nakijken en versturen")
    page.get_by_label("Kamermatch mag deze gegevens bewaren").check()
    page.get_by_role("button", name="Mijn aanmelding versturen").click()
    expect(page.get_by_role("heading", name="Bedankt")).to_be_visible()
