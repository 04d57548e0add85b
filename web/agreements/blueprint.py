"""What all pages of agreements share: who reaches which, and what a refusal says."""

from __future__ import annotations

from typing import TypeVar

from flask import Blueprint
from flask_babel import gettext as _

from matcher.access import Action, demand
from matcher.agreements.uploads import Refusal
from matcher.agreements.versions import UNSIGNED
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.errors import (
    AlreadyTaken,
    MatcherError,
    NotAllowed,
    NotFound,
    PaperNotMade,
    Stale,
    StepNotAllowed,
    TextRefused,
    UploadRefused,
)
from matcher.machines import explain
from matcher.words import Role, SignParty
from web.access import principal
from web.languages import language
from web.session import database

#: Without a prefix: a placement, an agreement and a link each have their own addresses.
blueprint = Blueprint("agreements", __name__)

STAFF = (Role.COORDINATOR, Role.REFERRER)
Found = TypeVar("Found", Placement, Agreement)


def actor() -> Actor:
    return Actor(principal().account_id, "web")


def reached_placement(placement_id: int, action: Action = Action.WRITE_AGREEMENT) -> Placement:
    """Return the placement; outside one's reach it does not exist.

    Raises:
        NotFound: no such placement, or not one of this person.
    """
    found: Placement | None = database.get(Placement, placement_id)
    return _within(found, action, "placement", placement_id)


def reached(agreement_id: int, action: Action = Action.READ_AGREEMENT) -> Agreement:
    """Return the agreement; raises NotFound as `reached_placement`.

    A host or youth sees no draft: what they get to read is what they are asked to sign.
    """
    known: Agreement | None = database.get(Agreement, agreement_id)
    found = _within(known, action, "agreement", agreement_id)
    if action == Action.READ_AGREEMENT and not is_staff() and not is_shown_to_sides(found):
        raise NotFound("agreement", agreement_id)
    return found


def _within(found: Found | None, action: Action, subject: str, key: int) -> Found:
    if found is None:
        raise NotFound(subject, key)
    try:
        demand(principal(), action, found)
    except NotAllowed as error:
        raise NotFound(subject, key) from error
    return found


def is_staff() -> bool:
    return any(principal().has(role) for role in STAFF)


def is_shown_to_sides(agreement: Agreement) -> bool:
    """Say whether the host and the youth may read this version: it was made to be signed."""
    is_dropped = agreement.status not in UNSIGNED and agreement.signed_on is None
    return agreement.pdf_sha256 != "" and not is_dropped


def own_party(agreement: Agreement) -> SignParty:
    """Return on which side of the agreement the signed-in host or youth is.

    Raises:
        NotFound: on neither.
    """
    account_id, placement = principal().account_id, agreement.placement
    if principal().has(Role.YOUTH) and placement.youth.account_id == account_id:
        return SignParty.YOUTH
    if principal().has(Role.HOST) and placement.room.home.household.account_id == account_id:
        return SignParty.HOST
    raise NotFound("agreement", agreement.id)


def told(error: MatcherError) -> str:
    """Return a refusal in words, with what to do."""
    match error:
        case Stale():
            return _("Somebody has just changed this. You now see how it stands.")
        case TextRefused():
            return _("This looks like a BSN. We may not keep it: leave it out.")
        case UploadRefused(reason=reason):
            return Refusal(reason).label(language())
        case AlreadyTaken(field="room"):
            return _("The room is booked by somebody else on some of these days. Choose others.")
        case AlreadyTaken():
            return _("The youth has another room on some of these days. Choose others.")
        case PaperNotMade(reason="missing"):
            return _(
                "This server cannot make a PDF: the library Pango is missing. Ask the "
                "administrator to install it. Nothing was changed, and everything else works."
            )
        case PaperNotMade(reason="characters", told=signs):
            return _(
                "The paper cannot show these signs: %(signs)s. Write the name or the text in "
                "Latin letters and try again.",
                signs=signs,
            )
        case PaperNotMade():
            return _("The PDF could not be made. Try again; if it keeps failing, tell us.")
        case StepNotAllowed():
            return explain(error, language())
    raise error
