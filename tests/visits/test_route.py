"""The order of a day's visits is as short as it can be, and never longer than as planned."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.visits.rules.route import EXACT, in_order_of_place, legs_km, way_km

UTRECHT, ZEIST, AMERSFOORT = (52.0907, 5.1214), (52.0880, 5.2330), (52.1561, 5.3878)
points = st.tuples(st.floats(50.8, 53.5), st.floats(3.4, 7.2))


@settings(max_examples=500, deadline=None)
@given(st.lists(points, max_size=12), st.none() | points)
def test_the_way_is_never_longer_than_in_the_order_planned(
    stops: list[tuple[float, float]], start: tuple[float, float] | None
) -> None:
    order = in_order_of_place(stops, start)
    assert sorted(order) == list(range(len(stops)))
    assert way_km(stops, order, start) <= way_km(stops, list(range(len(stops))), start) + 1e-9


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=1, max_size=5), st.none() | points)
def test_a_short_day_has_the_shortest_way_of_all(
    stops: list[tuple[float, float]], start: tuple[float, float] | None
) -> None:
    found = way_km(stops, in_order_of_place(stops, start), start)
    every = [way_km(stops, list(order), start) for order in permutations(range(len(stops)))]
    assert found == pytest.approx(min(every))


def test_a_long_day_is_untangled() -> None:
    line = [(52.0, 5.0 + step / 50) for step in range(EXACT + 3)]
    mixed = line[::2] + line[1::2]
    order = in_order_of_place(mixed, start=(52.0, 4.99))
    assert way_km(mixed, order, (52.0, 4.99)) == pytest.approx(
        way_km(line, list(range(len(line))), (52.0, 4.99))
    )


def test_two_addresses_in_one_street_stay_as_planned() -> None:
    assert in_order_of_place([ZEIST, ZEIST, UTRECHT], UTRECHT) == [0, 1, 2]
    assert in_order_of_place([]) == []


def test_legs_are_the_way_to_each_stop() -> None:
    stops = [AMERSFOORT, ZEIST]
    order = in_order_of_place(stops)
    legs = legs_km(stops, order)
    assert legs[0] == 0
    assert sum(legs) == pytest.approx(way_km(stops, order))
    there = legs_km(stops, [1, 0], UTRECHT)
    assert there[0] == pytest.approx(way_km([UTRECHT, ZEIST], [0, 1]))
