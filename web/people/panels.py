"""On the page of a youth: who guides, and handing over."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.accounts import Account
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.people import handovers
from matcher.words import Role
from web.access import principal
from web.panels import panel
from web.people.workers import may_hand_over
from web.session import database


@panel("coordinator.youth", order=60)
@panel("referrer.youth", order=60)
def worker(youth: Youth) -> str:
    case = database.get(YouthCase, youth.id)
    found = database.get(Account, case.worker_id) if case and case.worker_id else None
    me = principal()
    is_own = me.has(Role.REFERRER) and youth.organisation_id == me.organisation_id
    return render_template(
        "people/_worker_panel.html",
        youth=youth,
        worker=found,
        handover=handovers.being_handed_over(database, [youth.id]).get(youth.id),
        may_hand_over=found is not None
        and may_hand_over(found)
        and can(me, Action.HAND_OVER, youth),
        may_take_on=is_own and found is None and youth.organisation_id is not None,
    )
