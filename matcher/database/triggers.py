"""A trigger on SQLite that refuses what a guard is against."""

from __future__ import annotations


def refusing(name: str, event: str, condition: str, told: str) -> tuple[str, str]:
    """Return the name and the DDL; ``event``: as ``BEFORE UPDATE ON placement``."""
    when = f"WHEN {condition}" if condition else ""
    return name, f"CREATE TRIGGER {name} {event} {when} BEGIN SELECT RAISE(ABORT, '{told}'); END"
