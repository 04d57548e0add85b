"""Who could visit a home at a moment, read from the tables for the rules of `pairing`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matcher.clock import NETHERLANDS, day_of
from matcher.database.accounts import Account, AccountRole, CoordinatorMunicipality
from matcher.database.hosts import Home, Household
from matcher.database.people import Deputy
from matcher.database.visits import HomeVisit, Visitor, VisitVisitor
from matcher.geography.distance import distance_km
from matcher.visits.rules import OPEN
from matcher.visits.rules.pairing import Candidate, Pair, overlaps, suggest, week_of
from matcher.words import Role, VisitAdvice, VisitStatus


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), NETHERLANDS)


def candidates(
    session: Session, household: Household, planned_at: datetime, minutes: int, but: int = 0
) -> list[Candidate]:
    """Return everybody available as seen from this home at this moment; ``but``: a visit to skip."""
    home = household.homes[0] if household.homes else None
    near = deciders(session, household, day_of(planned_at))
    rows = session.scalars(
        select(Visitor)
        .join(Visitor.account)
        .where(
            Visitor.is_available,
            Account.is_active,
            # A coordinator reaches homes of the own region only; a referrer any visit of their own.
            or_(Account.id.in_(near), Account.roles.any(AccountRole.role == Role.REFERRER)),
        )
        .options(joinedload(Visitor.account).joinedload(Account.organisation))
    )
    others = _week(session, day_of(planned_at), but)
    earlier = visitors_before(session, household.id)
    return [
        replace(
            _candidate(row, home, planned_at, minutes, others[row.account_id], earlier),
            shared_languages=_shared(row, household),
        )
        for row in rows
    ]


def _shared(visitor: Visitor, household: Household) -> tuple[str, ...]:
    """Return the languages of this visitor that the household speaks; all, when none is known."""
    spoken, at_home = visitor.languages.split(), set(household.languages.split())
    return tuple(code for code in spoken if code in at_home or not at_home)


def _candidate(
    visitor: Visitor,
    home: Home | None,
    planned_at: datetime,
    minutes: int,
    others: list[HomeVisit],
    earlier: set[int],
) -> Candidate:
    that_day = [one for one in others if day_of(one.planned_at) == day_of(planned_at)]
    account = visitor.account
    return Candidate(
        account_id=account.id,
        name=account.name,
        organisation=account.organisation.name if account.organisation else "",
        trained_on=visitor.trained_on,
        left=visitor.visits_per_week - len(others),
        distance_km=_distance(home, visitor),
        nearby_km=min(
            (km for one in that_day for km in [_to(home, one.household)] if km is not None),
            default=None,
        ),
        is_busy=overlaps(planned_at, minutes, [(one.planned_at, one.minutes) for one in that_day]),
        was_here=account.id in earlier,
    )


def _distance(home: Home | None, visitor: Visitor) -> float | None:
    if home is None or visitor.latitude is None or visitor.longitude is None:
        return None
    return float(distance_km(home.latitude, home.longitude, visitor.latitude, visitor.longitude))


def _to(home: Home | None, other: Household) -> float | None:
    if home is None or not other.homes:
        return None
    there = other.homes[0]
    return float(distance_km(home.latitude, home.longitude, there.latitude, there.longitude))


def _week(session: Session, day: date, but: int) -> defaultdict[int, list[HomeVisit]]:
    """Return the visits of the week of ``day`` per account; those called off left out."""
    monday, next_monday = week_of(day)
    query = (
        select(VisitVisitor.account_id, HomeVisit)
        .join(VisitVisitor.visit)
        .where(
            HomeVisit.planned_at >= midnight(monday),
            HomeVisit.planned_at < midnight(next_monday),
            HomeVisit.status != VisitStatus.CANCELLED,
            HomeVisit.id != but,
        )
        .options(joinedload(HomeVisit.household).selectinload(Household.homes))
    )
    found: defaultdict[int, list[HomeVisit]] = defaultdict(list)
    for account_id, visit in session.execute(query).unique():
        found[account_id].append(visit)
    return found


def visitors_before(session: Session, household_id: int) -> set[int]:
    """Return who was at this home on a visit that took place."""
    query = (
        select(VisitVisitor.account_id)
        .join(VisitVisitor.visit)
        .where(HomeVisit.household_id == household_id, HomeVisit.reported_at.is_not(None))
    )
    return set(session.scalars(query))


def visitors_for_this_decision(session: Session, household_id: int, but: int = 0) -> set[int]:
    """Return who visited, or will, for the decision that is still to be taken.

    A decision to visit once more is no decision on the host: those of the visit before it are
    still no third person. Visits that were called off do not count, nor does visit ``but``.
    """
    visits = session.scalars(
        select(HomeVisit)
        .where(
            HomeVisit.household_id == household_id,
            HomeVisit.status != VisitStatus.CANCELLED,
            HomeVisit.id != but,
        )
        .options(selectinload(HomeVisit.visitors))
        .order_by(HomeVisit.number.desc())
    )
    found: set[int] = set()
    for visit in visits:
        if visit.status not in OPEN and visit.decision != VisitAdvice.SECOND_VISIT:
            break
        found |= {visitor.account_id for visitor in visit.visitors}
    return found


def deciders(session: Session, household: Household, on: date) -> set[int]:
    """Return the coordinators of the region of this home, also those who visit it.

    With those who stand in for one of them on that day.
    """
    codes = municipalities(household)
    own = select(CoordinatorMunicipality.account_id).where(
        CoordinatorMunicipality.municipality_code.in_(codes)
    )
    standing_in = select(Deputy.deputy_id).where(
        Deputy.account_id.in_(own),
        Deputy.starts_on <= on,
        or_(Deputy.ends_on.is_(None), Deputy.ends_on >= on),
    )
    query = select(Account.id).where(
        Account.is_active,
        Account.roles.any(AccountRole.role == Role.COORDINATOR),
        or_(Account.id.in_(own), Account.id.in_(standing_in)),
    )
    return set(session.scalars(query))


def municipalities(household: Household) -> list[str]:
    return sorted({home.municipality_code for home in household.homes})


def suggestions(
    session: Session,
    household: Household,
    planned_at: datetime,
    minutes: int,
    *,
    but: int = 0,
    among: Iterable[Candidate] | None = None,
) -> list[Pair]:
    """Return the pairs to choose from, the best one first."""
    people = (
        candidates(session, household, planned_at, minutes, but) if among is None else list(among)
    )
    third = deciders(session, household, day_of(planned_at)) - visitors_for_this_decision(
        session, household.id, but
    )
    return suggest(people, day_of(planned_at), third)
