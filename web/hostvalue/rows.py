"""What one more host would bring, in rows for people: exact for staff, with care for others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from flask_babel import gettext as _

from matcher.hostvalue.kinds import host_kinds
from matcher.hostvalue.rules import EVERYTHING, SMALLEST_GROUP, TIERS, best_first
from matcher.words import TargetGroup
from web.formatting import label, number, sentence
from web.languages import language


@dataclass(frozen=True)
class KindRow:
    """One kind of host in one municipality. ``helps``: None when too few youths to tell."""

    code: str
    kind: str
    could_live: str
    gain: str
    priority: str
    helps: bool | None
    nights: int


def kind_texts() -> dict[str, str]:
    return {kind.code: str(sentence(kind.label(language()))) for kind in host_kinds()}


def rows_of(table: pd.DataFrame, municipality: str, *, is_exact: bool) -> list[KindRow]:
    """Return the kinds for one municipality, those that bring most first.

    Not ``is_exact``: of a kind of which fewer than ten youths could live there nothing is told
    but that, so that nobody is read off.
    """
    own = best_first(table[table["municipality"] == municipality])
    shown = [_row(row, is_exact) for row in own.to_dict("records")]
    return sorted(shown, key=lambda row: row.helps is None)


def _row(row: Mapping[Any, Any], is_exact: bool) -> KindRow:
    text, could = kind_texts()[row["kind"]], int(row["could_live"])
    if not is_exact and 0 < could < SMALLEST_GROUP:
        return KindRow(row["kind"], text, possible(row), _("too few to tell"), "–", None, 0)
    helps = any(row[tier] for tier in TIERS)
    points = signed(row["priority"]) if helps else "–"
    nights = int(row["nights"])
    return KindRow(row["kind"], text, number(could), gain_text(row), points, helps, nights)


def gain_text(row: Mapping[Any, Any]) -> str:
    """Return what the row brings; what helps nobody says so."""
    if row["nights"] > 0:
        return _("%(num)s nights", num=signed(row["nights"]))
    if any(row[tier] for tier in TIERS):
        return _("no nights, but a better match")
    return _("helps nobody now")


def possible(row: Mapping[Any, Any]) -> str:
    """Return how many youths could live there, those fewer than ten without a number."""
    could = int(row["could_live"])
    if 0 < could < SMALLEST_GROUP:
        return _("fewer than %(num)s", num=SMALLEST_GROUP)
    return number(could)


def signed(value: float) -> str:
    """Return '+180': what a tier gains, or loses for the sake of an earlier one."""
    return f"+{number(value)}" if value > 0 else number(value)


def best_kind(rows: Sequence[KindRow]) -> KindRow | None:
    """Return the kind with one thing changed that brings the most; None when none does."""
    single = [row for row in rows if row.code != EVERYTHING and row.helps]
    return single[0] if single else None


def average_nights(table: pd.DataFrame, kind: str) -> float:
    """Return what a host of this kind brings on average, over the municipalities that take part."""
    return float(table.loc[table["kind"] == kind, "nights"].mean())


def groups_text(groups: Mapping[str, int | None]) -> str:
    """Return the target groups of who would move in, those of fewer than ten without a number."""
    few = _("fewer than %(num)s", num=SMALLEST_GROUP)
    parts = [f"{label(group)} {groups[group] or few}" for group in TargetGroup if group in groups]
    return ", ".join(parts) or "–"
