"""A step of a placement is something done for the youth: 'nobody has looked' counts from there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.cases.service import touch
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.events import Reaction


def on_proposal(session: Session, actor: Actor, proposal: Proposal) -> None:
    touch(session, proposal.youth_id)


def on_introduction(session: Session, actor: Actor, introduction: Introduction) -> None:
    touch(session, introduction.proposal.youth_id)


def on_stay(session: Session, actor: Actor, placement: Placement) -> None:
    touch(session, placement.youth_id)


def on_notice(session: Session, actor: Actor, ending: Ending) -> None:
    touch(session, ending.placement.youth_id)


REACTIONS: dict[str, Reaction] = {
    "proposal.approved": on_proposal,
    "introduction.stopped": on_introduction,
    "introduction.agreed": on_introduction,
    "placement.started": on_stay,
    "placement.notice": on_notice,
    "placement.ended": on_stay,
}
