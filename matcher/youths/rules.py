"""The life of a youth's registration as a table, and the lottery number that breaks ties."""

from __future__ import annotations

import hashlib

from matcher.steps import Step, Steps
from matcher.words import Condition, Role, YouthStatus

MAKE_READY, HOLD, WITHDRAW, REOPEN = "make_ready", "hold", "withdraw", "reopen"
STEPS_BACK = (HOLD, WITHDRAW)  # off the list of who can be matched
BOOK, UNBOOK = "book", "unbook"
LEAVE, REMATCH, SETTLE = "leave", "rematch", "settle"
COORDINATOR = frozenset({Role.COORDINATOR})
ANY_SIDE = frozenset({Role.COORDINATOR, Role.REFERRER, Role.YOUTH})
REGISTERED, READY, PLACED, WITHDRAWN = YouthStatus

LOTS = 100_000_000  # numbers that can be drawn; nine digits could look like a BSN

# No roles: to and from 'placed' leads a booking or the end of a stay, and nothing else.
STEPS = Steps(
    "youth",
    [
        Step(REGISTERED, MAKE_READY, READY, COORDINATOR),
        Step(READY, HOLD, REGISTERED, COORDINATOR),
        Step(REGISTERED, WITHDRAW, WITHDRAWN, ANY_SIDE),
        Step(READY, WITHDRAW, WITHDRAWN, ANY_SIDE),
        Step(WITHDRAWN, REOPEN, REGISTERED, COORDINATOR),
        Step(READY, BOOK, PLACED),
        Step(PLACED, UNBOOK, READY, needs=(Condition.NO_OTHER_STAY,)),
        Step(PLACED, LEAVE, REGISTERED, needs=(Condition.NO_OTHER_STAY,)),
        Step(PLACED, REMATCH, READY, needs=(Condition.NO_OTHER_STAY,)),
        Step(PLACED, SETTLE, WITHDRAWN, needs=(Condition.NO_OTHER_STAY,)),
    ],
)


def lottery_number(reference: str) -> int:
    """Return the youth's fixed number below LOTS; the lower one wins an otherwise equal choice.

    Drawn from the reference alone, so that an import gives the same numbers on every machine and
    anyone can check that nobody was helped: the first sixteen hexadecimal digits of the SHA-256
    of 'kamermatch lottery REFERENCE', modulo LOTS. See docs/fairness.md.
    """
    digest = hashlib.sha256(f"kamermatch lottery {reference}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % LOTS
