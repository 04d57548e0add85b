"""Where on the site an obstacle is taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import url_for

from matcher.readiness.obstacles import About, Obstacle
from matcher.readiness.service import Checked
from web.sitemap import exists

#: Endpoint and the name of its argument, per obstacle, for coordinators. A page that is not
#: there, or an obstacle that is not here, leads to the dossier.
PAGES: dict[str, tuple[str, str]] = {
    "needs_missing": ("coordinator.change_youth", "youth_id"),
    "place_missing": ("coordinator.change_youth", "youth_id"),
    "room_not_offered": ("coordinator.change_room", "room_id"),
    "room_too_short": ("coordinator.change_room", "room_id"),
    "rent_too_high": ("coordinator.change_room", "room_id"),
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
    endpoint, name = PAGES.get(obstacle.code, ("", ""))
    if is_coordinator and endpoint and exists(endpoint):
        values: dict[str, Any] = {name: checked.id}
        return url_for(endpoint, **values)
    return dossier(checked, is_coordinator=is_coordinator)


def linker(*, is_coordinator: bool) -> dict[str, Callable[..., str]]:
    """Return the two functions for a template."""
    return {
        "dossier": lambda checked: dossier(checked, is_coordinator=is_coordinator),
        "solved_at": lambda checked, obstacle: solved_at(
            checked, obstacle, is_coordinator=is_coordinator
        ),
    }
