"""Who handles a host and when the next step is: set by a coordinator."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from matcher.access import Action, scope
from matcher.accounts import invitations
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.errors import AlreadyTaken, MatcherError, Stale
from matcher.hosts import handling, listing
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseholdStatus, Role
from web.access import allow, principal
from web.fields import DateField
from web.session import database

blueprint = Blueprint("handling", __name__, url_prefix="/coordinator/hosts")

NOBODY = ""
_HAS_ACCOUNT = {
    "dossier": _("This host has an account already."),
    "email": _(
        "There is an account with this e-mail address already. An administrator can tie it to "
        "this host."
    ),
}


class HandlingForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    handled_by = SelectField(_("Who handles this host?"), validate_choice=True)
    next_step_on = DateField(
        _("By which day does the host hear from us?"),
        [Optional()],
        description=_("The host sees this day, and your name."),
    )
    host_again_on = DateField(
        _("When can they host again?"),
        [Optional()],
        description=_("On that day the host gets a mail that asks."),
    )

    def __init__(self, household: Household, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        people = handling.possible_handlers(database, household.id)
        nobody = (NOBODY, gettext("nobody yet"))
        self.handled_by.choices = [nobody, *((str(one.id), one.name) for one in people)]

    def handler(self) -> int | None:
        return int(self.handled_by.data) if self.handled_by.data else None


@blueprint.get("/<int:household_id>/handling")
@allow(Role.COORDINATOR)
def change(household_id: int) -> str:
    household = _reached(household_id)
    kept = handling.handling_of(database, household_id)
    told = {
        "version": household.version,
        "handled_by": str(kept.handled_by_id or NOBODY) if kept else NOBODY,
        "next_step_on": kept.next_step_on if kept else None,
        "host_again_on": kept.host_again_on if kept else None,
    }
    return _page(household, HandlingForm(household, formdata=None, data=told))


@blueprint.post("/<int:household_id>/handling")
@allow(Role.COORDINATOR)
def save(household_id: int) -> Any:
    household = _reached(household_id)
    form = HandlingForm(household)
    if not form.validate():
        return _page(household, form), 422
    actor = Actor(principal().account_id, "web")
    try:
        handling.handle(
            database, actor, household_id, form.version.data or 0, handled_by_id=form.handler(),
            next_step_on=form.next_step_on.data, host_again_on=form.host_again_on.data,
        )  # fmt: skip
    except MatcherError as error:
        return _refused(household_id, error)
    flash(gettext("Saved."), "ok")
    return redirect(url_for("coordinator.host", household_id=household_id), code=303)


@blueprint.post("/<int:household_id>/invitation")
@allow(Role.COORDINATOR)
def invite(household_id: int) -> Any:
    """Mail the host a link to make an account; an earlier link stops working."""
    household = _reached(household_id)
    actor = Actor(principal().account_id, "web")
    try:
        invitations.invite(
            database, actor, household.email, [Role.HOST], household_id=household_id,
            today=today_in_the_netherlands(),
        )  # fmt: skip
    except AlreadyTaken as taken:
        flash(_HAS_ACCOUNT[taken.field], "error")
    else:
        flash(gettext("The link is on its way to %(email)s.", email=household.email), "ok")
    return redirect(url_for("coordinator.host", household_id=household_id), code=303)


def _refused(household_id: int, error: MatcherError) -> Any:
    """Show the form as things stand now; nothing was changed."""
    if not isinstance(error, (Stale, handling.CannotHandle)):
        raise error
    database.rollback()
    database.expire_all()
    if isinstance(error, Stale):
        flash(gettext("Somebody has just changed this host. You now see how it stands."), "error")
        return change(household_id), 409
    flash(gettext("This person does not work in the region of this host."), "error")
    return change(household_id), 422


def _reached(household_id: int) -> Household:
    return listing.one(database, scope(principal(), Action.HANDLE_HOST), household_id)


def _page(household: Household, form: HandlingForm) -> str:
    return render_template(
        "handling/change.html",
        household=household,
        form=form,
        is_paused=household.status == HouseholdStatus.PAUSED,
        today=today_in_the_netherlands(),
    )
