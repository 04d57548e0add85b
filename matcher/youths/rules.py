"""The life of a youth's registration as a table, and the lottery number that breaks ties."""

from __future__ import annotations

import hashlib

from matcher.steps import Step, Steps
from matcher.words import Role, YouthStatus

MAKE_READY, HOLD, WITHDRAW, REOPEN = "make_ready", "hold", "withdraw", "reopen"
COORDINATOR = frozenset({Role.COORDINATOR})
REGISTERED, READY, PLACED, WITHDRAWN = YouthStatus

LOTS = 2_000_000_000  # numbers that can be drawn; the largest that a round's files may hold

# To and from 'placed' leads a booking only: matcher/placements.
STEPS = Steps(
    "youth",
    [
        Step(REGISTERED, MAKE_READY, READY, COORDINATOR),
        Step(READY, HOLD, REGISTERED, COORDINATOR),
        Step(REGISTERED, WITHDRAW, WITHDRAWN, COORDINATOR),
        Step(READY, WITHDRAW, WITHDRAWN, COORDINATOR),
        Step(WITHDRAWN, REOPEN, REGISTERED, COORDINATOR),
    ],
)


def lottery_number(reference: str) -> int:
    """Return the youth's fixed number below LOTS; the lower one wins an otherwise equal choice.

    Drawn from the reference, so that an import gives the same numbers on every machine and
    anyone can check that nobody was helped.
    """
    digest = hashlib.sha256(f"kamermatch lottery {reference}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % LOTS
