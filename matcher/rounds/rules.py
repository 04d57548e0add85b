"""When a room is free, which window a round offers, and when a running round is given up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from matcher.steps import Step, Steps
from matcher.words import Role, RoundStatus

START, FINISH, FAIL, REQUEUE = "start", "finish", "fail", "requeue"

STEPS = Steps(
    "matching round",
    [
        Step(RoundStatus.QUEUED, START, RoundStatus.RUNNING),
        Step(RoundStatus.RUNNING, FINISH, RoundStatus.DONE),
        Step(RoundStatus.RUNNING, FAIL, RoundStatus.FAILED),
        Step(RoundStatus.RUNNING, REQUEUE, RoundStatus.QUEUED),
        Step(RoundStatus.FAILED, REQUEUE, RoundStatus.QUEUED, frozenset({Role.COORDINATOR})),
    ],
)

STALE_AFTER = timedelta(minutes=15)
"""A running round that gave no sign for so long has lost its process: a step takes a minute."""


class Window(NamedTuple):
    """From ``free_from`` up to, not including, ``free_until`` (None: open end)."""

    free_from: date
    free_until: date | None


def free_windows(offered: Iterable[Window], taken: Iterable[Window]) -> list[Window]:
    """Return what is left of ``offered`` after ``taken``: sorted, apart, none empty.

    Windows that touch or overlap are one window: a youth can stay from one into the other.
    """
    bookings = sorted(taken, key=_start)
    left: list[Window] = []
    for window in _merged(offered):
        start = window.free_from
        for booking in bookings:
            if _is_before(booking.free_until, start) or not _is_after_start(
                window.free_until, booking.free_from
            ):
                continue
            if booking.free_from > start:
                left.append(Window(start, booking.free_from))
            if booking.free_until is None:
                break
            start = max(start, booking.free_until)
        else:
            if _is_after_start(window.free_until, start):
                left.append(Window(start, window.free_until))
    return left


def first_window(
    windows: Iterable[Window], today: date, horizon_nights: int, minimum_nights: int
) -> Window | None:
    """Return the first window with at least ``minimum_nights`` left within the horizon."""
    last = today + timedelta(days=horizon_nights)
    for window in windows:
        begins = max(window.free_from, today)
        ends = last if window.free_until is None else min(window.free_until, last)
        if (ends - begins).days >= max(minimum_nights, 1):
            return window
    return None


def is_stale(heartbeat_at: datetime | None, now: datetime) -> bool:
    """Say whether a running round has given no sign of life for too long."""
    return heartbeat_at is None or now - heartbeat_at > STALE_AFTER


def _merged(windows: Iterable[Window]) -> list[Window]:
    merged: list[Window] = []
    for window in sorted(windows, key=_start):
        last = merged[-1] if merged else None
        if last is None or _is_before(last.free_until, window.free_from, touching=False):
            merged.append(window)
        elif last.free_until is not None:
            until = None if window.free_until is None else max(last.free_until, window.free_until)
            merged[-1] = Window(last.free_from, until)
    return merged


def _start(window: Window) -> date:
    return window.free_from


def _is_before(end: date | None, start: date, touching: bool = True) -> bool:
    return end is not None and (end <= start if touching else end < start)


def _is_after_start(end: date | None, start: date) -> bool:
    return end is None or end > start
