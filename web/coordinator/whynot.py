"""Why not this room? Pick any youth of the own region and any room, and get a true answer."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from sqlalchemy import select

from matcher.access import Action, can, scope
from matcher.database.hosts import Room
from matcher.database.youths import Youth
from matcher.declines.rests import running
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.search import room_anywhere
from matcher.rounds.around import Around, youths_around
from matcher.words import Role
from matcher.youths import listing
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.blueprint import blueprint
from web.coordinator.board import room_name, youth_name
from web.coordinator.youths import _reach
from web.declines.shown import rest_text
from web.picking import MOST, Candidate, broken_rules, open_ahead, rooms_to_pick
from web.session import database
from web.why import municipality_name
from web.whynot import verdict


@blueprint.get("/why-not")
@allow(Role.COORDINATOR)
def why_not() -> str:
    youth_id, room_id = (request.args.get(key, type=int) for key in ("youth", "room"))
    youth = listing.one(database, _reach(), youth_id) if youth_id else None
    room = room_anywhere(database, room_id) if room_id else None
    text = records.searched()
    if youth is None or room is None:
        open_ahead()
    return render_template(
        "coordinator/whynot.html",
        youth=youth,
        room=room,
        room_title=room_name(room, principal()) if room else "",
        sees_room=room is not None and can(principal(), Action.READ_HOST, room),
        text=text,
        rooms=_rooms(youth, text) if room is None else [],
        youths=_youths(room, text) if youth is None else [],
        verdict=_verdict(youth, room) if youth and room else None,
        rest=_rest(youth, room) if youth and room else "",
    )


def _rest(youth: Youth, room: Room) -> str:
    """Return why the two are kept apart after a 'no' or a stay, for who may read both dossiers."""
    if not can(principal(), Action.READ_HOST, room):
        return ""
    resting = running(database, youth.id, room.id, today_in_the_netherlands())
    return rest_text(resting[0]) if resting else ""


def _verdict(youth: Youth, room: Room) -> Any:
    records.note_look("youth", youth.id)
    if can(principal(), Action.READ_HOST, room):
        records.note_look("room", room.id)
    return verdict(
        youth.id,
        room.id,
        lambda key: youth_name(database.get(Youth, key), principal()),
        lambda key: room_name(database.get(Room, key), principal()),
        municipality_name,
    )


def _rooms(youth: Youth | None, text: str) -> list[Candidate]:
    reached = scope(principal(), Action.READ_HOST)
    return rooms_to_pick(youth, text, reached, lambda room: room_name(room, principal()))


def _youths(room: Room | None, text: str) -> list[Candidate]:
    """Return youths of the own region that match the text, or those nearest to possible."""
    if text:
        page = listing.youths(database, _reach(), listing.Filters(text=text), 1)
        return [_youth(youth) for youth in page.rows[:MOST]]
    if room is None:
        return []
    around = youths_around(database, room.id, today_in_the_netherlands(), policy_in_force())
    return _nearest_own(around) if around else []


def _nearest_own(around: Around) -> list[Candidate]:
    own = set(database.scalars(select(Youth.id).where(_reach())))
    near = [row for row in around.nearest(len(around.others)) if row[0] in own][:MOST]
    query = select(Youth).where(Youth.id.in_([key for key, _number in near]))
    youths = {youth.id: youth for youth in database.scalars(query)}
    return [_youth(youths[key], broken_rules(broken)) for key, broken in near]


def _youth(youth: Youth, note: str = "") -> Candidate:
    return Candidate(youth.id, youth.name, youth.reference, note)
