"""What a 'no' leaves to do: decide what to learn from it, and propose who comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from matcher.clock import day_of
from matcher.database.declines import Suggestion
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import MatchingRound, Proposal
from matcher.placements.occupation import occupies
from matcher.policy import Policy
from matcher.words import EndingKind, EndingStatus, ProposalStatus, RoundStatus, WorkKind
from matcher.work.rules import WorkItem

TO_A_PROPOSAL, TO_A_STAY = "coordinator.proposal", "placements.placement"


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Return what waits: all that is undecided, and each room that lost its youth lately."""
    yield from _suggestions(session, policy)
    yield from _backups(session, today, policy)
    yield from _after_stays(session, today, policy)


def decide_within(policy: Policy) -> timedelta:
    """Return how long a suggestion waits for a person; then it lapses, and nothing changes."""
    return timedelta(days=2 * policy.after.stalled_days)


def _suggestions(session: Session, policy: Policy) -> Iterator[WorkItem]:
    """One item per proposal or stay, however many suggestions came of it."""
    for subject, table, column, endpoint in (
        ("proposal", Proposal, Suggestion.proposal_id, TO_A_PROPOSAL),
        ("placement", Placement, Suggestion.placement_id, TO_A_STAY),
    ):
        query = (
            select(table.id, table.youth_id, table.room_id, func.min(Suggestion.made_at))
            .join(Suggestion, column == table.id)
            .where(Suggestion.decided_at.is_(None))
            .group_by(table.id, table.youth_id, table.room_id)
            .order_by(table.id)
        )
        for key, youth_id, room_id, made_at in session.execute(query):
            since = day_of(made_at)
            yield WorkItem(
                kind=WorkKind.DECIDE_SUGGESTION,
                subject=subject,
                subject_id=key,
                since=since,
                due=since + decide_within(policy),
                youth_id=youth_id,
                room_id=room_id,
                endpoint=endpoint,
                args={f"{subject}_id": key, "_anchor": "learnt"},
            )


def _backups(session: Session, today: date, policy: Policy) -> Iterator[WorkItem]:
    """A room that lost its youth by a 'no' after the last round, and got nobody since."""
    span = timedelta(days=policy.after.stalled_days)
    last = session.scalar(
        select(func.max(MatchingRound.finished_at)).where(
            MatchingRound.status == RoundStatus.DONE, MatchingRound.is_trial.is_(False)
        )
    )
    for row in session.execute(_without_a_successor(today)):
        since = day_of(row.said_at)
        if (last is not None and row.said_at < last) or since + span < today:
            continue
        yield WorkItem(
            kind=WorkKind.PROPOSE_BACKUP,
            subject="proposal",
            subject_id=row.id,
            since=since,
            due=since + span,
            who=frozenset({row.responsible_id} - {None}),
            youth_id=row.youth_id,
            room_id=row.room_id,
            endpoint=TO_A_PROPOSAL,
            args={"proposal_id": row.id, "_anchor": "backups"},
        )


def _without_a_successor(today: date) -> Select[int, int, int, datetime, int | None]:
    """Select the proposals that came to nothing, and whose room has nobody else now."""
    said_at = func.coalesce(Introduction.stopped_at, Proposal.decided_at)
    return (
        select(
            Proposal.id,
            Proposal.youth_id,
            Proposal.room_id,
            func.max(said_at).label("said_at"),
            func.max(Introduction.responsible_id).label("responsible_id"),
        )
        .outerjoin(Introduction, Introduction.proposal_id == Proposal.id)
        .where(
            Proposal.status.in_([ProposalStatus.DECLINED, ProposalStatus.LAPSED]),
            said_at.is_not(None),
            ~_is_replaced(),
            ~_is_proposed(Proposal.room_id),
            ~_is_lived_in(Proposal.room_id, today),
        )
        .group_by(Proposal.id, Proposal.youth_id, Proposal.room_id)
        .order_by(Proposal.id)
    )


def _after_stays(session: Session, today: date, policy: Policy) -> Iterator[WorkItem]:
    """A room of which the stay is broken off, from the day that is known."""
    span = timedelta(days=policy.after.stalled_days)
    stay = aliased(Placement)
    query = (
        select(stay.id, stay.youth_id, stay.room_id, Ending.told_on)
        .join(Ending, Ending.placement_id == stay.id)
        .where(
            Ending.kind == EndingKind.BROKEN_OFF,
            Ending.status != EndingStatus.WITHDRAWN,
            Ending.told_on >= today - span,
            ~_is_proposed(stay.room_id),
            ~_is_lived_in(stay.room_id, today, Placement.id != stay.id),
        )
        .order_by(stay.id)
    )
    for key, youth_id, room_id, told_on in session.execute(query):
        yield WorkItem(
            kind=WorkKind.PROPOSE_BACKUP,
            subject="placement",
            subject_id=key,
            since=told_on,
            due=told_on + span,
            youth_id=youth_id,
            room_id=room_id,
            endpoint=TO_A_STAY,
            args={"placement_id": key, "_anchor": "backups"},
        )


def _is_replaced() -> ColumnElement[bool]:
    other = aliased(Proposal)
    return select(other.id).where(other.replaces_id == Proposal.id).exists()


def _is_proposed(room_id: Any) -> ColumnElement[bool]:
    other = aliased(Proposal)
    is_open = other.status == ProposalStatus.PROPOSED
    return select(other.id).where(other.room_id == room_id, is_open).exists()


def _is_lived_in(room_id: Any, today: date, *but: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that somebody lives in the room today, or is going to."""
    lives = select(Placement.id).where(Placement.room_id == room_id, occupies(today, None), *but)
    return lives.exists()
