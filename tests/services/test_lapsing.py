"""An open proposal that lapsed says why: read back from what the audit keeps."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM, record
from matcher.database.rounds import MatchingRound, Proposal
from matcher.proposals import creation
from matcher.proposals.lapsing import Lapse, LapsedBy, lapse_of
from matcher.proposals.rules import DAYS_TAKEN, LAPSE, REPAIRED, STEPPED_BACK, STEPS
from matcher.proposals.service import approve_proposal, decline_proposal
from matcher.proposals.taking_back import take_back_decision
from matcher.transition import take_step
from matcher.words import DeclineReason, ProposalStatus, RoundStatus
from tests.factories import TODAY, add_proposal
from tests.services.scenes import add_coordinator


def why(session: Session, proposal: Proposal) -> tuple[LapsedBy, int | None]:
    session.refresh(proposal)
    found = lapse_of(session, proposal)
    assert isinstance(found, Lapse)
    return found.by, found.other_id


def new_round(session: Session) -> int:
    made = MatchingRound(status=RoundStatus.DONE, today=TODAY)
    session.add(made)
    session.flush()
    creation.lapse_open(session, PROGRAM, made.id)
    return made.id


def test_an_approval_lets_the_other_proposals_lapse_and_is_named(session: Session) -> None:
    first = add_proposal(session)
    second = add_proposal(session, room=first.room)
    approve_proposal(session, add_coordinator(session), first.id, first.version, today=TODAY)
    assert why(session, second) == (LapsedBy.APPROVAL, first.id)
    assert lapse_of(session, first) is None


def test_the_first_round_after_the_last_decision_is_named(session: Session) -> None:
    actor, proposal = add_coordinator(session), add_proposal(session)
    no = DeclineReason.NO_CLICK_EXPECTED
    decline_proposal(session, actor, proposal.id, proposal.version, no)
    add_proposal(session)
    new_round(session)
    take_back_decision(session, actor, proposal.id, proposal.version, today=TODAY)
    assert proposal.status == ProposalStatus.PROPOSED
    second = new_round(session)
    add_proposal(session)
    new_round(session)
    assert why(session, proposal) == (LapsedBy.ROUND, second)


@pytest.mark.parametrize(
    ("details", "by"),
    [
        ({"why": STEPPED_BACK}, LapsedBy.SIDE_AWAY),
        ({"why": DAYS_TAKEN}, LapsedBy.STAY),
        ({"because_of": REPAIRED}, LapsedBy.REPAIR),
    ],
)
def test_what_the_audit_keeps_of_one_proposal_is_told(
    session: Session, details: dict[str, Any], by: LapsedBy
) -> None:
    proposal = add_proposal(session)
    take_step(
        session, PROGRAM, proposal, STEPS, LAPSE, proposal.version, follows=True, **details
    )  # fmt: skip
    record(session, PROGRAM, "proposal.read", proposal.id)
    assert why(session, proposal) == (by, None)
