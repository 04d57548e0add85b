"""Living there: check-ins, both sides heard, a plan with actions, concerns that come up."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench.year.core import Year, by_page, is_ready, morning
from matcher.checkins import service as check_ins
from matcher.checkins.service import CheckInReport
from matcher.checkins.voices import Heard
from matcher.clock import NETHERLANDS
from matcher.concerns import service as concerns
from matcher.concerns.service import Told
from matcher.database.concerns import Concern
from matcher.database.living import CareTeam, CheckIn, Plan, PlanAction
from matcher.database.placements import Placement
from matcher.database.session import reading
from matcher.plans import service as plans
from matcher.plans.rules import Wanted
from matcher.words import (
    ActionStatus,
    CheckInKind,
    CheckInStatus,
    ConcernKind,
    ConcernOutcome,
    ConcernStatus,
    CoreActivity,
    EvaluationSide,
    PlacementStatus,
    Seriousness,
    Side,
)

FORGETS = 0.05  # of the check-ins nobody writes down
MISSED = 0.06  # of the check-ins do not take place
CHECK_IN_HOURS = 30.0
GIVES_ACTION = 0.3
DONE_IN_TIME = 0.8
CONCERN_PER_DAY = 0.003
SERIOUSNESS = {Seriousness.NOTICE: 70, Seriousness.SERIOUS: 25, Seriousness.EMERGENCY: 5}
OUTCOMES = {
    ConcernOutcome.SOLVED: 5,
    ConcernOutcome.AGREED_FURTHER: 3,
    ConcernOutcome.NO_GROUND: 2,
}
CONCERN_HOURS = {
    ConcernStatus.OPEN: 9.0,
    ConcernStatus.ESCALATED: 12.0,
    ConcernStatus.PICKED_UP: 30.0,
    ConcernStatus.AGREED: 150.0,
}
HAS_ONE_PLAN_AFTER = timedelta(days=10)
REVIEWED_IN_TIME = 0.9


def act(year: Year, moment: datetime) -> None:
    today = moment.astimezone(NETHERLANDS).date()
    _check_in(year, moment, today)
    _deal_with_concerns(year, moment, today)
    if moment.astimezone(NETHERLANDS).hour == 12:
        _make_plans(year, today)
        _review_plans(year, today)
        _finish_actions(year, today)
        _raise_concerns(year, moment, today)


def _check_in(year: Year, moment: datetime, today: date) -> None:
    query = (
        select(
            CheckIn.id, CheckIn.version, CheckIn.planned_on, CheckIn.placement_id,
            CareTeam.responsible_id, CareTeam.counsellor_id,
        )
        .join(CareTeam, CareTeam.placement_id == CheckIn.placement_id)
        .where(CheckIn.status == CheckInStatus.PLANNED, CheckIn.planned_on <= today)
        .order_by(CheckIn.id)
    )  # fmt: skip
    with reading(year.factory) as session:
        waiting = session.execute(query).all()
    for one in waiting:
        chance = year.chance("check-in", one.id)
        drawn = chance.random()
        if drawn < FORGETS or not is_ready(chance, morning(one.planned_on), moment, CHECK_IN_HOURS):
            continue
        actor = by_page(one.counsellor_id or one.responsible_id)
        if drawn < FORGETS + MISSED:
            year.attempt("check-in missed", check_ins.miss, actor, one.id, one.version, today)
            continue
        report = _report(chance, today)
        done = year.attempt(
            "check-in held", check_ins.hold, actor, one.id, one.version, report, today
        )
        if done and chance.random() < GIVES_ACTION:
            wanted = Wanted(
                what="Inschrijven bij de huisarts",
                measured_by="Bevestiging van de praktijk",
                owner=chance.choice([Side.YOUTH, Side.COUNSELLOR, Side.COORDINATOR]),
                due_on=today + timedelta(days=chance.randint(7, 35)),
            )
            year.attempt("action added", plans.add_action, actor, one.placement_id, wanted, today)


def _report(chance: Random, today: date) -> CheckInReport:
    return CheckInReport(
        kind=chance.choice(list(CheckInKind)),
        held_on=today,
        activities={activity: chance.randint(2, 5) for activity in CoreActivity},
        summary="Het gaat goed in huis.",
        heard={side: Heard(chance.randint(2, 5)) for side in EvaluationSide},
    )


def _make_plans(year: Year, today: date) -> None:
    query = (
        select(Placement.id, CareTeam.responsible_id)
        .join(CareTeam, CareTeam.placement_id == Placement.id)
        .where(
            Placement.status == PlacementStatus.ACTIVE,
            Placement.starts_on <= today - HAS_ONE_PLAN_AFTER,
            Placement.id.not_in(select(Plan.placement_id)),
        )
        .order_by(Placement.id)
    )
    with reading(year.factory) as session:
        without = session.execute(query).all()
    for one in without:
        actor, goal = by_page(one.responsible_id), "Zelfstandig wonen over een jaar"
        year.attempt("plan made", plans.make_plan, actor, one.id, goal, None, today)


def _review_plans(year: Year, today: date) -> None:
    """Look at the plan in the two weeks before its day, sometimes a few days after it."""
    query = (
        select(Plan.id, Plan.version, Plan.goal, Plan.review_on, CareTeam.responsible_id)
        .join(Placement, Placement.id == Plan.placement_id)
        .join(CareTeam, CareTeam.placement_id == Placement.id)
        .where(
            Placement.status == PlacementStatus.ACTIVE,
            Plan.review_on <= today + timedelta(days=13),
        )
        .order_by(Plan.id)
    )
    with reading(year.factory) as session:
        near = session.execute(query).all()
    for one in near:
        chance = year.chance("review", f"{one.id}/{one.review_on}")
        in_time = chance.random() < REVIEWED_IN_TIME
        days = -chance.randint(0, 13) if in_time else chance.randint(1, 5)
        if today < one.review_on + timedelta(days=days):
            continue
        year.attempt(
            "plan reviewed", plans.change_plan, by_page(one.responsible_id), one.id, one.version,
            one.goal, today + timedelta(days=plans.REVIEW_DAYS), today,
        )  # fmt: skip


def _finish_actions(year: Year, today: date) -> None:
    query = (
        select(PlanAction.id, PlanAction.version, PlanAction.due_on, PlanAction.owner_id)
        .where(PlanAction.status == ActionStatus.OPEN)
        .order_by(PlanAction.id)
    )
    with reading(year.factory) as session:
        waiting = session.execute(query).all()
    for one in waiting:
        chance = year.chance("action", one.id)
        in_time = chance.random() < DONE_IN_TIME
        days = -chance.randint(0, 6) if in_time else chance.randint(1, 30)
        if today >= one.due_on + timedelta(days=days):
            actor = by_page(one.owner_id)
            year.attempt("action done", plans.finish_action, actor, one.id, one.version, today)


def _raise_concerns(year: Year, moment: datetime, today: date) -> None:
    query = select(Placement).where(Placement.status == PlacementStatus.ACTIVE)
    with reading(year.factory) as session:
        living = [
            (one.id, one.youth.account_id, one.room.home.household.account_id)
            for one in session.scalars(query.order_by(Placement.id))
        ]
    for key, youth, host in living:
        chance = year.chance("concern", f"{key}/{today}")
        if chance.random() >= CONCERN_PER_DAY:
            continue
        side, account = chance.choice([(Side.YOUTH, youth), (Side.HOST, host)])
        seriousness = chance.choices(list(SERIOUSNESS), list(SERIOUSNESS.values()))[0]
        told = Told(kind=chance.choice(list(ConcernKind)), seriousness=seriousness, text="Ruzie.")
        year.attempt(
            f"concern: {seriousness.value}", concerns.raise_, by_page(account), key, side, told,
            moment,
        )  # fmt: skip


def _deal_with_concerns(year: Year, moment: datetime, today: date) -> None:
    query = (
        select(
            Concern.id, Concern.version, Concern.status,
            func.coalesce(Concern.holder_id, CareTeam.responsible_id).label("holder"),
        )
        .join(CareTeam, CareTeam.placement_id == Concern.placement_id)
        .where(Concern.status != ConcernStatus.CLOSED)
        .order_by(Concern.id)
    )  # fmt: skip
    with reading(year.factory) as session:
        waiting = session.execute(query).all()
    for concern in waiting:
        chance = year.chance("dealing", f"{concern.id}/{concern.version}")
        hours = chance.expovariate(1 / CONCERN_HOURS[concern.status])
        since = year.seen("concern", f"{concern.id}/{concern.version}", moment)
        if moment >= since + timedelta(hours=hours):
            year.attempt(
                f"concern {concern.status.value}: next", _go_on, concern.holder, concern.id,
                chance, today, moment,
            )  # fmt: skip


def _go_on(
    session: Session, holder: int, key: int, chance: Random, today: date, moment: datetime
) -> None:
    concern, actor = session.get_one(Concern, key), by_page(holder)
    if concern.status in (ConcernStatus.OPEN, ConcernStatus.ESCALATED):
        concerns.pick_up(session, actor, key, concern.version, moment)
    elif concern.status == ConcernStatus.PICKED_UP:
        review = today + timedelta(days=chance.randint(7, 20))
        concerns.agree(session, actor, key, concern.version, "Samen gepraat.", review, moment)
    else:
        outcome = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        concerns.close(session, actor, key, concern.version, outcome, "Klaar.", moment)
