"""Links to the placements of a youth, a room, a host, on their pages."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import ColumnElement

from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.placements import listing
from matcher.placements.rules import GOING_ON
from matcher.words import Side
from web.panels import panel
from web.placements.own import of_host, of_youth
from web.placements.staff import in_regions, of_organisation
from web.session import database


@panel("coordinator.youth", order=8, place="top")
def of_the_youth(youth: Youth) -> str:
    return _for_staff(Placement.youth_id == youth.id, "placements.placement")


@panel("coordinator.room", order=8, place="top")
def of_the_room(room: Room) -> str:
    return _for_staff(Placement.room_id == room.id, "placements.placement")


@panel("coordinator.host", order=8, place="top")
def of_the_host(household: Household) -> str:
    return _for_staff(Home.household_id == household.id, "placements.placement")


@panel("referrer.youth", order=8, place="top")
def for_the_referrer(youth: Youth) -> str:
    found = [
        one
        for one in listing.every(database, of_organisation() & (Placement.youth_id == youth.id))
        if one.placement.status in GOING_ON
    ]
    return _links(found, "placements.referrer_placement")


@panel("host.home", order=5, place="top")
def for_the_host(household: Household) -> str:
    found = listing.every(database, of_host() & (Home.household_id == household.id))
    return _own(found, "placements.host_placement", Side.HOST)


@panel("youth.home", order=5, place="top")
def for_the_youth(youth: Youth) -> str:
    found = listing.every(database, of_youth() & (Placement.youth_id == youth.id))
    return _own(found, "placements.youth_placement", Side.YOUTH)


def _for_staff(condition: ColumnElement[bool], endpoint: str) -> str:
    found = listing.every(database, in_regions() & condition)
    return _links([one for one in found if one.placement.status in GOING_ON], endpoint)


def _links(found: list[listing.Listed], endpoint: str) -> str:
    if not found:
        return ""
    return render_template("placements/_links.html", found=found, endpoint=endpoint)


def _own(found: list[listing.Listed], endpoint: str, side: Side) -> str:
    """Return the cards of what goes on, and links to what is over."""
    shown = [one for one in found if one.is_shown_to(side)]
    if not shown:
        return ""
    return render_template(
        "placements/_own.html",
        going=[one for one in shown if one.placement.status in GOING_ON],
        over=[one for one in shown if one.placement.status not in GOING_ON],
        endpoint=endpoint,
        side=side,
    )
