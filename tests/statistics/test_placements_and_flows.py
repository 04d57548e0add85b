"""Placements per month and between municipalities; places of the contract."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.statistics.measures import flows, own_nights, placements_by_month, used_places
from matcher.statistics.periods import calendar_year, last_twelve_months
from tests.statistics.frames import FEBRUARY, JANUARY, placements, row

TODAY = date(2026, 3, 2)


def test_placement_is_running_on_its_first_day_and_not_on_the_day_it_ends() -> None:
    one_month = placements({"starts": "2026-01-31", "until": "2026-02-28"})
    found = placements_by_month(one_month, [JANUARY, FEBRUARY])
    assert found["running"].tolist() == [1, 0]
    assert found["started"].tolist() == [1, 0]
    assert found["ended"].tolist() == [0, 1]


def test_three_flows_are_told_apart() -> None:
    found = placements_by_month(
        placements(
            {"starts": "2026-01-01"},
            {"starts": "2026-01-01", "room": 2, "here": False},
            {"starts": "2026-01-01", "room": 3, "own": False},
            {"starts": "2026-01-01", "room": 4, "own": False},
        ),
        [JANUARY],
    )
    assert row(found) == {
        "own_here": 1,
        "own_elsewhere": 1,
        "others_here": 2,
        "running": 4,
        "started": 4,
        "ended": 0,
    }


def test_placement_that_begins_today_is_started_in_the_running_month() -> None:
    period = last_twelve_months(TODAY)
    found = placements_by_month(
        placements({"starts": "2026-03-02"}, {"room": 2, "starts": "2026-03-03"}), period.months
    )
    assert row(found, -1)["started"] == 1
    assert row(found, -1)["running"] == 1


def test_flows_show_who_lives_there_now_and_who_came_in_the_period() -> None:
    found = flows(
        placements(
            {"starts": "2024-05-01"},
            {"starts": "2026-02-01", "until": "2026-02-20", "room": 2, "here": False},
        ),
        calendar_year(2026, TODAY),
    )
    assert found.to_dict("list") == {
        "flow": ["own_here", "own_elsewhere", "others_here"],
        "running": [1, 0, 0],
        "started": [0, 1, 0],
    }


def test_room_booked_for_later_takes_a_place_of_the_contract_already() -> None:
    found = used_places(
        placements(
            {"starts": "2026-01-01"},
            {"starts": "2026-04-01", "room": 2},
            {"starts": "2025-01-01", "until": "2026-03-02", "room": 3},
            {"starts": "2026-01-01", "room": 4, "own": False},
        ),
        TODAY,
    )
    assert found == (2, 1)


def test_nights_of_own_youths_count_wherever_they_live() -> None:
    lived = placements(
        {"starts": "2025-12-30", "until": "2026-01-03"},
        {"starts": "2026-02-28", "room": 2, "here": False},
        {"starts": "2026-01-01", "room": 3, "own": False},
    )
    # 1 and 2 January, 28 February and 1 March; the night of today is still to come.
    assert own_nights(lived, calendar_year(2026, TODAY)) == 4


@given(
    st.lists(
        st.tuples(st.dates(date(2025, 1, 1), date(2026, 4, 30)), st.booleans(), st.booleans()),
        max_size=6,
    ),
    st.dates(date(2025, 12, 1), date(2026, 4, 30)),
)
def test_running_is_running_before_plus_started_minus_ended(
    stays: list[tuple[date, bool, bool]], until: date
) -> None:
    months = last_twelve_months(TODAY).months
    frame = placements(
        *(
            {"room": number, "starts": str(start), "own": own, "here": here or not own,
             "until": str(until) if start < until else None}
            for number, (start, own, here) in enumerate(stays)
        )
    )  # fmt: skip
    found = placements_by_month(frame, months)
    change = found["started"] - found["ended"]
    assert (found["running"].diff().iloc[1:] == change.iloc[1:]).all()
