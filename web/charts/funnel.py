"""How many are left at each step."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from markupsafe import Markup, escape

from web.charts.bars import strip
from web.charts.frame import colour, figure, join
from web.formatting import number, percentage


def funnel(caption: str, steps: Sequence[tuple[str, int]], *, description: str = "") -> Markup:
    """Return the steps with their numbers, each as a share of the first and of the one before."""
    most = max((count for _, count in steps), default=0)
    first = steps[0][1] if steps else 0
    rows = []
    previous: int | None = None
    for name, count in steps:
        note = Markup("")
        if previous:
            share = percentage(count / previous)
            note = Markup('<span class="km-bars__note">{}</span>').format(
                gettext("%(share)s of the step before", share=share)
            )
        of_first = percentage(count / first) if first else ""
        rows.append(
            Markup(
                '<tr><th scope="row">{}{}</th><td class="km-bars__bar">{}</td>'
                '<td class="km-bars__value">{}</td></tr>'
            ).format(escape(name), note, strip([(count, colour(0), of_first)], most), number(count))
        )
        previous = count
    table = Markup(
        '<table class="km-bars"><caption class="km-hidden">{}</caption><tbody>{}</tbody></table>'
    ).format(caption, join(rows))
    return figure(caption, table, description=description)
