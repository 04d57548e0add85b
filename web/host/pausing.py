"""A host takes a break, comes back, or stops; what ends with it is told and ticked beforehand."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, Optional, ValidationError
from wtforms.widgets import HiddenInput

from matcher.access import Action, demand
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.errors import MatcherError, Stale
from matcher.hosts import handling
from matcher.hosts.rules import PAUSE, STEPS, WITHDRAW
from matcher.inforce import today_in_the_netherlands
from matcher.words import HostStepReason, PauseReason, Role
from web.access import allow, principal
from web.fields import DateField, WordRadio
from web.host.blueprint import blueprint
from web.host.home import own_household
from web.host.underway import UnderWay, under_way
from web.session import database

#: Why a host stops, as far as a host decides it, and how a host says so.
OWN_REASONS = {
    HostStepReason.OWN_CHOICE: _("I want to stop"),
    HostStepReason.MOVES: _("We move house"),
    HostStepReason.NO_CONSENT: _("My landlord, the bank or the municipality does not agree"),
    HostStepReason.OTHER: _("Another reason"),
}


class StepsBack(FlaskForm):
    version = IntegerField(widget=HiddenInput())


class Break(StepsBack):
    host_again_on = DateField(
        _("When can you host again?"),
        [Optional()],
        description=_("On that day we ask you by mail. Leave it empty when you do not know."),
    )
    reason = WordRadio(
        _("Why do you take a break?"), [InputRequired(_("Choose a reason."))], words=PauseReason
    )  # fmt: skip
    stops = BooleanField(_("Yes, stop it"), [InputRequired(_("Tick that it stops, or cancel."))])

    def validate_host_again_on(self, field: Any) -> None:
        if field.data is not None and field.data <= today_in_the_netherlands():
            raise ValidationError(_("This day must be later than today."))


class Stop(StepsBack):
    reason = WordRadio(
        _("Why do you stop?"), [InputRequired(_("Choose a reason."))], words=OWN_REASONS
    )  # fmt: skip
    stops = BooleanField(_("Yes, stop it"), [InputRequired(_("Tick that it stops, or cancel."))])


@blueprint.get("/host/pause")
@allow(Role.HOST)
def pause() -> Any:
    household = _who_can(PAUSE)
    if household is None:
        return redirect(url_for(".home"))
    form = Break(formdata=None, data={"version": household.version})
    return _page("host/pause.html", form, household)


@blueprint.post("/host/pause")
@allow(Role.HOST)
def begin_break() -> Any:
    household = _changeable()
    form, going = Break(), under_way(household)
    if not _is_valid(form, going):
        return _page("host/pause.html", form, household), 422
    try:
        handling.pause(
            database, _actor(), household.id, form.version.data or 0,
            host_again_on=form.host_again_on.data, reason=PauseReason(form.reason.data),
        )  # fmt: skip
    except MatcherError as error:
        return _refused(error)
    flash(gettext("You are on a break. From now on we propose nobody for your rooms."), "ok")
    return redirect(url_for(".home"), code=303)


@blueprint.post("/host/resume")
@allow(Role.HOST)
def end_break() -> Any:
    household = _changeable()
    version = request.form.get("version", 0, type=int)
    try:
        handling.resume(database, _actor(), household.id, version)
    except MatcherError as error:
        return _refused(error)
    flash(gettext("Welcome back. Your rooms take part in the next matching round."), "ok")
    return redirect(url_for(".home"), code=303)


@blueprint.get("/host/stop")
@allow(Role.HOST)
def stop() -> Any:
    household = _who_can(WITHDRAW)
    if household is None:
        return redirect(url_for(".home"))
    form = Stop(formdata=None, data={"version": household.version})
    return _page("host/stop.html", form, household)


@blueprint.post("/host/stop")
@allow(Role.HOST)
def withdraw() -> Any:
    household = _changeable()
    form, going = Stop(), under_way(household)
    if going.living:
        return _page("host/stop.html", form, household), 422
    if not _is_valid(form, going):
        return _page("host/stop.html", form, household), 422
    reason, version = HostStepReason(form.reason.data), form.version.data or 0
    try:
        handling.withdraw(database, _actor(), household.id, version, reason)
    except MatcherError as error:
        return _refused(error)
    flash(gettext("You have stopped. Thank you for having been there."), "ok")
    return redirect(url_for(".home"), code=303)


def _is_valid(form: Break | Stop, going: UnderWay) -> bool:
    """Check the form; what stops need not be ticked when nothing does."""
    if not going.introductions:
        del form.stops
    is_valid: bool = form.validate()
    return is_valid


def _page(template: str, form: Break | Stop, household: Household) -> str:
    going = under_way(household)
    if not going.introductions and "stops" in form:
        del form.stops
    return render_template(template, form=form, household=household, under_way=going)


def _who_can(action: str) -> Household | None:
    household = own_household()
    if household is None or action not in STEPS.actions(household.status, Role.HOST):
        return None
    return household


def _changeable() -> Household:
    household = own_household() or abort(404)
    demand(principal(), Action.CHANGE_HOST, household)
    return household


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _refused(error: MatcherError) -> Any:
    """Show the own page as it is now; nothing was changed."""
    from web.host.home import home

    database.rollback()
    database.expire_all()
    is_stale = isinstance(error, Stale)
    if is_stale:
        flash(
            gettext("Your registration was changed in the meantime. Look, and try again."), "error"
        )
    else:
        flash(gettext("This is not possible any more. You now see how things stand."), "error")
    return home(), 409 if is_stale else 422
