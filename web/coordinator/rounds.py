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
from matcher.database.rounds import MatchingRound, RoundUnmatched
from matcher.database.youths import Youth
from matcher.eligibility.reasons import Reason
from matcher.errors import AnotherRoundRuns, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.paging import page_of
from matcher.rounds import explain, service
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.traits import SHARE_CHOICES, Share, read_shares
from matcher.words import Role, RoundStatus
from web.access import allow, principal
from web.coordinator import left
from web.coordinator.blueprint import blueprint
from web.coordinator.fairness_figures import proof_of, warnings_of
from web.coordinator.sharing import (
    gains_of,
    is_guaranteed,
    price_columns,
    prices_of,
    share_name,
    shares_told,
    sharing_told,
)
from web.languages import language
from web.session import database
from web.why import municipality_name

LIVE = (RoundStatus.QUEUED, RoundStatus.RUNNING)
EXTREMES = 5  # municipalities that gain or lose most, on the page of a round


@blueprint.get("/rounds")
@allow(Role.COORDINATOR)
def rounds() -> str:
    return _rounds_page()


def _rounds_page(mistake: str = "") -> str:
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
        share_choices=[(key, share_name(key)) for key in SHARE_CHOICES],
        mistake=mistake,
        steps=step_names(),
    )


@blueprint.post("/rounds")
@allow(Role.COORDINATOR)
def start_round() -> Any:
    demand(principal(), Action.RUN_ROUND)
    try:
        shares = _asked_shares()
    except ValueError:
        mistake = _("Enter a whole percentage from 1 to 100, or leave the field empty.")
        return _rounds_page(mistake), 422
    guarantee = request.form.get("guarantee") == "y"
    parameters = RoundParameters(guarantee=guarantee, shares=shares)
    actor = Actor(principal().account_id, "web")
    try:
        queued = service.queue_round(database, actor, today_in_the_netherlands(), parameters)
    except AnotherRoundRuns:
        flash(_("A round is under way already. It sees the same records, so wait for it."), "info")
        return redirect(url_for(".rounds"), code=303)
    wake_a_worker(queued.id)
    return redirect(url_for(".round_page", round_id=queued.id), code=303)


def _asked_shares() -> tuple[Share, ...]:
    """Return the minimum shares that were filled in. Raises ValueError when one is no percentage."""
    typed = {key: request.form.get(f"share-{key}", "").strip().rstrip("%") for key in SHARE_CHOICES}
    return read_shares(f"{key}:{percent.strip()}" for key, percent in typed.items() if percent)


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
        **(fairness_of(found) if "fairness" in found.summary else {}),
    )


def fairness_of(found: MatchingRound) -> dict[str, Any]:
    """Return what the page of a round tells in short of fairness and sharing."""
    told = found.summary
    gains = sorted(gains_of(told), key=lambda gain: gain.gain)
    return {
        "warnings": warnings_of(told),
        "nobody_passed_over": proof_of(told),
        "sharing": sharing_told(told),
        "shares": shares_told(told),
        "prices": prices_of(told, is_guaranteed(found)),
        "price_columns": price_columns(told),
        "losses": [gain for gain in gains if gain.gain < 0][:EXTREMES],
        "gains": [gain for gain in reversed(gains) if gain.gain > 0][:EXTREMES],
    }


@blueprint.get("/rounds/<int:round_id>/unmatched")
@allow(Role.COORDINATOR)
def unmatched(round_id: int) -> str:
    """The youths and rooms of the own regions that this round left without a proposal."""
    side = "room" if request.args.get("side") == "room" else "youth"
    found = database.get(MatchingRound, round_id)
    if found is None:
        raise NotFound("matching round", round_id)
    page = page_of(database, _left(round_id, side), request.args.get("page", 1, type=int))
    return render_template(
        "coordinator/unmatched.html",
        page=page,
        side=side,
        round_id=round_id,
        why=lambda reason: why_without_proposal(side, reason),
        blocking=lambda row: blocking(row.details),
        helps=left.helps(page.rows, side, round_id),
        one_rule_less=left.one_rule_less(found, side),
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
        "otherwise": _("counting what the rules of this round cost"),
        "hosts": _("looking where one more host helps"),
        "store": _("saving the proposals"),
    }


def latest_done() -> MatchingRound | None:
    return service.latest_done(database)
