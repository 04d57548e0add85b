"""Age on the day of moving in: the policy's window, and the host's wish."""

from __future__ import annotations

from matcher.eligibility.columns import Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def is_too_young(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    """A reasoned exception lifts the policy's window, never the host's wish."""
    return (pair.age < policy.age.minimum) & ~y.age_exception


def is_too_old(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    return (pair.age > policy.age.maximum) & ~y.age_exception


def is_younger_than_host_wishes(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return pair.age < r.min_age


def is_older_than_host_wishes(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return pair.age > r.max_age
