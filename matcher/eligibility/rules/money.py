"""Rent against the youth's budget and against the law."""

from __future__ import annotations

from matcher.eligibility.columns import Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def rent_is_above_budget(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    return r.rent_cents > y.budget_cents


def rent_is_above_legal_maximum(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    """An unknown maximum does not block: many rooms are offered before their points are counted."""
    return r.rent_is_too_high
