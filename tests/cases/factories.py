"""People around a case, and a dossier to which nothing is missing."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matcher.access import Principal
from matcher.accounts.service import principal_of
from matcher.audit import Actor
from matcher.cases.service import Motivation, open_case
from matcher.consents import service as consents
from matcher.database.accounts import Account
from matcher.database.youths import Youth
from matcher.words import CaseSource, ConsentPurpose, ConsentWay, Role, YouthStatus
from tests.factories import TODAY, UTRECHT, add_account, add_municipality, add_youth

BOTH_QUESTIONS = Motivation(
    housing_question="Kan niet thuis blijven.",
    guidance_question="Wil hulp met geld en school.",
    motivation="Een gastgezin geeft rust; alleen wonen lukte niet.",
)


def add_coordinator(session: Session, **ties: Any) -> Account:
    add_municipality(session)
    return add_account(session, Role.COORDINATOR, **{"regions": [UTRECHT], **ties})


def acting(account: Account) -> Actor:
    return Actor(account.id, "web")


def principal(account: Account) -> Principal:
    return principal_of(account)


def add_complete_youth(session: Session, actor: Actor, **values: Any) -> Youth:
    """Add a registered youth who can be made ready: consent, both questions, motivation."""
    youth = add_youth(session, **{"status": YouthStatus.REGISTERED, **values})
    open_case(session, actor, youth, CaseSource.REFERRAL, BOTH_QUESTIONS, TODAY)
    consents.give(session, actor, youth.id, list(ConsentPurpose), ConsentWay.SPOKEN)
    return youth
