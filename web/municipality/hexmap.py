"""Which municipalities take part, on a map with one hexagon each. That is a public fact."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from matcher.database.places import Municipality
from web.charts.hexagons import Cell, hexagon_map


@cache
def cells() -> tuple[Cell, ...]:
    """Return the grid that comes with the program."""
    path = files("seed") / "reference" / "hexmap.csv"
    with path.open(encoding="utf-8") as file:
        return tuple(
            Cell(row["municipality"], int(row["column"]), int(row["row"]))
            for row in csv.DictReader(file)
        )


def names_of_all(database: Any) -> dict[str, str]:
    """Return code -> name of all municipalities, by name: 's-Gravenhage stands under the G."""
    query = select(Municipality.code, Municipality.name)
    pairs = [(code, name) for code, name in database.execute(query)]
    return dict(sorted(pairs, key=lambda pair: pair[1].removeprefix("'s-").casefold()))


def participation_map(names: dict[str, str], participating: frozenset[str], own: str) -> Markup:
    """Return the map of the municipalities in ``names``, with the own one outlined."""
    shown = [cell for cell in cells() if cell.municipality in names]
    texts = (_("does not take part yet"), _("takes part"))
    return hexagon_map(
        _("The Netherlands, one hexagon per municipality"),
        shown,
        {cell.municipality: float(cell.municipality in participating) for cell in shown},
        names,
        bounds=[0.0],
        highlighted=own,
        class_texts=texts,
        description=_("%(name)s is outlined.", name=names[own]),
        form=lambda value: texts[int(value)],
        rest=0.0,
    )
