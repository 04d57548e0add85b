"""The future plan: what comes after the stay, made together with the youth before it ends."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement
from matcher.database.leaving import FuturePlan
from matcher.errors import Stale, StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.words import PlacementStatus


@dataclass(frozen=True)
class Wishes:
    """The parts of the plan, in words of the youth."""

    housing: str = ""
    money: str = ""
    work: str = ""
    network: str = ""
    help: str = ""


PARTS = tuple(part.name for part in fields(Wishes))


def plan_of(session: Session, placement_id: int) -> FuturePlan | None:
    return session.get(FuturePlan, placement_id)


def write(
    session: Session,
    actor: Actor,
    placement_id: int,
    version: int,
    wishes: Wishes,
    *,
    is_agreed: bool,
    today: date,
) -> FuturePlan:
    """Write the plan down; ``version`` 0 for a new one. ``is_agreed``: youth and worker agree on it.

    Raises:
        Stale: somebody else wrote it meanwhile.
        StepNotAllowed: nobody lives there, and nobody did.
        TextRefused: a part holds a citizen service number.
    """
    for part in PARTS:
        require_no_bsn(part, getattr(wishes, part))
    placement = locked_placement(session, placement_id)
    if placement.status not in (PlacementStatus.ACTIVE, PlacementStatus.ENDED):
        raise StepNotAllowed("placement", str(placement.status), "write_future_plan")
    plan = plan_of(session, placement_id)
    if (plan.version if plan else 0) != version:
        raise Stale("future_plan", placement_id)
    if plan is None:
        plan = FuturePlan(placement_id=placement_id)
        session.add(plan)
    for part in PARTS:
        setattr(plan, part, getattr(wishes, part))
    plan.agreed_on = (plan.agreed_on or today) if is_agreed else None
    session.flush()
    record(
        session, actor, "futureplan.write", placement_id, placement=placement_id,
        is_agreed=is_agreed,
    )  # fmt: skip
    return plan
