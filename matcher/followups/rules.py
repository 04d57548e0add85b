"""When a follow-up is due, and when it is asked again. No database."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from matcher.words import EndingReason
from matcher.words.base import Word


class GivenUpBecause(Word):
    NO_CONSENT = (
        "no_consent",
        "geen toestemming om dit later te vragen",
        "no consent to ask this later",
    )
    OTHER_STAY = (
        "other_stay",
        "de jongere woont weer bij een gastgezin",
        "the youth lives with a host again",
    )
    NO_ANSWER = "no_answer", "geen antwoord gekregen", "no answer came"
    NO_ADDRESS = "no_address", "geen adres of telefoonnummer", "no address or telephone number"
    NOT_SENSIBLE = "not_sensible", "het past nu niet", "it is not the right thing now"


#: After these nobody is asked later on.
NEVER_AFTER = frozenset({EndingReason.DECEASED, EndingReason.NEVER_CAME})


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(due_on: date, tries: int, retry_days: int) -> date:
    """Return the day on which it is given up when nobody answers."""
    return due_on + timedelta(days=tries * retry_days)
