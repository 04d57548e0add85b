"""Rules of caseloads, absence and deputies, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Load:
    """How much a worker has to do.

    ``cap``: youths at most at one time, None when there is no cap. ``living``: youths guided in
    a room; ``waiting``: youths who are registered or ready, and are being prepared for one.
    """

    cap: int | None = None
    living: int = 0
    waiting: int = 0
    is_here: bool = True

    @property
    def total(self) -> int:
        return self.living + self.waiting

    @property
    def free(self) -> int | None:
        """How many youths can come: 0 for somebody who is away, None without a cap."""
        if not self.is_here:
            return 0
        return None if self.cap is None else max(self.cap - self.total, 0)

    @property
    def is_over(self) -> bool:
        return self.cap is not None and self.total > self.cap


def is_away(away_from: date | None, away_until: date | None, today: date) -> bool:
    """Say whether somebody is away: from the first day up to and including the last."""
    if away_from is None or today < away_from:
        return False
    return away_until is None or today <= away_until


def guided_at_most(loads: list[Load]) -> int | None:
    """Return how many youths in a room an organisation's workers can guide together.

    None as soon as one of them has no cap: nobody can then say what is too much. Who is away
    guides nobody new, so their cap does not count.
    """
    if not loads or any(load.cap is None for load in loads):
        return None
    return sum(load.cap or 0 for load in loads if load.is_here)


def deputy_problem(
    starts_on: date, ends_on: date | None, today: date, *, is_self: bool
) -> str | None:
    """Return what is wrong with a deputy: 'self', 'order', 'past', or None.

    A deputy works from the first day up to and including the last.
    """
    if is_self:
        return "self"
    if ends_on is not None and ends_on < starts_on:
        return "order"
    if ends_on is not None and ends_on < today:
        return "past"
    return None
