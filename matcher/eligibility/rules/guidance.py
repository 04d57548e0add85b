"""What the youth's guidance asks of the host, and what the host asks of the youth's days."""

from __future__ import annotations

from matcher.eligibility.columns import Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def host_cannot_live_with_the_guidance(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return (y.guidance_bit & r.accepts_guidance) == 0


def youth_lacks_the_day_activity_asked_for(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return r.requires_day_activity & ~y.has_day_activity
