"""Pages of a round: who gets a room and who does not, and what sharing brings municipalities."""

from __future__ import annotations

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from matcher import __version__
from matcher.access import Action, demand
from matcher.database.rounds import MatchingRound
from matcher.errors import NotFound
from matcher.paging import page_of_rows
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.blueprint import blueprint
from web.coordinator.fairness_figures import fairness_table, groups_of, proof_of, warnings_of
from web.coordinator.sharing import (
    gains_of,
    gains_table,
    is_guaranteed,
    price_columns,
    prices_of,
    shares_told,
    sharing_told,
)
from web.formatting import long_date
from web.languages import language
from web.municipality.exports import XLSX_TYPE, csv_file, xlsx_file
from web.municipality.tables import FigureTable
from web.session import database


@blueprint.get("/rounds/<int:round_id>/fairness")
@allow(Role.COORDINATOR)
def round_fairness(round_id: int) -> str:
    found = _round(round_id)
    return render_template(
        "coordinator/fairness.html",
        round=found,
        groups=groups_of(found.summary),
        warnings=warnings_of(found.summary),
        explained=warnings_of(found.summary, is_by_priority=True),
        nobody_passed_over=proof_of(found.summary),
    )


@blueprint.get("/rounds/<int:round_id>/fairness.<any(csv, xlsx):suffix>")
@allow(Role.COORDINATOR)
def round_fairness_file(round_id: int, suffix: str) -> Response:
    found = _round(round_id)
    return _file(found, fairness_table(found.summary), "fairness", suffix)


@blueprint.get("/rounds/<int:round_id>/municipalities")
@allow(Role.COORDINATOR)
def round_municipalities(round_id: int) -> str:
    found = _round(round_id)
    gains = gains_of(found.summary)
    sort = request.args.get("sort", "gain")
    keys = {"name", "alone", "shared", "gain"}
    sort = sort if sort in keys else "gain"
    descending = request.args.get("order", "asc") == "desc"
    gains.sort(key=lambda gain: (getattr(gain, sort), gain.name), reverse=descending)
    return render_template(
        "coordinator/sharing.html",
        round=found,
        told=found.summary,
        page=page_of_rows(gains, request.args.get("page", 1, type=int)),
        sort=sort,
        descending=descending,
        sharing=sharing_told(found.summary),
        shares=shares_told(found.summary),
        prices=prices_of(found.summary, is_guaranteed(found)),
        price_columns=price_columns(found.summary),
    )


@blueprint.get("/rounds/<int:round_id>/municipalities.<any(csv, xlsx):suffix>")
@allow(Role.COORDINATOR)
def round_municipalities_file(round_id: int, suffix: str) -> Response:
    found = _round(round_id)
    return _file(found, gains_table(found.summary), "municipalities", suffix)


def _round(round_id: int) -> MatchingRound:
    demand(principal(), Action.READ_ROUND)
    found = database.get(MatchingRound, round_id)
    if found is None or "guarantee" not in found.summary:
        raise NotFound("matching round", round_id)
    return found


def _file(found: MatchingRound, table: FigureTable, key: str, suffix: str) -> Response:
    if suffix == "csv":
        content, kind = csv_file(table, language()), "text/csv; charset=utf-8"
    elif suffix == "xlsx":
        about = [
            (_("About"), _("Round %(number)s", number=found.id)),
            (_("Date the rules were applied to"), long_date(found.today)),
            (_("Made with"), f"Kamermatch {__version__}"),
        ]
        content, kind = xlsx_file([table], about), XLSX_TYPE
    else:
        abort(404)
    response = Response(content, content_type=kind)
    name = f"kamermatch-round-{found.id}-{key}.{suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
