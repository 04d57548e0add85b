"""One rule less: counted over youths and rooms for whom nobody is possible."""

from __future__ import annotations

from sqlalchemy.orm import Session, sessionmaker

from matcher.database.session import transaction
from matcher.rounds.opening import FURTHER
from tests.factories import add_room, add_youth
from tests.services.scenes import run

Factory = sessionmaker[Session]


def told(factory: Factory) -> dict[str, list[list[object]]]:
    found: dict[str, list[list[object]]] = run(factory).summary["opened_by"]
    return {side: [list(row) for row in rows] for side, rows in found.items()}


def test_youths_without_any_room_are_counted_once_per_rule(factory: Factory) -> None:
    with transaction(factory) as session:
        for _ in range(2):
            add_room(session, rent_cents=50000)
        add_youth(session), add_youth(session)
        add_youth(session, needs={"budget_cents": 60000, "smokes": True})
        add_youth(session, needs={"budget_cents": 45000, "smokes": True})  # two rules: none alone
    assert told(factory) == {
        "youth": [["rent_above_budget", 2], ["youth_smokes", 1]],
        "room": [["rent_above_budget", 2], ["youth_smokes", 2]],
    }


def test_who_has_a_possible_room_is_not_counted(factory: Factory) -> None:
    with transaction(factory) as session:
        add_room(session), add_room(session, rent_cents=90000)
        add_youth(session)
    assert told(factory) == {"youth": [], "room": [["rent_above_budget", 1]]}


def test_a_little_further_is_counted_apart(factory: Factory) -> None:
    with transaction(factory) as session:
        add_room(session, home={"latitude": 52.30})  # 23 km from home
        for limit in (15.0, 5.0):
            add_youth(session, needs={"max_distance_km": limit})
    assert told(factory)["youth"] == [[FURTHER, 1]]


def test_allergy_is_no_rule_to_do_without(factory: Factory) -> None:
    with transaction(factory) as session:
        add_room(session).home.household.has_cat = True
        add_youth(session, needs={"allergic_to_cats": True})
    assert told(factory) == {"youth": [], "room": []}
