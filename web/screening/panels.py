"""The screening on the page of a youth: where it stands, and what was decided."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.youths import Youth
from matcher.screening import service, versions
from web.access import principal
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=30)
@panel("referrer.youth", order=30)
def screenings(youth: Youth) -> str:
    return render_template(
        "screening/_panel.html",
        youth=youth,
        screenings=service.of_youth(database, youth.id),
        may_screen=can(principal(), Action.SCREEN_YOUTH, youth),
        is_in_use=versions.live(database) is not None,
    )


@panel("youth.home", order=30)
def own_route(youth: Youth) -> str:
    """What was decided, for the youth; nothing while it is being talked about."""
    decided = service.latest_decided(database, youth.id)
    if decided is None:
        return ""
    return render_template("screening/_own.html", screening=decided)
