"""What is right by itself, and wrong beside another cell, row or record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.exchange.problems import Problem, echo
from matcher.words import YouthStatus
from tests.exchange.conftest import Judge
from tests.exchange.files import TODAY, as_csv, host_rows, youth_rows

HOSTS, YOUTHS = FileKind.HOSTS, FileKind.YOUTHS
Found = tuple[str, int | None, str]


def _found(problems: tuple[Problem, ...]) -> list[Found]:
    return [(found.code, found.row, found.name) for found in problems]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rent": 0}, ("rent_not_plausible", "rent")),
        ({"rent": 250001}, ("rent_not_plausible", "rent")),
        ({"min_age": 24, "max_age": 20}, ("ages_out_of_order", "max_age")),
        (
            {"free_from": date(2026, 5, 1), "free_until": date(2026, 5, 1)},
            ("until_not_after_from", "free_until"),
        ),
        ({"free_from": None, "free_until": TODAY}, ("until_without_from", "free_until")),
        ({"free_from": date(1926, 5, 1)}, ("date_not_plausible", "free_from")),
        ({"signed_up_on": TODAY + timedelta(days=1)}, ("date_in_future", "signed_up_on")),
        ({"longitude": None}, ("position_incomplete", "longitude")),
        (
            {"latitude": None, "longitude": None, "postcode": "9999 XX", "place_name": "Atlantis"},
            ("position_unknown", "postcode"),
        ),
    ],
)
def test_values_of_a_room_that_do_not_go_together(
    judge: Judge, change: dict[str, Any], expected: tuple[str, str]
) -> None:
    rows = host_rows(3)
    rows[2] |= {"free_until": None} | change
    assert _found(judge(HOSTS, as_csv(HOSTS, rows))) == [(expected[0], 4, expected[1])]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"birth_date": TODAY + timedelta(days=1)}, ("birth_date_not_plausible", "birth_date")),
        ({"birth_date": date(1899, 1, 1)}, ("birth_date_not_plausible", "birth_date")),
        ({"birth_date": date(1997, 1, 1)}, ("age_outside_window", "birth_date")),
        ({"birth_date": date(2009, 1, 1)}, ("age_outside_window", "birth_date")),
        ({"age_exception": True}, ("exception_without_reason", "age_exception_reason")),
        ({"registered_on": TODAY + timedelta(days=1)}, ("date_in_future", "registered_on")),
        ({"ready_on": date(2126, 1, 1)}, ("date_not_plausible", "ready_on")),
        ({"status": YouthStatus.PLACED}, ("placed_by_file", "status")),
        (
            {"home_town": None, "birth_town": None, "study_town": None, "other_places": None},
            ("no_place", "home_town"),
        ),
    ],
)
def test_values_of_a_youth_that_do_not_go_together(
    judge: Judge, change: dict[str, Any], expected: tuple[str, str]
) -> None:
    rows = youth_rows(2)
    rows[1] |= change
    found = [f for f in _found(judge(YOUTHS, as_csv(YOUTHS, rows))) if f[0] == expected[0]]
    assert found == [(expected[0], 3, expected[1])]


def test_a_reasoned_exception_opens_the_age_window(judge: Judge) -> None:
    rows = youth_rows(1)
    rows[0] |= {"birth_date": date(2008, 12, 1), "age_exception": True}
    rows[0] |= {"age_exception_reason": "Kan niet langer thuis wonen"}
    assert judge(YOUTHS, as_csv(YOUTHS, rows)) == ()


def test_who_turns_eighteen_before_moving_is_old_enough(judge: Judge) -> None:
    rows = youth_rows(1)
    rows[0] |= {"birth_date": date(2008, 5, 1), "ready_on": date(2026, 5, 1)}
    assert judge(YOUTHS, as_csv(YOUTHS, rows)) == ()
    rows[0] |= {"ready_on": date(2026, 4, 30)}
    assert _found(judge(YOUTHS, as_csv(YOUTHS, rows))) == [("age_outside_window", 2, "birth_date")]


def test_rows_with_the_same_youth(judge: Judge) -> None:
    rows = youth_rows(3)
    same_reference = rows[0] | {"last_name": "Anders"}
    no_email = rows[1] | {"youth_reference": "X", "email": ""}
    other_email = rows[1] | {"youth_reference": "Y", "email": "iemand.anders@example.org"}
    content = as_csv(YOUTHS, [*rows, rows[2], same_reference, no_email])
    assert _found(judge(YOUTHS, content)) == [
        ("double_row", 5, "youth_reference"),
        ("double_reference", 6, "youth_reference"),
        ("double_youth", 7, "last_name"),
    ]
    assert judge(YOUTHS, as_csv(YOUTHS, [*rows, other_email])) == ()


def test_rows_with_the_same_room_or_home(judge: Judge) -> None:
    rows = [host_rows(1)[0], host_rows(3)[2]]
    other_rent = rows[0] | {"rent": 39900}
    same_room = rows[0] | {"room_reference": "K-anders"}
    other_house = rows[0] | {"household_reference": "H-anders", "room_reference": "K9"}
    other_name = rows[1] | {"contact_name": "Iemand", "room_reference": "K8"} | {"description": ""}
    for extra, code, name in (
        (rows[0], "double_row", "room_reference"),
        (other_rent, "double_reference", "room_reference"),
        (same_room, "double_room", "room_reference"),
        (other_house, "double_home", "house_number"),
        (other_name, "differs_from_row", "contact_name"),
    ):
        found = _found(judge(HOSTS, as_csv(HOSTS, [*rows, extra])))
        assert (code, 4, name) in found, code
        assert {row for _, row, _ in found} == {4}


def test_periods_of_one_room_must_not_overlap(judge: Judge) -> None:
    first = host_rows(1)[0] | {"free_from": date(2026, 4, 1), "free_until": date(2026, 6, 1)}
    next_one = first | {"free_from": date(2026, 6, 1), "free_until": None}
    overlapping = first | {"free_from": date(2026, 5, 31), "free_until": None}
    assert judge(HOSTS, as_csv(HOSTS, [first, next_one])) == ()
    found = judge(HOSTS, as_csv(HOSTS, [first, overlapping]))
    assert _found(found) == [("periods_overlap", 3, "free_from")]


def _save(session: Session, kind: FileKind, rows: list[dict[str, Any]]) -> None:
    service.save(session, COMMAND_LINE, kind, "file", as_csv(kind, rows), TODAY)


def _judge(
    session: Session, kind: FileKind, rows: list[dict[str, Any]], *region: str
) -> tuple[Problem, ...]:
    known = frozenset(region) if region else None
    content = as_csv(kind, rows)
    return service.preview(session, kind, "file", content, TODAY, region=known).problems


def test_a_known_youth_under_another_reference_is_named(loaded: Session) -> None:
    rows = youth_rows(2)
    _save(loaded, YOUTHS, rows)
    again = rows[1] | {"youth_reference": "NIEUW", "first_name": rows[1]["first_name"].upper()}
    (found,) = _judge(loaded, YOUTHS, [again])
    assert (found.code, found.row) == ("known_youth", 2)
    assert "J1" in found.message.nl


def test_a_known_home_and_household_under_another_reference_are_named(loaded: Session) -> None:
    rows = host_rows(1)
    _save(loaded, HOSTS, rows)
    again = rows[0] | {"household_reference": "NIEUW", "room_reference": "K-nieuw"}
    elsewhere = again | {"house_number": "999"}
    assert _found(_judge(loaded, HOSTS, [again])) == [
        ("known_home", 2, "house_number"),
        ("known_household", 2, "email"),
    ]
    assert _found(_judge(loaded, HOSTS, [elsewhere])) == [("known_household", 2, "email")]


def test_a_room_of_another_household_cannot_be_taken(loaded: Session) -> None:
    rows = host_rows(3)
    _save(loaded, HOSTS, rows)
    taken = rows[2] | {"room_reference": "K0-0"}
    (found,) = _judge(loaded, HOSTS, [taken])
    assert (found.code, found.name) == ("room_of_other_household", "room_reference")


def test_a_municipality_outside_the_region_is_refused(loaded: Session) -> None:
    rows = [youth_rows(1)[0] | {"municipality": "Zwolle"}]
    assert _judge(loaded, YOUTHS, rows, "GM0193") == ()
    assert _found(_judge(loaded, YOUTHS, rows, "GM0344")) == [("other_region", 2, "municipality")]
    assert _found(_judge(loaded, HOSTS, [host_rows(1)[0] | {"municipality": "Zwolle"}], "GM0344"))


def test_a_record_of_another_region_is_neither_changed_nor_shown(loaded: Session) -> None:
    youth = youth_rows(1)[0] | {"municipality": "Zwolle"}
    host = host_rows(1)[0] | {"municipality": "Zwolle"}
    _save(loaded, YOUTHS, [youth])
    _save(loaded, HOSTS, [host])
    moved = youth | {"municipality": "Utrecht"}
    (found,) = _judge(loaded, YOUTHS, [moved], "GM0344")
    assert found.code == "reference_elsewhere"
    renamed = moved | {"youth_reference": "NIEUW"}
    (found,) = _judge(loaded, YOUTHS, [renamed], "GM0344")
    assert found.code == "known_elsewhere"
    assert "J0" not in str(found)
    taken = host | {"municipality": "Utrecht"}
    codes = {f.code for f in _judge(loaded, HOSTS, [taken], "GM0344")}
    assert codes == {"reference_elsewhere"}
    other = taken | {"household_reference": "N", "room_reference": "NK", "email": "n@example.org"}
    (found,) = _judge(loaded, HOSTS, [other], "GM0344")
    assert found.code == "known_elsewhere"


@pytest.mark.parametrize(
    "text", ["123456782", "BSN: 123456782.", "123.456.782", "1234 56 782", "x123456782y"]
)
def test_a_bsn_is_refused_and_not_repeated(judge: Judge, text: str) -> None:
    rows = [youth_rows(1)[0] | {"last_name": text}]
    (found,) = judge(YOUTHS, as_csv(YOUTHS, rows))
    assert (found.code, found.row, found.name) == ("bsn", 2, "last_name")
    assert "123456782" not in "".join(c for c in str(found) if c.isdigit())
    assert found.value.count("•") == 7


def test_numbers_that_are_no_bsn_pass(judge: Judge) -> None:
    rows = [youth_rows(1)[0] | {"last_name": "Jansen 123456789", "phone": "+31 612345678"}]
    assert judge(YOUTHS, as_csv(YOUTHS, rows)) == ()


def test_an_echo_is_short_and_on_one_line() -> None:
    assert echo("a\nb" + "c" * 100) == "a b" + "c" * 56 + "…"
    assert echo("1234567820") == "••••••••20"
    assert echo("0612345678 ") in ("0612345678", "••••••••78")
