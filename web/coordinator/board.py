"""What the review board shows of a proposal: parts of the fit, reasons, map and alternatives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup

from matcher.access import Action, Principal, can
from matcher.database.hosts import Room
from matcher.database.rounds import Proposal, ProposalAlternative
from matcher.database.youths import Youth
from matcher.eligibility.reasons import Reason
from matcher.fit import FIT_PARTS
from matcher.inforce import policy_in_force
from matcher.rounds import explain
from matcher.words import DeclineReason, PlaceKind
from web.charts.distance import Spot, distance_map
from web.formatting import label, sentence
from web.languages import language
from web.session import database
from web.why import municipality_name


def fit_parts_of(proposal: Proposal) -> list[tuple[str, int, int]]:
    """Return (what it is, points, most points) per part of the fit, in the order of the policy."""
    weights = policy_in_force().fit.weights
    return [
        (
            str(sentence(part.text(language()).label)),
            proposal.fit_parts.get(part.code, proposal.fit_parts.get(part.column, 0)),
            weights[part.code],
        )
        for part in FIT_PARTS
    ]


def why(proposal: Proposal, who: Principal) -> dict[str, list[str]]:
    """Return the sentences 'why this room' and 'who else could live here'."""
    return {
        "reasons": explain.why_this_room(proposal.explanation, language()),
        "rivals": explain.who_else(
            proposal.explanation,
            language(),
            lambda key: youth_name(database.get(Youth, key), who),
            lambda key: room_name(database.get(Room, key), who),
            municipality_name,
        ),
    }


def youth_name(youth: Youth | None, who: Principal) -> str:
    """Return the name where the reader may see it, else the reference."""
    if youth is None:
        return "–"
    return youth.name if can(who, Action.READ_YOUTH, youth) else youth.reference


def host_name(room: Room, who: Principal) -> str:
    """Return the name of the host where the reader may see it, else the room's reference."""
    return room.home.household.contact_name if can(who, Action.READ_HOST, room) else room.reference


def room_name(room: Room | None, who: Principal) -> str:
    """Return 'contact name, town' where the reader may see it, else the reference and town."""
    return "–" if room is None else f"{host_name(room, who)}, {room.home.place_name}"


def map_of(proposal: Proposal) -> Markup:
    """Return the room with the youth's places around it, to scale."""
    home = proposal.room.home
    spots = [
        Spot(
            text=f"{sentence(label(place.kind))}: {place.name}",
            latitude=place.latitude,
            longitude=place.longitude,
            is_avoided=place.kind == PlaceKind.AVOID,
            radius_km=place.radius_km if place.kind == PlaceKind.AVOID else 0.0,
        )
        for place in proposal.youth.places
    ]
    return distance_map(
        _("How far the room is from places that matter"), home.latitude, home.longitude, spots
    )


@dataclass(frozen=True)
class Alternative:
    """``name`` of the other room or youth; ``href`` of its page or None when it is not ours."""

    name: str
    nights: int
    fit: int
    distance_km: float
    is_free: bool


def alternatives_of(proposal: Proposal, who: Principal) -> dict[str, list[Alternative]]:
    """Return other rooms for this youth ('room') and other youths for this room ('youth')."""
    found: dict[str, list[Alternative]] = {"room": [], "youth": []}
    for one in proposal.alternatives:
        found[one.side].append(
            Alternative(
                name=_name(one, who),
                nights=one.nights,
                fit=one.fit,
                distance_km=one.distance_km,
                is_free=one.is_free,
            )
        )
    return found


def _name(one: ProposalAlternative, who: Principal) -> str:
    return room_name(one.room, who) if one.side == "room" else youth_name(one.youth, who)


def eligibility_words(reasons: Sequence[str], shown_in: str) -> str:
    """Return why a pair no longer goes together, with a comma between; unknown codes stay."""
    known = {reason.value: reason.text(shown_in).label for reason in Reason}
    known |= {str(reason): reason.label(shown_in) for reason in DeclineReason}
    return ", ".join(known.get(code, code) for code in reasons)
