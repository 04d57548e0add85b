"""Rooms, room-nights and placements. Frames → figures, pure: each number is defined here, once.

The frames are those of `matcher.statistics.queries`. Dates decide, not whether somebody clicked
'started' or 'ended'; all periods are half-open, so a room from 10 to 20 January has 10 nights.
Results have one row per month, with the first day of the month in ``month``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from matcher.statistics.periods import Month, Period
from matcher.statistics.spans import (
    OPEN_END,
    counting_days,
    covering,
    day_number,
    days_of,
    first_days,
    nights_within,
    number_between,
    number_covering,
    spans_of,
)

FLOWS = ("own_here", "own_elsewhere", "others_here")


def merged_offers(offers: pd.DataFrame) -> pd.DataFrame:
    """Return the offers with overlapping or touching periods of a room joined into one.

    Columns room, starts, until (days since 1970, open end `OPEN_END`), is_approved. Without it a
    host who enters the same weeks twice would offer each night twice.
    """
    plain = pd.DataFrame(
        {
            "room": offers["room"],
            "starts": days_of(offers["free_from"]),
            "until": days_of(offers["free_until"]),
            "is_approved": offers["is_approved"],
        }
    ).sort_values(["room", "starts", "until"], ignore_index=True)
    reached = plain.groupby("room")["until"].cummax()
    before = reached.groupby(plain["room"]).shift(fill_value=-OPEN_END)
    plain["part"] = (plain["starts"] > before).cumsum()
    return plain.groupby(["room", "part"], as_index=False).agg(
        starts=("starts", "min"), until=("until", "max"), is_approved=("is_approved", "first")
    )[["room", "starts", "until", "is_approved"]]


def nights_by_month(
    offers: pd.DataFrame, placements: pd.DataFrame, months: Sequence[Month]
) -> pd.DataFrame:
    """Room-nights per month; columns month, offered, lived_in, empty, beyond.

    offered: nights within the host's availability, of approved households; of a household that
    is not approved (any more) only the nights on which somebody lived there.
    lived_in: offered nights on which a placement covers the room. empty: the other offered ones.
    beyond: nights lived in a room outside the host's availability; in none of the other columns.
    """
    periods = merged_offers(offers)
    lived = _lived_in(periods, placements)
    here = spans_of(placements[placements["is_own_room"]], "starts_on", "ends_on")
    windows = np.array([[day_number(m.starts_on), day_number(m.until)] for m in months]).T
    lived_in = nights_within(lived, windows)
    offered = nights_within(periods[periods["is_approved"]], windows) + nights_within(
        lived[~lived["is_approved"]], windows
    )
    return pd.DataFrame(
        {
            "month": first_days(months),
            "offered": offered,
            "lived_in": lived_in,
            "empty": offered - lived_in,
            "beyond": nights_within(here, windows) - lived_in,
        }
    )


def rooms_by_month(
    offers: pd.DataFrame, placements: pd.DataFrame, months: Sequence[Month]
) -> pd.DataFrame:
    """Rooms on the counting day of each month; columns month, offered, lived_in, free."""
    periods = merged_offers(offers)
    lived = _lived_in(periods, placements)
    days = counting_days(months)
    lived_in = number_covering(lived, days)
    offered = number_covering(periods[periods["is_approved"]], days) + number_covering(
        lived[~lived["is_approved"]], days
    )
    return pd.DataFrame(
        {
            "month": first_days(months),
            "offered": offered,
            "lived_in": lived_in,
            "free": offered - lived_in,
        }
    )


def promised_rooms(offers: pd.DataFrame, placements: pd.DataFrame, day: date) -> int:
    """Return how many of the rooms that are free on ``day`` are booked from a later date."""
    periods = merged_offers(offers)
    lived = _lived_in(periods, placements)
    free = set(covering(periods[periods["is_approved"]], day)["room"]) - set(
        covering(lived, day)["room"]
    )
    moment = pd.Timestamp(day)
    coming = placements[placements["starts_on"] > moment]
    return int(coming.loc[coming["room"].isin(free), "room"].nunique())


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


def _lived_in(periods: pd.DataFrame, placements: pd.DataFrame) -> pd.DataFrame:
    """Return where offers and placements overlap: room, starts, until, is_approved."""
    here = placements[placements["is_own_room"]]
    spans = spans_of(here, "starts_on", "ends_on").assign(room=here["room"])
    both = periods.merge(spans, on="room", suffixes=("", "_lived"))
    both["starts"] = np.maximum(both["starts"], both["starts_lived"])
    both["until"] = np.minimum(both["until"], both["until_lived"])
    return both.loc[both["starts"] < both["until"], ["room", "starts", "until", "is_approved"]]
