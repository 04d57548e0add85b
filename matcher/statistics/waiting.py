"""Who waits for a room, since when, and for how long. Frames → figures, pure.

Counts are exact; medians are hidden for fewer than ten people (`disclosure`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from matcher.statistics.disclosure import median_or_hidden
from matcher.statistics.periods import Month, Period
from matcher.statistics.spans import OPEN_END, covering, day_number, days_of, first_days


def waiting_spells(youths: pd.DataFrame, placements: pd.DataFrame) -> pd.DataFrame:
    """When own youths waited for a room; columns youth, starts, until, moved_in (days).

    A youth waits from registration, or from the end of the placement before, until a room is
    booked or the youth withdraws; after the last placement only who is looking again. ``moved_in`` is the day on which
    the placement that ended the wait began, `OPEN_END` while there is none.

    A booking counts from the day on which it was written down, but at the latest from its first
    night: placements from before this service were written down afterwards.
    """
    stays = _stays(placements)
    registered = pd.Series(days_of(youths["registered_on"]), index=youths["youth"])
    own = stays[stays["youth"].isin(registered.index)]
    before = own.groupby("youth")["until"].shift(fill_value=0)
    is_first = ~own["youth"].duplicated()
    since = np.where(is_first, registered.reindex(own["youth"], fill_value=0), before)
    waits = pd.DataFrame(
        {
            "youth": own["youth"],
            "starts": since,
            # Booked before the wait began, such as the next room before this one ends: no wait.
            "until": np.maximum(np.minimum(own["starts"], own["booked"]), since),
            "moved_in": own["starts"],
        }
    )
    spells = pd.concat([waits, _still_waiting(youths, own)], ignore_index=True)
    return spells.sort_values(["youth", "starts"], ignore_index=True)


def waiting_by_month(spells: pd.DataFrame, months: Sequence[Month]) -> pd.DataFrame:
    """Own youths who wait; columns month, waiting (counting day), median_days (NaN below ten)."""
    found = [covering(spells, month.counted_on)["starts"].to_numpy() for month in months]
    return pd.DataFrame(
        {
            "month": first_days(months),
            "waiting": [len(starts) for starts in found],
            "median_days": [
                median_or_hidden(day_number(month.counted_on) - starts)
                for month, starts in zip(months, found, strict=True)
            ],
        }
    )


def median_days_until_room(spells: pd.DataFrame, period: Period) -> float:
    """Return the median days from starting to wait until moving in, of who moved in in the period.

    NaN when fewer than ten did.
    """
    day, first = day_number(period.counted_on), day_number(period.starts_on)
    moved = spells[(spells["moved_in"] >= first) & (spells["moved_in"] <= day)]
    days = (moved["moved_in"] - moved["starts"]).to_numpy()
    return median_or_hidden(np.maximum(days, 0))


def _stays(placements: pd.DataFrame) -> pd.DataFrame:
    stays = pd.DataFrame(
        {
            "youth": placements["youth"],
            "starts": days_of(placements["starts_on"]),
            "until": days_of(placements["ends_on"]),
            "booked": days_of(placements["booked_on"]),
        }
    )
    return stays.sort_values(["youth", "starts"])


def _still_waiting(youths: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """Return the waits that no placement ended: of who is looking, and of who withdrew.

    After a placement without an end nobody waits. Who withdrew after a placement is left out:
    when that youth began to look again is not known.
    """
    left = days_of(youths["left_on"])
    was_placed = youths["youth"].isin(own["youth"])
    counts = youths["is_looking"] | ((left < OPEN_END) & ~was_placed)
    last = own.drop_duplicates("youth", keep="last").set_index("youth")["until"]
    ended = last.reindex(youths["youth"], fill_value=0)
    spells = pd.DataFrame(
        {
            "youth": youths["youth"],
            "starts": np.where(was_placed, ended, days_of(youths["registered_on"])),
            "until": left,
            "moved_in": OPEN_END,
        }
    )
    return spells[counts & (spells["starts"] < OPEN_END)]
