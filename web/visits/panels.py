"""What home visits add to the page of a host: the visits, the papers, and who comes when."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.hosts import Household
from matcher.documents.service import missing_papers
from matcher.inforce import today_in_the_netherlands
from matcher.visits import listing
from matcher.visits.impressions import is_blind_to
from matcher.visits.rules import OPEN, PLANNED, REPORTED, VISITABLE
from matcher.visits.sheet import sheet
from matcher.words import HouseholdStatus
from web.access import principal
from web.panels import panel
from web.session import database
from web.visits.blueprint import present
from web.visits.documents import rows


@panel("coordinator.host", order=10, place="buttons")
def next_step(household: Household) -> str:
    """What a host who is not approved waits for, as a button: it stands far down otherwise."""
    if household.status not in (HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED):
        return ""
    found = [one for one in listing.of_household(database, household.id) if one.status in OPEN]
    visit = found[0] if found else None
    return render_template(
        "visits/_next_step.html",
        household=household,
        visit=visit,
        may_plan=can(principal(), Action.PLAN_VISIT, household),
        may_decide=visit is not None
        and visit.status == REPORTED
        and sheet(database, principal(), visit, present()).may_decide,
    )


@panel("coordinator.host", order=20)
def visits(household: Household) -> str:
    found = listing.of_household(database, household.id)
    may_plan = can(principal(), Action.PLAN_VISIT, household)
    return render_template(
        "visits/_host_visits.html",
        household=household,
        visits=found,
        is_blind=is_blind_to(database, principal().account_id, household.id),
        may_plan=may_plan
        and household.status in VISITABLE
        and not any(visit.status in OPEN for visit in found),
    )


@panel("coordinator.host", order=25)
def papers(household: Household) -> str:
    blind = is_blind_to(database, principal().account_id, household.id)
    return render_template(
        "visits/_host_documents.html",
        household=household,
        is_blind=blind,
        rows=[] if blind else rows(household),
        missing=[] if blind else missing_papers(database, household.id, today_in_the_netherlands()),
    )


@panel("host.home", order=20, place="top")
def coming(household: Household) -> str:
    visit = listing.next_of_household(database, household.id)
    if visit is None or visit.status != PLANNED:
        return ""
    return render_template("visits/_coming.html", visit=visit)
