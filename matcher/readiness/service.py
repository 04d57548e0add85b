"""Read what stands in the way: of one host, room or youth, or of all that a person reaches.

A fixed number of queries, however many there are. Dossiers on which the search is over (who was
placed, refused or stopped) are left out of the lists and told on their own page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from matcher.database.hosting import HouseholdCircumstances
from matcher.database.hosts import Home, Household, Room
from matcher.database.places import Municipality
from matcher.database.visits import HomeVisit, HouseholdDocument
from matcher.database.youths import Youth, YouthPlace
from matcher.documents.rules import Missing, Paper, missing
from matcher.municipalities.rules import is_participating
from matcher.policy import Policy
from matcher.readiness.conditions import household_stops, household_takes_part, youth_stops
from matcher.readiness.gaps import gaps_of_each
from matcher.readiness.obstacles import About
from matcher.readiness.rules import (
    LastVisit,
    Readiness,
    host_readiness,
    offer,
    room_readiness,
    youth_readiness,
)
from matcher.rounds.offers import AnySelect, contracts, offered_and_taken
from matcher.rounds.rules import Window
from matcher.words import HouseholdStatus, PlaceKind, VisitStatus, YouthStatus

IN_SEARCH = (YouthStatus.REGISTERED, YouthStatus.READY)
OVER = (HouseholdStatus.REFUSED, HouseholdStatus.WITHDRAWN)
NO_WINDOWS: tuple[list[Window], list[Window]] = ([], [])
MANY = 5000  # rooms of which the windows are read by id; above that, those of all rooms


@dataclass(frozen=True)
class Checked:
    """A host, room or youth with what stands in its way. ``household_id``: of a room, its host."""

    about: About
    id: int
    name: str
    reference: str
    municipality: str
    readiness: Readiness
    household_id: int | None = None


def youths(
    session: Session,
    reached: ColumnElement[bool],
    today: date,
    policy: Policy,
    *,
    with_over: bool = False,
) -> list[Checked]:
    """Return the youths for whom a room is looked for, by name. ``reached``: on ``Youth``."""
    conditions = youth_stops(today)
    meant = reached & (true() if with_over else Youth.status.in_(IN_SEARCH))
    query: AnySelect = (
        select(Youth, Municipality.name, *_labelled(conditions))
        .join(Municipality, Municipality.code == Youth.municipality_code)
        .where(meant)
        .order_by(Youth.first_name, Youth.last_name, Youth.id)
    )
    rows = session.execute(query).all()
    ids = select(Youth.id).where(meant)
    gaps = gaps_of_each(session, [row[0] for row in rows], ids, today, policy)
    with_place = _with_place(session, ids)
    return [
        Checked(
            About.YOUTH, youth.id, youth.name, youth.reference, town,
            youth_readiness(
                _holding(conditions, held), gaps[youth.id],
                has_place=youth.id in with_place, has_referrer=youth.organisation_id is not None,
            ),
        )
        for youth, town, *held in rows
    ]  # fmt: skip


def hosts(
    session: Session, reached: ColumnElement[bool], today: date, *, with_over: bool = False
) -> list[Checked]:
    """Return the households that take part or want to, by name. ``reached``: on ``Home``."""
    conditions = household_stops(today)
    meant = Household.homes.any(reached) & _in_search(with_over)
    query: AnySelect = (
        select(Household, *_labelled(conditions))
        .where(meant)
        .order_by(Household.contact_name, Household.id)
    )
    rows = session.execute(query).all()
    ids = select(Household.id).where(meant)
    visits = _last_visits(session, ids)
    papers = _papers_missing(session, [row[0].id for row in rows], ids, today)
    towns, with_room = _towns(session, ids), _with_room(session, ids)
    return [
        Checked(
            About.HOST, host.id, host.contact_name, host.reference, towns.get(host.id, ""),
            host_readiness(
                _holding(conditions, held), host.status, visits.get(host.id), papers[host.id],
                has_room=host.id in with_room,
            ),
        )
        for host, *held in rows
    ]  # fmt: skip


def rooms(
    session: Session,
    reached: ColumnElement[bool],
    today: date,
    policy: Policy,
    *,
    with_over: bool = False,
) -> list[Checked]:
    """Return the rooms of households that take part or want to. ``reached``: on ``Home``."""
    query: AnySelect = (
        select(
            Room.id, Room.reference, Room.rent_cents, Room.legal_max_rent_cents,
            Household.id, Household.contact_name, Home.municipality_code, Municipality.name,
            household_takes_part(today),
        )
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .join(Municipality, Municipality.code == Home.municipality_code)
        .where(reached, _in_search(with_over))
        .order_by(Household.contact_name, Room.id)
    )  # fmt: skip
    rows = session.execute(query).all()
    keys = [row[0] for row in rows]
    windows = offered_and_taken(session, today, keys if len(keys) < MANY else None)
    agreed = contracts(session)
    found = []
    for key, reference, rent, legal, household, name, code, town, takes_part in rows:
        window, why_not = offer(
            *windows.get(key, NO_WINDOWS),
            today,
            policy.dates.horizon_nights,
            policy.dates.minimum_nights,
        )
        begins = max(window.free_from, today) if window else today
        readiness = room_readiness(
            window, why_not, host_takes_part=bool(takes_part), rent_cents=rent,
            legal_max_rent_cents=legal,
            is_participating=is_participating(agreed.get(code, ()), begins),
        )  # fmt: skip
        found.append(Checked(About.ROOM, key, name, reference, town, readiness, household))
    return found


def of_youth(session: Session, youth_id: int, today: date, policy: Policy) -> Readiness:
    return youths(session, Youth.id == youth_id, today, policy, with_over=True)[0].readiness


def of_host(session: Session, household_id: int, today: date) -> Readiness:
    """Return what stands in the way of a household, its rooms apart."""
    return hosts(session, Home.household_id == household_id, today, with_over=True)[0].readiness


def of_rooms(
    session: Session, household_id: int, today: date, policy: Policy
) -> dict[int, Readiness]:
    """Return what stands in the way of each room of a household."""
    own = Home.household_id == household_id
    found = rooms(session, own, today, policy, with_over=True)
    return {one.id: one.readiness for one in found}


def _in_search(with_over: bool) -> ColumnElement[bool]:
    return true() if with_over else Household.status.not_in(OVER)


def _labelled(conditions: Mapping[str, ColumnElement[bool]]) -> list[Any]:
    return [condition.label(code) for code, condition in conditions.items()]


def _holding(conditions: Mapping[str, Any], held: Collection[Any]) -> list[str]:
    return [code for code, holds in zip(conditions, held, strict=True) if holds]


def _with_place(session: Session, ids: Select[Any]) -> frozenset[int]:
    query = select(YouthPlace.youth_id).where(
        YouthPlace.youth_id.in_(ids), YouthPlace.kind != PlaceKind.AVOID
    )
    return frozenset(session.scalars(query))


def _with_room(session: Session, ids: Select[Any]) -> frozenset[int]:
    query = select(Home.household_id).join(Home.rooms).where(Home.household_id.in_(ids))
    return frozenset(session.scalars(query))


def _towns(session: Session, ids: Select[Any]) -> dict[int, str]:
    """Return per household the municipality of its first home."""
    query: AnySelect = (
        select(Home.household_id, Municipality.name)
        .join(Municipality, Municipality.code == Home.municipality_code)
        .where(Home.household_id.in_(ids))
        .order_by(Home.id.desc())
    )
    return dict(session.execute(query).all())


def _last_visits(session: Session, ids: Select[Any]) -> dict[int, LastVisit]:
    query: AnySelect = (
        select(HomeVisit.household_id, HomeVisit.status, HomeVisit.decision)
        .where(HomeVisit.household_id.in_(ids), HomeVisit.status != VisitStatus.CANCELLED)
        .order_by(HomeVisit.number)
    )
    return {key: LastVisit(status, decision) for key, status, decision in session.execute(query)}


def _papers_missing(
    session: Session, keys: list[int], ids: Select[Any], today: date
) -> dict[int, list[Missing]]:
    papers: dict[int, list[Paper]] = {key: [] for key in keys}
    query = (
        select(HouseholdDocument)
        .where(HouseholdDocument.household_id.in_(ids))
        .order_by(HouseholdDocument.id)
    )
    for row in session.scalars(query):
        papers[row.household_id].append(
            Paper(kind=row.kind, state=row.state, person=row.person, expires_on=row.expires_on)
        )
    held: AnySelect = select(
        HouseholdCircumstances.household_id, HouseholdCircumstances.tenure
    ).where(HouseholdCircumstances.household_id.in_(ids))
    tenures: dict[int, Any] = dict(session.execute(held).all())
    return {key: missing(mine, tenures.get(key), today) for key, mine in papers.items()}
