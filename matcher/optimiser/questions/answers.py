"""What a market answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.errors import MatcherError
from matcher.optimiser.columns import Ints

# In tables of losses: no solution is left without it.
IMPOSSIBLE = int(np.iinfo(np.int64).max)


class QuestionRefused(MatcherError):
    """A question or change that has no answer here: an unknown key, or prices of another problem."""


class ChangeRefused(QuestionRefused):
    """A change after which the limits cannot be met. ``limit`` names the limit in the way."""

    def __init__(self, what: str, limit: str) -> None:
        super().__init__(f"{what} is not possible: {limit} stands in the way")
        self.limit = limit


@dataclass(frozen=True)
class Cost:
    """What something costs everyone together, per tier; for the lottery in ranks.

    Tiers compare one after another: only where the earlier ones are 0 does a later one count, so a
    positive night can come with a negative fit. ``is_possible``: whether any solution has it;
    ``limit`` names what stands in the way when not. ``is_exact``: proven to the unit.
    """

    tiers: tuple[str, ...]
    values: tuple[int, ...]
    is_possible: bool = True
    is_exact: bool = True
    limit: str = ""

    @property
    def by_tier(self) -> dict[str, int]:
        return dict(zip(self.tiers, self.values, strict=True))

    @property
    def is_free(self) -> bool:
        return self.is_possible and not any(self.values)

    def __str__(self) -> str:
        if not self.is_possible:
            return f"not possible: {self.limit}"
        parts = [f"{value} {tier}" for tier, value in zip(self.tiers, self.values, strict=True)]
        return "costs nothing" if self.is_free else f"costs {', '.join(parts)}"


@dataclass(frozen=True)
class Gain:
    """What a room that is not there yet would bring, per tier, and who would move in first.

    ``youth`` is None when the room would stay empty.
    """

    tiers: tuple[str, ...]
    values: tuple[int, ...]
    youth: str | None
    is_exact: bool = True


def signed(tiers: tuple[str, ...], lost: Ints) -> tuple[int, ...]:
    """Lost value per tier as plain integers. The lottery counts down, so lost value is more ranks."""
    return tuple(int(value) for value in lost[: len(tiers)])
