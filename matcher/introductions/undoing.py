"""An approval that is taken back before anybody answered: nobody has to answer any more."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.rounds import Proposal
from matcher.introductions import questions
from matcher.introductions.holding import going, held
from matcher.introductions.moving import go
from matcher.introductions.rules import STOP
from matcher.introductions.stopping import who_heard
from matcher.introductions.telling import tell
from matcher.words import DeclineReason, Side


def undo_for(session: Session, actor: Actor, proposal: Proposal) -> None:
    """Stop the introduction and tell who was asked. No 'no' was said, so nothing is learnt of it."""
    introduction = going(session, proposal.id)
    if introduction is None:
        return
    found, moment = held(session, introduction.id), clock.moment()
    heard, stage = who_heard(introduction), introduction.stage
    reason = DeclineReason.RECORD_WRONG
    with session.no_autoflush:
        introduction.stopped_by = Side.COORDINATOR
        introduction.stop_reason = reason
        introduction.stopped_at = moment
        go(
            session, actor, found, STOP, introduction.version, moment,
            due_at=None, reason=str(reason), side=Side.COORDINATOR.value, stage=stage.value,
        )  # fmt: skip
    questions.close_open(session, introduction, moment)
    tell(session, introduction, heard, "introduction_stopped", once="stopped")
