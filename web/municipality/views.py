from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher import __version__
from matcher.access import Action, Belonging, demand, scope
from matcher.database.places import Municipality
from matcher.hostvalue.rules import COLUMNS
from matcher.hostvalue.service import values_of_round
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.municipalities.service import participating_codes
from matcher.statistics.periods import LAST_TWELVE_MONTHS, period_of
from matcher.statistics.service import MunicipalityFigures, municipality_figures, period_codes
from matcher.words import Role
from matcher.youths.listing import last_round
from web.access import allow, principal
from web.formatting import long_date
from web.hostvalue.rows import average_nights, best_kind, rows_of
from web.languages import language
from web.menu import MenuItem
from web.municipality import charts
from web.municipality.exports import XLSX_TYPE, csv_file, xlsx_file
from web.municipality.hexmap import names_of_all, participation_map
from web.municipality.sharing import sharing_values
from web.municipality.tables import TABLES, tables_of, written
from web.municipality.tiles import tiles_of
from web.municipality.words import period_text, source_text
from web.session import database

blueprint = Blueprint("municipality", __name__, url_prefix="/municipality")

MENU = (MenuItem("municipality.overview", lazy_gettext("Figures"), 300, group="figures"),)


@dataclass(frozen=True)
class Choice:
    """Which municipality and period the page is about, and what else there is to choose."""

    municipality: str
    period: str
    municipalities: list[tuple[str, str]]

    def arguments(self) -> dict[str, str]:
        """Return what a link within the part needs to stay with the same figures."""
        chosen = {"period": self.period} if self.period != LAST_TWELVE_MONTHS else {}
        if len(self.municipalities) > 1:
            chosen["municipality"] = self.municipality
        return chosen


@blueprint.get("/")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def overview() -> str:
    choice = _choice()
    if choice is None:
        return render_template("municipality/none.html")
    figures = _figures(choice)
    return _page(
        "overview",
        choice,
        figures,
        first_figures=tiles_of(figures),
        nights=charts.nights(figures),
        placements=charts.placements(figures),
        waiting=charts.waiting(figures),
        flows=next(table for table in tables_of(figures) if table.key == "flows"),
    )


@blueprint.get("/tables")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def tables() -> str:
    choice = _choice()
    if choice is None:
        return render_template("municipality/none.html")
    figures = _figures(choice)
    return _page("tables", choice, figures, figure_tables=tables_of(figures))


@blueprint.get("/map")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def participants() -> str:
    choice = _choice()
    if choice is None:
        return render_template("municipality/none.html")
    today = today_in_the_netherlands()
    names = names_of_all(database)
    participating = participating_codes(database, today)
    return render_template(
        "municipality/map.html",
        choice=choice,
        here_now="participants",
        today=today,
        name=names[choice.municipality],
        members=[(code, name) for code, name in names.items() if code in participating],
        map=participation_map(names, participating, choice.municipality),
    )


@blueprint.get("/hosts")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def hosts() -> str:
    """What one more host here would bring. Whoever is no coordinator sees no small numbers."""
    choice = _choice()
    if choice is None:
        return render_template("municipality/none.html")
    done = last_round(database)
    values = values_of_round(database, done.id) if done else None
    is_exact = principal().has(Role.COORDINATOR)
    table = pd.DataFrame(columns=COLUMNS) if values is None else values
    rows = rows_of(table, choice.municipality, is_exact=is_exact)
    best = best_kind(rows)
    return render_template(
        "municipality/hosts.html",
        choice=choice,
        here_now="hosts",
        name=names_of_all(database)[choice.municipality],
        round=done if values is not None else None,
        rows=rows,
        best=best,
        elsewhere=average_nights(table, best.code) if best else 0,
        horizon=done.summary.get("horizon_nights") if done else None,
        is_exact=is_exact,
    )


@blueprint.get("/sharing")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def sharing() -> str:
    choice = _choice()
    if choice is None:
        return render_template("municipality/none.html")
    return render_template(
        "municipality/sharing.html",
        choice=choice,
        here_now="sharing",
        name=names_of_all(database)[choice.municipality],
        **sharing_values(choice.municipality),
    )


@blueprint.get("/tables/<key>.csv")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def export_csv(key: str) -> Response:
    if key not in TABLES:
        abort(404)
    figures = _figures(_choice() or abort(404))
    table = next(table for table in tables_of(figures) if table.key == key)
    return _file(csv_file(table, language()), "text/csv; charset=utf-8", figures, key, "csv")


@blueprint.get("/figures.xlsx")
@allow(Role.MUNICIPALITY_OFFICER, Role.COORDINATOR)
def export_xlsx() -> Response:
    figures = _figures(_choice() or abort(404))
    content = xlsx_file(tables_of(figures), _about(figures))
    return _file(content, XLSX_TYPE, figures, "figures", "xlsx")


def _choice() -> Choice | None:
    """Return what the address asks for; None when the person has no municipality at all.

    Raises:
        NotAllowed: the address asks for a municipality that this person does not reach.
    """
    wanted = request.args.get("municipality")
    if wanted is not None:
        demand(principal(), Action.READ_FIGURES, Belonging.of(municipalities=[wanted]))
    reached = sorted(scope(principal(), Action.READ_FIGURES).municipalities)
    query = select(Municipality.code, Municipality.name).where(Municipality.code.in_(reached))
    options = [(code, name) for code, name in database.execute(query.order_by(Municipality.name))]
    if not options:
        return None
    period = request.args.get("period", LAST_TWELVE_MONTHS)
    return Choice(wanted or options[0][0], period, options)


def _figures(choice: Choice) -> MunicipalityFigures:
    today = today_in_the_netherlands()
    period = period_of(choice.period, today) or abort(404)
    return municipality_figures(
        database, choice.municipality, period, today=today, policy=policy_in_force()
    )


def _page(here: str, choice: Choice, figures: MunicipalityFigures, **values: Any) -> str:
    periods = period_codes(database, choice.municipality, figures.today)
    return render_template(
        f"municipality/{here}.html",
        choice=choice,
        here_now=here,
        figures=figures,
        periods=[(code, period_text(code)) for code in periods],
        is_now=figures.period.counted_on == figures.today,
        source_text=source_text,
        written=written,
        **values,
    )


def _about(figures: MunicipalityFigures) -> list[tuple[str, str]]:
    """Return what somebody who gets the file without the page has to know."""
    about = [
        (_("About"), _("Figures of %(name)s", name=figures.name)),
        (_("Municipality"), f"{figures.name} ({figures.code})"),
        (_("Period"), period_text(figures.period.code)),
        (_("Counted up to and including"), long_date(figures.period.counted_on)),
        (_("Made on"), long_date(figures.today)),
        (_("Made with"), f"Kamermatch {__version__}"),
    ]
    about += [(table.title, table.note) for table in tables_of(figures)]
    if figures.savings is not None:
        sources = " · ".join(str(source_text(source)) for source in figures.savings.sources)
        about.append((_("Source of the estimate"), sources))
    return about


def _file(
    content: bytes, kind: str, figures: MunicipalityFigures, key: str, extension: str
) -> Response:
    name = f"kamermatch-{figures.code}-{key}-{figures.period.counted_on}.{extension}"
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def address_of(endpoint: str, choice: Choice, **values: Any) -> str:
    """Return the address of a page or file of this part for the same municipality and period."""
    arguments: dict[str, Any] = {**choice.arguments(), **values}
    return url_for(f"municipality.{endpoint}", **arguments)


blueprint.add_app_template_global(address_of, "figures_address")
