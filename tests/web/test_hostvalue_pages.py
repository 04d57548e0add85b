"""Where one more host helps, on the site: the round's figures, with care for small numbers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import reading, transaction
from matcher.hostvalue.kinds import host_kinds
from matcher.hostvalue.service import values_of_round
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role
from tests.factories import UTRECHT, add_municipality, add_room, add_youth
from tests.services.scenes import AMERSFOORT, run
from tests.web.conftest import SignIn

Factory = sessionmaker[Session]


def a_round(factory: Factory, youths: int) -> int:
    """A round with one room and more youths than that; Amersfoort is too far for anybody."""
    with transaction(factory) as session:
        add_room(session)
        add_municipality(session, **AMERSFOORT | {"latitude": 50.9, "longitude": 5.9})
        for _ in range(youths):
            add_youth(session)
    return run(factory, today=today_in_the_netherlands()).id


@pytest.fixture
def officer(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_municipality(session)
    client = sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=UTRECHT)
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def coordinator(factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_municipality(session)
        add_municipality(session, **AMERSFOORT | {"latitude": 50.9, "longitude": 5.9})
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT, AMERSFOORT["code"]])
    client.set_cookie("language", "en")
    return client


def text_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.text


def test_round_keeps_what_one_more_host_brings(factory: Factory) -> None:
    round_id = a_round(factory, 3)
    with reading(factory) as session:
        table = values_of_round(session, round_id)
    assert table is not None
    assert len(table) == 2 * len(host_kinds())
    usual = table[(table["municipality"] == UTRECHT) & (table["kind"] == "usual")].iloc[0]
    assert (usual["could_live"], usual["nights"]) == (3, 180)


def test_officer_reads_what_one_more_host_brings_here(
    officer: FlaskClient, factory: Factory
) -> None:
    a_round(factory, 12)
    text = text_of(officer, "/municipality/hosts")
    assert "An ordinary room" in text
    assert "+180 nights" in text
    assert "fewer than 10" not in text.replace("Where fewer than 10 youths", "")


def test_officer_is_told_nothing_of_fewer_than_ten_youths(
    officer: FlaskClient, factory: Factory
) -> None:
    a_round(factory, 3)
    text = text_of(officer, "/municipality/hosts")
    assert "too few to tell" in text
    assert "+180 nights" not in text
    assert "So few youths look for a room here" in text


def test_coordinator_reads_exact_numbers_of_the_own_region(
    coordinator: FlaskClient, factory: Factory
) -> None:
    a_round(factory, 3)
    assert "+180 nights" in text_of(coordinator, f"/municipality/hosts?municipality={UTRECHT}")


def test_place_where_it_helps_nobody_says_so(coordinator: FlaskClient, factory: Factory) -> None:
    a_round(factory, 3)
    text = text_of(coordinator, f"/municipality/hosts?municipality={AMERSFOORT['code']}")
    assert "helps nobody now" in text
    assert "One more room here helps nobody now" in text


def test_without_a_round_the_pages_say_what_to_do(
    officer: FlaskClient, sign_in_as: SignIn, factory: Factory
) -> None:
    assert "Nothing has been counted yet" in text_of(officer, "/municipality/hosts")
    administrator = sign_in_as(Role.ADMINISTRATOR)
    administrator.set_cookie("language", "en")
    assert "Nothing has been counted yet" in text_of(administrator, "/hosts-wanted/")
    assert administrator.get("/hosts-wanted/hosts-wanted.csv").status_code == 404


def test_map_of_the_country_counts_nobody_out(sign_in_as: SignIn, factory: Factory) -> None:
    a_round(factory, 3)
    administrator = sign_in_as(Role.ADMINISTRATOR)
    administrator.set_cookie("language", "en")
    for query in ("", "?kind=open&count=priority", "?kind=nonsense&count=nonsense"):
        text = text_of(administrator, f"/hosts-wanted/{query}")
        assert "fewer than 10" in text
        assert "What one more host brings, per municipality" in text
    lines = text_of(administrator, "/hosts-wanted/hosts-wanted.csv").splitlines()
    assert lines[0] == "municipality,kind,could_live,nights,priority,fit"
    assert lines[1].startswith("GM0307,usual,0,0,")
    assert any(line.startswith(f"{UTRECHT},usual,,180,") for line in lines)
