"""The house rules one by one: by a link, and on the own page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.agreements import Acknowledgement
from matcher.database.placements import Placement
from matcher.words import SignParty
from tests.web.agreements.sending import key_for, post
from tests.web.browsing import overflow, violations


def test_the_rules_are_read_and_agreed_to_by_a_link(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int
) -> None:
    address = f"/agreements/rules/{key_for(factory, drafted, SignParty.HOST)}"
    page = client.get(address)
    assert page.status_code == 200
    assert "Na 22.00 uur is het stil." in page.text
    with factory() as session:
        assert session.scalars(select(Acknowledgement)).all() == []  # looking changes nothing
    assert "nog 1 regel" in client.post(address, data={"position": ["1", "2"]}).text
    assert client.post(address, data={"position": ["3"]}).status_code == 200
    with factory() as session:
        given = session.scalars(select(Acknowledgement)).all()
        assert {(one.position, one.party, one.way, one.by_id) for one in given} == {
            (n, SignParty.HOST, "link", None) for n in (1, 2, 3)
        }


def test_behind_a_link_nobody_is_named(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int, placement_id: int
) -> None:
    page = client.get(f"/agreements/rules/{key_for(factory, drafted, SignParty.YOUTH)}").text
    with factory() as session:
        placement = session.get_one(Placement, placement_id)
        home = placement.room.home
        for text in (placement.youth.last_name, home.household.contact_name, home.street):
            assert text not in page


@pytest.mark.parametrize("key", ["x", "7.abc.20300101.0", "…"])
def test_a_link_that_opens_nothing_says_what_to_do(client: FlaskClient, key: str) -> None:
    answer = client.get(f"/agreements/rules/{key}")
    assert answer.status_code == 404
    assert "Bel" in answer.text
    assert client.post(f"/agreements/rules/{key}", data={"position": "1"}).status_code == 404


def test_ticking_nothing_asks_again(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int
) -> None:
    address = f"/agreements/rules/{key_for(factory, drafted, SignParty.HOST)}"
    assert client.post(address, data={}).status_code == 422
    assert client.post(address, data={"position": "99"}).status_code == 422


@pytest.mark.parametrize("party", [SignParty.YOUTH, SignParty.HOST])
def test_each_side_agrees_on_the_own_page(
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    drafted: int,
    placement_id: int,
    party: SignParty,
) -> None:
    own = side(party)
    home = own.get(f"/{party.value}/placements/{placement_id}").text
    assert f"/agreements/{drafted}/rules" in home
    assert own.get(f"/agreements/{drafted}/rules").status_code == 200
    data = {"position": ["1", "2", "3"], "party": "coordinator"}  # no say about who one is
    assert post(own, f"/agreements/{drafted}/rules", data) == 303
    with factory() as session:
        assert {one.party for one in session.scalars(select(Acknowledgement))} == {party}


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_behind_a_link_is_for_everybody_on_a_phone(
    open_page: Callable[..., object],
    factory: sessionmaker[Session],
    drafted: int,
    language: str,
) -> None:
    page = open_page(320, language)
    page.goto(f"/agreements/rules/{key_for(factory, drafted, SignParty.YOUTH)}")  # type: ignore[attr-defined]
    assert violations(page) == []  # type: ignore[arg-type]
    assert overflow(page) <= 0  # type: ignore[arg-type]
