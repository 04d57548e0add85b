"""Who can be responsible for a stay, who is called first, and which days come near. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.words import ContactKind, Word

#: On a page the nearest person first; the general emergency number stands apart, above all.
ORDER = tuple(ContactKind)
#: Somebody of these must be reachable before a stay may begin.
FIRST_TO_CALL = (ContactKind.COORDINATOR, ContactKind.DEPUTY, ContactKind.ON_CALL)


class Signal(Word):
    """A day that comes near and on which something changes."""

    BIRTHDAY = "birthday", "27e verjaardag", "27th birthday"
    CONTRACT_END = "contract_end", "einde van het contract", "end of the contract"
    VOG = "vog", "VOG verloopt", "VOG expires"
    REVIEW = "review", "plan herzien", "review of the plan"
    TRIAL_END = "trial_end", "einde van de proeftijd (hospita)", "end of the first months (hospita)"


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be responsible for a stay, or deputy of it."""

    account_id: int
    is_coordinator: bool
    regions: frozenset[str]
    is_active: bool
    is_away: bool
    number_of_stays: int
    cap: int | None


@dataclass(frozen=True)
class Contact:
    """One line of who to call."""

    kind: ContactKind
    label: str
    phone: str
    hours: str


def responsible_problem(who: Candidate, regions: Iterable[str], *, has_it: bool) -> str | None:
    """Return why this person cannot be responsible: 'role', 'region', 'away', 'full', or None.

    ``has_it``: the person is responsible already, so counts in ``number_of_stays``.
    """
    problem = deputy_problem(who, regions)
    if problem is not None:
        return problem
    if who.is_away:
        return "away"
    others = who.number_of_stays - has_it
    return "full" if who.cap is not None and others >= who.cap else None


def deputy_problem(who: Candidate, regions: Iterable[str]) -> str | None:
    """Return why this person cannot stand in: 'role', 'region' or None."""
    if not (who.is_active and who.is_coordinator):
        return "role"
    return None if who.regions & set(regions) else "region"


def first_free(candidates: Iterable[Candidate], regions: Iterable[str]) -> Candidate | None:
    """Return who has most room of those who can be responsible; the lowest number when equal."""
    there = set(regions)
    possible = [one for one in candidates if responsible_problem(one, there, has_it=False) is None]
    return min(possible, key=lambda one: (_share(one), one.account_id), default=None)


def _share(who: Candidate) -> float:
    return who.number_of_stays / who.cap if who.cap else float(who.number_of_stays)


def shown(contacts: Iterable[Contact]) -> list[Contact]:
    """Return the contacts in the order in which to call them."""
    return sorted(contacts, key=lambda one: (ORDER.index(one.kind), one.label, one.phone))


def can_be_reached(contacts: Iterable[Contact]) -> bool:
    """Say whether somebody of our own can be called: the condition to begin a stay."""
    return any(one.kind in FIRST_TO_CALL and dialled(one.phone) for one in contacts)


def dialled(phone: str) -> str:
    """Return the digits to dial, with a leading plus where one stands; '' when it is no number."""
    tidy = phone.strip().replace("(0)", "")
    digits = "".join(letter for letter in tidy if letter.isascii() and letter.isdigit())
    rest = "".join(letter for letter in tidy if not letter.isdigit() and letter not in "+-./() ")
    if rest or not 3 <= len(digits) <= 15:
        return ""
    return ("+" if tidy.startswith("+") else "") + digits


def birthday_on(birth_date: date, age: int) -> date:
    """Return the day somebody turns ``age``: 1 March for who was born on 29 February."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def is_near(day: date | None, today: date, days: int) -> bool:
    """Say whether ``day`` is within so many days, or past."""
    return day is not None and day <= today + timedelta(days=days)
