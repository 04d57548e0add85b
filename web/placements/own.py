"""The placement for the host and for the youth: of the other only what was disclosed so far.

Of an introduction that stopped, who had heard of it reads that it did, and nothing of the other.
"""

from __future__ import annotations

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from matcher.access import Action, scope
from matcher.database.hosts import Household
from matcher.database.youths import Youth
from matcher.errors import NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.placements import listing
from matcher.words import HouseholdStatus, Role, Side, YouthStatus
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
    if found.has_stopped_for(side):
        return _stopped(found, side)
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


def _stopped(found: listing.Listed, side: Side) -> str:
    is_host = side == Side.HOST
    return render_template(
        "placements/stopped.html",
        stopped_at=found.introduction.stopped_at if found.introduction else None,
        next_text=_next_for_host(found) if is_host else _next_for_youth(found),
        own_page=_("My home") if is_host else _("My dossier"),
        own_address=url_for("host.home" if is_host else "youth.home"),
    )


def _next_for_youth(found: listing.Listed) -> str:
    if found.placement.youth.status == YouthStatus.READY:
        return _(
            "You are on the list again, in the place that you had. We look for another room for "
            "you. You get a message when there is one."
        )
    return _("Your own page shows how things stand for you now.")


def _next_for_host(found: listing.Listed) -> str:
    if found.placement.room.home.household.status == HouseholdStatus.APPROVED:
        return _(
            "If you still offer the room, we look for another young person. You get a message "
            "when there is one."
        )
    return _("Your own page shows how things stand for you now.")
