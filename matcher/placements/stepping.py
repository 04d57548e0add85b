"""How a placement goes along its table, and takes the youth along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.guards import already_taken
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.errors import NotFound, Stale, StepNotAllowed
from matcher.placements.occupation import lock_sides, require_free
from matcher.placements.rules import SIGNED_AS, STEPS
from matcher.transition import take_step
from matcher.words import AgreementStatus, Condition
from matcher.youths.rules import STEPS as YOUTH_STEPS


@contextmanager
def guarded() -> Iterator[None]:
    """A refusal by a guard in the database becomes AlreadyTaken."""
    try:
        yield
    except IntegrityError as error:
        taken = already_taken(error)
        if taken is None:
            raise
        raise taken from error


def locked(session: Session, placement_id: int) -> Placement:
    placement = session.get(Placement, placement_id)
    if placement is None:
        raise NotFound("placement", placement_id)
    lock_sides(session, placement.room_id, placement.youth_id)
    session.refresh(placement, with_for_update={"of": Placement})
    return placement


def require_step(placement: Placement, version: int, action: str, met: set[Condition]) -> None:
    """Refuse before the row is touched, so that a wrong day is told in words and not by a CHECK."""
    if placement.version != version:
        raise Stale("placement", placement.id)
    missing = STEPS.step(placement.status, action).unmet(met, None)
    if missing:
        raise StepNotAllowed("placement", str(placement.status), action, missing=missing)


def require_days_free(
    session: Session, placement: Placement, starts_on: date, ends_on: date | None
) -> None:
    require_free(
        session, placement.room_id, placement.youth_id, starts_on, ends_on, apart_from=placement.id
    )


def signed(session: Session, placement_id: int) -> set[Condition]:
    """Return which of the two agreements are signed; the guard in the database asks the same."""
    kinds = session.scalars(
        select(Agreement.kind).where(
            Agreement.placement_id == placement_id, Agreement.status == AgreementStatus.SIGNED
        )
    )
    return {SIGNED_AS[kind] for kind in kinds}


def step(
    session: Session,
    actor: Actor,
    placement: Placement,
    action: str,
    version: int,
    met: set[Condition] | None = None,
    *,
    follows: bool = False,
    **details: Any,
) -> None:
    """Follow the arrow, with the new days of the row in the same statement."""
    starts_on, ends_on = placement.starts_on, placement.ends_on
    with guarded(), session.no_autoflush:
        take_step(
            session, actor, placement, STEPS, action, version,
            follows=follows, met=met or (), starts_on=starts_on.isoformat(),
            ends_on=ends_on and ends_on.isoformat(), **details,
        )  # fmt: skip


def move_youth(
    session: Session,
    actor: Actor,
    placement: Placement,
    action: str,
    met: list[Condition] | None = None,
) -> None:
    youth = youth_of(session, placement)
    take_step(
        session, actor, youth, YOUTH_STEPS, action, youth.version,
        follows=True, met=met or (), placement=placement.id,
    )  # fmt: skip


def youth_of(session: Session, placement: Placement) -> Youth:
    return session.get_one(Youth, placement.youth_id)
