"""In what state a room is on a day, since when it is empty, and what may be offered.

A room has no status column: what state it is in follows from its offers, stays and proposals. A
second truth beside those would drift. `ROOM_STEPS` is still a table of events × states, which the
model test holds every service to, and which the documentation draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from matcher.rounds.rules import Window, free_windows
from matcher.words import Word


class RoomState(Word):
    LIVED_IN = "lived_in", "bewoond", "lived in"
    LEAVING = "leaving", "bewoond, komt vrij", "lived in, becomes free"
    BOOKED = "booked", "geboekt", "booked"
    PROPOSED = "proposed", "voorgesteld", "proposed"
    FREE = "free", "vrij", "free"
    COMING = "coming", "komt vrij", "becomes free"
    NOT_OFFERED = "not_offered", "niet aangeboden", "not offered"
    NOT_APPROVED = "not_approved", "gastgezin doet niet mee", "host does not take part"


class Stay(NamedTuple):
    """A booking, or a stay that runs (``is_lived_in``); ``is_leaving``: notice was given."""

    free_from: date
    free_until: date | None
    is_lived_in: bool = True
    is_leaving: bool = False

    def covers(self, day: date) -> bool:
        return self.free_from <= day and (self.free_until is None or day < self.free_until)


@dataclass(frozen=True)
class Standing:
    """How a room stands on a day.

    ``until``: the first day after a stay or a booking (None: open end, or no stay).
    ``next_free``: the present free window, or else the next one.
    ``is_free_now``: offered today, and nobody lives there or is expected; approved or not.
    """

    state: RoomState
    next_free: Window | None
    until: date | None = None
    is_free_now: bool = False

    def nights_empty(self, today: date) -> int | None:
        """Return how long the room has been free; None when nobody could live there now."""
        waits_for_approval = self.state == RoomState.NOT_APPROVED
        if not self.is_free_now or self.next_free is None or waits_for_approval:
            return None
        return (today - self.next_free.free_from).days


def standing(
    offered: Iterable[Window],
    taken: Sequence[Stay],
    today: date,
    *,
    is_approved: bool,
    is_proposed: bool,
) -> Standing:
    """Return how a room stands, from its offered periods and its stays and bookings.

    A booking is no stay until somebody has said that the youth moved in, whatever its first day.
    """
    windows = [Window(stay.free_from, stay.free_until) for stay in taken]
    left = [
        window
        for window in free_windows(offered, windows)
        if window.free_until is None or window.free_until > today
    ]
    next_free = left[0] if left else None
    is_free = next_free is not None and next_free.free_from <= today
    lives = next((stay for stay in taken if stay.is_lived_in and stay.covers(today)), None)
    if lives is not None:
        state = RoomState.LEAVING if lives.is_leaving else RoomState.LIVED_IN
        return Standing(state, next_free, lives.free_until)
    booked = [stay for stay in taken if stay.free_until is None or stay.free_until > today]
    if booked:
        first = min(booked, key=lambda stay: stay.free_from)
        return Standing(RoomState.BOOKED, next_free, first.free_until, is_free)
    if not is_approved:
        return Standing(RoomState.NOT_APPROVED, next_free, None, is_free)
    if is_proposed:
        return Standing(RoomState.PROPOSED, next_free, None, is_free)
    if next_free is None:
        return Standing(RoomState.NOT_OFFERED, None)
    return Standing(RoomState.FREE if is_free else RoomState.COMING, next_free, None, is_free)


_EMPTY = frozenset(
    {
        RoomState.PROPOSED, RoomState.FREE, RoomState.COMING, RoomState.NOT_OFFERED,
        RoomState.NOT_APPROVED,
    }
)  # fmt: skip
_LIVED = frozenset({RoomState.LIVED_IN, RoomState.LEAVING})
_ANY = frozenset(RoomState)

#: event → (states in which it can happen, states in which it can leave the room).
#: More than one, because a room that nobody lives in shows what else is true of it.
ROOM_STEPS: dict[str, tuple[frozenset[RoomState], frozenset[RoomState]]] = {
    "propose": (_EMPTY | _LIVED | {RoomState.BOOKED}, _ANY),
    "withdraw_proposal": (_EMPTY | _LIVED | {RoomState.BOOKED}, _ANY),
    # Who leaves may have a successor: the next booking does not end the present stay.
    "book": (_EMPTY | _LIVED | {RoomState.BOOKED}, _LIVED | {RoomState.BOOKED}),
    "cancel": (_LIVED | {RoomState.BOOKED}, _EMPTY | _LIVED | {RoomState.BOOKED}),
    "move_in": (frozenset({RoomState.BOOKED}) | _EMPTY, _LIVED),
    "give_notice": (_LIVED, frozenset({RoomState.LEAVING})),
    "withdraw_notice": (frozenset({RoomState.LEAVING}), frozenset({RoomState.LIVED_IN})),
    "move_out": (_LIVED | _EMPTY | {RoomState.BOOKED}, _EMPTY | {RoomState.BOOKED}),
    "offer": (_ANY, _ANY - {RoomState.NOT_OFFERED}),
    "close": (_ANY, _ANY - {RoomState.FREE, RoomState.COMING}),
    "approve_host": (_ANY - {RoomState.PROPOSED}, _ANY - {RoomState.NOT_APPROVED}),
    "pause_host": (_ANY, _LIVED | {RoomState.BOOKED, RoomState.NOT_APPROVED}),
}


def is_offered_on(periods: Iterable[Window], day: date) -> bool:
    """Say whether the room is offered on ``day``."""
    return any(
        one.free_from <= day and (one.free_until is None or day < one.free_until) for one in periods
    )


@dataclass(frozen=True)
class TakenOut:
    """A room that is offered on other days than before."""

    room_id: int
    before: tuple[Window, ...]
    after: tuple[Window, ...]

    def takes(self, day: date) -> bool:
        """Say whether ``day`` was offered and is not any more; one that never was is nothing new."""
        return is_offered_on(self.before, day) and not is_offered_on(self.after, day)


def periods_problem(periods: Sequence[Window]) -> str | None:
    """Return the code of what is wrong with periods taken together, or None."""
    ordered = sorted(periods, key=lambda period: period.free_from)
    for earlier, later in pairwise(ordered):
        if earlier.free_until is None or earlier.free_until > later.free_from:
            return "periods_overlap"
    return None


#: What a round does not look at: a change of these makes no other pair possible.
ONLY_FOR_PEOPLE = frozenset(
    {
        "description", "area_m2", "included", "service_cents", "deposit_cents", "is_furnished",
        "notes", "housemate_wish", "limits",
    }
)  # fmt: skip


def alters_matching(changed: Iterable[str]) -> bool:
    """Say whether a change can make other youths possible for the room."""
    return not ONLY_FOR_PEOPLE.issuperset(changed)
