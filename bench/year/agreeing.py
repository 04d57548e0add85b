"""From both yes to moving in: numbers to call, agreements, house rules, signatures, the first day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.year.core import Year, by_page, is_ready
from matcher.agreements import service
from matcher.agreements.acknowledging import left_of
from matcher.agreements.details import HEARERS
from matcher.agreements.facts import Rule
from matcher.agreements.paper import Paper
from matcher.agreements.rules import DRAFT, EXPLAINED
from matcher.agreements.versions import COACHING, RENT
from matcher.careteam.contacts import is_reachable, set_contacts
from matcher.careteam.rules import Contact
from matcher.clock import NETHERLANDS
from matcher.database.introductions import Introduction
from matcher.database.living import CareTeam
from matcher.database.placements import Placement
from matcher.database.session import reading
from matcher.inforce import policy_in_force
from matcher.words import (
    AnswerWay,
    ContactKind,
    HouseRuleKind,
    IntroductionStage,
    LegalGround,
    PlacementStatus,
)

MEAN_HOURS = 20.0  # until somebody comes round to the next thing
FORGETS = 0.02  # of the stays nobody makes agreements for: the clock has to stop those
RULES = (
    Rule(HouseRuleKind.QUIET, "Na elf uur 's avonds is het stil in huis."),
    Rule(HouseRuleKind.VISITORS, "Bezoek blijft slapen als dat een dag eerder is gevraagd."),
)


class Waiting(NamedTuple):
    """A stay for which agreements are being made, and since when."""

    placement_id: int
    introduction_id: int
    actor_id: int
    since_at: datetime


def act(year: Year, moment: datetime) -> None:
    for one in _without_numbers(year):
        number = Contact(ContactKind.COORDINATOR, "Coördinator", "030 123 45 67", "ma-vr 9-17")
        year.attempt("numbers to call", set_contacts, by_page(one[1]), one[0], [number])
    for waiting in _waiting(year):
        chance = year.chance("agreements", waiting.introduction_id)
        if chance.random() < FORGETS:
            continue
        with reading(year.factory) as session:
            deed = _next(session, waiting, moment)
        if deed is not None and is_ready(
            year.chance(deed, waiting.introduction_id), waiting.since_at, moment, MEAN_HOURS
        ):
            year.attempt(deed, DEEDS[deed], waiting, moment)


def _without_numbers(year: Year) -> list[tuple[int, int]]:
    """Return (stay, responsible worker) of the bookings in which nobody of ours can be called."""
    query = (
        select(Placement.id, CareTeam.responsible_id)
        .join(CareTeam, CareTeam.placement_id == Placement.id)
        .where(Placement.status == PlacementStatus.BOOKED)
        .order_by(Placement.id)
    )
    with reading(year.factory) as session:
        return [
            (row.id, row.responsible_id)
            for row in session.execute(query)
            if not is_reachable(session, row.id)
        ]


def _waiting(year: Year) -> list[Waiting]:
    query = (
        select(
            Introduction.placement_id, Introduction.id, CareTeam.responsible_id,
            Introduction.stage_since_at,
        )
        .join(CareTeam, CareTeam.placement_id == Introduction.placement_id)
        .where(Introduction.stage == IntroductionStage.AGREEMENTS)
        .order_by(Introduction.id)
    )  # fmt: skip
    with reading(year.factory) as session:
        return [
            Waiting(row.placement_id or 0, row.id, row.responsible_id, row.stage_since_at)
            for row in session.execute(query)
        ]


def _next(session: Session, waiting: Waiting, moment: datetime) -> str | None:
    """Return what the coordinator has to do next, or None while there is only waiting."""
    pair = service.versions_of(session, waiting.placement_id)
    rent, coaching = pair.coming(RENT), pair.coming(COACHING)
    if rent is None and pair.signed(RENT) is None:
        return "agreements drafted"
    if rent is not None and rent.status == DRAFT and left_of(rent):
        return "house rules explained"
    if rent is not None and rent.status == EXPLAINED:
        return "agreements offered"
    if rent is not None or coaching is not None:
        return "agreements signed"
    signed = pair.signed(RENT)
    today = moment.astimezone(NETHERLANDS).date()
    return "moved in" if signed is not None and signed.starts_on <= today else None


def _draft(session: Session, waiting: Waiting, moment: datetime) -> None:
    placement = session.get_one(Placement, waiting.placement_id)
    policy = policy_in_force()
    today = moment.astimezone(NETHERLANDS).date()
    details = service.details_of(session, placement, policy)
    details = replace(
        details,
        starts_on=max(placement.starts_on, today + timedelta(days=3)),
        legal_ground=LegalGround.HOSPITA,
        rules=details.rules or RULES,
    )
    service.draft(session, by_page(waiting.actor_id), placement.id, details)


def _explain(session: Session, waiting: Waiting, moment: datetime) -> None:
    """One evening at the kitchen table: everybody hears every rule, the coordinator notes it."""
    rent = service.versions_of(session, waiting.placement_id).coming(RENT)
    if rent is None:
        return
    positions = [rule.position for rule in rent.rules]
    for party in HEARERS:
        if rent.status == DRAFT:
            actor = by_page(waiting.actor_id)
            service.acknowledge(session, actor, rent.id, positions, party, AnswerWay.TOLD)


def _offer(session: Session, waiting: Waiting, moment: datetime) -> None:
    service.offer(session, by_page(waiting.actor_id), waiting.placement_id, lay_out=_paper)


def _paper(paper: Paper, made_on: date) -> bytes:
    """Stand in for the PDF: laying out a thousand papers would be the whole of a year."""
    return f"%PDF-1.7\n% {paper.title} {made_on}\n%%EOF\n".encode()


def _sign(session: Session, waiting: Waiting, moment: datetime) -> None:
    today = moment.astimezone(NETHERLANDS).date()
    for kind in (RENT, COACHING):
        coming = service.versions_of(session, waiting.placement_id).coming(kind)
        if coming is not None:
            copy = b"%PDF-1.7\n% signed\n%%EOF\n"
            service.sign(session, by_page(waiting.actor_id), coming.id, coming.version, copy, today)


def _move_in(session: Session, waiting: Waiting, moment: datetime) -> None:
    placement = session.get_one(Placement, waiting.placement_id)
    today = moment.astimezone(NETHERLANDS).date()
    actor = by_page(waiting.actor_id)
    service.start_living(session, actor, placement.id, placement.version, today)


DEEDS = {
    "agreements drafted": _draft,
    "house rules explained": _explain,
    "agreements offered": _offer,
    "agreements signed": _sign,
    "moved in": _move_in,
}
