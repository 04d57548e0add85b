"""Periods as whole days since 1970: nights within windows, and who is there on a day. Pure.

All spans are half-open: a room from 10 to 20 January has 10 nights.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.statistics.periods import Month

Days = npt.NDArray[np.int64]
OPEN_END = np.iinfo(np.int64).max // 4  # far away, and still safe to subtract from


def spans_of(frame: pd.DataFrame, starts: str, until: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"starts": days_of(frame[starts]), "until": days_of(frame[until])}, index=frame.index
    )


def nights_within(spans: pd.DataFrame, windows: Days) -> Days:
    """Return the nights of all spans within each window; ``windows`` is (2, number of windows)."""
    starts = np.maximum(spans["starts"].to_numpy()[:, None], windows[0])
    until = np.minimum(spans["until"].to_numpy()[:, None], windows[1])
    nights: Days = np.maximum(until - starts, 0).sum(axis=0)
    return nights


def number_covering(spans: pd.DataFrame, days: Days) -> Days:
    """Return how many spans cover each day."""
    starts, until = (spans[name].to_numpy()[:, None] for name in ("starts", "until"))
    count: Days = ((starts <= days) & (days < until)).sum(axis=0)
    return count


def covering(spans: pd.DataFrame, day: date) -> pd.DataFrame:
    return spans[(spans["starts"] <= day_number(day)) & (spans["until"] > day_number(day))]


def number_between(events: pd.Series, firsts: Days, lasts: Days) -> Days:
    """Return how many events fall on a day from each first up to and including each last."""
    at = events.to_numpy()[:, None]
    count: Days = ((firsts <= at) & (at <= lasts)).sum(axis=0)
    return count


def counting_days(months: Sequence[Month]) -> Days:
    return np.array([day_number(month.counted_on) for month in months])


def first_days(months: Sequence[Month]) -> pd.Series:
    return pd.Series([month.starts_on for month in months], dtype="datetime64[s]")


def days_of(dates: pd.Series) -> Days:
    values = dates.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(values), OPEN_END, values.astype("int64"))


def day_number(day: date) -> int:
    return int(np.datetime64(day, "D").astype("int64"))
