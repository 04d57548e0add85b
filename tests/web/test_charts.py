"""The charts: true to scale, escaped, and readable without seeing them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from flask import Flask
from markupsafe import Markup

from web.charts.bars import stacked_bars
from web.charts.distance import Spot, distance_map
from web.charts.frame import nice_ceiling
from web.charts.hexagons import Cell, class_of, hexagon_map, quintiles
from web.charts.lines import Series, line_chart

EVIL = "<script>alert('x')</script>\"&"
MONTHS = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]


@pytest.fixture(autouse=True)
def in_request(app: Flask) -> Iterator[None]:
    with app.test_request_context("/", headers={"Cookie": "language=en"}):
        yield


def every_chart(text: str) -> dict[str, Markup]:
    return {
        "stacked": stacked_bars(text, [text, text], [(text, [1, 2])], description=text),
        "lines": line_chart(text, MONTHS, [Series(text, [1, None, 3])], description=text),
        "distance": distance_map(text, 52.0, 5.0, [Spot(text, 52.1, 5.1)], description=text),
        "hexagons": hexagon_map(
            text, [Cell(text, 0, 0)], {text: 3}, {text: text}, href=lambda code: "/", description=text
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["distance", "hexagons", "lines", "stacked"])
def test_chart_escapes_every_text_and_is_well_formed(name: str) -> None:
    chart = every_chart(EVIL)[name]
    assert "<script" not in chart
    ElementTree.fromstring(str(chart))
    assert " style=" not in chart  # the content policy would drop it
    assert "onload" not in chart


@pytest.mark.parametrize("name", ["lines", "distance", "hexagons"])
def test_drawing_has_a_title_and_a_description(name: str) -> None:
    chart = every_chart("Rooms")[name]
    assert "<title>Rooms</title><desc>" in chart
    assert re.search(r'role="(img|group)" aria-label="Rooms"', chart)


def test_stacked_bar_pieces_add_up_to_the_row() -> None:
    chart = stacked_bars("Rooms", ["x", "y"], [("a", [30, 10]), ("b", [10, 10])])
    pieces = re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%"', chart)
    assert pieces == [("0.0", "75.0"), ("75.0", "25.0"), ("0.0", "25.0"), ("25.0", "25.0")]


@pytest.mark.parametrize("rows", [[], [("a", [0, 0])]])
def test_bars_without_values_do_not_fail(rows: list[tuple[str, list[float]]]) -> None:
    assert "km-bars" in stacked_bars("Rooms", ["x", "y"], rows)


def test_line_leaves_a_gap_where_a_month_has_no_figure() -> None:
    chart = line_chart("Nights", MONTHS, [Series("nights", [10, None, 30])])
    assert chart.count("<polyline") == 2
    assert '<td class="km-number" data-label="nights">–</td>' in chart


@pytest.mark.parametrize(
    ("top", "told"),
    [(5, ["0", "1", "2", "3", "4", "5"]), (20, ["0", "10", "20"]),
     (25, ["0", "5", "10", "15", "20", "25"])],
)  # fmt: skip
def test_no_number_beside_a_line_is_cut_off(top: float, told: list[str]) -> None:
    chart = line_chart("Nights", MONTHS, [Series("nights", [1, None, top])])
    assert re.findall(r'<text[^>]*text-anchor="end"[^>]*>([^<]+)</text>', chart) == told


def test_a_scale_of_its_own_ends_where_it_ends() -> None:
    chart = line_chart("Step", MONTHS, [Series("step", [1, 2, 2])], most=6)
    assert re.findall(r'<text[^>]*text-anchor="end"[^>]*>([^<]+)</text>', chart)[-1] == "6"


def test_line_refuses_a_series_of_another_length() -> None:
    with pytest.raises(ValueError, match="1 values for 3 months"):
        line_chart("Nights", MONTHS, [Series("nights", [1])])


def test_values_of_a_line_stand_in_a_table() -> None:
    chart = line_chart("Nights", MONTHS, [Series("nights", [10, 1234, 30])])
    assert "February 2026" in chart
    assert '<td class="km-number" data-label="nights">1,234</td>' in chart


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 1), (1, 1), (1.2, 2), (2.4, 2.5), (3, 5), (501, 1000), (0.03, 0.05)]
)
def test_scale_ends_at_a_round_number_not_below_the_value(value: float, expected: float) -> None:
    assert nice_ceiling(value) == pytest.approx(expected)


def test_distance_map_tells_how_far_amsterdam_is_from_utrecht() -> None:
    chart = distance_map("Map", 52.3731, 4.8922, [Spot("Utrecht", 52.0908, 5.1222)])
    assert "Utrecht <strong>35" in chart


def test_distance_map_puts_north_up_and_keeps_the_scale() -> None:
    chart = distance_map("Map", 52.0, 5.0, [Spot("n", 52.09, 5.0), Spot("e", 52.0, 5.146)])
    marks = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="13"', chart)
    (north_x, north_y), (east_x, east_y) = [(float(x), float(y)) for x, y in marks]
    assert north_x == pytest.approx(180, abs=0.2)
    assert north_y < 180
    assert east_y == pytest.approx(180, abs=0.2)
    assert 180 - north_y == pytest.approx(east_x - 180, rel=0.02)  # both lie 10 km away


def test_distance_map_without_places_shows_the_room() -> None:
    assert "The room" in distance_map("Map", 52.0, 5.0, [])


def test_hexagon_map_says_no_figures_apart_from_zero() -> None:
    cells = [Cell("GM1", 0, 0), Cell("GM2", 1, 0)]
    chart = hexagon_map("Map", cells, {"GM1": 0, "GM2": None}, {"GM1": "A", "GM2": "B"})
    assert "<title>A: 0</title>" in chart
    assert "<title>B: –</title>" in chart
    assert "no figures" in chart


def test_table_of_a_hexagon_map_counts_those_without_figures_in_one_row() -> None:
    cells = [Cell(f"GM{n}", n, 0) for n in range(4)]
    chart = hexagon_map("Map", cells, {"GM1": 5.0}, {"GM1": "A", "GM2": "B"})
    assert chart.count('<th scope="row">') == 2
    assert '<th scope="row">3 other municipalities</th>' in chart


def test_value_on_a_bound_belongs_to_the_lower_class() -> None:
    assert [class_of(v, [10, 20]) for v in (0, 10, 10.5, 20, 21)] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("values", [[], [None], [3], [3, 3, 3], list(range(100))])
def test_quintiles_ascend_and_leave_no_class_empty(values: list[float | None]) -> None:
    bounds = quintiles(values)
    known = [v for v in values if v is not None]
    assert bounds == sorted(set(bounds))
    assert {class_of(v, bounds) for v in known} == set(range(len(bounds) + 1 if known else 0))


def test_hexagon_map_refuses_bounds_out_of_order() -> None:
    with pytest.raises(ValueError, match="ascending"):
        hexagon_map("Map", [], {}, {}, bounds=[3, 1])
