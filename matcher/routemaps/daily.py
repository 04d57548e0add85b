"""Every day: keep the built-in maps, and remind the owners of those that must be looked at."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import outbox
from matcher.database.routemaps import RouteMap
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.routemaps import ownership, service


def run(factory: sessionmaker[Session], today: date) -> int:
    """Return how many maps were added or reminded of; the second time on a day that is none."""
    with transaction(factory) as session:
        added = service.add_built_in(session)
        soon = today + timedelta(days=policy_in_force().before.remind_days_before)
        due = select(RouteMap).where(
            or_(
                and_(RouteMap.reminded_on.is_(None), RouteMap.review_on <= soon),
                # Still nobody looked: once more on the day itself.
                and_(RouteMap.reminded_on < RouteMap.review_on, RouteMap.review_on <= today),
            )
        )
        reminded = 0
        for route_map in session.scalars(due).all():
            people = ownership.people_to_remind(session, route_map)
            for account in people:
                outbox.post(
                    session,
                    account.email,
                    "routemap_review",
                    account.language,
                    reference=route_map.code,
                    once=f"routemap:{route_map.id}:{route_map.review_on}:{today}",
                    instead_of=f"routemap:{route_map.id}:",
                    review_on=route_map.review_on.isoformat(),
                )
            if people:
                route_map.reminded_on = today
                reminded += 1
    return added + reminded
