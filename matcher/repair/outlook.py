"""What a whole new round of today would do beside the open proposals and their best repair."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.rounds import MatchingRound
from matcher.repair.plan import Free, best_repair
from matcher.repair.standing import OpenProposal, Standing
from matcher.rounds import service
from matcher.rounds.compute import Scored
from matcher.rounds.snapshot import room_key, youth_key

if TYPE_CHECKING:
    from matcher.optimiser import Problem, Result


@dataclass(frozen=True)
class Sum:
    """How many youths get a room, and how many empty nights that fills."""

    youths: int
    nights: int


@dataclass(frozen=True)
class Outlook:
    """open_: the open proposals that are possible today; repair: the best one beside them; anew:
    everything solved again, approved ones apart. changed: open proposals that would be other ones
    (``other_room``: of them, the youth gets another room; the rest gets none). impossible: open
    proposals that break a hard rule by now. fingerprint: of the standing it was reckoned from.
    """

    open_: Sum
    repair: Sum
    anew: Sum
    changed: int
    other_room: int
    impossible: int
    fingerprint: str

    @property
    def more_nights(self) -> int:
        return self.anew.nights - self.open_.nights - self.repair.nights

    @property
    def more_youths(self) -> int:
        return self.anew.youths - self.open_.youths - self.repair.youths

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Outlook:
        sums = {name: Sum(**values[name]) for name in ("open_", "repair", "anew")}
        return cls(**{**values, **sums})


def ask(session: Session, actor: Actor, where: Standing) -> MatchingRound:
    """Put a trial of a whole round in the queue, with the choices of the last round.

    One that waits or runs already is returned instead.
    """
    return service.queue_trial(session, actor, where.today, where.parameters)


def outlook(free: Free, scored: Scored, result: Result) -> dict[str, Any]:
    """Return the outlook as JSON; ``scored`` and ``result`` are those of everything anew."""
    problem = scored.problem
    nights = problem.pairs["nights"].to_numpy()
    codes = problem.pair_youth.astype(np.int64) * len(problem.rooms) + problem.pair_room
    open_at = _positions(problem, codes, free.where.alive)
    possible = open_at[open_at >= 0]
    placed = dict(zip(result.assignments["youth"], result.assignments["room"], strict=True))
    alive = [one for one, at in zip(free.where.alive, open_at, strict=True) if at >= 0]
    changed = [one for one in alive if placed.get(youth_key(one.youth_id)) != room_key(one.room_id)]
    plan = best_repair(free)
    found = Outlook(
        open_=Sum(len(possible), int(nights[possible].sum())),
        repair=Sum(len(plan.moves), plan.nights),
        anew=Sum(len(placed), int(result.assignments["nights"].sum())),
        changed=len(changed),
        other_room=sum(youth_key(one.youth_id) in placed for one in changed),
        impossible=len(free.where.alive) - len(alive),
        fingerprint=plan.fingerprint,
    )
    return asdict(found)


def _positions(
    problem: Problem, codes: npt.NDArray[np.int64], open_: tuple[OpenProposal, ...]
) -> npt.NDArray[np.int64]:
    """Return the place of each proposal among the pairs of the problem; -1: not possible today."""
    youths = pd.Index(problem.youths["youth"])
    rooms = pd.Index(problem.rooms["room"])
    youth = youths.get_indexer(pd.Index([youth_key(one.youth_id) for one in open_], dtype=object))
    room = rooms.get_indexer(pd.Index([room_key(one.room_id) for one in open_], dtype=object))
    wanted = youth.astype(np.int64) * len(problem.rooms) + room
    at = np.searchsorted(codes, wanted)
    is_there = np.append(codes, -1)[at] == wanted
    return np.where(is_there & (youth >= 0) & (room >= 0), at, -1)
