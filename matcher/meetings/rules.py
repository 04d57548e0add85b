"""When a region meets, who meets together, and the life of a meeting as a table. No database.

A fixed moment a week with a fixed agenda: Kolenkit aanpak (names divided by specialism), School
als Wijk (a fixed point of the agenda), Dordrecht (Achter de Voordeur).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from matcher.steps import Step, Steps
from matcher.words import MeetingStatus, Role

OPEN, CLOSE = "open", "close"
COORDINATOR = frozenset({Role.COORDINATOR})

STEPS = Steps(
    "meeting",
    [
        Step(MeetingStatus.PLANNED, OPEN, MeetingStatus.HELD, COORDINATOR),
        Step(MeetingStatus.HELD, CLOSE, MeetingStatus.CLOSED, COORDINATOR),
    ],
)

#: As many codes as the column of the region takes, with a space between.
MOST_MUNICIPALITIES = 11
MOST_PER_PART = 40
"""More than this nobody talks through in one meeting; the part says how many there are in all."""


def next_meeting_on(today: date, weekday: int) -> date:
    """Return the next day of the week (1 is Monday), today included."""
    return today + timedelta(days=(weekday - today.isoweekday()) % 7)


def region_of(codes: Iterable[str]) -> str:
    """Return how a meeting keeps its municipalities: the codes in order, with spaces between."""
    return " ".join(sorted(set(codes)))


def regions_together(teams: Iterable[Iterable[str]]) -> list[tuple[str, ...]]:
    """Return who meets together: municipalities that share a coordinator, directly or through
    others. ``teams``: the municipalities of each coordinator. Long ones are split in order.
    """
    groups: list[set[str]] = []
    for team in teams:
        joined = set(team)
        apart = []
        for group in groups:
            if group & joined:
                joined |= group
            else:
                apart.append(group)
        groups = [*apart, joined] if joined else apart
    found = []
    for group in groups:
        codes = sorted(group)
        found += [
            tuple(codes[start : start + MOST_MUNICIPALITIES])
            for start in range(0, len(codes), MOST_MUNICIPALITIES)
        ]
    return sorted(found)
