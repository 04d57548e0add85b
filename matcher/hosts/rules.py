"""What a host's offer must hold, and the life of a household's registration as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from matcher.steps import Step, Steps
from matcher.words import (
    Condition,
    HouseholdGender,
    HouseholdKind,
    HouseholdStatus,
    Role,
    VisitStatus,
)
from matcher.words import HostStepReason as Reason

VISIT, APPROVE, REFUSE = "visit", "approve", "refuse"
PAUSE, RESUME, WITHDRAW, REOPEN = "pause", "resume", "withdraw", "reopen"

#: After these the household takes part no longer, for a while or for good.
STEPS_BACK = (PAUSE, WITHDRAW, REFUSE)

COORDINATOR = frozenset({Role.COORDINATOR})
EITHER = frozenset({Role.COORDINATOR, Role.HOST})
SIGNED_UP, VISITED, APPROVED, PAUSED, REFUSED, WITHDRAWN = HouseholdStatus

STEPS = Steps(
    "household",
    [
        # No roles: the report and the decision of a home visit go along these (hosts.approval).
        Step(SIGNED_UP, VISIT, VISITED),
        Step(VISITED, APPROVE, APPROVED),
        Step(VISITED, REFUSE, REFUSED),
        Step(APPROVED, REFUSE, REFUSED),
        Step(PAUSED, REFUSE, REFUSED),
        Step(SIGNED_UP, REFUSE, REFUSED, COORDINATOR),
        Step(APPROVED, PAUSE, PAUSED, EITHER),
        Step(PAUSED, RESUME, APPROVED, EITHER),
        *(
            Step(status, WITHDRAW, WITHDRAWN, EITHER, needs=(Condition.NOBODY_LIVES_THERE,))
            for status in (SIGNED_UP, VISITED, APPROVED, PAUSED)
        ),
        Step(REFUSED, REOPEN, SIGNED_UP, COORDINATOR),
        Step(WITHDRAWN, REOPEN, SIGNED_UP, COORDINATOR),
    ],
)


#: What a round reads of a household: a change of these can make other youths possible.
READ_BY_A_ROUND = frozenset(
    {
        "gender", "has_children", "smokes", "has_cat", "has_dog", "languages", "interests",
        "attention_offer",
    }
)  # fmt: skip


#: The steps that a coordinator gives a reason for; `reasons_for` says which can apply.
WITH_REASON = (REFUSE, WITHDRAW)
#: A visit in one of these has told something about the home.
TOOK_PLACE = (VisitStatus.HELD, VisitStatus.REPORTED, VisitStatus.DECIDED)
#: Why a host stops; the others are why somebody else refuses.
OF_THE_HOST = (Reason.OWN_CHOICE, Reason.MOVES)
#: What nobody can say of a home before two people have been there.
SEEN_ON_A_VISIT = (Reason.NO_VOG, Reason.NOT_SAFE, Reason.NO_ATTENTION)
WHY_STOP = (*OF_THE_HOST, Reason.NO_CONSENT, Reason.NOT_ALL_AGREE, Reason.NOT_REACHED, Reason.OTHER)


def reasons_for(action: str, *, was_visited: bool) -> tuple[Reason, ...]:
    """Return the reasons that can apply to refusing a host, or to a host who stops."""
    if action == WITHDRAW:
        return WHY_STOP
    never = OF_THE_HOST if was_visited else (*OF_THE_HOST, *SEEN_ON_A_VISIT)
    return tuple(reason for reason in Reason if reason not in never)


def alters_matching(changed: Iterable[str]) -> bool:
    """Say whether a change of the household can alter who may live there, or who fits best."""
    return not READ_BY_A_ROUND.isdisjoint(changed)


def yearly_rent_within_exemption(rents_cents: list[int], exemption_cents: int) -> bool:
    """Say whether a full year of all rents together stays within the *kamerverhuurvrijstelling*.

    All rent of the household counts, service included; one cent more loses the whole exemption.
    """
    return sum(rents_cents) * 12 <= exemption_cents


def exemption_of_year(exemptions: Mapping[int, int], year: int) -> tuple[int, int]:
    """Return (year, cents) of the exemption for ``year``, or of the last year known before it."""
    known = max((y for y in exemptions if y <= year), default=min(exemptions))
    return known, exemptions[known]


def kind_contradicts(
    kind: HouseholdKind, gender: HouseholdGender, has_children: bool
) -> str | None:
    """Return the code of a contradiction in the description of a household, or None."""
    if kind == HouseholdKind.SINGLE and gender == HouseholdGender.MIXED:
        return "single_is_not_mixed"
    if kind == HouseholdKind.FAMILY and not has_children:
        return "family_without_children"
    return None


def period_problem(free_from: date, free_until: date | None, today: date) -> str | None:
    """Return the code of what is wrong with a period in which a room is free, or None."""
    if free_until is not None and free_until <= free_from:
        return "until_before_from"
    if free_until is not None and free_until <= today:
        return "period_is_over"
    return None
