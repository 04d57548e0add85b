"""A draft of a route map: begun from a version, changed, thrown away, or shown to everybody."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, datetime

from sqlalchemy.orm import Session

from matcher import outbox
from matcher.audit import Actor, record
from matcher.database.base import now
from matcher.database.routemaps import RouteMap, RouteMapVersion
from matcher.errors import Stale, StepNotAllowed
from matcher.routemaps import rules
from matcher.routemaps.rules import Content
from matcher.routemaps.versions import draft_of, published_of, touch, version_of


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
    touch(session, route_map)
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
    touch(session, route_map)
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
    touch(session, route_map)


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
    touch(session, route_map)
    record(session, actor, "routemap.publish", route_map.id, number=draft.number,
           review_on=review_on.isoformat())  # fmt: skip


def _changeable(route_map: RouteMap, version: int) -> RouteMapVersion:
    if route_map.version != version:
        raise Stale("route map", route_map.id)
    draft = draft_of(route_map)
    if draft is None:
        raise StepNotAllowed("route map", "published", "changed")
    return draft
