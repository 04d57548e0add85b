"""The need profile of a youth, for the coordinator of the region and the counsellors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from matcher.access import Action
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from web.cases.blueprint import dossier, reached
from web.coordinator import records
from web.happened import FIELDS

blueprint = Blueprint("needs", __name__, url_prefix="/needs")


def changeable(youth_id: int) -> Youth:
    """Return a youth whose dossier this person may change; NotFound for any other."""
    return reached(youth_id, Action.CHANGE_YOUTH)


def version_sent() -> int:
    return request.form.get("version", 0, type=int)


def version_shown(youth: Youth, form: FlaskForm) -> int:
    """Return the version that the next save is compared with: a form with mistakes keeps the one
    it was opened with, so that it never writes over what a colleague changed meanwhile."""
    return version_sent() if form.errors else youth.version


def told(youth: Youth, changed: tuple[str, ...]) -> Any:
    """Go back to the dossier and say what was saved."""
    if changed:
        names = ", ".join(str(FIELDS[name]) for name in changed)
        flash(_("Saved: %(names)s.", names=names), "ok")
    else:
        flash(_("Nothing was changed."), "info")
    return redirect(dossier(youth), code=303)


def refused(error: MatcherError, show: Callable[[], str]) -> tuple[str, int]:
    return records.refused(error, show)
