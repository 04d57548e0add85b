"""The facts that a flow chart can read in the dossier of a youth."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matcher.ages import age_on, whole_months
from matcher.database.cases import YouthCase
from matcher.database.youths import Youth
from matcher.domains.service import levels_now
from matcher.screening.rules.facts import FACTS, NO, YES, Value


def facts_of(session: Session, youth: Youth, today: date) -> dict[str, Value]:
    """Return what the dossier says on ``today``, by fact; what it does not say is left out.

    No question written down does not mean that there is none, so the talk asks it. The budget
    is in whole euros.
    """
    needs = youth.needs
    found: dict[str, Value] = {
        "age": age_on(youth.birth_date, today),
        "age_exception": YES if needs.age_exception else NO,
        "day_activity": str(needs.day_activity.value),
        "guidance_kind": str(needs.guidance_kind),
        "target_group": str(youth.target_group.value),
    }
    if needs.budget_cents:
        found["budget"] = needs.budget_cents // 100
    if youth.out_of_care_on is not None:
        found["months_until_out_of_care"] = max(0, whole_months(today, youth.out_of_care_on))
    case = session.get(YouthCase, youth.id)
    if case is not None and case.housing_question.strip():
        found["housing_question"] = YES
    if case is not None and case.guidance_question.strip():
        found["guidance_question"] = YES
    for domain, level in levels_now(session, youth.id).items():
        found[f"level_{domain.value}"] = str(level)
    return {code: value for code, value in found.items() if FACTS[code].holds(value)}
