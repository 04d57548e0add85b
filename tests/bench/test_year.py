"""A month lived day by day, through the services and the clock: nothing breaks, waits or comes twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.year import introducing, living
from bench.year.core import Year
from bench.year.days import Lived, live
from bench.year.report import report
from bench.year.world import Plan
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.plans import service as plans
from matcher.settings import Settings
from tests.factories import TODAY
from tests.living.factories import Stay, acts, on

START = date(2027, 3, 15)  # with the night in it in which the clock goes forward


def plan(folder: Path, days: int, seed: int = 1) -> Plan:
    return Plan(folder, youths=60, rooms=45, seed=seed, starts_on=START, days=days)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return live(plan(tmp_path_factory.mktemp("year"), 30))


def test_a_month_has_no_fault(month: Lived) -> None:
    assert month.year.tally.faults == {}, "\n".join(report(month))


def test_a_month_goes_all_the_way_from_a_round_to_a_first_check_in(month: Lived) -> None:
    done = month.year.tally.done
    for deed in (
        "round done", "proposal approved", "interest: yes", "interest: no", "meet: yes",
        "meeting held", "meeting not held", "decide: yes", "nights planned", "agreements drafted",
        "agreements signed", "moved in", "check-in held",
    ):  # fmt: skip
        assert done[deed] > 0, deed


def test_the_day_without_a_mail_server_loses_nothing_and_doubles_nothing(month: Lived) -> None:
    server = month.server
    assert server.down_on is not None
    assert server.per_day[server.down_on] == 0
    assert sum(server.per_day.values()) > 100


def test_what_is_left_lying_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of a day find a fault when there is one: here the clock stops nothing."""
    monkeypatch.setattr("matcher.introductions.hourly.WORK", ())
    monkeypatch.setattr(introducing, "SILENT", 1.0)
    lived = live(plan(tmp_path, 8))
    assert any("past its limit" in fault for fault in lived.year.tally.faults)


def test_a_plan_is_looked_at_again_before_long_after_its_day(sqlite_url: str) -> None:
    """A quarter goes by before the first one is: longer than the month that is lived above."""
    settings = Settings.from_environment({"DATABASE_URL": sqlite_url})
    year = Year(make_session_factory(engine_for(sqlite_url)), settings, 1, {})
    with transaction(year.factory) as session:
        stay = Stay(session)
        plans.make_plan(session, acts(stay.first), stay.id, "", on(20), TODAY)
    reviewed = 0
    for day in range(130):
        living._review_plans(year, on(day))
        reviewed = year.tally.done["plan reviewed"]
        assert reviewed >= (day > 25) + (day > 122), day
    assert 2 <= reviewed <= 3
    assert year.tally.faults == {}
