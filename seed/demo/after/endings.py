"""How stays ended and will end: notice, future plan, hand-over, evaluations, follow-up."""

from __future__ import annotations

from datetime import date, timedelta

from matcher.endings.rules import GOES_TO
from matcher.evaluations.rules import QUESTIONS
from matcher.followups.rules import months_after
from matcher.policy import Policy
from matcher.words import (
    Destination,
    EndingKind,
    EndingReason,
    EndingStatus,
    EvaluationSide,
    FollowUpStatus,
    HandoverStatus,
    Side,
    YouthStatus,
)
from seed.demo.after.stays import Lived
from seed.demo.chance import happens, one_of, pick
from seed.demo.rows import Batch, Row, moment

WENT_WELL = {
    EndingReason.OWN_HOME: 5,
    EndingReason.WITH_PARTNER_OR_FRIEND: 2,
    EndingReason.PLANNED_END: 2,
}
PLACES = {
    Destination.OWN_HOME: 5,
    Destination.STUDENT_ROOM: 3,
    Destination.PARTNER_OR_FRIEND: 2,
    Destination.FAMILY: 1,
}
YOUTH_WORDS = (
    "Ik heb hier leren koken en voor mezelf zorgen. We bellen nog elke week.",
    "Het was even wennen, daarna voelde het als thuis.",
)
HOST_WORDS = (
    "Een mooie tijd. We hebben er een vriend bij.",
    "Goed begeleid. We wisten altijd wie we konden bellen.",
)
NO_CONSENT = "no_consent"


def make_endings(stays: list[Lived], policy: Policy) -> list[Batch]:
    """Return the endings of stays that are over, and of those with a known last day soon."""
    endings, plans, handovers, evaluations, follow_ups = (list[Row]() for _ in range(5))
    soon = policy.after.room_falls_empty_days
    for one in stays:
        last = one.ends_on
        if one.is_ended and last is not None:
            endings.append(_done(one, last))
            plans.append(_plan(one, last))
            handovers.append(_handover(one, last))
            evaluations += _evaluations(one, last, policy)
            follow_ups.append(_follow_up(one, last, policy))
        elif one.is_active and last is not None and (last - one.region.today).days <= soon:
            endings.append(_planned(one, last))
    return [
        ("ending", endings),
        ("future_plan", plans),
        ("warm_handover", handovers),
        ("evaluation", evaluations),
        ("follow_up", follow_ups),
    ]


def _row(one: Lived, last: date, told_on: date) -> Row:
    chance = one.chance("ending")
    return {
        "placement_id": one.id,
        "kind": EndingKind.PLANNED,
        "status": EndingStatus.PLANNED,
        "reason": pick(chance, WENT_WELL),
        "given_by": Side.YOUTH,
        "told_on": told_on,
        "ends_on": last,
        "previous_ends_on": last,
        "destination": None,
        "destination_note": "",
        "explanation": "",
        "match_again": None,
        "host_again": None,
        "host_asked_on": None,
        "closed_on": None,
        "made_by_id": one.coordinator,
        "version": 1,
    }


def _planned(one: Lived, last: date) -> Row:
    told_on = min(one.region.today - timedelta(days=2), last - timedelta(days=31))
    return _row(one, last, max(told_on, one.starts_on))


def _done(one: Lived, last: date) -> Row:
    """Over: who looks for a room again broke it off, the others found a place of their own."""
    again = one.placed.person.youth["status"] == YouthStatus.READY
    told_on = max(one.starts_on, last - timedelta(days=7 if again else 35))
    row = _row(one, last, told_on) | {
        "status": EndingStatus.DONE,
        "destination": pick(one.chance("place"), PLACES),
        "match_again": again,
        "host_again": True,
        "host_asked_on": told_on,
        "closed_on": last,
        "version": 2,
    }
    row["destination"] = GOES_TO.get(row["reason"], row["destination"])
    if again:
        row |= {
            "kind": EndingKind.BROKEN_OFF,
            "reason": EndingReason.CONFLICT,
            "given_by": Side.COORDINATOR,
            "destination": Destination.OTHER_HOST,
        }
    return row


def _plan(one: Lived, last: date) -> Row:
    return {
        "placement_id": one.id,
        "housing": "Een eigen kamer of studio in de buurt.",
        "money": "De toeslagen lopen door; eens per maand samen kijken.",
        "work": "De opleiding afmaken en het bijbaantje houden.",
        "network": "Elke zondag eten bij het gastgezin.",
        "help": "De coach belt nog drie maanden.",
        "agreed_on": max(one.starts_on, last - timedelta(days=14)),
        "version": 1,
    }


def _handover(one: Lived, last: date) -> Row:
    asked_at = moment(last, 9)
    return {
        "placement_id": one.id,
        "receiver": "Jongerenteam in de wijk",
        "receiver_email": "jongerenteam@example.org",
        "subjects": "Wonen, geld en school.",
        "status": HandoverStatus.CONFIRMED,
        "nonce": f"{one.chance('receiver').getrandbits(128):032x}",
        "asked_at": asked_at,
        "due_at": asked_at + timedelta(days=7),
        "reminded_at": None,
        "answered_at": asked_at + timedelta(days=2),
        "answer_note": "",
        "talked_on": last + timedelta(days=2),
        "made_by_id": one.coordinator,
    }


def _evaluations(one: Lived, last: date, policy: Policy) -> list[Row]:
    asked_at = moment(last, 10)
    due_at = asked_at + timedelta(days=policy.after.evaluation_days)
    is_over = due_at.date() < one.region.today
    rows = []
    for side, words in ((EvaluationSide.YOUTH, YOUTH_WORDS), (EvaluationSide.HOST, HOST_WORDS)):
        chance = one.chance(f"evaluation {side}")
        is_given = is_over and happens(chance, 0.75)
        scores = {code: pick(chance, {3: 2, 4: 5, 5: 4}) for code in QUESTIONS[side].codes()}
        rows.append(
            {
                "placement_id": one.id,
                "side": side,
                "nonce": f"{chance.getrandbits(128):032x}",
                "asked_at": asked_at,
                "due_at": due_at,
                "reminded_at": asked_at + timedelta(days=7) if is_over else None,
                "scores": scores if is_given else {},
                "own_words": one_of(chance, words) if is_given else "",
                "would_again": True if is_given else None,
                "given_at": asked_at + timedelta(days=4) if is_given else None,
                "closed_at": due_at if is_over and not is_given else None,
            }
        )
    return rows


def _follow_up(one: Lived, last: date, policy: Policy) -> Row:
    chance = one.chance("follow-up")
    due_on = months_after(last, policy.after.follow_up_months)
    row: Row = {
        "placement_id": one.id,
        "due_on": due_on,
        "status": FollowUpStatus.PLANNED,
        "nonce": f"{chance.getrandbits(128):032x}",
        "number_of_tries": 0,
        "next_try_on": due_on,
        "reached_on": None,
        "destination": None,
        "goes": None,
        "text": "",
        "wants_contact": False,
        "given_up_because": "",
        "by_id": None,
        "version": 1,
    }
    if due_on >= one.region.today:
        return row
    row |= {"next_try_on": None, "number_of_tries": 1, "version": 2}
    if happens(chance, 0.8):
        return row | {
            "status": FollowUpStatus.REACHED,
            "reached_on": due_on,
            "destination": Destination.OWN_HOME,
            "goes": pick(chance, {3: 2, 4: 5, 5: 3}),
            "text": "Het gaat goed. Ik werk en heb mijn eigen plek.",
        }
    return row | {"status": FollowUpStatus.GIVEN_UP, "given_up_because": NO_CONSENT}
