"""Who and what could come in the place of a proposal, as it holds today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from matcher.database.rounds import Proposal
from matcher.repair.pairs import eligible_pairs
from matcher.repair.rules import Pair, Wanted, full_limits, ranked
from matcher.repair.standing import OpenProposal, Standing
from matcher.rounds.snapshot import load_frames

State = Literal["free", "proposed", "gone"]
Kept = Literal["room", "youth"]


@dataclass(frozen=True)
class Side:
    """Back-ups for one side of a proposal: youths for its room, or rooms for its youth.

    state: of the side itself: 'free'; 'proposed' elsewhere by now (``held_by``, a proposal); or
    'gone': it takes no part any more. pairs: all that are possible, best first.
    number_stopped: youths left out because the contract of their municipality has no place left.
    """

    state: State
    held_by: int | None
    pairs: tuple[Pair, ...] = ()
    number_stopped: int = 0


@dataclass(frozen=True)
class Backups:
    youths: Side
    rooms: Side


def backups_of(session: Session, where: Standing, proposal: Proposal) -> Backups:
    """Return who is free for the room and what is free for the youth of ``proposal``.

    Other open proposals keep their rooms, youths and places in contracts; this one makes way.
    """
    pair = Wanted(proposal.youth_id, proposal.room_id)
    return backups_for(session, where.apart_from(proposal.id), pair)


def side_of(session: Session, where: Standing, proposal: Proposal, kept: Kept) -> Side:
    """Return one of the two, for who does not ask about the other: each takes its own reading."""
    pair = Wanted(proposal.youth_id, proposal.room_id)
    return _side(session, where.apart_from(proposal.id), pair, kept)


def backups_for(session: Session, where: Standing, pair: Wanted) -> Backups:
    """Return who is free for the room and what is free for the youth of a ``pair`` that ended."""
    return Backups(
        youths=_side(session, where, pair, "room"),
        rooms=_side(session, where, pair, "youth"),
    )


def _side(session: Session, where: Standing, pair: Wanted, kept: Kept) -> Side:
    """Return the back-ups for the side that is ``kept``."""
    own = _own(pair, kept)
    for other in where.alive:
        if _own(other, kept) == own:
            return Side("proposed", other.id)
    only = where.only_free(**{f"{kept}_id": own})
    frames = load_frames(session, where.today, where.policy, only)
    if (frames.rooms if kept == "room" else frames.youths).empty:
        return Side("gone", None)
    free = where.free_part(frames)
    found = eligible_pairs(free, where.today, where.policy)
    others = [one for one in found if one.key != pair]
    stopped = {one.key for one in others if full_limits(free.limits, one)}
    allowed = [one for one in others if one.key not in stopped]
    return Side(
        "free",
        None,
        tuple(ranked(allowed, where.parameters.tiers)),
        len({one.youth_id for one in stopped}),
    )


def _own(one: Wanted | OpenProposal, kept: Kept) -> int:
    return one.room_id if kept == "room" else one.youth_id
