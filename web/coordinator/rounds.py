"""Matching rounds: start one, follow it, and read what it did."""

from __future__ import annotations

from typing import Any

from flask import (
    after_this_request,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matcher import jobs
from matcher.access import Action, demand, scope
from matcher.audit import Actor
from matcher.database.hosts import Home, Room
from matcher.database.places import Municipality
from matcher.database.rounds import MatchingRound, RoundUnmatched
from matcher.database.youths import Youth
from matcher.eligibility.reasons import Reason
from matcher.errors import AnotherRoundRuns, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.paging import page_of
from matcher.rounds import explain, service
from matcher.rounds.parameters import RoundParameters
from matcher.words import Role, RoundStatus
from web.access import allow, principal
from web.coordinator.blueprint import blueprint
from web.languages import language
from web.session import database

LIVE = (RoundStatus.QUEUED, RoundStatus.RUNNING)


@blueprint.get("/rounds")
@allow(Role.COORDINATOR)
def rounds() -> str:
    query = (
        select(MatchingRound)
        .where(~MatchingRound.is_trial)
        .options(joinedload(MatchingRound.created_by))
        .order_by(MatchingRound.id.desc())
    )
    page = page_of(database, query, request.args.get("page", 1, type=int))
    return render_template(
        "coordinator/rounds.html",
        page=page,
        live=next((found for found in page.rows if found.status in LIVE), None),
        steps=step_names(),
    )


@blueprint.post("/rounds")
@allow(Role.COORDINATOR)
def start_round() -> Any:
    demand(principal(), Action.RUN_ROUND)
    parameters = RoundParameters(guarantee=request.form.get("guarantee") == "y")
    actor = Actor(principal().account_id, "web")
    try:
        queued = service.queue_round(database, actor, today_in_the_netherlands(), parameters)
    except AnotherRoundRuns:
        flash(_("A round is under way already. It sees the same records, so wait for it."), "info")
        return redirect(url_for(".rounds"), code=303)
    wake_a_worker(queued.id)
    return redirect(url_for(".round_page", round_id=queued.id), code=303)


def wake_a_worker(round_id: int) -> None:
    """Tell the queue after the commit: a worker that is quicker would find no round."""
    settings = current_app.extensions["settings"]

    @after_this_request
    def tell(response: Any) -> Any:
        jobs.start_round(settings, round_id)
        return response


@blueprint.get("/rounds/<int:round_id>")
@allow(Role.COORDINATOR)
def round_page(round_id: int) -> str:
    found = database.get(MatchingRound, round_id)
    if found is None or found.is_trial:
        raise NotFound("matching round", round_id)
    return render_template(
        "coordinator/round.html",
        round=found,
        steps=step_names(),
        is_live=found.status in LIVE,
        reason_label=reason_label,
        why=why_without_proposal,
    )


@blueprint.get("/rounds/<int:round_id>/unmatched")
@allow(Role.COORDINATOR)
def unmatched(round_id: int) -> str:
    """The youths and rooms of the own regions that this round left without a proposal."""
    side = "room" if request.args.get("side") == "room" else "youth"
    if database.get(MatchingRound, round_id) is None:
        raise NotFound("matching round", round_id)
    page = page_of(database, _left(round_id, side), request.args.get("page", 1, type=int))
    return render_template(
        "coordinator/unmatched.html",
        page=page,
        side=side,
        round_id=round_id,
        why=lambda reason: why_without_proposal(side, reason),
        blocking=lambda row: blocking(row.details),
    )


def _left(round_id: int, side: str) -> Any:
    query = select(RoundUnmatched).where(RoundUnmatched.round_id == round_id)
    if side == "youth":
        reached = scope(principal(), Action.READ_YOUTH)
        return (
            query.join(RoundUnmatched.youth)
            .where(reached.where(municipality=[Youth.municipality_code]))
            .options(joinedload(RoundUnmatched.youth).joinedload(Youth.municipality))
            .order_by(Youth.registered_on, RoundUnmatched.id)
        )
    reached = scope(principal(), Action.READ_HOST)
    return (
        query.join(RoundUnmatched.room)
        .join(Room.home)
        .where(reached.where(municipality=[Home.municipality_code]))
        .options(joinedload(RoundUnmatched.room).joinedload(Room.home).joinedload(Home.household))
        .order_by(RoundUnmatched.id)
    )


def blocking(details: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Return (rule, blocks, blocks alone) per hard rule, the most telling first, four at most."""
    counts = details.get("reasons", details)
    rows = [
        (reason_label(code), found["blocks"], found.get("only") or 0)
        for code, found in counts.items()
        if isinstance(found, dict) and "blocks" in found
    ]
    return sorted(rows, key=lambda row: (-row[2], -row[1]))[:4]


def why_without_proposal(side: str, reason: str) -> str:
    return explain.why_without_proposal(side, reason, language(), municipality_name)


def municipality_name(code: str) -> str:
    found = database.get(Municipality, code)
    return found.name if found else code


def reason_label(code: str) -> str:
    """Return the few words for a hard rule's reason code."""
    known = {reason.value: reason for reason in Reason}
    return known[code].text(language()).label if code in known else code


def step_names() -> dict[str, str]:
    """Return what a running round is doing, in the words of the page."""
    return {
        "": _("waiting for its turn"),
        "freeze": _("reading youths and rooms"),
        "eligibility": _("looking which rooms are possible"),
        "fit": _("counting how well they fit"),
        "problem": _("checking the problem"),
        "keep": _("keeping the problem, so that the round can be repeated"),
        "solve": _("choosing and proving the best proposals"),
        "explain": _("writing down why"),
        "compare": _("comparing with the open proposals"),
        "store": _("saving the proposals"),
    }


def latest_done() -> MatchingRound | None:
    return service.latest_done(database)
