"""All pages of home visits, one file per subject; importing them hangs them on the blueprint."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matcher.access import Action, scope
from matcher.hosts import listing as hosts
from matcher.inforce import today_in_the_netherlands
from matcher.visits import listing
from matcher.visits.checklist import checklist
from matcher.visits.report import owners
from matcher.visits.sheet import sheet
from matcher.words import ChecklistPart, Role
from web.access import allow, principal
from web.coordinator import records
from web.menu import MenuItem
from web.session import database
from web.visits import day, deciding, documents, people, planning, writing
from web.visits.blueprint import blueprint, present, reached
from web.visits.forms import ActionForm, CancelForm, ImpressionForm
from web.visits.writing import people_named

MENU = (
    MenuItem("visits.visits", lazy_gettext("Home visits"), 145, group="hosts", covers=("visits.",)),
)

__all__ = ["blueprint", "day", "deciding", "documents", "people", "planning", "writing"]


@blueprint.get("/")
@allow(Role.COORDINATOR, Role.REFERRER)
def visits() -> str:
    who = principal()
    reach = scope(who, Action.READ_VISIT)
    is_planner = who.has(Role.COORDINATOR)
    view = request.args.get("view", "open")
    waiting = (
        listing.to_plan(database, hosts.reach(scope(who, Action.PLAN_VISIT))) if is_planner else ()
    )
    if view not in listing.VIEWS and not (view == "plan" and is_planner):
        view = "open"
    return render_template(
        "visits/list.html",
        view=view,
        page=None
        if view == "plan"
        else listing.visits(database, reach, view, records.page_number()),
        counts=listing.counts(database, reach),
        waiting=waiting,
        is_planner=is_planner,
        tasks=listing.tasks_of(database, who.account_id),
        today=today_in_the_netherlands(),
    )


@blueprint.get("/<int:visit_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def visit(visit_id: int) -> str:
    page = visit_page(visit_id)
    records.note_look("visit", visit_id)
    return page


def visit_page(visit_id: int, **forms: Any) -> str:
    """Return the page of a visit; ``forms`` are those that somebody filled in with a mistake."""
    found = reached(visit_id)
    page = sheet(database, principal(), found, present())
    today = today_in_the_netherlands()
    who_acts = people_named(owners(database, found, today)) if not page.is_blind else []
    action_form = forms.get("action_form") or ActionForm(formdata=None)
    action_form.owner.choices = [
        *[(str(one.id), one.name) for one in who_acts],
        ("", _("The household itself")),
    ]
    return render_template(
        "visits/visit.html",
        sheet=page,
        asked=checklist(),
        parts=tuple(ChecklistPart),
        impression_form=forms.get("impression_form") or ImpressionForm(formdata=None),
        cancel_form=forms.get("cancel_form") or CancelForm(formdata=None),
        action_form=action_form,
        opened=next(iter(forms), ""),
        today=today,
        me=principal().account_id,
    )
