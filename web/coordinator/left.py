"""Those a round left without a proposal: what would help each, and one rule less for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from matcher.database.rounds import MatchingRound, RoundUnmatched
from matcher.eligibility.reasons import Reason
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds.around import left_ids, rooms_around_each, youths_around_each
from matcher.rounds.opening import FURTHER, FURTHER_KM
from web.formatting import number, sentence
from web.languages import language
from web.openings import Opened, opened
from web.session import database

MOST = 2


def helps(rows: Sequence[RoundUnmatched], side: str, round_id: int) -> dict[int, list[Opened]]:
    """Return per youth or room of a page the changes that open most, on today's records."""
    today, policy = today_in_the_netherlands(), policy_in_force()
    if side == "room":
        ids = [row.room_id for row in rows if row.room_id is not None]
        around = youths_around_each(database, ids, today, policy) if ids else {}
        free = left_ids(database, round_id, "youth")
    else:
        ids = [row.youth_id for row in rows if row.youth_id is not None]
        around = rooms_around_each(database, ids, today, policy) if ids else {}
        free = left_ids(database, round_id, "room")
    return {key: opened(seen, free)[:MOST] for key, seen in around.items()}


def one_rule_less(found: MatchingRound, side: str) -> list[tuple[str, int]]:
    """Return (rule, how many would have somebody without it), largest first."""
    rows: list[list[Any]] = found.summary.get("opened_by", {}).get(side, [])
    return [(_rule(str(code)), int(count)) for code, count in rows]


def _rule(code: str) -> str:
    if code == FURTHER:
        return _("%(km)s km further for every youth", km=number(FURTHER_KM))
    known = {reason.value: reason for reason in Reason}
    text = known[code].text(language()).label if code in known else code
    return str(sentence(text))
