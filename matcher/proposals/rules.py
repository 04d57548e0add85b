"""The life of a proposal as a table, and what its reasons for declining mean later."""

from __future__ import annotations

from datetime import date

from matcher.steps import Step, Steps
from matcher.words import Condition, DeclineReason, ProposalStatus, Role

APPROVE, DECLINE, TAKE_BACK, LAPSE = "approve", "decline", "take_back", "lapse"
CALL_OFF, EXPIRE = "call_off", "expire"
#: Why an open proposal lapsed, as the audit keeps it: the first two are names of mails as well.
STEPPED_BACK, DAYS_TAKEN, REPAIRED = "proposal_lapsed", "proposal_overtaken", "repair"
COORDINATOR = frozenset({Role.COORDINATOR})
EVERY_SIDE = frozenset({Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH})
PROPOSED, APPROVED, DECLINED, LAPSED = ProposalStatus
FITS = (
    Condition.ELIGIBLE, Condition.BOTH_FREE, Condition.CONTRACT_LEFT, Condition.WORKER_LEFT,
)  # fmt: skip
UNDOABLE = (Condition.NOT_STARTED, Condition.UNTOUCHED)
"""When an approval can be taken back as if it had not been given."""

STEPS = Steps(
    "proposal",
    [
        Step(PROPOSED, APPROVE, APPROVED, COORDINATOR, needs=FITS),
        Step(PROPOSED, DECLINE, DECLINED, COORDINATOR, because=True),
        Step(PROPOSED, LAPSE, LAPSED),
        # A 'no' after the approval, by whoever says it at any stage, until the youth lives there.
        Step(
            APPROVED, CALL_OFF, DECLINED, EVERY_SIDE, needs=(Condition.NOT_STARTED,), because=True
        ),
        Step(APPROVED, EXPIRE, LAPSED, needs=(Condition.NOT_STARTED, Condition.PAST_DUE)),
        Step(
            APPROVED, TAKE_BACK, PROPOSED, COORDINATOR, needs=(*UNDOABLE, Condition.BOTH_FREE)
        ),
        Step(DECLINED, TAKE_BACK, PROPOSED, COORDINATOR, needs=(Condition.BOTH_FREE,)),
    ],
)  # fmt: skip

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
