"""Who makes home visits: trained, how many a week, from where."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.database.accounts import Account
from matcher.hosts.addresses import locate, tidy_postcode
from matcher.inforce import policy_in_force
from matcher.visits import visitors
from matcher.words import Role
from web.access import allow
from web.coordinator import records
from web.session import database
from web.visits.blueprint import blueprint
from web.visits.forms import VisitorForm


@blueprint.get("/visitors")
@allow(Role.COORDINATOR)
def team() -> str:
    return render_template(
        "visits/visitors.html",
        people=visitors.staff(database),
        known=visitors.visitors(database),
    )


@blueprint.get("/visitors/<int:account_id>")
@allow(Role.COORDINATOR)
def visitor(account_id: int) -> str:
    person = _person(account_id)
    known = visitors.visitors(database).get(account_id)
    data = {
        "trained_on": known.trained_on if known else None,
        "visits_per_week": known.visits_per_week if known else _usual(),
        "is_available": known.is_available if known else True,
        "languages": known.languages.split() if known else ["nl"],
    }
    return _page(person, VisitorForm(formdata=None, data=data))


@blueprint.post("/visitors/<int:account_id>")
@allow(Role.COORDINATOR)
def save_visitor(account_id: int) -> Any:
    person = _person(account_id)
    form = VisitorForm()
    if not form.validate():
        return _page(person, form), 422
    known = visitors.visitors(database).get(account_id)
    place = (known.place_name, known.latitude, known.longitude) if known else ("", None, None)
    if form.postcode.data:
        found = locate(database, tidy_postcode(form.postcode.data) or "")
        if found is None:
            form.postcode.errors = [_("We do not know this postcode. Check it.")]
            return _page(person, form), 422
        place = (found.place_name, found.latitude, found.longitude)
    visitors.set_visitor(
        database,
        records.actor(),
        account_id,
        visitors.VisitorDetails(
            trained_on=form.trained_on.data,
            visits_per_week=form.visits_per_week.data or 0,
            is_available=bool(form.is_available.data),
            place_name=place[0],
            latitude=place[1],
            longitude=place[2],
            languages=" ".join(form.languages.data or ()),
        ),
    )
    flash(_("Kept. It counts from the next visit that is planned."), "ok")
    return redirect(url_for("visits.team"), code=303)


def _person(account_id: int) -> Account:
    people = {account.id: account for account in visitors.staff(database)}
    return people.get(account_id) or abort(404)


def _usual() -> int:
    return policy_in_force().before.visits_per_week_default


def _page(person: Account, form: VisitorForm) -> str:
    known = visitors.visitors(database).get(person.id)
    return render_template(
        "visits/visitor.html", person=person, form=form, place=known.place_name if known else ""
    )
