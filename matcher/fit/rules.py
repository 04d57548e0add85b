"""One rule per part of the fit: points per pair, between 0 and the part's weight.

``of`` looks at the frames once and keeps numbers per youth and per room; ``points`` then looks up
pairs. ``y`` and ``r`` are the rows of each pair in the frames of youths and rooms. What a rule keeps
may go to another process: it holds no keys and no texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.fit.curves import Points, curve_points, points, step_points
from matcher.fit.sets import number_shared, shared_bits
from matcher.policy import Policy
from matcher.policy.model import Curve
from matcher.words import PlaceKind

Index = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

TIES = [str(kind) for kind in PlaceKind if kind is not PlaceKind.AVOID]


@dataclass(frozen=True)
class Scene:
    """The frames that the rules look at."""

    youths: pd.DataFrame
    rooms: pd.DataFrame
    places: pd.DataFrame
    policy: Policy


class Rule(Protocol):
    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        """Return the points per pair."""
        ...


@dataclass(frozen=True, eq=False)
class Town:
    """Ties with the room's municipality: the best kind of place, and a little per further kind.

    ``earned``: per youth and municipality that has rooms; ``town``: municipality per room.
    """

    earned: Points
    town: Index

    @classmethod
    def of(cls, scene: Scene) -> Self:
        code, towns = pd.factorize(scene.rooms["municipality"])
        return cls(_ties(scene, towns), code.astype(np.intp))

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        return self.earned.ravel()[y * self.earned.shape[1] + self.town[r]]


def _ties(scene: Scene, towns: pd.Index) -> Points:
    """Return points per (youth, municipality that has rooms)."""
    shares = scene.policy.fit.town
    ties = pd.DataFrame(
        {
            "youth": pd.Index(scene.youths["youth"]).get_indexer(pd.Index(scene.places["youth"])),
            "town": towns.get_indexer(pd.Index(scene.places["municipality"])),
            "kind": scene.places["kind"].to_numpy(),
        }
    )
    ties = ties[(ties["youth"] >= 0) & (ties["town"] >= 0) & ties["kind"].isin(TIES)]
    ties = ties[(scene.places["municipality"] != "").to_numpy()[ties.index]].drop_duplicates()
    share = ties["kind"].map(dict(shares)).astype("float64")
    found = share.groupby([ties["youth"], ties["town"]]).agg(["max", "size"]).reset_index()
    total = found["max"] + (found["size"] - 1) * shares["further_tie"]
    table = np.zeros((len(scene.youths), max(len(towns), 1)), dtype=np.int16)
    earned = points(np.minimum(total.to_numpy(np.float64), 1.0), scene.policy.fit.weights["town"])
    table[found["youth"].to_numpy(np.intp), found["town"].to_numpy(np.intp)] = earned
    return table


@dataclass(frozen=True, eq=False)
class Distance:
    """Closer to the nearest place that matters earns more."""

    curve: Curve
    weight: int

    @classmethod
    def of(cls, scene: Scene) -> Self:
        fit = scene.policy.fit
        return cls(fit.curves["distance_km"], fit.weights["distance"])

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        return curve_points(distance_km, self.curve, self.weight)


@dataclass(frozen=True, eq=False)
class Attention:
    """The attention that the host offers against what the youth wishes."""

    table: Points
    offer: npt.NDArray[np.int8]
    wish: npt.NDArray[np.int8]

    @classmethod
    def of(cls, scene: Scene) -> Self:
        fit = scene.policy.fit
        curve = fit.curves["attention_offer_minus_wish"]
        return cls(
            table=step_points(-2, 2, curve, fit.weights["attention"]),
            offer=scene.rooms["attention_offer"].to_numpy(dtype=np.int8),
            wish=scene.youths["attention_wish"].to_numpy(dtype=np.int8),
        )

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        return self.table[self.offer[r] - self.wish[y] + 2]


@dataclass(frozen=True, eq=False)
class _Shared:
    """Words in common, as bits; where a side filled in nothing, the policy's middle way."""

    column: ClassVar[str]
    curve: ClassVar[str]
    part: ClassVar[str]

    table: Points
    mine: npt.NDArray[np.uint64]
    theirs: npt.NDArray[np.uint64]
    i_am_blank: npt.NDArray[np.bool_]
    they_are_blank: npt.NDArray[np.bool_]
    for_blank: Points

    @classmethod
    def of(cls, scene: Scene) -> Self:
        fit = scene.policy.fit
        mine, theirs = scene.youths[cls.column], scene.rooms[cls.column]
        left, right = shared_bits(mine, theirs)
        weight = fit.weights[cls.part]
        return cls(
            table=step_points(0, 64 * left.shape[1], fit.curves[cls.curve], weight),
            mine=left,
            theirs=right,
            i_am_blank=(mine.str.strip() == "").to_numpy(dtype=bool),
            they_are_blank=(theirs.str.strip() == "").to_numpy(dtype=bool),
            for_blank=points(np.array(fit.unknown[cls.part]), weight),
        )

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        earned = self.table[number_shared(self.mine[y], self.theirs[r])]
        earned[self.i_am_blank[y] | self.they_are_blank[r]] = self.for_blank
        return earned


class Interests(_Shared):
    column, curve, part = "interests", "shared_interests", "interests"


class Language(_Shared):
    column, curve, part = "languages", "shared_languages", "language"


@dataclass(frozen=True, eq=False)
class Guidance:
    """Hosts open to few kinds of guidance, this one among them, are kept for these youths.

    ``earned``: per room and kind of guidance (0..4); ``needed``: kind per youth.
    """

    earned: Points
    needed: Index

    @classmethod
    def of(cls, scene: Scene) -> Self:
        fit = scene.policy.fit
        table = step_points(0, 4, fit.curves["guidance_kinds_accepted"], fit.weights["guidance"])
        accepted, kinds = pd.factorize(scene.rooms["accepts_guidance"])
        earned = np.zeros((max(len(kinds), 1), 5), dtype=np.int16)
        for row, digits in enumerate(kinds):
            takes = [int(kind) for kind in "01234" if kind in digits]
            earned[row, takes] = table[len(set(digits) & set("1234"))]
        return cls(earned[accepted], scene.youths["guidance_kind"].to_numpy(dtype=np.intp))

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        return self.earned.ravel()[r * 5 + self.needed[y]]


@dataclass(frozen=True, eq=False)
class Budget:
    """Rent as a share of the budget; a youth without a budget counts as having no room at all."""

    curve: Curve
    weight: int
    rent: Floats
    means: Floats

    @classmethod
    def of(cls, scene: Scene) -> Self:
        fit = scene.policy.fit
        return cls(
            curve=fit.curves["rent_to_budget"],
            weight=fit.weights["budget"],
            rent=scene.rooms["rent_cents"].to_numpy(dtype=np.float64),
            means=scene.youths["budget_cents"].to_numpy(dtype=np.float64),
        )

    def points(self, y: Index, r: Index, distance_km: Floats) -> Points:
        rent, means = self.rent[r], self.means[y]
        share = np.divide(rent, means, out=np.full(len(rent), np.inf), where=means > 0)
        return curve_points(share, self.curve, self.weight)
