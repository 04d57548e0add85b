"""Days that come near in a stay: read from the tables, told in time, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matcher.careteam.rules import Signal, birthday_on
from matcher.database.hosts import Home, Room
from matcher.database.leaving import Ending
from matcher.database.living import Plan
from matcher.database.placements import Placement
from matcher.database.visits import HouseholdDocument
from matcher.database.youths import Youth
from matcher.placements.rules import GOING_ON
from matcher.policy import Policy
from matcher.routemaps.rules import months_later
from matcher.words import DocumentKind, DocumentState, EndingStatus, PlacementStatus

AGE = 27  # at which somebody counts for the kostendelersnorm: ijsselgemeenten.nl, svhw.nl


@dataclass(frozen=True)
class Near:
    """``signal`` on ``on`` in the stay ``placement_id``; told from ``since`` on.

    Until ``on`` there is time, however long ago it was first told. What nobody can change by then
    (a birthday, the end of the first months) is gone on the day after; what waits for somebody (a
    new VOG, another day to look at the plan) stays, and is late.
    """

    signal: Signal
    on: date
    since: date
    placement_id: int
    youth_id: int
    room_id: int


def signals(
    session: Session, today: date, policy: Policy, placement_id: int | None = None
) -> list[Near]:
    """Return the days that are near in all stays (or in one), the first one first.

    The number of queries does not grow with the number of stays.
    """
    finders = (_birthdays, _contract_ends, _certificates, _reviews, _trial_ends)
    found = [one for find in finders for one in find(session, today, policy, placement_id)]
    return sorted(found, key=lambda one: (one.on, one.placement_id, one.signal.value))


def _birthdays(session: Session, today: date, policy: Policy, only: int | None) -> Iterator[Near]:
    """A 27th birthday inside the stay: from then on the youth counts in the household's benefit."""
    days = policy.after.signal_days["birthday"]
    query = _stays(only).add_columns(Placement.ends_on, Youth.birth_date)
    for stay, youth, room, _, ends_on, born in session.execute(query.join(Youth)):
        on = birthday_on(born, AGE)
        if _is_near(on, today, days) and on >= today and _is_inside(on, ends_on):
            yield Near(Signal.BIRTHDAY, on, on - timedelta(days=days), stay, youth, room)


def _contract_ends(
    session: Session, today: date, policy: Policy, only: int | None
) -> Iterator[Near]:
    """An end that comes near while nobody has planned the leaving."""
    days = policy.after.signal_days["contract_end"]
    known = select(Ending.id).where(
        Ending.placement_id == Placement.id, Ending.status != EndingStatus.WITHDRAWN
    )
    query = _stays(only).add_columns(Placement.ends_on).where(
        Placement.ends_on <= today + timedelta(days=days), ~known.exists()
    )  # fmt: skip
    for stay, youth, room, _, on in session.execute(query):
        yield Near(Signal.CONTRACT_END, on, on - timedelta(days=days), stay, youth, room)


def _certificates(
    session: Session, today: date, policy: Policy, only: int | None
) -> Iterator[Near]:
    """A VOG that runs out, unless the same person has a newer one."""
    days = policy.after.signal_days["vog"]
    query = (
        _stays(only)
        .add_columns(Placement.ends_on, HouseholdDocument.person, HouseholdDocument.expires_on)
        .join(Room, Room.id == Placement.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(HouseholdDocument, HouseholdDocument.household_id == Home.household_id)
        .where(
            HouseholdDocument.kind == DocumentKind.VOG,
            HouseholdDocument.state == DocumentState.SEEN,
        )
    )
    last: dict[tuple[int, str], Near | None] = {}
    latest: dict[tuple[int, str], date] = {}
    for stay, youth, room, _, ends_on, person, on in session.execute(query):
        key = (stay, person)
        until = on or date.max
        if until < latest.get(key, date.min):
            continue
        latest[key] = until
        near = on is not None and _is_near(on, today, days) and _is_inside(on, ends_on)
        since = on - timedelta(days=days) if near else today
        last[key] = Near(Signal.VOG, on, since, stay, youth, room) if near else None
    first: dict[int, Near] = {}
    for found in last.values():
        if found is not None:
            known = first.get(found.placement_id)
            first[found.placement_id] = found if known is None or found.on < known.on else known
    yield from first.values()


def _reviews(session: Session, today: date, policy: Policy, only: int | None) -> Iterator[Near]:
    """The day to look at the plan again; it stays until the plan names another day."""
    days = policy.after.signal_days["review"]
    query = (
        _stays(only)
        .add_columns(Placement.ends_on, Plan.review_on)
        .join(Plan, Plan.placement_id == Placement.id)
        .where(Plan.review_on <= today + timedelta(days=days))
    )
    for stay, youth, room, _, ends_on, on in session.execute(query):
        if _is_inside(on, ends_on):
            yield Near(Signal.REVIEW, on, on - timedelta(days=days), stay, youth, room)


def _trial_ends(session: Session, today: date, policy: Policy, only: int | None) -> Iterator[Near]:
    """The months in which a hospita can give notice without grounds (BW 7:232(3)) come to an end."""
    days = policy.after.signal_days["contract_end"]
    months = policy.process.hospita_trial_months
    query = (
        _stays(only)
        .add_columns(Placement.ends_on)
        .where(Placement.starts_on <= today, Placement.starts_on > months_later(today, -months))
    )
    for stay, youth, room, starts_on, ends_on in session.execute(query):
        on = months_later(starts_on, months)
        if today <= on and _is_near(on, today, days) and _is_inside(on, ends_on):
            yield Near(Signal.TRIAL_END, on, on - timedelta(days=days), stay, youth, room)


def _stays(only: int | None) -> Select[int, int, int, date]:
    query = select(Placement.id, Placement.youth_id, Placement.room_id, Placement.starts_on).where(
        Placement.status.in_(GOING_ON if only is not None else [PlacementStatus.ACTIVE])
    )
    return query if only is None else query.where(Placement.id == only)


def _is_near(on: date, today: date, days: int) -> bool:
    return on <= today + timedelta(days=days)


def _is_inside(on: date, ends_on: date | None) -> bool:
    """Say whether the youth still lives there on that day."""
    return ends_on is None or on < ends_on
