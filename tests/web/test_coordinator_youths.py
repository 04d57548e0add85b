"""A youth for a coordinator: needs and places, readiness, and what would open a room."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from matcher.audit import COMMAND_LINE
from matcher.consents.service import give
from matcher.database.base import now
from matcher.database.records import AuditEvent
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import ConsentPurpose, ConsentWay, YouthStatus
from tests.factories import add_room, add_youth
from tests.services.scenes import AMERSFOORT
from tests.web.records import FOREIGN, Factory, finished_round, foreign_room, in_english, step


def test_youth_sees_counted_today_what_would_open_a_room(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        add_room(session, rent_cents=50000)
        youth = add_youth(session, needs={"budget_cents": 45000})
    text = in_english(coordinator, f"/coordinator/youths/{youth.id}")
    assert "There is no room that is possible for this youth." in text
    assert "<strong>€\u00a050 more budget a month</strong>: 1 more room" in text


def test_name_of_a_host_elsewhere_stays_hidden_on_the_page_of_a_youth(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room, youth = foreign_room(session), add_youth(session)
        today = today_in_the_netherlands()
        session.add(
            Proposal(
                round_id=finished_round(session).id, room_id=room.id, youth_id=youth.id,
                starts_on=today, nights=9, fit=500, priority=1, distance_km=2.0, fit_parts={},
            )
        )  # fmt: skip
        reference = room.reference
    text = in_english(coordinator, f"/coordinator/youths/{youth.id}")
    assert FOREIGN not in text
    assert reference in text


def youth_data(youth: Youth, **changes: Any) -> dict[str, Any]:
    return {
        "version": youth.version, "ready_on": "02-03-2026", "target_group": "light",
        "urgency": "2", "budget": "500", "guidance_kind": "4", "day_activity": "school",
        "household_gender_wish": "any", "accepts_children": "y", "accepts_pets": "y",
        "accepts_smoking_household": "y", "languages": ["nl"], "attention_wish": "2",
        "home_town": "Utrecht", "max_distance": "15,0", **changes,
    }  # fmt: skip


def test_changed_needs_are_saved_and_an_unchanged_town_keeps_its_position(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session)
    path = f"/coordinator/youths/{youth.id}/change"
    assert coordinator.post(path, data=youth_data(youth)).status_code == 303
    with factory() as session:
        stored = session.get_one(Youth, youth.id)
        assert (stored.needs.budget_cents, stored.urgency) == (50000, 2)
        assert (stored.places[0].latitude, stored.places[0].longitude) == (52.09, 5.12)
        change = session.scalars(
            select(AuditEvent).where(AuditEvent.action == "youth.change")
        ).one()
    assert change.details == {"fields": ["budget_cents", "urgency"]}
    assert coordinator.post(path, data=youth_data(youth, budget="1")).status_code == 409


def test_new_place_gets_its_position_and_an_unknown_one_a_suggestion(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session)
    path = f"/coordinator/youths/{youth.id}/change"
    wrong = coordinator.post(path, data=youth_data(youth, study_town="Amersfort"))
    assert wrong.status_code == 422
    assert "Amersfoort" in wrong.text
    assert (
        coordinator.post(path, data=youth_data(youth, study_town="Amersfoort")).status_code == 303
    )
    with factory() as session:
        places = {str(p.kind): p for p in session.get_one(Youth, youth.id).places}
    assert places["study"].municipality_code == AMERSFOORT["code"]
    assert abs(places["study"].latitude - 52.156) < 0.05


def test_youth_is_made_ready_and_withdrawn_with_a_reason(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session, status=YouthStatus.REGISTERED, consent_at=now())
    refused = step(coordinator, youth, "make_ready")
    assert refused.status_code == 422
    assert "consent to tell a host something" in refused.text
    with transaction(factory) as session:
        purpose = ConsentPurpose.SHARE_WITH_HOST
        give(session, COMMAND_LINE, youth.id, [purpose], ConsentWay.SPOKEN)
    assert step(coordinator, youth, "make_ready").status_code == 303
    assert step(coordinator, youth, "withdraw", version=2).status_code == 422
    done = step(coordinator, youth, "withdraw", version=2, reason="found_home")
    assert done.status_code == 303
    assert "found a home" in in_english(coordinator, f"/coordinator/youths/{youth.id}")


def test_who_waits_comes_before_who_waits_no_longer(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        for name, status, day in (
            ("Lang", YouthStatus.READY, 1), ("Kort", YouthStatus.READY, 9),
            ("Weg", YouthStatus.WITHDRAWN, 1),
        ):  # fmt: skip
            add_youth(session, first_name=name, status=status, registered_on=date(2026, 1, day))
    text = in_english(coordinator, "/coordinator/youths")
    assert text.index("Lang Fictief") < text.index("Kort Fictief") < text.index("Weg Fictief")
    text = in_english(coordinator, "/coordinator/youths?sort=waiting&order=asc")
    assert text.index("Kort Fictief") < text.index("Lang Fictief") < text.index("Weg Fictief")
