"""The Netherlands with one hexagon per municipality: each counts the same, large or small."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from web.charts.frame import Form, drawing, figure, join, legend, plain, values_table
from web.formatting import NOTHING

RADIUS = 10.0
ACROSS = math.sqrt(3) * RADIUS
CLASSES = ("#dcece8", "#a3cdc4", "#5fa297", "#2f776e", "#123f3b")
NO_VALUE = "#efe8dc"
PLAIN = Markup('stroke="#fff"')
OUTLINED = Markup('stroke="#a8452a" stroke-width="3"')


@dataclass(frozen=True)
class Cell:
    """A municipality's place in the grid; odd rows lie half a cell to the right."""

    municipality: str
    column: int
    row: int


def hexagon_map(
    caption: str,
    cells: Sequence[Cell],
    values: Mapping[str, float | None],
    names: Mapping[str, str],
    *,
    bounds: Sequence[float] | None = None,
    class_texts: Sequence[str] | None = None,
    highlighted: str | None = None,
    href: Callable[[str], str | None] | None = None,
    description: str = "",
    form: Form = plain,
    rest: float | None = None,
) -> Markup:
    """Return the map, coloured in at most five classes.

    Args:
        values: municipality code -> value; None or absent is 'no figures'.
        names: municipality code -> name, for hover texts and the table.
        bounds: upper bounds of all classes but the last (at most four, ascending);
            default: quintiles of the values.
        class_texts: what the classes mean, one text each, where that is not a range.
        highlighted: code of a municipality to outline.
        href: gives the address behind a cell, or None.
        rest: the value of the many: the table counts them in one row and lists the others.
    """
    limits = list(bounds) if bounds is not None else quintiles(list(values.values()))
    if len(limits) >= len(CLASSES) or limits != sorted(limits):
        raise ValueError(f"bounds must be at most {len(CLASSES) - 1} ascending values: {limits}")
    entries = _classes(limits, values, form)
    if class_texts is not None:
        shades = [shade(n, len(limits) + 1) for n in range(len(limits) + 1)]
        entries = list(zip(shades, class_texts, strict=True))
    ordered = sorted(cells, key=lambda cell: cell.municipality == highlighted)  # outlined on top
    shapes = join(_hexagon(c, values, names, limits, c.municipality == highlighted, href, form)
                  for c in ordered)  # fmt: skip
    width = (max((c.column for c in cells), default=0) + 1.5) * ACROSS + 4
    height = max((c.row for c in cells), default=0) * 1.5 * RADIUS + 2 * RADIUS + 4
    return figure(
        caption,
        Markup('<div class="km-hexagons">{}</div>').format(
            drawing(width, height, caption, description, shapes, "group" if href else "img")
        ),
        legend=legend(entries),
        table=values_table(caption, [gettext("Municipality"), gettext("Value")],
                           _rows(cells, values, names, form, rest)),
        description=description,
    )  # fmt: skip


def _rows(
    cells: Sequence[Cell],
    values: Mapping[str, float | None],
    names: Mapping[str, str],
    form: Form,
    rest: float | None,
) -> list[list[str]]:
    """Return a row per municipality with a value, by name; one counts all with none or ``rest``."""
    codes = [cell.municipality for cell in cells]
    listed = [
        (names.get(c, c), value)
        for c in codes
        if (value := values.get(c)) is not None and value != rest
    ]
    rows = [[name, form(value)] for name, value in sorted(listed)]
    without = len(codes) - len(rows)
    if not without:
        return rows
    text = ngettext("%(num)s other municipality", "%(num)s other municipalities", without)
    return [*rows, [text, gettext("no figures") if rest is None else form(rest)]]


def quintiles(values: Sequence[float | None]) -> list[float]:
    """Return up to four bounds that divide the known values into groups alike in size."""
    known = sorted(v for v in values if v is not None)
    if not known:
        return []
    cuts = {known[math.ceil(len(known) * share / 5) - 1] for share in range(1, 5)}
    return sorted(cuts - {known[-1]})


def class_of(value: float, limits: Sequence[float]) -> int:
    """Return the class: the first whose upper bound is not below the value."""
    return next((n for n, limit in enumerate(limits) if value <= limit), len(limits))


def shade(position: int, number_of_classes: int) -> str:
    """Return a colour such that few classes still go from the lightest to the darkest."""
    if number_of_classes < 2:
        return CLASSES[2]
    return CLASSES[round(position * (len(CLASSES) - 1) / (number_of_classes - 1))]


def _written(value: float | None, form: Form) -> str:
    return NOTHING if value is None else form(value)


def _classes(
    limits: Sequence[float], values: Mapping[str, float | None], form: Form
) -> list[tuple[str, str]]:
    known = [v for v in values.values() if v is not None]
    entries = []
    if known:
        lows, count = [min(known), *limits], len(limits) + 1
        for n, low in enumerate(lows):
            if n == len(limits):
                words = form(low) if n == 0 else gettext("more than %(low)s", low=form(low))
            else:
                words = gettext("up to %(high)s", high=form(limits[n]))
            entries.append((shade(n, count), words))
    return [*entries, (NO_VALUE, gettext("no figures"))]


def _hexagon(
    cell: Cell,
    values: Mapping[str, float | None],
    names: Mapping[str, str],
    limits: Sequence[float],
    is_highlighted: bool,
    href: Callable[[str], str | None] | None,
    form: Form,
) -> Markup:
    code = cell.municipality
    value = values.get(code)
    x = 2 + ACROSS * (cell.column + 0.5 + (0.5 if cell.row % 2 else 0))
    y = 2 + RADIUS * (1 + 1.5 * cell.row)
    fill = NO_VALUE if value is None else shade(class_of(value, limits), len(limits) + 1)
    shape = Markup('<path d="{}" fill="{}" {}><title>{}: {}</title></path>').format(
        _outline(x, y),
        fill,
        OUTLINED if is_highlighted else PLAIN,
        names.get(code, code),
        _written(value, form),
    )
    address = href(code) if href else None
    if address is None:
        return shape
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(
        address, names.get(code, code), shape
    )


def _outline(x: float, y: float) -> str:
    half = ACROSS / 2
    return (
        f"M{x:.1f} {y - RADIUS:.1f}l{half:.2f} {RADIUS / 2}v{RADIUS}l-{half:.2f} {RADIUS / 2}"
        f"l-{half:.2f}-{RADIUS / 2}v-{RADIUS}z"
    )
