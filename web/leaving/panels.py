"""What leaving adds to the pages of a placement, for each reader."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.endings import handover
from matcher.endings.future import plan_of
from matcher.endings.service import standing
from matcher.evaluations.service import of_placement
from matcher.followups import service as followups
from matcher.inforce import today_in_the_netherlands
from matcher.readiness.leaving import last_days
from matcher.words import EvaluationSide, PlacementStatus, ProposalStatus, Role, Side
from web.access import principal
from web.panels import panel
from web.session import database

LIVED_IN = (PlacementStatus.ACTIVE, PlacementStatus.ENDED)


@panel("placement", order=40, place="buttons")
@panel("host.placement", order=40, place="buttons")
@panel("youth.placement", order=40, place="buttons")
def notice_button(placement: Placement) -> str:
    if placement.status != PlacementStatus.ACTIVE or standing(database, placement.id):
        return ""
    if not can(principal(), Action.GIVE_NOTICE, placement):
        return ""
    is_staff = principal().has(Role.COORDINATOR)
    return render_template("leaving/_notice_button.html", placement=placement, is_staff=is_staff)


@panel("coordinator.proposal", order=4, place="top")
def lives_elsewhere_till(proposal: Proposal) -> str:
    """A youth who looks for the next room while living in one comes on the last day there."""
    day = last_days(database).get(proposal.youth_id)
    if day is None or proposal.status != ProposalStatus.PROPOSED:
        return ""
    return render_template("leaving/_comes_on.html", youth=proposal.youth, day=day)


@panel("placement", order=60)
@panel("referrer.placement", order=60)
def for_staff(placement: Placement) -> str:
    """The end, the plan for afterwards, what both said, the hand-over and the follow-up."""
    if placement.status not in LIVED_IN:
        return ""
    ending = standing(database, placement.id)
    found = followups.of_placement(database, placement.id)
    if ending is None and found is None:
        return ""
    return render_template(
        "leaving/_staff.html",
        placement=placement,
        ending=ending,
        plan=plan_of(database, placement.id),
        evaluations=of_placement(database, placement.id),
        handover=handover.latest(database, placement.id),
        follow_up=found,
        today=today_in_the_netherlands(),
    )


@panel("host.placement", order=3, place="top")
def for_host(placement: Placement) -> str:
    return _for_side(placement, EvaluationSide.HOST)


@panel("youth.placement", order=3, place="top")
def for_youth(placement: Placement) -> str:
    return _for_side(placement, EvaluationSide.YOUTH)


def _for_side(placement: Placement, side: EvaluationSide) -> str:
    """The last day, and what is theirs to do; nothing of what the other side said."""
    ending = standing(database, placement.id) if placement.status in LIVED_IN else None
    if ending is None:
        return ""
    return render_template(
        "leaving/_own.html",
        placement=placement,
        ending=ending,
        side=Side(str(side)),
        evaluation=next(
            (one for one in of_placement(database, placement.id) if one.side == side), None
        ),
        plan=plan_of(database, placement.id) if side == EvaluationSide.YOUTH else None,
    )
