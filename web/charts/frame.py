"""What all charts share: the figure around a drawing, the legend, the table, the colours."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from flask_babel import gettext
from markupsafe import Markup, escape

from web.formatting import number

Form = Callable[[float], str]  # how a value is written

#: Each at least 3:1 against white, and told apart by people who see no red or green.
COLOURS = ("#1d5c56", "#b5532f", "#3d6fa3", "#a5741a", "#7b4a7d", "#6d7672")
EMPTY = Markup("")
INK, QUIET, LINE, SAND = "#22302e", "#55635f", "#e2d9c9", "#f2eadd"


def colour(position: int) -> str:
    return COLOURS[position % len(COLOURS)]


def plain(value: float) -> str:
    return number(value)


def join(parts: Iterable[str]) -> Markup:
    return Markup("").join(parts)


def drawing(
    width: float,
    height: float,
    title: str,
    description: str,
    content: Markup,
    role: str = "img",
) -> Markup:
    """Return an SVG whose title and description are read aloud in place of its shapes.

    One with links in it needs the role 'group': the shapes of an 'img' cannot be reached.
    """
    return Markup(
        '<svg viewBox="0 0 {} {}" role="{}" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(round(width, 1), round(height, 1), role, title, title, description, content)


def figure(
    caption: str,
    content: Markup,
    *,
    legend: Markup = EMPTY,
    table: Markup = EMPTY,
    description: str = "",
) -> Markup:
    note = Markup('<p class="km-quiet">{}</p>').format(description) if description else Markup("")
    return Markup('<figure class="km-chart"><figcaption>{}</figcaption>{}{}{}{}</figure>').format(
        caption, note, content, legend, table
    )


def legend(entries: Sequence[tuple[str, str]]) -> Markup:
    """Return the legend of (colour, text) pairs."""
    items = join(
        Markup(
            '<li><svg viewBox="0 0 14 14" aria-hidden="true" focusable="false">'
            '<rect width="14" height="14" rx="3" fill="{}" stroke="#7d857f"/></svg>{}</li>'
        ).format(fill, text)
        for fill, text in entries
    )
    return Markup('<ul class="km-legend">{}</ul>').format(items)


def values_table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """Return the values behind a 'Show the figures' fold."""
    head = Markup('<th scope="col">{}</th>').format(heads[0]) + join(
        Markup('<th scope="col" class="km-number">{}</th>').format(text) for text in heads[1:]
    )
    body = join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            first, join(Markup('<td class="km-number" data-label="{}">{}</td>').format(heads[n], cell)
                        for n, cell in enumerate(rest, start=1))
        )
        for first, *rest in rows
    )  # fmt: skip
    return Markup(
        "<details><summary>{}</summary><table class='km-table'><caption class='km-hidden'>{}"
        "</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></details>"
    ).format(gettext("Show the figures"), caption, head, body)


def text(
    x: float, y: float, words: object, *, anchor: str = "start", fill: str = QUIET, size: str = ""
) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="{}" fill="{}"{}>{}</text>').format(
        round(x, 1),
        round(y, 1),
        anchor,
        fill,
        Markup(' class="km-chart-{}"').format(size) if size else "",
        escape(words),
    )


def nice_ceiling(value: float) -> float:
    """Return the first of 1, 2, 2.5, 5 times a power of ten that is not below ``value``."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    steps = (1, 2, 2.5, 5, 10)
    return next(step * power for step in steps if step * power >= value - 1e-9 * power)
