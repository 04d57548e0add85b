"""Why a youth or a room has no proposal: the sentence, the rules, and what would open most."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.database.rounds import RoundUnmatched
from matcher.database.youths import Youth
from matcher.eligibility import Reason
from matcher.eligibility.changes import describe_change
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds import explain
from matcher.rounds.around import rooms_around
from matcher.words import YouthStatus
from matcher.youths.listing import left_by_last_round
from web.languages import language
from web.session import database

MOST_CHANGES = 3
#: Set for safety, or decided by people: never suggested as what to change.
NOT_FOR_CHANGING = (Reason.EXCLUDED, Reason.PLACE_TO_AVOID)
REASON: dict[str, Reason] = {reason.value: reason for reason in Reason}


@dataclass(frozen=True)
class Change:
    """``text`` says what to change; ``gain`` how many rooms or youths become possible at most."""

    text: str
    gain: str


@dataclass(frozen=True)
class Why:
    """``rules``: (rule, pairs that it blocks, pairs that it alone blocks; None: not counted).

    ``possible``: rooms that are possible today (None: not counted live).
    """

    sentence: str
    rules: list[tuple[str, int, int | None]]
    changes: list[Change]
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
    today = today_in_the_netherlands()
    closer = rooms_around(database, youth.id, today, policy_in_force())
    if closer is None:
        return why_left("youth", left) if left else None
    possible = int((closer.rooms["reasons"].map(len) == 0).sum())
    rows = _ordered(
        [
            (REASON[code], int(blocks), int(only), float(change))
            for code, blocks, only, change in zip(
                closer.reasons["reason"],
                closer.reasons["blocked"],
                closer.reasons["only_this"],
                closer.reasons["smallest_change"],
                strict=True,
            )
        ]
    )
    return Why(
        sentence=_sentence(left, possible),
        rules=[(reason.text(language()).label, blocks, only) for reason, blocks, only, _c in rows],
        changes=[
            Change(describe_change(reason, change, language()), _gain("youth", only))
            for reason, _blocks, only, change in rows
            if only and reason not in NOT_FOR_CHANGING
        ][:MOST_CHANGES],
        round_id=left.round_id if left else None,
        possible=possible,
        counted_on=today,
    )


def why_left(side: str, left: RoundUnmatched) -> Why:
    """Return what a round kept of a youth or a room ('youth', 'room') that it left."""
    counts: dict[str, Any] = left.details.get("reasons", left.details)
    rows = _ordered(
        [
            (REASON[code], found["blocks"], found.get("only"), math.nan)
            for code, found in counts.items()
            if code in REASON and isinstance(found, dict)
        ]
    )
    return Why(
        sentence=explain.why_without_proposal(side, left.reason, language()),
        rules=[(reason.text(language()).label, blocks, only) for reason, blocks, only, _c in rows],
        changes=[
            Change(reason.text(language()).remedy, _gain(side, only))
            for reason, _blocks, only, _change in rows
            if only and reason not in NOT_FOR_CHANGING
        ][:MOST_CHANGES],
        round_id=left.round_id,
    )


def _ordered(rows: list[tuple[Reason, int, Any, float]]) -> list[tuple[Reason, int, Any, float]]:
    """Return the rules that alone block most first: one change there helps most."""
    return sorted(rows, key=lambda row: (-(row[2] or 0), -row[1]))


def _sentence(left: RoundUnmatched | None, possible: int) -> str:
    if left is not None and (possible > 0) == (left.reason != "no_eligible_pair"):
        return explain.why_without_proposal("youth", left.reason, language())
    if possible:
        return _("There are rooms that are possible. The next matching round looks at them.")
    return explain.why_without_proposal("youth", "no_eligible_pair", language())


def _gain(side: str, only: int) -> str:
    """Return how many become possible when this rule alone falls away."""
    if side == "youth":
        return ngettext(
            "Without this rule %(num)s room is possible.",
            "Without this rule %(num)s rooms are possible.",
            only,
        )
    return ngettext(
        "Without this rule %(num)s youth is possible.",
        "Without this rule %(num)s youths are possible.",
        only,
    )
