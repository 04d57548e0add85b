"""Fit of pairs and priority of youths: whole points, each the sum of its visible parts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.errors import InvalidProblem
from matcher.fit import rules
from matcher.fit.curves import Points, curve_points, points
from matcher.fit.parts import FIT_COLUMNS, FIT_PARTS, PRIORITY_COLUMNS, PRIORITY_PARTS
from matcher.policy import Policy
from matcher.workers import HERE, Workers

PAIRS_PER_PART = 131_072


def prepared(scene: rules.Scene) -> dict[str, rules.Rule]:
    """Return the rule of every part, by its code."""
    return {
        "town": rules.Town.of(scene),
        "distance": rules.Distance.of(scene),
        "attention": rules.Attention.of(scene),
        "interests": rules.Interests.of(scene),
        "language": rules.Language.of(scene),
        "guidance": rules.Guidance.of(scene),
        "budget": rules.Budget.of(scene),
    }


def score(
    pairs: pd.DataFrame,
    youths: pd.DataFrame,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    policy: Policy,
    *,
    youth_index: npt.NDArray | None = None,
    room_index: npt.NDArray | None = None,
    workers: Workers = HERE,
    part_size: int = PAIRS_PER_PART,
) -> pd.DataFrame:
    """Return ``pairs`` with ``fit`` (0..1000) and one column per part; the parts add up to it.

    pairs: ``youth, room, nights, distance_km``. The two index arrays of ``Candidates`` spare
    looking the keys up again. ``workers`` score parts of ``part_size`` pairs side by side; the
    answer depends on neither. Raises InvalidProblem for a pair of somebody not in the frames.
    """
    y = _rows(pairs["youth"], youths["youth"], youth_index)
    r = _rows(pairs["room"], rooms["room"], room_index)
    distance_km = pairs["distance_km"].to_numpy(dtype=np.float64)
    parts = [
        (
            y[first : first + part_size],
            r[first : first + part_size],
            distance_km[first:][:part_size],
        )
        for first in range(0, len(pairs), part_size)
    ]
    earned = np.empty((len(FIT_PARTS), len(pairs)), dtype=np.int64)
    ruled = prepared(rules.Scene(youths, rooms, places, policy))
    first = 0
    for found in workers.each(points_of_pairs, ruled, parts):
        earned[:, first : first + found.shape[1]] = found
        first += found.shape[1]
    kept = pairs[["youth", "room", "nights"]].reset_index(drop=True)
    columns = dict(zip(FIT_COLUMNS, earned, strict=True))
    return kept.assign(fit=earned.sum(axis=0), **columns, distance_km=distance_km)


def points_of_pairs(
    ruled: Mapping[str, rules.Rule],
    part: tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float64]],
) -> Points:
    """Return the points of pairs (youth, room, distance), a row per part in their order."""
    y, r, distance_km = part[0].astype(np.intp), part[1].astype(np.intp), part[2]
    return np.stack([ruled[part.code].points(y, r, distance_km) for part in FIT_PARTS])


def priority(youths: pd.DataFrame, today: date, policy: Policy) -> pd.DataFrame:
    """Return ``youth, priority`` (0..1000) and one column per part, a row per youth."""
    figures = policy.priority
    waiting = _days(youths["registered_on"], today)
    leaving = -_days(youths["out_of_care_on"], today)
    shares = np.asarray(youths["target_group"].map(dict(figures.target_group)), dtype=np.float64)
    weight = figures.weights
    parts = {
        "waiting": curve_points(waiting, figures.curves["days_waiting"], weight["waiting"]),
        "out_of_care": np.where(
            np.isnan(leaving),
            np.int16(0),
            curve_points(
                np.nan_to_num(leaving),
                figures.curves["days_until_out_of_care"],
                weight["out_of_care"],
            ),
        ),
        "urgency": curve_points(
            youths["urgency"].to_numpy(), figures.curves["urgency"], weight["urgency"]
        ),
        "target_group": points(shares, weight["target_group"]),
    }
    columns = {part.column: parts[part.code].astype(np.int64) for part in PRIORITY_PARTS}
    total = sum((columns[name] for name in PRIORITY_COLUMNS), np.zeros(len(youths), np.int64))
    return pd.DataFrame(
        {"youth": youths["youth"].reset_index(drop=True), "priority": total, **columns}
    )


def _days(dates: pd.Series, today: date) -> npt.NDArray[np.float64]:
    """Return days from each date until today; NaN where there is no date."""
    since = np.datetime64(today, "D") - dates.to_numpy().astype("datetime64[D]")
    return np.where(np.isnat(since), np.nan, since.astype(np.int64)).astype(np.float64)


def _rows(keys: pd.Series, all_keys: pd.Series, index: npt.NDArray | None) -> npt.NDArray[np.int32]:
    if index is not None:
        return index.astype(np.int32)
    found = pd.Index(all_keys).get_indexer(pd.Index(keys))
    if (found < 0).any():
        stranger = keys.iloc[int(np.argmax(found < 0))]
        raise InvalidProblem([f"pairs: {keys.name} {stranger!r} is not in the frame; add it there"])
    return found.astype(np.int32)
