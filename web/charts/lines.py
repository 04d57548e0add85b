"""Values over months, as lines or as an area."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date, gettext
from markupsafe import Markup

from web.charts.frame import (
    INK,
    LINE,
    Form,
    colour,
    drawing,
    figure,
    join,
    legend,
    nice_ceiling,
    plain,
    text,
    values_table,
)
from web.formatting import NOTHING, month

WIDTH, HEIGHT = 480.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 36.0, 16.0, 40.0
MOST_LABELS = 5  # as many as fit on a phone
MOST_TOLD = 6  # whole numbers up the side
DASHES = ("", "8 5", "2 5", "12 4 2 4", "5 3", "1 4")


@dataclass(frozen=True)
class Series:
    """``values`` has one entry per month; None leaves a gap."""

    text: str
    values: Sequence[float | None]
    is_area: bool = False


def line_chart(
    caption: str,
    months: Sequence[date],
    series: Sequence[Series],
    *,
    description: str = "",
    form: Form = plain,
    most: float | None = None,
) -> Markup:
    """Return the series over ``months`` (the first day of each), on a scale from 0.

    ``most`` is the end of the scale, where the values have one of their own.
    """
    for one in series:
        if len(one.values) != len(months):
            raise ValueError(f"{one.text!r} has {len(one.values)} values for {len(months)} months")
    known = [v for one in series for v in one.values if v is not None]
    top = most or nice_ceiling(max(known, default=0.0))
    content = join(
        [_grid(top, form), _months(months), *(_shape(n, s, top) for n, s in enumerate(series))]
    )
    told = description or gettext(
        "%(first)s to %(last)s; the highest value is %(most)s.",
        first=month(months[0] if months else None),
        last=month(months[-1] if months else None),
        most=form(max(known)) if known else NOTHING,
    )
    rows = [
        [month(day), *(form(v) if (v := one.values[n]) is not None else NOTHING for one in series)]
        for n, day in enumerate(months)
    ]
    return figure(
        caption,
        Markup('<div class="km-line">{}</div>').format(
            drawing(WIDTH, HEIGHT, caption, told, content)
        ),
        legend=legend([(colour(n), one.text) for n, one in enumerate(series)]),
        table=values_table(caption, [gettext("Month"), *(one.text for one in series)], rows),
        description=description,
    )


def _x(position: int, number_of_months: int) -> float:
    if number_of_months < 2:
        return (LEFT + WIDTH - RIGHT) / 2
    return LEFT + (WIDTH - LEFT - RIGHT) * position / (number_of_months - 1)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _grid(top: float, form: Form) -> Markup:
    lines = []
    for value, is_told in _marks(top):
        y = _y(value, top)
        lines.append(
            Markup('<path d="M{} {}H{}" stroke="{}" fill="none"/>').format(
                LEFT, round(y, 1), WIDTH - RIGHT, LINE if value else INK
            )
        )
        if is_told:
            lines.append(text(LEFT - 10, y + 5, form(value), anchor="end"))
    return join(lines)


def _marks(top: float) -> list[tuple[float, bool]]:
    """Return the heights of the grid, and whether each is told: never one that is cut off."""
    if top <= MOST_TOLD and top == int(top):
        return [(float(value), True) for value in range(int(top) + 1)]
    if top / 2 == int(top / 2):
        return [(top * quarter / 4, quarter % 2 == 0) for quarter in range(5)]
    fifths = [top * fifth / 5 for fifth in range(6)]
    return [(value, value == int(value)) for value in fifths]


def _months(months: Sequence[date]) -> Markup:
    every = max(1, -(-len(months) // MOST_LABELS))
    return join(
        text(_x(n, len(months)), HEIGHT - 14, format_date(day, "MMM yy"), anchor="middle")
        for n, day in enumerate(months)
        if n % every == 0
    )


def _shape(position: int, one: Series, top: float) -> Markup:
    points = [
        (_x(n, len(one.values)), _y(value, top)) if value is not None else None
        for n, value in enumerate(one.values)
    ]
    stroke = colour(position)
    parts = []
    for run in _runs(points):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        if one.is_area and len(run) > 1:
            foot = HEIGHT - BOTTOM
            area = f"{run[0][0]:.1f},{foot} {path} {run[-1][0]:.1f},{foot}"
            parts.append(
                Markup('<polygon points="{}" fill="{}" fill-opacity=".15"/>').format(area, stroke)
            )
        parts.append(
            Markup(
                '<polyline points="{}" fill="none" stroke="{}" stroke-width="3"'
                ' stroke-linejoin="round" stroke-dasharray="{}"/>'
            ).format(path, stroke, DASHES[position % len(DASHES)] or "none")
        )
        x, y = run[-1]
        parts.append(
            Markup(
                '<circle cx="{}" cy="{}" r="5" fill="{}" stroke="#fff" stroke-width="2"/>'
            ).format(round(x, 1), round(y, 1), stroke)
        )
    return join(parts)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """Return the stretches without a gap."""
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
