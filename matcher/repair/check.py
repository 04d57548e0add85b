"""Whether pairs can be proposed at this moment: read behind locks, counted as pairs are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from matcher.database.placements import Placement
from matcher.eligibility import explain_pair
from matcher.errors import AlreadyTaken, MatcherError, NotEligible
from matcher.placements.service import occupies
from matcher.repair.pairs import eligible_pairs
from matcher.repair.rules import Pair, Wanted, full_limits, limits_after
from matcher.repair.standing import Standing
from matcher.rounds.snapshot import Frames, Only, load_frames, room_key, youth_key
from matcher.words import DeclineReason


@dataclass
class Check:
    """``pairs``: those wanted that break no hard rule. ``held_*``: by open proposals that are
    alive, and by pairs taken so far; ``held_places`` per municipality of the youth, and
    ``guided`` per organisation."""

    where: Standing
    frames: Frames
    pairs: dict[Wanted, Pair]
    held_rooms: set[int]
    held_youths: set[int]
    held_places: Counter[str]
    guided: Counter[str]

    @classmethod
    def of(cls, session: Session, where: Standing, wanted: Sequence[Wanted]) -> Check:
        """Read the records of ``wanted``; the caller locked them before it read ``where``."""
        session.flush()
        only = Only({one.youth_id for one in wanted}, {one.room_id for one in wanted})
        frames = load_frames(session, where.today, where.policy, only)
        found = eligible_pairs(frames, where.today, where.policy)
        chosen = set(wanted)
        return cls(
            where=where,
            frames=frames,
            pairs={pair.key: pair for pair in found if pair.key in chosen},
            held_rooms={one.room_id for one in where.alive},
            held_youths={one.youth_id for one in where.alive},
            held_places=Counter(one.municipality for one in where.alive),
            guided=Counter(one.organisation for one in where.alive),
        )

    def refusal(self, session: Session, one: Wanted) -> MatcherError | None:
        """Return why the pair cannot be proposed now, or None."""
        if one.room_id in self.held_rooms:
            return AlreadyTaken("room")
        if one.youth_id in self.held_youths:
            return AlreadyTaken("youth")
        pair = self.pairs.get(one)
        if pair is None:
            return self._why_not_possible(session, one)
        left = limits_after(self.frames.limits, self.held_places, self.guided)
        stops = full_limits(left, pair)
        return NotEligible([f"limit {name}" for name in stops]) if stops else None

    def take(self, one: Wanted) -> Pair:
        """Count the pair as proposed from now on, and return it."""
        pair = self.pairs[one]
        self.held_rooms.add(one.room_id)
        self.held_youths.add(one.youth_id)
        self.held_places[pair.municipality] += 1
        self.guided[pair.organisation] += 1
        return pair

    def _why_not_possible(self, session: Session, one: Wanted) -> MatcherError:
        frames, where = self.frames, self.where
        youth = frames.youths[frames.youths["youth"] == youth_key(one.youth_id)]
        room = frames.rooms[frames.rooms["room"] == room_key(one.room_id)]
        if room.empty:
            mine = Placement.room_id == one.room_id
            return _why_gone(session, where, "room", mine, DeclineReason.ROOM_GONE)
        if youth.empty:
            mine = Placement.youth_id == one.youth_id
            return _why_gone(session, where, "youth", mine, DeclineReason.YOUTH_NOT_READY)
        reasons = explain_pair(
            youth.iloc[0],
            room.iloc[0],
            frames.places,
            frames.exclusions,
            today=where.today,
            policy=where.policy,
        )
        return NotEligible(reasons)


def _why_gone(
    session: Session,
    where: Standing,
    side: str,
    mine: ColumnElement[bool],
    otherwise: DeclineReason,
) -> MatcherError:
    """Say whether a side that takes no part any more was booked, or is gone for another reason."""
    query = select(Placement.id).where(mine, occupies(where.today, None)).limit(1)
    if session.scalar(query) is not None:
        return AlreadyTaken(side)
    return NotEligible([str(otherwise)])
