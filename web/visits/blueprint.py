"""The blueprint of home visits, and what its pages share."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext as _

from matcher.access import Action, can, scope
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit
from matcher.errors import MatcherError, NotFound, Stale
from matcher.hosts import listing as hosts
from matcher.visits import listing
from matcher.visits.refusals import DecidesOwnVisit, ImpressionFirst, NotAVisitor, StillLacking
from matcher.visits.sheet import Sheet, sheet
from web.access import principal
from web.coordinator import records
from web.languages import language
from web.session import database

blueprint = Blueprint("visits", __name__, url_prefix="/visits")


def present() -> datetime:
    return now()


def reached(visit_id: int) -> HomeVisit:
    """Return the visit; 404 when it is none of this person's business."""
    return listing.one(database, scope(principal(), Action.READ_VISIT), visit_id)


def sheet_of(visit_id: int) -> Sheet:
    return sheet(database, principal(), reached(visit_id), present())


def household_to_plan(household_id: int, action: Action = Action.PLAN_VISIT) -> Household:
    return hosts.one(database, scope(principal(), action), household_id)


def require(action: Action, visit: HomeVisit) -> None:
    """404 for who reaches the visit, but not with this action: a page that is not theirs."""
    if not can(principal(), action, visit):
        raise NotFound("visit", visit.id)


def back(visit_id: int) -> Any:
    return redirect(url_for("visits.visit", visit_id=visit_id), code=303)


def told(error: MatcherError) -> str:
    """Return what went wrong as a sentence for the page."""
    if isinstance(error, StillLacking):
        missing = [word.label(language()) for word in error.what]
        missing += [_paper(paper) for paper in error.papers]
        return _("Still missing: %(what)s.", what="; ".join(missing))
    if isinstance(error, DecidesOwnVisit):
        return _("You visited this home. Somebody else decides, with fresh eyes.")
    if isinstance(error, ImpressionFirst):
        return _("First write your own impression. Then you see what others wrote.")
    if isinstance(error, NotAVisitor):
        return _("Only the two visitors can do this.")
    return records.told(error)


def _paper(paper: Any) -> str:
    whose = f" ({paper.person})" if paper.person else ""
    return f"{paper.kind.label(language())}{whose}: {paper.standing.label(language())}"


def stepped_back(error: MatcherError, visit_id: int) -> Any:
    """Undo, say what went wrong, and show the visit as it stands: 409 when somebody was first."""
    from web.visits.views import visit_page

    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return visit_page(visit_id), 409 if isinstance(error, Stale) else 422


def day_from(text: str) -> Any:
    """Return the day that the address asks for; 404 when it is no day."""
    from web.fields import parse_date

    return parse_date(text) or abort(404)
