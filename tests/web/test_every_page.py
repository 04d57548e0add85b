"""Every page, for every role, in a browser: by axe's rules, a title of its own, and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from matcher.words import Role
from tests.web.browsing import AXE_SCRIPT, violations
from tests.web.conftest import SignIn

pytestmark = pytest.mark.browser

VISITOR = "visitor"
PICTURES = ("photos.photo",)  # a browser shows one in a page of its own making
NARROW, WIDE = 320, 1280
PARTS = 3  # of one walk, so that several processes share it
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"


def pages_of(app: Flask, person: str) -> Iterator[str]:
    """Yield the addresses of pages that this person may open; the number of a record is 1."""
    for rule in app.url_map.iter_rules():
        entrants = app.extensions["entrants"][rule.endpoint]
        path = re.sub(r"<int:\w+>", "1", rule.rule)
        if rule.endpoint in PICTURES or "GET" not in (rule.methods or ()):
            continue
        if "<" in path or "." in path:
            continue  # not a page: a form's target, one of a kind, a file
        if person in entrants or (person == VISITOR and "everyone" in entrants):
            yield path


def sign_in(page: Page, base: str, client: FlaskClient) -> None:
    cookie = client.get_cookie("kamermatch")
    assert cookie is not None
    page.context.add_cookies([{"name": "kamermatch", "value": cookie.value, "url": base}])


# The walk with the browser has them on SQLite, so this one has them on PostgreSQL.
@pytest.mark.postgres
@pytest.mark.parametrize("web_database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("person", [VISITOR, *Role.codes()])
def test_every_page_has_a_title_of_its_own(app: Flask, somebody: SignIn, person: str) -> None:
    client = app.test_client() if person == VISITOR else somebody(Role(person))
    titles: dict[str, str] = {}
    for path in sorted(pages_of(app, person)):
        answer = client.get(path, follow_redirects=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        found = re.search(r"<title>(.*?)</title>", answer.text, re.DOTALL)
        assert found is not None, path
        where = titles.setdefault(found[1].strip(), answer.request.path)
        assert where == answer.request.path, f"{path} has the title of {where}"
    assert titles


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("person", [VISITOR, *Role.codes()])
def test_every_page_breaks_no_rule_of_axe_and_fits_a_phone(
    app: Flask,
    live: str,
    open_page: Callable[..., Page],
    somebody: SignIn,
    person: str,
    part: int,
) -> None:
    page = open_page(NARROW)
    page.context.add_init_script(AXE_SCRIPT)  # the browser keeps it: half a megabyte for each page
    if person != VISITOR:
        sign_in(page, live, somebody(Role(person)))
    found: list[str] = []
    for path in sorted(pages_of(app, person))[part::PARTS]:
        answer = page.goto(path)
        assert answer is not None
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        if answer.status == 404 and "1" in path:
            continue  # the small world of this test has no such record
        found += [] if answer.status == 200 else [f"{path}: answers {answer.status}"]
        for width in (NARROW, WIDE):
            page.set_viewport_size({"width": width, "height": 800})
            found += [f"{path} at {width}: {text}" for text in violations(page)]
            found += [f"{path} at {width}: too wide"] if page.evaluate(TOO_WIDE) else []
    assert found == []
