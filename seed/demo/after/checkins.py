"""The check-ins of running stays: held so far, the next one planned, and what both sides said."""

from __future__ import annotations

from datetime import date, timedelta

from matcher.checkins.rules import Rhythm, day_after_a_miss, due_dates, next_day
from matcher.policy import Policy
from matcher.words import (
    CheckInKind,
    CheckInStatus,
    CoreActivity,
    EvaluationSide,
    LadderMoment,
    LadderStep,
    TargetGroup,
)
from seed.demo.after.stays import Lived
from seed.demo.chance import happens, one_of, pick
from seed.demo.rows import Batch, IdOf, Row, moment

KINDS = {CheckInKind.VISIT: 5, CheckInKind.CALL: 3, CheckInKind.OFFICE: 2}
GOES = {2: 8, 3: 25, 4: 45, 5: 22}
MISSED = 0.07
SUMMARIES = (
    "Het gaat goed. School loopt, en in huis is het gezellig.",
    "Rustige week. De post ligt nog op een stapel; samen doorgenomen.",
    "Afspraken over bezoek nog een keer doorgenomen. Beiden tevreden.",
    "Werkt nu twee dagen. Moe, maar trots.",
)
YOUTH_SAYS = ("Het is hier fijn. Ik slaap beter.", "Het gaat wel. Ik mis mijn broertje.", "")
HOST_SAYS = (
    "Een prettige huisgenoot. Helpt mee met koken.",
    "Soms laat thuis, we bespreken het.",
    "",
)
FIRST_STEP = {TargetGroup.LIGHT: 4, TargetGroup.MIDDLE: 3, TargetGroup.HEAVY: 2}


def make_check_ins(stays: list[Lived], policy: Policy) -> list[Batch]:
    """Return check-ins, voices and steps of the participation ladder."""
    after = policy.after
    rhythm = Rhythm(
        after.check_in_days, after.check_in_every_days, after.check_in_later,
        after.check_in_factors, after.check_in_grace_days,
    )  # fmt: skip
    check_ins, voices, steps = (list[Row]() for _ in range(3))
    for one in stays:
        if one.is_active:
            own = _check_ins(one, rhythm)
            check_ins += own
            voices += [row for held in own for row in _voices(one, held)]
            steps += _steps(one)
    return [("check_in", check_ins), ("check_in_voice", voices), ("ladder_step", steps)]


def _check_ins(one: Lived, rhythm: Rhythm) -> list[Row]:
    today, kind = one.region.today, one.placed.person.needs["guidance_kind"]
    yesterday = today - timedelta(days=1)
    days = due_dates(one.starts_on, one.ends_on, kind, rhythm, yesterday)
    rows = [_held(one, number, day) for number, day in enumerate(days, 1)]
    last = days[-1] if days else one.starts_on
    following = next_day(one.starts_on, one.ends_on, kind, rhythm, last)
    if rows and rows[-1]["status"] == CheckInStatus.MISSED:
        following = day_after_a_miss(max(last, yesterday), one.ends_on, rhythm)
    if following is not None:
        rows.append(_row(one, len(rows) + 1, max(following, today), CheckInStatus.PLANNED))
    return rows


def _held(one: Lived, number: int, day: date) -> Row:
    chance = one.chance(f"check-in {number}")
    if happens(chance, MISSED):
        return _row(one, number, day, CheckInStatus.MISSED)
    activities = {activity.value: pick(chance, GOES) for activity in CoreActivity}
    return _row(one, number, day, CheckInStatus.HELD) | {
        "kind": pick(chance, KINDS),
        "held_on": day,
        "by_id": one.counsellor or one.coordinator,
        "activities": activities,
        "summary": one_of(chance, SUMMARIES),
    }


def _row(one: Lived, number: int, day: date, status: CheckInStatus) -> Row:
    return {
        "placement_id": one.id,
        "number": number,
        "planned_on": day,
        "status": status,
        "kind": None,
        "held_on": None,
        "by_id": None,
        "activities": {},
        "summary": "",
        "next_on": None,
        "version": 1,
    }


def _voices(one: Lived, held: Row) -> list[Row]:
    if held["status"] != CheckInStatus.HELD:
        return []
    chance = one.chance(f"voices {held['number']}")
    said = {EvaluationSide.YOUTH: YOUTH_SAYS, EvaluationSide.HOST: HOST_SAYS}
    return [
        {
            "check_in_id": IdOf(held),
            "side": side,
            "goes": pick(chance, GOES),
            "text": one_of(chance, words),
            "at": moment(held["held_on"], 15),
            "by_id": held["by_id"],
        }
        for side, words in said.items()
    ]


def _steps(one: Lived) -> list[Row]:
    """Return where the youth stood at the start, and where after three months."""
    first = FIRST_STEP[one.placed.person.youth["target_group"]]
    later_on = one.starts_on + timedelta(days=91)
    moments = [(first, LadderMoment.START, one.starts_on)]
    if later_on <= one.region.today:
        moments.append((min(first + 1, 6), LadderMoment.DURING, later_on))
    return [
        {
            "youth_id": IdOf(one.placed.person.youth),
            "placement_id": one.id,
            "step": LadderStep(str(step)),
            "moment": when,
            "on": on,
            "by_id": one.counsellor or one.coordinator,
            "note": "",
        }
        for step, when, on in moments
    ]
