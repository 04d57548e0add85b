"""The facts that a flow chart can read in the dossier of a youth."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.cases import YouthCase
from matcher.database.domains import DomainLevel
from matcher.database.youths import Youth
from matcher.screening.rules.facts import FACTS, NO, YES, Value


def facts_of(session: Session, youth: Youth, today: date) -> dict[str, Value]:
    """Return what the dossier says on ``today``, by fact; what it does not say is left out.

    No question written down does not mean that there is none, so the talk asks it. The budget
    is in whole euros.
    """
    needs = youth.needs
    found: dict[str, Value] = {
        "age": _years(youth.birth_date, today),
        "age_exception": YES if needs.age_exception else NO,
        "day_activity": str(needs.day_activity.value),
        "guidance_kind": str(needs.guidance_kind),
        "target_group": str(youth.target_group.value),
    }
    if needs.budget_cents:
        found["budget"] = needs.budget_cents // 100
    if youth.out_of_care_on is not None:
        found["months_until_out_of_care"] = max(0, _months(today, youth.out_of_care_on))
    case = session.get(YouthCase, youth.id)
    if case is not None and case.housing_question.strip():
        found["housing_question"] = YES
    if case is not None and case.guidance_question.strip():
        found["guidance_question"] = YES
    found |= _levels(session, youth.id)
    return {code: value for code, value in found.items() if FACTS[code].holds(value)}


def _levels(session: Session, youth_id: int) -> dict[str, Value]:
    """Return the latest level of each life domain."""
    query = (
        select(DomainLevel.domain, DomainLevel.level)
        .where(DomainLevel.youth_id == youth_id)
        .order_by(DomainLevel.recorded_on, DomainLevel.id)
    )
    return {f"level_{domain.value}": str(level) for domain, level in session.execute(query)}


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _months(first: date, last: date) -> int:
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole - (last.day < first.day)
