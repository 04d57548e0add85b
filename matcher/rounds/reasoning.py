"""Why each proposal is what it is, and what was second: codes and numbers over whole arrays. Pure.

`explain.py` turns them into sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]
Side = Literal["room", "youth"]

RIVALS = 3


@dataclass(frozen=True, eq=False)
class Scene:
    """All eligible pairs of a round, and which were chosen.

    Per pair: ``youth``, ``room`` (positions), ``nights``, ``fit``, ``priority`` (of its youth).
    ``turn``: rank of each youth in the lottery. ``chosen``: positions of pairs, sorted.
    ``tiers``: names of nights, priority, fit, most important first.
    """

    youth: Ints
    room: Ints
    nights: Ints
    fit: Ints
    priority: Ints
    turn: Ints
    number_of_rooms: int
    chosen: Ints
    tiers: Sequence[str]

    def tier(self, name: str) -> Ints:
        return {"nights": self.nights, "priority": self.priority, "fit": self.fit}[name]

    def worth(self) -> Ints:
        """Return one number per pair that orders pairs as the tiers do."""
        total = np.zeros(len(self.youth), dtype=np.int64)
        for name in self.tiers:
            values = self.tier(name).astype(np.int64)
            total = total * (int(values.max(initial=0)) + 1) + values
        return total


@dataclass(frozen=True, eq=False)
class Alternatives:
    """What was second, per chosen pair, best first. Arrays of equal length.

    ``of``: place in ``scene.chosen``; ``pair``: position of the alternative; ``rank`` from 1;
    ``is_free``: the other room, or the other youth, was not chosen elsewhere.
    """

    of: Ints
    pair: Ints
    rank: Ints
    is_free: Flags


def alternatives(scene: Scene, side: Side, most: int) -> Alternatives:
    """Return up to ``most`` other rooms for each youth placed, or other youths for each room.

    Those still free come first, for only they can step in at once; then the order of the tiers.
    """
    mine, other = (scene.youth, scene.room) if side == "room" else (scene.room, scene.youth)
    taken = np.zeros(max(int(other.max(initial=-1)) + 1, 1), dtype=bool)
    taken[other[scene.chosen]] = True
    pair, of = _others(scene, mine)
    is_free = ~taken[other[pair]]
    # Priority belongs to the youth: among the rooms of one youth it is the same everywhere.
    tie = other[pair] if side == "room" else scene.turn[scene.youth[pair]]
    order = np.lexsort((tie, -scene.worth()[pair], ~is_free, of))
    pair, of, is_free = pair[order], of[order], is_free[order]
    rank = _rank_in_group(of)
    keep = rank <= most
    return Alternatives(of[keep], pair[keep], rank[keep], is_free[keep])


def _others(scene: Scene, mine: Ints) -> tuple[Ints, Ints]:
    """Return the pairs, apart from the chosen, of whom is chosen; and whose alternative each is."""
    place = np.full(max(int(mine.max(initial=-1)) + 1, 1), -1, dtype=np.int64)
    place[mine[scene.chosen]] = np.arange(len(scene.chosen))
    candidate = place[mine] >= 0
    candidate[scene.chosen] = False
    pair = np.flatnonzero(candidate)
    return pair, place[mine[pair]]


def _rank_in_group(group: Ints) -> Ints:
    """Return 1, 2, … within each stretch of equal values."""
    first = np.flatnonzero(np.diff(group, prepend=-1) != 0)
    length = np.diff(first, append=len(group))
    return np.arange(len(group)) - np.repeat(first, length) + 1


def explanations(
    scene: Scene,
    youth_ids: Ints,
    room_ids: Ints,
    room_price: Ints,
    reason_waiting: dict[int, str],
) -> list[dict[str, Any]]:
    """Return one explanation per chosen pair: ``reasons`` and ``rivals``, codes with numbers.

    ``room_price``: per room what one more would be worth in the first tier; ``reason_waiting``:
    the reason of a youth (position) who was left without a proposal.
    """
    chosen = scene.chosen
    youth, room = scene.youth[chosen], scene.room[chosen]
    number_of_rooms = np.bincount(scene.youth, minlength=len(scene.turn))[youth]
    number_of_youths = np.bincount(scene.room, minlength=scene.number_of_rooms)[room]
    room_rank = 1 + _better(scene, scene.youth, len(scene.turn))[youth]
    youth_rank = 1 + _better(scene, scene.room, scene.number_of_rooms)[room]
    best = np.zeros(len(scene.turn), dtype=np.int64)
    np.maximum.at(best, scene.youth, scene.fit)
    rivals = _rivals(scene, youth_ids, room_ids, reason_waiting)
    return [
        {
            "reasons": [
                {"code": "rooms_for_youth", "number": int(number_of_rooms[i])},
                {"code": "youths_for_room", "number": int(number_of_youths[i])},
                {"code": "nights", "number": int(scene.nights[chosen[i]])},
                {
                    "code": "fit_rank",
                    "rank": int(room_rank[i]),
                    "number": int(number_of_rooms[i]),
                    "fit": int(scene.fit[chosen[i]]),
                    "best": int(best[youth[i]]),
                },
                {
                    "code": "youth_rank",
                    "rank": int(youth_rank[i]),
                    "number": int(number_of_youths[i]),
                },
                {"code": "room_price", "tier": scene.tiers[0], "number": int(room_price[room[i]])},
            ],
            "rivals": rivals[i],
        }
        for i in range(len(chosen))
    ]


def _better(scene: Scene, side: Ints, size: int) -> Ints:
    """Return per youth or room how many of its pairs fit better than its chosen one."""
    own = np.full(size, np.iinfo(np.int64).max)
    own[side[scene.chosen]] = scene.fit[scene.chosen]
    return np.bincount(side[scene.fit > own[side]], minlength=size)


def _rivals(
    scene: Scene, youth_ids: Ints, room_ids: Ints, reason_waiting: dict[int, str]
) -> list[list[dict[str, Any]]]:
    """Return per chosen pair the youths who would have been best there, and why they are not."""
    pair, of = _others(scene, scene.room)
    worth = scene.worth()
    order = np.lexsort((scene.turn[scene.youth[pair]], -worth[pair], of))
    pair, of = pair[order], of[order]
    keep = _rank_in_group(of) <= RIVALS
    placed_by = np.full(len(scene.turn), -1, dtype=np.int64)
    placed_by[scene.youth[scene.chosen]] = scene.chosen
    found: list[list[dict[str, Any]]] = [[] for _ in scene.chosen]
    for rival, place in zip(pair[keep].tolist(), of[keep].tolist(), strict=True):
        youth = int(scene.youth[rival])
        elsewhere = int(placed_by[youth])
        waits = reason_waiting.get(youth, "")
        told: dict[str, Any] = {
            "youth": int(youth_ids[youth]),
            "room": int(room_ids[scene.room[elsewhere]]) if elsewhere >= 0 else None,
            "fit": int(scene.fit[rival]),
            "nights": int(scene.nights[rival]),
        }
        if elsewhere >= 0:
            told |= _difference(scene, elsewhere, rival, "better_there")
        elif waits.startswith("limit "):
            told |= {"code": "limit", "limit": waits.removeprefix("limit ")}
        else:
            told |= _difference(scene, int(scene.chosen[place]), rival, "less_here")
        found[place].append(told)
    return found


def _difference(scene: Scene, better: int, worse: int, code: str) -> dict[str, Any]:
    """Tell the first tier in which one pair beats the other; 'together' when it does not.

    A pair can lose to a weaker one: the sum over all proposals decides, not the pair alone.
    """
    for tier in scene.tiers:
        values = scene.tier(tier)
        by = int(values[better]) - int(values[worse])
        if by > 0:
            return {"code": code, "tier": tier, "by": by}
        if by < 0:
            return {"code": "together"}
    if code == "less_here" and scene.turn[scene.youth[better]] < scene.turn[scene.youth[worse]]:
        return {"code": "lottery"}
    return {"code": "together"}
