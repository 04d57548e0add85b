"""Public pages in a real browser: accessible by axe's rules, and no wider than a small phone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from matcher.database.accounts import Account
from matcher.words import Role
from tests import chromium
from tests.web.conftest import PASSPHRASE

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = ["/", "/how-it-works", "/municipalities", "/account/sign-in", "/privacy", "/no-such-page"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, chromium.REMEDY
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The application, served on a port of its own."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def open_page(browser: Browser, live: str) -> Iterator[Callable[..., Page]]:
    """``open_page(width, language)``; anything the content policy refuses fails the test."""
    complaints: list[str] = []
    contexts = []

    def open_(width: int = 1280, language: str = "nl") -> Page:
        context = browser.new_context(
            base_url=live,
            viewport={"width": width, "height": 800},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
        )
        context.add_cookies([{"name": "language", "value": language, "url": live}])
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda line: complaints.append(line.text) if "Policy" in line.text else None,
        )
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


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
    page.wait_for_function("document.activeElement.classList.contains('km-error-summary')")
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
