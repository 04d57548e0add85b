"""Why help is asked, and who handles it."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.accounts import invitations
from matcher.cases import service
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.errors import AlreadyTaken
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role
from web.access import allow, principal
from web.cases.blueprint import blueprint, done, dossier, reached
from web.cases.forms import MotivationForm
from web.coordinator import records
from web.session import database


@blueprint.get("/<int:youth_id>/motivation")
@allow(Role.COORDINATOR, Role.REFERRER)
def motivation(youth_id: int) -> str:
    found = reached(youth_id)
    records.note_look("youth", youth_id)
    case = database.get(YouthCase, youth_id)
    return _page(found, MotivationForm(formdata=None, obj=case))


@blueprint.post("/<int:youth_id>/motivation")
@allow(Role.COORDINATOR, Role.REFERRER)
def save_motivation(youth_id: int) -> Any:
    found = reached(youth_id, Action.CHANGE_YOUTH)
    form = MotivationForm()
    if not form.validate():
        return _page(found, form), 422
    service.change_motivation(database, records.actor(), youth_id, form.told())
    return done(found, _("The questions and the motivation are saved."))


@blueprint.post("/<int:youth_id>/handle")
@allow(Role.COORDINATOR)
def handle(youth_id: int) -> Any:
    """Take the case on: messages about this youth then come to one person."""
    found = reached(youth_id, Action.CHANGE_YOUTH)
    demand(principal(), Action.CHANGE_YOUTH, found)
    service.take_on(database, records.actor(), youth_id)
    return done(found, _("You handle this case from now on."))


@blueprint.post("/<int:youth_id>/invite")
@allow(Role.COORDINATOR, Role.REFERRER)
def invite(youth_id: int) -> Any:
    """Mail the youth a link to make an account and see the own dossier."""
    found = reached(youth_id, Action.CHANGE_YOUTH)
    if not found.email or found.account_id is not None:
        return done(found, _("There is no e-mail address, or the youth has an account already."))
    try:
        invitations.invite(
            database, records.actor(), found.email, [Role.YOUTH],
            youth_id=youth_id, today=today_in_the_netherlands(),
        )  # fmt: skip
    except AlreadyTaken:
        return done(found, _("This e-mail address has an account already. Ask the administrator "
                             "to tie it to this dossier."))  # fmt: skip
    return done(found, _("A link is on its way to the youth by mail."))


def _page(found: Youth, form: MotivationForm) -> str:
    return render_template(
        "cases/form.html",
        youth=found,
        form=form,
        heading=_("Housing and guidance question"),
        lead=_("Both are needed: without a guidance question, another route fits better."),
        names=("housing_question", "guidance_question", "motivation"),
        back=dossier(found),
        action=url_for(".save_motivation", youth_id=found.id),
    )
