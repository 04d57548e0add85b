"""What sharing brings municipalities, and what the guarantee and the minimum shares cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher.database.places import Municipality
from matcher.database.rounds import MatchingRound
from matcher.rounds.fairness_words import trait_name, value_name
from web.formatting import number
from web.languages import language
from web.municipality.tables import Column, FigureTable
from web.session import database

Told = Mapping[str, Any]

TIER_TEXTS = {
    "nights": lazy_gettext("Empty nights avoided"),
    "priority": lazy_gettext("Priority of placed youths"),
    "fit": lazy_gettext("Fit"),
}


@dataclass(frozen=True)
class Gain:
    """What sharing brings one municipality: own youths placed alone, and in this round."""

    code: str
    name: str
    alone: int
    shared: int

    @property
    def gain(self) -> int:
        return self.shared - self.alone


def gains_of(told: Told) -> list[Gain]:
    """Return the municipalities with youths in the round, by name."""
    query = select(Municipality.code, Municipality.name)
    names = {row.code: row.name for row in database.execute(query)}
    gains = [
        Gain(code, names.get(code, code), share["alone"], share["shared"])
        for code, share in told["guarantee"].items()
    ]
    return sorted(gains, key=lambda gain: gain.name)


def sharing_told(told: Told) -> str:
    """Return in a sentence or two what sharing brings."""
    shares = list(told["guarantee"].values())
    more = sum(share["shared"] > share["alone"] for share in shares)
    fewer = sum(share["shared"] < share["alone"] for share in shares)
    return _(
        "Alone, with only the rooms within their own borders, municipalities could place "
        "%(alone)s youths; together they place %(shared)s. %(more)s municipalities place more of "
        "their own youths than alone, %(fewer)s fewer, and %(same)s as many.",
        alone=number(sum(share["alone"] for share in shares)),
        shared=number(sum(share["shared"] for share in shares)),
        more=number(more),
        fewer=number(fewer),
        same=number(len(shares) - more - fewer),
    )


def prices_of(told: Told, is_guaranteed: bool) -> list[list[str]]:
    """Return this round and the same round with a rule more or less: texts for a table.

    Columns: which round, rooms filled, and a value per tier with its difference. Empty when no
    other round was tried.
    """
    other = told.get("otherwise") or {}
    texts = {
        "guarantee": _("Without the guarantee") if is_guaranteed else _("With the guarantee"),
        "shares": _("Without minimum shares"),
    }
    found = [(texts[key], other[key]) for key in texts if other.get(key)]
    if not found:
        return []
    tiers = [tier["name"] for tier in told["tiers"]]
    own = [told["outcome"]["placed"], *(tier["value"] for tier in told["tiers"])]
    rows = [[_("This round"), *(number(value) for value in own)]]
    for text, result in found:
        if result["status"] == "infeasible":
            rows.append([text, *(_("not possible") for _value in own)])
            continue
        values = [result["placed"], *(result["tiers"][name] for name in tiers)]
        compared = zip(values, own, strict=True)
        rows.append([text, *(_with_difference(value, now) for value, now in compared)])
    return rows


def _with_difference(value: int, now: int) -> str:
    if value == now:
        return f"{number(value)} (=)"
    sign = "+" if value > now else "\u2212"
    return f"{number(value)} ({sign}{number(abs(value - now))})"


def price_columns(told: Told) -> list[dict[str, Any]]:
    """Return the columns that go with `prices_of`, for the table macro."""
    names = [_("Rooms filled"), *(str(TIER_TEXTS[tier["name"]]) for tier in told["tiers"])]
    return [{"text": _("Which round")}, *({"text": name, "number": True} for name in names)]


def is_guaranteed(found: MatchingRound) -> bool:
    """Return whether no municipality could be worse off by sharing in this round."""
    return bool(found.parameters.get("guarantee"))


def shares_told(told: Told) -> list[str]:
    """Return the minimum shares of the round, a sentence each."""
    return [
        _(
            "At least %(percent)s%% of all proposals are for: %(group)s.",
            percent=share["percent"],
            group=share_name(share["key"]),
        )
        for share in told.get("shares", ())
    ]


def share_name(key: str) -> str:
    """Return the name of a group that can have a minimum share, such as 'severity: heavy'."""
    trait, value = key.split("=", 1)
    name = value_name(trait, value, language())
    return f"{trait_name(trait, language())}: {name}"


def gains_table(told: Told) -> FigureTable:
    """Return the municipalities as a table for files."""
    columns = (
        Column(_("Municipality"), "text"),
        Column(_("Code"), "text"),
        Column(_("Alone"), "whole"),
        Column(_("In this round"), "whole"),
        Column(_("Difference"), "whole"),
    )
    rows = tuple((g.name, g.code, g.alone, g.shared, g.gain) for g in gains_of(told))
    return FigureTable("municipalities", _("What sharing brings"), "", columns, rows)
