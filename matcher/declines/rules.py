"""How long a pair rests after a 'no', and which changes end the rest sooner. Pure.

A rest ends by its date or by a change that touches the reason, never by forgetting. A change
counts only when it goes the right way: a rent that was too high and rises brings nobody back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from matcher.declines.fields import PairField as Field
from matcher.words import DeclineReason as Reason
from matcher.words import EndingReason

Facts = Mapping[str, Any]
"""Field code -> JSON value; see `fields`."""

Length = Literal["open", "long", "short"]
Way = Literal["any", "more", "less", "gains"]

REST: dict[Reason, Length] = {
    Reason.SAFETY: "open",
    Reason.CARE_TOO_HEAVY: "open",
    Reason.TRAVEL_TOO_LONG: "open",
    Reason.NO_CLICK_MET: "open",
    Reason.TRIAL_STOPPED: "open",
    Reason.RULES_DO_NOT_FIT: "open",
    Reason.NO_CLICK_EXPECTED: "long",
    Reason.YOUTH_DECLINED: "long",
    Reason.HOST_DECLINED: "long",
    Reason.WITHDREW: "long",
    Reason.RENT_TOO_HIGH: "long",
    Reason.AGREEMENTS_FAILED: "long",
    Reason.YOUTH_NOT_READY: "short",
    Reason.HOST_NOT_READY: "short",
    Reason.ROOM_GONE: "short",
    Reason.RECORD_WRONG: "short",
    Reason.NO_ANSWER: "short",
    Reason.NEVER_TOOK_PLACE: "short",
    Reason.LIVES_ELSEWHERE: "short",
}
"""'open': until something relevant changes or a person lifts it; the others by the policy."""

_YOUTH_WOULD: dict[Field, Way] = {
    Field.RENT: "less",
    Field.BUDGET: "more",
    Field.MAX_DISTANCE: "more",
    Field.PLACES: "any",
    Field.PERIODS: "any",
    Field.RULES: "any",
    Field.ACCEPTS_CHILDREN: "more",
    Field.ACCEPTS_SMOKING: "more",
    Field.ACCEPTS_PETS: "more",
    Field.GENDER_WISH: "any",
    Field.HAS_CHILDREN: "less",
    Field.HOME_SMOKES: "less",
    Field.HAS_CAT: "less",
    Field.HAS_DOG: "less",
    Field.HOME_GENDER: "any",
    Field.HOME_PLACE: "any",
}
_HOST_WOULD: dict[Field, Way] = {
    Field.GUIDANCE: "any",
    Field.TARGET_GROUP: "any",
    Field.DAY_ACTIVITY: "more",
    Field.YOUTH_SMOKES: "less",
    Field.YOUTH_PET: "less",
    Field.READY_ON: "any",
    Field.ACCEPTS_GUIDANCE: "gains",
    Field.REQUIRES_DAY_ACTIVITY: "less",
    Field.SMOKING_ALLOWED: "more",
    Field.PETS_WELCOME: "more",
    Field.MIN_AGE: "less",
    Field.MAX_AGE: "more",
    Field.ACCEPTS_GENDER: "any",
}
_CLICK: dict[Field, Way] = {
    Field.YOUTH_LANGUAGES: "any",
    Field.YOUTH_INTERESTS: "any",
    Field.ATTENTION_WISH: "any",
    Field.HOME_LANGUAGES: "any",
    Field.HOME_INTERESTS: "any",
    Field.ATTENTION_OFFER: "any",
    Field.HOME_GENDER: "any",
    Field.HAS_CHILDREN: "any",
}

RELEVANT: dict[Reason, Mapping[Field, Way]] = {
    Reason.SAFETY: {},
    Reason.CARE_TOO_HEAVY: {
        Field.GUIDANCE: "any",
        Field.TARGET_GROUP: "any",
        Field.ACCEPTS_GUIDANCE: "gains",
    },
    Reason.TRAVEL_TOO_LONG: {
        Field.MAX_DISTANCE: "more",
        Field.PLACES: "any",
        Field.HOME_PLACE: "any",
    },
    Reason.NO_CLICK_MET: {},
    Reason.TRIAL_STOPPED: {},
    Reason.RULES_DO_NOT_FIT: {
        Field.RULES: "any",
        Field.SMOKING_ALLOWED: "more",
        Field.PETS_WELCOME: "more",
        Field.YOUTH_SMOKES: "less",
        Field.YOUTH_PET: "less",
    },
    Reason.NO_CLICK_EXPECTED: _CLICK,
    Reason.YOUTH_DECLINED: _YOUTH_WOULD,
    Reason.HOST_DECLINED: _HOST_WOULD,
    Reason.WITHDREW: {**_YOUTH_WOULD, **_HOST_WOULD},
    Reason.RENT_TOO_HIGH: {Field.RENT: "less", Field.BUDGET: "more"},
    Reason.AGREEMENTS_FAILED: {
        Field.RENT: "less",
        Field.BUDGET: "more",
        Field.RULES: "any",
        Field.PERIODS: "any",
    },
    Reason.YOUTH_NOT_READY: {
        Field.READY_ON: "any",
        Field.GUIDANCE: "any",
        Field.DAY_ACTIVITY: "more",
    },
    Reason.HOST_NOT_READY: {Field.PERIODS: "any"},
    Reason.ROOM_GONE: {Field.PERIODS: "any"},
    Reason.RECORD_WRONG: dict.fromkeys((one for one in Field if one != Field.YOUTH_STATUS), "any"),
    Reason.NO_ANSWER: {},
    Reason.NEVER_TOOK_PLACE: {},
    Reason.LIVES_ELSEWHERE: {Field.READY_ON: "any", Field.PLACES: "any"},
}
"""Which facts touch a reason, and the way in which one must change to end the rest."""

AFTER_A_STAY: dict[EndingReason, Reason | None] = {
    EndingReason.PLANNED_END: None,
    EndingReason.OWN_HOME: None,
    EndingReason.WITH_PARTNER_OR_FRIEND: None,
    EndingReason.FAMILY: None,
    EndingReason.STUDY_OR_WORK: None,
    EndingReason.CONFLICT: Reason.NO_CLICK_MET,
    EndingReason.RULES_BROKEN: Reason.RULES_DO_NOT_FIT,
    EndingReason.ARREARS: Reason.RENT_TOO_HIGH,
    EndingReason.CARE_TOO_HEAVY: Reason.CARE_TOO_HEAVY,
    EndingReason.HOST_STOPS: Reason.ROOM_GONE,
    EndingReason.HOST_CIRCUMSTANCES: Reason.HOST_NOT_READY,
    EndingReason.SAFETY: Reason.SAFETY,
    EndingReason.NEVER_CAME: Reason.WITHDREW,
    EndingReason.DECEASED: None,
    EndingReason.OTHER: Reason.WITHDREW,
}
"""What a stay that ended teaches, said as a reason to decline; None: nothing went wrong."""


def rest_until(reason: Reason, today: date, days: int, short_days: int) -> date | None:
    """Return the day on which the pair may come back; None: no day ends the rest."""
    length = REST[reason]
    if length == "open":
        return None
    return today + timedelta(days=days if length == "long" else short_days)


def kept(facts: Facts, reason: Reason) -> dict[str, Any]:
    """Return the part of ``facts`` that has to be remembered to see a relevant change."""
    return {str(field): facts[field] for field in RELEVANT[reason] if field in facts}


def changed(then: Facts, now: Facts, reason: Reason) -> tuple[str, ...]:
    """Return the fields that changed the right way since the 'no', in the order of the table."""
    return tuple(
        str(field)
        for field, way in RELEVANT[reason].items()
        if field in then and field in now and _helps(then[field], now[field], way)
    )


def _helps(then: Any, now: Any, way: Way) -> bool:
    if then == now:
        return False
    if way == "any" or then is None or now is None:
        return True
    if way == "gains":
        return not set(now) <= set(then)
    return bool(now > then) if way == "more" else bool(now < then)
