"""Tell the household who comes when, and the visitors where they are expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.database.accounts import Account
from matcher.database.hosts import Household
from matcher.database.visits import HomeVisit
from matcher.inforce import NETHERLANDS


def language_of(household: Household) -> str:
    return household.account.language if household.account else "nl"


def tell_household(session: Session, visit: HomeVisit, template: str, moment: datetime) -> None:
    """Post the day, the time and the names of the visitors; a visit that is past needs no notice.

    Who has not heard of an earlier plan so far, hears the newest only.
    """
    if visit.planned_at <= moment:
        return
    household = visit.household
    language = language_of(household)
    names = [visitor.account.name for visitor in visit.visitors]
    outbox.post(
        session,
        household.email,
        template,
        language,
        about=("household", household.id),
        once=f"{key_of(visit)}{template}:{visit.version}",
        instead_of=key_of(visit),
        until=visit.planned_at,
        reference=household.reference,
        visitors=(" and " if language == "en" else " en ").join(names),
        minutes=visit.minutes,
        **when(visit),
    )
    if template != "visit_cancelled":
        visit.notice_at = moment


def tell_visitors(
    session: Session,
    visit: HomeVisit,
    template: str,
    account_ids: Iterable[int],
    moment: datetime,
) -> None:
    """Post to these visitors; they read in their own language."""
    if visit.planned_at <= moment:
        return
    others = {visitor.account_id: visitor.account.name for visitor in visit.visitors}
    wanted = sorted(set(account_ids))
    for account in session.scalars(
        select(Account).where(Account.id.in_(wanted)).order_by(Account.id)
    ):
        names = [name for key, name in others.items() if key != account.id]
        outbox.post(
            session,
            account.email,
            template,
            account.language,
            about=("household", visit.household_id),
            once=f"{key_of(visit)}{template}:{visit.version}",
            instead_of=key_of(visit),
            until=visit.planned_at,
            visitors=", ".join(names),
            visit=visit.id,
            **when(visit),
        )


def key_of(visit: HomeVisit) -> str:
    """Return how the names begin under which the plan of a visit is told."""
    return f"visit:{visit.id}:plan:"


def when(visit: HomeVisit) -> dict[str, Any]:
    """Return day and time in the Netherlands, for a mail."""
    there = visit.planned_at.astimezone(NETHERLANDS)
    return {"planned_on": there.date().isoformat(), "time": f"{there:%H:%M}"}
