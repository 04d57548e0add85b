"""What a coordinator fills in for the two agreements, and what may be wrong with it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from matcher.agreements.facts import Rule
from matcher.agreements.grounds import NEEDS_NOTE, end_contradicts
from matcher.errors import MatcherError
from matcher.words import LegalGround, SignParty
from matcher.words.base import Word

#: Who has every house rule explained and agrees to it, in this order.
HEARERS = (SignParty.YOUTH, SignParty.HOST, SignParty.COORDINATOR)
MOST_RULES = 40
LONGEST_TEXT = 3000


class Problem(Word):
    """What is wrong with the details."""

    RENT_NEGATIVE = (
        "rent_negative",
        "De huur kan niet lager zijn dan nul.",
        "The rent cannot be below zero.",
    )
    SERVICE_TOO_HIGH = (
        "service_too_high",
        "De servicekosten zijn een deel van de huur en kunnen niet hoger zijn.",
        "The service costs are part of the rent and cannot be higher.",
    )
    DEPOSIT_TOO_HIGH = (
        "deposit_too_high",
        "De borg is te hoog. De wet staat hoogstens twee keer de kale huur toe.",
        "The deposit is too high. The law allows at most twice the bare rent.",
    )
    END_BEFORE_START = (
        "end_before_start",
        "De einddatum moet na de begindatum liggen.",
        "The last day must lie after the first.",
    )
    END_NEEDED = (
        "end_needed",
        "Bij dit soort contract hoort een einddatum. Vul die in.",
        "This kind of contract needs a last day. Enter it.",
    )
    END_NOT_ALLOWED = (
        "end_not_allowed",
        "Bij dit soort contract hoort geen einddatum. Laat die leeg.",
        "This kind of contract has no last day. Leave it empty.",
    )
    NOTE_NEEDED = (
        "note_needed",
        "Leg uit waarom deze grond geldt, en bij welke groep de jongere hoort.",
        "Explain why this ground applies, and to which group the youth belongs.",
    )
    NOTICE_NEGATIVE = (
        "notice_negative",
        "Een opzegtermijn kan niet korter zijn dan nul dagen.",
        "A term of notice cannot be shorter than zero days.",
    )
    NO_RULES = (
        "no_rules",
        "Vul ten minste één huisregel in. Die leggen jullie samen uit.",
        "Enter at least one house rule. You explain them together.",
    )
    TOO_MANY_RULES = (
        "too_many_rules",
        "Dit zijn te veel huisregels. Voeg er een paar samen.",
        "These are too many house rules. Put some together.",
    )
    REASON_NEEDED = (
        "reason_needed",
        "Er is al een getekende versie. Schrijf op waarom er een nieuwe komt.",
        "There is a signed version already. Write down why there will be a new one.",
    )
    NOTHING_CHANGED = (
        "nothing_changed",
        "Er is niets veranderd, dus er komt geen nieuwe versie.",
        "Nothing was changed, so there is no new version.",
    )


class DetailsRefused(MatcherError):
    """``problems``: pairs of the name of a field ('' for all together) and a `Problem`."""

    def __init__(self, problems: Sequence[tuple[str, Problem]]) -> None:
        super().__init__("the agreements cannot be like this: " + ", ".join(p for _, p in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True)
class Details:
    """Both agreements together. ``*_cents`` per month, the deposit once. ``ends_on``: exclusive.

    ``guidance``, ``contact``: of the coaching agreement. ``breach``: beyond the usual steps.
    ``reason``: why there is another version, once one is signed.
    """

    starts_on: date
    ends_on: date | None
    rent_cents: int
    service_cents: int
    deposit_cents: int
    notice_days_youth: int
    notice_days_host: int
    legal_ground: LegalGround | None
    rules: tuple[Rule, ...]
    ground_note: str = ""
    breach: str = ""
    guidance: str = ""
    contact: str = ""
    reason: str = ""


def largest_deposit(rent_cents: int, service_cents: int, months: int) -> int:
    """Return the largest deposit that the law allows, in cents: months of bare rent."""
    return max(rent_cents - service_cents, 0) * months


def problems(details: Details, deposit_months: int) -> list[tuple[str, Problem]]:
    """Return what is wrong, with the field it is about; empty when all is well."""
    found: list[tuple[str, Problem]] = []
    if details.rent_cents < 0:
        found.append(("rent_cents", Problem.RENT_NEGATIVE))
    if not 0 <= details.service_cents <= max(details.rent_cents, 0):
        found.append(("service_cents", Problem.SERVICE_TOO_HIGH))
    most = largest_deposit(details.rent_cents, details.service_cents, deposit_months)
    if not 0 <= details.deposit_cents <= most:
        found.append(("deposit_cents", Problem.DEPOSIT_TOO_HIGH))
    if details.ends_on is not None and details.ends_on <= details.starts_on:
        found.append(("ends_on", Problem.END_BEFORE_START))
    if min(details.notice_days_youth, details.notice_days_host) < 0:
        found.append(("notice_days_youth", Problem.NOTICE_NEGATIVE))
    if not details.rules:
        found.append(("rules", Problem.NO_RULES))
    if len(details.rules) > MOST_RULES:
        found.append(("rules", Problem.TOO_MANY_RULES))
    return found + _of_ground(details)


def _of_ground(details: Details) -> list[tuple[str, Problem]]:
    if details.legal_ground is None:
        return []  # can be chosen later: without it there is no PDF
    found = []
    wrong = end_contradicts(details.legal_ground, details.ends_on)
    if wrong is not None:
        found.append(("ends_on", Problem(wrong)))
    if details.legal_ground in NEEDS_NOTE and not details.ground_note.strip():
        found.append(("ground_note", Problem.NOTE_NEEDED))
    return found


def is_within_maximum(rent_cents: int, legal_max_rent_cents: int | None) -> bool:
    """Say whether the rent is not above the legal maximum; an unknown maximum forbids nothing."""
    return legal_max_rent_cents is None or rent_cents <= legal_max_rent_cents


def still_to_hear(
    positions: Iterable[int], given: Collection[tuple[int, SignParty]]
) -> dict[SignParty, tuple[int, ...]]:
    """Return per party the points that it has not agreed to yet; who has heard all is left out."""
    wanted = tuple(positions)
    left = {
        party: tuple(position for position in wanted if (position, party) not in given)
        for party in HEARERS
    }
    return {party: points for party, points in left.items() if points}
