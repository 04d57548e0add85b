"""What all pages about leaving share: what hangs on a stay, and what a refusal says."""

from __future__ import annotations

from flask import Blueprint, flash
from flask_babel import gettext as _

from matcher.audit import Actor
from matcher.database.leaving import Ending
from matcher.endings import service
from matcher.endings.hosting import DayNeeded
from matcher.endings.refusals import NoticeRefused, NotOpen
from matcher.errors import AlreadyTaken, MatcherError, NotFound, Stale, StepNotAllowed, TextRefused
from matcher.machines import explain
from matcher.placements import listing
from web.access import who
from web.formatting import long_date
from web.languages import language
from web.living.blueprint import reached
from web.session import database

blueprint = Blueprint("leaving", __name__)


def with_ending(ending_id: int) -> tuple[listing.Listed, Ending]:
    """Return the stay and its ending; outside one's reach there is none.

    Raises:
        NotFound: no such ending for this person.
    """
    found = database.get(Ending, ending_id)
    if found is None:
        raise NotFound("ending", ending_id)
    return reached(found.placement_id), found


def standing(placement_id: int) -> Ending | None:
    return service.standing(database, placement_id)


def refused(error: MatcherError) -> int:
    """Undo, tell what went wrong, and return the status: 409 when somebody was first."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return 409 if isinstance(error, Stale | NotOpen) else 422


def told(error: MatcherError) -> str:
    """Return a refusal in words, with what to do."""
    match error:
        case Stale():
            return _("Somebody has just changed this. You now see how it stands.")
        case NotOpen():
            return _(
                "There is an answer already, or it is asked no longer. You now see how it stands."
            )
        case TextRefused():
            return _("This looks like a BSN. We may not keep it: leave it out.")
        case AlreadyTaken():
            return _("The room or the youth is booked on these days. Choose an earlier day.")
        case NoticeRefused(problem=problem, first=first):
            return _notice_texts(long_date(first) if first else "")[problem]
        case DayNeeded():
            return _("Choose a day to come on which we may ask again.")
        case StepNotAllowed():
            return explain(error, language())
    raise error


def _notice_texts(first: str) -> dict[str, str]:
    return {
        "before_start": _("The last day must come after the first night."),
        "past": _("That day has passed. Choose today or a later day."),
        "after_agreed": _(
            "That is later than the end that was agreed. For a longer stay, change the agreement."
        ),
        "too_far": _("That day is too far away. Is the year right?"),
        "too_soon": _(
            "That is sooner than the notice that was agreed. The first day possible is %(day)s. "
            "If it has to be sooner, call your coordinator.",
            day=first,
        ),
        "known": _("The end of this stay is known already. You now see how it stands."),
        "reason": _("Choose a reason from the list."),
    }


def actor_of(key: str | None = None) -> Actor:
    """Return who acts: the account that is signed in, or somebody who only has the link."""
    person = who._get_current_object()
    return Actor(person.account_id if person and key is None else None, "web")
