"""The repair of a round: fill what came free, and see what everything anew would do instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matcher.access import Action, can, demand
from matcher.audit import Actor
from matcher.database.rounds import MatchingRound
from matcher.errors import MatcherError, NoRoundYet, NotFound
from matcher.inforce import today_in_the_netherlands
from matcher.repair import outlook
from matcher.repair.plan import Plan, best_repair, load_free
from matcher.repair.rules import Since, Wanted
from matcher.repair.service import Skipped, propose_instead, propose_pairs
from matcher.repair.standing import standing
from matcher.rounds import service as rounds
from matcher.words import Role, RoundStatus
from web.access import allow, principal
from web.coordinator.backups import People, Row, key_of, told, wanted_from
from web.coordinator.blueprint import blueprint
from web.coordinator.board import room_name, youth_name
from web.coordinator.rounds import step_names, wake_a_worker
from web.session import database


@dataclass(frozen=True)
class Proposable:
    """A pair of the plan with the names that the reader may see."""

    row: Row
    room: str
    youth_since: Since
    room_since: Since


@blueprint.get("/repair")
@allow(Role.COORDINATOR)
def repair() -> str:
    try:
        where = standing(database, today_in_the_netherlands())
    except NoRoundYet:
        return render_template("coordinator/repair.html", plan=None)
    plan = best_repair(load_free(database, where))
    mine = _mine(plan)
    trial = rounds.latest_trial(database)
    return render_template(
        "coordinator/repair.html",
        plan=plan,
        round=where.round,
        mine=mine,
        elsewhere=len(plan.moves) - len(mine),
        ways=tuple(Since),
        live_round=rounds.live_round(database),
        trial=trial,
        is_trying=trial is not None and trial.status in (RoundStatus.QUEUED, RoundStatus.RUNNING),
        outlook=_outlook(trial),
        steps=step_names(),
    )


def _mine(plan: Plan) -> list[Proposable]:
    """Return the pairs of the plan that the reader may propose: one side lies in the regions."""
    who, people = principal(), People.of(move.pair for move in plan.moves)
    return [
        Proposable(
            Row(
                youth_name(people.youths[move.pair.youth_id], who),
                key_of(move.pair),
                move.pair,
                True,
            ),
            room_name(people.rooms[move.pair.room_id], who),
            move.youth_since,
            move.room_since,
        )
        for move in plan.moves
        if can(who, Action.DECIDE_PROPOSAL, people.ties(move.pair))
    ]


def _outlook(trial: MatchingRound | None) -> outlook.Outlook | None:
    if trial is None or "outlook" not in trial.summary:
        return None
    return outlook.Outlook.from_json(trial.summary["outlook"])


@blueprint.post("/repair")
@allow(Role.COORDINATOR)
def propose_repair() -> Any:
    """Make open proposals of the pairs that were ticked; those changed meanwhile are told."""
    wanted = [wanted_from(text) for text in request.form.getlist("pair")]
    pairs = [one for one in wanted if one is not None]
    if not pairs:
        flash(_("You ticked nothing, so nothing was proposed."), "info")
        return redirect(url_for(".repair"), code=303)
    demand_all(pairs)
    try:
        done = propose_pairs(database, _actor(), pairs)
    except MatcherError as error:
        database.rollback()
        flash(_("Nothing was proposed: %(reason)s.", reason=told(error)), "error")
        return redirect(url_for(".repair"), code=303)
    if done.proposals:
        flash(
            ngettext(
                "%(num)s proposal was made. The other open proposals stayed as they were.",
                "%(num)s proposals were made. The other open proposals stayed as they were.",
                len(done.proposals),
            ),
            "ok",
        )
    for skipped in done.skipped:
        flash(_not_proposed(skipped), "warning")
    return redirect(url_for(".proposals" if done.proposals else ".repair"), code=303)


def _not_proposed(skipped: Skipped) -> str:
    people = People.of([skipped.wanted])
    return _(
        "Not proposed: %(youth)s with %(room)s. Why: %(reason)s.",
        youth=youth_name(people.youths.get(skipped.wanted.youth_id), principal()),
        room=room_name(people.rooms.get(skipped.wanted.room_id), principal()),
        reason=told(skipped.why).rstrip("."),
    )


def demand_all(pairs: list[Wanted]) -> None:
    """Raise NotFound or NotAllowed unless every pair touches the reader's regions."""
    people = People.of(pairs)
    for pair in pairs:
        if pair.youth_id not in people.youths or pair.room_id not in people.rooms:
            raise NotFound("youth or room", key_of(pair))
        demand(principal(), Action.DECIDE_PROPOSAL, people.ties(pair))


def propose_a_backup(proposal_id: int, wanted: Wanted) -> int | None:
    """Propose ``wanted`` in the place of a proposal; flash how it went, return the new one's id.

    What was written before, in this transaction, stays when the back-up is refused.
    """
    demand_all([wanted])
    try:
        with database.begin_nested():
            made = propose_instead(database, _actor(), proposal_id, wanted)
    except MatcherError as error:
        flash(_("Not proposed: %(reason)s.", reason=told(error).rstrip(".")), "error")
        return None
    people = People.of([wanted])
    flash(
        _(
            "%(youth)s with %(room)s is now an open proposal. The others stayed as they were.",
            youth=youth_name(people.youths[made.youth_id], principal()),
            room=room_name(people.rooms[made.room_id], principal()),
        ),
        "ok",
    )
    made_id: int = made.id
    return made_id


@blueprint.post("/repair/trial")
@allow(Role.COORDINATOR)
def try_round() -> Any:
    """Ask the worker what everything anew would do; it proposes nothing."""
    demand(principal(), Action.RUN_ROUND)
    try:
        where = standing(database, today_in_the_netherlands())
    except NoRoundYet:
        return redirect(url_for(".repair"), code=303)
    wake_a_worker(outlook.ask(database, _actor(), where).id)
    return redirect(url_for(".repair", _anchor="anew"), code=303)


def _actor() -> Actor:
    return Actor(principal().account_id, "web")
