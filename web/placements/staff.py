"""Placements for coordinators and for workers of a care organisation: the list, and one."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from sqlalchemy import ColumnElement, select

from matcher.access import Action, can, scope
from matcher.database.agreements import Agreement
from matcher.database.concerns import Concern
from matcher.database.hosts import Home
from matcher.database.youths import Youth
from matcher.history import history_of
from matcher.inforce import today_in_the_netherlands
from matcher.placements import listing
from matcher.words import Role, Side
from web.access import allow, principal
from web.coordinator import records
from web.placements.blueprint import blueprint
from web.session import database


@blueprint.get("/placements")
@allow(Role.COORDINATOR)
def index() -> str:
    return _list(
        in_regions(), "placements.placement", records.municipality_choices(Action.READ_PLACEMENT)
    )


@blueprint.get("/placements/<int:placement_id>")
@allow(Role.COORDINATOR)
def placement(placement_id: int) -> str:
    found = listing.one(database, in_regions(), placement_id)
    records.note_look("placement", placement_id)
    youth, room = found.placement.youth, found.placement.room
    return render_template(
        "placements/placement.html",
        found=found,
        placement=found.placement,
        youth=youth,
        room=room,
        sees_youth=can(principal(), Action.READ_YOUTH, youth),
        sees_room=can(principal(), Action.READ_HOST, room),
        history=history_of(database, _subjects(found)),
        today=today_in_the_netherlands(),
    )


@blueprint.get("/referrer/placements")
@allow(Role.REFERRER)
def referrer_index() -> str:
    return _list(of_organisation(), "placements.referrer_placement", [])


@blueprint.get("/referrer/placements/<int:placement_id>")
@allow(Role.REFERRER)
def referrer_placement(placement_id: int) -> str:
    """The counsellor knows the youth; of the home what the introduction disclosed so far."""
    found = listing.one(database, of_organisation(), placement_id)
    records.note_look("placement", placement_id)
    return render_template(
        "placements/referrer.html",
        found=found,
        placement=found.placement,
        youth=found.placement.youth,
        home=found.placement.room.home,
        known=found.known_to(Side.COUNSELLOR),
        today=today_in_the_netherlands(),
    )


def in_regions() -> ColumnElement[bool]:
    """Return the condition 'in the own regions', on the side of the youth or of the room."""
    return scope(principal(), Action.READ_PLACEMENT).where(
        municipality=[Youth.municipality_code, Home.municipality_code]
    )


def of_organisation() -> ColumnElement[bool]:
    """Return the condition 'of the own organisation', whatever other roles the person has."""
    return scope(principal(), Action.READ_PLACEMENT).where(organisation=Youth.organisation_id)


def _list(reached: ColumnElement[bool], endpoint: str, municipalities: list[Any]) -> str:
    view = request.args.get("view", "all")
    order, descending = records.chosen_order(tuple(listing.ORDERS), "start", descending=True)
    filters = listing.Filters(
        view=view if view in listing.VIEWS else "all",
        municipality=request.args.get("municipality", ""),
        text=records.searched(),
        order=order,
        descending=descending,
    )
    return render_template(
        "placements/list.html",
        page=listing.placements(database, reached, filters, records.page_number()),
        counts=listing.counts_by_view(database, reached, filters),
        filters=filters,
        municipalities=municipalities,
        address=lambda placement_id: url_for(endpoint, placement_id=placement_id),
        is_staff=endpoint == "placements.placement",
        known=lambda found: found.known_to(Side.COUNSELLOR),
    )


def _subjects(found: listing.Listed) -> dict[str, list[int]]:
    """Return the records of whose history the page of the placement tells."""
    hanging_on_it = ("placement", "careteam", "emergency", "checkin", "ladder", "plan", "sanction")
    subjects = {subject: [found.placement.id] for subject in hanging_on_it}
    concerns = select(Concern.id).where(Concern.placement_id == found.placement.id)
    subjects["concern"] = list(database.scalars(concerns))
    if found.introduction is not None:
        subjects["introduction"] = [found.introduction.id]
    if found.placement.proposal_id is not None:
        subjects["proposal"] = [found.placement.proposal_id]
    query = select(Agreement.id).where(Agreement.placement_id == found.placement.id)
    subjects["agreement"] = list(database.scalars(query))
    if found.ending is not None:
        subjects["ending"] = [found.ending.id]
    return subjects
