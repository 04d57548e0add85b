"""Panels stand on the page they name, in their order, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

import web
from matcher.database.session import transaction
from matcher.words import Role
from tests.factories import UTRECHT, add_room
from tests.web.conftest import SignIn
from web import panels as panels_module
from web.panels import PAGES, add_panels, panel, panels


@pytest.fixture
def with_panels(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application as if two parts of the site had panels."""
    first, second = ModuleType("first"), ModuleType("second")

    @panel("coordinator.host", order=20)
    def later(household: object) -> str:
        return "<p>of the first part</p>"

    @panel("coordinator.host", order=10)
    @panel("coordinator.host", order=5, place="buttons")
    def sooner(household: object) -> str:
        return f"<p>for {household.reference}</p>"  # type: ignore[attr-defined]

    vars(first).update(later=later)
    vars(second).update(sooner=sooner, again=sooner)
    monkeypatch.setattr(panels_module, "_modules", lambda: [first, second])
    add_panels(app)
    return app


def test_panels_stand_on_their_page_once_and_in_order(
    with_panels: Flask, sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        room = add_room(session)
        reference, household_id = room.home.household.reference, room.home.household_id
    client: FlaskClient = sign_in_as(Role.COORDINATOR, app=with_panels, regions=[UTRECHT])
    page = client.get(f"/coordinator/hosts/{household_id}").text
    assert page.count(f"<p>for {reference}</p>") == 2
    assert page.count("<p>of the first part</p>") == 1
    heading, facts = page.index("</header>", page.index("<h1")), page.index("km-review")
    assert page.index(f"<p>for {reference}</p>") < heading < facts
    assert facts < page.rindex(f"<p>for {reference}</p>") < page.index("of the first part")
    assert "of the first part" not in client.get(f"/coordinator/rooms/{room.id}").text


def test_a_panel_for_a_page_that_has_none_does_not_start() -> None:
    with pytest.raises(ValueError, match="coordinator\\.hots"):
        panel("coordinator.hots", order=1)
    with pytest.raises(ValueError, match="bottom"):
        panels("coordinator.host", None, "bottom")


def test_every_page_with_panels_has_a_place_for_each_kind() -> None:
    templates = Path(web.__file__ or "").parent / "templates"
    text = "".join(path.read_text(encoding="utf-8") for path in templates.rglob("*.html"))
    for page in PAGES:
        assert f'panels("{page}"' in text, page
    for page in ("coordinator.host", "coordinator.room", "coordinator.youth", "referrer.youth"):
        for place in ("buttons", "top"):
            assert re.search(rf'panels\("{page}", \w+, "{place}"\)', text), (page, place)
