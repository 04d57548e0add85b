"""The life of a proposal as a table, and what its reasons for declining mean later."""

from __future__ import annotations

from datetime import date

from matcher.steps import Step, Steps
from matcher.words import DeclineReason, ProposalStatus, Role

APPROVE, DECLINE, TAKE_BACK, LAPSE = "approve", "decline", "take_back", "lapse"
COORDINATOR = frozenset({Role.COORDINATOR})

STEPS = Steps(
    "proposal",
    [
        Step(ProposalStatus.PROPOSED, APPROVE, ProposalStatus.APPROVED, COORDINATOR),
        Step(ProposalStatus.PROPOSED, DECLINE, ProposalStatus.DECLINED, COORDINATOR),
        Step(ProposalStatus.PROPOSED, LAPSE, ProposalStatus.LAPSED),
        Step(ProposalStatus.APPROVED, TAKE_BACK, ProposalStatus.PROPOSED, COORDINATOR),
        Step(ProposalStatus.DECLINED, TAKE_BACK, ProposalStatus.PROPOSED, COORDINATOR),
    ],
)

STAYS_OUT: dict[DeclineReason, bool] = {
    DeclineReason.NO_CLICK_EXPECTED: True,
    DeclineReason.CARE_TOO_HEAVY: True,
    DeclineReason.TRAVEL_TOO_LONG: True,
    DeclineReason.YOUTH_NOT_READY: False,
    DeclineReason.YOUTH_DECLINED: True,
    DeclineReason.HOST_NOT_READY: False,
    DeclineReason.HOST_DECLINED: True,
    DeclineReason.ROOM_GONE: False,
    DeclineReason.SAFETY: True,
    DeclineReason.RECORD_WRONG: False,
    DeclineReason.NO_ANSWER: False,
    DeclineReason.WITHDREW: False,
    DeclineReason.NEVER_TOOK_PLACE: False,
    DeclineReason.NO_CLICK_MET: True,
    DeclineReason.TRIAL_STOPPED: True,
    DeclineReason.LIVES_ELSEWHERE: False,
    DeclineReason.RENT_TOO_HIGH: False,
    DeclineReason.RULES_DO_NOT_FIT: True,
    DeclineReason.AGREEMENTS_FAILED: False,
}
"""Whether a pair declined for this reason stays out of later rounds.

A reason about the two together holds; a reason about the moment or the record passes, and the
next round may propose the pair again on what is known then. Ruling a pair out by hand always holds.
"""

LASTING_REASONS = tuple(reason for reason, stays in STAYS_OUT.items() if stays)


def move_in_on(proposed: date, today: date) -> date:
    """Return the day of moving in: as proposed, but never in the past."""
    return max(proposed, today)
