"""What stands in the way of this host, room or youth, on its own page."""

from __future__ import annotations

from flask import g, render_template

from matcher.database.hosts import Household, Room
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.readiness import service
from matcher.readiness.obstacles import About
from matcher.readiness.rules import Readiness
from matcher.readiness.service import Checked
from matcher.words import HouseholdStatus, YouthStatus
from web.panels import panel
from web.readiness.links import linker, solved_by_oneself
from web.session import database


@panel("coordinator.youth", order=10, place="top")
def of_youth(youth: Youth) -> str:
    readiness = _youth(youth)
    checked = Checked(About.YOUTH, youth.id, youth.name, youth.reference, "", readiness)
    return _for_staff(checked, is_coordinator=True)


@panel("referrer.youth", order=10, place="top")
def of_own_youth(youth: Youth) -> str:
    readiness = _youth(youth)
    checked = Checked(About.YOUTH, youth.id, youth.name, youth.reference, "", readiness)
    return _for_staff(checked, is_coordinator=False)


@panel("coordinator.host", order=10, place="top")
def of_host(household: Household) -> str:
    readiness = service.of_host(database, household.id, today_in_the_netherlands())
    checked = Checked(
        About.HOST, household.id, household.contact_name, household.reference, "", readiness
    )
    return _for_staff(checked, is_coordinator=True)


@panel("coordinator.room", order=10, place="top")
def of_room(room: Room) -> str:
    readiness = _rooms(room.home.household_id)[room.id]
    checked = Checked(
        About.ROOM, room.id, "", room.reference, "", readiness, room.home.household_id
    )
    return _for_staff(checked, is_coordinator=True)


@panel("youth.home", order=10, place="top")
def of_myself(youth: Youth) -> str:
    if youth.status in (YouthStatus.PLACED, YouthStatus.WITHDRAWN):
        return ""  # the page says so itself
    return _for_oneself(_youth(youth), About.YOUTH)


@panel("host.home", order=10, place="top")
def of_my_household(household: Household) -> str:
    if household.status in (HouseholdStatus.WITHDRAWN, HouseholdStatus.REFUSED):
        return ""  # the page says so itself
    readiness = service.of_host(database, household.id, today_in_the_netherlands())
    return _for_oneself(readiness, About.HOST)


@panel("host.room", order=10)
def of_my_room(room: Room) -> str:
    readiness = _rooms(room.home.household_id)[room.id]
    own = [one for one in readiness.obstacles if one.code != "host_not_ready"]
    return render_template("readiness/_room.html", obstacles=own)


def _for_staff(checked: Checked, *, is_coordinator: bool) -> str:
    return render_template(
        "readiness/_panel.html", checked=checked, **linker(is_coordinator=is_coordinator)
    )


def _for_oneself(readiness: Readiness, about: About) -> str:
    return render_template(
        "readiness/_plain.html",
        readiness=readiness,
        about=about,
        solved_by_oneself=solved_by_oneself,
    )


def _youth(youth: Youth) -> Readiness:
    return service.of_youth(database, youth.id, today_in_the_netherlands(), policy_in_force())


def _rooms(household_id: int) -> dict[int, Readiness]:
    """Return the readiness of the rooms of a household, read once for a page with several."""
    known: dict[int, dict[int, Readiness]] = g.setdefault("readiness_of_rooms", {})
    if household_id not in known:
        today, policy = today_in_the_netherlands(), policy_in_force()
        known[household_id] = service.of_rooms(database, household_id, today, policy)
    return known[household_id]
