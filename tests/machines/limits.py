"""What may not be pending after a tick: every wait has a limit, and the program keeps to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from tests.machines.world import World

START_OVERDUE_DAYS = 14

#: What waits → the rows that wait too long; ``:now`` and ``:today`` are filled in.
LIMITS = {
    "an introduction": """SELECT id FROM introduction
        WHERE stage NOT IN ('started', 'stopped') AND due_at < :now""",
    "a question": """SELECT q.id FROM question q JOIN introduction i ON i.id = q.introduction_id
        WHERE q.answered_at IS NULL AND q.closed_at IS NULL AND i.due_at < :now""",
    "a concern": "SELECT id FROM concern WHERE status <> 'closed' AND due_at <= :now",
    "a booking that nobody looks after": """SELECT s.id FROM placement s
        WHERE s.status = 'booked' AND s.starts_on < :long_ago AND NOT EXISTS (
        SELECT 1 FROM introduction i WHERE i.placement_id = s.id
        AND i.stage NOT IN ('started', 'stopped'))""",
    "an ending": "SELECT id FROM ending WHERE status = 'planned' AND ends_on < :today",
    "a stay past its last day": """SELECT id FROM placement
        WHERE status = 'active' AND ends_on < :today""",
}


def overdue(world: World, now: datetime, today: date) -> list[str]:
    """Return what waits past its limit, as 'what: numbers'."""
    values = {
        "now": now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f"),
        "today": (today - timedelta(days=1)).isoformat(),  # the day's work is done at five
        "long_ago": (today - timedelta(days=START_OVERDUE_DAYS + 1)).isoformat(),
    }
    found = []
    for name, query in LIMITS.items():
        rows = world.connection.execute(query, values).fetchall()
        if rows:
            found.append(f"{name}: {[key for (key,) in rows]}")
    return found
