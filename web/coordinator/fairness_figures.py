"""The fairness of a round in words, charts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from matcher.database.accounts import CareOrganisation
from matcher.rounds.fairness import rows_of
from matcher.rounds.fairness_words import (
    CAUSES,
    order_of_traits,
    order_of_values,
    trait_name,
    value_name,
    warning_text,
)
from web.charts.bars import share_bars
from web.formatting import number, percentage
from web.languages import language
from web.municipality.tables import Cell, Column, FigureTable
from web.session import database

Told = Mapping[str, Any]

BY_PRIORITY = "by_priority"


@dataclass(frozen=True)
class Warning_:
    """A warning in words: what is the matter, what decided, what can be done."""

    what: str
    why: str
    what_to_do: str


@dataclass(frozen=True)
class Group:
    """The figures of one trait, as a chart and as rows of texts."""

    key: str
    name: str
    chart: Markup
    rows: list[list[str]]


def warnings_of(told: Told, is_by_priority: bool = False) -> list[Warning_]:
    """Return the warnings; or the groups that are placed less because of their priority."""
    found = told.get("fairness", {}).get("warnings", ())
    return [
        Warning_(*warning_text(warning, language(), _organisation))
        for warning in found
        if (warning["code"] == BY_PRIORITY) == is_by_priority
    ]


def proof_of(told: Told) -> str:
    """Return whether anybody was passed over against the order of what counts."""
    passed_over = told.get("fairness", {}).get("passed_over", {})
    if not any(passed_over.values()):
        return _(
            "Nobody was passed over for somebody who comes after them: for every youth without a "
            "proposal, every possible room and everybody who got one was looked at."
        )
    return _(
        "In this round the best was not proven: %(number)s youths could take somebody's place and "
        "make the round better.",
        number=number(max(passed_over.values())),
    )


def groups_of(told: Told) -> list[Group]:
    """Return the figures per trait, in the order of the words."""
    section = told.get("fairness")
    rows = rows_of(section) if section else []
    rows.sort(
        key=lambda row: (order_of_traits(row["trait"]), order_of_values(row["trait"], row["value"]))
    )
    return [_group(trait, list(some)) for trait, some in groupby(rows, lambda row: row["trait"])]


def _group(trait: str, rows: list[dict[str, Any]]) -> Group:
    name = trait_name(trait, language())
    name = name[:1].upper() + name[1:]
    parts = [_("gets a proposal"), _("possible room, no proposal"), _("no possible room")]
    bars = [
        (
            value_name(trait, row["value"], language(), _organisation),
            _("%(placed)s of %(youths)s youths", placed=number(row["placed"]),
              youths=number(row["youths"])),
            [
                row["placed"] / row["youths"],
                (row["with_room"] - row["placed"]) / row["youths"],
                (row["youths"] - row["with_room"]) / row["youths"],
            ],
        )
        for row in rows
    ]  # fmt: skip
    return Group(
        key=trait,
        name=name,
        chart=share_bars(name, parts, bars, form=percentage),
        rows=[_texts(bar[0], row) for bar, row in zip(bars, rows, strict=True)],
    )


def _texts(name: str, row: Mapping[str, Any]) -> list[str]:
    is_dutch = language() == "nl"
    causes = [
        f"{text[0] if is_dutch else text[1]}: {number(row[f'because_{cause}'])}"
        for cause, text in CAUSES.items()
        if row[f"because_{cause}"]
    ]
    return [
        name,
        number(row["youths"]),
        number(row["mean_rooms"], 1),
        number(row["placed"]),
        percentage(row["share_of_with_room"]),
        number(row["mean_nights"], 0),
        number(row["mean_fit"], 0),
        "; ".join(causes),
    ]


def _organisation(code: str) -> str:
    query = select(CareOrganisation.name).where(CareOrganisation.code == code)
    return database.scalar(query) or code


def fairness_table(told: Told) -> FigureTable:
    """Return all figures as a table for files."""
    texts = {
        "youths": _("Youths"),
        "with_room": _("With a possible room"),
        "placed": _("Proposals"),
        "mean_rooms": _("Possible rooms each"),
        "mean_nights": _("Nights each"),
        "mean_fit": _("Fit each"),
    }
    is_dutch = language() == "nl"
    because = {
        f"because_{cause}": _(
            "No proposal: %(cause)s decided", cause=text[0] if is_dutch else text[1]
        )
        for cause, text in CAUSES.items()
    }
    columns = [Column(_("Trait"), "text"), Column(_("Group"), "text")]
    columns += [
        Column(text, "tenths" if key.startswith("mean") else "whole")
        for key, text in {**texts, **because}.items()
    ]
    rows: list[tuple[Cell, ...]] = []
    for row in rows_of(told["fairness"]) if told.get("fairness") else []:
        value = value_name(row["trait"], row["value"], language(), _organisation)
        cells = [row[key] for key in (*texts, *because)]
        rows.append((trait_name(row["trait"], language()), value, *cells))
    return FigureTable("fairness", _("Who gets a room"), "", tuple(columns), tuple(rows))
