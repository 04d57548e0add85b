"""What an introduction adds to the pages of a proposal, a placement, a youth and a host."""

from __future__ import annotations

from collections.abc import Iterable

from flask import g, render_template
from flask_babel import gettext as _
from sqlalchemy import select

from matcher.access import Action, can
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.introductions.disclosure import Known, chosen_moment, who_knows
from matcher.introductions.rules import WAITING
from matcher.words import Role, Side
from web.access import principal
from web.introductions.forms import MomentsForm, NoForm, StopForm
from web.introductions.reasons import reasons_for
from web.introductions.shown import known_texts, shown_to
from web.introductions.texts import staff_next
from web.panels import panel
from web.session import database


@panel("coordinator.proposal", order=10, place="top")
def of_the_proposal(proposal: Proposal) -> str:
    return _summary(_latest(Introduction.proposal_id == proposal.id))


@panel("placement", order=5, place="top")
@panel("referrer.placement", order=5, place="top")
def of_the_placement(placement: Placement) -> str:
    return _summary(_latest(Introduction.placement_id == placement.id))


@panel("coordinator.youth", order=5, place="top")
@panel("referrer.youth", order=5, place="top")
def of_the_youth(youth: Youth) -> str:
    going = _going(Proposal.youth_id == youth.id)
    return "".join(_summary(one) for one in going)


@panel("host.placement", order=5, place="top")
def for_the_host(placement: Placement) -> str:
    return _own(placement, Side.HOST)


@panel("youth.placement", order=5, place="top")
def for_the_youth(placement: Placement) -> str:
    return _own(placement, Side.YOUTH)


@panel("host.home", order=80)
def knows_of_the_host(household: Household) -> str:
    return _knows(who_knows(database, Side.HOST, household.id))


@panel("youth.home", order=80)
def knows_of_the_youth(youth: Youth) -> str:
    return _knows(who_knows(database, Side.YOUTH, youth.id))


def _latest(condition: object) -> Introduction | None:
    query = select(Introduction).where(condition).order_by(Introduction.id.desc())  # type: ignore[arg-type]
    return database.scalars(query).first()


def _going(condition: object) -> list[Introduction]:
    query = (
        select(Introduction)
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .where(condition, Introduction.stage.in_(WAITING))  # type: ignore[arg-type]
        .order_by(Introduction.id)
    )
    return list(database.scalars(query))


def _summary(found: Introduction | None) -> str:
    """Return where it stands, for staff, with the way to its own page."""
    if found is None or not can(principal(), Action.READ_INTRODUCTION, found):
        return ""
    if not principal().has(Role.COORDINATOR, Role.REFERRER):
        return ""
    return render_template(
        "introductions/_summary.html",
        introduction=found,
        next_text=staff_next(found),
        chosen=chosen_moment(found),
        is_going=found.stage in WAITING,
    )


def _own(placement: Placement, side: Side) -> str:
    found = _latest(Introduction.placement_id == placement.id)
    if found is None or found.stage not in WAITING:
        return ""
    sent = g.get("introduction_forms", {})
    return render_template(
        "introductions/_own.html",
        shown=shown_to(found, side),
        no_form=sent.get("no_form")
        or NoForm(formdata=None, prefix="no").offer(reasons_for(side, found.stage, answers=True)),
        stop_form=sent.get("stop_form")
        or StopForm(formdata=None, prefix="stop").offer(
            reasons_for(side, found.stage, answers=False)
        ),
        offer_moments=sent.get("moments_form") or MomentsForm.empty(prefix="when"),
    )


def _knows(known: Iterable[Known]) -> str:
    texts, whom = known_texts(), {
        Side.YOUTH: _("a young person"), Side.HOST: _("a host"),
        Side.COUNSELLOR: _("the counsellor of a young person"),
    }  # fmt: skip
    rows = [{"at": one.at, "what": texts[one.level], "whom": whom[one.to_side]} for one in known]
    return render_template("introductions/_knows.html", known=rows) if rows else ""
