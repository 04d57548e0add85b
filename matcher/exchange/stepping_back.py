"""A file may say that a host or a youth takes part no longer: that ends what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.hosts import Home, Room
from matcher.database.introductions import Introduction
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.exchange.context import AT_ONCE, Context, Ends
from matcher.exchange.host_plans import HouseholdPlan
from matcher.exchange.youth_plans import YouthPlan
from matcher.hosts.rules import STEPS, STEPS_BACK
from matcher.introductions.rules import WAITING
from matcher.words import ProposalStatus, YouthStatus

OUT = frozenset(step.to for step in STEPS.arrows if step.action in STEPS_BACK)
OFF_THE_LIST = frozenset({YouthStatus.REGISTERED, YouthStatus.WITHDRAWN})


def foreseen_of_hosts(context: Context, plans: Sequence[HouseholdPlan]) -> tuple[Ends, ...]:
    """Return what stops because the file puts a host on a break or ends it, in the file's order."""
    rows = {
        plan.stored.id: (plan.draft.row.number, plan.reference)
        for plan in plans
        if plan.stored is not None
        and plan.new_status in OUT
        and all(context.may_touch(home.municipality_code) for home in plan.stored.homes)
    }
    return _foreseen(context.session, rows, Home.household_id)


def foreseen_of_youths(context: Context, plans: Sequence[YouthPlan]) -> tuple[Ends, ...]:
    """Return what stops because the file takes a youth off the list, in the file's order."""
    rows = {
        plan.stored.id: (plan.row.number, plan.reference)
        for plan in plans
        if plan.stored is not None
        and plan.changed.get("status") in OFF_THE_LIST
        and context.may_touch(plan.stored.municipality_code)
    }
    return _foreseen(context.session, rows, Proposal.youth_id)


def _foreseen(session: Session, rows: dict[int, tuple[int, str]], column: Any) -> tuple[Ends, ...]:
    """``rows``: row and reference by the id of who steps back; ``column``: that holds this id."""
    found: list[Ends] = []
    keys = sorted(rows)
    for start in range(0, len(keys), AT_ONCE):
        query = (
            select(column, Proposal.id)
            .join(Room, Room.id == Proposal.room_id)
            .join(Home, Home.id == Room.home_id)
            .where(column.in_(keys[start : start + AT_ONCE]), _is_under_way())
        )
        found += [Ends(*rows[who], proposal) for who, proposal in session.execute(query)]
    return tuple(sorted(found))


def _is_under_way() -> ColumnElement[bool]:
    introduced = select(Introduction.proposal_id).where(Introduction.stage.in_(WAITING))
    return or_(Proposal.status == ProposalStatus.PROPOSED, Proposal.id.in_(introduced))


def tell_of_youths(session: Session, actor: Actor, plans: Sequence[Any]) -> None:
    """Let everybody react to youths whom the file has just taken off the waiting list."""
    for key in _off_the_list(plans):
        youth = session.get_one(Youth, key)
        events.tell(session, actor, "youth.stepped_back", youth)
        events.tell(session, actor, "youth.left", youth)


def _off_the_list(plans: Sequence[Any]) -> list[int]:
    return sorted(
        plan.stored.id
        for plan in plans
        if plan.stored is not None and plan.changed.get("status") in OFF_THE_LIST
    )
