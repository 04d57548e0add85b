"""The life of an introduction as a table: from the approval until the youth moves in, or a 'no'."""

from __future__ import annotations

from matcher.steps import Step, Steps
from matcher.words import Condition, IntroductionStage, Role

INTERESTED, WILLING, FIX_DATE = "interested", "willing", "fix_date"
HELD, NOT_HELD = "held", "not_held"
BOTH_YES, TO_TRIAL, TRIAL_DONE = "both_yes", "to_trial", "trial_done"
MOVE_IN, STOP, EXPIRE, EXTEND = "move_in", "stop", "expire", "extend"

INTEREST, HOST_LOOKS, DATE, MEETING, ANSWERS, TRIAL, AGREEMENTS, STARTED, STOPPED = (
    IntroductionStage
)

COORDINATOR = frozenset({Role.COORDINATOR})
STAFF = frozenset({Role.COORDINATOR, Role.REFERRER})
YOUTH_SIDE = frozenset({Role.YOUTH, Role.REFERRER, Role.COORDINATOR})
HOST_SIDE = frozenset({Role.HOST, Role.COORDINATOR})
EVERY_SIDE = frozenset({Role.COORDINATOR, Role.REFERRER, Role.HOST, Role.YOUTH})

WAITING = (INTEREST, HOST_LOOKS, DATE, MEETING, ANSWERS, TRIAL, AGREEMENTS)
"""In each of these somebody has to do something, by a moment that the row must have."""

STEPS = Steps(
    "introduction",
    [
        # The sides answer themselves; what is told to a worker, the worker writes down.
        Step(INTEREST, INTERESTED, HOST_LOOKS, YOUTH_SIDE),
        Step(HOST_LOOKS, WILLING, DATE, HOST_SIDE),
        Step(DATE, FIX_DATE, MEETING, EVERY_SIDE, needs=(Condition.MOMENT_SUITS_ALL,)),
        Step(MEETING, HELD, ANSWERS, STAFF, needs=(Condition.DATE_PASSED,)),
        Step(MEETING, NOT_HELD, DATE, STAFF, needs=(Condition.TRIES_LEFT,)),
        Step(ANSWERS, BOTH_YES, AGREEMENTS, needs=(Condition.BOTH_SAID_YES,)),
        Step(
            ANSWERS, TO_TRIAL, TRIAL,
            needs=(Condition.BOTH_SAID_YES, Condition.TRIAL_AGREED),
        ),
        Step(TRIAL, TRIAL_DONE, AGREEMENTS, needs=(Condition.BOTH_SAID_YES,)),
        Step(
            AGREEMENTS, MOVE_IN, STARTED, COORDINATOR,
            needs=(
                Condition.POINTS_ACKNOWLEDGED, Condition.RENT_SIGNED, Condition.COACHING_SIGNED,
                Condition.SIGNED_COPY, Condition.RENT_WITHIN_MAXIMUM,
                Condition.EMERGENCY_CONTACT, Condition.CARE_TEAM, Condition.DAY_REACHED,
            ),
        ),
        *(Step(stage, STOP, STOPPED, EVERY_SIDE, because=True) for stage in WAITING),
        *(Step(stage, EXPIRE, STOPPED, needs=(Condition.PAST_DUE,)) for stage in WAITING),
        *(
            Step(stage, EXTEND, stage, COORDINATOR, needs=(Condition.EXTENSIONS_LEFT,))
            for stage in WAITING
        ),
    ],
    column="stage",
)  # fmt: skip
