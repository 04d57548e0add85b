"""The problem as arrays: what is left to decide once the fixed pairs have been booked.

Glossary. A *group* is the youths of one municipality that has a limit. A *face* is the part of the
model on which all best solutions of the tiers so far lie.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Codes, Flags, Ints, picked_from
from matcher.optimiser.problem import Problem


@dataclass(frozen=True, eq=False)
class Groups:
    """Limited municipalities: ``least`` <= placed youths of ``key`` <= ``most`` (int64)."""

    key: tuple[str, ...]
    of: Codes
    least: Ints
    most: Ints
    is_contract: Flags
    is_guarantee: Flags

    @classmethod
    def build(cls, problem: Problem, alone: dict[str, int] | None = None) -> Groups:
        """Groups from the limits, with a guarantee raised to ``alone`` where that is given."""
        contract = _limits(problem, "contract")
        guarantee = _limits(problem, "guarantee")
        for municipality, number in (alone or {}).items():
            guarantee[municipality] = max(number, guarantee.get(municipality, 0))
        key = tuple(sorted({*contract, *guarantee}))
        everybody = len(problem.youths)
        of = pd.Index(key, dtype=object).get_indexer(pd.Index(problem.youths["municipality"]))
        return cls(
            key=key,
            of=of.astype(np.int32),
            least=np.array([guarantee.get(name, 0) for name in key], np.int64),
            most=np.array([contract.get(name, everybody + 1) for name in key], np.int64),
            is_contract=np.array([name in contract for name in key], bool),
            is_guarantee=np.array([name in guarantee for name in key], bool),
        )


def _limits(problem: Problem, kind: str) -> dict[str, int]:
    rows = problem.limits[problem.limits["kind"] == kind]
    return dict(zip(rows["key"], rows["limit"].astype(int), strict=True))


@dataclass(frozen=True, eq=False)
class Model:
    """What the network decides. Pairs are sorted by youth, then room.

    ``pair`` (position in ``problem.pairs``), ``youth``, ``room``: int32 per pair; ``capacity``:
    beds left per room; ``group_of``: group per youth or -1; ``least``, ``most``: what is left of the
    limits per group; ``fixed``: positions of the pairs that are booked beforehand.
    """

    pair: Codes
    youth: Codes
    room: Codes
    capacity: Ints
    group_of: Codes
    least: Ints
    most: Ints
    fixed: Ints

    @property
    def number_of_youths(self) -> int:
        return len(self.group_of)

    @property
    def number_of_rooms(self) -> int:
        return len(self.capacity)

    @property
    def number_of_groups(self) -> int:
        return len(self.most)


def build(problem: Problem, groups: Groups) -> Model | None:
    """The model, or None when the fixed pairs alone already break a rule."""
    fixed = problem.fixed_pair
    youth, room = problem.pair_youth[fixed], problem.pair_room[fixed]
    allowed = problem.allowed()
    taken = np.bincount(youth, minlength=len(problem.youths))
    capacity = problem.rooms["capacity"].to_numpy(np.int64) - np.bincount(
        room, minlength=len(problem.rooms)
    )
    group = groups.of[youth]
    booked = np.bincount(group[group >= 0], minlength=len(groups.key))
    most, least = groups.most - booked, np.maximum(groups.least - booked, 0)
    broken = (taken > 1).any() or (capacity < 0).any() or (most < least).any()
    if broken or not allowed[fixed].all():
        return None
    is_open = np.append(most > 0, True)[groups.of]
    free = allowed & ((taken == 0) & is_open)[problem.pair_youth]
    # Rooms that fixed pairs fill stay in the model, without beds: one bed more has a price there too.
    pair = np.flatnonzero(free).astype(np.int32)
    return Model(
        pair=pair,
        youth=picked_from(problem.pair_youth, pair),
        room=picked_from(problem.pair_room, pair),
        capacity=capacity,
        group_of=groups.of,
        least=least,
        most=most,
        fixed=fixed,
    )


@dataclass(frozen=True, eq=False)
class Face:
    """Where the best solutions of the tiers so far lie.

    ``pair``: positions in the model's pairs; ``full``: rooms of which every bed is used; ``placed``:
    youths that are placed; ``least`` and ``most`` meet where a limit is reached in all of them.
    """

    pair: Codes
    full: Flags
    placed: Flags
    least: Ints
    most: Ints

    @property
    def settled(self) -> Flags:
        """Groups of which the number placed is known; their price may have either sign."""
        return self.least == self.most

    @classmethod
    def whole(cls, model: Model) -> Face:
        return cls(
            pair=np.arange(len(model.pair), dtype=np.int32),
            full=np.zeros(model.number_of_rooms, bool),
            placed=np.zeros(model.number_of_youths, bool),
            least=model.least,
            most=model.most,
        )

    def narrowed(self, tight: Flags, room: Ints, youth: Ints, group: Ints) -> Face:
        """The face on which the prices of one more tier hold with equality."""
        return replace(
            self,
            pair=self.pair[tight],
            full=self.full | (room > 0),
            placed=self.placed | (youth > 0),
            least=np.where(group > 0, self.most, self.least),
            most=np.where(group < 0, self.least, self.most),
        )
