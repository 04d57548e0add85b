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


#: What a 'no' was said to: ("proposal", its number) or ("stay", its number).
Said = tuple[str, int]


@dataclass(frozen=True)
class Rest:
    """``until`` None: no day ends it."""

    pair: Pair
    until: date | None

    def holds(self, today: date) -> bool:
        return self.until is None or self.until > today


@dataclass
class Resting:
    """Each 'no' has a rest of its own; the pair is kept apart as long as one of them runs."""

    rests: dict[Said, Rest] = field(default_factory=dict)
    #: The pairs kept apart for good, and the proposal whose 'no' it followed from.
    ruled_out: dict[Pair, int | None] = field(default_factory=dict)

    def said_no(self, to: Said, pair: Pair, reason: str, today: date) -> None:
        until = None if reason in NO_DAY_HELPS else today + (SHORT if reason in FOR_NOW else LONG)
        self.rests[to] = Rest(pair, until)

    def takes_back(self, proposal: int) -> None:
        """What followed from a 'no' goes with it, also what a person accepted, and nothing more."""
        self.rests.pop(("proposal", proposal), None)
        self.ruled_out = {pair: of for pair, of in self.ruled_out.items() if of != proposal}

    def day_is(self, today: date) -> None:
        self.rests = {to: rest for to, rest in self.rests.items() if rest.holds(today)}

    def cools_down(self, to: Said, pair: Pair, days: int, today: date) -> None:
        """What a person chooses comes in place of the rest of this 'no', longer or not."""
        self.rests[to] = Rest(pair, today + timedelta(days=days))
