"""The life of an ending as a table, which day may be named, and where the youth goes after it."""

from __future__ import annotations

from datetime import date, timedelta

from matcher.steps import Step, Steps
from matcher.words import Condition, Destination, EndingReason, EndingStatus, Role, Side
from matcher.youths.rules import LEAVE, REMATCH, SETTLE

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

LONGEST = timedelta(days=731)  # nobody gives notice further ahead: more likely a wrong year

#: The reasons that each side can choose from when it gives notice.
REASONS: dict[Side, tuple[EndingReason, ...]] = {
    Side.YOUTH: (
        EndingReason.OWN_HOME,
        EndingReason.WITH_PARTNER_OR_FRIEND,
        EndingReason.FAMILY,
        EndingReason.STUDY_OR_WORK,
        EndingReason.PLANNED_END,
        EndingReason.CONFLICT,
        EndingReason.SAFETY,
        EndingReason.OTHER,
    ),
    Side.HOST: (
        EndingReason.HOST_CIRCUMSTANCES,
        EndingReason.HOST_STOPS,
        EndingReason.PLANNED_END,
        EndingReason.CONFLICT,
        EndingReason.RULES_BROKEN,
        EndingReason.ARREARS,
        EndingReason.SAFETY,
        EndingReason.OTHER,
    ),
    Side.COORDINATOR: tuple(EndingReason),
}

#: With these the youth has a place to live, and waits for a room no longer.
SETTLED = frozenset(
    {
        Destination.OWN_HOME,
        Destination.STUDENT_ROOM,
        Destination.PARTNER_OR_FRIEND,
        Destination.FAMILY,
        Destination.ABROAD,
    }
)


#: Where somebody goes who gives this reason: it need not be asked again.
GOES_TO: dict[EndingReason, Destination] = {
    EndingReason.OWN_HOME: Destination.OWN_HOME,
    EndingReason.WITH_PARTNER_OR_FRIEND: Destination.PARTNER_OR_FRIEND,
    EndingReason.FAMILY: Destination.FAMILY,
}


def first_day(told_on: date, starts_on: date, side: Side, notice_days: int) -> date:
    """Return the first day that ``side`` may name as the end.

    Host and youth keep to their notice; a coordinator may agree on any day from today with both.
    No stay ends before its first night.
    """
    earliest = told_on if side == Side.COORDINATOR else told_on + timedelta(days=notice_days)
    return max(earliest, starts_on + timedelta(days=1))


def day_problem(
    ends_on: date, told_on: date, starts_on: date, agreed: date | None, first: date
) -> str | None:
    """Return the code of what is wrong with a day to leave on, or None.

    ``agreed``: the end that was agreed on before. It holds whatever the notice, and nobody leaves
    after it by giving notice: that would be a longer stay, which needs an agreement.
    """
    if ends_on <= starts_on:
        return "before_start"
    if ends_on < told_on:
        return "past"
    if agreed is not None and ends_on > agreed:
        return "after_agreed"
    if ends_on > told_on + LONGEST:
        return "too_far"
    if ends_on < first and ends_on != agreed:
        return "too_soon"
    return None


def youth_goes(reason: EndingReason, destination: Destination, match_again: bool | None) -> str:
    """Return the step of the youth on the day of leaving.

    To the waiting list at once when the youth looks for another room; off it with a place to
    live; else back to the registration, where somebody looks at it first.
    """
    if reason == EndingReason.DECEASED:
        return SETTLE
    if match_again:
        return REMATCH
    return SETTLE if destination in SETTLED else LEAVE
