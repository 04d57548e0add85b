"""A term does not pass for somebody whom our own mail did not reach, or reached too late.

When the mail server is down for a day, a term of a day would be over before anybody had read the
question: it would stop as 'no answer', and a youth would lose a room by our fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM, record
from matcher.clock import NETHERLANDS
from matcher.database.introductions import Introduction, Question
from matcher.database.records import OutboxMessage
from matcher.introductions import questions, terms
from matcher.introductions.extending import hours_at
from matcher.introductions.telling import due_values, key_of_question, send_question
from matcher.messages.history import Delivery, delivery_of
from matcher.policy import Policy

#: Mail takes a while, and a term is longer than it need be: what is lost of it before counts.
SHARE_THAT_MAY_BE_LOST = 0.25


def give_time(
    session: Session, introduction: Introduction, moment: datetime, policy: Policy
) -> bool:
    """Give who was not asked in time the whole term, counted from then; return whether one was.

    Who has no address is asked by staff, and what was given up is on their lists; where no mail
    server is set nothing was ever tried. None of these waits for the mail server, so that nothing
    stays pending for ever.
    """
    longest = timedelta(hours=hours_at(introduction, policy))
    late = False
    for question in questions.open_questions(session, introduction):
        late |= _give(session, question, longest, moment)
    if late:
        open_now = questions.open_questions(session, introduction)
        introduction.due_at = max(question.due_at for question in open_now)
        session.flush()
        record(
            session, PROGRAM, "introduction.extend", introduction.id,
            proposal=introduction.proposal_id, mail_late=True,
        )  # fmt: skip
    return late


def _give(session: Session, question: Question, longest: timedelta, moment: datetime) -> bool:
    mails = _mails(session, question)
    heard = min((one.sent_at for one in mails if one.sent_at is not None), default=None)
    waiting = [one for one in mails if delivery_of(one) == Delivery.WAITS and one.number_of_tries]
    if heard is None and not waiting:
        return False
    term = min(question.due_at - question.asked_at, longest)
    if heard is not None and heard - question.asked_at <= term * SHARE_THAT_MAY_BE_LOST:
        return False
    # Asked anew from then, so that the same delay does not count a second time.
    question.asked_at = heard or moment
    question.due_at = due_at = terms.due(question.asked_at, term / timedelta(hours=1))
    if heard is None:
        for one in waiting:  # still to go out: it says the new day
            one.values = {**one.values, **due_values(due_at)}
    else:
        question.reminded_at = None
        send_question(session, question, f"late:{due_at.astimezone(NETHERLANDS):%Y%m%dT%H%M}")
    session.flush()
    return True


def _mails(session: Session, question: Question) -> Sequence[OutboxMessage]:
    told = OutboxMessage.once.startswith(key_of_question(question), autoescape=True)
    return session.scalars(select(OutboxMessage).where(told).order_by(OutboxMessage.id)).all()
