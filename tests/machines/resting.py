"""Which pairs rest after a 'no', and how long: the test's own view, without the program's table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

Pair = tuple[int, int]  # youth, room

#: Whatever day it is: only a change, or a person, brings these two together again.
NO_DAY_HELPS = frozenset(
    {
        "safety", "care_too_heavy", "travel_too_long", "no_click_met", "trial_stopped",
        "rules_do_not_fit",
    }
)  # fmt: skip
#: A 'no' of the moment, not about the two together.
FOR_NOW = frozenset(
    {
        "youth_not_ready", "host_not_ready", "room_gone", "record_wrong", "no_answer",
        "never_took_place", "lives_elsewhere",
    }
)  # fmt: skip
LONG, SHORT = timedelta(days=90), timedelta(days=14)
MOST_DAYS = 1000


@dataclass(frozen=True)
class Rest:
    """``until`` None: no day ends it. ``proposal`` None: it follows from a stay."""

    until: date | None
    proposal: int | None

    def holds(self, today: date) -> bool:
        return self.until is None or self.until > today


@dataclass
class Resting:
    rests: dict[Pair, Rest] = field(default_factory=dict)
    #: The pairs kept apart for good, and the proposal whose 'no' it followed from.
    ruled_out: dict[Pair, int | None] = field(default_factory=dict)

    def said_no(self, pair: Pair, reason: str, proposal: int | None, today: date) -> None:
        """The longer of two rests holds; after a stay nothing is added to a rest that runs."""
        until = None if reason in NO_DAY_HELPS else today + (SHORT if reason in FOR_NOW else LONG)
        before = self.rests.get(pair)
        if before is not None and before.holds(today):
            is_longer = before.until is None or (until is not None and before.until > until)
            if is_longer or proposal is None:
                return
        self.rests[pair] = Rest(until, proposal)

    def takes_back(self, proposal: int) -> None:
        """What followed from a 'no' goes with it, also what a person accepted."""
        self.rests = {pair: rest for pair, rest in self.rests.items() if rest.proposal != proposal}
        self.ruled_out = {pair: of for pair, of in self.ruled_out.items() if of != proposal}

    def day_is(self, today: date) -> None:
        self.rests = {pair: rest for pair, rest in self.rests.items() if rest.holds(today)}

    def cools_down(self, pair: Pair, days: int, proposal: int | None, today: date) -> None:
        """What a person chooses comes in place of the rest that runs, longer or not."""
        self.rests[pair] = Rest(today + timedelta(days=days), proposal)
