"""From a proposal to after-care: the terms, rhythms and limits of ``[after]``, typed and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.policy.reader import Reader


@dataclass(frozen=True)
class AfterPolicy:
    """Spans and limits from the approval of a proposal until half a year after a stay.

    Hours and days in which somebody answers or acts: ``interest_hours`` (the youth),
    ``host_looks_hours`` (the host, at the profile), ``moments_days`` (a date that suits all),
    ``meeting_within_days``, ``answer_hours`` (each side after the meeting),
    ``trial_answer_hours`` (after the try-out nights), ``agreement_days`` (to sign),
    ``start_overdue_days`` (after the day of moving in, before a stay that did not begin is called
    off). ``remind_at_share``: which part of a term passes before a reminder.
    ``moments_retries``: meetings that may fail to take place before it stops.
    ``extensions_most``: how often a coordinator may extend one stage.
    ``pair_rest_days``: a pair that ended in a 'no' about the two together is not proposed for that
    long; ``pair_rest_short_days``: after a 'no' of the moment.

    Check-ins: first on ``check_in_days`` after moving in, then each ``check_in_every_days``, and
    from a month of the stay on as ``check_in_later`` says: pairs (from month, days).
    ``check_in_factors`` shortens all of it for guidance kinds 1 to 4. ``check_in_grace_days``: so
    much later it is missed.

    Actions of a plan: remind before, chase after, and escalate after the due day. Concerns: hours
    by seriousness until somebody picks it up (``concern_hours``) and until something is agreed
    (``concern_agree_hours``); by level until it is answered there (``escalation_hours``);
    ``concern_review_days``: the furthest day to look again. ``signal_days``: how long before such
    a day it is told.
    """

    interest_hours: int
    host_looks_hours: int
    moments_days: int
    meeting_within_days: int
    meeting_minutes: int
    moments_retries: int
    answer_hours: int
    remind_at_share: float
    trial_most_nights: int
    trial_answer_hours: int
    agreement_days: int
    start_overdue_days: int
    extensions_most: int
    pair_rest_days: int
    pair_rest_short_days: int
    check_in_days: tuple[int, ...]
    check_in_every_days: int
    check_in_later: tuple[tuple[int, int], ...]
    check_in_factors: tuple[float, ...]
    check_in_grace_days: int
    plan_within_days: int
    action_remind_days: int
    action_chase_days: int
    action_escalate_days: int
    concern_review_days: int
    notice_days_youth: int
    notice_days_host: int
    evaluation_days: int
    handover_answer_days: int
    follow_up_months: int
    follow_up_tries: int
    follow_up_retry_days: int
    responsible_cap_default: int
    meeting_weekday: int
    stalled_days: int
    room_falls_empty_days: int
    digest_hour: int
    concern_hours: Mapping[str, int]
    concern_agree_hours: Mapping[str, int]
    escalation_hours: Mapping[str, int]
    signal_days: Mapping[str, int]


#: The whole figures with the lowest and the highest that make sense.
FIGURES = {
    "interest_hours": (1, 1000),
    "host_looks_hours": (1, 1000),
    "moments_days": (1, 90),
    "meeting_within_days": (1, 90),
    "meeting_minutes": (10, 480),
    "moments_retries": (0, 10),
    "answer_hours": (1, 1000),
    "trial_most_nights": (1, 60),
    "trial_answer_hours": (1, 1000),
    "agreement_days": (1, 120),
    "start_overdue_days": (1, 120),
    "extensions_most": (0, 10),
    "pair_rest_days": (1, 1000),
    "pair_rest_short_days": (1, 1000),
    "check_in_every_days": (1, 366),
    "check_in_grace_days": (1, 60),
    "plan_within_days": (1, 366),
    "action_remind_days": (0, 60),
    "action_chase_days": (1, 60),
    "action_escalate_days": (1, 120),
    "concern_review_days": (1, 366),
    "notice_days_youth": (0, 366),
    "notice_days_host": (0, 366),
    "evaluation_days": (1, 120),
    "handover_answer_days": (1, 60),
    "follow_up_months": (1, 24),
    "follow_up_tries": (1, 10),
    "follow_up_retry_days": (1, 90),
    "responsible_cap_default": (1, 200),
    "meeting_weekday": (1, 7),
    "stalled_days": (1, 366),
    "room_falls_empty_days": (1, 366),
    "digest_hour": (0, 23),
}
SERIOUSNESS = ("notice", "serious", "emergency")
HIGHER_LEVELS = ("2", "3")
SIGNALS = ("birthday", "contract_end", "vog", "review")
KINDS_OF_GUIDANCE = 4


def read_after(reader: Reader) -> AfterPolicy:
    """Return the section ``[after]``; what is wrong with it is noted on ``reader``."""
    figures = {name: reader.whole("after", name, *ends) for name, ends in FIGURES.items()}
    if figures["action_escalate_days"] < figures["action_chase_days"]:
        reader.wrong("after.action_escalate_days", "is below after.action_chase_days; swap them")
    return AfterPolicy(
        **figures,
        remind_at_share=reader.number("after", "remind_at_share", 0.0, 1.0),
        check_in_days=reader.rising("after", "check_in_days", 1, 3660),
        check_in_later=reader.rising_pairs("after", "check_in_later", 1, 366),
        check_in_factors=reader.numbers("after", "check_in_factors", KINDS_OF_GUIDANCE, 0.05, 10.0),
        concern_hours=_wholes(reader, "after.concern_hours", SERIOUSNESS, 1000),
        concern_agree_hours=_wholes(reader, "after.concern_agree_hours", SERIOUSNESS, 1000),
        escalation_hours=_wholes(reader, "after.escalation_hours", HIGHER_LEVELS, 1000),
        signal_days=_wholes(reader, "after.signal_days", SIGNALS, 366),
    )


def _wholes(reader: Reader, section: str, keys: tuple[str, ...], highest: int) -> Mapping[str, int]:
    return {key: reader.whole(section, key, 1, highest) for key in keys}
