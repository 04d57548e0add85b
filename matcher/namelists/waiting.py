"""Names on lists: to be divided by a coordinator, and to be taken up by a worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.clock import day_of
from matcher.database.cases import ListedName, NameList
from matcher.policy import Policy
from matcher.words import Role, WorkKind
from matcher.work.rules import WorkItem

DIVIDE_WITHIN = timedelta(days=7)  # the list comes every week, and is divided in the meeting


def items(session: Session, today: date, policy: Policy) -> Iterable[WorkItem]:
    yield from _to_divide(session)
    yield from _to_take_up(session, timedelta(days=policy.after.stalled_days))


def _to_divide(session: Session) -> Iterator[WorkItem]:
    query = (
        select(NameList.id, NameList.municipality_code, NameList.made_at, func.count())
        .join(ListedName, ListedName.list_id == NameList.id)
        .where(
            ListedName.account_id.is_(None),
            ListedName.outcome.is_(None),
            NameList.forgotten_at.is_(None),
        )
        .group_by(NameList.id, NameList.municipality_code, NameList.made_at)
    )
    for key, code, made_at, number in session.execute(query):
        since = day_of(made_at)
        yield WorkItem(
            kind=WorkKind.NAMES,
            subject="name_list",
            subject_id=key,
            since=since,
            due=since + DIVIDE_WITHIN,
            municipality=code,
            text_values={"number": int(number)},
            endpoint="namelists.one",
            args={"list_id": key},
        )


def _to_take_up(session: Session, limit: timedelta) -> Iterator[WorkItem]:
    query = (
        select(
            ListedName.id,
            ListedName.account_id,
            ListedName.organisation_id,
            NameList.municipality_code,
            NameList.made_at,
        )
        .join(NameList, NameList.id == ListedName.list_id)
        .where(
            ListedName.account_id.is_not(None),
            ListedName.outcome.is_(None),
            NameList.forgotten_at.is_(None),
        )
    )
    for row in session.execute(query):
        since = day_of(row.made_at)
        yield WorkItem(
            kind=WorkKind.NAMES,
            subject="listed_name",
            subject_id=row.id,
            since=since,
            due=since + limit,
            who=frozenset({row.account_id}),
            team=Role.REFERRER,
            municipality=row.municipality_code,
            organisation_id=row.organisation_id,
            endpoint="namelists.mine",
        )
