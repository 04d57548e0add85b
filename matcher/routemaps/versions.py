"""The versions of a route map: the one that is shown, a draft beside it, and all before."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.orm.exc import StaleDataError

from matcher.database.routemaps import RouteMap, RouteMapVersion
from matcher.errors import NotFound, Stale


def draft_of(route_map: RouteMap) -> RouteMapVersion | None:
    return next((one for one in reversed(route_map.versions) if one.published_at is None), None)


def published_of(route_map: RouteMap) -> RouteMapVersion | None:
    return next((one for one in reversed(route_map.versions) if one.published_at), None)


def version_of(route_map: RouteMap, number: int) -> RouteMapVersion:
    """Return a version by its number.

    Raises:
        NotFound: there is none.
    """
    for version in route_map.versions:
        if version.number == number:
            return version
    raise NotFound("version", number)


def touch(session: Session, route_map: RouteMap) -> None:
    """Raise the version of the map also when only a version of its contents changed."""
    key = route_map.id
    flag_modified(route_map, "review_on")
    try:
        session.flush()
    except StaleDataError as error:
        raise Stale("route map", key) from error
