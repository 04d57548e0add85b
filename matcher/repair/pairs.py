"""The eligible pairs of a small part of the records, scored as a round scores them."""

from __future__ import annotations

from datetime import date

import numpy as np

from matcher.eligibility import find_pairs
from matcher.fit import FIT_COLUMNS, priority, score
from matcher.policy import Policy
from matcher.repair.rules import Pair
from matcher.rounds.snapshot import Frames, ids_of


def eligible_pairs(frames: Frames, today: date, policy: Policy) -> list[Pair]:
    """Return every pair of ``frames`` that breaks no hard rule, with its nights and fit.

    Meant for the few who are free: a national round has a million pairs, and keeps to arrays.
    """
    found = find_pairs(
        frames.youths,
        frames.rooms,
        frames.places,
        frames.exclusions,
        today=today,
        policy=policy,
    )
    if found.pairs.empty:
        return []
    scored = score(
        found.pairs,
        frames.youths,
        frames.rooms,
        frames.places,
        policy,
        youth_index=found.youth_index,
        room_index=found.room_index,
    )
    of_youth = frames.youths.iloc[found.youth_index]
    of_room = frames.rooms.iloc[found.room_index]
    points = priority(frames.youths, today, policy)["priority"].to_numpy()[found.youth_index]
    begins = np.maximum(
        np.maximum(_days(of_youth["ready_on"]), _days(of_room["free_from"])),
        np.datetime64(today, "D"),
    )
    columns = (
        ids_of(of_youth["youth"]).tolist(),
        ids_of(of_room["room"]).tolist(),
        of_youth["municipality"].tolist(),
        begins.tolist(),
        _days(of_room["free_until"]).tolist(),
        scored["nights"].tolist(),
        scored["fit"].tolist(),
        points.tolist(),
        of_youth["lottery"].tolist(),
        scored["distance_km"].tolist(),
    )
    names = [column.removeprefix("fit_") for column in FIT_COLUMNS]
    parts = [
        dict(zip(names, points_of, strict=True))
        for points_of in scored[list(FIT_COLUMNS)].to_numpy().tolist()
    ]
    guided_by = of_youth["organisation"].tolist()
    return [Pair(*values) for values in zip(*columns, parts, guided_by, strict=True)]


def _days(dates: object) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.asarray(dates).astype("datetime64[D]")
