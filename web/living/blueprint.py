"""What all pages about living there share: who reaches which stay, and what a refusal says."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.careteam.contacts import ContactRefused
from matcher.careteam.rules import dialled
from matcher.careteam.service import TeamRefused
from matcher.checkins.service import CheckInRefused
from matcher.checkins.voices import VoiceRefused
from matcher.concerns.holding import ConcernRefused
from matcher.concerns.sanctions import SanctionRefused
from matcher.database.hosts import Home, Household
from matcher.database.youths import Youth
from matcher.errors import Incomplete, MatcherError, NotFound, Stale, StepNotAllowed, TextRefused
from matcher.machines import explain
from matcher.placements import listing
from matcher.plans.service import PlanRefused
from matcher.words import PlacementStatus, Role, Side
from web.access import principal
from web.languages import language
from web.session import database

blueprint = Blueprint("living", __name__, url_prefix="/living")

blueprint.add_app_template_filter(dialled, "dialled")

PAGES = {
    Role.COORDINATOR: "placements.placement",
    Role.REFERRER: "placements.referrer_placement",
    Role.HOST: "placements.host_placement",
    Role.YOUTH: "placements.youth_placement",
}


def reached(placement_id: int, action: Action = Action.READ_PLACEMENT) -> listing.Listed:
    """Return the stay; outside one's reach, or before it is disclosed, it does not exist.

    Raises:
        NotFound: no such stay for this person.
    """
    reach = scope(principal(), action).where(
        municipality=[Youth.municipality_code, Home.municipality_code],
        organisation=Youth.organisation_id,
        account=[Youth.account_id, Household.account_id],
    )
    found = listing.one(database, reach, placement_id)
    if not is_staff() and not found.is_shown_to(own_side(found)):
        raise NotFound("placement", placement_id)
    return found


def is_staff() -> bool:
    return principal().has(Role.COORDINATOR, Role.REFERRER)


def own_side(found: listing.Listed) -> Side:
    """Return as whom the signed-in person has to do with the stay."""
    account_id = principal().account_id
    if found.placement.youth.account_id == account_id:
        return Side.YOUTH
    if found.placement.room.home.household.account_id == account_id:
        return Side.HOST
    return Side.COORDINATOR if principal().has(Role.COORDINATOR) else Side.COUNSELLOR


def page_of(placement_id: int) -> str:
    """Return the address of the stay for this reader."""
    for role, endpoint in PAGES.items():
        if principal().has(role):
            return url_for(endpoint, placement_id=placement_id)
    raise NotFound("placement", placement_id)


def back_text(found: listing.Listed) -> str:
    """Return what the page of the stay is called for this reader."""
    match own_side(found):
        case Side.YOUTH:
            return _("My stay")
        case Side.HOST:
            return _("%(name)s at your home", name=found.placement.youth.first_name)
        case _:
            return _("Placement")


def back(placement_id: int, anchor: str = "") -> Any:
    return redirect(page_of(placement_id) + (f"#{anchor}" if anchor else ""), code=303)


def lives_there(found: listing.Listed) -> bool:
    return found.placement.status == PlacementStatus.ACTIVE


def refused(error: MatcherError) -> int:
    """Undo, tell what went wrong, and return the status: 409 when somebody was first."""
    database.rollback()
    database.expire_all()
    flash(told(error), "error")
    return 409 if isinstance(error, Stale) else 422


def told(error: MatcherError) -> str:
    """Return a refusal in words, with what to do."""
    match error:
        case Stale():
            return _("Somebody has just changed this. You now see how it stands.")
        case TextRefused():
            return _("This looks like a BSN. We may not keep it: leave it out.")
        case StepNotAllowed():
            return explain(error, language())
        case Incomplete(missing=missing):
            return " ".join(_missing()[one] for one in missing)
        case CheckInRefused(problem=problem):
            return _check_in_texts()[problem]
        case ConcernRefused(problem=problem):
            return _concern_texts()[problem]
        case SanctionRefused(problem=problem):
            return _sanction_texts()[problem]
        case TeamRefused(problem=problem, who=who):
            return _team_texts(who)[problem]
        case ContactRefused(problem=problem):
            return _contact_texts()[problem]
        case PlanRefused():
            return _("Choose a day that is still to come.")
        case VoiceRefused(problem=problem):
            return _voice_texts()[problem]
    raise error


def _missing() -> dict[str, str]:
    return {
        "what": _("Write what somebody is going to do."),
        "measure": _("Write how you can tell that it is done."),
        "owner": _("Choose who does it."),
        "due": _("Enter the day by which it is done."),
        "past": _("That day has passed. Choose a later one."),
    }


def _check_in_texts() -> dict[str, str]:
    return {
        "future": _("That day is still to come. Record the check-in when it has been."),
        "before": _("On that day the youth did not live there yet."),
        "next_past": _("The next check-in lies after this one. Choose a later day."),
        "next_late": _(
            "That is later than agreed for this stage of the stay. Choose an earlier day."
        ),
        "activities": _("Say of all four core activities how it goes."),
    }


def _concern_texts() -> dict[str, str]:
    return {
        "text": _("Write down what is the matter, in a few words."),
        "long": _("That is too long. Write down the main points."),
        "past": _("Choose a day that is still to come."),
        "far": _("That is too far away. Look at it again within four weeks."),
    }


def _sanction_texts() -> dict[str, str]:
    return {
        "order": _("The agreed steps come in order. Choose the next one."),
        "rule": _("Choose the house rule that was broken, as it was signed."),
        "day": _("That day is still to come."),
        "text": _("Write down what you told."),
        "concern": _("This concern is about another placement."),
    }


def _team_texts(who: str) -> dict[str, str]:
    is_deputy = who == "deputy"
    return {
        "role": _("Choose somebody who is a coordinator."),
        "region": _("Choose a coordinator who works in this region."),
        "away": _("This person is away. Choose somebody who is there."),
        "full": _("This person has as many placements as agreed. Choose somebody else."),
        "same": _("The deputy is somebody else than the responsible worker.")
        if is_deputy
        else _("Choose two different people."),
    }


def _contact_texts() -> dict[str, str]:
    return {
        "phone": _("One of the numbers cannot be dialled. Write it like 06 12345678."),
        "label": _("Write who picks up the phone."),
        "many": _("These are too many numbers. Keep those that matter most."),
        "nobody": _("Add a number of the coordinator, the deputy or an on-call service."),
    }


def _voice_texts() -> dict[str, str]:
    return {
        "goes": _("Choose how it is going."),
        "long": _("That is too long. Write down the main points."),
    }
