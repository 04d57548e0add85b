"""What the dossiers of many youths still lack, by the one rule that `make_ready` asks too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matcher.ages import age_on
from matcher.cases.gaps import Facts, gaps
from matcher.consents.rules import TO_KEEP
from matcher.database.cases import Consent, Intake, YouthCase, YouthException
from matcher.database.screening import Screening
from matcher.database.youths import NeedProfile, Youth
from matcher.policy import Policy
from matcher.rounds.offers import AnySelect
from matcher.words import CaseSource, ConsentPurpose, ScreeningRoute

#: Where a screening can lead instead of to a room.
ELSEWHERE = (ScreeningRoute.OWN_HOME, ScreeningRoute.MONEY_FIRST, ScreeningRoute.NOT_NOW)


def gaps_of_each(
    session: Session, youths: Sequence[Youth], ids: Select[Any], today: date, policy: Policy
) -> dict[int, list[str]]:
    """Return per youth the codes of what is lacking, in a few queries however many there are.

    ``ids``: a query of the ids of the same youths.
    """
    consents = _consents(session, youths, ids)
    routes = _routes(session, ids)
    cases = {case.youth_id: case for case in _of(session, YouthCase, ids)}
    talks = _numbers(session, Intake.youth_id, ids)
    open_ = _numbers(session, YouthException.youth_id, ids, YouthException.decided_at.is_(None))
    excepted = set(
        session.scalars(
            select(NeedProfile.youth_id).where(
                NeedProfile.youth_id.in_(ids), NeedProfile.age_exception
            )
        )
    )
    found = {}
    for youth in youths:
        case = cases.get(youth.id)
        facts = Facts(
            consents=consents[youth.id],
            source=case.source if case else None,
            has_both_questions=bool(
                case and case.housing_question and case.guidance_question and case.motivation
            ),
            number_of_intakes=talks[youth.id],
            age_when_ready=age_on(youth.birth_date, max(youth.ready_on, today)),
            has_age_exception=youth.id in excepted,
            has_undecided_exception=bool(open_[youth.id]),
        )
        found[youth.id] = [str(gap) for gap in gaps(facts, policy)]
        if facts.source not in (None, CaseSource.IMPORT):
            found[youth.id] += screening_gap(routes.get(youth.id))
    return found


def screening_gap(route: ScreeningRoute | None) -> list[str]:
    """Return the code of what the last decided screening leaves to do: none yet (None), or a
    route that leads elsewhere than to a room."""
    if route is None:
        return ["screening"]
    return ["other_route"] if route in ELSEWHERE else []


def _routes(session: Session, ids: Select[Any]) -> dict[int, ScreeningRoute]:
    """Return per youth the route that a person chose last."""
    query: AnySelect = (
        select(Screening.youth_id, Screening.chosen)
        .where(Screening.youth_id.in_(ids), Screening.chosen.is_not(None))
        .order_by(Screening.decided_at, Screening.id)
    )
    return dict(session.execute(query).all())


def _consents(
    session: Session, youths: Sequence[Youth], ids: Select[Any]
) -> dict[int, Collection[ConsentPurpose]]:
    """Return per youth the purposes agreed to: the last answer to each counts."""
    found: dict[int, set[ConsentPurpose]] = {
        youth.id: {TO_KEEP} if youth.consent_at is not None else set() for youth in youths
    }
    query: AnySelect = (
        select(Consent.youth_id, Consent.purpose, Consent.withdrawn_at)
        .where(Consent.youth_id.in_(ids))
        .order_by(Consent.id)
    )
    for youth_id, purpose, withdrawn_at in session.execute(query):
        if withdrawn_at is None:
            found[youth_id].add(purpose)
        else:
            found[youth_id].discard(purpose)
    return dict(found)


def _of(session: Session, table: Any, ids: Select[Any]) -> Sequence[Any]:
    return session.scalars(select(table).where(table.youth_id.in_(ids))).all()


def _numbers(session: Session, column: Any, ids: Select[Any], *conditions: Any) -> Counter[int]:
    query: AnySelect = (
        select(column, func.count()).where(column.in_(ids), *conditions).group_by(column)
    )
    return Counter(dict(session.execute(query).all()))
