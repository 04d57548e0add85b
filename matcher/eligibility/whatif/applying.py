"""Pull a lever: on the pairs of a close-up, or on a row of a frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from matcher.eligibility.columns import WISHES, Floats
from matcher.eligibility.whatif.closeup import Closeup
from matcher.eligibility.whatif.levers import Lever
from matcher.eligibility.whatif.needed import day_to_ymd

Row = Mapping[str, object]

#: What a flag becomes when its lever is pulled; all others become True.
_BECOMES: dict[str, object] = {
    "smoke_outside": False,
    "no_day_activity_asked": False,
    "without_pet": False,
    "any_gender": "any",
    "any_household": "any",
}


def applied(pairs: Closeup, lever: Lever, values: Floats | float) -> Closeup:
    """Return the pairs with the lever's column set to ``values`` (one, or one per pair)."""
    given = np.broadcast_to(np.asarray(values, dtype=np.float64), (len(pairs),))
    if lever.kind == "flag":
        return _with_flag(pairs, lever)
    return _APPLY[lever.code](pairs, given)


def value_of(row: Row, lever: Lever, value: float) -> object:
    """Return what the column of the record becomes."""
    if lever.kind == "flag":
        return _BECOMES.get(lever.code, True)
    if lever.kind == "choice":
        return "".join(sorted({*str(row[lever.column]), str(int(value))}))
    if lever.unit == "metres":
        return value / 1000.0
    return day(value) if lever.unit == "days" else int(value)


def day(number: float) -> date:
    """Return the date of a day number."""
    found: date = np.datetime64(int(number), "D").item()
    return found


def _with_flag(pairs: Closeup, lever: Lever) -> Closeup:
    becomes = _BECOMES.get(lever.code, True)
    values: dict[str, Any] = {lever.column: np.full(len(pairs), becomes is True)}
    if becomes == "any":
        name = "accepts_gender" if lever.side == "room" else "household_wish"
        values = {name: np.full(len(pairs), WISHES["any"], dtype=np.int8)}
    if lever.side == "youth":
        return replace(pairs, youths=replace(pairs.youths, **values))
    return replace(pairs, rooms=replace(pairs.rooms, **values))


def _rent(pairs: Closeup, values: Floats) -> Closeup:
    too_high = values > pairs.legal_cents  # false where the maximum is unknown (NaN)
    rooms = replace(pairs.rooms, rent_cents=values.astype(np.int64), rent_is_too_high=too_high)
    return replace(pairs, rooms=rooms)


def _free_from(pairs: Closeup, values: Floats) -> Closeup:
    rooms = replace(
        pairs.rooms, free_from_day=values.astype(np.int32), free_from_ymd=day_to_ymd(values)
    )
    return replace(pairs, rooms=rooms)


def _ready(pairs: Closeup, values: Floats) -> Closeup:
    youths = replace(pairs.youths, ready_day=values.astype(np.int32), ready_ymd=day_to_ymd(values))
    return replace(pairs, youths=youths)


def _room(name: str) -> Callable[[Closeup, Floats], Closeup]:
    def apply(pairs: Closeup, values: Floats) -> Closeup:
        changed: dict[str, Any] = {name: values.astype(np.int32)}
        return replace(pairs, rooms=replace(pairs.rooms, **changed))

    return apply


def _guidance(pairs: Closeup, values: Floats) -> Closeup:
    bits = pairs.rooms.accepts_guidance | (1 << (values.astype(np.int64) - 1)).astype(np.int8)
    return replace(pairs, rooms=replace(pairs.rooms, accepts_guidance=bits))


def _budget(pairs: Closeup, values: Floats) -> Closeup:
    return replace(pairs, youths=replace(pairs.youths, budget_cents=values.astype(np.int64)))


def _distance(pairs: Closeup, values: Floats) -> Closeup:
    return replace(pairs, limit_m=values.astype(np.int32))


_APPLY: dict[str, Callable[[Closeup, Floats], Closeup]] = {
    "rent": _rent,
    "free_from": _free_from,
    "free_until": _room("free_until_day"),
    "min_age": _room("min_age"),
    "max_age": _room("max_age"),
    "accepts_guidance": _guidance,
    "budget": _budget,
    "distance": _distance,
    "ready_earlier": _ready,
    "wait": _ready,
}
