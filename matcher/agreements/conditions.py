"""What is still needed before a youth can move in, and who does it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.agreements.acknowledging import left_of
from matcher.agreements.details import is_within_maximum
from matcher.agreements.rules import DRAFT
from matcher.agreements.versions import COACHING, RENT, Pair, versions_of
from matcher.careteam.contacts import has_team, is_reachable
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.words import Condition, SignParty
from matcher.words.base import Word


class Need(Word):
    """One line of the checklist, as what must be true."""

    CARE_TEAM = (
        "care_team",
        "Er is een verantwoordelijke coördinator en een vervanger",
        "There are a responsible coordinator and a deputy",
    )
    EMERGENCY_CONTACT = (
        "emergency_contact",
        "Er is een telefoonnummer voor noodgevallen",
        "There is a phone number for emergencies",
    )
    DRAFTED = (
        "drafted",
        "De afspraken zijn ingevuld",
        "The agreements are filled in",
    )
    RULES_YOUTH = (
        "rules_youth",
        "De jongere is akkoord met elke huisregel",
        "The youth agrees to every house rule",
    )
    RULES_HOST = (
        "rules_host",
        "Het gastgezin is akkoord met elke huisregel",
        "The host agrees to every house rule",
    )
    RULES_COORDINATOR = (
        "rules_coordinator",
        "De coördinator is akkoord met elke huisregel",
        "The coordinator agrees to every house rule",
    )
    LEGAL_GROUND = (
        "legal_ground",
        "Het soort huurcontract is gekozen",
        "The kind of rent contract is chosen",
    )
    RENT_WITHIN_MAXIMUM = (
        "rent_within_maximum",
        "De huur is niet hoger dan het wettelijk maximum",
        "The rent is not above the legal maximum",
    )
    PDF_MADE = (
        "pdf_made",
        "De overeenkomsten zijn klaar om te tekenen",
        "The agreements are ready to sign",
    )
    RENT_SIGNED = (
        "rent_signed",
        "De getekende huurovereenkomst is binnen",
        "The signed rent agreement is in",
    )
    COACHING_SIGNED = (
        "coaching_signed",
        "De getekende begeleidingsovereenkomst is binnen",
        "The signed coaching agreement is in",
    )
    DAY_REACHED = (
        "day_reached",
        "De eerste huurdag is er",
        "The first day of the rent has come",
    )


class Whose(Word):
    """Who does it."""

    COORDINATOR = "coordinator", "coördinator", "coordinator"
    YOUTH = "youth", "jongere", "youth"
    HOST = "host", "gastgezin", "host"
    ALL = "all", "jongere, gastgezin en coördinator", "youth, host and coordinator"
    NOBODY = "nobody", "afwachten", "wait"


#: need → what a step of the machines calls it, and who does it.
TABLE: dict[Need, tuple[Condition, Whose]] = {
    Need.CARE_TEAM: (Condition.CARE_TEAM, Whose.COORDINATOR),
    Need.EMERGENCY_CONTACT: (Condition.EMERGENCY_CONTACT, Whose.COORDINATOR),
    Need.DRAFTED: (Condition.POINTS_ACKNOWLEDGED, Whose.COORDINATOR),
    Need.RULES_YOUTH: (Condition.POINTS_ACKNOWLEDGED, Whose.YOUTH),
    Need.RULES_HOST: (Condition.POINTS_ACKNOWLEDGED, Whose.HOST),
    Need.RULES_COORDINATOR: (Condition.POINTS_ACKNOWLEDGED, Whose.COORDINATOR),
    Need.LEGAL_GROUND: (Condition.LEGAL_GROUND, Whose.COORDINATOR),
    Need.RENT_WITHIN_MAXIMUM: (Condition.RENT_WITHIN_MAXIMUM, Whose.COORDINATOR),
    Need.PDF_MADE: (Condition.PDF_MADE, Whose.COORDINATOR),
    Need.RENT_SIGNED: (Condition.RENT_SIGNED, Whose.ALL),
    Need.COACHING_SIGNED: (Condition.COACHING_SIGNED, Whose.ALL),
    Need.DAY_REACHED: (Condition.DAY_REACHED, Whose.NOBODY),
}
_HEARS = {
    Need.RULES_YOUTH: SignParty.YOUTH,
    Need.RULES_HOST: SignParty.HOST,
    Need.RULES_COORDINATOR: SignParty.COORDINATOR,
}


@dataclass(frozen=True)
class Needed:
    """A line of the checklist. ``left``: house rules that this party has still to agree to."""

    need: Need
    is_met: bool
    left: int = 0

    @property
    def condition(self) -> Condition:
        return TABLE[self.need][0]

    @property
    def whose(self) -> Whose:
        return TABLE[self.need][1]


def needed(session: Session, placement: Placement, moved_in_on: date, today: date) -> list[Needed]:
    """Return the whole checklist for moving in on ``moved_in_on``, in the order of doing."""
    pair = versions_of(session, placement.id)
    rent = pair.signed(RENT) or pair.coming(RENT)
    return [
        Needed(Need.CARE_TEAM, has_team(session, placement.id)),
        Needed(Need.EMERGENCY_CONTACT, is_reachable(session, placement.id)),
        Needed(Need.DRAFTED, rent is not None),
        *_rules(rent),
        *_paper(placement, pair, rent),
        Needed(Need.RENT_SIGNED, pair.signed(RENT) is not None),
        Needed(Need.COACHING_SIGNED, pair.signed(COACHING) is not None),
        Needed(Need.DAY_REACHED, _has_come(placement, rent, moved_in_on, today)),
    ]


def met(found: list[Needed]) -> set[Condition]:
    """Return the conditions of which every line holds; the signed copies came with the signing."""
    holds = {one.condition for one in found} - {one.condition for one in found if not one.is_met}
    if {Condition.RENT_SIGNED, Condition.COACHING_SIGNED} <= holds:
        holds.add(Condition.SIGNED_COPY)
    return holds


def _rules(rent: Agreement | None) -> list[Needed]:
    if rent is None:
        return [Needed(need, False) for need in _HEARS]
    left = left_of(rent) if rent.status == DRAFT else {}
    is_empty = rent.status == DRAFT and not rent.rules
    return [
        Needed(need, party not in left and not is_empty, len(left.get(party, ())))
        for need, party in _HEARS.items()
    ]


def _paper(placement: Placement, pair: Pair, rent: Agreement | None) -> list[Needed]:
    latest = [pair.signed(kind) or pair.coming(kind) for kind in (RENT, COACHING)]
    is_made = all(one is not None and one.pdf_sha256 != "" for one in latest)
    rent_cents = placement.room.rent_cents if rent is None else rent.rent_cents or 0
    is_within = is_within_maximum(rent_cents, placement.room.legal_max_rent_cents)
    return [
        Needed(Need.LEGAL_GROUND, rent is not None and rent.legal_ground is not None),
        Needed(Need.RENT_WITHIN_MAXIMUM, is_within),
        Needed(Need.PDF_MADE, is_made),
    ]


def _has_come(placement: Placement, rent: Agreement | None, moved_in_on: date, today: date) -> bool:
    first = placement.starts_on if rent is None else rent.starts_on
    return first <= moved_in_on <= today
