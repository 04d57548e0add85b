"""What must hold at the end of every day of a year, asked of the database itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from bench.year.core import Year
from bench.year.world import everybody
from matcher.accounts.service import principal_of
from matcher.database.guards import require_guards
from matcher.database.session import reading
from matcher.inforce import policy_in_force
from matcher.words import Role
from matcher.work.items import every_item, is_late
from matcher.work.listing import board_of, collect, mine

#: Hours that a limit may be passed: the clock goes round once in so many.
GRACE = timedelta(hours=12)

#: Rows that must never be: each query returns the number of one kind of them.
NEVER = {
    "two stays in one room": """
        SELECT count(*) FROM placement a JOIN placement b ON a.room_id = b.room_id AND a.id < b.id
        WHERE a.status IN ('booked', 'active') AND b.status IN ('booked', 'active')
        AND a.starts_on < coalesce(b.ends_on, '9999-12-31')
        AND b.starts_on < coalesce(a.ends_on, '9999-12-31')""",
    "two stays of one youth": """
        SELECT count(*) FROM placement a JOIN placement b ON a.youth_id = b.youth_id AND a.id < b.id
        WHERE a.status IN ('booked', 'active') AND b.status IN ('booked', 'active')
        AND a.starts_on < coalesce(b.ends_on, '9999-12-31')
        AND b.starts_on < coalesce(a.ends_on, '9999-12-31')""",
    "a youth placed without a stay": """
        SELECT count(*) FROM youth y WHERE y.status = 'placed' AND NOT EXISTS (SELECT 1
        FROM placement p WHERE p.youth_id = y.id AND p.status IN ('booked', 'active'))""",
    "a stay of a youth who is not placed": """
        SELECT count(*) FROM youth y WHERE y.status <> 'placed' AND EXISTS (SELECT 1
        FROM placement p WHERE p.youth_id = y.id AND p.status IN ('booked', 'active'))""",
    "a booking whose introduction stopped": """
        SELECT count(*) FROM placement p JOIN introduction i ON i.placement_id = p.id
        WHERE p.status = 'booked' AND i.stage IN ('stopped', 'started')""",
    "an introduction without its booking": """
        SELECT count(*) FROM introduction i JOIN placement p ON i.placement_id = p.id
        WHERE i.stage NOT IN ('stopped', 'started') AND p.status <> 'booked'""",
    "an approved proposal that led nowhere": """
        SELECT count(*) FROM proposal q WHERE q.status = 'approved' AND NOT EXISTS (SELECT 1
        FROM placement p WHERE p.proposal_id = q.id AND p.status <> 'cancelled')""",
    "an open question of an introduction that stopped": """
        SELECT count(*) FROM question q JOIN introduction i ON i.id = q.introduction_id
        WHERE i.stage IN ('stopped', 'started') AND q.answered_at IS NULL
        AND q.closed_at IS NULL""",
    "a stay that began without signed agreements": """
        SELECT count(*) FROM placement p WHERE p.status = 'active' AND (SELECT count(*)
        FROM agreement a WHERE a.placement_id = p.id AND a.status = 'signed') <> 2""",
}
#: The same with a moment: what has waited past its limit, though an hour's work should see to it.
LATE = {
    "introduction past its limit": """
        SELECT count(*) FROM introduction
        WHERE stage NOT IN ('started', 'stopped') AND due_at < :before""",
    "question past its limit": """
        SELECT count(*) FROM question
        WHERE answered_at IS NULL AND closed_at IS NULL AND due_at < :before""",
    "concern past its limit": """
        SELECT count(*) FROM concern WHERE status <> 'closed' AND due_at < :before""",
}


@dataclass
class WorkLists:
    """How long the lists of coordinators were, day after day, and how much on them was late."""

    lengths: list[int] = field(default_factory=list)  # of each coordinator who had anything
    per_day: list[int] = field(default_factory=list)
    late_per_day: list[int] = field(default_factory=list)
    oldest: Counter[str] = field(default_factory=Counter)  # most days late, by kind

    @property
    def late_share(self) -> float:
        return sum(self.late_per_day) / max(sum(self.per_day), 1)


def check_day(year: Year, lists: WorkLists, today: date, moment: datetime) -> None:
    with reading(year.factory) as session:
        _check_rows(year, session, moment)
        with year.tally.timed("work lists"):
            _check_lists(year, session, lists, today, moment)
        if today.day == 1:
            require_guards(session.connection())


def _check_rows(year: Year, session: Session, moment: datetime) -> None:
    for what, query in NEVER.items():
        if number := session.scalar(text(query)):
            year.fault(f"there is {what}: {number}")
    # As SQLite keeps it: a text in UTC without a zone.
    before = (moment - GRACE).astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    for what, query in LATE.items():
        if number := session.scalar(text(query), {"before": before}):
            year.fault(f"there is {what}: {number}")


def _check_lists(
    year: Year, session: Session, lists: WorkLists, today: date, moment: datetime
) -> None:
    items = every_item(session, today, policy_in_force())
    if len({item.key for item in items}) != len(items):
        twice = [key for key, n in Counter(item.key for item in items).items() if n > 1]
        year.fault(f"on the work list twice: {twice[:5]}")
    late = [item for item in items if is_late(item, today, moment)]
    lists.per_day.append(len(items))
    lists.late_per_day.append(len(late))
    for item in late:
        due = item.due.date() if isinstance(item.due, datetime) else item.due
        days = (today - due).days if due else 0
        lists.oldest[str(item.kind)] = max(lists.oldest[str(item.kind)], days)
    board, seen = board_of(session, today, items), set[str]()
    for account in everybody(session, Role.COORDINATOR):
        listed = collect(session, principal_of(account), today, moment, board)
        lists.lengths.append(len(mine(listed)))
        seen |= {one.key for one in listed}
    for account in everybody(session, Role.REFERRER):
        if any(account.id in item.who for item in items):
            seen |= {
                one.key for one in collect(session, principal_of(account), today, moment, board)
            }
    lost = [item.key for item in items if item.key not in seen and item.team == Role.COORDINATOR]
    if lost:
        year.fault(f"on nobody's work list: {lost[:5]}")
