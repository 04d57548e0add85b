"""A file may say that a host or a youth takes part no longer: that ends what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher.database.hosts import Home, Room
from matcher.database.introductions import Introduction
from matcher.database.rounds import Proposal
from matcher.exchange.context import AT_ONCE, Context, Ends
from matcher.exchange.host_plans import HouseholdPlan
from matcher.exchange.status_steps import moving
from matcher.exchange.youth_plans import YouthPlan
from matcher.hosts import rules as hosts
from matcher.introductions.rules import WAITING
from matcher.words import ProposalStatus
from matcher.youths import rules as youths


def foreseen_of_hosts(context: Context, plans: Sequence[HouseholdPlan]) -> tuple[Ends, ...]:
    """Return what stops because the file puts a host on a break or ends it, in the file's order."""
    rows = {
        stored.id: (plan.draft.row.number, plan.reference)
        for plan, stored, step in moving(plans, hosts.STEPS)
        if step is not None
        and step.action in hosts.STEPS_BACK
        and all(context.may_touch(home.municipality_code) for home in stored.homes)
    }
    return _foreseen(context.session, rows, Home.household_id)


def foreseen_of_youths(context: Context, plans: Sequence[YouthPlan]) -> tuple[Ends, ...]:
    """Return what stops because the file takes a youth off the list, in the file's order."""
    rows = {
        stored.id: (plan.row.number, plan.reference)
        for plan, stored, step in moving(plans, youths.STEPS)
        if step is not None
        and step.action in youths.STEPS_BACK
        and context.may_touch(stored.municipality_code)
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
