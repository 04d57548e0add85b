"""What waits for a youth or a host themselves, for their own page; they have no work list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.policy import Policy
from matcher.words import WorkKind
from matcher.work.items import items_of
from matcher.work.rules import WorkItem, in_order

ASKING = ("agreements", "checkins", "endings", "evaluations", "introductions", "plans")
"""The subjects that ask something of a youth or a host; a test knows that there are no others."""

EVENTS = frozenset({WorkKind.CHECK_IN, WorkKind.RECORD_MEETING})
"""What happens on a day with both of them there, and is not theirs to prepare."""


@dataclass(frozen=True)
class Own:
    """``to_do``: what is asked, what is due first comes first; ``coming``: what they go to."""

    to_do: list[WorkItem]
    coming: list[WorkItem]


def own_of(session: Session, account_id: int, today: date, policy: Policy) -> Own:
    """Return what waits for the person with this account, and what comes."""
    found = [
        item
        for item in in_order(items_of(ASKING, session, today, policy))
        if account_id in item.who | item.sides
    ]
    events = [item for item in found if item.kind in EVENTS]
    return Own(
        [item for item in found if item.kind not in EVENTS and item.since <= today],
        # A day that has passed is for staff to look into.
        sorted((item for item in events if item.since >= today), key=lambda item: item.since),
    )
