"""When a record had a status, from the audit. Pure.

Figures of a month that is over must not change because a host pauses today, so they go by the
status of that time and not by the present one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

LONG_AGO = date(1970, 1, 1)


class Change(NamedTuple):
    """On ``day`` the status went from ``before`` to ``after``."""

    day: date
    before: str
    after: str


class Spell(NamedTuple):
    """From ``starts_on`` up to, not including, ``until`` (None: still)."""

    starts_on: date
    until: date | None


def spells(statuses: Collection[str], changes: Sequence[Change], present: str) -> list[Spell]:
    """Return when the record had one of ``statuses``; ``changes`` in the order they happened.

    Before the first change known it had the status which that change left: records that were
    imported, or are older than the audit, have always been what they are. Changes that do not
    lead to the present status are not its history and are left out.
    """
    if changes and changes[-1].after != present:
        changes = ()
    found: list[Spell] = []
    starts_on = LONG_AGO
    for day, before, _ in changes:
        if before in statuses and starts_on < day:
            found.append(Spell(starts_on, day))
        starts_on = day
    if present in statuses:
        found.append(Spell(starts_on, None))
    return _joined(found)


def overlap(one: Spell, other: Spell) -> Spell | None:
    """Return the part that both share, or None."""
    ends = [until for until in (one.until, other.until) if until is not None]
    shared = Spell(max(one.starts_on, other.starts_on), min(ends, default=None))
    return None if shared.until is not None and shared.until <= shared.starts_on else shared


def _joined(found: list[Spell]) -> list[Spell]:
    joined: list[Spell] = []
    for spell in found:
        if joined and joined[-1].until == spell.starts_on:
            joined[-1] = Spell(joined[-1].starts_on, spell.until)
        else:
            joined.append(spell)
    return joined
