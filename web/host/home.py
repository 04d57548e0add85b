"""The own page of a host: where things stand, what comes next and when, who handles it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Household, Room
from matcher.database.rentpoints import HomeBuilding
from matcher.database.rounds import Proposal
from matcher.database.visits import HomeVisit
from matcher.hosts.changes import circumstances_of, rules_of
from matcher.hosts.handling import handling_of
from matcher.hosts.rules import STEPS as LIFE
from matcher.hosts.warnings import HostWarning, Offer, warnings
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rooms.listing import Listed, listed
from matcher.rooms.terms import Terms, terms_of
from matcher.rounds.around import youths_around_each
from matcher.visits.listing import next_of_household
from matcher.visits.rules import PLANNED
from matcher.words import HouseholdStatus, ProposalStatus, Role
from web.access import allow, principal
from web.formatting import long_date
from web.host.blueprint import blueprint
from web.openings import FOR_HOSTS, Opened, opened_with_care
from web.session import database


@dataclass(frozen=True)
class NextStep:
    """What comes next, in a sentence; ``by_on``: the day by which it happens, when one is set."""

    text: str
    by_on: date | None = None
    is_the_hosts: bool = False


@blueprint.get("/host")
@allow(Role.HOST)
def home() -> str:
    household = own_household()
    if household is None:
        return render_template("host/home.html", household=None)
    today = today_in_the_netherlands()
    rooms = [room for home in household.homes for room in home.rooms]
    handling = handling_of(database, household.id)
    return render_template(
        "host/home.html",
        household=household,
        handling=handling,
        next_step=next_step(
            household, handling, today, visit=next_of_household(database, household.id)
        ),
        actions=LIFE.actions(household.status, Role.HOST),
        circumstances=circumstances_of(database, household.id),
        rules=rules_of(database, household.id),
        warnings=warnings_of(household, today),
        standings=standings(rooms, today),
        terms=terms(rooms),
        openings=_openings(household),
    )


def own_household() -> Household | None:
    """Return the household of the signed-in host with homes, rooms and free periods, or None."""
    return database.scalars(
        select(Household)
        .where(Household.account_id == principal().account_id)
        .options(
            selectinload(Household.homes).selectinload(Home.rooms).selectinload(Room.availabilities)
        )
    ).first()


def next_step(
    household: Household,
    handling: HouseholdHandling | None,
    today: date,
    *,
    visit: HomeVisit | None = None,
) -> NextStep:
    """Return what comes next for this host; a day that has passed is not promised again."""
    planned = handling.next_step_on if handling else None
    by_on = planned if planned is not None and planned >= today else None
    again_on = handling.host_again_on if handling else None
    match household.status:
        case HouseholdStatus.SIGNED_UP if visit and visit.status == PLANNED:
            return NextStep(_("Two people visit you. Below you see who they are, and when."))
        case HouseholdStatus.SIGNED_UP if visit:
            return NextStep(_("The visitors write their report. After that a coordinator decides."))
        case HouseholdStatus.SIGNED_UP:
            return NextStep(_("The coordinator makes an appointment to visit you."), by_on)
        case HouseholdStatus.VISITED:
            return NextStep(_("The coordinator decides on what the visitors saw."), by_on)
        case HouseholdStatus.APPROVED:
            return NextStep(_("As soon as somebody fits, the coordinator calls you."))
        case HouseholdStatus.PAUSED if again_on is None:
            return NextStep(_("Tell us when you can host again."), is_the_hosts=True)
        case HouseholdStatus.PAUSED:
            day = long_date(again_on)
            return NextStep(_("On %(day)s we ask whether you can host again.", day=day))
        case HouseholdStatus.REFUSED:
            return NextStep(_("Nothing. The coordinator can explain why."))
        case _:
            return NextStep(_("Nothing. Would you like to host again? Call your coordinator."))


def warnings_of(household: Household, today: date) -> tuple[HostWarning, ...]:
    """Return what the household should look into, from what is on record."""
    rents = [room.rent_cents for home in household.homes for room in home.rooms]
    sizes = [database.get(HomeBuilding, home.id) for home in household.homes]
    # With homes at two addresses the residents cannot be told apart: no word on space then.
    size = sizes[0].usable_m2 if len(sizes) == 1 and sizes[0] else None
    told = circumstances_of(database, household.id)
    return warnings(told, Offer(rents, size), today, policy_in_force())


def standings(rooms: list[Room], today: date) -> dict[int, Listed]:
    return {one.room.id: one for one in listed(database, rooms, today)}


def terms(rooms: list[Room]) -> dict[int, Terms]:
    found = {room.id: terms_of(database, room.id) for room in rooms}
    return {room_id: told for room_id, told in found.items() if told is not None}


def _openings(household: Household) -> dict[int, list[Opened]]:
    """Return per room that waits for somebody what the host could change, if they like."""
    rooms = [room.id for home in household.homes for room in home.rooms]
    taken = select(Proposal.room_id).where(
        Proposal.room_id.in_(rooms), Proposal.status == ProposalStatus.PROPOSED
    )
    waiting = sorted(set(rooms) - set(database.scalars(taken)))
    if household.status != HouseholdStatus.APPROVED or not waiting:
        return {}
    around = youths_around_each(database, waiting, today_in_the_netherlands(), policy_in_force())
    return {key: opened_with_care(seen, FOR_HOSTS) for key, seen in around.items()}
