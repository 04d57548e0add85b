"""In what state a room is on a day, since when it is empty, and what may be offered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matcher.rounds.rules import Window, free_windows
from matcher.words import Word


class RoomState(Word):
    LIVED_IN = "lived_in", "bewoond", "lived in"
    BOOKED = "booked", "geboekt", "booked"
    PROPOSED = "proposed", "voorgesteld", "proposed"
    FREE = "free", "vrij", "free"
    COMING = "coming", "komt vrij", "becomes free"
    NOT_OFFERED = "not_offered", "niet aangeboden", "not offered"
    NOT_APPROVED = "not_approved", "gastgezin niet goedgekeurd", "host not approved"


@dataclass(frozen=True)
class Standing:
    """How a room stands on a day.

    ``until``: the first day after a stay or a booking (None: open end, or no stay).
    ``next_free``: the present free window, or else the next one.
    ``is_free_now``: offered today and not lived in, approved or not.
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
    taken: Sequence[Window],
    today: date,
    *,
    is_approved: bool,
    is_proposed: bool,
) -> Standing:
    """Return how a room stands, from its offered periods and its stays and bookings."""
    left = [
        window
        for window in free_windows(offered, taken)
        if window.free_until is None or window.free_until > today
    ]
    next_free = left[0] if left else None
    is_free = next_free is not None and next_free.free_from <= today
    now = _covering(taken, today)
    if now is not None:
        return Standing(RoomState.LIVED_IN, next_free, now.free_until)
    coming = [stay for stay in taken if stay.free_from > today]
    if coming:
        first = min(coming, key=lambda stay: stay.free_from)
        return Standing(RoomState.BOOKED, next_free, first.free_until, is_free)
    if not is_approved:
        return Standing(RoomState.NOT_APPROVED, next_free, None, is_free)
    if is_proposed:
        return Standing(RoomState.PROPOSED, next_free, None, is_free)
    if next_free is None:
        return Standing(RoomState.NOT_OFFERED, None)
    return Standing(RoomState.FREE if is_free else RoomState.COMING, next_free, None, is_free)


def _covering(stays: Iterable[Window], day: date) -> Window | None:
    for stay in stays:
        if stay.free_from <= day and (stay.free_until is None or day < stay.free_until):
            return stay
    return None


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
