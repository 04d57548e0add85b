"""After a 'no': coordinators decide what to learn from it, and propose who comes next."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.year.core import Year, by_page, is_ready, morning
from matcher.clock import NETHERLANDS
from matcher.database.declines import Suggestion
from matcher.database.rounds import Proposal
from matcher.database.session import reading
from matcher.declines import service
from matcher.declines.waiting import items as waiting_items
from matcher.inforce import policy_in_force
from matcher.proposals.service import approve_proposal
from matcher.repair.backups import backups_of
from matcher.repair.rules import Wanted
from matcher.repair.service import propose_instead
from matcher.repair.standing import standing
from matcher.words import SuggestionKind, WorkKind

MEAN_HOURS = 40.0
ACCEPTS = 0.6
PROPOSES_NEXT = 0.6


def act(year: Year, moment: datetime) -> None:
    if moment.astimezone(NETHERLANDS).hour not in (9, 15):
        return
    today = moment.astimezone(NETHERLANDS).date()
    _decide(year, moment)
    _propose_next(year, moment, today)


def _decide(year: Year, moment: datetime) -> None:
    query = select(
        Suggestion.id, Suggestion.made_at, Suggestion.kind, Suggestion.proposal_id
    ).where(Suggestion.decided_at.is_(None), Suggestion.proposal_id.is_not(None))
    with reading(year.factory) as session:
        waiting = session.execute(query.order_by(Suggestion.id)).all()
    for one in waiting:
        chance = year.chance("suggestion", one.id)
        if not is_ready(chance, one.made_at, moment, MEAN_HOURS):
            continue
        actor = by_page(_somebody(year, one.id))
        # A change of a wish needs a value that only people who talked about it can give.
        if one.kind != SuggestionKind.CHANGE_WISH and chance.random() < ACCEPTS:
            year.attempt(f"{one.kind.value} accepted", service.accept, actor, one.id)
        else:
            year.attempt(f"{one.kind.value} refused", service.refuse, actor, one.id)


def _somebody(year: Year, number: int) -> int:
    everybody = sorted({key for people in year.coordinators.values() for key in people})
    return everybody[number % len(everybody)]


def _propose_next(year: Year, moment: datetime, today: date) -> None:
    with reading(year.factory) as session:
        rooms = [
            item
            for item in waiting_items(session, today, policy_in_force())
            if item.kind == WorkKind.PROPOSE_BACKUP and item.subject == "proposal"
        ]
    for item in rooms:
        chance = year.chance("next", item.subject_id)
        if (
            chance.random() < PROPOSES_NEXT
            and is_ready(chance, morning(item.since), moment, MEAN_HOURS)
            and year.seen("next", item.subject_id, moment) == moment  # nobody looks again each day
        ):
            actor = _somebody(year, item.subject_id)
            year.attempt("back-up looked for", _propose, year, actor, item.subject_id, today)


def _propose(session: Session, year: Year, actor_id: int, key: int, today: date) -> None:
    """Two buttons: propose the first youth that is free for the room, and approve it."""
    proposal = session.get_one(Proposal, key)
    youths = backups_of(session, standing(session, today, policy_in_force()), proposal).youths
    if not youths.pairs:
        return
    first = youths.pairs[0].key
    actor = by_page(actor_id)
    made = propose_instead(session, actor, key, Wanted(first.youth_id, first.room_id), today=today)
    approve_proposal(session, actor, made.id, made.version, today=today)
    year.tally.done["back-up approved"] += 1
