"""What agreements add to the pages of a placement."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select

from matcher.access import Action, can
from matcher.agreements import service
from matcher.agreements.acknowledging import left_of
from matcher.agreements.conditions import Needed
from matcher.agreements.rules import DRAFT, OFFERED
from matcher.agreements.versions import COACHING, RENT, Pair, versions_of
from matcher.database.agreements import Agreement
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.inforce import today_in_the_netherlands
from matcher.words import IntroductionStage, PlacementStatus, Role, SignParty
from web.access import principal
from web.agreements.blueprint import is_shown_to_sides
from web.panels import panel
from web.session import database


@panel("placement", order=6, place="top")
def checklist(placement: Placement) -> str:
    """While the agreements are being made: what is still needed, before anything else."""
    if not _is_time(placement):
        return ""
    today = today_in_the_netherlands()
    needed = service.needed(database, placement, max(today, placement.starts_on), today)
    return _staff_panel(placement, needed)


@panel("placement", order=30)
@panel("referrer.placement", order=30)
def papers(placement: Placement) -> str:
    """The latest versions, for whoever guides or coordinates."""
    is_shown_above = principal().has(Role.COORDINATOR) and _is_time(placement)
    return "" if is_shown_above else _staff_panel(placement, [])


def _staff_panel(placement: Placement, needed: list[Needed]) -> str:
    pair = versions_of(database, placement.id)
    latest = [one for one in (pair.latest(RENT), pair.latest(COACHING)) if one]
    if not latest and not needed:
        return ""
    return render_template(
        "agreements/_panel.html",
        placement=placement,
        needed=needed,
        latest=latest,
        is_ready=all(one.is_met for one in needed),
        can_write=can(principal(), Action.WRITE_AGREEMENT, placement),
    )


def _is_time(placement: Placement) -> bool:
    return placement.status == PlacementStatus.BOOKED and _both_said_yes(placement)


def _both_said_yes(placement: Placement) -> bool:
    stage = database.scalar(
        select(Introduction.stage).where(Introduction.placement_id == placement.id)
    )
    return stage is None or stage == IntroductionStage.AGREEMENTS


@panel("youth.placement", order=4, place="top")
def to_do_by_the_youth(placement: Placement) -> str:
    return _own(placement, SignParty.YOUTH, is_top=True)


@panel("host.placement", order=4, place="top")
def to_do_by_the_host(placement: Placement) -> str:
    return _own(placement, SignParty.HOST, is_top=True)


@panel("youth.placement", order=35)
def to_read_by_the_youth(placement: Placement) -> str:
    return _own(placement, SignParty.YOUTH, is_top=False)


@panel("host.placement", order=35)
def to_read_by_the_host(placement: Placement) -> str:
    return _own(placement, SignParty.HOST, is_top=False)


def _own(placement: Placement, party: SignParty, *, is_top: bool) -> str:
    """What one side has to read or sign comes first on its page; what is settled comes below."""
    pair = versions_of(database, placement.id)
    draft = pair.coming(RENT)
    to_hear = draft if draft is not None and draft.status == DRAFT else None
    papers = _readable(pair)
    is_to_do = to_hear is not None or any(one.status == OFFERED for one in papers)
    if is_to_do != is_top or (to_hear is None and not papers):
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
