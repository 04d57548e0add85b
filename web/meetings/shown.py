"""A meeting and its points as the reader may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.access import Action, can
from matcher.database.cases import NameList
from matcher.database.work import CaseMeeting, MeetingItem
from matcher.errors import NotFound
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.meetings import service
from matcher.meetings.agenda import prepare
from matcher.meetings.points import Point, as_work, point_of
from matcher.meetings.rules import MOST_PER_PART
from matcher.namelists import service as namelists
from matcher.people.caseload import free_capacity
from matcher.people.workers import workers
from matcher.words import AgendaPart, MeetingStatus
from matcher.work.listing import Listed, board_of, collect
from web.access import principal
from web.session import database


@dataclass(frozen=True)
class Shown:
    """One point. ``row``: what the meeting keeps of it, None while it is only prepared.

    ``has_plan``: it is about a stay, so an action can go into its plan.
    """

    number: int
    point: Point
    listed: Listed
    row: MeetingItem | None = None
    has_plan: bool = False


@dataclass(frozen=True)
class Worker:
    """Somebody who can take names up. ``free``: None without a cap."""

    account_id: int
    text: str
    specialisms: tuple[str, ...]
    free: int | None


@dataclass(frozen=True)
class Division:
    """The open names of a list, who can take them up, and who best could."""

    names: NameList
    people: list[Worker]
    suggestion: dict[int, int]

    @property
    def waiting(self) -> list[object]:
        return [one for one in self.names.names if one.account_id is None and one.outcome is None]


def reached(meeting_id: int, action: Action = Action.READ_MEETING) -> CaseMeeting:
    """Return a meeting of the own regions.

    Raises:
        NotFound: there is none, or it is of other regions.
    """
    found = service.one(database, meeting_id)
    if not can(principal(), action, found):
        raise NotFound("meeting", meeting_id)
    return found


def points_of(meeting: CaseMeeting) -> dict[AgendaPart, list[Shown]]:
    """Return the points by part: as frozen, or as they would be now when it is still planned.

    Who coordinates one of the municipalities only sees the points about these.
    """
    today = today_in_the_netherlands()
    if meeting.status == MeetingStatus.PLANNED:
        points = prepare(database, meeting.region.split(), today, policy_in_force())
        rows: list[MeetingItem | None] = [None] * len(points)
    else:
        rows = list(meeting.items)
        points = [point_of(row) for row in meeting.items]
    board = board_of(
        database, today, [as_work(one, number, today) for number, one in enumerate(points)]
    )
    seen = {one.item.subject_id: one for one in collect(database, principal(), today, board=board)}
    found: dict[AgendaPart, list[Shown]] = {}
    for number, (point, row) in enumerate(zip(points, rows, strict=True)):
        if number in seen:
            has_plan = row is not None and _has_plan(meeting, row)
            shown = Shown(number + 1, point, seen[number], row, has_plan)
            found.setdefault(point.part, []).append(shown)
    return found


def _has_plan(meeting: CaseMeeting, row: MeetingItem) -> bool:
    if meeting.status != MeetingStatus.HELD:
        return False
    return service.placement_of(database, row) is not None


def division_of(list_id: int, today: date) -> Division | None:
    """Return how a list of names can be divided; None when that is not the reader's business."""
    try:
        names = namelists.one(database, list_id)
    except NotFound:
        return None
    if not can(principal(), Action.DIVIDE_NAMES, names):
        return None
    people = namelists.helpers(database, names.municipality_code, today)
    free = free_capacity(database, [one.id for one in people], today)
    known = workers(database, free)
    shown = [
        Worker(
            one.id,
            f"{one.name} ({one.organisation.name})" if one.organisation else one.name,
            tuple(s.specialism for s in known[one.id].specialisms) if one.id in known else (),
            free[one.id],
        )
        for one in people
    ]
    return Division(names, shown, namelists.suggestion(database, names, today))


def counts(parts: dict[AgendaPart, list[Shown]]) -> dict[AgendaPart, int]:
    return {part: len(parts.get(part, [])) for part in AgendaPart}


def limited(parts: dict[AgendaPart, list[Shown]]) -> dict[AgendaPart, list[Shown]]:
    return {part: shown[:MOST_PER_PART] for part, shown in parts.items()}
