"""Rooms and room-nights, as sentences with examples that can be counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from matcher.statistics import measures
from matcher.statistics.periods import Month
from tests.statistics.frames import FEBRUARY, JANUARY, offers, placements, row

NONE = placements()


def nights_by_month(
    offers: pd.DataFrame, placements: pd.DataFrame, months: list[Month]
) -> pd.DataFrame:
    return measures.nights_by_month(measures.occupation(offers, placements), months)


def rooms_by_month(
    offers: pd.DataFrame, placements: pd.DataFrame, months: list[Month]
) -> pd.DataFrame:
    return measures.rooms_by_month(measures.occupation(offers, placements), months)


def promised_rooms(offers: pd.DataFrame, placements: pd.DataFrame, day: date) -> int:
    return measures.promised_rooms(measures.occupation(offers, placements), day)


def test_room_free_from_10_to_20_january_with_a_youth_from_the_15th_is_half_empty() -> None:
    found = nights_by_month(
        offers((1, "2026-01-10", "2026-01-20")), placements({"starts": "2026-01-15"}), [JANUARY]
    )
    assert row(found) | {"beyond": 0} == {"offered": 10, "lived_in": 5, "empty": 5, "beyond": 0}


def test_nights_after_the_offer_are_not_offered_but_told_apart() -> None:
    found = nights_by_month(
        offers((1, "2026-01-10", "2026-01-20")), placements({"starts": "2026-01-15"}), [JANUARY]
    )
    assert row(found)["beyond"] == 12  # 20 up to and including 31 January


def test_last_night_of_a_month_belongs_to_that_month() -> None:
    found = nights_by_month(offers((1, "2026-01-31", "2026-02-02")), NONE, [JANUARY, FEBRUARY])
    assert found["offered"].tolist() == [1, 1]


def test_room_without_end_is_offered_on_every_night_of_the_month() -> None:
    found = nights_by_month(offers((1, "2025-06-01", None)), NONE, [JANUARY, FEBRUARY])
    assert found["offered"].tolist() == [31, 28]
    assert found["empty"].tolist() == [31, 28]


def test_night_entered_twice_is_offered_once() -> None:
    twice = offers((1, "2026-01-01", "2026-01-11"), (1, "2026-01-05", "2026-01-15"))
    assert row(nights_by_month(twice, NONE, [JANUARY]))["offered"] == 14


def test_offers_with_a_gap_leave_the_gap_out() -> None:
    gap = offers((1, "2026-01-01", "2026-01-05"), (1, "2026-01-10", "2026-01-12"))
    assert row(nights_by_month(gap, NONE, [JANUARY]))["offered"] == 6


def test_room_of_a_household_not_approved_counts_only_while_somebody_lives_there() -> None:
    paused = offers((1, "2026-01-01", None, False))
    found = nights_by_month(
        paused, placements({"starts": "2026-01-01", "until": "2026-01-09"}), [JANUARY]
    )
    assert row(found) == {"offered": 8, "lived_in": 8, "empty": 0, "beyond": 0}


def test_own_youth_in_a_room_elsewhere_fills_no_room_here() -> None:
    away = placements({"room": 99, "starts": "2026-01-01", "here": False})
    found = nights_by_month(offers((1, "2026-01-01", None)), away, [JANUARY])
    assert row(found) == {"offered": 31, "lived_in": 0, "empty": 31, "beyond": 0}


def test_two_youths_after_each_other_fill_the_room_without_a_hole() -> None:
    lived = placements(
        {"starts": "2026-01-01", "until": "2026-01-16"}, {"starts": "2026-01-16", "until": None}
    )
    found = nights_by_month(offers((1, "2026-01-01", None)), lived, [JANUARY])
    assert row(found)["empty"] == 0


def test_municipality_without_rooms_has_zeros_and_not_nothing() -> None:
    assert row(nights_by_month(offers(), NONE, [JANUARY])) == {
        "offered": 0,
        "lived_in": 0,
        "empty": 0,
        "beyond": 0,
    }


def test_counts_are_whole_numbers_also_where_nothing_happened() -> None:
    for rooms in (offers(), offers((1, "2026-01-01", None))):
        found = nights_by_month(rooms, NONE, [JANUARY])
        assert {str(found[name].dtype) for name in found if name != "month"} == {"int64"}


def test_rooms_are_counted_on_the_last_day_of_the_month() -> None:
    found = rooms_by_month(
        offers((1, "2026-01-01", None), (2, "2026-01-31", None), (3, "2026-01-01", "2026-01-31")),
        placements({"room": 1, "starts": "2026-01-31"}),
        [JANUARY],
    )
    assert row(found) == {"offered": 2, "lived_in": 1, "free": 1}


def test_free_room_that_is_booked_for_later_is_promised() -> None:
    rooms = offers((1, "2026-01-01", None), (2, "2026-01-01", None))
    booked = placements({"room": 2, "starts": "2026-02-10"})
    assert promised_rooms(rooms, booked, date(2026, 2, 9)) == 1
    assert promised_rooms(rooms, booked, date(2026, 2, 10)) == 0


START = date(2026, 1, 1)
days = st.integers(0, 90)
spans = st.tuples(days, st.one_of(st.none(), st.integers(1, 60)))


@given(
    offered=st.lists(st.tuples(st.integers(1, 2), spans, st.booleans()), max_size=4),
    lived=st.lists(spans, max_size=3),
)
def test_nights_equal_those_counted_night_by_night(
    offered: list[tuple[int, tuple[int, int | None], bool]], lived: list[tuple[int, int | None]]
) -> None:
    """The plain way: look at every single night of every room."""
    rooms = offers(*((room, _text(s), _text(s, n), flag) for room, (s, n), flag in offered))
    # Placements of one room never overlap: one room for each.
    stays = list(enumerate(lived, start=1))
    taken = placements(
        *({"room": r, "starts": _text(s), "until": _text(s, n)} for r, (s, n) in stays)
    )
    months = [JANUARY, FEBRUARY]
    counted = {
        "offered": [0, 0], "lived_in": [0, 0], "empty": [0, 0], "beyond": [0, 0],
    }  # fmt: skip
    for index, month in enumerate(months):
        for night in _nights_of(month):
            for room in (1, 2, 3):
                is_free = any(r == room and _covers(span, night) for r, span, _ in offered)
                is_home = any(r == room and _covers(span, night) for r, span in stays)
                is_approved = any(r == room and _covers(s, night) and f for r, s, f in offered)
                is_offered = is_approved or (is_free and is_home)
                counted["offered"][index] += is_offered
                counted["lived_in"][index] += is_free and is_home
                counted["empty"][index] += is_offered and not is_home
                counted["beyond"][index] += is_home and not is_free
    found = nights_by_month(rooms, taken, months)
    assert {name: found[name].tolist() for name in counted} == counted


def _text(start: int, length: int | None = 0) -> str | None:
    return None if length is None else str(START + timedelta(days=start + length))


def _covers(span: tuple[int, int | None], night: date) -> bool:
    number = (night - START).days
    return span[0] <= number and (span[1] is None or number < span[0] + span[1])


def _nights_of(month: Month) -> list[date]:
    return [
        month.starts_on + timedelta(days=n) for n in range((month.until - month.starts_on).days)
    ]
