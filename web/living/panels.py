"""What living there adds to the pages of a placement, for each reader."""

from __future__ import annotations

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select

from matcher.access import Action, can
from matcher.careteam.contacts import contacts_of
from matcher.careteam.people import team_of
from matcher.careteam.signals import signals
from matcher.checkins.planning import planned_of
from matcher.checkins.voices import voice_of
from matcher.concerns.sanctions import steps_taken, texts_of_rules
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.placements.rules import GOING_ON
from matcher.plans import service as plans
from matcher.words import EvaluationSide, IntroductionStage, PlacementStatus, Side
from web.access import principal
from web.living import lists
from web.living.team import address_of
from web.living.trend import trend
from web.panels import panel
from web.session import database

BEFORE_YES = (
    IntroductionStage.INTEREST,
    IntroductionStage.HOST_LOOKS,
    IntroductionStage.DATE,
    IntroductionStage.MEETING,
    IntroductionStage.ANSWERS,
)


@panel("placement", order=1, place="top")
@panel("referrer.placement", order=1, place="top")
@panel("host.placement", order=1, place="top")
@panel("youth.placement", order=1, place="top")
def emergency(placement: Placement) -> str:
    """Who to call, on every page of a stay that goes on."""
    return _numbers(placement) if _is_theirs(placement) else ""


@panel("placement", order=95)
@panel("referrer.placement", order=95)
@panel("host.placement", order=95)
@panel("youth.placement", order=95)
def emergency_below(placement: Placement) -> str:
    """As long as they only look at each other, what is asked of them comes before the numbers."""
    return "" if _is_theirs(placement) else _numbers(placement)


def numbers_to_call(placement: Placement) -> Markup:
    """Who to call, on every other page about a placement; '' once it is over."""
    return Markup(_numbers(placement))  # noqa: S704  (a template has escaped it)


def _is_theirs(placement: Placement) -> bool:
    """Say whether the youth is in that house: living there, trying it out or about to move in."""
    if placement.status == PlacementStatus.BOOKED:
        query = select(Introduction.stage).where(Introduction.placement_id == placement.id)
        return database.scalar(query) not in BEFORE_YES
    return True


def _numbers(placement: Placement) -> str:
    if placement.status not in GOING_ON:
        return ""
    return render_template(
        "living/_emergency.html",
        placement=placement,
        contacts=contacts_of(database, placement.id),
        address=address_of(placement.id),
        may_change=can(principal(), Action.MOVE_PLACEMENT, placement),
    )


@panel("placement", order=2, place="top")
def near_days(placement: Placement) -> str:
    today = today_in_the_netherlands()
    found = signals(database, today, policy_in_force(), placement.id)
    return render_template("living/_signals.html", signals=found) if found else ""


@panel("placement", order=5, place="buttons")
@panel("referrer.placement", order=5, place="buttons")
@panel("host.placement", order=5, place="buttons")
@panel("youth.placement", order=5, place="buttons")
def raise_button(placement: Placement) -> str:
    today = today_in_the_netherlands()
    if placement.status not in GOING_ON or placement.starts_on > today:
        return ""
    if not _is_theirs(placement):
        return ""
    return render_template("living/_raise_button.html", placement=placement)


@panel("placement", order=30)
@panel("referrer.placement", order=30)
def for_staff(placement: Placement) -> str:
    """The team, check-ins with both voices, the plan, concerns and agreed steps."""
    if placement.status not in (*GOING_ON, PlacementStatus.ENDED):
        return ""
    return render_template(
        "living/_staff.html",
        placement=placement,
        team=team_of(database, placement.id),
        may_name=can(principal(), Action.MOVE_PLACEMENT, placement),
        is_going_on=placement.status in GOING_ON,
        is_living=placement.status == PlacementStatus.ACTIVE,
        planned=planned_of(database, placement.id),
        check_ins=lists.check_ins(database, placement.id),
        plan=plans.plan_of(database, placement.id),
        actions=plans.open_actions(database, placement.id),
        concerns=lists.concerns(database, placement.id),
        sanctions=steps_taken(database, placement.id),
        rules=texts_of_rules(database, placement.id),
        may_sanction=can(principal(), Action.HANDLE_CONCERN, placement),
        trend=trend(placement),
        today=today_in_the_netherlands(),
    )


@panel("host.placement", order=30)
def for_host(placement: Placement) -> str:
    return _for_side(placement, EvaluationSide.HOST)


@panel("youth.placement", order=30)
def for_youth(placement: Placement) -> str:
    return _for_side(placement, EvaluationSide.YOUTH)


def _for_side(placement: Placement, side: EvaluationSide) -> str:
    """How it goes, what is theirs to do, and their own concerns; nothing of the other side."""
    if placement.status != PlacementStatus.ACTIVE:
        return ""
    planned = planned_of(database, placement.id)
    own = Side(str(side))
    is_youth = own == Side.YOUTH
    return render_template(
        "living/_own.html",
        placement=placement,
        planned=planned,
        voice=voice_of(planned, side) if planned is not None else None,
        actions=plans.open_actions(database, placement.id, own),
        plan=plans.plan_of(database, placement.id) if is_youth else None,
        others=[
            one for one in plans.open_actions(database, placement.id) if one.owner_side != own
        ] if is_youth else [],
        concerns=lists.own_concerns(database, placement.id, principal().account_id),
        side=own,
        today=today_in_the_netherlands(),
    )  # fmt: skip
