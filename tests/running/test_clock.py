"""One clock for the whole program, so that a test or a simulation can say what time it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import matcher
from matcher import clock
from matcher.database.base import now
from matcher.inforce import today_in_the_netherlands

ROOT = Path(matcher.__file__).parents[1]
CLOCK = ROOT / "matcher" / "clock.py"
#: What tells the present moment by itself, as (object, method). Not ``time.time``: how long a
#: browser stays signed in is a matter of real seconds, whatever a test says the date is.
OTHER_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}


@pytest.fixture(autouse=True)
def clock_runs_again() -> Iterator[None]:
    yield
    clock.set_to(None)


def other_clocks(source: str) -> list[str]:
    """Return the calls in ``source`` that ask another clock than ours, as 'line: call'."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if (name, node.attr) in OTHER_CLOCKS:
                found.append(f"{node.lineno}: {name}.{node.attr}")
    return found


@pytest.mark.parametrize("folder", ["matcher", "web", "seed"])
def test_nobody_asks_another_clock(folder: str) -> None:
    found = {
        str(path.relative_to(ROOT)): calls
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != CLOCK and (calls := other_clocks(path.read_text(encoding="utf-8")))
    }
    assert found == {}, "ask matcher.clock.moment() or .today() instead"


def test_the_search_for_other_clocks_finds_one() -> None:
    assert other_clocks(CLOCK.read_text(encoding="utf-8"))
    assert other_clocks("import datetime\ndatetime.date.today()") == ["2: date.today"]
    assert other_clocks("x(default=datetime.now)") == ["1: datetime.now"]


def test_a_clock_that_is_set_stands_still_for_everybody_until_it_runs_again() -> None:
    new_year = datetime(2027, 1, 1, 9, 30, tzinfo=UTC)
    clock.set_to(new_year)
    assert clock.moment() == now() == new_year
    assert today_in_the_netherlands() == date(2027, 1, 1)
    clock.set_to(None)
    before = datetime.now(UTC)
    assert before <= clock.moment() <= datetime.now(UTC)


def test_the_day_is_the_dutch_one_in_summer_and_winter() -> None:
    with clock.at(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2027, 1, 1)
    with clock.at(datetime(2026, 6, 30, 21, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 6, 30)
    with clock.at(datetime(2026, 6, 30, 22, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)


def test_a_clock_set_for_a_block_goes_back_to_what_it_was() -> None:
    outer, inner = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    with clock.at(outer):
        with pytest.raises(ZeroDivisionError), clock.at(inner):
            1 / 0  # noqa: B018
        assert clock.moment() == outer


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        clock.set_to(datetime(2026, 5, 1))  # noqa: DTZ001
