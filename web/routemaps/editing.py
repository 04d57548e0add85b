"""What the pages of the editor share: who may edit, which map, and somebody who was first."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _

from matcher.access import Action, scope
from matcher.audit import Actor
from matcher.database.routemaps import RouteMap
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.routemaps import rules, service, versions
from matcher.words import Role
from web.access import principal
from web.languages import language
from web.session import database

STAFF = (Role.COORDINATOR, Role.REFERRER, Role.ADMINISTRATOR)


def stale(map_id: int) -> Any:
    database.rollback()
    flash(_("A colleague has just changed this map, so yours was not saved. Look at it and do it "
            "again if it is still needed."), "error")  # fmt: skip
    return redirect(url_for(".edit", map_id=map_id), code=303)


def actor() -> Actor:
    return Actor(principal().account_id, "web")


def reached(map_id: int) -> RouteMap:
    return service.one(database, scope(principal(), Action.EDIT_ROUTEMAP), map_id)


def next_review() -> date:
    months = policy_in_force().before.route_map_review_months
    return rules.months_later(today_in_the_netherlands(), months)


def name_of(found: RouteMap) -> str:
    newest = versions.published_of(found) or versions.draft_of(found)
    title = newest.content["title"].get(language(), "") if newest else found.code
    return f"{title}, {found.municipality.name}" if found.municipality else title
