"""The only place that knows tables and frames both: reads who and what can take part in a round.

Plain column queries, one per frame: an object per row would cost seconds on a national round,
and lazy loading would let the result depend on the state of a session.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Select, String, func, select, type_coerce, union
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.declines import PairRest
from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.rounds import PairExclusion, Proposal
from matcher.database.session import READ_ONLY
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.declines.rests import is_resting
from matcher.eligibility import frames as schemas
from matcher.municipalities.rules import is_participating
from matcher.policy import Policy
from matcher.proposals.rules import LASTING_REASONS
from matcher.readiness.conditions import household_takes_part, youth_takes_part
from matcher.readiness.leaving import last_days, left_rooms
from matcher.rounds.offers import contracts, free_offers, guidance_left, is_among, limits_left
from matcher.words import DayActivity, ProposalStatus

AnySelect: TypeAlias = Select[*tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Frames:
    """What a round works on; columns and types as `matcher.eligibility.frames` declares them.

    ``limits``: kind, key, limit; the places that a running contract has left, and the youths
    that an organisation's workers can still guide.
    """

    youths: pd.DataFrame
    rooms: pd.DataFrame
    places: pd.DataFrame
    exclusions: pd.DataFrame
    limits: pd.DataFrame


@dataclass(frozen=True)
class Only:
    """Narrows the snapshot to one or some youths, rooms or both, or to all but some."""

    youth_id: int | Collection[int] | None = None
    room_id: int | Collection[int] | None = None
    except_youths: Collection[int] = ()
    except_rooms: Collection[int] = ()

    def youths(self, column: Any) -> ColumnElement[bool]:
        """Return the condition that a column of youth ids holds one of those meant."""
        return is_among(column, self.youth_id, self.except_youths)

    def rooms(self, column: Any) -> ColumnElement[bool]:
        return is_among(column, self.room_id, self.except_rooms)


EVERYBODY = Only()


def youth_key(youth_id: int) -> str:
    """Return the pseudonym of a youth in frames and files: no reference that others know.

    The zeros make the order of the keys that of the ids.
    """
    return f"Y{youth_id:09d}"


def room_key(room_id: int) -> str:
    return f"R{room_id:09d}"


def ids_of(keys: Iterable[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the database ids behind keys made by `youth_key` or `room_key`."""
    return np.fromiter((int(key[1:]) for key in keys), dtype=np.int64)


@contextmanager
def frozen(factory: sessionmaker[Session]) -> Iterator[Session]:
    """A reading session in which all queries see the database at one and the same moment."""
    with factory() as session:
        options: dict[str, Any] = {READ_ONLY: True}
        if session.get_bind().dialect.name == "postgresql":
            options["isolation_level"] = "REPEATABLE READ"
        session.connection(execution_options=options)
        try:
            yield session
        finally:
            session.rollback()


def load_frames(session: Session, today: date, policy: Policy, only: Only = EVERYBODY) -> Frames:
    """Return the youths and rooms that can take part in a round on ``today``.

    Youths and households that no obstacle stops (`matcher.readiness`), and of those households
    the rooms with a free window that reaches into the horizon. Pairs that people ruled out, and
    those that rest after a 'no', are ``exclusions``.
    """
    youths = _youths(session, today, only)
    rooms = _rooms(session, today, policy, only)
    return Frames(
        youths=youths,
        rooms=rooms,
        places=_places(session, today, only),
        exclusions=_exclusions(session, today, youths, rooms, only),
        limits=_limits(session, today, policy, youths, rooms),
    )


def _limits(
    session: Session, today: date, policy: Policy, youths: pd.DataFrame, rooms: pd.DataFrame
) -> pd.DataFrame:
    here = {*youths["municipality"], *rooms["municipality"]}
    of_contracts = limits_left(session, today, policy, here)
    of_workers = guidance_left(session, today, youths)
    if of_workers.empty:
        return of_contracts
    return pd.concat([of_contracts, of_workers], ignore_index=True)


def _text(column: Any) -> ColumnElement[str]:
    """Return a column of codes as plain text: an enum member per cell is slow and no use here."""
    return type_coerce(column, String)


def _frame(rows: Sequence[Any], names: Sequence[str], schema: schemas.Schema) -> pd.DataFrame:
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    frame = pd.DataFrame(dict(zip(names, map(list, columns), strict=True)))
    return schemas.checked(frame[schema.names()].astype(_types(schema)), schema)


@cache
def _types(schema: schemas.Schema) -> dict[Hashable, Any]:
    """Kept, since it takes as long as reading a few rows: the back-ups of one pair are few."""
    return schemas.empty(schema).dtypes.to_dict()


def _youths(session: Session, today: date, only: Only) -> pd.DataFrame:
    names = schemas.YOUTHS.names()
    special = {
        "youth": Youth.id,
        "municipality": Youth.municipality_code,
        "organisation": func.coalesce(CareOrganisation.code, ""),
        "gender": _text(Youth.gender),
        "household_gender_wish": _text(NeedProfile.household_gender_wish),
        "has_day_activity": NeedProfile.day_activity != DayActivity.NONE,
        "target_group": _text(Youth.target_group),
    }
    columns = [
        special[n] if n in special else getattr(Youth if hasattr(Youth, n) else NeedProfile, n)
        for n in names
    ]
    query: AnySelect = (
        select(*columns)
        .join(NeedProfile, NeedProfile.youth_id == Youth.id)
        .outerjoin(CareOrganisation, CareOrganisation.id == Youth.organisation_id)
        .where(youth_takes_part(today), only.youths(Youth.id))
        .order_by(Youth.id)
    )
    rows = [(youth_key(row[0]), *row[1:]) for row in session.execute(query)]
    frame = _frame(rows, names, schemas.YOUTHS)
    if leaving := last_days(session):
        # Who still lives in a room can move on its last day, whatever was noted before.
        days = frame["youth"].map({youth_key(key): day for key, day in leaving.items()})
        from_on = pd.to_datetime(days).astype(frame["ready_on"].dtype)
        frame["ready_on"] = frame["ready_on"].where(~(from_on > frame["ready_on"]), from_on)
    return frame


def _places(session: Session, today: date, only: Only) -> pd.DataFrame:
    query: AnySelect = (
        select(
            YouthPlace.youth_id,
            _text(YouthPlace.time),
            _text(YouthPlace.kind),
            func.coalesce(YouthPlace.municipality_code, ""),
            YouthPlace.latitude,
            YouthPlace.longitude,
            YouthPlace.radius_km,
        )
        .join(Youth, Youth.id == YouthPlace.youth_id)
        .where(youth_takes_part(today), only.youths(YouthPlace.youth_id))
        .order_by(YouthPlace.youth_id, YouthPlace.id)
    )
    rows = [(youth_key(row[0]), *row[1:]) for row in session.execute(query)]
    return _frame(rows, schemas.PLACES.names(), schemas.PLACES)


def _rooms(session: Session, today: date, policy: Policy, only: Only) -> pd.DataFrame:
    windows = free_offers(session, today, policy, only.room_id)
    agreed = contracts(session)
    query: AnySelect = (
        select(
            Room.id,
            Home.id,
            Home.municipality_code,
            Home.latitude,
            Home.longitude,
            Room.rent_cents,
            Room.legal_max_rent_cents,
            Room.min_age,
            Room.max_age,
            _text(Room.accepts_gender),
            _text(Household.gender),
            Household.has_children,
            Room.smoking_allowed,
            Household.smokes,
            Household.has_cat,
            Household.has_dog,
            Room.pets_welcome,
            Room.step_free,
            Room.accepts_guidance,
            Room.requires_day_activity,
            Household.languages,
            Household.interests,
            Household.attention_offer,
        )
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(household_takes_part(today), only.rooms(Room.id))
        .order_by(Room.id)
    )
    rows = []
    for row in session.execute(query):
        window = windows.get(row[0])
        if window is None:
            continue
        participating = is_participating(agreed.get(row[2], ()), max(window.free_from, today))
        rows.append((room_key(row[0]), f"H{row[1]:09d}", *row[2:], 1, *window, participating))
    return _frame(rows, [*_ROOM_COLUMNS, "capacity", "free_from", "free_until", "participating"],
                  schemas.ROOMS)  # fmt: skip


_ROOM_COLUMNS = (
    "room",
    "home",
    "municipality",
    "latitude",
    "longitude",
    "rent_cents",
    "legal_max_rent_cents",
    "min_age",
    "max_age",
    "accepts_gender",
    "household_gender",
    "has_children",
    "smoking_allowed",
    "household_smokes",
    "has_cat",
    "has_dog",
    "pets_welcome",
    "step_free",
    "accepts_guidance",
    "requires_day_activity",
    "languages",
    "interests",
    "attention_offer",
)


def _exclusions(
    session: Session, today: date, youths: pd.DataFrame, rooms: pd.DataFrame, only: Only
) -> pd.DataFrame:
    """Return the pairs that people keep apart: in one query, whatever the road of the 'no'.

    Ruled out by hand; resting after a 'no'; or declined for a lasting reason before rests were
    kept, when a decline itself was all that was known. Nor is a youth who leaves a room proposed
    for that same room.
    """
    ruled_out = select(PairExclusion.youth_id, PairExclusion.room_id).where(
        only.youths(PairExclusion.youth_id)
    )
    resting = select(PairRest.youth_id, PairRest.room_id).where(
        is_resting(today), only.youths(PairRest.youth_id)
    )
    has_rested = select(PairRest.id).where(PairRest.proposal_id == Proposal.id).exists()
    declined = select(Proposal.youth_id, Proposal.room_id).where(
        Proposal.status == ProposalStatus.DECLINED,
        Proposal.decline_reason.in_(LASTING_REASONS),
        ~has_rested,
        only.youths(Proposal.youth_id),
    )
    leaving = left_rooms().where(only.youths(Placement.youth_id))
    pairs = session.execute(union(ruled_out, resting, declined, leaving)).all()
    known_youths, known_rooms = set(youths["youth"]), set(rooms["room"])
    keys = sorted((youth_key(youth), room_key(room)) for youth, room in pairs)
    rows = [pair for pair in keys if pair[0] in known_youths and pair[1] in known_rooms]
    return _frame(rows, schemas.EXCLUSIONS.names(), schemas.EXCLUSIONS)
