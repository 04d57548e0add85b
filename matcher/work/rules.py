"""What a thing to do is, and when it is late. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from matcher.words import Role, WorkKind

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Handed:
    """``by_id`` let ``receiver_id`` do it in the place of ``giver_id``; None: of all it waited for."""

    receiver_id: int
    by_id: int
    giver_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """Something that waits for somebody. It is never stored: it is read from what it is about.

    ``subject`` and ``subject_id``: the row that waits, such as ("proposal", 7).
    ``since``: the day from which it waits; a day to come: it is announced, and waits from then.
    ``due``: the last day (a date) or the last moment (aware) on which it is in time; None: no
    limit.
    ``who``: the accounts that can do it; empty: all of ``team`` who reach what it is about, the
    coordinators of the region, or the workers of the organisation of the youth.
    ``youth_id``, ``room_id``, ``household_id``, ``municipality``, ``organisation_id``: what it is
    about. The list reads names, regions and organisation from these, and shows only what the
    reader may see: an item itself never holds a name.
    ``stay_id``: the placement that it is about, once there is one.
    ``sides``: the accounts of the youth and the host who take part in it, or of whom it asks
    something that others keep track of. It stands on their own page, and on no list of theirs.
    ``handed``: that a colleague does it; None while nobody handed it over.
    ``text_values``: numbers and words that the label of the kind asks for in braces.
    ``endpoint``, ``args``: the page on which it is done, and what its address needs.
    ``bulk``: what can be done to many of these at once ('remind'), beside putting them off.
    """

    kind: WorkKind
    subject: str
    subject_id: int
    since: date
    endpoint: str
    args: Mapping[str, int | str] = field(default_factory=dict)
    due: date | datetime | None = None
    who: frozenset[int] = NOBODY
    team: Role = Role.COORDINATOR
    youth_id: int | None = None
    room_id: int | None = None
    household_id: int | None = None
    municipality: str = ""
    organisation_id: int | None = None
    text_values: Mapping[str, int | str] = field(default_factory=dict)
    bulk: str = ""
    stay_id: int | None = None
    sides: frozenset[int] = NOBODY
    handed: Handed | None = None

    @property
    def key(self) -> str:
        """What tells this item from all others: 'kind:subject:id'."""
        return f"{self.kind.value}:{self.subject}:{self.subject_id}"


class State(StrEnum):
    LATE = "late"
    NOW = "now"
    COMING = "coming"


def is_late(item: WorkItem, today: date, moment: datetime) -> bool:
    """Say whether the last day or moment has passed. On the last day itself it is in time."""
    if item.due is None:
        return False
    if isinstance(item.due, datetime):
        return moment > item.due
    return today > item.due


def state(item: WorkItem, today: date, moment: datetime) -> State:
    if is_late(item, today, moment):
        return State.LATE
    return State.COMING if item.since > today else State.NOW


def number_of_days(item: WorkItem, today: date) -> int:
    """Return how many days it has waited, 0 for what is still to come."""
    return max((today - item.since).days, 0)


def in_order(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return what presses most first: by limit, then by how long it waits, then by key."""
    return sorted(items, key=lambda item: (_limit(item), item.since, item.key))


def _limit(item: WorkItem) -> str:
    """Return the limit as text that sorts; what has none comes last."""
    if item.due is None:
        return "9999"
    return item.due.isoformat()
