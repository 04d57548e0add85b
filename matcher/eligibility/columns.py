"""The frames as plain arrays, encoded once, so that rules are arithmetic on whole columns.

Codes are small integers: text is compared here, never per pair.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.policy import Policy

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
SmallInts = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]

FOREVER = np.iinfo(np.int32).max
"""The day number of an open end."""

GENDERS = {"female": 0, "male": 1, "other": 2}
WISHES = {"female": 0, "male": 1, "any": 2}
HOUSEHOLDS = {"female": 0, "male": 1, "mixed": 2}
ANY = WISHES["any"]


@dataclass(frozen=True)
class _Columns:
    def take(self, index: npt.NDArray[np.intp]) -> Self:
        """Return these columns for the rows in ``index``, in that order."""
        return type(self)(
            **{field.name: getattr(self, field.name).take(index) for field in fields(self)}
        )


@dataclass(frozen=True)
class YouthColumns(_Columns):
    """One row per youth. Days count from 1970-01-01; ``*_ymd`` are 20260131-like numbers."""

    birth_ymd: SmallInts
    ready_ymd: SmallInts
    ready_day: SmallInts
    budget_cents: Ints
    gender: Bytes
    guidance_bit: Bytes
    household_wish: Bytes
    age_exception: Bools
    smokes: Bools
    has_pet: Bools
    allergic_to_cats: Bools
    allergic_to_dogs: Bools
    needs_step_free: Bools
    has_day_activity: Bools
    accepts_children: Bools
    accepts_smoking_household: Bools
    accepts_pets: Bools


@dataclass(frozen=True)
class RoomColumns(_Columns):
    """One row per room. ``accepts_guidance`` has bit k-1 set for each kind k of guidance."""

    free_from_ymd: SmallInts
    free_from_day: SmallInts
    free_until_day: SmallInts
    rent_cents: Ints
    rent_is_too_high: Bools
    min_age: SmallInts
    max_age: SmallInts
    accepts_gender: Bytes
    household_gender: Bytes
    accepts_guidance: Bytes
    has_children: Bools
    smoking_allowed: Bools
    household_smokes: Bools
    has_cat: Bools
    has_dog: Bools
    has_pet: Bools
    pets_welcome: Bools
    step_free: Bools
    requires_day_activity: Bools
    participating: Bools


@dataclass(frozen=True)
class Between:
    """What holds between a youth and a room; one row per pair, beside the two sides."""

    has_place: Bools
    room_has_position: Bools
    is_near_enough: Bools
    is_avoided: Bools
    is_excluded: Bools
    nights: SmallInts
    age: SmallInts


def youth_columns(youths: pd.DataFrame) -> YouthColumns:
    flags = {
        field.name: youths[field.name].to_numpy(dtype=bool)
        for field in fields(YouthColumns)
        if field.type == "Bools"
    }
    return YouthColumns(
        birth_ymd=as_ymd(youths["birth_date"]),
        ready_ymd=as_ymd(youths["ready_on"]),
        ready_day=as_days(youths["ready_on"]),
        budget_cents=youths["budget_cents"].to_numpy(dtype=np.int64),
        gender=_codes(youths["gender"], GENDERS),
        guidance_bit=(1 << (youths["guidance_kind"].to_numpy() - 1)).astype(np.int8),
        household_wish=_codes(youths["household_gender_wish"], WISHES),
        **flags,
    )


def room_columns(rooms: pd.DataFrame) -> RoomColumns:
    derived = {"rent_is_too_high", "has_pet"}
    flags = {
        field.name: rooms[field.name].to_numpy(dtype=bool)
        for field in fields(RoomColumns)
        if field.type == "Bools" and field.name not in derived
    }
    rent = rooms["rent_cents"].to_numpy(dtype=np.int64)
    legal = rooms["legal_max_rent_cents"].to_numpy(dtype=np.float64)
    return RoomColumns(
        free_from_ymd=as_ymd(rooms["free_from"]),
        free_from_day=as_days(rooms["free_from"]),
        free_until_day=as_days(rooms["free_until"], missing=FOREVER),
        rent_cents=rent,
        rent_is_too_high=rent > legal,  # false where the maximum is unknown (NaN)
        min_age=rooms["min_age"].to_numpy(dtype=np.int32),
        max_age=rooms["max_age"].to_numpy(dtype=np.int32),
        accepts_gender=_codes(rooms["accepts_gender"], WISHES),
        household_gender=_codes(rooms["household_gender"], HOUSEHOLDS),
        accepts_guidance=_guidance_bits(rooms["accepts_guidance"]),
        has_pet=flags["has_cat"] | flags["has_dog"],
        **flags,
    )


def nights_between(
    youths: YouthColumns, rooms: RoomColumns, today: date, policy: Policy
) -> SmallInts:
    """Return the nights within the horizon that the youth could live in the room (≤ 0: none).

    From the latest of today, room free and youth ready, to the earlier of the room's end
    (the first day on which it is taken again) and the end of the horizon.
    """
    first = np.int32(day_number(today))
    start = np.maximum(np.maximum(youths.ready_day, rooms.free_from_day), first)
    end = np.minimum(rooms.free_until_day, first + np.int32(policy.dates.horizon_nights))
    return end - start


def age_at_move_in(youths: YouthColumns, rooms: RoomColumns, today: date) -> SmallInts:
    """Return the whole years of age on the first possible day.

    The later of two dates also has the larger yyyymmdd number, and the difference of two such
    numbers holds the full years in its ten thousands. Born on 29 February: a year older on
    1 March in common years.
    """
    moves_in = np.maximum(np.maximum(youths.ready_ymd, rooms.free_from_ymd), ymd(today))
    return (moves_in - youths.birth_ymd) // np.int32(10_000)


def ymd(day: date) -> np.int32:
    return np.int32(day.year * 10_000 + day.month * 100 + day.day)


def day_number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def as_days(dates: pd.Series, missing: int = FOREVER) -> SmallInts:
    """Return days since 1970-01-01, ``missing`` where there is no date."""
    values = dates.to_numpy().astype("datetime64[D]")
    days = values.astype(np.int64)
    return np.where(np.isnat(values), missing, days).astype(np.int32)


def as_ymd(dates: pd.Series) -> SmallInts:
    """Return dates (none missing) as yyyymmdd numbers."""
    accessor = dates.dt
    numbers = accessor.year * 10_000 + accessor.month * 100 + accessor.day
    return numbers.to_numpy(dtype=np.int32)


def _codes(words: pd.Series, codes: dict[str, int]) -> Bytes:
    return np.asarray(words.map(codes), dtype=np.int8)


def _guidance_bits(accepted: pd.Series) -> Bytes:
    bits = {
        digits: sum(1 << (int(digit) - 1) for digit in set(digits) & set("1234"))
        for digits in accepted.unique()
    }
    return np.asarray(accepted.map(bits), dtype=np.int8)
