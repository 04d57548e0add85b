"""The placement for the host and for the youth: of the other only what was disclosed so far."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import ColumnElement

from matcher.access import Action, scope
from matcher.database.hosts import Household
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.placements import listing
from matcher.words import Role, Side
from web.access import allow, principal
from web.placements.blueprint import blueprint
from web.session import database


@blueprint.get("/host/placements/<int:placement_id>")
@allow(Role.HOST)
def host_placement(placement_id: int) -> str:
    return _page(listing.one(database, of_host(), placement_id), Side.HOST)


@blueprint.get("/youth/placements/<int:placement_id>")
@allow(Role.YOUTH)
def youth_placement(placement_id: int) -> str:
    return _page(listing.one(database, of_youth(), placement_id), Side.YOUTH)


def of_host() -> ColumnElement[bool]:
    return scope(principal(), Action.READ_PLACEMENT).where(account=[Household.account_id])


def of_youth() -> ColumnElement[bool]:
    return scope(principal(), Action.READ_PLACEMENT).where(account=[Youth.account_id])


def _page(found: listing.Listed, side: Side) -> str:
    if not found.is_shown_to(side):
        raise NotFound("placement", found.placement.id)
    return render_template(
        f"placements/{side.value}.html",
        found=found,
        placement=found.placement,
        youth=found.placement.youth,
        room=found.placement.room,
        home=found.placement.room.home,
        known=found.known_to(side),
        today=today_in_the_netherlands(),
    )
