"""By how much: per pair, the value of one column that just lifts the rules it can lift."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.eligibility.columns import FOREVER, Bools, Floats, SmallInts
from matcher.eligibility.distance import UNREACHED
from matcher.eligibility.whatif.closeup import Closeup


def yes(pairs: Closeup) -> Floats:
    return np.ones(len(pairs))


def nothing(pairs: Closeup) -> Floats:
    return np.zeros(len(pairs))


def rent(pairs: Closeup) -> Floats:
    """Within the budget and the law at once; a room for nothing is no answer."""
    wanted = np.fmin(pairs.youths.budget_cents.astype(np.float64), pairs.legal_cents)
    return np.where(wanted > 0, wanted, np.nan)


def rent_now(pairs: Closeup) -> Floats:
    return pairs.rooms.rent_cents.astype(np.float64)


def budget(pairs: Closeup) -> Floats:
    return pairs.rooms.rent_cents.astype(np.float64)


def budget_now(pairs: Closeup) -> Floats:
    return pairs.youths.budget_cents.astype(np.float64)


def distance(pairs: Closeup) -> Floats:
    return np.where(pairs.metres == UNREACHED, np.nan, pairs.metres.astype(np.float64))


def distance_now(pairs: Closeup) -> Floats:
    return pairs.limit_m.astype(np.float64)


def age(pairs: Closeup) -> Floats:
    return pairs.ages().astype(np.float64)


def min_age_now(pairs: Closeup) -> Floats:
    return pairs.rooms.min_age.astype(np.float64)


def max_age_now(pairs: Closeup) -> Floats:
    return pairs.rooms.max_age.astype(np.float64)


def guidance_kind(pairs: Closeup) -> Floats:
    return np.log2(pairs.youths.guidance_bit.astype(np.float64)) + 1.0


def free_from(pairs: Closeup) -> Floats:
    """Early enough for the nights, and to move in before the youth is too old."""
    others = np.maximum(pairs.youths.ready_day, np.int32(pairs.first_day))
    return _early_enough(pairs, others)


def free_from_now(pairs: Closeup) -> Floats:
    return pairs.rooms.free_from_day.astype(np.float64)


def ready_earlier(pairs: Closeup) -> Floats:
    others = np.maximum(pairs.rooms.free_from_day, np.int32(pairs.first_day))
    return _early_enough(pairs, others)


def ready_now(pairs: Closeup) -> Floats:
    return pairs.youths.ready_day.astype(np.float64)


def free_until(pairs: Closeup) -> Floats:
    """Long enough for the nights; the horizon itself cannot be stretched."""
    wanted = _start(pairs) + np.int32(pairs.policy.dates.minimum_nights)
    return np.where(wanted <= pairs.end_of_horizon, wanted.astype(np.float64), np.nan)


def free_until_now(pairs: Closeup) -> Floats:
    until = pairs.rooms.free_until_day
    return np.where(until == FOREVER, np.nan, until.astype(np.float64))


def wait(pairs: Closeup) -> Floats:
    """The birthday on which the youth is old enough for the programme and for the host."""
    wanted = pairs.rooms.min_age.astype(np.int64)
    window = np.where(pairs.youths.age_exception, 0, pairs.policy.age.minimum)
    return birthday(pairs.youths.birth_ymd, np.maximum(wanted, window)).astype(np.float64)


def start_now(pairs: Closeup) -> Floats:
    return _start(pairs).astype(np.float64)


def birthday(birth_ymd: SmallInts, years: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the day number on which somebody turns ``years``; of 29 February: 1 March."""
    born = birth_ymd.astype(np.int64)
    months = (born // 10_000 + years - 1970) * 12 + born // 100 % 100 - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return first + born % 100 - 1


def day_to_ymd(days: Floats) -> SmallInts:
    """Return day numbers as yyyymmdd numbers."""
    dates = days.astype(np.int64).astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    year = months.astype("datetime64[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    return (year * 10_000 + month * 100 + day).astype(np.int32)


def _start(pairs: Closeup) -> SmallInts:
    later = np.maximum(pairs.youths.ready_day, pairs.rooms.free_from_day)
    return np.maximum(later, np.int32(pairs.first_day))


def _early_enough(pairs: Closeup, others: SmallInts) -> Floats:
    """Return the latest day of moving in that will do; NaN when ``others`` are later than that."""
    end = np.minimum(pairs.rooms.free_until_day, np.int32(pairs.end_of_horizon))
    latest = np.minimum(_start(pairs), end.astype(np.int64) - pairs.policy.dates.minimum_nights)
    oldest = pairs.rooms.max_age.astype(np.int64)
    ages = pairs.ages()
    latest = np.minimum(latest, _before_turning(pairs, oldest + 1, ages > oldest))
    window = np.full(len(pairs), pairs.policy.age.maximum, dtype=np.int64)
    too_old = (ages > window) & ~pairs.youths.age_exception
    latest = np.minimum(latest, _before_turning(pairs, window + 1, too_old))
    return np.where(latest >= others, latest.astype(np.float64), np.nan)


def _before_turning(
    pairs: Closeup, years: npt.NDArray[np.int64], is_broken: Bools
) -> npt.NDArray[np.int64]:
    days = birthday(pairs.youths.birth_ymd, years) - 1
    return np.where(is_broken, days, FOREVER)
