"""One point of an agenda, and how the table keeps it: codes, figures and days, never a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from matcher.database.work import MeetingItem
from matcher.words import AgendaPart, WorkKind
from matcher.work.rules import WorkItem

TIES = ("youth_id", "room_id", "household_id", "organisation_id")


@dataclass(frozen=True, kw_only=True)
class Point:
    """``figures``: what the page shows beside it; names ending in ``_on`` are ISO days."""

    part: AgendaPart
    subject: str
    subject_id: int
    endpoint: str
    args: Mapping[str, Any] = field(default_factory=dict)
    youth_id: int | None = None
    room_id: int | None = None
    household_id: int | None = None
    organisation_id: int | None = None
    municipality: str = ""
    kind: str = ""  # of the work list, for what is overdue
    figures: Mapping[str, int | str] = field(default_factory=dict)

    def row(self, position: int) -> MeetingItem:
        prepared = {
            "endpoint": self.endpoint,
            "args": dict(self.args),
            "municipality": self.municipality,
            "kind": self.kind,
            "figures": dict(self.figures),
            **{name: getattr(self, name) for name in TIES},
        }
        return MeetingItem(
            position=position,
            part=self.part,
            subject=self.subject,
            subject_id=self.subject_id,
            prepared=prepared,
        )


def point_of(row: MeetingItem) -> Point:
    """Return the point that a row keeps."""
    kept = row.prepared
    return Point(
        part=row.part,
        subject=row.subject,
        subject_id=row.subject_id,
        endpoint=kept.get("endpoint", ""),
        args=kept.get("args", {}),
        municipality=kept.get("municipality", ""),
        kind=kept.get("kind", ""),
        figures=kept.get("figures", {}),
        **{name: kept.get(name) for name in TIES},
    )


def as_work(point: Point, position: int, today: date) -> WorkItem:
    """Return the point as a thing to do, so that it is shown as its reader may see it."""
    return WorkItem(
        kind=WorkKind(point.kind) if point.kind in WorkKind.codes() else WorkKind.MEETING,
        subject="meeting_item",
        subject_id=position,
        since=today,
        endpoint=point.endpoint,
        args=point.args,
        municipality=point.municipality,
        **{name: getattr(point, name) for name in TIES},
    )
