"""The life of an agreement as a table."""

from __future__ import annotations

from matcher.steps import Step, Steps
from matcher.words import AgreementStatus, Condition, Role

EXPLAIN, OFFER, SIGN, DROP = "explain", "offer", "sign", "drop"
REPLACE, END = "replace", "end"
DRAFT, EXPLAINED, OFFERED, SIGNED, REPLACED, ENDED = AgreementStatus
COORDINATOR = frozenset({Role.COORDINATOR})

STEPS = Steps(
    "agreement",
    [
        Step(DRAFT, EXPLAIN, EXPLAINED, COORDINATOR, needs=(Condition.POINTS_ACKNOWLEDGED,)),
        Step(
            EXPLAINED, OFFER, OFFERED, COORDINATOR,
            needs=(Condition.LEGAL_GROUND, Condition.RENT_WITHIN_MAXIMUM, Condition.PDF_MADE),
        ),
        Step(OFFERED, SIGN, SIGNED, COORDINATOR, needs=(Condition.SIGNED_COPY,)),
        # What was not signed yet makes way for another version, or goes with a 'no'.
        *(
            Step(status, DROP, REPLACED, COORDINATOR, program=True)
            for status in (DRAFT, EXPLAINED, OFFERED)
        ),
        Step(SIGNED, REPLACE, REPLACED),  # with the signature under the next version
        Step(SIGNED, END, ENDED),
    ],
)  # fmt: skip
