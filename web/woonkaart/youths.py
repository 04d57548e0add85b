"""The woonkaart in the dossier of a youth, filled in together."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.audit import Actor
from matcher.database.youths import Youth
from matcher.errors import StepNotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.woonkaart import dossier
from matcher.words import Role
from web.access import allow, principal
from web.session import database
from web.woonkaart.blueprint import blueprint
from web.woonkaart.forms import AnswersForm


@blueprint.get("/youths/<int:youth_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def for_youth(youth_id: int) -> str:
    return _page(_reached(youth_id), AnswersForm(formdata=None))


@blueprint.post("/youths/<int:youth_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def keep_for_youth(youth_id: int) -> Any:
    youth, form = _reached(youth_id), AnswersForm()
    if not form.validate():
        return _page(youth, form), 422
    try:
        dossier.keep(
            database,
            Actor(principal().account_id, "web"),
            youth,
            form.answers(),
            today_in_the_netherlands(),
        )
    except StepNotAllowed:
        return _page(youth, form), 422
    flash(_("The woonkaart is in the dossier."), "ok")
    return redirect(_back(youth), code=303)


def _reached(youth_id: int) -> Youth:
    return dossier.youth_within(database, scope(principal(), Action.SCREEN_YOUTH), youth_id)


def _back(youth: Youth) -> str:
    side = "coordinator" if principal().has(Role.COORDINATOR) else "referrer"
    return url_for(f"{side}.youth", youth_id=youth.id)


def _page(youth: Youth, form: AnswersForm) -> str:
    return render_template(
        "woonkaart/youth.html",
        youth=youth,
        form=form,
        may_keep=dossier.may_keep(database, youth),
        back=_back(youth),
    )
