"""Two owners keep a route map current: who they are, and when they look at it again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.routemaps import RouteMap
from matcher.errors import AlreadyTaken, Stale
from matcher.routemaps.versions import touch
from matcher.words import Role


def set_owners(
    session: Session,
    actor: Actor,
    route_map: RouteMap,
    version: int,
    owner_id: int | None,
    second_owner_id: int | None,
    review_on: date,
) -> None:
    """Say who keeps the map current, and when it is looked at again.

    Raises:
        Stale: somebody else changed the map first.
        AlreadyTaken: 'second_owner', both are the same person.
    """
    if route_map.version != version:
        raise Stale("route map", route_map.id)
    if owner_id is not None and owner_id == second_owner_id:
        raise AlreadyTaken("second_owner")
    if review_on != route_map.review_on:
        route_map.reminded_on = None
        outbox.take_back(session, f"routemap:{route_map.id}:")
    route_map.owner_id, route_map.second_owner_id = owner_id, second_owner_id
    route_map.review_on = review_on
    touch(session, route_map)
    record(session, actor, "routemap.own", route_map.id, owner=owner_id,
           second_owner=second_owner_id, review_on=review_on.isoformat())  # fmt: skip


def confirm(session: Session, actor: Actor, route_map: RouteMap, review_on: date) -> None:
    """Note that an owner looked at the map and that it is still right."""
    route_map.review_on, route_map.reminded_on = review_on, None
    outbox.take_back(session, f"routemap:{route_map.id}:")
    touch(session, route_map)
    record(session, actor, "routemap.review", route_map.id, review_on=review_on.isoformat())


def people_to_remind(session: Session, route_map: RouteMap) -> list[Account]:
    """Return the owners; where there is none, the administrators: somebody must look at it."""
    owners = [one for one in (route_map.owner, route_map.second_owner) if one and one.is_active]
    return owners or _administrators(session)


def possible_owners(session: Session) -> Sequence[Account]:
    """Return the staff who can own a map, by name."""
    return _who_are(session, (Role.COORDINATOR, Role.REFERRER, Role.ADMINISTRATOR))


def _administrators(session: Session) -> list[Account]:
    return _who_are(session, (Role.ADMINISTRATOR,))


def _who_are(session: Session, roles: Collection[Role]) -> list[Account]:
    """Asked for each map that nobody owns, so not by reading everybody's roles one by one."""
    query = select(Account).where(Account.is_active, Account.roles.any(AccountRole.role.in_(roles)))
    return list(session.scalars(query.order_by(Account.name, Account.id)))
