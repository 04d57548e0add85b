"""The groups of youths that a round's fairness looks at, from the frames. Pure.

The values are made of care data, so they live as long as the round runs: only figures of whole
groups are stored, and of single youths only who counts for a minimum share (`for_shares`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.policy import Policy
from matcher.words import GuidanceKind, TargetGroup

TRAITS = ("severity", "guidance", "waiting", "care_end", "gender", "population")
POPULATION_FROM = (0, 20_000, 50_000, 100_000)
"""Classes of CBS (gemeentegrootteklasse), the smallest three and the largest three together."""
POPULATIONS = ("under_20k", "20k_to_50k", "50k_to_100k", "from_100k")

SHARE_CHOICES = (
    *(f"severity={code}" for code in reversed(TargetGroup.codes())),
    *(f"guidance={code}" for code in GuidanceKind.codes()),
)
"""What a round can ask a minimum share of placements for."""

Days = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Share:
    """At least ``percent`` of all who are placed have the value named by ``key``: trait=value."""

    key: str
    percent: int


def traits(
    youths: pd.DataFrame, today: date, policy: Policy, population: Mapping[str, int | None]
) -> pd.DataFrame:
    """Return youth, trait, value; a youth whose value is not known has no row for that trait.

    ``population``: inhabitants per municipality code.
    """
    found = {
        "severity": youths["target_group"],
        "guidance": youths["guidance_kind"].astype(str),
        "waiting": _waiting(youths, today, policy),
        "care_end": _care_end(youths, today, policy),
        "gender": youths["gender"],
        "population": _population(youths, population),
    }
    parts = [
        pd.DataFrame({"youth": youths["youth"], "trait": name, "value": np.asarray(value, object)})
        for name, value in found.items()
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[table["value"] != ""].reset_index(drop=True)


def read_shares(words: Iterable[str]) -> tuple[Share, ...]:
    """Read shares as they are typed: severity=heavy:25.

    Raises ValueError saying what is wrong.
    """
    found = []
    for word in words:
        key, _, percent = word.partition(":")
        if key not in SHARE_CHOICES:
            raise ValueError(f"{key!r} is not one of {', '.join(SHARE_CHOICES)}")
        if not (percent.isdecimal() and 1 <= int(percent) <= 100):
            raise ValueError(f"{word!r} needs a whole percentage of 1 to 100, as in {key}:25")
        found.append(Share(key, int(percent)))
    keys = [share.key for share in found]
    if len(set(keys)) < len(keys):
        raise ValueError("a group can have one minimum share only")
    return tuple(found)


def share_limits(shares: Iterable[Share], traits: pd.DataFrame) -> pd.DataFrame:
    """Return limits (kind, key, limit) for the shares that somebody can count for."""
    known = set(traits["trait"] + "=" + traits["value"])
    rows = [("share", share.key, share.percent) for share in shares if share.key in known]
    return pd.DataFrame(rows, columns=["kind", "key", "limit"])


def for_shares(traits: pd.DataFrame, limits: pd.DataFrame) -> pd.DataFrame:
    """Return only the rows that a share limit counts: what a replay of the round needs."""
    wanted = set(limits.loc[limits["kind"] == "share", "key"])
    rows = traits[(traits["trait"] + "=" + traits["value"]).isin(wanted)]
    return rows.reset_index(drop=True)


def _waiting(youths: pd.DataFrame, today: date, policy: Policy) -> list[str]:
    """Bands of days, between the points of the curve by which waiting gives priority."""
    from matcher.optimiser.groups_of_youths import bands

    below = tuple(int(days) for days, _ in policy.priority.curves["days_waiting"] if days >= 1)
    names, band = bands(below, np.maximum(-_days_from(today, youths["registered_on"]), 0))
    return [names[place] for place in band]


def _care_end(youths: pd.DataFrame, today: date, policy: Policy) -> npt.NDArray[np.object_]:
    known = youths["out_of_care_on"].notna().to_numpy(bool)
    ahead = _days_from(today, youths["out_of_care_on"].fillna(pd.Timestamp(today)))
    soon = policy.fairness.out_of_care_soon_days
    value = np.where(ahead <= 0, "over", np.where(ahead <= soon, "soon", "later"))
    return np.where(known, value, "no_date").astype(object)


def _population(youths: pd.DataFrame, population: Mapping[str, int | None]) -> list[str]:
    def name(code: str) -> str:
        number = population.get(code)
        if number is None:
            return ""
        return POPULATIONS[int(np.searchsorted(POPULATION_FROM, number, side="right")) - 1]

    names = {code: name(code) for code in youths["municipality"].unique()}
    return [names[code] for code in youths["municipality"]]


def _days_from(today: date, moments: pd.Series) -> Days:
    days = moments.to_numpy().astype("datetime64[D]") - np.datetime64(today, "D")
    return days.astype(np.int64)
