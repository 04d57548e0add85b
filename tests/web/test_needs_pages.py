"""The need profile on screen: the plekkenkaart, life domains, own words and the calculator."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.domains.service import courses_of, detail_of
from matcher.words import LifeDomain, PlaceKind, PlaceTime, Role
from tests.factories import UTRECHT, add_municipality, add_youth
from tests.web.conftest import SignIn
from tests.web.payloads import withstands
from web.charts.places import APART, SIDE, MapPlace, _spread, letter_of, place_map

Factory = sessionmaker[Session]
PAGES = ("places", "life", "words", "budget")


@pytest.fixture
def youth_id(factory: Factory) -> int:
    with transaction(factory) as session:
        own = CareOrganisation(code="ZORG", name="Zorgvliet")
        session.add_all([own, CareOrganisation(code="ANDER", name="Anders")])
        session.flush()
        add_municipality(session, code="GM0228", name="Ede", province="Gelderland")
        youth = add_youth(session)
        youth.organisation_id = own.id
        return youth.id


@pytest.fixture
def referrer(youth_id: int, sign_in_as: SignIn) -> FlaskClient:
    client = sign_in_as(Role.REFERRER, organisation="ZORG")
    client.set_cookie("language", "en")
    return client


def stored(factory: Factory, youth_id: int) -> Youth:
    with factory() as session:
        youth = session.get_one(Youth, youth_id)
        assert youth.places is not None
        assert youth.needs is not None
        return youth


def post(client: FlaskClient, factory: Factory, youth_id: int, path: str, **data: object) -> Any:
    version = stored(factory, youth_id).version
    return client.post(f"/needs/youths/{youth_id}/{path}", data={"version": version, **data})


PLACE = {"where": "Ede", "kind": "safe", "time": "later", "note": "Hier woont oma", "radius": ""}


def test_a_place_is_drawn_listed_changed_and_removed(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    assert post(referrer, factory, youth_id, "places", **PLACE).status_code == 303
    page = referrer.get(f"/needs/youths/{youth_id}/places").text
    assert "B. Safe place: Ede" in page
    assert "Hier woont oma" in page
    assert "70% of the points for town" in page
    place = stored(factory, youth_id).places[-1]
    assert (place.time, place.municipality_code) == (PlaceTime.LATER, "GM0228")
    away = {**PLACE, "kind": "avoid", "radius": "12,5"}
    assert post(referrer, factory, youth_id, f"places/{place.id}", **away).status_code == 303
    place = stored(factory, youth_id).places[-1]
    assert (place.kind, place.radius_km) == (PlaceKind.AVOID, 12.5)
    assert post(referrer, factory, youth_id, f"places/{place.id}/remove").status_code == 303
    assert len(stored(factory, youth_id).places) == 1


def test_a_place_whose_name_stays_keeps_its_exact_position(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    with transaction(factory) as session:
        home = session.get_one(Youth, youth_id).places[0]
        home.latitude, home_id = 52.123456, home.id
    change = {**PLACE, "where": "Utrecht", "kind": "home", "time": "now"}
    assert post(referrer, factory, youth_id, f"places/{home_id}", **change).status_code == 303
    (home,) = stored(factory, youth_id).places
    assert (home.latitude, home.note) == (52.123456, "Hier woont oma")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"where": ""}, "Enter a town"),
        ({"where": "Nergenshuizen"}, "do not know this town"),
        ({"where": "9999 ZZ"}, "do not know this postcode"),
        ({"kind": "palace"}, "valid choice"),
        ({"kind": "avoid", "radius": "900"}, "from 1 to 100 km"),
        ({"note": "x" * 201}, "at most 200"),
        ({"where": "Utrecht", "kind": "home", "time": "now"}, "on the map already"),
    ],
)
def test_a_place_is_refused_with_the_reason(
    referrer: FlaskClient, factory: Factory, youth_id: int, wrong: dict[str, str], told: str
) -> None:
    answer = post(referrer, factory, youth_id, "places", **{**PLACE, **wrong})
    assert answer.status_code == 422
    assert told in answer.text or told.lower() in answer.text.lower()
    assert len(stored(factory, youth_id).places) == 1


def test_levels_are_written_down_and_shown_with_their_course(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    post(referrer, factory, youth_id, "life", level_money="2", note_money="Schulden")
    post(referrer, factory, youth_id, "life", level_money="4", note_money="Hulp gevonden")
    with factory() as session:
        money = next(c for c in courses_of(session, youth_id) if c.domain == LifeDomain.MONEY)
    assert [row.level for row in money.levels] == [4, 2]
    page = referrer.get(f"/referrer/youths/{youth_id}").text
    assert "4 of 5" in page
    assert "better than before" in page
    assert "2 answers so far" in referrer.get(f"/needs/youths/{youth_id}/life").text


def test_a_note_without_a_level_is_asked_back(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    answer = post(referrer, factory, youth_id, "life", level_money="", note_money="Schulden")
    assert answer.status_code == 422
    assert "Choose a level as well." in answer.text


def test_counting_keeps_nothing_and_using_changes_the_budget(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    amounts = {"income_wages": "1.000", "cost_food": "250,50"}
    counted = post(referrer, factory, youth_id, "budget", deed="count", **amounts)
    assert counted.status_code == 200
    assert "€\u00a0645.00" in counted.text  # 1000 - 250.50 - 100, down to steps of 5
    with factory() as session:
        assert detail_of(session, youth_id).income == {}
    assert post(referrer, factory, youth_id, "budget", deed="use", **amounts).status_code == 303
    assert stored(factory, youth_id).needs.budget_cents == 64_500


def test_a_budget_of_nothing_is_not_used(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    answer = post(referrer, factory, youth_id, "budget", deed="use", cost_food="300")
    assert answer.status_code == 422
    assert stored(factory, youth_id).needs.budget_cents == 45_000


def test_words_over_a_change_of_a_colleague_are_not_saved(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    old = stored(factory, youth_id).version
    post(referrer, factory, youth_id, "words", talents="Koken")
    late = referrer.post(
        f"/needs/youths/{youth_id}/words", data={"version": old, "talents": "Zingen"}
    )
    assert late.status_code == 409
    assert "Koken" in late.text


def test_mistakes_do_not_hide_that_a_colleague_was_first(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    old = stored(factory, youth_id).version
    post(referrer, factory, youth_id, "words", talents="Koken")
    data = {"version": old, "talents": "x" * 1001}
    wrong = referrer.post(f"/needs/youths/{youth_id}/words", data=data)
    assert wrong.status_code == 422
    assert f'name="version" value="{old}"' in wrong.text


def test_referrer_changes_the_needs_of_an_own_youth(
    referrer: FlaskClient, factory: Factory, youth_id: int
) -> None:
    assert "Home town" in referrer.get(f"/needs/youths/{youth_id}/change").text
    data = {
        "ready_on": "01-12-2026", "target_group": "light", "urgency": "0", "budget": "450",
        "guidance_kind": "4", "day_activity": "work", "household_gender_wish": "any",
        "attention_wish": "2", "languages": "nl", "home_town": "Utrecht", "max_distance": "33",
    }  # fmt: skip
    answer = post(referrer, factory, youth_id, "change", **data)
    assert answer.status_code == 303, answer.text
    assert stored(factory, youth_id).needs.max_distance_km == 33


@pytest.mark.parametrize("page", [*PAGES, "change", "places/1"])
def test_a_youth_of_others_does_not_exist(
    sign_in_as: SignIn, factory: Factory, youth_id: int, page: str
) -> None:
    with transaction(factory) as session:
        add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")
    others = [
        sign_in_as(Role.REFERRER, organisation="ANDER"),
        sign_in_as(Role.COORDINATOR, regions=["GM0363"]),
    ]
    for client in others:
        answers = {
            number: client.get(f"/needs/youths/{number}/{page}").status_code
            for number in (youth_id, 999)
        }
        is_closed = page == "change" and client is others[1]  # of referrers only
        assert set(answers.values()) == ({403} if is_closed else {404})


@pytest.mark.parametrize("page", PAGES)
def test_the_coordinator_of_the_region_opens_every_page(
    sign_in_as: SignIn, youth_id: int, page: str
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    assert client.get(f"/needs/youths/{youth_id}/{page}").status_code == 200


def test_a_youth_sees_the_own_profile_and_no_way_to_change_it_here(
    referrer: FlaskClient, sign_in_as: SignIn, factory: Factory, youth_id: int,
    make_account: Callable[..., object],
) -> None:  # fmt: skip
    post(referrer, factory, youth_id, "words", talents="Koken voor velen")
    post(referrer, factory, youth_id, "life", level_health="3", note_health="Slaapt slecht")
    client = sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        from matcher.database.accounts import Account

        newest = session.query(Account).order_by(Account.id.desc()).first()
        assert newest is not None
        session.get_one(Youth, youth_id).account_id = newest.id
    page = client.get("/youth/").text
    assert "Koken voor velen" in page
    assert "Slaapt slecht" in page
    assert "km-places" in page
    assert "/needs/" not in page
    assert client.get(f"/needs/youths/{youth_id}/places").status_code == 403


@pytest.mark.parametrize(
    ("path", "field", "more"),
    [
        ("words", "talents", {}),
        ("life", "note_money", {"level_money": "3"}),
        ("places", "note", {"where": "Ede", "kind": "safe", "time": "now"}),
    ],
)
def test_texts_withstand_anything(
    referrer: FlaskClient, factory: Factory, youth_id: int,
    path: str, field: str, more: dict[str, str],
) -> None:  # fmt: skip
    withstands(
        send=lambda text: post(referrer, factory, youth_id, path, **{**more, field: text}),
        show=lambda: referrer.get(f"/needs/youths/{youth_id}/{path}").text,
    )


EVIL = "<script>alert('x')</script>\"&"


def one(kind: PlaceKind, time: PlaceTime, **values: object) -> MapPlace:
    given = {"letter": "A", "name": "Ede", "latitude": 52.0, "longitude": 5.0, **values}
    return MapPlace(kind=kind, time=time, **given)  # type: ignore[arg-type]


def test_map_has_a_drawing_per_time_and_a_sign_per_meaning(app: Flask) -> None:
    places = [
        one(kind, list(PlaceTime)[n % 3], letter=letter_of(n), latitude=52 + n / 40)
        for n, kind in enumerate(PlaceKind)
    ]
    with app.test_request_context("/", headers={"Cookie": "language=en"}):
        drawn = place_map("Places", places)
    ElementTree.fromstring(str(drawn))
    assert re.findall(r"<title>(Past|Now|Later)</title>", drawn) == ["Past", "Now", "Later"]
    signs = re.findall(r'translate\([^)]*\)" d="([^"]+)"', drawn)
    assert len(set(signs)) == len(PlaceKind)  # a shape of its own: no meaning rests on a colour


def test_map_escapes_every_text(app: Flask) -> None:
    with app.test_request_context("/"):
        drawn = place_map(EVIL, [one(PlaceKind.HOME, PlaceTime.NOW, name=EVIL)], description=EVIL)
    assert "<script" not in drawn
    assert " style=" not in drawn
    ElementTree.fromstring(str(drawn))


def test_circle_of_a_place_to_avoid_is_to_scale(app: Flask) -> None:
    """Two places 40 km apart from north to south, and a circle of 10 km: a quarter of the way."""
    places = [
        one(PlaceKind.HOME, PlaceTime.NOW, latitude=52.0),
        one(PlaceKind.AVOID, PlaceTime.PAST, latitude=52.0 + 40 / 111.195, radius_km=10.0),
    ]
    with app.test_request_context("/"):
        drawn = place_map("Places", places)
    radii = [float(r) for r in re.findall(r'r="([\d.]+)" fill="#a3291d"', drawn)]
    spots = [tuple(map(float, s)) for s in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", drawn)]
    apart = abs(spots[0][1] - spots[1][1])
    assert len(radii) == 3  # it holds at every time, so every drawing shows it
    assert all(radius == pytest.approx(apart / 4, abs=0.2) for radius in radii)


def test_marks_in_one_town_do_not_hide_each_other() -> None:
    spots = _spread([(150.0, 150.0)] * 9, 240.0)
    apart = [
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for n, a in enumerate(spots)
        for b in spots[:n]
    ]
    assert min(apart) >= APART - 0.5
    assert all(0 < x < SIDE and 0 < y < 240 for x, y in spots)


def test_letters_go_on_after_z() -> None:
    assert [letter_of(n) for n in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]
