"""A room for a coordinator: its terms, the nights it is empty, and what would open it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from matcher.database.hosts import Room
from matcher.database.records import AuditEvent
from matcher.database.rounds import RoundUnmatched
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from tests.factories import add_room, add_youth
from tests.web.records import Factory, finished_round, in_english


def room_data(room: Room, **changes: Any) -> dict[str, Any]:
    today = today_in_the_netherlands()
    return {
        "version": room.version, "rent": "410", "min_age": "18", "max_age": "27",
        "accepts_gender": "any", "accepts_guidance": ["3", "4"], "requires_day_activity": "y",
        "free_from_1": today.strftime("%d-%m-%Y"), "free_until_1": "", **changes,
    }  # fmt: skip


def own_room(factory: Factory, **values: Any) -> Room:
    with transaction(factory) as session:
        room = add_room(session, **values)
        room.availabilities[0].free_from = today_in_the_netherlands() - timedelta(days=40)
    return room


def test_changed_rent_is_saved_with_its_event_and_said_to_matter(
    coordinator: FlaskClient, factory: Factory
) -> None:
    room = own_room(factory)
    answer = coordinator.post(
        f"/coordinator/rooms/{room.id}/change", data=room_data(room), follow_redirects=True
    )
    assert "This changes who can live here" in answer.text
    with factory() as session:
        assert session.get_one(Room, room.id).rent_cents == 41000
        change = session.scalars(select(AuditEvent).where(AuditEvent.action == "room.change")).one()
    assert change.details == {"fields": ["periods", "rent_cents"]}


def test_new_period_alone_makes_an_older_form_stale(
    coordinator: FlaskClient, factory: Factory
) -> None:
    room = own_room(factory, rent_cents=41000)
    path = f"/coordinator/rooms/{room.id}/change"
    assert coordinator.post(path, data=room_data(room)).status_code == 303
    late = coordinator.post(path, data=room_data(room, rent="300"))
    assert late.status_code == 409
    assert "A colleague has just changed this record" in late.text
    with factory() as session:
        assert session.get_one(Room, room.id).rent_cents == 41000


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"rent": "veel"}, "Write the amount in euros"),
        ({"free_until_1": "01-01-2020"}, "must come after the day"),
        ({"free_from_2": "01-01-2031"}, "These periods overlap"),
        ({"min_age": "26", "max_age": "20"}, "must not be below the youngest"),
        ({"description": "bsn 123456782"}, "citizen service number"),
        ({"free_until_2": "01-01-2031"}, "Enter from which day"),
    ],
)
def test_mistake_in_the_room_is_shown_and_nothing_saved(
    coordinator: FlaskClient, factory: Factory, changes: dict[str, str], told: str
) -> None:
    room = own_room(factory)
    path = f"/coordinator/rooms/{room.id}/change"
    answer = coordinator.post(path, data=room_data(room, **changes))
    assert answer.status_code == 422
    assert told in answer.text
    with factory() as session:
        assert session.get_one(Room, room.id).rent_cents == 40000


def test_rooms_longest_empty_come_first_with_their_nights(
    coordinator: FlaskClient, factory: Factory
) -> None:
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        for name, days in (("Familie Kort", 3), ("Familie Lang", 90), ("Familie Later", -30)):
            room = add_room(session)
            room.home.household.contact_name = name
            room.availabilities[0].free_from = today - timedelta(days=days)
    text = in_english(coordinator, "/coordinator/rooms")
    assert text.index("Familie Lang") < text.index("Familie Kort")
    assert 'data-label="Nights empty">90<' in text
    assert "Familie Later" not in text  # not free yet
    assert "becomes free" in in_english(coordinator, "/coordinator/rooms?view=all")


def test_room_that_a_round_left_says_which_rule_alone_stands_in_the_way(
    coordinator: FlaskClient, factory: Factory
) -> None:
    room = own_room(factory)
    with transaction(factory) as session:
        details = {
            "too_far": {"blocks": 9, "only": None},
            "rent_above_budget": {"blocks": 4, "only": 3},
        }
        session.add(
            RoundUnmatched(
                round_id=finished_round(session).id, room_id=room.id,
                reason="no_eligible_pair", details=details,
            )
        )  # fmt: skip
    text = in_english(coordinator, f"/coordinator/rooms/{room.id}")
    assert "There is no youth who can live in this room." in text
    assert "<strong>Rent above budget</strong>: without this rule 3 more youths" in text
    assert text.index("Rent above budget") < text.index("Too far away")


def test_room_tells_what_would_open_it_to_more_youths(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session, rent_cents=50000)
        for budget in (47500, 45000, 45000):
            add_youth(session, needs={"budget_cents": budget})
    text = in_english(coordinator, f"/coordinator/rooms/{room.id}")
    assert "There is no youth who can live in this room." in text
    assert "<strong>€\u00a025 less rent</strong>: 1 more youth" in text
    assert "<strong>€\u00a050 less rent</strong>: 3 more youths" in text
    assert "If the host agrees." in text
