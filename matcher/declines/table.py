"""What a 'no' may lead to: one table, reason × side. Pure. Nothing here happens by itself.

A person accepts a consequence or not. One that changes a record names the field and the value; it
is left out where it would change nothing for this pair.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from matcher.declines.fields import PairField as Field
from matcher.declines.fields import Question
from matcher.declines.rules import REST, Facts
from matcher.words import DeclineReason as Reason
from matcher.words import Side, SuggestionKind, YouthStatus

By = Side | Literal["clock", "any"]
"""Who said 'no'; 'clock': nobody answered in time; 'any': whoever is not named in the row."""

DISTANCE, TODAY = "pair.distance_km", "pair.today"
"""Facts of the moment, which are not kept with a rest."""

BUDGET_STEP_CENTS = 2500
READY_LATER_DAYS = 28
LONGER = 2


@dataclass(frozen=True)
class Suggested:
    """``side``: whose record changes, or who is asked. ``field``: a `PairField`, or a `Question`.

    ``value``: JSON; cents, ISO date, number, flag or code as the field has it; days of a rest.
    """

    kind: SuggestionKind
    side: Side
    field: str = ""
    value: Any = None


Consequence = Callable[[Facts, int], Suggested | None]


def consequences(reason: Reason, by: By, facts: Facts, rest_days: int) -> list[Suggested]:
    """Return what a 'no' for ``reason`` by ``by`` may lead to, the likeliest first.

    ``facts``: those of the pair, with DISTANCE and TODAY. ``rest_days``: of a pair, by policy.
    """
    rows = TABLE[reason]
    found = [one(facts, rest_days) for one in rows.get(by, rows["any"])]
    return [one for one in found if one is not None]


def ask(side: Side, question: Question) -> Consequence:
    asked = Suggested(SuggestionKind.ASK_QUESTION, side, str(question))
    return lambda facts, days: asked


def rest(times: int = LONGER) -> Consequence:
    """A rest of ``times`` the usual length, in place of the one that began by itself."""
    one = Suggested(SuggestionKind.COOL_DOWN, Side.COORDINATOR)
    return lambda facts, days: replace(one, value=times * days)


def never_again() -> Consequence:
    return lambda facts, days: Suggested(SuggestionKind.RULE_OUT, Side.COORDINATOR)


def change(field: Field, value: Callable[[Facts], Any]) -> Consequence:
    """Change one field, when ``value`` has an answer that differs from what is known now."""
    is_wish = field.side == "youth"
    kind = SuggestionKind.CHANGE_WISH if is_wish else SuggestionKind.CHANGE_RULE
    side = Side.YOUTH if is_wish else Side.HOST

    def suggest(facts: Facts, days: int) -> Suggested | None:
        wanted = value(facts)
        if wanted is None or facts.get(field) == wanted:
            return None
        return Suggested(kind, side, str(field), wanted)

    return suggest


def _nearer(facts: Facts) -> int | None:
    """Return a whole number of kilometres that would have kept this room away."""
    distance = facts.get(DISTANCE)
    if distance is None:
        return None
    nearest = int(-(-distance // 1)) - 1
    return nearest if 1 <= nearest < facts[Field.MAX_DISTANCE] else None


def _budget_below_the_rent(facts: Facts) -> int | None:
    below = (facts[Field.RENT] - 1) // BUDGET_STEP_CENTS * BUDGET_STEP_CENTS
    return below if 0 < below < facts[Field.BUDGET] else None


def _legal_rent(facts: Facts) -> int | None:
    most = facts.get("room.legal_max_rent_cents")
    return most if most is not None and most < facts[Field.RENT] else None


def _without_this_guidance(facts: Facts) -> str | None:
    kind = str(facts[Field.GUIDANCE])
    return facts[Field.ACCEPTS_GUIDANCE].replace(kind, "") or None


def _ready_later(facts: Facts) -> str:
    today = date.fromisoformat(facts[TODAY])
    ready = max(today, date.fromisoformat(facts[Field.READY_ON]))
    return (ready + timedelta(days=READY_LATER_DAYS)).isoformat()


def _no_more(field: Field, *because: Field) -> Consequence:
    """Suggest to switch a flag off where the other side has what it is about."""
    return change(field, lambda facts: False if any(facts.get(one) for one in because) else None)


def _day_activity_needed(facts: Facts) -> bool | None:
    return None if facts[Field.DAY_ACTIVITY] else True


ASK_YOUTH_WHY = ask(Side.YOUTH, Question.WHY_YOUTH)
ASK_HOST_WHY = ask(Side.HOST, Question.WHY_HOST)
NO_CHILDREN = _no_more(Field.ACCEPTS_CHILDREN, Field.HAS_CHILDREN)
NO_SMOKERS = _no_more(Field.ACCEPTS_SMOKING, Field.HOME_SMOKES)
NO_ANIMALS = _no_more(Field.ACCEPTS_PETS, Field.HAS_CAT, Field.HAS_DOG)
NO_SMOKING = _no_more(Field.SMOKING_ALLOWED, Field.YOUTH_SMOKES)
NO_PET = _no_more(Field.PETS_WELCOME, Field.YOUTH_PET)
LESS_FAR = change(Field.MAX_DISTANCE, _nearer)
LESS_RENT = change(Field.BUDGET, _budget_below_the_rent)
LEGAL_RENT = change(Field.RENT, _legal_rent)
OTHER_GUIDANCE = change(Field.ACCEPTS_GUIDANCE, _without_this_guidance)
LATER = change(Field.READY_ON, _ready_later)
SOMETHING_BY_DAY = change(Field.REQUIRES_DAY_ACTIVITY, _day_activity_needed)
LEAVES_THE_LIST = change(Field.YOUTH_STATUS, lambda facts: str(YouthStatus.WITHDRAWN))

YOUTH_SAID = (NO_CHILDREN, NO_SMOKERS, NO_ANIMALS, ASK_YOUTH_WHY, rest())
HOST_SAID = (NO_SMOKING, NO_PET, SOMETHING_BY_DAY, ASK_HOST_WHY, rest())

TABLE: dict[Reason, dict[By, tuple[Consequence, ...]]] = {
    Reason.NO_CLICK_EXPECTED: {"any": (rest(), never_again())},
    Reason.CARE_TOO_HEAVY: {
        Side.HOST: (OTHER_GUIDANCE, ask(Side.COUNSELLOR, Question.CARE)),
        "any": (ask(Side.COUNSELLOR, Question.CARE), OTHER_GUIDANCE),
    },
    Reason.TRAVEL_TOO_LONG: {"any": (LESS_FAR, ask(Side.YOUTH, Question.FURTHER))},
    Reason.YOUTH_NOT_READY: {"any": (LATER, ask(Side.COUNSELLOR, Question.WHEN_YOUTH))},
    Reason.YOUTH_DECLINED: {"any": YOUTH_SAID},
    Reason.HOST_NOT_READY: {"any": (ask(Side.HOST, Question.WHEN_HOST),)},
    Reason.HOST_DECLINED: {"any": HOST_SAID},
    Reason.ROOM_GONE: {"any": (ask(Side.HOST, Question.WHEN_ROOM),)},
    Reason.SAFETY: {"any": (never_again(), ask(Side.COORDINATOR, Question.SAFETY))},
    Reason.RECORD_WRONG: {"any": (ask(Side.COORDINATOR, Question.RECORD),)},
    Reason.NO_ANSWER: {
        Side.YOUTH: (
            ask(Side.YOUTH, Question.REACH_YOUTH),
            ask(Side.COUNSELLOR, Question.STILL_YOUTH),
        ),
        Side.HOST: (ask(Side.HOST, Question.REACH_HOST), ask(Side.HOST, Question.STILL_HOST)),
        "any": (
            ask(Side.COUNSELLOR, Question.STILL_YOUTH),
            ask(Side.HOST, Question.STILL_HOST),
        ),
    },
    Reason.WITHDREW: {
        Side.YOUTH: (ask(Side.YOUTH, Question.STILL_YOUTH), ASK_YOUTH_WHY, rest()),
        Side.HOST: (ask(Side.HOST, Question.STILL_HOST), ASK_HOST_WHY, rest()),
        "any": (ASK_YOUTH_WHY, ASK_HOST_WHY, rest()),
    },
    Reason.NEVER_TOOK_PLACE: {
        Side.HOST: (ask(Side.HOST, Question.STILL_HOST), rest()),
        Side.YOUTH: (ask(Side.COUNSELLOR, Question.STILL_YOUTH), rest()),
        "any": (ask(Side.COUNSELLOR, Question.NEVER_MET), rest()),
    },
    Reason.NO_CLICK_MET: {
        Side.HOST: (never_again(), ASK_HOST_WHY, NO_SMOKING, NO_PET),
        Side.YOUTH: (never_again(), ASK_YOUTH_WHY, NO_CHILDREN, NO_SMOKERS, NO_ANIMALS),
        "any": (never_again(), ask(Side.COUNSELLOR, Question.MET)),
    },
    Reason.TRIAL_STOPPED: {"any": (never_again(), ask(Side.COUNSELLOR, Question.TRIAL))},
    Reason.LIVES_ELSEWHERE: {"any": (LEAVES_THE_LIST, ask(Side.YOUTH, Question.STILL_YOUTH))},
    Reason.RENT_TOO_HIGH: {
        "any": (LESS_RENT, LEGAL_RENT, ask(Side.HOST, Question.LOWER_RENT)),
    },
    Reason.RULES_DO_NOT_FIT: {
        Side.HOST: (NO_SMOKING, NO_PET, ask(Side.HOST, Question.WHICH_RULE)),
        "any": (ask(Side.HOST, Question.WHICH_RULE), NO_SMOKING, NO_PET),
    },
    Reason.AGREEMENTS_FAILED: {
        "any": (ask(Side.COORDINATOR, Question.AGREEMENTS), LEGAL_RENT, rest()),
    },
}

if set(TABLE) != set(Reason) or set(REST) != set(Reason):
    raise AssertionError("every reason to decline needs a row of consequences, and a rest")
