"""Route maps for everybody, and their editor for staff."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.routemaps import RouteMap
from matcher.database.session import transaction
from matcher.routemaps import rules, service, versions
from matcher.words import Role
from tests.web.conftest import SignIn
from tests.web.payloads import withstands
from web.routemaps.blueprint import with_links

Factory = sessionmaker[Session]
STEP = {
    "title_nl": "Bel ons", "title_en": "Call us", "text_nl": "Doe het", "text_en": "Do it",
    "conditions_nl": "Altijd", "conditions_en": "Always", "where_nl": "Balie", "where_en": "Desk",
    "source_name": "Afspraak", "source_on": "22-11-2026",
}  # fmt: skip


@pytest.fixture
def editor(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        service.add_built_in(session)
    client = sign_in_as(Role.COORDINATOR)
    client.set_cookie("language", "en")
    return client


def version(factory: Factory, map_id: int = 1) -> str:
    with factory() as session:
        return str(session.get_one(RouteMap, map_id).version)


@pytest.mark.parametrize("kind", ["housing", "money"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_map_is_read_without_account_step_by_step(
    client: FlaskClient, kind: str, language: str
) -> None:
    client.set_cookie("language", language)
    page = client.get(f"/routes/{kind}").text
    paper = client.get(f"/routes/{kind}/print").text
    for step in rules.built_in(kind).content["steps"]:
        for text in (page, paper):
            assert step["title"][language] in text.replace("&#39;", "'")
    assert page.count('class="km-route__step"') == len(rules.built_in(kind).content["steps"])
    assert "<nav" not in paper  # paper has no menu,
    assert "<form" not in paper  # and nothing to press
    assert "<script" not in page + paper


def test_phone_numbers_and_sites_can_be_tapped_and_nothing_else() -> None:
    line = with_links("Bel 0800 8020 of 112, of zie www.example.nl. <b>2026</b>")
    assert re.findall(r'href="([^"]+)"', line) == [
        "tel:08008020", "tel:112", "https://www.example.nl",
    ]  # fmt: skip
    assert "<b>" not in line


def test_map_is_changed_in_a_draft_and_then_published(
    editor: FlaskClient, client: FlaskClient, factory: Factory
) -> None:
    assert editor.post("/routes/manage/1/draft", data={"number": "1"}).status_code == 303
    added = editor.post(
        "/routes/manage/1/draft/steps/9", data={**STEP, "version": version(factory)}
    )
    assert added.status_code == 303
    moved = {"way": "earlier", "version": version(factory)}
    assert editor.post("/routes/manage/1/draft/steps/9/move", data=moved).status_code == 303
    assert "Bel ons" not in client.get("/routes/housing").text
    data = {"version": version(factory), "note": "Balie erbij", "review_on": "01-06-2030"}
    assert editor.post("/routes/manage/1/publish", data=data).status_code == 303
    page = client.get("/routes/housing").text
    assert page.index("Bel ons") < page.index("Een plek gevonden?")
    assert "Versie 2" in page
    assert "Bel ons" not in editor.get("/routes/manage/1/versions/1").text
    assert "Balie erbij" in editor.get("/routes/manage/1").text


def test_draft_that_is_not_whole_is_refused_with_the_reason(
    editor: FlaskClient, factory: Factory
) -> None:
    editor.post("/routes/manage/1/draft", data={"number": "1"})
    half = {**STEP, "text_en": "", "where_nl": "", "where_en": "", "version": version(factory)}
    editor.post("/routes/manage/1/draft/steps/2", data=half)
    data = {"version": version(factory), "note": "Half", "review_on": "01-06-2030"}
    answer = editor.post("/routes/manage/1/publish", data=data)
    assert answer.status_code == 422
    assert "does not say where to go." in answer.text
    assert "misses its title or text in one of the languages." in answer.text
    with factory() as session:
        assert versions.published_of(session.get_one(RouteMap, 1)).number == 1  # type: ignore[union-attr]


def test_second_editor_is_told_and_overwrites_nothing(
    editor: FlaskClient, factory: Factory
) -> None:
    editor.post("/routes/manage/1/draft", data={"number": "1"})
    seen = version(factory)
    editor.post("/routes/manage/1/draft/steps/1", data={**STEP, "version": seen})
    late = {**STEP, "title_nl": "Te laat", "version": seen}
    answer = editor.post("/routes/manage/1/draft/steps/1", data=late, follow_redirects=True)
    assert "A colleague has just changed this map" in answer.text
    assert "Te laat" not in editor.get("/routes/manage/1/draft/steps/1").text


def test_referrer_edits_the_own_maps_only(
    editor: FlaskClient, sign_in_as: SignIn, factory: Factory
) -> None:
    referrer = sign_in_as(Role.REFERRER)
    for path in ("/routes/manage/1", "/routes/manage/1/draft", "/routes/manage/1/versions/1"):
        assert referrer.get(path).status_code == 404
    for path in ("/draft", "/reviewed", "/publish", "/discard", "/draft/steps/1"):
        assert referrer.post(f"/routes/manage/1{path}", data=STEP).status_code == 404
    with transaction(factory) as session:
        account = session.scalars(select(Account).order_by(Account.id.desc())).first()
        assert account is not None
        session.get_one(RouteMap, 1).second_owner_id = account.id
    assert referrer.get("/routes/manage/1").status_code == 200
    assert referrer.get("/routes/manage/2").status_code == 404
    assert referrer.post("/routes/manage/1/reviewed").status_code == 303


def test_owners_and_review_day_are_set(editor: FlaskClient, factory: Factory) -> None:
    data = {"version": version(factory), "owner": "1", "second_owner": "1",
            "review_on": "01-06-2030"}  # fmt: skip
    assert editor.post("/routes/manage/1/owners", data=data).status_code == 422
    data["second_owner"] = ""
    assert editor.post("/routes/manage/1/owners", data=data).status_code == 303
    with factory() as session:
        found = session.get_one(RouteMap, 1)
        assert (found.owner_id, found.review_on.isoformat()) == (1, "2030-06-01")


def test_municipality_gets_a_map_of_its_own(editor: FlaskClient, client: FlaskClient) -> None:
    data = {"kind": "housing", "municipality": "GM0363"}
    assert editor.post("/routes/manage", data=data).status_code == 303
    assert editor.post("/routes/manage", data=data).status_code == 422
    assert editor.get("/routes/manage/3/draft").status_code == 200
    assert "Amsterdam" not in client.get("/routes/housing").text  # not published yet
    publish = {"version": "1", "note": "Eerste", "review_on": "01-06-2030"}
    assert editor.post("/routes/manage/3/publish", data=publish).status_code == 303
    assert "municipality=GM0363" in client.get("/routes/housing").text


def test_texts_of_a_step_withstand_anything(editor: FlaskClient, factory: Factory) -> None:
    editor.post("/routes/manage/1/draft", data={"number": "1"})
    withstands(
        send=lambda text: editor.post(
            "/routes/manage/1/draft/steps/1",
            data={**STEP, "where_nl": text, "text_en": text, "version": version(factory)},
        ),
        show=lambda: (
            editor.get("/routes/manage/1/versions/2").text
            + editor.get("/routes/manage/1/draft/steps/1").text
        ),
    )
