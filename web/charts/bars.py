"""Bars beside their texts and values, as a table: it scales with the type, also on a phone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from web.charts.frame import Form, colour, figure, join, legend, plain


def stacked_bars(
    caption: str,
    parts: Sequence[str],
    rows: Sequence[tuple[str, Sequence[float]]],
    *,
    description: str = "",
    form: Form = plain,
) -> Markup:
    """Return one stacked bar per row; ``rows`` hold a text and one value per part."""
    most = max((sum(values) for _, values in rows), default=0.0)
    body = []
    for name, values in rows:
        shown = zip(parts, values, strict=True)
        pieces = [(v, colour(n), f"{part}: {form(v)}") for n, (part, v) in enumerate(shown)]
        spelled = " · ".join(f"{part} {form(v)}" for part, v in zip(parts, values, strict=True))
        body.append(_row(name, pieces, most, form(sum(values)), spelled))
    entries = [(colour(n), part) for n, part in enumerate(parts)]
    return figure(
        caption, _table(caption, join(body)), legend=legend(entries), description=description
    )


def _table(caption: str, rows: Markup) -> Markup:
    return Markup(
        '<table class="km-bars"><caption class="km-hidden">{}</caption><tbody>{}</tbody></table>'
    ).format(caption, rows)


def _row(
    name: str,
    pieces: Sequence[tuple[float, str, str]],
    most: float,
    total: str,
    spelled: str,
) -> Markup:
    note = Markup('<span class="km-bars__note">{}</span>').format(spelled)
    return Markup(
        '<tr><th scope="row">{}{}</th><td class="km-bars__bar">{}</td>'
        '<td class="km-bars__value">{}</td></tr>'
    ).format(name, note, strip(pieces, most), total)


def strip(pieces: Sequence[tuple[float, str, str]], most: float) -> Markup:
    """Return a bar of (value, colour, hover text) pieces on a scale from 0 to ``most``."""
    start = 0.0
    shapes = []
    for value, fill, hover in pieces:
        width = 100 * value / most if most > 0 else 0.0
        if width > 0:
            shapes.append(
                Markup(
                    '<rect x="{}%" width="{}%" height="20" rx="3" fill="{}" stroke="#fff">'
                    "<title>{}</title></rect>"
                ).format(round(start, 2), round(width, 2), fill, hover)
            )
        start += width
    return Markup(
        '<svg width="100%" height="20" aria-hidden="true" focusable="false">'
        '<rect width="100%" height="20" rx="3" fill="#f2eadd"/>{}</svg>'
    ).format(join(shapes))


def share_bars(
    caption: str,
    parts: Sequence[str],
    rows: Sequence[tuple[str, str, Sequence[float]]],
    *,
    form: Form,
    description: str = "",
) -> Markup:
    """Return one bar of full width per row, cut into shares that add up to 1.

    ``rows`` hold a text, a note under it and a share per part; beside the bar stands the first one.
    """
    body = []
    for name, note, values in rows:
        shown = zip(parts, values, strict=True)
        pieces = [(v, colour(n), f"{part}: {form(v)}") for n, (part, v) in enumerate(shown)]
        body.append(_row(name, pieces, 1.0, form(values[0]), note))
    entries = [(colour(n), part) for n, part in enumerate(parts)]
    return figure(
        caption, _table(caption, join(body)), legend=legend(entries), description=description
    )
