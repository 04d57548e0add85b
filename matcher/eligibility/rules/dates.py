"""Nights on which the room is free, the youth is ready, and the horizon has not ended."""

from __future__ import annotations

from matcher.eligibility.columns import Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def have_no_nights_in_common(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return pair.nights < policy.dates.minimum_nights
