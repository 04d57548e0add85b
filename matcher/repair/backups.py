"""Who and what could come in the place of a proposal, as it holds today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy.orm import Session

from matcher.database.rounds import Proposal
from matcher.repair.pairs import eligible_pairs
from matcher.repair.rules import Pair, full, ranked, without
from matcher.repair.standing import Standing
from matcher.rounds.snapshot import Frames, Only, load_frames, room_key, youth_key

State = Literal["free", "proposed", "gone"]


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
    return Backups(
        youths=_side(session, where, proposal, "room"),
        rooms=_side(session, where, proposal, "youth"),
    )


def _side(
    session: Session, where: Standing, proposal: Proposal, kept: Literal["room", "youth"]
) -> Side:
    """Return the back-ups for the side that is ``kept``."""
    own = proposal.room_id if kept == "room" else proposal.youth_id
    for other in where.alive:
        if other.id != proposal.id and own == (other.room_id if kept == "room" else other.youth_id):
            return Side("proposed", other.id)
    only = Only(room_id=own) if kept == "room" else Only(youth_id=own)
    frames = load_frames(session, where.today, where.policy, only)
    if (frames.rooms if kept == "room" else frames.youths).empty:
        return Side("gone", None)
    free = _others(where.free_part(frames, apart_from=proposal.id), proposal, kept)
    pairs = eligible_pairs(free, where.today, where.policy)
    stopped = full(free.limits)
    allowed = [pair for pair in pairs if pair.municipality not in stopped]
    return Side(
        "free",
        None,
        tuple(ranked(allowed, where.parameters.tiers)),
        len({pair.youth_id for pair in pairs if pair.municipality in stopped}),
    )


def _others(frames: Frames, proposal: Proposal, kept: Literal["room", "youth"]) -> Frames:
    """Leave out the other side of the proposal: it is what a back-up stands in for."""
    if kept == "room":
        return replace(
            frames, youths=without(frames.youths, "youth", [youth_key(proposal.youth_id)]),
            places=without(frames.places, "youth", [youth_key(proposal.youth_id)]),
            exclusions=without(frames.exclusions, "youth", [youth_key(proposal.youth_id)]),
        )  # fmt: skip
    return replace(
        frames, rooms=without(frames.rooms, "room", [room_key(proposal.room_id)]),
        exclusions=without(frames.exclusions, "room", [room_key(proposal.room_id)]),
    )  # fmt: skip
