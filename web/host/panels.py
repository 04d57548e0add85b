"""What the page of a host tells a coordinator of what is under way, before a break ends it."""

from __future__ import annotations

from flask import render_template

from matcher.database.hosts import Household
from matcher.introductions.underway import in_household, waiting
from web.access import principal
from web.coordinator.board import youth_name
from web.panels import panel
from web.session import database


@panel("coordinator.host", order=5, place="top")
def under_way_here(household: Household) -> str:
    going = waiting(database, in_household(household.id))
    if not going:
        return ""
    return render_template(
        "host/_under_way.html",
        going=[(one, youth_name(one.proposal.youth, principal())) for one in going],
    )
