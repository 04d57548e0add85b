"""Hosts, rooms and youths of the coordinator: what is shown, to whom, and what can be changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.consents.service import give
from matcher.database.base import now
from matcher.database.hosts import Household, Room
from matcher.database.records import AuditEvent
from matcher.database.rounds import MatchingRound, Proposal, RoundUnmatched
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    HouseholdStatus,
    RoundStatus,
    YouthStatus,
)
from tests.factories import add_room, add_youth
from tests.services.scenes import AMERSFOORT

FOREIGN = "Zorgvliet Verstopt"
Factory = sessionmaker[Session]


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def foreign_room(session: Session) -> Room:
    room = add_room(session, home={"municipality_code": AMERSFOORT["code"]})
    room.home.household.contact_name = FOREIGN
    session.flush()
    return room


def foreign_youth(session: Session) -> Youth:
    return add_youth(
        session, municipality_code=AMERSFOORT["code"], first_name="Zorgvliet", last_name="Verstopt"
    )


def in_english(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.text


@pytest.mark.parametrize(
    "path", ["/coordinator/hosts", "/coordinator/rooms?view=all", "/coordinator/youths"]
)
def test_lists_show_the_own_region_only(
    coordinator: FlaskClient, factory: Factory, path: str
) -> None:
    with transaction(factory) as session:
        add_room(session).home.household.contact_name = "Familie Eigenhuis"
        add_youth(session, first_name="Familie", last_name="Eigenhuis")
        foreign_room(session), foreign_youth(session)
    text = in_english(coordinator, path)
    assert "Familie Eigenhuis" in text
    assert FOREIGN not in text
    assert FOREIGN not in in_english(coordinator, f"{path.partition('?')[0]}?q=Zorgvliet")
    elsewhere = in_english(coordinator, f"{path.partition('?')[0]}?municipality=GM0307&view=all")
    assert FOREIGN not in elsewhere


def test_dossiers_of_another_region_do_not_even_exist(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room, youth = foreign_room(session), foreign_youth(session)
        household = room.home.household
        base = "/coordinator"
        paths = [
            f"{base}/hosts/{household.id}", f"{base}/rooms/{room.id}", f"{base}/youths/{youth.id}",
            f"{base}/rooms/{room.id}/change", f"{base}/youths/{youth.id}/change",
        ]  # fmt: skip
        posts = [
            f"{base}/hosts/{household.id}/step", f"{base}/youths/{youth.id}/step",
            f"{base}/rooms/{room.id}/change", f"{base}/youths/{youth.id}/change",
        ]  # fmt: skip
    answers = [coordinator.get(path) for path in paths]
    answers += [coordinator.post(path, data={"action": "withdraw"}) for path in posts]
    absent = coordinator.get("/coordinator/youths/999999")
    assert {answer.status_code for answer in answers} == {404} == {absent.status_code}
    with factory() as session:
        assert not session.scalars(select(AuditEvent).where(AuditEvent.actor_id.is_not(None))).all()


@pytest.mark.parametrize(
    "path", ["/coordinator/hosts", "/coordinator/rooms?view=all", "/coordinator/youths"]
)
def test_number_of_queries_does_not_grow_with_the_list(
    coordinator: FlaskClient, factory: Factory, engine: Engine, path: str
) -> None:
    def add(number: int) -> None:
        with transaction(factory) as session:
            for _ in range(number):
                add_room(session), add_youth(session)

    add(2)
    with counted(engine) as few:
        in_english(coordinator, path)
    add(12)
    with counted(engine) as many:
        in_english(coordinator, path)
    assert len(many) == len(few)


def test_host_is_found_by_name_reference_mail_and_town(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session, home={"place_name": "Haarzuilens"})
        household = room.home.household
        household.contact_name, household.reference = "Familie Vindbaar", "H-VINDMIJ"
        household.email = "vindbaar@example.org"
        add_room(session).home.household.contact_name = "Familie Anders"
    for wanted in ("vindba", "H-VIND", "vindbaar@ex", "haarzuil"):
        text = in_english(coordinator, f"/coordinator/hosts?q={wanted}")
        assert "Familie Vindbaar" in text
        assert "Familie Anders" not in text
    assert "No host found" in in_english(coordinator, "/coordinator/hosts?q=100%25")


def step(client: FlaskClient, row: Household | Youth, action: str, **values: Any) -> Any:
    part = "hosts" if isinstance(row, Household) else "youths"
    data = {"action": action, "version": row.version, **values}
    return client.post(f"/coordinator/{part}/{row.id}/step", data=data)


def host_with_status(factory: Factory, status: HouseholdStatus) -> Household:
    with transaction(factory) as session:
        household = add_room(session).home.household
        household.status = status
    return household


def test_host_takes_a_break_and_history_tells_it(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.APPROVED)
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert 'value="pause"' in page
    assert 'value="approve"' not in page
    assert step(coordinator, household, "pause").status_code == 303
    assert step(coordinator, household, "resume", version=household.version + 1).status_code == 303
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert "<strong>Paused</strong>" in page
    assert "<strong>Back from the break</strong>" in page
    assert "Noor Jansen" in page


def test_refusing_a_host_needs_a_reason_and_keeps_its_code(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.SIGNED_UP)
    assert step(coordinator, household, "refuse").status_code == 422
    # Nobody asked for it before a visit; that the host wants to stop is another step.
    for reason in ("no_vog", "not_safe", "moves"):
        assert step(coordinator, household, "refuse", reason=reason).status_code == 422
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    refusing, stopping = page.split('id="withdraw"', 1)
    assert 'value="not_reached"' in refusing
    assert 'value="no_vog"' not in page
    assert 'value="moves"' not in refusing
    assert 'value="moves"' in stopping
    assert step(coordinator, household, "refuse", reason="not_reached").status_code == 303
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.REFUSED
        refusal = select(AuditEvent).where(AuditEvent.action == "household.refuse")
        assert session.scalars(refusal).one().details["reason"] == "not_reached"
    assert "cannot be reached" in in_english(coordinator, f"/coordinator/hosts/{household.id}")


def test_after_a_visit_a_refusal_is_the_decision_on_the_visit(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.VISITED)
    assert 'value="refuse"' not in in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert step(coordinator, household, "refuse", reason="no_vog").status_code == 422
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.VISITED


def test_second_coordinator_is_told_that_somebody_was_first(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.APPROVED)
    assert step(coordinator, household, "pause").status_code == 303
    late = step(coordinator, household, "pause")
    assert late.status_code == 409
    assert "A colleague has just changed this record" in late.text
    assert 'value="resume"' in late.text  # the page shows how it stands now


def test_step_that_no_arrow_allows_changes_nothing(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.SIGNED_UP)
    assert step(coordinator, household, "resume").status_code == 422
    for unknown in ("approve", "visit", "delete"):
        assert step(coordinator, household, unknown).status_code == 400
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.SIGNED_UP


def test_opening_a_dossier_is_written_down_but_is_no_history(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        youth = add_youth(session)
    page = in_english(coordinator, f"/coordinator/youths/{youth.id}")
    assert "Dossier opened" not in page
    with factory() as session:
        look = session.scalars(select(AuditEvent).where(AuditEvent.action == "youth.read")).one()
    assert look.subject_id == youth.id


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


def finished_round(session: Session) -> MatchingRound:
    found = MatchingRound(today=date(2026, 3, 2), status=RoundStatus.DONE)
    session.add(found)
    session.flush()
    return found


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


def test_youth_sees_counted_today_what_would_open_a_room(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        add_room(session, rent_cents=50000)
        youth = add_youth(session, needs={"budget_cents": 45000})
    text = in_english(coordinator, f"/coordinator/youths/{youth.id}")
    assert "There is no room that is possible for this youth." in text
    assert "<strong>€\u00a050 more budget a month</strong>: 1 more room" in text


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_empty_lists_say_what_to_expect(coordinator: FlaskClient, language: str) -> None:
    coordinator.set_cookie("language", language)
    for path in ("hosts", "rooms", "youths"):
        assert 'class="km-empty"' in coordinator.get(f"/coordinator/{path}").text


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
