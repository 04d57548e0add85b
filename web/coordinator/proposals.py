"""The review board: proposals to approve or decline, both sides next to each other."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from matcher.access import Action, can, demand, scope
from matcher.audit import Actor
from matcher.database.hosts import Room
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.errors import (
    AlreadyTaken,
    MatcherError,
    NotEligible,
    Stale,
    StepNotAllowed,
    TextRefused,
)
from matcher.machines import explain
from matcher.proposals import listing, service
from matcher.words import DeclineReason, ProposalStatus, Role
from web.access import allow, principal
from web.coordinator import records
from web.coordinator.backups import BackupsShown, Row, live_backups, wanted_from
from web.coordinator.blueprint import blueprint
from web.coordinator.board import (
    alternatives_of,
    eligibility_words,
    fit_parts_of,
    host_name,
    map_of,
    why,
    youth_name,
)
from web.coordinator.lapsed import lapsed
from web.coordinator.repair import propose_a_backup
from web.coordinator.rounds import why_without_proposal
from web.fields import WordRadio
from web.formatting import long_date
from web.languages import language
from web.session import database

#: What can only be said after the approval, when both sides have heard of each other.
LATER = {
    DeclineReason.NO_ANSWER,
    DeclineReason.WITHDREW,
    DeclineReason.NEVER_TOOK_PLACE,
    DeclineReason.NO_CLICK_MET,
    DeclineReason.TRIAL_STOPPED,
    DeclineReason.AGREEMENTS_FAILED,
}
#: Reasons that say something about these two together come first on the screen.
REASONS = tuple(reason for reason in DeclineReason if reason not in LATER)


class DeclineForm(FlaskForm):
    version = IntegerField(widget=HiddenInput())
    # 'youth-room': the back-up to be proposed at once, in the same step.
    instead = StringField(widget=HiddenInput())
    reason = WordRadio(
        lazy_gettext("Why not?"),
        [InputRequired(lazy_gettext("Choose a reason: the next round learns from it."))],
        words=REASONS,
    )
    note = TextAreaField(
        lazy_gettext("Note"),
        [Length(max=1000)],
        description=lazy_gettext("Only coordinators read this. No medical details, no BSN."),
    )
    rule_out = BooleanField(lazy_gettext("Never propose these two together again"))


@blueprint.get("/proposals")
@allow(Role.COORDINATOR)
def proposals() -> str:
    reached = scope(principal(), Action.READ_PROPOSAL)
    filters = _filters()
    return render_template(
        "coordinator/proposals.html",
        page=listing.board(database, reached, filters, request.args.get("page", 1, type=int)),
        filters=filters,
        counts=listing.counts_by_status(database, reached),
        statuses=tuple(ProposalStatus),
        orders=_orders(),
    )


def _filters() -> listing.Filters:
    status = request.args.get("status", ProposalStatus.PROPOSED.value)
    order = request.args.get("order_by", "nights")
    return listing.Filters(
        status=ProposalStatus(status) if status in ProposalStatus.codes() else None,
        round_id=request.args.get("round", type=int),
        municipality=request.args.get("municipality", ""),
        order=order if order in listing.ORDERS else "nights",
    )


def _orders() -> list[tuple[str, str]]:
    return [
        ("nights", _("most empty nights first")),
        ("priority", _("most urgent youth first")),
        ("fit", _("best fit first")),
        ("start", _("earliest move-in first")),
    ]


@blueprint.get("/proposals/<int:proposal_id>")
@allow(Role.COORDINATOR)
def proposal(proposal_id: int) -> str:
    found = _reached(proposal_id)
    records.note_look("proposal", proposal_id)
    form = DeclineForm(formdata=None)
    form.instead.data = request.args.get("instead", "")
    return _page(found, form, is_declining="decline" in request.args)


def _reached(proposal_id: int, action: Action = Action.READ_PROPOSAL) -> Proposal:
    found = listing.one(database, proposal_id)
    demand(principal(), action, found)
    return found


def _page(found: Proposal, form: DeclineForm, is_declining: bool = False) -> str:
    form.version.data = found.version
    backups = live_backups(found, principal())
    return render_template(
        "coordinator/proposal.html",
        proposal=found,
        youth=found.youth,
        room=found.room,
        home=found.room.home,
        household=found.room.home.household,
        sees_youth=can(principal(), Action.READ_YOUTH, found.youth),
        sees_room=can(principal(), Action.READ_HOST, found.room),
        form=form,
        is_declining=is_declining,
        parts=fit_parts_of(found),
        why=why(found, principal()),
        map=map_of(found),
        lapsed=lapsed(found),
        others=alternatives_of(found, principal()),
        backups=backups,
        instead=_chosen(backups, form.instead.data or ""),
        replaces=database.get(Proposal, found.replaces_id) if found.replaces_id else None,
        next_id=listing.next_open(database, scope(principal(), Action.READ_PROPOSAL), found),
    )


def _chosen(backups: BackupsShown | None, key: str) -> Row | None:
    """Return the back-up that the reader chose, when it still stands."""
    rows = [*backups.youths.rows, *backups.rooms.rows] if backups else []
    return next((row for row in rows if row.key == key and row.may_propose), None)


@blueprint.post("/proposals/<int:proposal_id>/instead")
@allow(Role.COORDINATOR)
def propose_backup(proposal_id: int) -> Any:
    """Propose a back-up in the place of a proposal that was declined, or lapsed."""
    _reached(proposal_id, Action.DECIDE_PROPOSAL)
    wanted = wanted_from(request.form.get("pair", "")) or abort(400)
    made = propose_a_backup(proposal_id, wanted)
    return redirect(url_for(".proposal", proposal_id=made or proposal_id), code=303)


@blueprint.post("/proposals/<int:proposal_id>/approve")
@allow(Role.COORDINATOR)
def approve(proposal_id: int) -> Any:
    _reached(proposal_id, Action.DECIDE_PROPOSAL)
    version = request.form.get("version", type=int) or abort(400)
    try:
        placement = service.approve_proposal(database, _actor(), proposal_id, version)
    except MatcherError as error:
        return _refused(error, proposal_id)
    flash(_("Approved. The room is booked from %(day)s.", day=long_date(placement.starts_on)), "ok")
    return redirect(url_for(".proposal", proposal_id=proposal_id), code=303)


@blueprint.post("/proposals/<int:proposal_id>/decline")
@allow(Role.COORDINATOR)
def decline(proposal_id: int) -> Any:
    found = _reached(proposal_id, Action.DECIDE_PROPOSAL)
    form = DeclineForm()
    if not form.validate():
        return _page(found, form, is_declining=True), 422
    try:
        service.decline_proposal(
            database,
            _actor(),
            proposal_id,
            form.version.data,
            DeclineReason(form.reason.data),
            form.note.data or "",
            form.rule_out.data,
        )
    except TextRefused:
        database.rollback()
        form.note.errors = [_("This looks like a BSN. We may not keep it: leave it out.")]
        return _page(_reached(proposal_id), form, is_declining=True), 422
    except MatcherError as error:
        return _refused(error, proposal_id)
    flash(_("Declined. The room and the youth stay free for others."), "ok")
    wanted = wanted_from(form.instead.data or "")
    made = propose_a_backup(proposal_id, wanted) if wanted else None
    if made:
        return redirect(url_for(".proposal", proposal_id=made), code=303)
    return redirect(url_for(".proposal", proposal_id=proposal_id, _anchor="backups"), code=303)


@blueprint.post("/proposals/<int:proposal_id>/take-back")
@allow(Role.COORDINATOR)
def take_back(proposal_id: int) -> Any:
    _reached(proposal_id, Action.DECIDE_PROPOSAL)
    version = request.form.get("version", type=int) or abort(400)
    try:
        service.take_back_decision(database, _actor(), proposal_id, version)
    except MatcherError as error:
        return _refused(error, proposal_id)
    flash(_("The decision is taken back. The proposal is open again."), "ok")
    return redirect(url_for(".proposal", proposal_id=proposal_id), code=303)


@blueprint.app_template_filter("youth_name")
def _youth_name(youth: Youth) -> str:
    return youth_name(youth, principal())


@blueprint.app_template_filter("host_name")
def _host_name(room: Room) -> str:
    return host_name(room, principal())


def _actor() -> Actor:
    return Actor(principal().account_id, "web")


def _refused(error: MatcherError, proposal_id: int) -> Any:
    """Show the proposal as it is now, and say why nothing was changed."""
    database.rollback()
    flash(_told(error), "error")
    return _page(_reached(proposal_id), DeclineForm(formdata=None)), 409


def _told(error: MatcherError) -> str:
    match error:
        case AlreadyTaken(field="room"):
            return _("Somebody was first: the room is already booked for these dates.")
        case AlreadyTaken():
            return _("Somebody was first: the youth already has a room for these dates.")
        case Stale():
            return _("A colleague has just changed this proposal. You now see how it stands.")
        case NotEligible(reasons=(limit,)) if limit.startswith("limit "):
            return why_without_proposal("youth", limit)
        case NotEligible(reasons=reasons):
            return _(
                "These two no longer go together: %(reasons)s. Decline the proposal, or correct "
                "the record and run a new round.",
                reasons=eligibility_words(reasons, language()),
            )
        case StepNotAllowed(missing=missing) if missing:
            return explain(error, language())
        case StepNotAllowed():
            return _("This is no longer possible: the proposal was decided, or the stay has begun.")
    raise error
