"""One function per part of the fit: points per pair, between 0 and the part's weight.

``y`` and ``r`` are the rows of each pair in the frames of youths and rooms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.fit.curves import Points, curve_points, points, step_points
from matcher.fit.sets import number_shared, shared_bits
from matcher.policy import Policy
from matcher.words import PlaceKind

Index = npt.NDArray[np.intp]

TIES = [str(kind) for kind in PlaceKind if kind is not PlaceKind.AVOID]


@dataclass(frozen=True)
class Scene:
    """The frames that the parts look at; the pairs are given by rows of ``youths``, ``rooms``."""

    youths: pd.DataFrame
    rooms: pd.DataFrame
    places: pd.DataFrame
    policy: Policy


def town(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    """Ties with the room's municipality: the best kind of place, and a little per further kind."""
    code, towns = pd.factorize(scene.rooms["municipality"])
    ties = _ties(scene, towns)
    flat = ties.ravel()
    return flat[y * ties.shape[1] + code.astype(np.intp)[r]]


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


def distance(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    """Closer to the nearest place that matters earns more."""
    fit = scene.policy.fit
    return curve_points(distance_km, fit.curves["distance_km"], fit.weights["distance"])


def attention(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    """The attention that the host offers against what the youth wishes."""
    fit = scene.policy.fit
    table = step_points(-2, 2, fit.curves["attention_offer_minus_wish"], fit.weights["attention"])
    offer = scene.rooms["attention_offer"].to_numpy(dtype=np.int8)
    wish = scene.youths["attention_wish"].to_numpy(dtype=np.int8)
    return table[offer[r] - wish[y] + 2]


def interests(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    return _shared(scene, y, r, "interests", "shared_interests", "interests")


def language(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    return _shared(scene, y, r, "languages", "shared_languages", "language")


def _shared(scene: Scene, y: Index, r: Index, column: str, curve: str, part: str) -> Points:
    """Points for words in common; where a side filled in nothing, the policy's middle way."""
    fit = scene.policy.fit
    mine, theirs = scene.youths[column], scene.rooms[column]
    left, right = shared_bits(mine, theirs)
    table = step_points(0, 64 * left.shape[1], fit.curves[curve], fit.weights[part])
    earned = table[number_shared(left[y], right[r])]
    unknown = (mine.str.strip() == "").to_numpy()[y] | (theirs.str.strip() == "").to_numpy()[r]
    earned[unknown] = points(np.array(fit.unknown[part]), fit.weights[part])
    return earned


def guidance(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    """Hosts open to few kinds of guidance, this one among them, are kept for these youths."""
    fit = scene.policy.fit
    table = step_points(0, 4, fit.curves["guidance_kinds_accepted"], fit.weights["guidance"])
    kinds = scene.rooms["accepts_guidance"].map(lambda digits: len(set(digits) & set("1234")))
    accepted = scene.rooms["accepts_guidance"].to_numpy()
    takes = np.array([[kind in digits for kind in "01234"] for digits in accepted], dtype=bool)
    needed = scene.youths["guidance_kind"].to_numpy(dtype=np.intp)
    earned = table[kinds.to_numpy(dtype=np.intp)[r]]
    return np.where(takes.ravel()[r * 5 + needed[y]], earned, np.int16(0))


def budget(scene: Scene, y: Index, r: Index, distance_km: npt.NDArray) -> Points:
    """Rent as a share of the budget; a youth without a budget counts as having no room at all."""
    fit = scene.policy.fit
    rent = scene.rooms["rent_cents"].to_numpy(dtype=np.float64)[r]
    means = scene.youths["budget_cents"].to_numpy(dtype=np.float64)[y]
    share = np.divide(rent, means, out=np.full(len(rent), np.inf), where=means > 0)
    return curve_points(share, fit.curves["rent_to_budget"], fit.weights["budget"])
