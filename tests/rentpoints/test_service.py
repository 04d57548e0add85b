"""What a host tells of a home, the count that is kept, and the maximum that is taken over."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.hosting import RoomTerms
from matcher.database.hosts import Room
from matcher.database.records import AuditEvent
from matcher.database.rentpoints import RoomPoints
from matcher.errors import NotFound, PointsNotCounted, Stale, TextRefused
from matcher.rentpoints import rules, service
from matcher.rentpoints.rules import Building, Counted, Remark
from matcher.rentpoints.service import SpaceDetails
from matcher.words import SpaceKind
from tests.factories import add_room
from tests.rentpoints.examples import DAY, MONUMENT, PLAIN, SMALL


def a_space(kind: SpaceKind, room_id: int | None = None, **changes: Any) -> SpaceDetails:
    values = {
        "name": "", "area_m2": 12.0, "is_heated": True,
        "shared_by": 1 if room_id else 2, "details": {},
    }  # fmt: skip
    return SpaceDetails(kind=kind, room_id=room_id, **{**values, **changes})


def counted(points: float, maximum_cents: int) -> Any:
    return lambda given: Counted("9.9", points, maximum_cents, 0, ())


@pytest.fixture
def room(session: Session) -> Room:
    room = add_room(session, rent_cents=45_000)
    service.keep_space(session, COMMAND_LINE, room.home, a_space(SpaceKind.ROOM, room.id))
    return room


def test_spaces_of_another_lodger_do_not_count(session: Session, room: Room) -> None:
    other = Room(home=room.home, reference="K-other", rent_cents=40_000)
    session.add(other)
    session.flush()
    service.keep_space(session, COMMAND_LINE, room.home, a_space(SpaceKind.KITCHEN))
    service.keep_space(session, COMMAND_LINE, room.home, a_space(SpaceKind.ROOM, other.id))
    kinds = [(s.kind, s.room_id) for s in service.spaces_of(session, room)]
    assert kinds == [(SpaceKind.ROOM, room.id), (SpaceKind.KITCHEN, None)]


def test_building_is_kept_as_told(session: Session, room: Room) -> None:
    facts = Building(
        municipality="GM0344", built_in=1930, energy_label="B", label_on=date(2024, 2, 29),
        monument="local", woz_cents=30_000_000, woz_year=2025, usable_m2=95,
    )  # fmt: skip
    service.keep_building(session, COMMAND_LINE, room.home, facts, 2)
    session.expire_all()
    assert service.building_of(session, room.home) == facts
    assert service.number_of_rooms_let(session, room.home) == 2


def test_count_is_kept_with_all_that_it_was_made_from(session: Session, room: Room) -> None:
    kept = service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    session.expire_all()
    assert (kept.points, kept.maximum_cents, kept.library_version) == (40, 40_758, "9.9")
    assert kept.given == service.given(session, room, DAY).as_json()
    assert not kept.is_in_force
    assert room.legal_max_rent_cents is None  # nothing changes before somebody takes it over


def test_old_counts_go_and_the_one_in_force_stays(session: Session, room: Room) -> None:
    first = service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    service.take_over(session, COMMAND_LINE, room, first.id, room.version)
    for number in range(service.KEPT_COUNTS + 5):
        service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(number, 100))
    session.flush()
    kept = service.counts_of(session, room.id)
    assert len(kept) == service.KEPT_COUNTS + 1
    assert kept[-1].id == first.id


def test_maximum_taken_over_includes_the_service_agreed_upon(session: Session, room: Room) -> None:
    session.add(RoomTerms(room_id=room.id, service_cents=5_000))
    points = service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    total = service.take_over(session, COMMAND_LINE, room, points.id, room.version)
    assert (total.most_cents, total.too_much_cents) == (45_758, 0)
    assert room.legal_max_rent_cents == 45_758


def test_rent_above_the_maximum_is_told_with_how_much(session: Session, room: Room) -> None:
    points = service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    assert service.sum_of(session, room, points).too_much_cents == 4_242


def test_only_one_count_of_a_room_is_in_force(session: Session, room: Room) -> None:
    for maximum in (40_000, 41_000):
        points = service.count_room(session, COMMAND_LINE, room, DAY,
                                    counting=counted(40, maximum))  # fmt: skip
        service.take_over(session, COMMAND_LINE, room, points.id, room.version)
    in_force = session.scalars(select(RoomPoints.maximum_cents).where(RoomPoints.is_in_force))
    assert in_force.all() == [41_000]
    assert room.legal_max_rent_cents == 41_000


def test_count_of_another_room_cannot_be_taken_over(session: Session, room: Room) -> None:
    other = add_room(session)
    points = service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    with pytest.raises(NotFound):
        service.take_over(session, COMMAND_LINE, other, points.id, other.version)
    with pytest.raises(Stale):
        service.take_over(session, COMMAND_LINE, room, points.id, room.version + 1)


def test_home_without_the_room_itself_is_not_counted(session: Session) -> None:
    bare = add_room(session)
    with pytest.raises(PointsNotCounted, match="empty"):
        service.count_room(session, COMMAND_LINE, bare, DAY, counting=counted(1, 1))


def test_space_of_another_home_cannot_be_changed_or_removed(session: Session, room: Room) -> None:
    foreign = service.spaces_of(session, room)[0]
    other = add_room(session)
    with pytest.raises(NotFound):
        service.keep_space(
            session, COMMAND_LINE, other.home, a_space(SpaceKind.KITCHEN), foreign.id
        )
    with pytest.raises(NotFound):
        service.remove_space(session, COMMAND_LINE, other.home, foreign.id)
    with pytest.raises(NotFound):
        service.keep_space(session, COMMAND_LINE, other.home, a_space(SpaceKind.ROOM, room.id))


def test_bsn_as_the_name_of_a_space_is_refused(session: Session, room: Room) -> None:
    with pytest.raises(TextRefused):
        service.keep_space(
            session, COMMAND_LINE, room.home, a_space(SpaceKind.KITCHEN, name="111222333")
        )


def test_events_tell_points_and_no_names(session: Session, room: Room) -> None:
    service.keep_space(session, COMMAND_LINE, room.home, a_space(SpaceKind.KITCHEN, name="canary"))
    service.count_room(session, COMMAND_LINE, room, DAY, counting=counted(40, 40_758))
    events = session.scalars(select(AuditEvent).where(AuditEvent.subject == "points")).all()
    assert {event.action for event in events} == {"points.describe", "points.count"}
    assert "canary" not in str([event.details for event in events])


def test_remarks_tell_what_is_missing_or_counts_otherwise() -> None:
    assert {r for r, _ in rules.remarks(PLAIN)} == {Remark.NO_VALUE}
    assert {r for r, _ in rules.remarks(MONUMENT)} == {Remark.NO_VALUE}
    assert {r for r, _ in rules.remarks(SMALL)} == {
        Remark.NO_KITCHEN, Remark.NO_TOILET, Remark.NO_SHOWER,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label_on", "counts"),
    [
        (None, False),
        (date(2020, 12, 31), False),
        (date(2021, 1, 1), True),
        (DAY, True),
        (date(2027, 1, 1), False),
    ],
)
def test_label_counts_from_2021_on(label_on: date | None, counts: bool) -> None:
    assert rules.label_counts(label_on, DAY) is counts


def test_label_counts_for_ten_years() -> None:
    assert rules.label_counts(date(2021, 6, 1), date(2031, 5, 31))
    assert not rules.label_counts(date(2021, 6, 1), date(2031, 6, 1))
