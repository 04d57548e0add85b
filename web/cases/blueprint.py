"""The case of a youth, for the coordinator of the region and the counsellors of the organisation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.cases.exceptions import NoException
from matcher.database.youths import Youth
from matcher.errors import (
    AlreadyTaken,
    Incomplete,
    MatcherError,
    NotAllowed,
    Stale,
    StepNotAllowed,
)
from matcher.words import Role
from matcher.youths import listing
from web.access import principal
from web.session import database

blueprint = Blueprint("cases", __name__, url_prefix="/cases")


def reached(youth_id: int, action: Action = Action.READ_YOUTH) -> Youth:
    """Return a youth of the own regions or the own organisation.

    Raises:
        NotFound: there is none, or it is outside the reach: who may not see it is not told.
    """
    condition = scope(principal(), action).where(
        municipality=[Youth.municipality_code], organisation=Youth.organisation_id
    )
    return listing.one(database, condition, youth_id)


def dossier(youth: Youth) -> str:
    """Return the address of the dossier page that this person may open."""
    is_in_region = youth.municipality_code in principal().regions
    if principal().has(Role.COORDINATOR) and is_in_region:
        return url_for("coordinator.youth", youth_id=youth.id)
    return url_for("referrer.youth", youth_id=youth.id)


def list_of_youths() -> str:
    if principal().has(Role.COORDINATOR):
        return url_for("coordinator.youths")
    return url_for("referrer.youths")


def done(youth: Youth, text: str, where: str = "") -> Any:
    flash(text, "ok")
    return redirect(where or dossier(youth), code=303)


def refused(error: MatcherError, show: Callable[[], Any]) -> tuple[Any, int]:
    """Return the page as it is now with what went wrong; nothing was changed."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return show(), 409 if isinstance(error, Stale | AlreadyTaken | StepNotAllowed) else 422


def told(error: MatcherError) -> str:
    if isinstance(error, AlreadyTaken):
        return _("An exception of this kind waits for a decision already.")
    if isinstance(error, NoException) and error.reason == "not_needed":
        return _("The age is within the limits, so no exception is needed.")
    if isinstance(error, NoException):
        return _("At this age no exception is possible. See which other route fits.")
    if isinstance(error, NotAllowed):
        return _("A second person decides on an exception. You asked for this one yourself.")
    if isinstance(error, StepNotAllowed):
        return _("This was decided or changed already. You now see how it stands.")
    if isinstance(error, Incomplete):
        return _("The dossier is not complete yet.")
    return _(
        "A colleague has just changed this record, so yours was not saved. "
        "You now see how it stands: do it again if it is still right."
    )
