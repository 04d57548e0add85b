"""The best repair: the exact optimum over who and what is free, with every open proposal kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.rounds import Proposal, RoundUnmatched
from matcher.repair.pairs import eligible_pairs
from matcher.repair.rules import Pair, Since, since
from matcher.repair.standing import OpenProposal, Standing, fingerprint
from matcher.rounds.compute import Clock, score_pairs, solve_scored
from matcher.rounds.snapshot import Frames, ids_of, load_frames


@dataclass(frozen=True)
class Move:
    """A pair that the repair proposes, and how both sides came to be free."""

    pair: Pair
    youth_since: Since
    room_since: Since


@dataclass(frozen=True)
class Plan:
    """The best repair of today.

    status: of the result, as in a round ('infeasible': limits clash, named in ``clash``).
    free_youths, free_rooms: how many, by how they came to be free. number_of_pairs: possible
    among them. moves: most nights first. dead: open proposals that can no longer go ahead.
    fingerprint: differs when somebody else is free, or other proposals are open.
    """

    status: str
    clash: tuple[str, ...]
    free_youths: dict[Since, int]
    free_rooms: dict[Since, int]
    number_of_pairs: int
    moves: tuple[Move, ...]
    dead: tuple[OpenProposal, ...]
    number_of_open: int
    fingerprint: str

    @property
    def nights(self) -> int:
        return sum(move.pair.nights for move in self.moves)


@dataclass(frozen=True, eq=False)
class Free:
    """What a plan is made of, read at one moment."""

    where: Standing
    frames: Frames
    youth_since: dict[int, Since]
    room_since: dict[int, Since]


def load_free(session: Session, where: Standing, frames: Frames | None = None) -> Free:
    """Read who and what is free today. ``frames``: those of a round of today, when at hand."""
    if frames is None:
        frames = load_frames(session, where.today, where.policy, where.only_free())
    part = where.free_part(frames)
    query = select(Proposal.youth_id, Proposal.room_id).where(Proposal.round_id == where.round.id)
    proposed = session.execute(query).all()
    left = session.execute(
        select(RoundUnmatched.youth_id, RoundUnmatched.room_id).where(
            RoundUnmatched.round_id == where.round.id
        )
    ).all()
    ways = [
        _since(part.youths["youth"], {row[0] for row in proposed}, {row[0] for row in left}),
        _since(part.rooms["room"], {row[1] for row in proposed}, {row[1] for row in left}),
    ]
    return Free(where, part, *ways)


def _since(keys: Iterable[str], proposed: set[int], left: set[int | None]) -> dict[int, Since]:
    return {key: since(key, proposed, left) for key in ids_of(keys).tolist()}


def best_repair(free: Free) -> Plan:
    """Solve for the free part, proven optimal; open proposals count in limits and stay.

    Needs no database any more: call it when no transaction is held.
    """
    where = free.where
    scored = score_pairs(free.frames, where.today, where.policy, Clock(_silent, {}))
    result = solve_scored(scored, where.parameters, Clock(_silent, {}))
    return Plan(
        status=result.status,
        clash=tuple(result.clash),
        free_youths=_counts(free.youth_since),
        free_rooms=_counts(free.room_since),
        number_of_pairs=len(scored.pairs),
        moves=_moves(
            free, zip(*(result.assignments[side] for side in ("youth", "room")), strict=True)
        ),
        dead=where.dead,
        number_of_open=len(where.alive),
        fingerprint=fingerprint(where.alive, free.frames),
    )


def _silent(_step: str) -> None:
    pass


def _counts(ways: dict[int, Since]) -> dict[Since, int]:
    found = dict.fromkeys(Since, 0)
    for way in ways.values():
        found[way] += 1
    return found


def _moves(free: Free, chosen: Iterable[tuple[str, str]]) -> tuple[Move, ...]:
    """Return the chosen pairs with all that a proposal needs, most nights first."""
    keys = list(chosen)
    youths, rooms = {youth for youth, _ in keys}, {room for _, room in keys}
    frames = Frames(
        youths=_of(free.frames.youths, "youth", youths),
        rooms=_of(free.frames.rooms, "room", rooms),
        places=_of(free.frames.places, "youth", youths),
        exclusions=free.frames.exclusions.iloc[:0],
        limits=free.frames.limits,
    )
    wanted = {(int(youth[1:]), int(room[1:])) for youth, room in keys}
    pairs = [
        pair
        for pair in eligible_pairs(frames, free.where.today, free.where.policy)
        if pair.key in wanted
    ]
    pairs.sort(key=lambda pair: (-pair.nights, -pair.priority, -pair.fit, pair.youth_id))
    return tuple(
        Move(pair, free.youth_since[pair.youth_id], free.room_since[pair.room_id]) for pair in pairs
    )


def _of(frame: pd.DataFrame, column: str, keys: set[str]) -> pd.DataFrame:
    return frame[frame[column].isin(keys)].reset_index(drop=True)
