"""Counting: three worked examples, the lines add up, and every way in which a child can fail."""

from __future__ import annotations

import decimal
import locale
import sys
import time
import warnings
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from matcher.errors import PointsNotCounted
from matcher.rentpoints.count import count
from matcher.rentpoints.lines import tell
from matcher.rentpoints.rules import Counted, Given
from tests.rentpoints import examples

EXAMPLES = {
    "plain": (examples.PLAIN, examples.PLAIN_POINTS, examples.PLAIN_TOTAL, 0),
    "small": (examples.SMALL, examples.SMALL_POINTS, examples.SMALL_TOTAL, 0),
    "monument": (examples.MONUMENT, examples.MONUMENT_POINTS, examples.MONUMENT_TOTAL, 35),
}


@cache
def counted(name: str) -> Counted:
    return count(EXAMPLES[name][0])


@pytest.mark.parametrize("name", EXAMPLES)
def test_points_are_those_worked_out_by_hand(name: str) -> None:
    _, by_hand, total, surcharge = EXAMPLES[name]
    found = counted(name)
    points = {group.code: group.points for group in found.groups}
    assert {code: points[code] for code in by_hand} == by_hand
    assert (found.points, found.surcharge_percentage) == (total, surcharge)


def test_maximum_rent_is_that_of_the_table_with_the_surcharge_of_a_monument() -> None:
    from importlib.metadata import distribution

    table = distribution("woningwaardering").locate_file(
        "woningwaardering/stelsels/onzelfstandige_woonruimten/maximale_huurprijzen.csv"
    )
    amounts = dict(line.split(",") for line in Path(str(table)).read_text().split()[1:])
    for name, factor in (("plain", 1), ("small", 1), ("monument", 1.35)):
        found = counted(name)
        expected = float(amounts[str(round(found.points))]) * factor
        assert found.maximum_cents == pytest.approx(100 * expected, abs=1)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_lines_of_a_heading_with_points_add_up_to_it(name: str, language: str) -> None:
    told = tell(counted(name).groups, EXAMPLES[name][0].spaces, language)
    for group in told:
        points = [line.points for line in group.lines if line.points is not None]
        if points:
            assert sum(points) == pytest.approx(group.points), group.code


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_heading_and_line_is_told_in_english(name: str) -> None:
    """What the library calls in Dutch never reaches an English page."""
    given = EXAMPLES[name][0]
    dutch = {line.name for group in counted(name).groups for line in group.lines}
    for group in tell(counted(name).groups, given.spaces, "en"):
        assert "_" not in group.heading
        assert group.why
        for line in group.lines:
            assert line.text not in dutch - {"A"}, line.text


def test_shared_space_says_by_how_many() -> None:
    told = tell(counted("plain").groups, examples.PLAIN.spaces, "nl")
    size = next(group for group in told if group.code == "oppervlakte_van_vertrekken")
    assert [(line.text, line.amount, line.shared_by) for line in size.lines] == [
        ("Kamer van de bewoner", 12.0, 1),
        ("Keuken", 8.0, 2),
        ("Badkamer", 4.0, 2),
    ]


def test_counting_leaves_our_process_as_it_is() -> None:
    before = (locale.setlocale(locale.LC_ALL), time.tzname, sys.excepthook, warnings.showwarning,
              warnings.filters[:], decimal.getcontext().prec)  # fmt: skip
    count(examples.SMALL)
    assert before == (
        locale.setlocale(locale.LC_ALL), time.tzname, sys.excepthook, warnings.showwarning,
        warnings.filters[:], decimal.getcontext().prec,
    )  # fmt: skip
    assert "woningwaardering" not in sys.modules


def test_library_imported_in_our_process_would_have_changed_it() -> None:
    """The control of the test above: this is what the child keeps away from us."""
    import subprocess

    code = (
        "import sys, warnings, decimal; before = (sys.excepthook, warnings.showwarning, "
        "decimal.getcontext().prec); import woningwaardering; "
        "sys.exit(before == (sys.excepthook, warnings.showwarning, decimal.getcontext().prec))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import sys; sys.exit(3)", "missing"),
        ("import sys; sys.exit(4)", "date"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "failed"),
        ("raise ValueError", "failed"),
        ("print('not json')", "failed"),
        ("print('{}')", "failed"),
        ("import time; time.sleep(30)", "too_slow"),
    ],
)
def test_child_that_fails_is_told_by_its_reason(code: str, reason: str) -> None:
    with pytest.raises(PointsNotCounted) as caught:
        count(examples.PLAIN, command=[sys.executable, "-c", code], seconds=3)
    assert caught.value.reason == reason


def test_program_that_is_not_there_is_a_failure_and_not_a_crash() -> None:
    with pytest.raises(PointsNotCounted):
        count(examples.PLAIN, command=["/no/such/program"])


def test_day_without_rules_is_told() -> None:
    with pytest.raises(PointsNotCounted) as caught:
        count(replace(examples.PLAIN, reference_on=date(2019, 1, 1)))
    assert caught.value.reason == "date"


def test_child_sees_no_secret_of_ours_and_reaches_no_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KAMERMATCH_SECRET_KEY", "canary")
    code = (
        "import os, sys, json; from matcher.rentpoints import child; child._close_the_network()\n"
        "import socket\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9)); sys.exit(1)\n"
        "except OSError as error:\n    assert 'needs no network' in str(error)\n"
        "sys.exit(4 if 'canary' not in str(os.environ) else 1)"
    )
    with pytest.raises(PointsNotCounted) as caught:
        count(examples.PLAIN, command=[sys.executable, "-c", code])
    assert caught.value.reason == "date"


def test_what_is_given_survives_being_kept() -> None:
    from matcher.rentpoints.rules import spaces_from_json

    kept = examples.MONUMENT.as_json()
    assert spaces_from_json(kept["spaces"]) == examples.MONUMENT.spaces
    assert isinstance(examples.MONUMENT, Given)
