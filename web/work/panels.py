"""What waits about this placement, on its own page."""

from __future__ import annotations

from flask import render_template

from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.work.listing import Listed, collect
from matcher.work.rules import State, number_of_days
from web.access import principal
from web.panels import panel
from web.session import database
from web.work.addresses import address


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


def _is_about(one: Listed, placement: Placement) -> bool:
    item = one.item
    is_both = item.youth_id == placement.youth_id and item.room_id == placement.room_id
    return is_both and one.state != State.COMING
