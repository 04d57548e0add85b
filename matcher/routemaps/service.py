"""Route maps: what people read now, those of the program, and those of a municipality's own."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matcher.access import Scope
from matcher.audit import PROGRAM, Actor, record
from matcher.database.base import now
from matcher.database.routemaps import RouteMap, RouteMapVersion
from matcher.errors import AlreadyTaken, NotFound
from matcher.routemaps import rules
from matcher.routemaps.rules import Content
from matcher.routemaps.versions import published_of
from matcher.words import RouteMapKind


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
        version = published_of(found) if found else None
        if found is not None and version is not None and version.published_at is not None:
            return Shown(kind, code, version.number, version.content,
                         version.published_at.date(), found.review_on)  # fmt: skip
    original = rules.built_in(kind.value)
    return Shown(kind, None, 1, original.content, original.checked_on, original.review_on)


def municipalities_with(session: Session, kind: RouteMapKind) -> list[tuple[str, str]]:
    """Return (code, name) of the municipalities with a published map of their own."""
    query = select(RouteMap).where(RouteMap.kind == kind, RouteMap.municipality_code.is_not(None))
    found = [one for one in session.scalars(query) if published_of(one)]
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


def _of(session: Session, kind: RouteMapKind, municipality_code: str | None) -> RouteMap | None:
    query = select(RouteMap).where(
        RouteMap.kind == kind, RouteMap.municipality_code.is_not_distinct_from(municipality_code)
    )
    return session.scalars(query).first()
