"""The side limits as rows: a whole coefficient per pair, and at most a limit in total.

Organisations and shares count youths; inflow and outflow count pairs in another municipality. A
share of p percent with a trait is ``sum of (p - 100 if the youth has it else p) <= 0``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.problem import Problem

SIDE_KINDS = ("organisation", "inflow", "outflow", "share")


@dataclass(frozen=True, eq=False)
class Rows:
    """Side limits in the order of ``SIDE_KINDS``, then key.

    ``limit``: int64 per row, fixed pairs included. ``organisation_of``, ``outflow_of`` (per youth)
    and ``inflow_of`` (per room): row or -1. ``share``: coefficients, shares x youths; they are the
    last rows. ``is_away``: bool per pair of the problem, the room is in another municipality.
    """

    kind: tuple[str, ...]
    key: tuple[str, ...]
    limit: Ints
    organisation_of: Codes
    outflow_of: Codes
    inflow_of: Codes
    share: Ints
    is_away: Flags

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def first_share(self) -> int:
        return len(self.kind) - len(self.share)

    @classmethod
    def build(cls, problem: Problem) -> Rows:
        limits = problem.limits
        parts = [limits[limits["kind"] == kind] for kind in SIDE_KINDS]
        start = np.cumsum([0, *map(len, parts)])
        keys = [part["key"].astype(object) for part in parts]

        def of(values: pd.Series, place: int) -> Codes:
            found = pd.Index(keys[place]).get_indexer(pd.Index(values.astype(object)))
            return np.where(found >= 0, found + start[place], -1).astype(np.int32)

        number = np.concatenate([part["limit"].to_numpy(np.int64) for part in parts])
        share = np.array(
            [
                _share(problem, str(key), int(percent))
                for key, percent in zip(keys[3], parts[3]["limit"], strict=True)
            ],
            np.int64,
        ).reshape(len(keys[3]), len(problem.youths))
        number[start[3] :] = 0
        return cls(
            kind=tuple(
                kind for kind, part in zip(SIDE_KINDS, parts, strict=True) for _ in part["key"]
            ),
            key=tuple(str(key) for part in keys for key in part),
            limit=number,
            organisation_of=of(problem.youths["organisation"], 0),
            outflow_of=of(problem.youths["municipality"], 2),
            inflow_of=of(problem.rooms["municipality"], 1),
            share=share,
            is_away=is_away(problem),
        )

    def pair_part(self, problem: Problem, price: np.ndarray, pair: Ints) -> np.ndarray:
        """What the rows charge the pairs at these prices (one per row), in the prices' own type."""
        youth, room, away = problem.pair_youth[pair], problem.pair_room[pair], self.is_away[pair]
        full = np.append(price, price.dtype.type(0))
        per_youth = full[self.organisation_of] + price[self.first_share :] @ self.share
        leaving, entering = full[self.outflow_of], full[self.inflow_of]
        return per_youth[youth] + away * (leaving[youth] + entering[room])

    def load(self, problem: Problem, pair: Ints) -> Ints:
        """The sum of the coefficients of these pairs, per row."""
        row, _, coefficient = self.entries(problem, pair)
        total = np.zeros(len(self), np.int64)
        np.add.at(total, row, coefficient)
        return total

    def entries(self, problem: Problem, pair: Ints) -> tuple[Ints, Ints, Ints]:
        """The rows as (row, position in ``pair``, coefficient), without zeros."""
        youth, room, away = problem.pair_youth[pair], problem.pair_room[pair], self.is_away[pair]
        at = np.arange(len(pair))
        found = []
        for of, here in (
            (self.organisation_of[youth], np.ones(len(pair), bool)),
            (self.inflow_of[room], away),
            (self.outflow_of[youth], away),
        ):
            used = here & (of >= 0)
            found.append((of[used].astype(np.int64), at[used], np.ones(used.sum(), np.int64)))
        for place, per_youth in enumerate(self.share):
            coefficient = per_youth[youth]
            used = coefficient != 0
            row = np.full(used.sum(), self.first_share + place, np.int64)
            found.append((row, at[used], coefficient[used]))
        row, position, value = (np.concatenate(part) for part in zip(*found, strict=True))
        return row, position, value


def is_away(problem: Problem) -> Flags:
    """Bool per pair: the room is in another municipality than the youth comes from."""
    of, into = towns(problem)
    return np.asarray(of[problem.pair_youth] != into[problem.pair_room])


def towns(problem: Problem) -> tuple[Ints, Ints]:
    """Number of the municipality per youth and per room, the same numbers for both."""
    every = pd.concat([problem.youths["municipality"], problem.rooms["municipality"]])
    codes = pd.factorize(every.astype(object), sort=True)[0].astype(np.int64)
    return codes[: len(problem.youths)], codes[len(problem.youths) :]


def _share(problem: Problem, key: str, percent: int) -> Ints:
    trait, _, value = key.partition("=")
    rows = problem.traits
    having = rows.loc[(rows["trait"] == trait) & (rows["value"] == value), "youth"]
    has = problem.youths["youth"].isin(having).to_numpy(bool)
    return np.where(has, percent - 100, percent).astype(np.int64)
