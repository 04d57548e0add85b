"""One rule less: how many youths and rooms that nobody is possible for would have somebody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from matcher.eligibility import find_pairs
from matcher.eligibility.reasons import Reason
from matcher.eligibility.whatif import LEVERS
from matcher.policy import Policy
from matcher.rounds.compute import Scored

FURTHER_KM = 10.0
FURTHER = f"further_{FURTHER_KM:g}_km"

_LIFTABLE = {reason.value for lever in LEVERS for reason in lever.lifts} - {Reason.TOO_FAR.value}


def opened_by(scored: Scored, today: date, policy: Policy) -> dict[str, list[tuple[str, int]]]:
    """Return per side (rule, how many without anybody possible would then have somebody).

    Largest first; rules that no change lifts are left out. For distance, which has no end, it is
    told what ``FURTHER_KM`` more of every youth would do (code ``FURTHER``), for youths only.
    """
    found = scored.found
    young = _opened(found.youths, found.youth_reasons, "youth")
    further = _further(scored, today, policy)
    if further:
        young.append((FURTHER, further))
    return {
        "youth": sorted(young, key=lambda row: (-row[1], row[0])),
        "room": _opened(found.rooms, found.room_reasons, "room"),
    }


def _opened(summary: pd.DataFrame, reasons: pd.DataFrame, side: str) -> list[tuple[str, int]]:
    without = set(summary.loc[summary["eligible"] == 0, side])
    alone = reasons[
        reasons[side].isin(without)
        & reasons["reason"].isin(_LIFTABLE)
        & (reasons["only_this"].fillna(0) > 0)
    ]
    counts: dict[Any, int] = alone.groupby("reason")[side].nunique().to_dict()
    rows = [(str(code), int(number)) for code, number in counts.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _further(scored: Scored, today: date, policy: Policy) -> int:
    """Count the youths without a possible room who would have one a little further on."""
    frames, summary = scored.frames, scored.found.youths
    without = frames.youths[(summary["eligible"] == 0).to_numpy()].reset_index(drop=True)
    limit = without["max_distance_km"].fillna(policy.distance.default_maximum_km)
    found = find_pairs(
        without.assign(max_distance_km=limit + FURTHER_KM),
        frames.rooms,
        frames.places,
        frames.exclusions,
        today=today,
        policy=policy,
    )
    return int((found.youths["eligible"] > 0).sum())
