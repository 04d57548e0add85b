"""Route maps in versions: what is shown, a draft beside it, and two owners who keep it current."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher import outbox
from matcher.access import Scope
from matcher.audit import PROGRAM, Actor, record
from matcher.database.accounts import Account, AccountRole
from matcher.database.base import now
from matcher.database.routemaps import RouteMap, RouteMapVersion
from matcher.errors import AlreadyTaken, NotFound, Stale, StepNotAllowed
from matcher.routemaps import rules
from matcher.routemaps.rules import Content
from matcher.words import Role, RouteMapKind


@dataclass(frozen=True)
class Shown:
    """What people read now; ``number`` 1 of a national map is the one of the program."""

    kind: RouteMapKind
    municipality_code: str | None
    number: int
    content: Content
    published_on: date
    review_on: date


def shown(session: Session, kind: RouteMapKind, municipality_code: str | None = None) -> Shown:
    """Return the latest published version: of the municipality when it has one, else national."""
    for code in dict.fromkeys((municipality_code, None)):
        found = _of(session, kind, code)
        version = _published(found) if found else None
        if found is not None and version is not None and version.published_at is not None:
            return Shown(kind, code, version.number, version.content,
                         version.published_at.date(), found.review_on)  # fmt: skip
    original = rules.built_in(kind.value)
    return Shown(kind, None, 1, original.content, original.checked_on, original.review_on)


def municipalities_with(session: Session, kind: RouteMapKind) -> list[tuple[str, str]]:
    """Return (code, name) of the municipalities with a published map of their own."""
    query = select(RouteMap).where(RouteMap.kind == kind, RouteMap.municipality_code.is_not(None))
    found = [one for one in session.scalars(query) if _published(one)]
    return sorted(
        ((one.municipality.code, one.municipality.name) for one in found if one.municipality),
        key=lambda pair: pair[1],
    )


def add_built_in(session: Session) -> int:
    """Keep the maps of the program as version 1 where there is none yet; return how many."""
    added = 0
    for kind in RouteMapKind:
        if _of(session, kind, None) is None:
            original = rules.built_in(kind.value)
            route_map = RouteMap(code=kind.value, kind=kind, review_on=original.review_on)
            route_map.versions.append(
                RouteMapVersion(number=1, content=deepcopy(original.content), published_at=now())
            )
            session.add(route_map)
            session.flush()
            record(session, PROGRAM, "routemap.add", route_map.id, kind=kind.value)
            added += 1
    return added


def maps(session: Session, scope: Scope) -> Sequence[RouteMap]:
    """Return the maps that the person may edit: all, or those that he or she owns."""
    query = select(RouteMap).where(_within(scope)).order_by(RouteMap.kind, RouteMap.code)
    return session.scalars(query).all()


def one(session: Session, scope: Scope, map_id: int) -> RouteMap:
    """Return a map.

    Raises:
        NotFound: there is none, or it lies outside ``scope``.
    """
    found = session.scalars(select(RouteMap).where(RouteMap.id == map_id, _within(scope))).first()
    if found is None:
        raise NotFound("route map", map_id)
    return found


def _within(scope: Scope) -> ColumnElement[bool]:
    return or_(
        scope.where(account=[RouteMap.owner_id]), scope.where(account=[RouteMap.second_owner_id])
    )


def add_local(
    session: Session, actor: Actor, kind: RouteMapKind, municipality_code: str, today: date
) -> RouteMap:
    """Begin a map of a municipality's own: a draft that starts from the national one.

    Raises:
        AlreadyTaken: 'municipality', it has one of this kind.
    """
    if _of(session, kind, municipality_code) is not None:
        raise AlreadyTaken("municipality")
    content = deepcopy(shown(session, kind).content)
    route_map = RouteMap(
        code=f"{kind.value}-{municipality_code}".lower(),
        kind=kind,
        municipality_code=municipality_code,
        owner_id=actor.account_id,
        review_on=today,
    )
    route_map.versions.append(RouteMapVersion(number=1, content=content, by_id=actor.account_id))
    session.add(route_map)
    session.flush()
    record(session, actor, "routemap.add", route_map.id, kind=kind.value,
           municipality=municipality_code)  # fmt: skip
    return route_map


def draft_of(route_map: RouteMap) -> RouteMapVersion | None:
    return next((one for one in reversed(route_map.versions) if one.published_at is None), None)


def published_of(route_map: RouteMap) -> RouteMapVersion | None:
    return _published(route_map)


def version_of(route_map: RouteMap, number: int) -> RouteMapVersion:
    """Return a version by its number.

    Raises:
        NotFound: there is none.
    """
    for version in route_map.versions:
        if version.number == number:
            return version
    raise NotFound("version", number)


def start_draft(session: Session, actor: Actor, route_map: RouteMap, number: int) -> None:
    """Begin a draft from version ``number``; a draft that is there already stays.

    Raises:
        NotFound: there is no such version.
    """
    source = version_of(route_map, number)
    if draft_of(route_map) is not None:
        return
    route_map.versions.append(
        RouteMapVersion(
            number=max(one.number for one in route_map.versions) + 1,
            content=deepcopy(source.content),
            by_id=actor.account_id,
        )
    )
    _touch(session, route_map)
    record(session, actor, "routemap.draft", route_map.id, source=number)


def save_draft(
    session: Session, actor: Actor, route_map: RouteMap, version: int, content: Content
) -> None:
    """Replace the contents of the draft.

    Raises:
        Stale: somebody else changed the map first.
        StepNotAllowed: there is no draft.
    """
    draft = _changeable(route_map, version)
    draft.content = content
    draft.by_id = actor.account_id
    _touch(session, route_map)
    record(session, actor, "routemap.change", route_map.id, steps=len(content["steps"]))


def discard_draft(session: Session, actor: Actor, route_map: RouteMap, version: int) -> None:
    """Throw the draft away; a map that was never published goes with it.

    Raises:
        Stale, StepNotAllowed: as :func:`save_draft`.
    """
    draft = _changeable(route_map, version)
    record(session, actor, "routemap.discard", route_map.id, number=draft.number)
    if published_of(route_map) is None:
        session.delete(route_map)
        session.flush()
        return
    route_map.versions.remove(draft)
    _touch(session, route_map)


def publish(
    session: Session,
    actor: Actor,
    route_map: RouteMap,
    version: int,
    note: str,
    review_on: date,
    moment: datetime | None = None,
) -> None:
    """Show the draft to everybody from now on.

    Raises:
        Stale: somebody else changed the map first.
        StepNotAllowed: there is no draft, or it is not whole (see ``rules.check``).
    """
    draft = _changeable(route_map, version)
    if rules.check(draft.content):
        raise StepNotAllowed("route map", "draft", "published")
    draft.published_at, draft.note = moment or now(), note.strip()
    draft.by_id = actor.account_id
    route_map.review_on, route_map.reminded_on = review_on, None
    outbox.take_back(session, f"routemap:{route_map.id}:")
    _touch(session, route_map)
    record(session, actor, "routemap.publish", route_map.id, number=draft.number,
           review_on=review_on.isoformat())  # fmt: skip


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
    _touch(session, route_map)
    record(session, actor, "routemap.own", route_map.id, owner=owner_id,
           second_owner=second_owner_id, review_on=review_on.isoformat())  # fmt: skip


def confirm(session: Session, actor: Actor, route_map: RouteMap, review_on: date) -> None:
    """Note that an owner looked at the map and that it is still right."""
    route_map.review_on, route_map.reminded_on = review_on, None
    outbox.take_back(session, f"routemap:{route_map.id}:")
    _touch(session, route_map)
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


def _of(session: Session, kind: RouteMapKind, municipality_code: str | None) -> RouteMap | None:
    query = select(RouteMap).where(
        RouteMap.kind == kind, RouteMap.municipality_code.is_not_distinct_from(municipality_code)
    )
    return session.scalars(query).first()


def _published(route_map: RouteMap) -> RouteMapVersion | None:
    return next((one for one in reversed(route_map.versions) if one.published_at), None)


def _changeable(route_map: RouteMap, version: int) -> RouteMapVersion:
    if route_map.version != version:
        raise Stale("route map", route_map.id)
    draft = draft_of(route_map)
    if draft is None:
        raise StepNotAllowed("route map", "published", "changed")
    return draft


def _touch(session: Session, route_map: RouteMap) -> None:
    """Raise the version of the map also when only a version of its contents changed."""
    key = route_map.id
    flag_modified(route_map, "review_on")
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("route map", key) from error
