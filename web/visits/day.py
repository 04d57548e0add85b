"""The visits of one day in order of place: to print, or to take along on a phone."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request

from matcher.access import Action, scope
from matcher.inforce import today_in_the_netherlands
from matcher.visits.dayroute import routes_of_day
from matcher.words import Role
from web.access import allow, principal
from web.session import database
from web.visits.blueprint import blueprint, day_from


@blueprint.get("/day")
@allow(Role.COORDINATOR, Role.REFERRER)
def day() -> str:
    asked = request.args.get("on", "").strip()
    on = day_from(asked) if asked else today_in_the_netherlands()
    who = principal()
    routes = routes_of_day(database, scope(who, Action.READ_VISIT), on)
    people = [(route.account_id, route.name) for route in routes]
    mine = who.account_id if who.account_id in dict(people) else None
    chosen = request.args.get("visitor", mine, type=int)
    if not who.has(Role.COORDINATOR):
        chosen = who.account_id  # a colleague's day is not theirs to see
    return render_template(
        "visits/day.html",
        on=on,
        before=on - timedelta(days=1),
        after=on + timedelta(days=1),
        routes=[route for route in routes if chosen in (None, route.account_id)],
        people=people if who.has(Role.COORDINATOR) else [],
        chosen=chosen,
    )
