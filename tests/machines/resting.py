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
#: A 'no' that has to do with the days on which the room is offered: other days end the rest.
ABOUT_DAYS = frozenset(
    {
        "youth_declined", "withdrew", "agreements_failed", "host_not_ready", "room_gone",
        "record_wrong",
    }
)  # fmt: skip
LONG, SHORT = timedelta(days=90), timedelta(days=14)
MOST_DAYS = 1000


#: Room → the days on which it is offered.
Offered = dict[int, list[tuple[str, str | None]]]
#: What a 'no' was said to: ("proposal", its number) or ("stay", its number).
Said = tuple[str, int]


@dataclass(frozen=True)
class Rest:
    """``until`` None: no day ends it. ``offered``: the days of the room when the 'no' was said,
    where other days end it."""

    pair: Pair
    until: date | None
    offered: tuple[tuple[str, str | None], ...] | None = None

    def holds(self, today: date) -> bool:
        return self.until is None or self.until > today


@dataclass
class Resting:
    """Each 'no' has a rest of its own; the pair is kept apart as long as one of them runs."""

    rests: dict[Said, Rest] = field(default_factory=dict)
    #: The pairs kept apart for good, and the proposal whose 'no' it followed from.
    ruled_out: dict[Pair, int | None] = field(default_factory=dict)

    def said_no(
        self, to: Said, pair: Pair, reason: str, today: date, offered: Offered | None = None
    ) -> None:
        until = None if reason in NO_DAY_HELPS else today + (SHORT if reason in FOR_NOW else LONG)
        days = tuple((offered or {}).get(pair[1], ())) if reason in ABOUT_DAYS else None
        self.rests[to] = Rest(pair, until, days)

    def takes_back(self, proposal: int) -> None:
        """What followed from a 'no' goes with it, also what a person accepted, and nothing more."""
        self.rests.pop(("proposal", proposal), None)
        self.ruled_out = {pair: of for pair, of in self.ruled_out.items() if of != proposal}

    def day_is(self, today: date) -> None:
        self.rests = {to: rest for to, rest in self.rests.items() if rest.holds(today)}

    def looks_at(self, offered: Offered) -> None:
        """Time passes: rests end of which the room is offered on other days than it was then."""
        self.rests = {
            to: rest
            for to, rest in self.rests.items()
            if rest.offered is None or rest.offered == tuple(offered.get(rest.pair[1], ()))
        }

    def cools_down(self, to: Said, pair: Pair, days: int, today: date) -> None:
        """What a person chooses comes in place of the rest of this 'no', longer or not."""
        before = self.rests.get(to)
        until = today + timedelta(days=days)
        self.rests[to] = Rest(pair, until, before.offered if before else None)
