"""Whom to hold against each other: candidates to pick, those nearest to possible first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.access import Scope
from matcher.database.hosts import Room
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.search import rooms_by_id, rooms_like
from matcher.rounds.around import rooms_around
from matcher.rounds.markets import open_ahead as open_market_ahead
from matcher.youths.listing import last_round
from web.session import database

MOST = 10
Name = Callable[[Room], str]


@dataclass(frozen=True)
class Candidate:
    """One to pick: ``note`` tells how near to possible the pair is."""

    id: int
    name: str
    reference: str
    note: str = ""


def rooms_to_pick(
    youth: Youth | None, text: str, reached: Scope | None = None, name: Name | None = None
) -> list[Candidate]:
    """Return rooms that match the text, or else those that are nearest to possible.

    ``reached``: where the reader may search by the host's name; ``name``: what a room is called
    (default: its town).
    """
    called = name or _town
    if text:
        found = rooms_like(database, reached or Scope(), text, MOST)
        return [Candidate(room.id, called(room), room.reference) for room in found]
    if youth is None:
        return []
    around = rooms_around(database, youth.id, today_in_the_netherlands(), policy_in_force())
    near = around.nearest(MOST) if around else []
    rooms = rooms_by_id(database, [key for key, _number in near])
    return [
        Candidate(key, called(rooms[key]), rooms[key].reference, broken_rules(broken))
        for key, broken in near
    ]


def broken_rules(number: int) -> str:
    if not number:
        return _("possible")
    return ngettext("%(num)s rule in the way", "%(num)s rules in the way", number)


def open_ahead() -> None:
    """Begin to open the market of the last round: a question to it is about to come."""
    done = last_round(database)
    if done is not None and done.problem_sha256:
        open_market_ahead(database, done.id)


def _town(room: Room) -> str:
    return _("a room in %(town)s", town=room.home.place_name)
