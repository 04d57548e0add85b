"""Why not this room, on the site: true answers, and names only for who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.rounds import markets
from matcher.words import Role
from tests.factories import add_room, add_youth
from tests.services.scenes import AMERSFOORT, run
from tests.web.conftest import SignIn

FOREIGN = "Zorgvliet Verstopt"
Factory = sessionmaker[Session]


@pytest.fixture(autouse=True)
def no_markets_kept() -> Iterator[None]:
    markets.forget()
    yield
    markets.forget()


def foreign_room(session: Session, **values: Any) -> int:
    room = add_room(session, home={"municipality_code": AMERSFOORT["code"],
                                   "place_name": "Hoogland"}, **values)  # fmt: skip
    room.home.household.contact_name = FOREIGN
    session.flush()
    return room.id


def page(client: FlaskClient, **arguments: Any) -> str:
    answer = client.get("/coordinator/why-not", query_string=arguments)
    assert answer.status_code == 200
    return answer.text


def test_every_rule_that_fails_is_told_with_who_has_to_agree(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session, rent_cents=47500, requires_day_activity=True).id
        youth = add_youth(session, needs={"day_activity": "none", "budget_cents": 45000}).id
    text = page(coordinator, youth=youth, room=room)
    assert "2 rules stand in the way." in text
    assert "€\u00a025 less rent" in text
    assert "if the host agrees" in text
    assert "Together this is enough" in text
    assert "Who has to agree: the host." in text


def test_what_is_there_for_safety_is_not_to_be_changed(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session)
        room.home.household.has_cat = True
        youth = add_youth(session, needs={"allergic_to_cats": True})
        session.flush()
        ids = {"youth": youth.id, "room": room.id}
    text = page(coordinator, **ids)
    assert "No change helps here." in text
    assert "There is no change that makes this room possible" in text


def test_possible_pair_tells_what_it_would_cost_the_others(
    coordinator: FlaskClient, factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.whynot.PATIENCE", 60.0)
    with transaction(factory) as session:
        own, other = add_room(session), foreign_room(session)
        anna = add_youth(session, first_name="Anna")
        ben = add_youth(session, first_name="Ben", municipality_code=AMERSFOORT["code"],
                        urgency=0)  # fmt: skip
        youths = [anna.id, ben.id]
        names = {anna.id: anna.name, ben.id: ben.name}
        reference = ben.reference
        rooms = [own.id, other]
        session.flush()
    done = run(factory, today=today_in_the_netherlands())
    assert done.summary["outcome"]["placed"] == 2
    texts = [page(coordinator, youth=youths[0], room=room) for room in rooms]
    assert sum("This room is proposed" in text for text in texts) == 1
    forced = next(text for text in texts if "This room is proposed" not in text)
    assert "What it would cost the others" in forced
    assert f"{reference} loses this room and gets" in forced.replace(reference.lower(), reference)
    assert names[youths[1]] not in forced
    assert FOREIGN not in "".join(texts)
    assert "Hoogland" in "".join(texts)


def test_price_that_takes_time_lets_the_page_come_back_for_it(
    coordinator: FlaskClient, factory: Factory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.rounds.whynot.market_of", lambda *_: None)
    with transaction(factory) as session:
        ids = {"youth": add_youth(session).id, "room": add_room(session).id}
    run(factory, today=today_in_the_netherlands())
    text = page(coordinator, **ids)
    assert 'http-equiv="refresh"' in text
    assert "This page renews itself" in text


def test_youths_of_other_regions_cannot_be_asked_about(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session).id
        youth = add_youth(session, municipality_code=AMERSFOORT["code"], first_name="Zorgvliet")
        ids = {"youth": youth.id, "room": room}
    assert coordinator.get("/coordinator/why-not", query_string=ids).status_code == 404
    assert "Zorgvliet" not in page(coordinator, room=room)
    assert "Nobody found in your region." in page(coordinator, room=room, q="Zorgvliet")


def test_room_elsewhere_is_found_by_town_and_not_by_its_host(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session).id
        foreign_room(session)
    assert "Hoogland" in page(coordinator, youth=youth, q="hoogl")
    assert "No room found." in page(coordinator, youth=youth, q="Verstopt")
    assert FOREIGN not in page(coordinator, youth=youth)


def test_nearest_to_possible_comes_first_and_the_impossible_last(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session, needs={"allergic_to_cats": True}).id
        for name, rent in (("Eerst", 40000), ("Dan", 90000), ("Nooit", 40000)):
            household = add_room(session, rent_cents=rent).home.household
            household.contact_name, household.has_cat = name, name == "Nooit"
    text = page(coordinator, youth=youth)
    assert text.index("Eerst") < text.index("Dan") < text.index("Nooit")
    assert "1 rule in the way" in text


def test_referrer_asks_about_own_youths_and_sees_no_identities(
    factory: Factory, sign_in_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.whynot.PATIENCE", 60.0)
    client = sign_in_as(Role.REFERRER)
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        organisation = session.scalars(select(CareOrganisation.id)).first()
        room = add_room(session, home={"place_name": "Haarzuilens"})
        room.home.household.contact_name = FOREIGN
        own = add_youth(session, organisation_id=organisation, first_name="Eigen")
        other = add_youth(session, first_name="Zorgvliet", registered_on=date(2020, 1, 1))
        ids = (own.id, other.id, room.id)
        secrets = (FOREIGN, "Zorgvliet", other.reference)
    run(factory, today=today_in_the_netherlands())
    base = f"/referrer/youths/{ids[0]}/why-not"
    texts = [client.get(f"{base}{query}").text for query in ("", "?q=haar", f"?room={ids[2]}")]
    assert "A room in Haarzuilens" in texts[2]
    assert "Another youth loses this room and gets no other." in texts[2]
    assert not [secret for secret in secrets if secret in "".join(texts)]
    assert "No room found." in client.get(f"{base}?q=Verstopt").text
    assert client.get(f"/referrer/youths/{ids[1]}/why-not").status_code == 404
