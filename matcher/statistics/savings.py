"""The savings estimate: costs times a factor, always with its range and its source."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.policy import Policy


@dataclass(frozen=True, kw_only=True)
class SavingsEstimate:
    """Between ``low_cents`` and ``high_cents``, for ``cost_cents`` spent. Never a measurement.

    ``sources``: where the lower and the upper factor come from, as the policy names them.
    """

    cost_cents: int
    low_factor: float
    high_factor: float
    low_cents: int
    high_cents: int
    sources: tuple[str, str]


def estimate_savings(cost_cents: int, policy: Policy) -> SavingsEstimate:
    """Return what ``cost_cents`` may save, by the factors of the policy (default 1.4 to 2.0)."""
    low, high = policy.savings.shown_from, policy.savings.shown_to
    return SavingsEstimate(
        cost_cents=cost_cents,
        low_factor=low,
        high_factor=high,
        low_cents=round(cost_cents * low),
        high_cents=round(cost_cents * high),
        sources=(
            policy.sources["savings.shown_from"],
            policy.sources["savings.shown_to"],
        ),
    )
