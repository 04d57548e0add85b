"""What the need profile adds to the page of a youth: the plekkenkaart, and how life goes."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.youths import Youth
from matcher.domains import service
from matcher.domains.rules import rent_budget
from matcher.inforce import policy_in_force
from web.access import principal
from web.needs.shown import map_of, places_of
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=40)
@panel("referrer.youth", order=40)
@panel("youth.home", order=40)
def profile(youth: Youth) -> str:
    detail, policy = service.detail_of(database, youth.id), policy_in_force()
    is_counted = bool(detail.income or detail.costs)
    return render_template(
        "needs/_profile.html",
        youth=youth,
        detail=detail,
        courses=service.courses_of(database, youth.id),
        counted=rent_budget(detail.income, detail.costs, policy) if is_counted else None,
        percent=policy.before.buffer_percent,
        may_change=can(principal(), Action.CHANGE_YOUTH, youth),
        is_own=youth.account_id == principal().account_id,
    )


@panel("referrer.youth", order=40, place="buttons")
def button(youth: Youth) -> str:
    if not can(principal(), Action.CHANGE_YOUTH, youth):
        return ""
    return render_template("needs/_button.html", youth=youth)


@panel("coordinator.youth", order=45)
@panel("referrer.youth", order=45)
@panel("youth.home", order=45)
def places(youth: Youth) -> str:
    shown = places_of(youth)
    return render_template(
        "needs/_places.html",
        youth=youth,
        shown=shown,
        map=map_of(shown) if shown else None,
        may_change=can(principal(), Action.CHANGE_YOUTH, youth),
        is_own=youth.account_id == principal().account_id,
    )
