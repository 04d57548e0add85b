"""An approval that is taken back before anybody answered: nobody has to answer any more."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.rounds import Proposal
from matcher.introductions.holding import going, held
from matcher.introductions.stopping import close
from matcher.words import DeclineReason, Side


def undo_for(session: Session, actor: Actor, proposal: Proposal) -> None:
    """Stop the introduction and tell who was asked. No 'no' was said, so nothing is learnt of it."""
    introduction = going(session, proposal.id)
    if introduction is not None:
        found = held(session, introduction.id)
        close(
            session, actor, found, introduction.version, Side.COORDINATOR,
            DeclineReason.RECORD_WRONG, "", clock.moment(),
        )  # fmt: skip
