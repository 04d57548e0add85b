"""Public pages in a real browser: accessible by axe's rules, and no wider than a small phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from matcher.database.accounts import Account
from matcher.words import Role
from tests.web.browsing import overflow, violations
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.browser

PUBLIC = ["/", "/how-it-works", "/municipalities", "/account/sign-in", "/privacy", "/no-such-page"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_public_pages_break_no_rule_of_axe_and_fit_a_small_phone(
    open_page: Callable[..., Page], language: str
) -> None:
    page = open_page(320, language)
    for path in PUBLIC:
        page.goto(path)
        assert overflow(page) <= 0, path
        assert violations(page) == [], path


def test_control_axe_sees_a_field_without_a_label(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto("/account/sign-in")
    page.evaluate("document.querySelector('label[for=email]').remove()")
    assert any(line.startswith("label:") for line in violations(page))


def test_form_with_mistakes_takes_the_focus_and_leads_to_the_field(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(320)
    page.goto("/account/sign-in")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(".km-error-summary")).to_be_focused()
    assert violations(page) == []
    assert overflow(page) <= 0
    page.get_by_role("link", name="Vul je e-mailadres in.").click()
    assert page.url.endswith("#email")


def test_sign_in_language_and_sign_out_by_keyboard(
    open_page: Callable[..., Page], make_account: Callable[..., Account]
) -> None:
    account = make_account(Role.ADMINISTRATOR)
    page = open_page()
    page.goto("/account/sign-in?next=/account/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Direct naar de inhoud"
    page.get_by_label("E-mailadres").fill(account.email)
    page.get_by_label("Wachtzin").fill(PASSPHRASE)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Mijn account").wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow(page) <= 0
    page.get_by_role("banner").get_by_role("button", name="English").click()
    page.get_by_role("heading", name="My account").wait_for()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.get_by_text("You are signed out.").wait_for()
