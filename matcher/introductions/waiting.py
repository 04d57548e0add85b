"""What waits for somebody between an approval and moving in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.hosts import Home, Household, Room
from matcher.database.introductions import Introduction, MeetingMoment, Question
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.introductions.rules import MEETING, TRIAL, WAITING
from matcher.policy import Policy
from matcher.words import Role, Side, WorkKind
from matcher.work.rules import NOBODY, WorkItem

PAGE = "introductions.introduction"


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    """Return what waits for each side, for who guides, and for the coordinator."""
    rows = session.execute(_going()).all()
    by_id = {row.id: row for row in rows}
    found = [_item_of_question(one, by_id[one.introduction_id]) for one in _asked(session)]
    chosen = {
        one.introduction_id: one.starts_at
        for one in session.execute(
            select(MeetingMoment.introduction_id, MeetingMoment.starts_at).where(
                MeetingMoment.is_chosen
            )
        )
    }
    for row in rows:
        found += _items_of_stage(row, chosen.get(row.id))
    return found


def _going() -> Any:
    """Return the query for all that go on, with the accounts of both sides."""
    return (
        select(
            Introduction.id,
            Introduction.stage,
            Introduction.stage_since_at,
            Introduction.due_at,
            Introduction.responsible_id,
            Introduction.counsellor_id,
            Introduction.trial_from_on,
            Introduction.placement_id,
            Proposal.youth_id,
            Proposal.room_id,
            Youth.account_id.label("youth_account"),
            Household.account_id.label("host_account"),
        )
        .join(Proposal, Proposal.id == Introduction.proposal_id)
        .join(Youth, Youth.id == Proposal.youth_id)
        .join(Room, Room.id == Proposal.room_id)
        .join(Home, Home.id == Room.home_id)
        .join(Household, Household.id == Home.household_id)
        .where(Introduction.stage.in_(WAITING))
        .order_by(Introduction.id)
    )


def _asked(session: Session) -> Any:
    query = (
        select(
            Question.id,
            Question.introduction_id,
            Question.side,
            Question.kind,
            Question.asked_at,
            Question.due_at,
        )
        .join(Introduction, Introduction.id == Question.introduction_id)
        .where(
            Question.answered_at.is_(None),
            Question.closed_at.is_(None),
            Introduction.stage.in_(WAITING),
        )
        .order_by(Question.id)
    )
    return session.execute(query)


def _item_of_question(question: Row[Any], row: Row[Any]) -> WorkItem:
    """An answer that a side owes; for the coordinator it is one that is waited for."""
    accounts = {
        Side.YOUTH: row.youth_account,
        Side.HOST: row.host_account,
        Side.COUNSELLOR: row.counsellor_id,
        Side.COORDINATOR: row.responsible_id,
    }
    is_staff = question.side in (Side.COUNSELLOR, Side.COORDINATOR)
    account = accounts[question.side]
    if is_staff:
        kind = WorkKind.FIND_DATE
    else:
        # A side without an account may have no link either: then somebody has to ask.
        kind = WorkKind.ANSWER_AWAITED if account else WorkKind.ANSWER
    return WorkItem(
        kind=kind,
        subject="question",
        subject_id=question.id,
        since=day_of(question.asked_at),
        due=question.due_at,
        who=frozenset({account}) if account else _staff(row),
        endpoint=PAGE,
        args={"introduction_id": row.id},
        team=Role.REFERRER if question.side in (Side.YOUTH, Side.COUNSELLOR) else Role.COORDINATOR,
        youth_id=row.youth_id,
        room_id=row.room_id,
        stay_id=row.placement_id,
        text_values={"question": question.kind.value},
    )


def _items_of_stage(row: Row[Any], meets_at: datetime | None) -> list[WorkItem]:
    if row.stage == MEETING and meets_at is not None:
        both = frozenset({row.youth_account, row.host_account} - {None})
        return [_item(row, WorkKind.RECORD_MEETING, day_of(meets_at), both)]
    if row.stage == TRIAL and row.trial_from_on is None:
        return [_item(row, WorkKind.TRY_OUT, day_of(row.stage_since_at))]
    return []


def _item(row: Row[Any], kind: WorkKind, since: date, sides: frozenset[int] = NOBODY) -> WorkItem:
    return WorkItem(
        kind=kind,
        subject="introduction",
        subject_id=row.id,
        since=since,
        due=row.due_at,
        who=frozenset({row.counsellor_id}) if row.counsellor_id else _staff(row),
        endpoint=PAGE,
        args={"introduction_id": row.id},
        team=Role.REFERRER if row.counsellor_id else Role.COORDINATOR,
        youth_id=row.youth_id,
        room_id=row.room_id,
        stay_id=row.placement_id,
        sides=sides,
    )


def _staff(row: Row[Any]) -> frozenset[int]:
    return frozenset({row.responsible_id}) if row.responsible_id else frozenset()
