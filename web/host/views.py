"""Pages for hosts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from matcher.access import Action, demand
from matcher.audit import Actor
from matcher.database.hosts import Household
from matcher.database.rounds import Proposal
from matcher.hosts import drafts, service
from matcher.hosts.rules import STEPS as LIFE
from matcher.hosts.rules import exemption_of_year, yearly_rent_within_exemption
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.rounds.around import youths_around_each
from matcher.words import HouseholdStatus, ProposalStatus, Role
from web.access import allow, allow_everyone, principal, who
from web.host.forms import STEPS
from web.host.signup import NAMES, answers_from, first_unanswered, form_of, registration
from web.languages import language
from web.limits import limiter
from web.openings import FOR_HOSTS, Opened, opened_with_care
from web.session import database
from web.sitemap import MenuItem

blueprint = Blueprint("host", __name__)

MENU = (
    MenuItem("host.home", lazy_gettext("My home"), 400),
    MenuItem("host.start", lazy_gettext("I have a room"), 620, for_visitors=True),
)

KEY = "sign_up"
SENT = "signed_up"


@blueprint.get("/sign-up")
@allow_everyone
def start() -> str:
    draft = drafts.find(database, session.get(KEY))
    return render_template("host/start.html", resume_at=first_unanswered(draft) if draft else None,
                           has_draft=draft is not None, steps=len(NAMES))  # fmt: skip


@blueprint.post("/sign-up")
@allow_everyone
@limiter.limit("20 per hour", methods=["POST"])
def begin() -> Any:
    drafts.forget_old(database, datetime.now(UTC))
    if drafts.find(database, session.get(KEY)) is None:
        session[KEY] = drafts.start(database)
    session.permanent = True  # the cookie outlives the browser, as long as the answers are kept
    return redirect(url_for(".step", name=NAMES[0]), code=303)


@blueprint.get("/sign-up/<name>")
@allow_everyone
def step(name: str) -> Any:
    draft = drafts.find(database, session.get(KEY))
    if name not in STEPS:
        abort(404)
    if draft is None:
        return redirect(url_for(".start"))
    missing = first_unanswered(draft)
    if missing is not None and NAMES.index(name) > NAMES.index(missing):
        return redirect(url_for(".step", name=missing))
    return _page(name, form_of(draft, name), draft)


@blueprint.post("/sign-up/<name>")
@allow_everyone
@limiter.limit("120 per hour", methods=["POST"])
def answer(name: str) -> Any:
    draft = drafts.find(database, session.get(KEY))
    if name not in STEPS:
        abort(404)
    if draft is None:
        flash(_("Your earlier answers are no longer kept. Please start again."), "info")
        return redirect(url_for(".start"), code=303)
    form = STEPS[name][1]()
    if not form.validate():
        return _page(name, form, draft), 422
    if name == "check":
        return _send(draft)
    drafts.keep(draft, name, answers_from(form, request.form))
    return redirect(url_for(".step", name=NAMES[NAMES.index(name) + 1]), code=303)


def _page(name: str, form: Any, draft: Any) -> str:
    number = NAMES.index(name)
    return render_template(
        f"host/step_{name}.html",
        form=form,
        step=number + 1,
        of=len(NAMES),
        heading=STEPS[name][0],
        back=url_for(".step", name=NAMES[number - 1]) if number else url_for(".start"),
        details=registration(draft) if name == "check" else None,
        exemption=exemption_of_year(
            policy_in_force().kamerverhuurvrijstelling, today_in_the_netherlands().year
        ),
        within=yearly_rent_within_exemption,
    )


def _send(draft: Any) -> Any:
    missing = first_unanswered(draft)
    if missing is not None:
        return redirect(url_for(".step", name=missing), code=303)
    household = service.register(
        database,
        Actor(who.account_id if who else None, "web"),
        registration(draft),
        today_in_the_netherlands(),
        language(),
        who.account_id if who and who.has(Role.HOST) else None,
    )
    drafts.forget(database, draft)
    session.pop(KEY, None)
    session.permanent = False
    session[SENT] = household.reference
    return redirect(url_for(".thanks"), code=303)


@blueprint.get("/sign-up/done")
@allow_everyone
def thanks() -> Any:
    if SENT not in session:
        return redirect(url_for(".start"))
    return render_template("host/thanks.html", reference=session[SENT])


@blueprint.post("/sign-up/forget")
@allow_everyone
def forget() -> Any:
    draft = drafts.find(database, session.pop(KEY, None))
    session.permanent = False
    if draft is not None:
        drafts.forget(database, draft)
    flash(_("Your answers are removed."), "ok")
    return redirect(url_for(".start"), code=303)


@blueprint.get("/host")
@allow(Role.HOST)
def home() -> str:
    household = _own_household()
    return render_template(
        "host/home.html",
        household=household,
        actions=LIFE.actions(household.status, Role.HOST) if household else [],
        openings=_openings(household) if household else {},
    )


def _openings(household: Household) -> dict[int, list[Opened]]:
    """Return per room that waits for somebody what the host could change, if they like."""
    rooms = [room.id for home in household.homes for room in home.rooms]
    taken = select(Proposal.room_id).where(
        Proposal.room_id.in_(rooms), Proposal.status == ProposalStatus.PROPOSED
    )
    waiting = sorted(set(rooms) - set(database.scalars(taken)))
    if household.status != HouseholdStatus.APPROVED or not waiting:
        return {}
    around = youths_around_each(database, waiting, today_in_the_netherlands(), policy_in_force())
    return {key: opened_with_care(seen, FOR_HOSTS) for key, seen in around.items()}


@blueprint.post("/host/status")
@allow(Role.HOST)
def change_status() -> Any:
    household = _own_household() or abort(404)
    demand(principal(), Action.CHANGE_HOST, household)
    action = request.form.get("action", "")
    if action not in LIFE.actions(household.status, Role.HOST):
        abort(400)
    service.change_status(
        database,
        Actor(principal().account_id, "web"),
        household.id,
        action,
        request.form.get("version", 0, type=int),
    )
    flash(_("Your registration has changed."), "ok")
    return redirect(url_for(".home"), code=303)


def _own_household() -> Household | None:
    return database.scalars(
        select(Household).where(Household.account_id == principal().account_id)
    ).first()
