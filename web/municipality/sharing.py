"""What matching together brings a municipality, and which groups of youths get a room."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from flask_babel import gettext as _
from markupsafe import Markup

from matcher.rounds.fairness_words import (
    order_of_traits,
    order_of_values,
    trait_name,
    value_name,
)
from matcher.rounds.published import PublishedFairness, published_fairness, sharing_of
from matcher.statistics.disclosure import SMALLEST_GROUP
from web.charts.bars import share_bars
from web.formatting import number, percentage
from web.languages import language
from web.session import database


@dataclass(frozen=True)
class Block:
    """One trait: a chart of the whole country, and rows (group, own youths, own with a proposal,
    share, share in the country) of texts."""

    name: str
    chart: Markup
    rows: list[list[str]]


def sharing_values(municipality: str) -> dict[str, Any]:
    """Return what the page shows of a municipality."""
    fairness = published_fairness(database, municipality)
    return {
        "sharing": sharing_of(database, municipality),
        "fairness": fairness,
        "blocks": _blocks(fairness) if fairness else [],
        "smallest": SMALLEST_GROUP,
    }


def _blocks(fairness: PublishedFairness) -> list[Block]:
    rows = fairness.country.to_dict("records")
    rows.sort(key=lambda r: (order_of_traits(r["trait"]), order_of_values(r["trait"], r["value"])))
    own = {(r["trait"], r["value"]): r for r in fairness.own.to_dict("records")}
    return [
        _block(str(trait), list(some), own)
        for trait, some in groupby(rows, lambda row: row["trait"])
    ]


def _block(trait: str, rows: list[Any], own: dict[tuple[Any, Any], Any]) -> Block:
    name = trait_name(trait, language())
    name = name[:1].upper() + name[1:]
    bars, texts = [], []
    for row in rows:
        label = value_name(trait, row["value"], language())
        share = _share(row)
        if share is not None:
            note = _("about %(youths)s youths", youths=number(row["youths"]))
            bars.append((label, note, [share, 1 - share]))
        mine = own.get((trait, row["value"]), {})
        texts.append(
            [
                label,
                _shown(mine.get("youths")),
                _shown(mine.get("placed")),
                percentage(_share(mine)),
                percentage(share),
            ]
        )
    chart = share_bars(name, [_("gets a proposal"), _("no proposal")], bars, form=percentage)
    return Block(name, chart, texts)


def _share(row: Any) -> float | None:
    youths, placed = row.get("youths"), row.get("placed")
    if youths is None or pd.isna(youths) or pd.isna(placed):
        return None
    return min(float(placed) / float(youths), 1.0)


def _shown(count: Any) -> str:
    if count is None or pd.isna(count):
        return _("fewer than %(number)s", number=number(SMALLEST_GROUP))
    return number(count)
