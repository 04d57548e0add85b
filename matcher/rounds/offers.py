"""What is on offer on a date: free windows of rooms, running contracts, and what they have left."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias

import pandas as pd
from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import Session

from matcher.database.accounts import CareOrganisation
from matcher.database.hosts import RoomAvailability
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.youths import Youth
from matcher.municipalities.contracts import living_per_municipality, terms_of
from matcher.municipalities.rules import ContractTerms, next_contract, running_contract
from matcher.people.caseload import places_left
from matcher.placements.service import occupies
from matcher.policy import Policy
from matcher.readiness.leaving import looks_further
from matcher.rounds.rules import Window, first_window, free_windows
from matcher.words import YouthStatus

AnySelect: TypeAlias = Select[*tuple[Any, ...]]


def free_offers(
    session: Session, today: date, policy: Policy, room_id: int | Collection[int] | None = None
) -> dict[int, Window]:
    """Return per room (all, or the given) the first free window that a round can offer."""
    found: dict[int, Window] = {}
    for room, (offered, taken) in offered_and_taken(session, today, room_id).items():
        window = first_window(
            free_windows(offered, taken),
            today,
            policy.dates.horizon_nights,
            policy.dates.minimum_nights,
        )
        if window is not None:
            found[room] = window
    return found


def offered_and_taken(
    session: Session, today: date, room_id: int | Collection[int] | None = None
) -> dict[int, tuple[list[Window], list[Window]]]:
    """Return per room that has periods what is offered, and what stays and bookings take of it."""
    offered: AnySelect = (
        select(RoomAvailability.room_id, RoomAvailability.free_from, RoomAvailability.free_until)
        .where(is_among(RoomAvailability.room_id, room_id))
        .order_by(RoomAvailability.room_id)
    )
    taken: AnySelect = select(Placement.room_id, Placement.starts_on, Placement.ends_on).where(
        occupies(today, None), is_among(Placement.room_id, room_id)
    )
    bookings = _per_key(session.execute(taken))
    return {
        room: (windows, bookings.get(room, []))
        for room, windows in _per_key(session.execute(offered)).items()
    }


def is_among(
    column: Any, wanted: int | Collection[int] | None, unwanted: Collection[int] = ()
) -> ColumnElement[bool]:
    """Return the condition that ``column`` is the id, or one of the ids (None: any), and none of
    those ``unwanted``."""
    if isinstance(wanted, int):
        return column == wanted if wanted not in unwanted else false()
    if wanted is not None:
        return column.in_(sorted(set(wanted).difference(unwanted)))
    return column.not_in(sorted(unwanted)) if unwanted else true()


def contracts(session: Session) -> dict[str, list[ContractTerms]]:
    """Return all contracts by municipality."""
    found: dict[str, list[ContractTerms]] = {}
    for contract in session.scalars(select(Contract).order_by(Contract.starts_on, Contract.id)):
        found.setdefault(contract.municipality_code, []).append(terms_of(contract))
    return found


def limits_left(
    session: Session, today: date, policy: Policy, municipalities: set[str]
) -> pd.DataFrame:
    """Return per municipality what its contract has left: the limit minus who lives in a room now.

    The contract that runs today counts, or else the first that begins within the horizon.
    """
    last = today + timedelta(days=policy.dates.horizon_nights)
    living = living_per_municipality(session, today)
    rows: list[tuple[str, str, int]] = []
    for code, agreed in sorted(contracts(session).items()):
        counts = running_contract(agreed, today) or next_contract(agreed, today)
        if code not in municipalities or counts is None or counts.starts_on >= last:
            continue
        if counts.placement_limit is not None:
            left = max(counts.placement_limit - living.get(code, 0), 0)
            rows.append(("contract", code, left))
    return _limits(rows)


def guidance_left(session: Session, today: date, youths: pd.DataFrame) -> pd.DataFrame:
    """Return per organisation of these youths how many more its workers can guide in a room.

    Only organisations whose every worker has a cap, and only where it can matter: with room for
    everybody who is ready, a limit would make the computing slower and change nothing.
    """
    present = set(youths["organisation"]) - {""}
    left = places_left(session, today, present)
    ready: AnySelect = (
        select(CareOrganisation.code, func.count())
        .join(Youth, Youth.organisation_id == CareOrganisation.id)
        .where(
            CareOrganisation.code.in_(sorted(left)),
            (Youth.status == YouthStatus.READY) | looks_further(),
        )
        .group_by(CareOrganisation.code)
    )
    waiting: dict[str, int] = (
        {str(code): int(number) for code, number in session.execute(ready)} if left else {}
    )
    rows = [("organisation", code, n) for code, n in left.items() if n < waiting.get(code, 0)]
    return _limits(rows)


def _limits(rows: list[tuple[str, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["kind", "key", "limit"]).astype(
        {"kind": "str", "key": "str", "limit": "int64"}
    )


def _per_key(rows: Iterable[Any]) -> dict[Any, list[Window]]:
    found: dict[Any, list[Window]] = {}
    for key, starts, ends in rows:
        found.setdefault(key, []).append(Window(starts, ends))
    return found
