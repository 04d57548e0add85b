"""Rooms, room-nights and placements. Frames → figures, pure: each number is defined here, once.

The frames are those of `matcher.statistics.queries`. Dates decide, not whether somebody clicked
'started' or 'ended'; all periods are half-open, so a room from 10 to 20 January has 10 nights.
Results have one row per month, with the first day of the month in ``month``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from matcher.statistics.periods import Month, Period
from matcher.statistics.spans import (
    OPEN_END,
    counting_days,
    covering,
    day_number,
    first_days,
    nights_within,
    number_between,
    number_covering,
    spans_of,
)

FLOWS = ("own_here", "own_elsewhere", "others_here")


@dataclass(frozen=True, eq=False)
class Occupation:
    """Where offers and placements of own rooms meet, worked out once for all measures.

    All are spans: columns room, starts, until (days since 1970). ``offered``: within the host's
    availability while the household was approved. ``lived_in``: within the availability,
    somebody lives there; ``lived_in_offered``: the part of it in ``offered``. ``stays``: all
    placements in own rooms.
    """

    offered: pd.DataFrame
    lived_in: pd.DataFrame
    lived_in_offered: pd.DataFrame
    stays: pd.DataFrame


def occupation(offers: pd.DataFrame, placements: pd.DataFrame) -> Occupation:
    here = placements[placements["is_own_room"]]
    stays = spans_of(here, "starts_on", "ends_on").assign(room=here["room"])
    offered = _merged(offers[offers["is_approved"]])
    return Occupation(
        offered=offered,
        lived_in=_overlap(_merged(offers), stays),
        lived_in_offered=_overlap(offered, stays),
        stays=stays,
    )


def nights_by_month(rooms: Occupation, months: Sequence[Month]) -> pd.DataFrame:
    """Room-nights per month; columns month, offered, lived_in, empty, beyond.

    offered: nights within the host's availability while the household was approved; of one that
    was not (any more) only the nights on which somebody lived there.
    lived_in: offered nights on which a placement covers the room. empty: the other offered ones.
    beyond: nights lived in a room outside the host's availability; in none of the other columns.
    """
    windows = np.array([[day_number(m.starts_on), day_number(m.until)] for m in months]).T
    lived_in = nights_within(rooms.lived_in, windows)
    empty = nights_within(rooms.offered, windows) - nights_within(rooms.lived_in_offered, windows)
    return pd.DataFrame(
        {
            "month": first_days(months),
            "offered": lived_in + empty,
            "lived_in": lived_in,
            "empty": empty,
            "beyond": nights_within(rooms.stays, windows) - lived_in,
        }
    )


def rooms_by_month(rooms: Occupation, months: Sequence[Month]) -> pd.DataFrame:
    """Rooms on the counting day of each month; columns month, offered, lived_in, free."""
    days = counting_days(months)
    lived_in = number_covering(rooms.lived_in, days)
    free = number_covering(rooms.offered, days) - number_covering(rooms.lived_in_offered, days)
    return pd.DataFrame(
        {
            "month": first_days(months),
            "offered": lived_in + free,
            "lived_in": lived_in,
            "free": free,
        }
    )


def promised_rooms(rooms: Occupation, day: date) -> int:
    """Return how many of the rooms that are free on ``day`` are booked from a later date."""
    lived_in = set(covering(rooms.lived_in, day)["room"])
    free = set(covering(rooms.offered, day)["room"]) - lived_in
    coming = rooms.stays.loc[rooms.stays["starts"] > day_number(day), "room"]
    return len(free & set(coming))


def placements_by_month(placements: pd.DataFrame, months: Sequence[Month]) -> pd.DataFrame:
    """Placements per month; columns month, the three `FLOWS`, running, started, ended.

    The flows and their sum ``running`` are counted on the counting day; ``started`` and
    ``ended`` over the month, so that running = running before + started - ended.
    """
    spans = spans_of(placements, "starts_on", "ends_on")
    flow = flow_of(placements)
    days = counting_days(months)
    columns = {name: number_covering(spans[flow == name], days) for name in FLOWS}
    firsts = np.array([day_number(month.starts_on) for month in months])
    return pd.DataFrame(
        {
            "month": first_days(months),
            **columns,
            "running": sum(columns.values()),
            "started": number_between(spans["starts"], firsts, days),
            "ended": number_between(spans["until"], firsts, days),
        }
    )


def flow_of(placements: pd.DataFrame) -> pd.Series:
    """Return per placement which of the three `FLOWS` it belongs to."""
    own_youth, own_room = placements["is_own_youth"], placements["is_own_room"]
    names = np.where(own_youth & own_room, FLOWS[0], np.where(own_youth, FLOWS[1], FLOWS[2]))
    return pd.Series(names, index=placements.index, dtype="str")


def flows(placements: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Placements by flow; columns flow, running (on the period's counting day), started (in it)."""
    spans = spans_of(placements, "starts_on", "ends_on")
    flow = flow_of(placements)
    day = np.array([day_number(period.counted_on)])
    first = np.array([day_number(period.starts_on)])
    parts = [spans[flow == name] for name in FLOWS]
    return pd.DataFrame(
        {
            "flow": FLOWS,
            "running": [int(number_covering(part, day)[0]) for part in parts],
            "started": [int(number_between(part["starts"], first, day)[0]) for part in parts],
        }
    )


def own_nights(placements: pd.DataFrame, period: Period) -> int:
    """Return the nights that own youths lived in a room, wherever it is, in the period."""
    spans = spans_of(placements[placements["is_own_youth"]], "starts_on", "ends_on")
    window = np.array([[day_number(period.starts_on)], [day_number(period.until)]])
    return int(nights_within(spans, window)[0])


def used_places(placements: pd.DataFrame, day: date) -> tuple[int, int]:
    """Return (own youths with a room on ``day`` or booked for later, those of them for later).

    Both take a place of the contract, as in a matching round: a booked room is promised.
    """
    moment = pd.Timestamp(day)
    own = placements[placements["is_own_youth"]]
    open_now = own[own["ends_on"].isna() | (own["ends_on"] > moment)]
    return len(open_now), int((open_now["starts_on"] > moment).sum())


def _merged(offers: pd.DataFrame) -> pd.DataFrame:
    """Return the offers with overlapping or touching periods of a room joined into one.

    Without it a host who enters the same weeks twice would offer each night twice.
    """
    spans = spans_of(offers, "free_from", "free_until").assign(room=offers["room"])
    spans = spans.sort_values(["room", "starts", "until"], ignore_index=True)
    reached = spans.groupby("room")["until"].cummax()
    before = reached.groupby(spans["room"]).shift(fill_value=-OPEN_END)
    spans["part"] = (spans["starts"] > before).cumsum()
    return spans.groupby("part", as_index=False).agg(
        room=("room", "first"), starts=("starts", "min"), until=("until", "max")
    )


def _overlap(periods: pd.DataFrame, stays: pd.DataFrame) -> pd.DataFrame:
    both = periods.merge(stays, on="room", suffixes=("", "_stay"))
    both["starts"] = np.maximum(both["starts"], both["starts_stay"])
    both["until"] = np.minimum(both["until"], both["until_stay"])
    return both.loc[both["starts"] < both["until"], ["room", "starts", "until"]]
