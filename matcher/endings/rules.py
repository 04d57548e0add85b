"""The life of an ending as a table: from notice to the day itself."""

from __future__ import annotations

from matcher.steps import Step, Steps
from matcher.words import Condition, EndingStatus, Role

FINISH, WITHDRAW, MOVE = "finish", "withdraw", "move"
PLANNED, DONE, WITHDRAWN = EndingStatus
COORDINATOR = frozenset({Role.COORDINATOR})

STEPS = Steps(
    "ending",
    [
        Step(
            PLANNED, FINISH, DONE, COORDINATOR,
            needs=(Condition.DAY_REACHED, Condition.DESTINATION), program=True,
        ),
        Step(PLANNED, MOVE, PLANNED, COORDINATOR, needs=(Condition.ROOM_STILL_FREE,)),
        Step(PLANNED, WITHDRAW, WITHDRAWN, COORDINATOR, needs=(Condition.ROOM_STILL_FREE,)),
    ],
)  # fmt: skip
