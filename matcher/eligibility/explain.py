"""Answers for people: why not this pair, and what would open more rooms for this youth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.eligibility import frames
from matcher.eligibility.candidates import Chunk
from matcher.eligibility.columns import Bools, SmallInts
from matcher.eligibility.distance import UNREACHED
from matcher.eligibility.find import Sides, encode
from matcher.eligibility.reasons import REASONS, Reason, reasons_in
from matcher.policy import Policy

Row = Mapping[str, object] | pd.Series


@dataclass(frozen=True)
class Closer:
    """All rooms as seen by one youth.

    rooms: ``room, distance_km`` (NaN: no position known), ``nights, reasons`` (tuple of codes,
    empty: eligible), in the order of the frame.
    reasons: ``reason, blocked, only_this, smallest_change, unit``: rooms that it blocks, rooms
    that it alone blocks, and the smallest change that opens the first of those (NaN: none to
    open, or not a matter of more or less); ``unit`` is km, cents, nights, years or ''.
    """

    rooms: pd.DataFrame
    reasons: pd.DataFrame


def explain_pair(
    youth_row: Row,
    room_row: Row,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> list[str]:
    """Return the codes of all rules that this pair breaks, in the order of ``REASONS``.

    Empty: eligible. The same rules as ``find_pairs``, without its shortcut over distance.
    ``places`` and ``exclusions`` may hold those of other youths as well.
    """
    rooms = frames.from_rows([dict(room_row)], frames.ROOMS)
    closer = look_closer(youth_row, rooms, places, exclusions, today=today, policy=policy)
    return list(closer.rooms["reasons"].iloc[0])


def look_closer(
    youth_row: Row,
    rooms: pd.DataFrame,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> Closer:
    """Hold one youth against every room, near or far. Raises InvalidProblem on wrong frames."""
    youths = frames.from_rows([dict(youth_row)], frames.YOUTHS)
    own = places[places["youth"] == youths["youth"].iloc[0]].reset_index(drop=True)
    ruled_out = frames.empty(frames.EXCLUSIONS) if exclusions is None else exclusions
    sides = encode(youths, rooms, own, ruled_out, today=today, policy=policy)
    chunk, near = _against_all(sides)
    mask, nights = sides.broken(chunk, near)
    distance_km = np.where(chunk.metres == UNREACHED, np.nan, chunk.metres / 1000.0)
    seen = pd.DataFrame(
        {
            "room": rooms["room"].reset_index(drop=True),
            "distance_km": distance_km,
            "nights": np.maximum(nights, 0).astype(np.int64),
            "reasons": [
                tuple(str(reason) for reason in reasons_in(bits)) for bits in mask.tolist()
            ],
        }
    )
    return Closer(seen, _reasons(sides, mask, _missing(sides, rooms, chunk, nights)))


def _against_all(sides: Sides) -> tuple[Chunk, Bools]:
    """Return the only youth with every room, and which of those are near enough."""
    metres = sides.surroundings.metres_to_nearest(sides.places.points)
    limit = sides.places.limit_m[0] if len(sides.places.limit_m) else -1
    rooms = np.arange(sides.number_of_rooms)
    return Chunk(np.zeros_like(rooms), rooms, metres), (metres <= limit) & (metres != UNREACHED)


def _missing(
    sides: Sides, rooms: pd.DataFrame, chunk: Chunk, nights: SmallInts
) -> dict[Reason, tuple[str, npt.NDArray[np.float64]]]:
    """Return per reason of more-or-less its unit and, per room, by how much it is missed."""
    y, r = sides.youths.take(chunk.youth), sides.rooms
    limit = sides.places.limit_m[0] if len(sides.places.limit_m) else 0
    ages = sides.ages(chunk)
    window = sides.policy.age
    legal = rooms["legal_max_rent_cents"].to_numpy(dtype=np.float64)
    return {
        Reason.TOO_FAR: ("km", (chunk.metres.astype(np.float64) - limit) / 1000.0),
        Reason.NO_SHARED_DATES: (
            "nights",
            (sides.policy.dates.minimum_nights - nights).astype(np.float64),
        ),
        Reason.TOO_YOUNG: ("years", (window.minimum - ages).astype(np.float64)),
        Reason.TOO_OLD: ("years", (ages - window.maximum).astype(np.float64)),
        Reason.YOUNGER_THAN_WISH: ("years", (r.min_age - ages).astype(np.float64)),
        Reason.OLDER_THAN_WISH: ("years", (ages - r.max_age).astype(np.float64)),
        Reason.RENT_ABOVE_BUDGET: ("cents", (r.rent_cents - y.budget_cents).astype(np.float64)),
        Reason.RENT_ABOVE_LEGAL_MAXIMUM: ("cents", r.rent_cents - np.floor(legal)),
    }


def _reasons(
    sides: Sides,
    mask: SmallInts,
    missing: Mapping[Reason, tuple[str, npt.NDArray[np.float64]]],
) -> pd.DataFrame:
    rows = []
    for reason in REASONS:
        blocked, alone = (mask & reason.mask) != 0, mask == reason.mask
        if not blocked.any():
            continue
        unit, amount = missing.get(reason, ("", np.full(len(mask), np.nan)))
        smallest = float(amount[alone].min()) if alone.any() else float("nan")
        rows.append((str(reason), int(blocked.sum()), int(alone.sum()), smallest, unit))
    names = ["reason", "blocked", "only_this", "smallest_change", "unit"]
    types = dict(zip(names, ("str", "int64", "int64", "float64", "str"), strict=True))
    return pd.DataFrame(rows, columns=names).astype(types)
