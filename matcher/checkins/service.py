"""Write down check-ins: held, missed, or moved to another day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement
from matcher.checkins import ladder, voices
from matcher.checkins.planning import (
    due_after,
    flush,
    forget_day,
    latest_day,
    missed_in_a_row,
    plan,
    rhythm,
)
from matcher.checkins.rules import agreed_problem, day_after_a_miss
from matcher.database.living import CheckIn
from matcher.database.placements import Placement
from matcher.errors import MatcherError, NotFound, Stale, StepNotAllowed
from matcher.inforce import policy_in_force
from matcher.text_rules import require_no_bsn
from matcher.words import (
    CheckInKind,
    CheckInStatus,
    CoreActivity,
    EvaluationSide,
    LadderStep,
    PlacementStatus,
)


class CheckInRefused(MatcherError):
    """``problem``: 'future' (held on a day to come), 'before' (before the youth lived there),
    'next_past', 'next_late' (less often than the policy), 'activities' (not all four are there)."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"a check-in cannot be written down like this: {problem}")
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class CheckInReport:
    """What came out of a check-in.

    ``activities``: how it goes with each of the four core activities, 1 to 5. ``heard``: what
    each side said to the worker, apart from the other. ``next_on``: None means by policy.
    """

    kind: CheckInKind
    held_on: date
    activities: Mapping[CoreActivity, int]
    summary: str = ""
    next_on: date | None = None
    step: LadderStep | None = None
    heard: Mapping[EvaluationSide, voices.Heard] = field(default_factory=dict)


def hold(
    session: Session,
    actor: Actor,
    check_in_id: int,
    version: int,
    report: CheckInReport,
    today: date,
) -> CheckIn:
    """Write down a check-in that took place, and plan the next one.

    Raises:
        NotFound, Stale: none, or somebody else wrote it down first.
        StepNotAllowed: it is not planned any more.
        CheckInRefused: days that cannot be, or not all four core activities.
        TextRefused: a text holds a citizen service number.
    """
    require_no_bsn("summary", report.summary)
    check_in, placement = _open(session, check_in_id, version, "hold")
    policy = policy_in_force()
    latest = due_after(placement, report.held_on, policy)
    _require_sound(report, placement, latest, today)
    check_in.status, check_in.held_on = CheckInStatus.HELD, report.held_on
    check_in.kind, check_in.by_id = report.kind, actor.account_id
    check_in.activities = {str(key): int(value) for key, value in report.activities.items()}
    check_in.summary, check_in.next_on = report.summary.strip(), report.next_on
    for side, heard in report.heard.items():
        voices.write(session, actor, check_in, side, heard)
    flush(session, check_in)
    outbox.take_back(session, f"check_in:{check_in.id}:")
    if report.step is not None:
        ladder.note(session, actor, placement, report.step, report.held_on)
    record(
        session, actor, "checkin.hold", placement.id,
        number=check_in.number, held_on=report.held_on.isoformat(), sides=len(check_in.voices),
    )  # fmt: skip
    following = _agreed(report.next_on, placement) or latest
    if following is not None and placement.status == PlacementStatus.ACTIVE:
        plan(session, actor, placement, max(following, today))
    return check_in


def miss(
    session: Session, actor: Actor, check_in_id: int, version: int, today: date
) -> CheckIn | None:
    """Write down that a check-in did not take place; return the one that makes up for it.

    Raises:
        NotFound, Stale, StepNotAllowed: as `hold`.
        CheckInRefused: 'future': its day has not come.
    """
    check_in, placement = _open(session, check_in_id, version, "miss")
    if check_in.planned_on > today:
        raise CheckInRefused("future")
    check_in.status, check_in.by_id = CheckInStatus.MISSED, actor.account_id
    flush(session, check_in)
    outbox.take_back(session, f"check_in:{check_in.id}:")
    record(session, actor, "checkin.miss", placement.id, number=check_in.number,
           in_a_row=missed_in_a_row(session, placement.id))  # fmt: skip
    following = day_after_a_miss(today, placement.ends_on, rhythm(policy_in_force()))
    if following is None or placement.status != PlacementStatus.ACTIVE:
        return None
    return plan(session, actor, placement, following)


def move(
    session: Session, actor: Actor, check_in_id: int, version: int, planned_on: date, today: date
) -> CheckIn:
    """Plan a check-in on another day, no later than its time of grace allows.

    Raises:
        NotFound, Stale, StepNotAllowed: as `hold`. CheckInRefused: 'next_past' or 'next_late'.
    """
    check_in, placement = _open(session, check_in_id, version, "move")
    latest = latest_day(session, check_in, placement)
    if planned_on < today:
        raise CheckInRefused("next_past")
    if planned_on > max(latest, today):
        raise CheckInRefused("next_late")
    check_in.planned_on = planned_on
    flush(session, check_in)
    forget_day(session, check_in)
    record(session, actor, "checkin.move", placement.id,
           number=check_in.number, planned_on=planned_on.isoformat())  # fmt: skip
    return check_in


def _agreed(next_on: date | None, placement: Placement) -> date | None:
    if next_on is None or (placement.ends_on is not None and next_on >= placement.ends_on):
        return None
    return next_on


def _require_sound(
    report: CheckInReport, placement: Placement, latest: date | None, today: date
) -> None:
    if report.held_on > today:
        raise CheckInRefused("future")
    if report.held_on < placement.starts_on:
        raise CheckInRefused("before")
    if set(report.activities) != set(CoreActivity) or not all(
        1 <= value <= 5 for value in report.activities.values()
    ):
        raise CheckInRefused("activities")
    if report.next_on is not None:
        problem = agreed_problem(report.next_on, max(report.held_on, today), latest)
        if problem is not None:
            raise CheckInRefused(f"next_{problem}")


def _open(
    session: Session, check_in_id: int, version: int, action: str
) -> tuple[CheckIn, Placement]:
    """Return a planned check-in and its stay, locked, as they are now."""
    check_in = session.get(CheckIn, check_in_id)
    if check_in is None:
        raise NotFound("check-in", check_in_id)
    placement = locked_placement(session, check_in.placement_id)
    session.refresh(check_in)
    if check_in.version != version:
        raise Stale("check-in", check_in_id)
    if check_in.status != CheckInStatus.PLANNED:
        raise StepNotAllowed("check-in", str(check_in.status), action)
    return check_in, placement
