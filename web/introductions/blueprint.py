"""What all pages of introductions share: who reaches which, and what a refusal says."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.audit import Actor
from matcher.database.introductions import Introduction
from matcher.errors import MatcherError, NotAllowed, NotFound, Stale, StepNotAllowed, TextRefused
from matcher.introductions.choosing import MomentProblem
from matcher.introductions.refusals import AlreadyAnswered, MomentsRefused, NightsRefused
from matcher.machines import explain
from matcher.words import Role, Side
from web.access import principal
from web.languages import language
from web.session import database

#: Without a prefix: staff, hosts, youths and visitors with a link each have their own addresses.
blueprint = Blueprint("introductions", __name__)


def actor() -> Actor:
    return Actor(principal().account_id, "web")


def reached(introduction_id: int, action: Action = Action.READ_INTRODUCTION) -> Introduction:
    """Return the introduction; outside one's reach it does not exist.

    Raises:
        NotFound: no such introduction, or not one of this person.
    """
    found = database.get(Introduction, introduction_id)
    if found is None:
        raise NotFound("introduction", introduction_id)
    try:
        demand(principal(), action, found)
    except NotAllowed as error:
        raise NotFound("introduction", introduction_id) from error
    return found


def own_side(introduction: Introduction) -> Side:
    """Return on which side of the introduction the signed-in host or youth is.

    Raises:
        NotFound: on neither.
    """
    account_id = principal().account_id
    proposal = introduction.proposal
    if principal().has(Role.YOUTH) and proposal.youth.account_id == account_id:
        return Side.YOUTH
    if principal().has(Role.HOST) and proposal.room.home.household.account_id == account_id:
        return Side.HOST
    raise NotFound("introduction", introduction.id)


def told(error: MatcherError) -> str:
    """Return a refusal in words, with what to do."""
    match error:
        case AlreadyAnswered():
            return _(
                "There is an answer already, or it is asked no longer. You now see how it stands."
            )
        case Stale():
            return _("Somebody has just changed this. You now see how it stands.")
        case TextRefused():
            return _("This looks like a BSN. We may not keep it: leave it out.")
        case MomentsRefused(problems=problems):
            return " ".join(_moment_texts()[one] for one in problems)
        case NightsRefused(problem=problem):
            return _night_texts().get(problem, "")
        case StepNotAllowed():
            return explain(error, language())
    raise error


def _moment_texts() -> dict[MomentProblem, str]:
    return {
        MomentProblem.NONE_GIVEN: _("Fill in at least one moment."),
        MomentProblem.TOO_SOON: _("A moment has passed, or is too soon. Choose a later one."),
        MomentProblem.TOO_LATE: _("A moment is too far away. Choose one within two weeks."),
        MomentProblem.AT_NIGHT: _("Choose a time between 8:00 and 21:00."),
        MomentProblem.LENGTH: _("Enter a length between 15 and 240 minutes."),
        MomentProblem.TWICE: _("A moment stands there twice, or was offered before."),
        MomentProblem.TOO_MANY: _("There are too many moments now. Wait for the answers first."),
    }


def _night_texts() -> dict[str, str]:
    return {
        "order": _("The last morning must come after the first night."),
        "too_many": _("These are too many nights for a try-out."),
        "past": _("The first night has passed. Choose a later one."),
        "too_far": _("The first night is too far away. Choose one within two weeks."),
        "room": _("The room or the youth is not free in these nights."),
    }
