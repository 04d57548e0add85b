from __future__ import annotations

from typing import Any

import pandas as pd
from flask import Blueprint, Response, abort, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup

from matcher.hostvalue.kinds import host_kinds
from matcher.hostvalue.rules import TIERS, best_first
from matcher.hostvalue.service import table_as_csv, values_of_round
from matcher.words import Role
from matcher.youths.listing import last_round
from web.access import allow
from web.charts.hexagons import hexagon_map
from web.hostvalue.rows import gain_text, groups_text, kind_texts, possible, signed
from web.menu import MenuItem
from web.municipality.hexmap import cells, names_of_all
from web.session import database

blueprint = Blueprint("hostvalue", __name__, url_prefix="/hosts-wanted")

MENU = (MenuItem("hostvalue.national", lazy_gettext("Hosts wanted"), 310, group="figures"),)

MOST = 15
FIRST_KIND = "usual"


@blueprint.get("/")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def national() -> str:
    done, table = _last()
    if done is None or table is None or table.empty:
        return render_template("hostvalue/none.html")
    kind, tier = _chosen()
    names = names_of_all(database)
    own = best_first(table[table["kind"] == kind])
    if tier != "nights":
        own = own.sort_values(tier, ascending=False, kind="stable")
    return render_template(
        "hostvalue/national.html",
        round=done,
        kinds=kind_texts(),
        kind=kind,
        tier=tier,
        map=_map(own, tier, names),
        rows=[
            (names.get(row["municipality"], row["municipality"]), row, _nights(row), possible(row))
            for row in own.head(MOST).to_dict("records")
        ],
        of_kinds=_of_kinds(done.summary),
        signed=signed,
    )


@blueprint.get("/hosts-wanted.csv")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def export() -> Response:
    done, table = _last()
    if done is None or table is None:
        abort(404)
    response = Response(table_as_csv(table), content_type="text/csv; charset=utf-8")
    name = f"kamermatch-hosts-wanted-round-{done.id}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _last() -> tuple[Any, pd.DataFrame | None]:
    done = last_round(database)
    return done, values_of_round(database, done.id) if done else None


def _chosen() -> tuple[str, str]:
    """Return the kind and the tier that the address asks for."""
    kind, tier = request.args.get("kind", ""), request.args.get("count", "")
    codes = [one.code for one in host_kinds()]
    return (
        kind if kind in codes else FIRST_KIND,
        tier if tier in ("nights", "priority") else "nights",
    )


def _nights(row: dict[Any, Any]) -> str:
    return signed(row["nights"]) if any(row[name] for name in TIERS) else gain_text(row)


def _map(own: pd.DataFrame, tier: str, names: dict[str, str]) -> Markup:
    values = dict(zip(own["municipality"], own[tier].astype(float), strict=True))
    shown = [cell for cell in cells() if cell.municipality in names]
    return hexagon_map(
        _("What one more host brings, per municipality"),
        shown,
        values,
        names,
        description=_("Municipalities that do not take part have no figure."),
        form=signed,
    )


def _of_kinds(summary: dict[str, Any]) -> list[dict[str, Any]]:
    texts = kind_texts()
    kinds = summary.get("host_value", {}).get("kinds", [])
    return [
        {**one, "text": texts[one["kind"]], "groups": groups_text(one["groups"])}
        for one in sorted(kinds, key=lambda one: -one["mean_nights"])
        if one["kind"] in texts
    ]
