"""What can be chosen for a round; kept on the round so that it can be run again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from matcher.policy import Policy
from matcher.rounds.traits import Share

TIERS = ("nights", "priority", "fit")

SECONDS_WITH_SHARES = 60.0
"""Minimum shares need a search, and the last percent of its proof can take hours: nobody waits."""


@dataclass(frozen=True)
class RoundParameters:
    """``tiers``: what counts, most important first. ``guarantee``: no municipality is worse off
    by sharing. ``horizon_nights``: None for the policy's own. ``time_limit`` in seconds.
    ``shares``: which part of all placements youths of a group have at least; with them the time
    limit is `SECONDS_WITH_SHARES` where none is given."""

    tiers: tuple[str, ...] = TIERS
    guarantee: bool = False
    seed: int = 0
    backups: int = 3
    time_limit: float | None = None
    horizon_nights: int | None = None
    shares: tuple[Share, ...] = ()

    def __post_init__(self) -> None:
        if self.shares and self.time_limit is None:
            object.__setattr__(self, "time_limit", SECONDS_WITH_SHARES)

    def as_json(self) -> dict[str, Any]:
        shares = [asdict(share) for share in self.shares]
        return {**asdict(self), "tiers": list(self.tiers), "shares": shares}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> RoundParameters:
        """Read what `as_json` wrote; what is missing has its default."""
        found = cls(**{key: value for key, value in values.items() if key in cls.__annotations__})
        shares = tuple(Share(**share) for share in values.get("shares", ()))
        return replace(found, tiers=tuple(found.tiers), shares=shares)

    def applied_to(self, policy: Policy) -> Policy:
        """Return the policy with the horizon of this round."""
        if self.horizon_nights is None:
            return policy
        return replace(policy, dates=replace(policy.dates, horizon_nights=self.horizon_nights))
