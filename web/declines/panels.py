"""What declines add to the pages of a proposal, an introduction and a placement."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import ColumnElement, select

from matcher.access import Action, can
from matcher.database.declines import PairRest
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.declines import service
from matcher.repair.afterstay import comes_free
from matcher.words import IntroductionStage, Role
from web.access import principal
from web.coordinator.backups import backups_after_stay, live_backups
from web.coordinator.board import youth_name
from web.declines.shown import Shown, rest_text, shown, watched
from web.panels import panel
from web.session import database


@panel("coordinator.proposal", order=30, place="top")
def of_the_proposal(proposal: Proposal) -> str:
    rest = _latest_rest(PairRest.proposal_id == proposal.id)
    return _learnt(rest, shown(service.suggestions_of(database, proposal_id=proposal.id)))


@panel("introduction", order=30)
def of_the_introduction(introduction: Introduction) -> str:
    """After a 'no': who can come now, and what is learnt. For coordinators only."""
    proposal = introduction.proposal
    is_off = introduction.stage == IntroductionStage.STOPPED
    if not is_off or not principal().has(Role.COORDINATOR):
        return ""
    if not can(principal(), Action.DECIDE_PROPOSAL, proposal):
        return ""
    backups = render_template(
        "declines/_backups.html",
        proposal=proposal,
        backups=live_backups(proposal, principal()),
        youth=youth_name(proposal.youth, principal()),
    )
    return backups + of_the_proposal(proposal)


@panel("placement", order=90)
def of_the_placement(placement: Placement) -> str:
    """When the end of a stay is known: who can have the room, and where the youth can go."""
    if not comes_free(database, placement) or placement.youth is None:
        return ""
    backups = render_template(
        "declines/_after_stay.html",
        placement=placement,
        backups=backups_after_stay(placement, principal()),
        youth=youth_name(placement.youth, principal()),
    )
    is_this = (PairRest.youth_id == placement.youth_id) & (PairRest.room_id == placement.room_id)
    rest = _latest_rest(is_this & PairRest.proposal_id.is_(None))
    learnt = shown(service.suggestions_of(database, placement_id=placement.id))
    return backups + (_learnt(rest, learnt) if learnt else "")


def _latest_rest(is_this: ColumnElement[bool]) -> PairRest | None:
    query = select(PairRest).where(is_this, PairRest.lifted_on.is_(None))
    found: PairRest | None = database.scalar(query.order_by(PairRest.id.desc()).limit(1))
    return found


def _learnt(rest: PairRest | None, suggestions: list[Shown]) -> str:
    if rest is None and not suggestions:
        return ""
    return render_template(
        "declines/_learnt.html",
        rest=rest,
        rest_text=rest_text(rest) if rest else "",
        watched=watched(rest) if rest else [],
        may_lift=rest is not None and can(principal(), Action.DECIDE_SUGGESTION, rest),
        suggestions=suggestions,
    )
