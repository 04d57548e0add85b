"""Where something on the work list is done, for the person who reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app, url_for

from matcher.words import Role
from matcher.work.listing import Listed
from matcher.work.rules import WorkItem
from web.access import principal


def address(listed: Listed) -> str | None:
    """Return the page on which it is done; when that is for others, the dossier; else None."""
    item = listed.item
    if may_open(item.endpoint):
        arguments: dict[str, Any] = dict(item.args)
        return url_for(item.endpoint, **arguments)
    if item.youth_id is not None and principal().has(Role.REFERRER):
        return url_for("referrer.youth", youth_id=item.youth_id)
    return None


def may_open(endpoint: str) -> bool:
    return _lets_in(endpoint, principal().roles)


def opens(item: WorkItem, roles: frozenset[Role]) -> bool:
    """Say whether somebody with these roles has a page on which the item is done."""
    is_in_dossier = item.youth_id is not None and Role.REFERRER in roles
    return is_in_dossier or _lets_in(item.endpoint, roles)


def _lets_in(endpoint: str, roles: Iterable[Role]) -> bool:
    entrants = current_app.extensions["entrants"].get(endpoint, frozenset())
    return not entrants.isdisjoint({role.value for role in roles})
