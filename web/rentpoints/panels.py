"""The way to the points of a room, from the pages of the coordinator and the host."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.hosts import Room
from matcher.rentpoints import service
from web.access import principal
from web.panels import panel
from web.session import database


@panel("coordinator.room", order=35)
def points_of_room(room: Room) -> str:
    return _panel(room, "rentpoints/_panel.html")


@panel("host.room", order=35)
def points_of_own_room(room: Room) -> str:
    return _panel(room, "rentpoints/_own_panel.html")


def _panel(room: Room, template: str) -> str:
    if not can(principal(), Action.COUNT_POINTS, room):
        return ""
    counts = service.counts_of(database, room.id)
    return render_template(
        template,
        room=room,
        latest=counts[0] if counts else None,
        sum=service.sum_of(database, room, counts[0]) if counts else None,
    )
