"""The audit: who did what and when. Codes and numbers only, no names of hosts or youths."""

from __future__ import annotations

from flask import render_template, request

from matcher import history
from matcher.access import Action, demand
from matcher.words import Role
from web.access import allow, principal
from web.admin.blueprint import blueprint
from web.coordinator.records import page_number
from web.fields import parse_date
from web.session import database


@blueprint.get("/audit")
@allow(Role.ADMINISTRATOR)
def audit() -> str:
    demand(principal(), Action.READ_AUDIT)
    given = request.args
    filters = history.Filters(
        subject=given.get("subject", ""),
        subject_id=given.get("number", type=int),
        action=given.get("action", ""),
        first_on=parse_date(given.get("from", "").strip()),
        last_on=parse_date(given.get("until", "").strip()),
    )
    subjects, actions = history.kinds(database)
    return render_template(
        "admin/audit.html",
        page=history.latest(database, filters, page_number()),
        filters=filters,
        subjects=subjects,
        actions=actions,
    )
