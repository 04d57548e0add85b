"""What a dossier still lacks before the youth can be made ready. One list, said in both languages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.ages import age_on
from matcher.consents.rules import TO_KEEP, TO_SHARE
from matcher.consents.service import given
from matcher.database.cases import Intake, YouthCase, YouthException
from matcher.database.youths import Youth
from matcher.policy import Policy
from matcher.words import CaseSource, ConsentPurpose, Word


class Gap(Word):
    """What is missing, as people call it."""

    CONSENT_TO_KEEP = (
        "consent_to_keep",
        "toestemming om gegevens te bewaren en een kamer te zoeken",
        "consent to keep details and look for a room",
    )
    CONSENT_TO_SHARE = (
        "consent_to_share",
        "toestemming om iets aan een gastgezin te vertellen",
        "consent to tell a host something",
    )
    MOTIVATION = (
        "motivation",
        "de woonvraag, de begeleidingsvraag en de motivatie",
        "the housing question, the guidance question and the motivation",
    )
    INTAKE = "intake", "een gesprek met de jongere", "a talk with the youth"
    AGE = (
        "age",
        "een uitzondering op de leeftijd, met akkoord van een tweede persoon",
        "an exception to the age limits, agreed to by a second person",
    )
    UNDECIDED_EXCEPTION = (
        "undecided_exception",
        "een besluit over de gevraagde uitzondering",
        "a decision on the exception that was asked for",
    )


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules look at. ``source``: None for a dossier that came with an import."""

    consents: Collection[ConsentPurpose]
    source: CaseSource | None
    has_both_questions: bool
    number_of_intakes: int
    age_when_ready: int
    has_age_exception: bool
    has_undecided_exception: bool


#: Who imports a file answers for what is behind it; of others both questions are asked.
ASKED = frozenset({CaseSource.REFERRAL, CaseSource.SELF, CaseSource.NAME_LIST})
#: Nobody of these has been spoken by a worker at registration.
UNSEEN = frozenset({CaseSource.SELF, CaseSource.NAME_LIST})


def gaps(facts: Facts, policy: Policy) -> tuple[Gap, ...]:
    """Return what is missing, in the order in which people go about it."""
    age_fits = policy.age.minimum <= facts.age_when_ready <= policy.age.maximum
    checks = (
        (Gap.CONSENT_TO_KEEP, TO_KEEP not in facts.consents),
        (Gap.CONSENT_TO_SHARE, TO_SHARE not in facts.consents),
        (Gap.MOTIVATION, facts.source in ASKED and not facts.has_both_questions),
        (Gap.INTAKE, facts.source in UNSEEN and not facts.number_of_intakes),
        (Gap.AGE, not age_fits and not facts.has_age_exception),
        (Gap.UNDECIDED_EXCEPTION, facts.has_undecided_exception),
    )
    return tuple(gap for gap, is_missing in checks if is_missing)


def gaps_of(session: Session, youth: Youth, today: date, policy: Policy) -> tuple[Gap, ...]:
    """Return what the dossier of this youth lacks on ``today``."""
    return gaps(facts_of(session, youth, today), policy)


def facts_of(session: Session, youth: Youth, today: date) -> Facts:
    case = session.get(YouthCase, youth.id)
    undecided = select(func.count()).where(
        YouthException.youth_id == youth.id, YouthException.decided_at.is_(None)
    )
    held = select(func.count()).where(Intake.youth_id == youth.id)
    return Facts(
        consents=given(session, youth),
        source=case.source if case else None,
        has_both_questions=bool(
            case and case.housing_question and case.guidance_question and case.motivation
        ),
        number_of_intakes=session.scalar(held) or 0,
        age_when_ready=age_on(youth.birth_date, max(youth.ready_on, today)),
        has_age_exception=youth.needs.age_exception,
        has_undecided_exception=bool(session.scalar(undecided)),
    )
