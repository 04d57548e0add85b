"""What waits for a decision of a coordinator: proposals that nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.cases import YouthCase
from matcher.database.hosting import HouseholdHandling
from matcher.database.hosts import Home, Room
from matcher.database.rounds import MatchingRound, Proposal
from matcher.policy import Policy
from matcher.words import ProposalStatus, WorkKind
from matcher.work.rules import WorkItem


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Return the open proposals: for who handles the youth or the host, or for the region.

    After the days of 'stalled' one is late: the room stays empty and the next round takes over.
    """
    query = (
        select(
            Proposal.id,
            Proposal.youth_id,
            Proposal.room_id,
            func.coalesce(MatchingRound.finished_at, MatchingRound.created_at).label("made_at"),
            YouthCase.handled_by_id.label("for_youth"),
            HouseholdHandling.handled_by_id.label("for_host"),
        )
        .join(MatchingRound, MatchingRound.id == Proposal.round_id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .outerjoin(YouthCase, YouthCase.youth_id == Proposal.youth_id)
        .outerjoin(HouseholdHandling, HouseholdHandling.household_id == Home.household_id)
        .where(Proposal.status == ProposalStatus.PROPOSED)
    )
    for row in session.execute(query):
        since = day_of(row.made_at)
        yield WorkItem(
            kind=WorkKind.DECIDE_PROPOSAL,
            subject="proposal",
            subject_id=row.id,
            since=since,
            due=since + timedelta(days=policy.after.stalled_days),
            who=frozenset({row.for_youth, row.for_host} - {None}),
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint="coordinator.proposal",
            args={"proposal_id": row.id},
        )
