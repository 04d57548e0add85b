"""Answers in a dossier: only with consent, and apart from the cards that are counted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.consents import service as consents
from matcher.database.records import AuditEvent
from matcher.database.woonkaart import WoonkaartAnswer
from matcher.errors import StepNotAllowed
from matcher.woonkaart import dossier
from matcher.woonkaart.dossier import Answers
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    WoonkaartFeeling,
    WoonkaartHelp,
    WoonkaartStay,
)
from tests.factories import add_youth

ANSWERS = Answers(WoonkaartStay.SOON_OUT, WoonkaartFeeling.MIXED, WoonkaartHelp.HOUSING)
TODAY = date(2026, 11, 22)


def test_answers_come_into_the_dossier_only_with_consent(session: Session) -> None:
    youth = add_youth(session)
    with pytest.raises(StepNotAllowed):
        dossier.keep(session, COMMAND_LINE, youth, ANSWERS, TODAY)
    consents.give(
        session, COMMAND_LINE, youth.id, (ConsentPurpose.KEEP_AND_MATCH,), ConsentWay.SPOKEN
    )
    dossier.keep(session, COMMAND_LINE, youth, ANSWERS, TODAY)
    [kept] = dossier.answers_of(session, youth.id)
    assert (kept.stay, kept.feeling, kept.help_wish, kept.answered_on) == (
        ANSWERS.stay, ANSWERS.feeling, ANSWERS.help_wish, TODAY,
    )  # fmt: skip


def test_dossier_is_not_counted_and_its_event_tells_no_answer(session: Session) -> None:
    youth = add_youth(session)
    consents.give(
        session, COMMAND_LINE, youth.id, (ConsentPurpose.KEEP_AND_MATCH,), ConsentWay.SPOKEN
    )
    dossier.keep(session, COMMAND_LINE, youth, ANSWERS, TODAY)
    assert session.scalar(select(func.count(WoonkaartAnswer.id))) == 0
    event = session.scalars(select(AuditEvent).where(AuditEvent.subject == "woonkaart")).one()
    assert event.details == {"youth": youth.id}
