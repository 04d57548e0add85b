"""What follows from a consent: which ones a match needs, and what taking one back sets going."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.words import ConsentPurpose, YouthStatus
from matcher.youths.rules import HOLD, WITHDRAW

#: Without this one nothing may be kept at all.
TO_KEEP = ConsentPurpose.KEEP_AND_MATCH
#: Without this one a host may not be told of the youth.
TO_SHARE = ConsentPurpose.SHARE_WITH_HOST
#: Without these nobody can be proposed to a host.
TO_MATCH = (TO_KEEP, TO_SHARE)


def step_after_withdrawal(purpose: ConsentPurpose, status: YouthStatus) -> str | None:
    """Return the step that the youth's registration takes when a consent is taken back.

    Who lives in a room goes on living there: the rent agreement does not hang on this consent.
    """
    if purpose == TO_KEEP and status in (YouthStatus.REGISTERED, YouthStatus.READY):
        return WITHDRAW
    if purpose in TO_MATCH and status == YouthStatus.READY:
        return HOLD
    return None


def codes(purposes: Iterable[ConsentPurpose]) -> list[str]:
    """Return the codes in the order of the form, each once."""
    chosen = set(purposes)
    return [str(purpose) for purpose in ConsentPurpose if purpose in chosen]
