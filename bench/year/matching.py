"""Once a week: who has come is made ready, a round is run, and coordinators decide on its proposals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from bench.year.core import Year, by_page
from matcher.audit import PROGRAM
from matcher.clock import NETHERLANDS
from matcher.database.rounds import Proposal
from matcher.database.session import reading, transaction
from matcher.database.youths import Youth
from matcher.proposals.service import approve_proposal, decline_proposal
from matcher.words import DeclineReason, ProposalStatus, YouthStatus
from matcher.youths.rules import MAKE_READY
from matcher.youths.service import change_status

ROUND_WEEKDAY, ROUND_HOUR = 1, 9  # Tuesday morning; 0 is Monday
REASONS = {
    DeclineReason.NO_CLICK_EXPECTED: 4,
    DeclineReason.CARE_TOO_HEAVY: 2,
    DeclineReason.TRAVEL_TOO_LONG: 2,
    DeclineReason.SAFETY: 1,
}
DECLINED, LEFT_OPEN = 0.1, 0.05


def act(year: Year, moment: datetime) -> None:
    local = moment.astimezone(NETHERLANDS)
    if local.weekday() == ROUND_WEEKDAY - 1 and local.hour == 15:
        _make_ready(year, local.date())
    if local.weekday() == ROUND_WEEKDAY and local.hour == ROUND_HOUR:
        _run_round(year, local.date())
    elif local.weekday() == ROUND_WEEKDAY + 1 and local.hour > ROUND_HOUR:
        _decide(year)


def _make_ready(year: Year, today: date) -> None:
    """Each Monday coordinators look at who has come, and make ready whose dossier is complete."""
    query = select(Youth.id, Youth.version, Youth.municipality_code).where(
        Youth.status == YouthStatus.REGISTERED, Youth.ready_on <= today
    )
    with reading(year.factory) as session:
        waiting = session.execute(query.order_by(Youth.id)).all()
    for one in waiting:
        people = year.coordinators.get(one.municipality_code)
        if people:
            actor = by_page(people[one.id % len(people)])
            year.attempt("youth ready", change_status, actor, one.id, MAKE_READY, one.version)


def _run_round(year: Year, today: date) -> None:
    # The engine loads slowly, and is needed on one day a week only.
    from matcher.rounds import service
    from matcher.rounds.running import run_round

    with year.tally.timed("rounds"):
        with transaction(year.factory) as session:
            key = service.queue_round(session, PROGRAM, today).id
        found = run_round(year.factory, key)
    year.tally.done[f"round {found.status.value}"] += 1


def _decide(year: Year) -> None:
    query = select(Proposal).where(Proposal.status == ProposalStatus.PROPOSED)
    with reading(year.factory) as session:
        found = [
            (one.id, one.version, one.youth.municipality_code)
            for one in session.scalars(query.order_by(Proposal.id))
        ]
    for key, version, municipality in found:
        chance = year.chance("decision", key)
        people = year.coordinators.get(municipality)
        drawn = chance.random()
        if people is None or drawn < LEFT_OPEN:
            continue
        actor = by_page(people[key % len(people)])
        if drawn < LEFT_OPEN + DECLINED:
            reason = chance.choices(list(REASONS), list(REASONS.values()))[0]
            year.attempt("proposal declined", decline_proposal, actor, key, version, reason)
        else:
            year.attempt("proposal approved", approve_proposal, actor, key, version)
