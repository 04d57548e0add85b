"""An instance as plain arrays: what every peer gets, so that none has to read or check tables.

Only numpy is imported, so that the memory of a peer is its own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Arrays:
    """Pairs sorted by youth, then room; codes are positions, -1 means none (all int32).

    Per pair: ``youth``, ``room``, ``nights``, ``fit``. Per youth: ``priority``, ``turn`` (place in
    the order of the lottery), ``youth_town``, ``organisation``, ``group``. Per room: ``capacity``,
    ``room_town``. Per limit: ``limit_kind`` (text), ``limit_key`` (a town or an organisation),
    ``limit``. ``fixed``: pairs that must be chosen. Forbidden pairs are left out.
    """

    youth: Codes
    room: Codes
    nights: Codes
    fit: Codes
    priority: Codes
    turn: Codes
    capacity: Codes
    youth_town: Codes
    room_town: Codes
    organisation: Codes
    group: Codes
    limit_kind: NDArray[np.str_]
    limit_key: Codes
    limit: Codes
    fixed: Codes

    @property
    def number_of_youths(self) -> int:
        return len(self.priority)

    @property
    def number_of_rooms(self) -> int:
        return len(self.capacity)

    @property
    def number_of_pairs(self) -> int:
        return len(self.youth)

    @property
    def has_limits(self) -> bool:
        """Whether there is more than beds to keep to."""
        return bool(len(self.limit) or len(self.fixed) or (self.group >= 0).any())

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})

    @classmethod
    def load(cls, path: Path) -> Arrays:
        with np.load(path) as stored:
            return cls(**{field.name: stored[field.name] for field in fields(cls)})


def weight(arrays: Arrays, tier: str) -> Ints:
    """What a pair counts for in a tier (int64 per pair)."""
    if tier == "priority":
        return arrays.priority[arrays.youth].astype(np.int64)
    return {"nights": arrays.nights, "fit": arrays.fit}[tier].astype(np.int64)


class DoesNotFit(Exception):
    """The instance is beyond what a peer can hold exactly; the message says why."""


def one_cost(arrays: Arrays, tiers: tuple[str, ...], largest: int) -> Ints:
    """All tiers in one weight per pair (int64), so that an earlier tier always outweighs the later.

    A tier is multiplied by more than everything below it can add up to. Raises ``DoesNotFit`` when
    a weight would be above ``largest``.
    """
    combined = weight(arrays, tiers[-1])
    for tier in reversed(tiers[:-1]):
        step = _most(arrays, combined) + 1
        above = weight(arrays, tier)
        top = int(above.max(initial=0)) * step + int(combined.max(initial=0))
        if top > largest:
            raise DoesNotFit(
                f"{len(tiers)} tiers in one cost: up to {top:.0e}, exact to {largest:.0e} only"
            )
        combined = above * step + combined
    return combined


def _most(arrays: Arrays, weights: Ints) -> int:
    """A bound on what any answer can add up to: every youth, or every bed, its best pair."""
    by_youth = np.zeros(arrays.number_of_youths, np.int64)
    by_room = np.zeros(arrays.number_of_rooms, np.int64)
    np.maximum.at(by_youth, arrays.youth, weights)
    np.maximum.at(by_room, arrays.room, weights)
    return min(int(by_youth.sum()), int((by_room * arrays.capacity).sum()))


def beds(arrays: Arrays) -> tuple[Codes, Codes, Ints]:
    """The instance with a column per bed: youth and bed per pair, and the pair it stands for.

    A room has no more beds than youths who could use them.
    """
    wanted = np.bincount(arrays.room, minlength=arrays.number_of_rooms)
    number = np.minimum(arrays.capacity, wanted).astype(np.int64)
    first = np.cumsum(number) - number
    times = number[arrays.room]
    pair = np.repeat(np.arange(arrays.number_of_pairs), times)
    which = np.arange(len(pair)) - np.repeat(np.cumsum(times) - times, times)
    return (
        arrays.youth[pair],
        (first[arrays.room[pair]] + which).astype(np.int32),
        pair,
    )
