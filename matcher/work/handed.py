"""What was handed over: read with everything that waits, so that each list tells the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.accounts import Account
from matcher.database.work import WorkHandover
from matcher.work.rules import Handed, WorkItem


def handed_over(session: Session) -> dict[str, Handed]:
    """Return per key of an item to whom it went. Who has left receives nothing any more."""
    query = (
        select(WorkHandover)
        .join(Account, Account.id == WorkHandover.receiver_id)
        .where(Account.is_active)
    )
    return {
        f"{one.kind.value}:{one.subject}:{one.subject_id}": Handed(
            one.receiver_id, one.by_id, one.giver_id
        )
        for one in session.scalars(query)
    }


def passed_on(items: Iterable[WorkItem], handed: Mapping[str, Handed]) -> list[WorkItem]:
    """Return the items, those that were handed over with the receiver in the giver's place.

    Once the item itself waits for somebody else than the giver, that is a newer decision, and
    what was handed over before counts no longer.
    """
    return [_passed_on(item, handed[item.key]) if item.key in handed else item for item in items]


def _passed_on(item: WorkItem, handed: Handed) -> WorkItem:
    if handed.giver_id is None:
        who = frozenset({handed.receiver_id})
    elif handed.giver_id in item.who:
        who = item.who - {handed.giver_id} | {handed.receiver_id}
    else:
        return item
    return replace(item, who=who, handed=handed)
