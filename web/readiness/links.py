"""Where on the site an obstacle is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import current_app, url_for

from matcher.readiness.obstacles import About, Obstacle
from matcher.readiness.service import Checked
from web.access import principal
from web.sitemap import exists

#: Per obstacle the endpoints where it can be taken away, with the name of the record's number.
#: The first that exists and lets the person in counts; without one, the dossier does.
PAGES: dict[str, tuple[tuple[str, str], ...]] = {
    "consent_withdrawn": (("cases.consents", "youth_id"),),
    "consent_to_keep": (("cases.consents", "youth_id"),),
    "consent_to_share": (("cases.consents", "youth_id"),),
    "motivation": (("cases.motivation", "youth_id"),),
    "intake": (("cases.intakes", "youth_id"),),
    "age": (("cases.exceptions", "youth_id"),),
    "exception_open": (("cases.exceptions", "youth_id"),),
    "needs_missing": (("coordinator.change_youth", "youth_id"), ("needs.change", "youth_id")),
    "place_missing": (("needs.places", "youth_id"),),
    "visit_not_planned": (("visits.new", "household_id"),),
    "vog": (("visits.papers", "household_id"),),
    "landlord_consent": (("visits.papers", "household_id"),),
    "lender_consent": (("visits.papers", "household_id"),),
    "document_expired": (("visits.papers", "household_id"),),
    "room_not_offered": (("coordinator.change_room", "room_id"),),
    "room_too_short": (("coordinator.change_room", "room_id"),),
    "rent_too_high": (("rentpoints.room", "room_id"),),
    "points_missing": (("rentpoints.room", "room_id"),),
}

#: The same for a host or a youth, on whose own page the record needs no number.
OWN_PAGES = {
    "consent_withdrawn": "dossier.consents",
    "consent_to_keep": "dossier.consents",
    "consent_to_share": "dossier.consents",
    "room_missing": "host.new_room",
}


def dossier(checked: Checked, *, is_coordinator: bool) -> str:
    """Return the address of the page of a host, room or youth."""
    if checked.about is About.HOST:
        return url_for("coordinator.host", household_id=checked.id)
    if checked.about is About.ROOM:
        return url_for("coordinator.room", room_id=checked.id)
    page = "coordinator.youth" if is_coordinator else "referrer.youth"
    return url_for(page, youth_id=checked.id)


def solved_at(checked: Checked, obstacle: Obstacle, *, is_coordinator: bool) -> str:
    """Return the address of the page where somebody can take the obstacle away."""
    if obstacle.code == "host_not_ready" and checked.household_id is not None:
        return url_for("coordinator.host", household_id=checked.household_id)
    for endpoint, name in PAGES.get(obstacle.code, ()):
        if _lets_in(endpoint):
            values: dict[str, Any] = {name: checked.id}
            return url_for(endpoint, **values)
    return dossier(checked, is_coordinator=is_coordinator)


def solved_by_oneself(obstacle: Obstacle) -> str | None:
    """Return the address where a host or youth can take it away without help, if there is one."""
    endpoint = OWN_PAGES.get(obstacle.code, "")
    return url_for(endpoint) if endpoint and _lets_in(endpoint) else None


def _lets_in(endpoint: str) -> bool:
    entrants = current_app.extensions["entrants"].get(endpoint, frozenset())
    return exists(endpoint) and not entrants.isdisjoint(principal().roles)


def linker(*, is_coordinator: bool) -> dict[str, Callable[..., str]]:
    """Return the two functions for a template."""
    return {
        "dossier": lambda checked: dossier(checked, is_coordinator=is_coordinator),
        "solved_at": lambda checked, obstacle: solved_at(
            checked, obstacle, is_coordinator=is_coordinator
        ),
    }
