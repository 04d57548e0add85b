"""Time passing: twice is as good as once, a missed day is caught up with, a dry run keeps nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, hourly, outbox
from matcher.audit import PROGRAM, record
from matcher.database.base import now
from matcher.database.hosting import HouseholdHandling
from matcher.database.records import AuditEvent, DoneTick, OutboxMessage
from matcher.database.session import reading, transaction
from matcher.tick import WouldHappen, day_of, dry_run, tick
from matcher.words import HouseholdStatus
from tests.factories import add_room, add_youth

Factory = sessionmaker[Session]
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def counted(factory: Factory) -> tuple[int, int]:
    with reading(factory) as session:
        events, messages = select(func.count(AuditEvent.id)), select(func.count(OutboxMessage.id))
        return session.scalar(events) or 0, session.scalar(messages) or 0


@pytest.fixture
def break_over(factory: Factory) -> Factory:
    """A host on a break that ends today: tomorrow somebody must ask whether they host again."""
    with transaction(factory) as session:
        household = add_room(session).home.household
        household.status, household.email = HouseholdStatus.PAUSED, "mo@example.org"
        session.add(HouseholdHandling(household_id=household.id, host_again_on=MORNING.date()))
    return factory


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replace all hourly and daily work by what a test gives."""

    def replace(hours: dict[str, object], days: dict[str, object]) -> None:
        monkeypatch.setattr(hourly, "hourly_subjects", lambda: sorted(hours))
        monkeypatch.setattr("matcher.tick.subjects", lambda: sorted(days))
        for kind, modules in (("hourly", hours), ("daily", days)):
            for name, run in modules.items():
                module = SimpleNamespace(run=run)
                monkeypatch.setitem(sys.modules, f"matcher.{name}.{kind}", module)

    return replace


def test_the_work_of_a_day_begins_at_five_in_dutch_time() -> None:
    assert day_of(datetime(2026, 3, 2, 3, 59, tzinfo=UTC)) == date(2026, 3, 1)
    assert day_of(datetime(2026, 3, 2, 4, 0, tzinfo=UTC)) == date(2026, 3, 2)
    assert day_of(datetime(2026, 7, 2, 3, 0, tzinfo=UTC)) == date(2026, 7, 2)


def test_hours_are_done_each_time_and_days_once(
    factory: Factory, works: Callable[..., None]
) -> None:
    hours: list[datetime] = []
    days: list[date] = []

    def hour(factory: Factory, moment: datetime) -> int:
        hours.append(moment)
        return 2

    def day(factory: Factory, today: date) -> int:
        days.append(today)
        return 3

    works({"answers": hour}, {"papers": day})
    moments = [MORNING + HOUR * number for number in range(49)]
    ticked = [tick(factory, moment) for moment in moments]
    assert hours == moments
    assert days == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)]
    assert ticked[0].done == {"hour answers": 2, "day papers": 3}
    assert (ticked[1].done, ticked[0].number) == ({"hour answers": 2}, 5)


def test_days_without_a_machine_are_caught_up_with_once(
    factory: Factory, works: Callable[..., None]
) -> None:
    days: list[date] = []

    def day(factory: Factory, today: date) -> int:
        days.append(today)
        return 0

    works({}, {"papers": day})
    tick(factory, MORNING)
    tick(factory, MORNING + timedelta(days=9))
    assert days == [date(2026, 3, 2), date(2026, 3, 11)]


def test_work_that_fails_stops_no_other_and_is_tried_again(
    factory: Factory, works: Callable[..., None]
) -> None:
    tried: list[str] = []

    def broken(factory: Factory, _: object) -> int:
        tried.append("broken")
        raise OSError("disk full")

    def sound(factory: Factory, _: object) -> int:
        tried.append("sound")
        return 1

    works({"broken": broken}, {"broken": broken, "sound": sound})
    first = tick(factory, MORNING)
    assert first.failed == ["hour broken", "day broken"]
    assert first.done == {"day sound": 1}
    tick(factory, MORNING + HOUR)
    assert tried == ["broken", "broken", "sound", "broken", "broken"]


def test_when_what_was_last_done_is_kept(factory: Factory, works: Callable[..., None]) -> None:
    works({}, {"papers": lambda *_: 0})
    tick(factory, MORNING)
    tick(factory, MORNING + HOUR)
    with reading(factory) as session:
        noted = {one.name: one.at for one in session.scalars(select(DoneTick))}
    assert noted == {"hour": MORNING + HOUR, "day papers": MORNING}


def test_a_second_tick_at_the_same_moment_finds_nothing(break_over: Factory) -> None:
    with transaction(break_over) as session:
        add_room(session)
        add_youth(session)
    with clock.at(MORNING):
        assert tick(break_over, MORNING).failed == []
        after = counted(break_over)
        with transaction(break_over) as session:  # even when nobody noted that it was done
            session.execute(text("DELETE FROM done_tick"))
        again = tick(break_over, MORNING)
    assert (again.number, again.failed, counted(break_over)) == (0, [], after)


def test_a_dry_run_tells_what_would_happen_and_keeps_nothing(break_over: Factory) -> None:
    before = counted(break_over)
    found = dry_run(break_over, MORNING)
    assert found.ticked.failed == []
    assert found.ticked.done["day hosts"] == 1
    with reading(break_over) as session:
        household_id = session.scalars(select(HouseholdHandling.household_id)).one()
    assert WouldHappen("event", "household", household_id, "household.remind") in found.happened
    assert "host_again" in {one.what for one in found.happened if one.kind == "message"}
    assert counted(break_over) == before
    with reading(break_over) as session:
        assert session.scalars(select(DoneTick)).all() == []
    with clock.at(MORNING):
        assert tick(break_over, MORNING).done["day hosts"] == 1


def test_what_was_there_before_is_not_told_as_new(factory: Factory) -> None:
    with transaction(factory) as session:
        record(session, PROGRAM, "household.remind", 1)
        outbox.post(session, "mo@example.org", "host_signed_up", reference="H-1")
    found = dry_run(factory, MORNING).happened
    assert ("household.remind", 1) not in {(one.what, one.subject_id) for one in found}
    assert "host_signed_up" not in {one.what for one in found}


def test_a_dry_run_that_breaks_off_keeps_nothing_either(
    factory: Factory, works: Callable[..., None]
) -> None:
    def half(factory: Factory, today: date) -> int:
        with transaction(factory) as session:
            record(session, PROGRAM, "household.remind", 1)
        raise OSError("disk full")

    works({}, {"half": half})
    found = dry_run(factory, MORNING)
    assert (found.ticked.failed, len(found.happened)) == (["day half"], 1)
    assert counted(factory) == (0, 0)


def test_a_dry_run_lives_at_its_own_moment_and_gives_the_clock_back(
    factory: Factory, works: Callable[..., None]
) -> None:
    seen: list[datetime] = []
    works({"look": lambda factory, moment: seen.append(now()) or 0}, {})  # type: ignore[func-returns-value]
    with clock.at(MORNING):
        dry_run(factory, MORNING + timedelta(days=400))
        assert now() == MORNING
    assert seen == [MORNING + timedelta(days=400)]


def test_nothing_waits_in_an_empty_database(factory: Factory) -> None:
    assert dry_run(factory, MORNING + timedelta(days=3650)).ticked.failed == []
