"""From tables to figures, on both databases: only the own municipality, and never a person."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account
from matcher.database.hosts import Household, Room, RoomAvailability
from matcher.database.placements import Placement
from matcher.database.places import Municipality
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.hosts.service import change_status
from matcher.municipalities.service import participating_codes
from matcher.policy import load_policy
from matcher.statistics import queries
from matcher.statistics.periods import calendar_year, last_twelve_months
from matcher.statistics.service import (
    MunicipalityFigures,
    municipality_figures,
    period_codes,
)
from matcher.words import HouseholdStatus, PlacementStatus, YouthStatus
from tests.factories import TODAY, add_municipality, add_room, add_youth

ALMERE = {
    "code": "GM0034",
    "name": "Almere",
    "province": "Flevoland",
    "latitude": 52.37,
    "longitude": 5.22,
}


def figures(session: Session, code: str = "GM0344") -> MunicipalityFigures:
    session.flush()
    return municipality_figures(
        session, code, last_twelve_months(TODAY), today=TODAY, policy=load_policy()
    )


def place(session: Session, room: Room, youth: Youth, starts: date, **values: Any) -> Placement:
    placement = Placement(
        room_id=room.id,
        youth_id=youth.id,
        starts_on=starts,
        **{
            "status": PlacementStatus.ACTIVE,
            "created_at": datetime(starts.year, starts.month, starts.day, 12, tzinfo=UTC),
            **values,
        },
    )
    session.add(placement)
    session.flush()
    return placement


def set_contract(municipality: Municipality, **terms: Any) -> None:
    for name, value in terms.items():
        setattr(municipality.contracts[0], name, value)


def offer(session: Session, room: Room, free_from: date, free_until: date | None = None) -> None:
    room.availabilities[:] = [RoomAvailability(free_from=free_from, free_until=free_until)]
    session.flush()


def test_figures_of_an_ordinary_municipality(session: Session) -> None:
    """Utrecht: one room lived in, one free; one youth placed here, one in Almere, one waits."""
    add_municipality(session, **ALMERE)
    lived_in, free = add_room(session), add_room(session)
    offer(session, lived_in, date(2026, 2, 1))
    offer(session, free, date(2026, 2, 20))
    away = add_room(session, home={"municipality_code": "GM0034"})
    offer(session, away, date(2026, 1, 1))
    place(session, lived_in, add_youth(session, status=YouthStatus.PLACED), date(2026, 2, 11))
    place(session, away, add_youth(session, status=YouthStatus.PLACED), date(2026, 2, 15))
    add_youth(session)

    found = figures(session)

    february, march = found.nights.iloc[-2], found.nights.iloc[-1]
    assert (february["offered"], february["lived_in"], february["empty"]) == (28 + 9, 18, 19)
    assert (march["offered"], march["lived_in"], march["empty"]) == (2, 1, 1)  # one night so far
    assert found.rooms.iloc[-1][["offered", "lived_in", "free"]].tolist() == [2, 1, 1]
    assert found.flows["running"].tolist() == [1, 1, 0]
    assert found.waiting["waiting"].iloc[-1] == 1
    assert found.own_nights == 18 + 14 + 2
    assert found.contract.used == 2
    assert not found.is_empty


def test_other_municipality_sees_the_same_placement_from_its_own_side(session: Session) -> None:
    add_municipality(session, **ALMERE)
    away = add_room(session, home={"municipality_code": "GM0034"})
    offer(session, away, date(2026, 1, 1))
    place(session, away, add_youth(session, status=YouthStatus.PLACED), date(2026, 2, 15))
    add_youth(session)  # waits in Utrecht

    found = figures(session, "GM0034")

    assert found.flows["running"].tolist() == [0, 0, 1]
    assert found.waiting["waiting"].sum() == 0
    assert found.contract.used == 0
    assert found.rooms.iloc[-1]["lived_in"] == 1


def test_a_booking_whose_day_went_by_is_no_stay(session: Session) -> None:
    room = add_room(session)
    offer(session, room, date(2026, 2, 1))
    youth = add_youth(session, status=YouthStatus.PLACED)
    place(session, room, youth, date(2026, 2, 11), status=PlacementStatus.BOOKED)
    found = figures(session)
    assert found.nights["lived_in"].sum() == 0
    assert found.own_nights == 0
    assert found.waiting["waiting"].iloc[-1] == 0
    assert (found.contract.used, found.contract.booked_for_later) == (1, 1)


def test_cancelled_placement_is_nowhere_in_the_figures(session: Session) -> None:
    room = add_room(session)
    offer(session, room, date(2026, 2, 1))
    place(session, room, add_youth(session), date(2026, 2, 11), status=PlacementStatus.CANCELLED)
    found = figures(session)
    assert found.nights["lived_in"].sum() == 0
    assert found.placements["running"].sum() == found.placements["started"].sum() == 0
    assert found.waiting["waiting"].iloc[-1] == 1
    assert found.contract.used == 0


@pytest.mark.parametrize(
    "status",
    [s for s in HouseholdStatus if s != HouseholdStatus.APPROVED],
)
def test_room_of_a_household_that_is_not_approved_is_not_offered(
    session: Session, status: HouseholdStatus
) -> None:
    room = add_room(session)
    room.home.household.status = status
    found = figures(session)
    assert found.rooms["offered"].sum() == found.nights["offered"].sum() == 0


def test_pause_of_a_host_leaves_the_months_before_it_alone(session: Session) -> None:
    room = add_room(session)
    offer(session, room, date(2026, 1, 1))
    household = room.home.household
    household.status = HouseholdStatus.PAUSED
    tell(session, "household", household.id, date(2026, 2, 11), "approved", "paused")
    found = figures(session)
    assert found.nights["offered"].tolist()[-3:] == [31, 10, 0]
    assert found.rooms["offered"].tolist()[-3:] == [1, 0, 0]


def test_room_is_offered_from_the_approval_of_its_host(session: Session) -> None:
    room = add_room(session)
    offer(session, room, date(2026, 1, 1))
    tell(session, "household", room.home.household.id, date(2026, 2, 19), "visited", "approved")
    assert figures(session).nights["offered"].tolist()[-3:] == [0, 10, 1]


def test_youth_who_withdrew_waited_until_that_day(session: Session) -> None:
    youth = add_youth(session, status=YouthStatus.WITHDRAWN, registered_on=date(2026, 1, 5))
    tell(session, "youth", youth.id, date(2026, 2, 11), "ready", "withdrawn")
    assert figures(session).waiting["waiting"].tolist()[-3:] == [1, 0, 0]


def tell(session: Session, subject: str, record: int, day: date, before: str, after: str) -> None:
    """Write the audit event of a change of status, as `matcher.transition` does."""
    session.add(
        AuditEvent(
            at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            origin="web",
            action=f"{subject}.change",
            subject=subject,
            subject_id=record,
            details={"before": before, "after": after},
        )
    )
    session.flush()


def test_status_changes_of_the_services_are_understood(session: Session) -> None:
    """What the services write today is what the figures read: a pause takes the room out."""
    room = add_room(session)
    household = room.home.household
    change_status(session, COMMAND_LINE, household.id, "pause", household.version)
    changes = queries._changes(session, "household", select(Household.id))
    assert [(c.before, c.after) for c in changes[household.id]] == [("approved", "paused")]


@pytest.mark.parametrize(
    ("status", "waits"),
    [
        (YouthStatus.REGISTERED, 1),
        (YouthStatus.READY, 1),
        (YouthStatus.PLACED, 0),
        (YouthStatus.WITHDRAWN, 0),
    ],
)
def test_registered_and_ready_youths_wait(
    session: Session, status: YouthStatus, waits: int
) -> None:
    add_youth(session, status=status)
    assert figures(session).waiting["waiting"].iloc[-1] == waits


def test_booking_late_in_the_evening_counts_on_the_dutch_date(session: Session) -> None:
    evening = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # 1 February, half past midnight
    youth = add_youth(session, registered_on=date(2026, 1, 1), status=YouthStatus.PLACED)
    place(session, add_room(session), youth, date(2026, 3, 1), created_at=evening)
    assert figures(session).waiting["waiting"].tolist()[-3:] == [1, 0, 0]


def test_contract_shows_what_is_used_and_what_is_left(session: Session) -> None:
    set_contract(
        add_municipality(session),
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1),
        placement_limit=3,
        tariff_cents=36500_00,
    )
    place(session, add_room(session), add_youth(session), date(2026, 2, 1))
    place(session, add_room(session), add_youth(session), date(2026, 4, 1))

    found = figures(session)

    contract = found.contract
    assert (contract.used, contract.booked_for_later, contract.remaining) == (2, 1, 1)
    assert contract.days_left == 305
    assert found.savings is not None
    assert found.savings.cost_cents == 60 * 100_00  # 31 + 28 + 1 days
    assert found.savings.low_cents < found.savings.high_cents


def test_more_placed_than_the_limit_leaves_nothing_and_never_less(session: Session) -> None:
    municipality = add_municipality(session)
    municipality.contracts[0].placement_limit = 0
    place(session, add_room(session), add_youth(session), date(2026, 2, 1))
    assert figures(session).contract.remaining == 0


def test_municipality_without_contract_and_rooms_has_empty_figures(session: Session) -> None:
    municipality = add_municipality(session, **ALMERE)
    session.delete(municipality.contracts[0])
    found = figures(session, "GM0034")
    assert found.is_empty
    assert found.contract.contract is None
    assert found.savings is None


def test_unknown_municipality_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        figures(session, "GM9999")


def test_periods_go_back_to_the_first_contract(session: Session) -> None:
    add_municipality(session)  # its contract began in 2025
    assert period_codes(session, "GM0344", TODAY) == ["12m", "2026", "2025"]


def test_year_that_is_over_does_not_change_with_what_came_after(session: Session) -> None:
    room = add_room(session)
    offer(session, room, date(2025, 12, 1))
    year = calendar_year(2025, TODAY)
    before = municipality_figures(session, "GM0344", year, today=TODAY, policy=load_policy())
    youth = add_youth(session, registered_on=date(2026, 1, 5))
    place(session, room, youth, date(2026, 1, 10))
    after = municipality_figures(session, "GM0344", year, today=TODAY, policy=load_policy())
    for name in ("nights", "rooms", "placements", "waiting", "flows"):
        pd.testing.assert_frame_equal(getattr(before, name), getattr(after, name))


def test_contract_that_runs_makes_a_municipality_take_part(session: Session) -> None:
    add_municipality(session)
    set_contract(add_municipality(session, **ALMERE), ends_on=TODAY)
    session.flush()
    assert participating_codes(session, TODAY) == {"GM0344"}
    assert participating_codes(session, date(2026, 3, 1)) == {"GM0344", "GM0034"}


def test_figures_hold_no_text_about_a_person(session: Session) -> None:
    """A canary in every text of host, home, room and youth; none may be in the figures."""
    room = add_room(session)
    youth = add_youth(session)
    plant_canaries(session, room, youth)
    place(session, room, youth, date(2026, 2, 1))
    found = figures(session)
    frames = (
        queries.offers(session, "GM0344"),
        queries.placements(session, "GM0344", TODAY),
        queries.youths(session, "GM0344"),
    )
    told = "".join(frame.to_csv() for frame in frames) + _text_of(found)
    assert "canary" not in told.lower()
    assert "17-09-2006" not in told
    assert "2006-09-17" not in told


def plant_canaries(session: Session, room: Room, youth: Youth) -> None:
    """Write 'Canary' into every text column of these records, and a telling birth date."""
    records: list[Any] = [room, room.home, room.home.household, youth, youth.places[0]]
    keep = {"municipality_code", "postcode", "languages", "interests", "accepts_guidance"}
    for number, record in enumerate(records):
        for column in record.__table__.columns:
            if type(column.type).__name__ in ("String", "Text") and column.name not in keep:
                setattr(record, column.name, f"Canary{number}{column.name}")
    youth.birth_date = date(2006, 9, 17)
    account = Account(email="canary@example.org", name="Canary Account")
    session.add(account)
    session.flush()


def _text_of(value: Any) -> str:
    if isinstance(value, pd.DataFrame):
        return value.to_csv()
    if is_dataclass(value):
        return "".join(_text_of(getattr(value, field.name)) for field in fields(value))
    return repr(value)
