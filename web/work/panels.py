"""What waits: about a placement on its page, and for a host or a youth on their own."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import func, select

from matcher.database.hosts import Home, Household, Room
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.words import Side
from matcher.work.listing import Listed, collect
from matcher.work.own import own_of
from matcher.work.rules import State, number_of_days
from web.access import principal
from web.panels import panel
from web.session import database
from web.work.addresses import address
from web.work.plain import plain


@panel("placement", order=10, place="top")
@panel("referrer.placement", order=10, place="top")
def waiting(placement: Placement) -> str:
    today = today_in_the_netherlands()
    found = [one for one in collect(database, principal(), today) if _is_about(one, placement)]
    if not found:
        return ""
    return render_template(
        "work/_waiting.html",
        listed=found,
        address=address,
        days=lambda one: number_of_days(one.item, today),
    )


@panel("youth.home", order=1, place="first")
def for_the_youth(youth: Youth) -> str:
    return _own(youth.account_id, Side.YOUTH)


@panel("host.home", order=1, place="first")
def for_the_host(household: Household) -> str:
    rooms = select(func.count(Room.id)).join(Home, Home.id == Room.home_id)
    number = database.scalar(rooms.where(Home.household_id == household.id)) or 0
    return _own(household.account_id, Side.HOST, names_rooms=number > 1)


def _own(account_id: int | None, side: Side, *, names_rooms: bool = False) -> str:
    """Return what waits for this person and what comes, in plain words; '' when nothing does."""
    if account_id is None:
        return ""
    today = today_in_the_netherlands()
    own = own_of(database, account_id, today, policy_in_force())
    if not own.to_do and not own.coming:
        return ""
    return render_template(
        "work/_own.html",
        to_do=[plain(item, side, names_rooms=names_rooms) for item in own.to_do],
        coming=[plain(item, side, names_rooms=names_rooms) for item in own.coming],
        today=today,
    )


def _is_about(one: Listed, placement: Placement) -> bool:
    item = one.item
    is_both = item.youth_id == placement.youth_id and item.room_id == placement.room_id
    return is_both and one.state != State.COMING
