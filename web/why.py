"""Why a youth or a room has no proposal: the sentence, the rules, and what would open most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from matcher.database.hosts import Room
from matcher.database.places import Municipality
from matcher.database.rounds import RoundUnmatched
from matcher.database.youths import Youth
from matcher.eligibility import Reason
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.readiness.conditions import youth_takes_part
from matcher.rooms.listing import left_by_last_round as room_left_by_last_round
from matcher.rounds import explain
from matcher.rounds.around import Around, left_ids, rooms_around, youths_around
from matcher.words import YouthStatus
from matcher.youths.listing import last_round, left_by_last_round
from web.formatting import sentence
from web.languages import language
from web.openings import Opened, opened, times
from web.session import database

MOST_CHANGES = 6
#: Set for safety, or decided by people: never suggested as what to change.
NOT_FOR_CHANGING = (Reason.EXCLUDED, Reason.PLACE_TO_AVOID)
REASON: dict[str, Reason] = {reason.value: reason for reason in Reason}


@dataclass(frozen=True)
class Why:
    """``rules``: (rule, pairs that it blocks, pairs that it alone blocks; None: not counted).

    ``changes``: what a single change opens; ``possible``: rooms, or youths, that are possible
    today (None: not counted live).
    """

    sentence: str
    rules: list[tuple[str, int, int | None]]
    changes: list[Opened]
    round_id: int | None = None
    possible: int | None = None
    counted_on: date | None = None


def why_no_room(youth: Youth) -> Why | None:
    """Return why the youth has no room yet, on the records of today; None when it is no question.

    Falls back on what the last round kept when nothing can be counted today.
    """
    if youth.status != YouthStatus.READY:
        return None
    left = left_by_last_round(database, youth.id)
    around = rooms_around(database, youth.id, today_in_the_netherlands(), policy_in_force())
    if around is None and not _takes_part(youth.id):
        return None  # what stops the youth is told by itself
    return _why("youth", around, left)


def _takes_part(youth_id: int) -> bool:
    query = select(youth_takes_part(today_in_the_netherlands())).where(Youth.id == youth_id)
    return bool(database.scalar(query))


def why_nobody(room: Room) -> Why | None:
    """Return why nobody is proposed for the room, on the records of today; None as above."""
    left = room_left_by_last_round(database, room.id)
    around = youths_around(database, room.id, today_in_the_netherlands(), policy_in_force())
    return _why("room", around, left)


def _why(side: str, around: Around | None, left: RoundUnmatched | None) -> Why | None:
    if around is None:
        return why_left(side, left) if left else None
    done = last_round(database)
    free = left_ids(database, done.id, around.other_side) if done else frozenset()
    return Why(
        sentence=_sentence(side, left, around.possible),
        rules=[
            (reason.text(language()).label, blocks, only) for reason, blocks, only in around.rules()
        ],
        changes=opened(around, free)[:MOST_CHANGES],
        round_id=left.round_id if left else None,
        possible=around.possible,
        counted_on=today_in_the_netherlands(),
    )


def why_left(side: str, left: RoundUnmatched) -> Why:
    """Return what a round kept of a youth or a room ('youth', 'room') that it left."""
    counts: dict[str, Any] = left.details.get("reasons", left.details)
    rows = sorted(
        (
            (REASON[code], found["blocks"], found.get("only"))
            for code, found in counts.items()
            if code in REASON and isinstance(found, dict)
        ),
        key=lambda row: (-(row[2] or 0), -row[1]),
    )
    return Why(
        sentence=explain.why_without_proposal(side, left.reason, language(), municipality_name),
        rules=[(reason.text(language()).label, blocks, only) for reason, blocks, only in rows],
        changes=[
            Opened([(_label(reason), _("without this rule %(gain)s", gain=times(side, only, 0)))])
            for reason, _blocks, only in rows
            if only and reason not in NOT_FOR_CHANGING
        ][:MOST_CHANGES],
        round_id=left.round_id,
    )


def municipality_name(code: str) -> str:
    found = database.get(Municipality, code)
    return found.name if found else code


def _label(reason: Reason) -> str:
    return str(sentence(reason.text(language()).label))


def _sentence(side: str, left: RoundUnmatched | None, possible: int) -> str:
    if left is not None and (possible > 0) == (left.reason != "no_eligible_pair"):
        return explain.why_without_proposal(side, left.reason, language(), municipality_name)
    if not possible:
        return explain.why_without_proposal(side, "no_eligible_pair", language())
    if side == "youth":
        return _("There are rooms that are possible. The next matching round looks at them.")
    return _("There are youths who can live here. The next matching round looks at them.")
