"""Fixtures and checks of the tests that drive a real browser.

The fixtures are there for all web tests (see ``conftest.py``).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests import chromium

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser per worker for the web tests, and one for the journeys."""
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
    """Return the places where the page breaks a rule of axe (WCAG 2.2 AA and best practice)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Without resultTypes the nodes that are right come over as well, by the thousand.
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", options)
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the window.

    After a click the next page may have no document yet, which a locator waits for.
    """
    page.wait_for_load_state("load")
    return int(page.locator("html").evaluate("html => html.scrollWidth - window.innerWidth"))


def clean(page: Page) -> None:
    """The page is for everybody, and no wider than the window."""
    assert overflow(page) <= 0, f"{page.url} is too wide"
    found = violations(page)
    assert found == [], page.url


def send(page: Page, button: str, told: str, timeout: int = 5_000) -> None:
    """Press the button and wait for what the page then tells; ``timeout`` in milliseconds."""
    page.get_by_role("button", name=button, exact=True).first.click()
    expect(page.get_by_text(told).first).to_be_visible(timeout=timeout)
