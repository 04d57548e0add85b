"""Prepare the agenda of a region: what people should talk about this week, part by part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import groupby

from sqlalchemy.orm import Session

from matcher.meetings import sections
from matcher.meetings.points import Point
from matcher.meetings.sections import Asked
from matcher.policy import Policy
from matcher.visits.candidates import midnight
from matcher.words import (
    AgendaPart,
)
from matcher.work.items import every_item
from matcher.work.rules import State, WorkItem, state
from matcher.work.ties import ties_of


def prepare(session: Session, codes: Collection[str], on: date, policy: Policy) -> list[Point]:
    """Return all points in the order of the agenda; within a part what presses most comes first.

    What has no activity for a while, is late or is passed on is said once, in the part that
    presses most.
    """
    asked = Asked(frozenset(codes), on, policy)
    escalated = list(sections.escalated(session, asked))
    names = list(sections.new_names(session, asked))
    known = {(point.subject, point.subject_id) for point in (*escalated, *names)}
    overdue = [
        one for one in _overdue(session, asked) if (one.subject, one.subject_id) not in known
    ]
    found = [
        *names,
        *sections.rounds(session, asked),
        *sections.stalled(session, asked),
        *overdue,
        *escalated,
        *sections.last_activity(session, asked),
        *sections.rooms_coming(session, asked),
    ]
    order = {part: number for number, part in enumerate(AgendaPart)}
    return sorted(found, key=lambda point: order[point.part])


def by_part(points: list[Point]) -> dict[AgendaPart, list[Point]]:
    return {part: list(group) for part, group in groupby(points, key=lambda one: one.part)}


def _overdue(session: Session, asked: Asked) -> Iterator[Point]:
    items = every_item(session, asked.on, asked.policy)
    ties = ties_of(session, items)
    moment = midnight(asked.on)
    for item in items:
        is_here = bool(ties.municipalities(item) & asked.codes) and item.subject != "meeting"
        if is_here and state(item, asked.on, moment) == State.LATE:
            yield _of_work(item)


def _of_work(item: WorkItem) -> Point:
    assert item.due is not None
    return Point(
        part=AgendaPart.OVERDUE,
        subject=item.subject,
        subject_id=item.subject_id,
        kind=str(item.kind),
        youth_id=item.youth_id,
        room_id=item.room_id,
        household_id=item.household_id,
        organisation_id=item.organisation_id,
        municipality=item.municipality,
        endpoint=item.endpoint,
        args=dict(item.args),
        figures={"since_on": item.since.isoformat(), "due_on": item.due.isoformat()[:10]},
    )
