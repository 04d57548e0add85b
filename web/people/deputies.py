"""Deputies of coordinators: who stands in for whom, and between which days."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matcher.access import Action, can
from matcher.database.people import Deputy
from matcher.errors import NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.people import deputies as service
from matcher.people.deputies import DeputyRefused
from matcher.words import Role
from web.access import allow, principal
from web.coordinator.records import actor
from web.people.blueprint import blueprint
from web.people.forms import DeputyForm
from web.people.organisation import municipality_names
from web.session import database


@blueprint.get("/deputies")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def deputies() -> str:
    return _page(_form(formdata=None))


@blueprint.post("/deputies")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def name_deputy() -> Any:
    form = _form()
    if not form.validate():
        return _page(form), 422
    absent = int(form.absent.data) if "absent" in form else principal().account_id
    assert form.starts_on.data is not None  # the form was valid
    try:
        service.name_deputy(
            database, actor(), absent, int(form.deputy.data), form.starts_on.data,
            form.ends_on.data, today_in_the_netherlands(),
        )  # fmt: skip
    except DeputyRefused as error:
        field = form.ends_on if error.problem in ("order", "past") else form.deputy
        field.errors = [_told(error.problem)]
        return _page(form), 422
    flash(_("Your colleague stands in on these days, and is told by mail."), "ok")
    return redirect(url_for(".deputies"), code=303)


@blueprint.post("/deputies/<int:deputy_id>/end")
@allow(Role.COORDINATOR, Role.ADMINISTRATOR)
def end_deputy(deputy_id: int) -> Any:
    found = database.get(Deputy, deputy_id)
    if found is None or not (_manages_all() or found.account_id == principal().account_id):
        raise NotFound("deputy", deputy_id)
    service.end_deputy(database, actor(), deputy_id, today_in_the_netherlands())
    flash(_("Standing in has ended."), "ok")
    return redirect(url_for(".deputies"), code=303)


def _told(problem: str) -> str:
    return {
        "self": _("Nobody stands in for themselves. Choose a colleague."),
        "order": _("This day must come after the first day."),
        "past": _("This day is over already."),
        "role": _("Only a coordinator stands in for a coordinator."),
        "twice": _("This colleague stands in on some of these days already."),
    }[problem]


def _manages_all() -> bool:
    return can(principal(), Action.MANAGE_ACCOUNTS)


def _form(**options: Any) -> DeputyForm:
    return DeputyForm(
        list(service.coordinators(database)),
        choose_absent=_manages_all(),
        me=principal().account_id,
        **options,
    )


def _page(form: DeputyForm) -> str:
    today, me = today_in_the_netherlands(), principal().account_id
    return render_template(
        "people/deputies.html",
        form=form,
        deputies=_all(today) if _manages_all() else service.of_account(database, me, today),
        names=municipality_names(),
        manages_all=_manages_all(),
        today=today,
        me=me,
    )


def _all(today: Any) -> Any:
    query = (
        select(Deputy)
        .where(Deputy.ends_on.is_(None) | (Deputy.ends_on >= today))
        .options(joinedload(Deputy.account), joinedload(Deputy.deputy))
        .order_by(Deputy.starts_on, Deputy.id)
    )
    return database.scalars(query).all()
