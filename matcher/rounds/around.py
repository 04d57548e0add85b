"""One youth among all rooms of today, or one room among all youths: what is possible, what stands
in the way, and what a single change would open."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.rounds import RoundUnmatched
from matcher.eligibility.reasons import REASONS, Reason
from matcher.eligibility.whatif import LEVERS, Closeup, Opening, each_room, each_youth, openings
from matcher.policy import Policy
from matcher.rounds.snapshot import Only, ids_of, load_frames

Ints = npt.NDArray[np.int64]
Side = Literal["youth", "room"]

_LIFTABLE = int(np.bitwise_or.reduce([lever.bits for lever in LEVERS]))


@dataclass(frozen=True, eq=False)
class Around:
    """Everybody on the other side, as one youth or room (``side``) sees them today.

    ``others``: database ids; ``mask``: the rules that each breaks; ``metres`` to each;
    ``openings``: what one change of this side opens, most first (``others[opening.index]``).
    ``has_cat``, ``has_dog``: which animals live in the rooms' homes.
    """

    side: Side
    others: Ints
    mask: npt.NDArray[np.int32]
    metres: npt.NDArray[np.int32]
    openings: list[Opening]
    has_cat: npt.NDArray[np.bool_]
    has_dog: npt.NDArray[np.bool_]

    @property
    def other_side(self) -> Side:
        return "room" if self.side == "youth" else "youth"

    @property
    def possible(self) -> int:
        return int((self.mask == 0).sum())

    def rules(self) -> list[tuple[Reason, int, int]]:
        """Return (rule, how many it blocks, how many it alone blocks): what alone blocks most
        first."""
        found = []
        for reason in REASONS:
            blocks = int(((self.mask & reason.mask) != 0).sum())
            if blocks:
                found.append((reason, blocks, int((self.mask == reason.mask).sum())))
        return sorted(found, key=lambda row: (-row[2], -row[1]))

    def nearest(self, most: int) -> list[tuple[int, int]]:
        """Return (id, number of broken rules) of those with the fewest broken rules, then the
        nearest; those that no change makes possible come last."""
        broken = np.bitwise_count(self.mask.astype(np.uint32))
        never = (self.mask & ~np.int32(_LIFTABLE)) != 0
        order = np.lexsort((self.others, self.metres, broken, never))[:most]
        return [(int(self.others[i]), int(broken[i])) for i in order]


def rooms_around(session: Session, youth_id: int, today: date, policy: Policy) -> Around | None:
    """Hold the youth against every room that a round of today could offer.

    None: the youth takes no part now (not ready, or placed), or there are no rooms.
    """
    return rooms_around_each(session, [youth_id], today, policy).get(youth_id)


def rooms_around_each(
    session: Session, youth_ids: Collection[int], today: date, policy: Policy
) -> dict[int, Around]:
    """Return the same for several youths, reading the rooms once."""
    frames = load_frames(session, today, policy, Only(youth_id=list(youth_ids)))
    if frames.youths.empty or frames.rooms.empty:
        return {}
    pairs = each_youth(
        frames.youths, frames.rooms, frames.places, frames.exclusions, today=today, policy=policy
    )
    return dict(_around("youth", frames.youths["youth"], frames.rooms["room"], pairs))


def youths_around(session: Session, room_id: int, today: date, policy: Policy) -> Around | None:
    """Hold the room against every youth who takes part today.

    None: the room takes no part now (host not approved, not offered), or there are no youths.
    """
    return youths_around_each(session, [room_id], today, policy).get(room_id)


def youths_around_each(
    session: Session, room_ids: Collection[int], today: date, policy: Policy
) -> dict[int, Around]:
    """Return the same for several rooms, reading the youths once."""
    frames = load_frames(session, today, policy, Only(room_id=list(room_ids)))
    if frames.youths.empty or frames.rooms.empty:
        return {}
    pairs = each_room(
        frames.youths, frames.rooms, frames.places, frames.exclusions, today=today, policy=policy
    )
    return dict(_around("room", frames.rooms["room"], frames.youths["youth"], pairs))


def left_ids(session: Session, round_id: int, side: Side) -> frozenset[int]:
    """Return the ids of the youths, or of the rooms, that a round left without a proposal."""
    column = RoundUnmatched.youth_id if side == "youth" else RoundUnmatched.room_id
    query = select(column).where(RoundUnmatched.round_id == round_id, column.is_not(None))
    return frozenset(key for key in session.scalars(query) if key is not None)


def _around(
    side: Side, keys: pd.Series, others: pd.Series, closeups: Iterator[Closeup]
) -> Iterator[tuple[int, Around]]:
    ids = ids_of(others)
    for key, pairs in zip(ids_of(keys).tolist(), closeups, strict=True):
        mask = pairs.mask()
        yield (
            key,
            Around(
                side=side,
                others=ids,
                mask=mask,
                metres=pairs.metres,
                openings=openings(pairs, side, mask),
                has_cat=pairs.rooms.has_cat,
                has_dog=pairs.rooms.has_dog,
            ),
        )
