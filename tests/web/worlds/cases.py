"""Youth 1 has a case with everything: consent, a talk, an exception and a correction to decide.

List of names 1 has a name that waits.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.cases import corrections, exceptions, intakes
from matcher.cases.service import open_case
from matcher.consents import service as consents
from matcher.database.accounts import Account
from matcher.database.cases import ListedName, NameList, YouthCase
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    CaseSource,
    ConsentPurpose,
    ConsentWay,
    ExceptionKind,
    IntakeMoment,
    IntakeOutcome,
    Role,
)
from tests.cases.factories import BOTH_QUESTIONS, acting
from tests.factories import add_account


def add(session: Session) -> None:
    youth, today = session.get_one(Youth, 1), today_in_the_netherlands()
    asker = session.scalars(select(Account)).first() or add_account(
        session, Role.COORDINATOR, regions=[youth.municipality_code]
    )
    if session.get(YouthCase, 1) is None:
        open_case(session, acting(asker), youth, CaseSource.REFERRAL, BOTH_QUESTIONS, today)
    purposes = (ConsentPurpose.KEEP_AND_MATCH, ConsentPurpose.SHARE_WITH_HOST)
    consents.give(session, COMMAND_LINE, 1, purposes, ConsentWay.SPOKEN)
    talk = intakes.Talk(
        moment=IntakeMoment.FIRST, held_on=today, outcome=IntakeOutcome.GO_ON, summary="Een begin."
    )
    intakes.hold(session, acting(asker), 1, talk, today)
    exceptions.ask(session, acting(asker), 1, ExceptionKind.OTHER, "Een reden die men kan lezen.")
    session.add(
        NameList(
            source="Werk en inkomen", municipality_code=youth.municipality_code, file_name="n.csv",
            sha256="", made_by_id=asker.id, names=[ListedName(first_name="Noa", last_name="Bedacht")],
        )
    )  # fmt: skip
    corrections.ask(
        session, COMMAND_LINE, 1, corrections.Wish(corrections.Correctable.FIRST_NAME, "Samira")
    )
