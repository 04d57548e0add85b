"""Made-up national-like instances of any size: people live in clustered towns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from matcher.words import Interest

TODAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Instance:
    youths: pd.DataFrame
    rooms: pd.DataFrame
    places: pd.DataFrame
    exclusions: pd.DataFrame


def national(youths: int, rooms: int, seed: int = 0, towns: int = 1500) -> Instance:
    """Return an instance; town sizes fall off as 1/rank, big towns lie close together."""
    rng = np.random.default_rng(seed)
    map_ = _Towns(rng, towns)
    young = _youths(rng, youths)
    return Instance(
        youths=young,
        rooms=_rooms(rng, rooms, map_),
        places=_places(rng, youths, map_),
        exclusions=pd.DataFrame(
            {
                "youth": [f"y{i}" for i in rng.integers(0, max(youths, 1), youths // 10)],
                "room": [f"r{i}" for i in rng.integers(0, max(rooms, 1), youths // 10)],
            },
            dtype="str",
        ),
    )


class _Towns:
    def __init__(self, rng: np.random.Generator, number: int) -> None:
        weight = 1.0 / np.arange(1, number + 1) ** 0.8
        self.share = weight / weight.sum()
        big = np.arange(number) < number // 10
        self.latitude = np.where(
            big, rng.normal(52.0, 0.35, number), rng.uniform(50.8, 53.4, number)
        )
        self.longitude = np.where(big, rng.normal(4.8, 0.45, number), rng.uniform(3.6, 7.1, number))
        self.code = np.array([f"GM{i:04d}" for i in rng.integers(1, 343, number)], dtype=object)

    def draw(self, rng: np.random.Generator, size: int) -> np.ndarray:
        return rng.choice(len(self.share), size=size, p=self.share)


def _flag(rng: np.random.Generator, size: int, share: float) -> np.ndarray:
    return rng.random(size) < share


def _days(rng: np.random.Generator, size: int, low: int, high: int) -> np.ndarray:
    return (np.datetime64(TODAY, "D") + rng.integers(low, high, size)).astype("datetime64[s]")


def _sets(rng: np.random.Generator, size: int, words: list[str], most: int) -> pd.Series:
    chosen = [
        " ".join(sorted(rng.choice(words, rng.integers(0, most + 1), False))) for _ in range(size)
    ]
    return pd.Series(chosen, dtype="str")


def _languages(rng: np.random.Generator, size: int) -> pd.Series:
    others = np.array(["", " ar", " en", " ti", " tr", " uk"])
    return pd.Series("nl" + pd.Series(rng.choice(others, size), dtype="str"), dtype="str")


def _words(rng: np.random.Generator, size: int, words: list[str], p: list[float]) -> pd.Series:
    return pd.Series(rng.choice(words, size, p=p), dtype="str")


def _youths(rng: np.random.Generator, n: int) -> pd.DataFrame:
    leaves = pd.Series(_days(rng, n, -200, 300))
    return pd.DataFrame(
        {
            "youth": pd.Series([f"y{i}" for i in range(n)], dtype="str"),
            "municipality": pd.Series([f"GM{i:04d}" for i in rng.integers(1, 343, n)], dtype="str"),
            "organisation": pd.Series([f"org{i}" for i in rng.integers(0, 60, n)], dtype="str"),
            "birth_date": _days(rng, n, -27 * 365, -18 * 365 + 60),
            "age_exception": _flag(rng, n, 0.01),
            "ready_on": _days(rng, n, -60, 90),
            "budget_cents": rng.integers(350, 650, n) * 100,
            "gender": _words(rng, n, ["female", "male", "other"], [0.46, 0.5, 0.04]),
            "smokes": _flag(rng, n, 0.3),
            "has_pet": _flag(rng, n, 0.05),
            "allergic_to_cats": _flag(rng, n, 0.07),
            "allergic_to_dogs": _flag(rng, n, 0.04),
            "needs_step_free": _flag(rng, n, 0.03),
            "guidance_kind": rng.choice([1, 2, 3, 4], n, p=[0.02, 0.08, 0.3, 0.6]),
            "has_day_activity": _flag(rng, n, 0.8),
            "max_distance_km": rng.choice([10.0, 15.0, 20.0, 30.0, 40.0], n),
            "household_gender_wish": _words(rng, n, ["any", "female", "male"], [0.85, 0.1, 0.05]),
            "accepts_children": _flag(rng, n, 0.85),
            "accepts_smoking_household": _flag(rng, n, 0.6),
            "accepts_pets": _flag(rng, n, 0.85),
            "languages": _languages(rng, n),
            "interests": _sets(rng, n, list(Interest.codes()), 4),
            "attention_wish": rng.integers(1, 4, n),
            "target_group": _words(rng, n, ["light", "middle", "heavy"], [0.5, 0.35, 0.15]),
            "urgency": rng.choice([0, 1, 2, 3], n, p=[0.5, 0.25, 0.15, 0.1]),
            "registered_on": _days(rng, n, -400, 0),
            "out_of_care_on": leaves.where(_flag(rng, n, 0.7)),
            "lottery": rng.permutation(n),
        }
    )


def _rooms(rng: np.random.Generator, n: int, towns: _Towns) -> pd.DataFrame:
    town = towns.draw(rng, n)
    rent = rng.integers(300, 551, n) * 100
    until = pd.Series(_days(rng, n, 30, 700))
    return pd.DataFrame(
        {
            "room": pd.Series([f"r{i}" for i in range(n)], dtype="str"),
            "home": pd.Series([f"h{i}" for i in range(n)], dtype="str"),
            "municipality": pd.Series(towns.code[town], dtype="str"),
            "latitude": towns.latitude[town] + rng.normal(0, 0.01, n),
            "longitude": towns.longitude[town] + rng.normal(0, 0.015, n),
            "capacity": rng.choice([1, 2], n, p=[0.95, 0.05]),
            "free_from": _days(rng, n, -60, 120),
            "free_until": until.where(_flag(rng, n, 0.4)),
            "rent_cents": rent,
            "legal_max_rent_cents": np.where(
                _flag(rng, n, 0.5), rent * rng.uniform(0.97, 1.6, n), np.nan
            ),
            "min_age": rng.choice([18, 20, 21], n, p=[0.85, 0.1, 0.05]),
            "max_age": rng.choice([23, 25, 27], n, p=[0.1, 0.1, 0.8]),
            "accepts_gender": _words(rng, n, ["any", "female", "male"], [0.6, 0.3, 0.1]),
            "household_gender": _words(rng, n, ["female", "male", "mixed"], [0.35, 0.15, 0.5]),
            "has_children": _flag(rng, n, 0.25),
            "smoking_allowed": _flag(rng, n, 0.4),
            "household_smokes": _flag(rng, n, 0.15),
            "has_cat": _flag(rng, n, 0.25),
            "has_dog": _flag(rng, n, 0.2),
            "pets_welcome": _flag(rng, n, 0.3),
            "step_free": _flag(rng, n, 0.2),
            "accepts_guidance": _words(rng, n, ["4", "34", "234", "1234"], [0.3, 0.4, 0.2, 0.1]),
            "requires_day_activity": _flag(rng, n, 0.5),
            "participating": _flag(rng, n, 0.9),
            "languages": _languages(rng, n),
            "interests": _sets(rng, n, list(Interest.codes()), 4),
            "attention_offer": rng.integers(1, 4, n),
        }
    )


def _places(rng: np.random.Generator, youths: int, towns: _Towns) -> pd.DataFrame:
    number = rng.choice([0, 1, 2, 3, 4], youths, p=[0.01, 0.3, 0.4, 0.2, 0.09])
    owner = np.repeat(np.arange(youths), number)
    n = len(owner)
    town = towns.draw(rng, n)
    kinds = ["home", "birth", "study", "work", "family", "other", "avoid"]
    kind = _words(rng, n, kinds, [0.35, 0.2, 0.18, 0.1, 0.07, 0.04, 0.06])
    return pd.DataFrame(
        {
            "youth": pd.Series([f"y{i}" for i in owner], dtype="str"),
            "time": _words(rng, n, ["past", "now", "later"], [0.3, 0.5, 0.2]),
            "kind": kind,
            "municipality": pd.Series(towns.code[town], dtype="str"),
            "latitude": towns.latitude[town],
            "longitude": towns.longitude[town],
            "radius_km": np.where(kind == "avoid", rng.choice([2.0, 5.0, 10.0], n), np.nan),
        }
    )
