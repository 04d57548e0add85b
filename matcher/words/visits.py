"""Words about home visits and the papers of a host."""

from __future__ import annotations

from matcher.words.base import Word


class VisitStatus(Word):
    PLANNED = "planned", "gepland", "planned"
    HELD = "held", "geweest, verslag volgt", "held, report to follow"
    REPORTED = "reported", "verslag klaar, wacht op besluit", "reported, awaiting a decision"
    DECIDED = "decided", "besloten", "decided"
    CANCELLED = "cancelled", "afgezegd", "cancelled"


class VisitAdvice(Word):
    """What the visitors advise, and what the third person then decides."""

    APPROVE = "approve", "goedkeuren", "approve"
    SECOND_VISIT = "second_visit", "nog een bezoek", "a second visit"
    REFUSE = "refuse", "afwijzen", "refuse"


class ApprovalGround(Word):
    """Why a host is approved."""

    IN_ORDER = "in_order", "alles is in orde", "everything is in order"
    WITH_ACTIONS = (
        "with_actions",
        "in orde, er zijn afspraken gemaakt",
        "in order, with actions agreed",
    )
    AFTER_SECOND_VISIT = (
        "after_second_visit",
        "in orde na een tweede bezoek",
        "in order after a second visit",
    )
    STILL_FITS = "still_fits", "past nog steeds", "still fits"
    OTHER = "other", "andere reden", "other reason"


class ChecklistPart(Word):
    ROOM = "room", "kamer", "room"
    HOST = "host", "gastgezin", "host"
    NEIGHBOURHOOD = "neighbourhood", "buurt", "neighbourhood"


class CheckOutcome(Word):
    GOOD = "good", "in orde", "in order"
    ATTENTION = "attention", "aandachtspunt", "point of attention"
    NOT_GOOD = "not_good", "niet in orde", "not in order"
    UNKNOWN = "unknown", "niet besproken", "not discussed"


class DocumentKind(Word):
    """Papers that a host needs before a placement. VOG: certificate of conduct."""

    VOG = "vog", "VOG", "VOG"
    REFERENCE = "reference", "referentie", "reference"
    LANDLORD_CONSENT = (
        "landlord_consent",
        "toestemming van de verhuurder",
        "consent of the landlord",
    )
    LENDER_CONSENT = (
        "lender_consent",
        "toestemming van de hypotheekverstrekker",
        "consent of the mortgage lender",
    )
    NEIGHBOURS_INFORMED = "neighbours_informed", "buren ingelicht", "neighbours informed"


class DocumentState(Word):
    WANTED = "wanted", "nog nodig", "still needed"
    ASKED = "asked", "aangevraagd", "asked for"
    SEEN = "seen", "gezien en in orde", "seen and in order"
    NOT_NEEDED = "not_needed", "niet nodig", "not needed"
    REFUSED = "refused", "niet gekregen", "not given"
