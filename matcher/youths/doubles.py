"""Who already knows this youth, and is anyone active?

Of dossiers in the own reach everything is shown. Of all others only that there is one, whether
anybody is active, and the month in which something last happened: enough to call the coordinator,
and nothing of what the youth told in confidence elsewhere. Each search is written in the audit
and counted, since the answer itself would tell a guesser who is in care.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from matcher.access import Action, Principal, can
from matcher.audit import Actor, record
from matcher.cases.service import last_activity_on
from matcher.database.base import now
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.geography.names import key_of, words_of
from matcher.words import Word, YouthStatus

#: A worker at a desk looks for one person at a time; more than this in an hour is guessing.
MOST_SEARCHES_AN_HOUR = 40
ALIKE_FROM = 0.84  # of SequenceMatcher: one letter off in a name of seven
ACTIVE = (YouthStatus.REGISTERED, YouthStatus.READY, YouthStatus.PLACED)


class Certainty(Word):
    SAME = "same", "dezelfde naam en geboortedatum", "same name and date of birth"
    ALIKE = (
        "alike",
        "dezelfde geboortedatum, bijna dezelfde naam",
        "same date of birth, almost the same name",
    )
    NAME_ONLY = (
        "name_only",
        "dezelfde naam, geboortedatum niet vergeleken",
        "same name, date of birth not compared",
    )


class TooManySearches(MatcherError):
    def __init__(self) -> None:
        super().__init__(
            f"more than {MOST_SEARCHES_AN_HOUR} searches in an hour; wait a while, "
            "or ask the coordinator to look"
        )


@dataclass(frozen=True)
class Person:
    """Whom somebody asks about. Without a birthday only the own dossiers can be compared."""

    first_name: str
    last_name: str
    birth_date: date | None


@dataclass(frozen=True)
class Known:
    """One dossier. ``youth`` is None for one outside the reach of who asks."""

    certainty: Certainty
    is_active: bool
    last_activity_on: date  # elsewhere: the first of its month
    youth: Youth | None

    @property
    def is_own(self) -> bool:
        return self.youth is not None


def known(
    session: Session,
    actor: Actor,
    principal: Principal,
    person: Person,
    *,
    apart_from: int | None = None,
) -> list[Known]:
    """Return who may be the same person: own dossiers first, the surest first.

    Raises:
        TooManySearches: this person asked too often.
    """
    require_not_too_many(session, actor)
    found = compared(session, principal, person, apart_from=apart_from)
    own = sum(one.is_own for one in found)
    record(session, actor, "youth.search", None, own=own, elsewhere=len(found) - own)
    return found


def compared(
    session: Session, principal: Principal, person: Person, *, apart_from: int | None = None
) -> list[Known]:
    """Return the same without writing the search down; the caller writes down what it looks up."""
    found = matches(session, person, apart_from)
    shown = [_shown(session, principal, youth, certainty) for youth, certainty in found]
    if person.birth_date is None:  # a bare name says too little of somebody elsewhere
        shown = [one for one in shown if one.is_own]
    order = list(Certainty)
    return sorted(shown, key=lambda one: (not one.is_own, order.index(one.certainty)))


def lookalikes(session: Session, principal: Principal, youth: Youth) -> list[Known]:
    """Return other dossiers that may be of this same youth, for who handles the case.

    Not written down as a search: who may open this dossier is told what hangs on it.
    """
    return compared(session, principal, person_of(youth), apart_from=youth.id)


def require_not_too_many(session: Session, actor: Actor, present: datetime | None = None) -> None:
    """Do nothing while the person asks no more often than work takes.

    Raises:
        TooManySearches
    """
    since = (present or now()) - timedelta(hours=1)
    number = session.scalar(
        select(func.count()).where(
            AuditEvent.action == "youth.search",
            AuditEvent.actor_id == actor.account_id,
            AuditEvent.at > since,
        )
    )
    if actor.account_id is not None and (number or 0) >= MOST_SEARCHES_AN_HOUR:
        raise TooManySearches


def likeness(first: Person, second: Person) -> Certainty | None:
    """Say how sure it is that two people are one; None when nothing points to it."""
    name, other = key_of(_name(first)), key_of(_name(second))
    if first.birth_date is None or second.birth_date is None:
        return Certainty.NAME_ONLY if name and name == other else None
    if first.birth_date != second.birth_date:
        return None
    if name == other:
        return Certainty.SAME
    if sorted(words_of(_name(first))) == sorted(words_of(_name(second))):
        return Certainty.ALIKE  # first and last name changed places
    # The ratio depends on which name comes first; who is compared with whom must not matter.
    is_close = max(_ratio(name, other), _ratio(other, name)) >= ALIKE_FROM
    return Certainty.ALIKE if is_close or _shares_name_and_initial(first, second) else None


def _ratio(name: str, other: str) -> float:
    return SequenceMatcher(None, name, other).ratio()


def _shares_name_and_initial(first: Person, second: Person) -> bool:
    """'B. de Vries' and 'Bo de Vries' may be one person."""
    initials = [key_of(one.first_name)[:1] for one in (first, second)]
    shortest = min(len(key_of(one.first_name)) for one in (first, second))
    is_same_last = key_of(first.last_name) == key_of(second.last_name) != ""
    return is_same_last and shortest <= 1 and initials[0] == initials[1] != ""


def _name(person: Person) -> str:
    return f"{person.first_name} {person.last_name}"


def person_of(youth: Youth) -> Person:
    return Person(youth.first_name, youth.last_name, youth.birth_date)


def matches(
    session: Session, person: Person, apart_from: int | None = None
) -> list[tuple[Youth, Certainty]]:
    """Return all dossiers that may be of this person, whoever may see them."""
    query = select(Youth).options(joinedload(Youth.organisation)).order_by(Youth.id)
    if person.birth_date is not None:
        query = query.where(Youth.birth_date == person.birth_date)
    elif person.first_name:  # narrows a scan of all names to those of the same first letter
        query = query.where(Youth.first_name.istartswith(person.first_name[:1], autoescape=True))
    if apart_from is not None:
        query = query.where(Youth.id != apart_from)
    compared = ((youth, likeness(person, person_of(youth))) for youth in session.scalars(query))
    return [(youth, certainty) for youth, certainty in compared if certainty is not None]


def _shown(session: Session, principal: Principal, youth: Youth, certainty: Certainty) -> Known:
    is_reached = can(principal, Action.READ_YOUTH, youth)
    last = last_activity_on(session, youth)
    return Known(
        certainty=certainty,
        is_active=youth.status in ACTIVE,
        last_activity_on=last if is_reached else last.replace(day=1),
        youth=youth if is_reached else None,
    )
