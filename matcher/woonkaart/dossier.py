"""Answers that a youth wants in the own dossier; apart from the cards that are counted.

The two are never written together: rows of one transaction could be told to belong together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.access import Scope
from matcher.audit import Actor, record
from matcher.consents.service import given
from matcher.database.woonkaart import YouthWoonkaart
from matcher.database.youths import Youth
from matcher.errors import NotFound, StepNotAllowed
from matcher.woonkaart import rules
from matcher.words import ConsentPurpose, WoonkaartFeeling, WoonkaartHelp, WoonkaartStay


@dataclass(frozen=True)
class Answers:
    stay: WoonkaartStay
    feeling: WoonkaartFeeling
    help_wish: WoonkaartHelp


def may_keep(session: Session, youth: Youth) -> bool:
    """Say whether the youth has consented to a dossier."""
    return ConsentPurpose.KEEP_AND_MATCH in given(session, youth)


def keep(session: Session, actor: Actor, youth: Youth, answers: Answers, today: date) -> None:
    """Put the answers of today in the dossier.

    Raises:
        StepNotAllowed: the youth has not consented to keep data.
    """
    if not may_keep(session, youth):
        raise StepNotAllowed("woonkaart", "without consent", "kept")
    kept = YouthWoonkaart(
        youth_id=youth.id,
        answered_on=today,
        stay=answers.stay,
        feeling=answers.feeling,
        help_wish=answers.help_wish,
        version=rules.version(),
    )
    session.add(kept)
    session.flush()
    record(session, actor, "woonkaart.keep", kept.id, youth=youth.id)


def answers_of(session: Session, youth_id: int) -> Sequence[YouthWoonkaart]:
    """Return the cards in the dossier, the latest first."""
    query = select(YouthWoonkaart).where(YouthWoonkaart.youth_id == youth_id)
    latest = (YouthWoonkaart.answered_on.desc(), YouthWoonkaart.id.desc())
    return session.scalars(query.order_by(*latest)).all()


def youth_within(session: Session, scope: Scope, youth_id: int) -> Youth:
    """Return the youth.

    Raises:
        NotFound: there is none, or outside ``scope``: who may not see it is not told.
    """
    query = select(Youth).where(
        Youth.id == youth_id,
        scope.where(municipality=[Youth.municipality_code], organisation=Youth.organisation_id),
    )
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("youth", youth_id)
    return found
