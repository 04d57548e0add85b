"""What waits for the coordinator today."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user
from sqlalchemy import func, or_, select

from matcher.access import Action, Scope, scope
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.placements.service import occupies
from matcher.proposals import listing
from matcher.words import HouseholdStatus, ProposalStatus, Role, YouthStatus
from matcher.work.listing import collect
from matcher.work.rules import State
from matcher.work.service import put_off_keys
from matcher.work.views import MINE, shown
from web.access import allow, principal
from web.coordinator.blueprint import blueprint
from web.coordinator.rounds import latest_done
from web.session import database

FIRST = 5


@blueprint.get("/")
@allow(Role.COORDINATOR)
def overview() -> str:
    proposals = scope(principal(), Action.READ_PROPOSAL)
    counts = listing.counts_by_status(database, proposals)
    hosts = scope(principal(), Action.READ_HOST)
    return render_template(
        "coordinator/overview.html",
        name=current_user.name,
        figures={
            "proposals": counts.get(ProposalStatus.PROPOSED, 0),
            "sign_ups": _sign_ups(hosts),
            "rooms_free": _rooms_free(hosts),
            "youths_ready": _youths_ready(scope(principal(), Action.READ_YOUTH)),
            **_work(),
        },
        first=listing.board(database, proposals, listing.Filters(), 1).rows[:FIRST],
        round=latest_done(),
    )


def _work() -> dict[str, int]:
    """Return how much waits for this coordinator, and how much of it is late."""
    today = today_in_the_netherlands()
    listed = collect(database, principal(), today)
    mine = shown(listed, MINE, put_off_keys(database, principal().account_id, today))
    return {"waiting": len(mine), "late": sum(one.state == State.LATE for one in mine)}


def _sign_ups(reached: Scope) -> int:
    query = (
        select(func.count(Household.id.distinct()))
        .join(Household.homes)
        .where(
            reached.where(municipality=[Home.municipality_code]),
            Household.status.in_([HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED]),
        )
    )
    return database.scalar(query) or 0


def _rooms_free(reached: Scope) -> int:
    """Count the rooms of approved households that are offered today and not lived in."""
    today = today_in_the_netherlands()
    taken = select(Placement.room_id).where(occupies(today, None), Placement.starts_on <= today)
    query = (
        select(func.count(Room.id.distinct()))
        .join(Room.home)
        .join(Home.household)
        .join(Room.availabilities)
        .where(
            reached.where(municipality=[Home.municipality_code]),
            Household.status == HouseholdStatus.APPROVED,
            RoomAvailability.free_from <= today,
            or_(RoomAvailability.free_until.is_(None), RoomAvailability.free_until > today),
            Room.id.not_in(taken),
        )
    )
    return database.scalar(query) or 0


def _youths_ready(reached: Scope) -> int:
    query = select(func.count(Youth.id)).where(
        reached.where(municipality=[Youth.municipality_code]), Youth.status == YouthStatus.READY
    )
    return database.scalar(query) or 0
