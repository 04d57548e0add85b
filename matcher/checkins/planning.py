"""The next check-in of a stay: planned when the stay begins, kept to its end. Only one at a time,
so that a new rhythm in the policy counts at once."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matcher import outbox
from matcher.audit import PROGRAM, Actor, record
from matcher.checkins.rules import Rhythm, day_after_a_miss, next_day
from matcher.database.living import CheckIn
from matcher.database.placements import Placement
from matcher.errors import Stale
from matcher.inforce import policy_in_force
from matcher.policy import Policy
from matcher.words import CheckInStatus, GuidanceKind, PlacementStatus

LIGHTEST = int(str(GuidanceKind.SPREAD_TAPERING))  # where nobody wrote the kind down


def rhythm(policy: Policy) -> Rhythm:
    """Return how often the policy wants check-ins."""
    after = policy.after
    return Rhythm(
        after.check_in_days,
        after.check_in_every_days,
        after.check_in_later,
        after.check_in_factors,
        after.check_in_grace_days,
    )


def begin(session: Session, placement: Placement, today: date) -> CheckIn | None:
    """Plan the next check-in of a stay that runs, unless one is planned; return it."""
    planned = planned_of(session, placement.id)
    if planned is not None or placement.status != PlacementStatus.ACTIVE:
        return planned
    held = select(func.max(CheckIn.held_on)).where(CheckIn.placement_id == placement.id)
    last = session.scalar(held) or placement.starts_on
    due = due_after(placement, last, policy_in_force())
    if due is not None and due < today:  # nobody came for long, or a stay of before our time
        due = today if placement.ends_on is None or today < placement.ends_on else None
    return None if due is None else plan(session, PROGRAM, placement, due)


def planned_of(session: Session, placement_id: int) -> CheckIn | None:
    return session.scalars(
        select(CheckIn).where(
            CheckIn.placement_id == placement_id, CheckIn.status == CheckInStatus.PLANNED
        )
    ).one_or_none()


def latest_day(session: Session, check_in: CheckIn, placement: Placement) -> date:
    """Return the last day to which a planned check-in can be moved: that of the policy and grace.

    Counted from the last check-in that took place, so that moving again and again gains nothing.
    """
    policy = policy_in_force()
    held = select(func.max(CheckIn.held_on)).where(CheckIn.placement_id == placement.id)
    last = session.scalar(held) or placement.starts_on
    due = due_after(placement, last, policy) or check_in.planned_on
    latest = day_after_a_miss(due, placement.ends_on, rhythm(policy)) or due
    return max(latest, check_in.planned_on)


def stop(session: Session, actor: Actor, placement: Placement) -> None:
    """Call the planned check-in off, because the stay is over."""
    planned = planned_of(session, placement.id)
    if planned is not None:
        planned.status = CheckInStatus.CANCELLED
        flush(session, planned)
        outbox.take_back(session, f"check_in:{planned.id}:")
        record(session, actor, "checkin.cancel", placement.id, number=planned.number)


def fit_to_end(session: Session, actor: Actor, placement: Placement, today: date) -> None:
    """Bring the planned check-in forward when the youth leaves before it."""
    planned = planned_of(session, placement.id)
    if planned is None or placement.ends_on is None or planned.planned_on < placement.ends_on:
        return
    day = day_after_a_miss(today, placement.ends_on, rhythm(policy_in_force()))
    if day is None:
        stop(session, actor, placement)
        return
    planned.planned_on = day
    flush(session, planned)
    forget_day(session, planned)
    record(session, actor, "checkin.move", placement.id,
           number=planned.number, planned_on=day.isoformat())  # fmt: skip


def forget_day(session: Session, check_in: CheckIn) -> None:
    """No mail any more that names the day before; it is told anew when the new day is near."""
    outbox.take_back(session, f"check_in:{check_in.id}:", again=True)


def missed_in_a_row(session: Session, placement_id: int) -> int:
    """Return how many check-ins were missed since the last one that took place."""
    held = select(func.max(CheckIn.number)).where(
        CheckIn.placement_id == placement_id, CheckIn.status == CheckInStatus.HELD
    )
    query = select(func.count()).where(
        CheckIn.placement_id == placement_id,
        CheckIn.status == CheckInStatus.MISSED,
        CheckIn.number > (session.scalar(held) or 0),
    )
    return session.scalar(query) or 0


def guidance_of(placement: Placement) -> int:
    """Return the kind of guidance of the youth, 1 to 4."""
    needs = placement.youth.needs
    return LIGHTEST if needs is None else needs.guidance_kind


def due_after(placement: Placement, after: date, policy: Policy) -> date | None:
    kind = guidance_of(placement)
    return next_day(placement.starts_on, placement.ends_on, kind, rhythm(policy), after)


def plan(session: Session, actor: Actor, placement: Placement, due: date) -> CheckIn:
    last = select(func.max(CheckIn.number)).where(CheckIn.placement_id == placement.id)
    number = (session.scalar(last) or 0) + 1
    check_in = CheckIn(placement_id=placement.id, number=number, planned_on=due)
    session.add(check_in)
    session.flush()
    record(session, actor, "checkin.plan", placement.id, number=number, planned_on=due.isoformat())
    return check_in


def flush(session: Session, check_in: CheckIn) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("check-in", check_in.id) from error
