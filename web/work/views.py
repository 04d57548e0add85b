"""The work list: tabs, the choice of a kind, putting off and reminding, the mail of the morning."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from matcher.access import Action, demand
from matcher.inforce import today_in_the_netherlands
from matcher.paging import page_of_rows
from matcher.people import deputies
from matcher.words import Role
from matcher.work import digest, service
from matcher.work.listing import Listed, collect
from matcher.work.rules import number_of_days
from matcher.work.views import MINE, VIEWS, counts, counts_by_kind, shown, to_put_off
from web.access import allow, principal
from web.coordinator import records
from web.formatting import long_date
from web.menu import MenuItem
from web.session import database
from web.work import handing_over
from web.work.addresses import address
from web.work.blueprint import back, blueprint, kind
from web.work.forms import DigestForm, PutOffForm

__all__ = ["MENU", "blueprint", "handing_over"]

MENU = (MenuItem("work.index", lazy_gettext("Work list"), 105, group="today"),)


@blueprint.get("")
@allow(Role.COORDINATOR, Role.REFERRER)
def index() -> str:
    demand(principal(), Action.READ_WORK)
    return _page(PutOffForm.blank())


@blueprint.post("/put-off")
@allow(Role.COORDINATOR, Role.REFERRER)
def put_off() -> Any:
    form, keys = PutOffForm(), request.form.getlist("item")
    if not keys:
        flash(_("Tick at least one thing."), "info")
        return redirect(back(), code=303)
    if not form.validate() or form.until_on.data is None:
        return _page(form), 422
    today = today_in_the_netherlands()
    can, late = to_put_off(collect(database, principal(), today), keys)
    try:
        number = service.put_off(database, records.actor(), can, form.until_on.data, today)
    except service.DayRefused:
        form.until_on.errors = [_("Choose a day from tomorrow up to a month ahead.")]
        return _page(form), 422
    day = long_date(form.until_on.data)
    if number:
        flash(ngettext("%(num)s thing is off your list until %(day)s.",
                       "%(num)s things are off your list until %(day)s.", number, day=day), "ok")  # fmt: skip
    if late:
        flash(ngettext("%(num)s thing is late: that stays on your list.",
                       "%(num)s things are late: those stay on your list.", late), "info")  # fmt: skip
    return redirect(back(), code=303)


@blueprint.post("/take-back")
@allow(Role.COORDINATOR, Role.REFERRER)
def take_back() -> Any:
    number = service.take_back(database, records.actor(), request.form.getlist("item"))
    flash(ngettext("%(num)s thing is on your list again.",
                   "%(num)s things are on your list again.", number), "ok")  # fmt: skip
    return redirect(back(), code=303)


@blueprint.post("/remind")
@allow(Role.COORDINATOR, Role.REFERRER)
def remind() -> Any:
    """Mail the people for whom the ticked things wait; each person at most once a day."""
    keys, today = set(request.form.getlist("item")), today_in_the_netherlands()
    chosen = [one for one in collect(database, principal(), today) if one.key in keys]
    number = service.remind(database, records.actor(), chosen, today)
    if number:
        flash(ngettext("%(num)s person gets a mail.", "%(num)s people get a mail.", number), "ok")
    else:
        flash(_("Nobody is mailed: they were reminded today, or it waits for you."), "info")
    return redirect(back(), code=303)


@blueprint.post("/mail")
@allow(Role.COORDINATOR, Role.REFERRER)
def mail() -> Any:
    form = DigestForm()
    if not form.validate():
        return _page(PutOffForm.blank(), form), 422
    days = "".join(form.weekdays.data or [])
    digest.set_wish(database, records.actor(), bool(form.wants_digest.data), days)
    flash(_("Saved."), "ok")
    return redirect(url_for(".index"), code=303)


def _page(form: PutOffForm, mail_form: DigestForm | None = None) -> str:
    me, today = principal(), today_in_the_netherlands()
    listed = collect(database, me, today)
    away = service.put_off_keys(database, me.account_id, today)
    view = request.values.get("view", MINE)
    view = view if view in VIEWS else MINE
    chosen_kind = kind()
    found = shown(listed, view, away)
    rows = [one for one in found if chosen_kind is None or one.item.kind == chosen_kind]
    return render_template(
        "work/index.html",
        page=page_of_rows(rows, records.page_number()),
        view=view,
        kind=chosen_kind,
        counts=counts(listed, away),
        can_give_back=any(_is_received(one) for one in rows),
        kinds=counts_by_kind(found),
        form=form,
        mail_form=mail_form or _mail_form(),
        chosen=request.form.getlist("item"),
        address=address,
        days=lambda one: number_of_days(one.item, today),
        today=today,
        is_coordinator=me.has(Role.COORDINATOR),
        deputies=deputies.of_account(database, me.account_id, today),
    )


def _is_received(one: Listed) -> bool:
    handed = one.item.handed
    return handed is not None and handed.receiver_id == principal().account_id


def _mail_form() -> DigestForm:
    wish = digest.wish_of(database, principal().account_id)
    return DigestForm(
        formdata=None, wants_digest=wish.wants_digest, weekdays=list(wish.weekdays or "")
    )
