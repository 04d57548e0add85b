"""What agreements add to the pages of a placement."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from matcher.agreements import service
from matcher.agreements.acknowledging import left_of
from matcher.agreements.rules import DRAFT
from matcher.agreements.versions import COACHING, RENT, Pair, versions_of
from matcher.database.agreements import Agreement
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.words import IntroductionStage, PlacementStatus, SignParty
from web.agreements.blueprint import is_shown_to_sides
from web.panels import panel
from web.session import database


@panel("placement", order=30)
def for_coordinators(placement: Placement) -> str:
    """The checklist while it is booked, links to the papers always."""
    pair = versions_of(database, placement.id)
    is_time = placement.status == PlacementStatus.BOOKED and _both_said_yes(placement)
    if not is_time and not pair.every:
        return ""
    today = today_in_the_netherlands()
    needed = service.needed(database, placement, max(today, placement.starts_on), today)
    return render_template(
        "agreements/_panel.html",
        placement=placement,
        needed=needed if is_time else [],
        latest=[one for one in (pair.latest(RENT), pair.latest(COACHING)) if one],
        is_ready=all(one.is_met for one in needed),
    )


def _both_said_yes(placement: Placement) -> bool:
    stage = database.scalar(
        select(Introduction.stage).where(Introduction.placement_id == placement.id)
    )
    return stage is None or stage == IntroductionStage.AGREEMENTS


@panel("youth.placement", order=30)
def for_the_youth(placement: Placement) -> str:
    return _own(placement, SignParty.YOUTH)


@panel("host.placement", order=30)
def for_the_host(placement: Placement) -> str:
    return _own(placement, SignParty.HOST)


@panel("referrer.placement", order=30)
def for_the_counsellor(placement: Placement) -> str:
    pair = versions_of(database, placement.id)
    latest = [one for one in (pair.latest(RENT), pair.latest(COACHING)) if one]
    if not latest:
        return ""
    return render_template(
        "agreements/_panel.html", placement=placement, needed=[], latest=latest, is_ready=False
    )


def _own(placement: Placement, party: SignParty) -> str:
    pair = versions_of(database, placement.id)
    draft = pair.coming(RENT)
    to_hear = draft if draft is not None and draft.status == DRAFT else None
    papers = _readable(pair)
    if to_hear is None and not papers:
        return ""
    return render_template(
        "agreements/_own.html",
        draft=to_hear,
        left=len(left_of(to_hear).get(party, ())) if to_hear else 0,
        number=len(to_hear.rules) if to_hear else 0,
        papers=papers,
    )


def _readable(pair: Pair) -> list[Agreement]:
    found = []
    for kind in (RENT, COACHING):
        for one in (pair.signed(kind), pair.coming(kind)):
            if one is not None and is_shown_to_sides(one):
                found.append(one)
    return found
