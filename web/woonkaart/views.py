"""The woonkaart for everybody, its figures for staff, and the list of schools."""

from __future__ import annotations

import csv
import io
from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher.access import Action, scope
from matcher.audit import Actor
from matcher.database.places import Municipality
from matcher.errors import AlreadyTaken, NotFound
from matcher.exchange.guard import guarded
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.woonkaart import rules, service
from matcher.woonkaart.service import Figures
from matcher.words import Role, WoonkaartFeeling, WoonkaartHelp, WoonkaartMoment, WoonkaartStay
from web.access import allow, allow_everyone, principal
from web.formatting import sentence
from web.languages import language
from web.limits import limiter
from web.session import database
from web.woonkaart import youths
from web.woonkaart.blueprint import blueprint
from web.woonkaart.forms import CardForm, NewSchoolForm, SchoolForm

__all__ = ["blueprint", "youths"]

STAFF = (Role.COORDINATOR, Role.REFERRER, Role.MUNICIPALITY_OFFICER, Role.ADMINISTRATOR)
WORDS = {
    "moment": WoonkaartMoment,
    "stay": WoonkaartStay,
    "feeling": WoonkaartFeeling,
    "help_wish": WoonkaartHelp,
}
HEADINGS = {
    "all": lazy_gettext("All cards"),
    "moment": lazy_gettext("At which talk"),
    "school": lazy_gettext("School"),
    "district": lazy_gettext("District (first four digits of the postcode)"),
}
UNKNOWN_PLACE = lazy_gettext("Enter the four digits of your postcode, or choose your school.")


@blueprint.get("")
@allow_everyone
def card() -> str:
    form = CardForm(service.schools(database), formdata=None)
    return render_template("woonkaart/card.html", form=form)


@blueprint.post("")
@allow_everyone
@limiter.limit("600 per hour", methods=["POST"])  # a whole school can share one address
def fill_in() -> Any:
    form = CardForm(service.schools(database))
    if not form.validate():
        return render_template("woonkaart/card.html", form=form), 422
    filled = form.card()
    try:
        service.fill_in(database, filled, today_in_the_netherlands())
    except NotFound as error:
        form.postcode.errors = [
            _("We do not know this postcode.") if error.subject == "postcode" else UNKNOWN_PLACE
        ]
        return render_template("woonkaart/card.html", form=form), 422
    found = rules.advices(filled.stay, filled.feeling, filled.help_wish)
    # Shown at once: an address with the answers in it would stay in the history of the browser.
    return render_template("woonkaart/thanks.html", advices=[str(one) for one in found])


@blueprint.get("/figures")
@allow(*STAFF)
def figures() -> str:
    reached = service.municipalities(database, scope(principal(), Action.READ_WOONKAART))
    code = request.args.get("municipality", "") or (reached[0].code if reached else "")
    chosen = next((one for one in reached if one.code == code), None)
    if code and chosen is None:
        abort(404)
    today = today_in_the_netherlands()
    halves = service.half_years(database, chosen.code, today) if chosen else []
    half = request.args.get("half_year", "") or (halves[0] if halves else "")
    if half and half not in halves:
        abort(404)
    return render_template(
        "woonkaart/figures.html",
        municipalities=reached,
        municipality=chosen,
        half_years=halves,
        half_year=half,
        tables=_tables(_figures(chosen.code, half)) if chosen and half else [],
        next_on=rules.first_day_after(rules.half_year_of(today)),
        smallest=policy_in_force().before.woonkaart_smallest_count,
        round_to=policy_in_force().before.woonkaart_round_to,
    )


@blueprint.get("/figures.csv")
@allow(*STAFF)
def figures_file() -> Response:
    reached = service.municipalities(database, scope(principal(), Action.READ_WOONKAART))
    code, half = request.args.get("municipality", ""), request.args.get("half_year", "")
    today = today_in_the_netherlands()
    if code not in {one.code for one in reached} or half not in service.half_years(
        database, code, today
    ):
        abort(404)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if language() == "nl" else ",")
    writer.writerow([_("Half-year"), _("Municipality"), _("Table"), _("Category"), _("Cards")])
    for heading, rows in _tables(_figures(code, half)):
        for name, number in rows:
            writer.writerow([half, code, guarded(heading), guarded(name),
                             "" if number is None else number])  # fmt: skip
    answer = Response("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="woonkaart-{code}-{half}.csv"'
    return answer


def _figures(code: str, half_year: str) -> Figures:
    before = policy_in_force().before
    return service.figures(
        database,
        code,
        half_year,
        today_in_the_netherlands(),
        smallest=before.woonkaart_smallest_count,
        round_to=before.woonkaart_round_to,
    )


def _tables(found: Figures) -> list[tuple[str, list[tuple[str, int | None]]]]:
    """Return (heading, rows of name and number) in words of the language."""
    return [
        (_heading(table), [(_category(found, table, key), number) for key, number in rows.items()])
        for table, rows in found.tables.items()
    ]


def _heading(table: str) -> str:
    return str(HEADINGS[table]) if table in HEADINGS else rules.question(table, language())


def _category(found: Figures, table: str, key: str) -> str:
    if table in WORDS:
        return sentence(WORDS[table](key).label(language()))
    if table == "school":
        return found.names.get(key, _("No school"))
    if table == "district":
        return key or _("Not told")
    return _("Cards")


@blueprint.get("/schools")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def schools() -> str:
    return _schools_page(NewSchoolForm(_municipality_choices(), formdata=None))


@blueprint.post("/schools")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def add_school() -> Any:
    form = NewSchoolForm(_municipality_choices())
    if not form.validate():
        return _schools_page(form), 422
    try:
        service.add_school(database, _actor(), form.name.data or "", form.municipality.data)
    except AlreadyTaken:
        form.name.errors = [_("There is a school of this name already.")]
        return _schools_page(form), 422
    flash(_("The school is added."), "ok")
    return redirect(url_for(".schools"), code=303)


@blueprint.get("/schools/<int:school_id>")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def school(school_id: int) -> str:
    found = service.school(database, _reach(), school_id)
    form = SchoolForm(formdata=None, name=found.name, is_active=found.is_active)
    return render_template("woonkaart/school.html", school=found, form=form)


@blueprint.post("/schools/<int:school_id>")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def save_school(school_id: int) -> Any:
    found, form = service.school(database, _reach(), school_id), SchoolForm()
    if not form.validate():
        return render_template("woonkaart/school.html", school=found, form=form), 422
    try:
        service.change_school(
            database, _actor(), found, form.name.data or "", bool(form.is_active.data)
        )
    except AlreadyTaken:
        form.name.errors = [_("There is a school of this name already.")]
        return render_template("woonkaart/school.html", school=found, form=form), 422
    flash(_("The school is saved."), "ok")
    return redirect(url_for(".schools"), code=303)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _reach() -> Any:
    return scope(principal(), Action.MANAGE_SCHOOLS)


def _municipality_choices() -> list[tuple[str, str]]:
    query = select(Municipality.code, Municipality.name).where(
        _reach().where(municipality=[Municipality.code])
    )
    return [(code, name) for code, name in database.execute(query.order_by(Municipality.name))]


def _schools_page(form: NewSchoolForm) -> str:
    return render_template(
        "woonkaart/schools.html", form=form, schools=service.schools(database, _reach())
    )
