"""Photos on the pages of a host, a room, and the host's own page."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.hosts import Household, Room
from matcher.photos import service
from web.access import principal
from web.panels import panel
from web.session import database


@panel("coordinator.host", order=30)
@panel("host.home", order=30)
def of_household(household: Household) -> str:
    if not can(principal(), Action.READ_PHOTO, household):
        return ""
    found = service.photos_of(database, household.id)
    return render_template("photos/_household.html", household=household, photos=found)


@panel("coordinator.room", order=30)
def of_room(room: Room) -> str:
    household = room.home.household
    if not can(principal(), Action.READ_PHOTO, household):
        return ""
    found = [one for one in service.photos_of(database, household.id) if one.room_id == room.id]
    return render_template("photos/_room.html", household=household, room=room, photos=found)
