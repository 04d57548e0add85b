"""What case meetings decided, in the dossiers of youths and rooms and on the placement."""

from __future__ import annotations

from flask import render_template

from matcher.database.hosts import Room
from matcher.database.placements import Placement
from matcher.database.work import MeetingItem
from matcher.database.youths import Youth
from matcher.meetings.service import decisions_about
from matcher.words import Role
from web.access import principal
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=70)
@panel("referrer.youth", order=70)
def about_the_youth(youth: Youth) -> str:
    return _shown(list(decisions_about(database, youth_id=youth.id)))


@panel("coordinator.room", order=70)
def about_the_room(room: Room) -> str:
    return _shown(list(decisions_about(database, room_id=room.id)))


@panel("placement", order=70)
@panel("referrer.placement", order=70)
def about_the_placement(placement: Placement) -> str:
    decisions = [
        one
        for one in decisions_about(database, youth_id=placement.youth_id)
        if one.prepared.get("room_id") in (None, placement.room_id)
    ]
    return _shown(decisions)


def _shown(decisions: list[MeetingItem]) -> str:
    if not decisions:
        return ""
    return render_template(
        "meetings/_decisions.html",
        decisions=decisions,
        may_open=principal().has(Role.COORDINATOR),
    )
