"""Hosts, rooms and youths of the coordinator: the lists and dossiers, and who sees what."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from tests.factories import add_room, add_youth
from tests.queries import counted
from tests.web.records import FOREIGN, Factory, foreign_room, foreign_youth, in_english


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


@pytest.mark.parametrize("language", ["nl", "en"])
def test_empty_lists_say_what_to_expect(coordinator: FlaskClient, language: str) -> None:
    coordinator.set_cookie("language", language)
    for path in ("hosts", "rooms", "youths"):
        assert 'class="km-empty"' in coordinator.get(f"/coordinator/{path}").text
