"""What declines add to the pages of a proposal, an introduction and a placement."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.declines import service
from matcher.declines.rests import Apart, running
from matcher.inforce import today_in_the_netherlands
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
    suggestions = shown(service.suggestions_of(database, proposal_id=proposal.id))
    return _learnt(proposal, suggestions)


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
    learnt = shown(service.suggestions_of(database, placement_id=placement.id))
    return backups + (_learnt(placement, learnt) if learnt else "")


def _learnt(about: Proposal | Placement, suggestions: list[Shown]) -> str:
    apart = _apart(about)
    if apart is None and not suggestions:
        return ""
    rest = apart.rest if apart else None
    return render_template(
        "declines/_learnt.html",
        rest=rest,
        rest_text=rest_text(apart) if apart else "",
        watched=watched(rest) if rest else [],
        may_lift=rest is not None and can(principal(), Action.DECIDE_SUGGESTION, rest),
        about=_address(about),
        suggestions=suggestions,
    )


def _address(about: Proposal | Placement) -> dict[str, int]:
    """Return what leads back to this page after the rest of another 'no' was ended here."""
    return {"proposal" if isinstance(about, Proposal) else "placement": about.id}


def _apart(about: Proposal | Placement) -> Apart | None:
    """Return what keeps the two apart longest, where this 'no' is one of those that do."""
    apart = running(database, about.youth_id, about.room_id, today_in_the_netherlands())
    column = "proposal_id" if isinstance(about, Proposal) else "placement_id"
    is_one = any(getattr(one.rest, column) == about.id for one in apart)
    return apart[0] if is_one else None
