"""A file may say that a host or a youth takes part no longer: that ends what is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.database.youths import Youth
from matcher.hosts.stepping_back import Event, step_back
from matcher.words import HouseholdStatus, YouthStatus

OUT = frozenset({HouseholdStatus.PAUSED, HouseholdStatus.REFUSED, HouseholdStatus.WITHDRAWN})
OFF_THE_LIST = frozenset({YouthStatus.REGISTERED, YouthStatus.WITHDRAWN})


def tell_of_hosts(session: Session, actor: Actor, plans: Sequence[Any]) -> None:
    """Let everybody react to households that the file has just put on a break, or ended."""
    for key in _changed_to(plans, OUT):
        household = session.get_one(Household, key)
        is_refused = household.status == HouseholdStatus.REFUSED
        event: Event = "household.refused" if is_refused else "household.stepped_back"
        step_back(session, actor, household, event)
        events.tell(session, actor, "household.left", household)


def tell_of_youths(session: Session, actor: Actor, plans: Sequence[Any]) -> None:
    """The same for youths whom the file has just taken off the waiting list."""
    for key in _changed_to(plans, OFF_THE_LIST):
        youth = session.get_one(Youth, key)
        events.tell(session, actor, "youth.stepped_back", youth)
        events.tell(session, actor, "youth.left", youth)


def _changed_to(plans: Sequence[Any], statuses: frozenset[Any]) -> list[int]:
    """Return the ids of stored records that got one of these statuses."""
    return sorted(
        plan.stored.id
        for plan in plans
        if plan.stored is not None and plan.changed.get("status") in statuses
    )
