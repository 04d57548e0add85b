"""What people can change so that a rule no longer stands in the way, and who has to agree.

A lever belongs to one side of the pair and one column of its frame. What is there for safety
(a place to avoid, an allergy) or was decided by people (a pair ruled out) has no lever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from matcher.eligibility.columns import Floats
from matcher.eligibility.reasons import Reason
from matcher.eligibility.whatif import needed
from matcher.eligibility.whatif.closeup import Closeup

Side = Literal["youth", "room"]
Kind = Literal["less", "more", "earlier", "later", "flag", "choice"]
Unit = Literal["", "cents", "metres", "days", "years"]


class Agrees(StrEnum):
    """Who has to agree with a change."""

    YOUTH = "youth"
    HOST = "host"
    COORDINATOR = "coordinator"
    MUNICIPALITY = "municipality"
    NOBODY = "nobody"  # it comes by waiting


@dataclass(frozen=True)
class Lever:
    """One thing that can change on one side.

    ``lifts``: the rules that it can lift; ``needed(closeup)``: per pair the value of ``column``
    that just lifts those of them that are broken (NaN: no value does); ``current``: the value
    now. Values are cents, metres, days since 1970-01-01, years, kinds of guidance, or 1 for
    'yes, changed' (``kind`` flag). ``less`` and ``earlier`` lower the value, ``more`` and
    ``later`` raise it; a ``choice`` adds one of a few.
    """

    code: str
    side: Side
    column: str
    kind: Kind
    unit: Unit
    agrees: Agrees
    lifts: tuple[Reason, ...]
    needed: Callable[[Closeup], Floats]
    current: Callable[[Closeup], Floats]

    @property
    def bits(self) -> int:
        return sum(reason.mask for reason in self.lifts)

    @property
    def is_ordered(self) -> bool:
        return self.kind not in ("flag", "choice")


def _flag(code: str, side: Side, column: str, agrees: Agrees, *lifts: Reason) -> Lever:
    return Lever(code, side, column, "flag", "", agrees, lifts, needed.yes, needed.nothing)


_DATES = (Reason.NO_SHARED_DATES, Reason.TOO_OLD, Reason.OLDER_THAN_WISH)

LEVERS: tuple[Lever, ...] = (
    Lever(
        "rent", "room", "rent_cents", "less", "cents", Agrees.HOST,
        (Reason.RENT_ABOVE_BUDGET, Reason.RENT_ABOVE_LEGAL_MAXIMUM),
        needed.rent, needed.rent_now,
    ),
    Lever(
        "free_from", "room", "free_from", "earlier", "days", Agrees.HOST,
        _DATES, needed.free_from, needed.free_from_now,
    ),
    Lever(
        "free_until", "room", "free_until", "later", "days", Agrees.HOST,
        (Reason.NO_SHARED_DATES,), needed.free_until, needed.free_until_now,
    ),
    Lever(
        "min_age", "room", "min_age", "less", "years", Agrees.HOST,
        (Reason.YOUNGER_THAN_WISH,), needed.age, needed.min_age_now,
    ),
    Lever(
        "max_age", "room", "max_age", "more", "years", Agrees.HOST,
        (Reason.OLDER_THAN_WISH,), needed.age, needed.max_age_now,
    ),
    Lever(
        "accepts_guidance", "room", "accepts_guidance", "choice", "", Agrees.HOST,
        (Reason.GUIDANCE,), needed.guidance_kind, needed.nothing,
    ),
    _flag("pets_welcome", "room", "pets_welcome", Agrees.HOST, Reason.YOUTH_HAS_PET),
    _flag("smoking_allowed", "room", "smoking_allowed", Agrees.HOST, Reason.YOUTH_SMOKES),
    _flag("smoke_outside", "room", "household_smokes", Agrees.HOST, Reason.HOUSEHOLD_SMOKES),
    _flag("no_day_activity_asked", "room", "requires_day_activity", Agrees.HOST,
          Reason.NO_DAY_ACTIVITY),
    _flag("any_gender", "room", "accepts_gender", Agrees.HOST, Reason.HOST_GENDER_WISH),
    _flag("step_free", "room", "step_free", Agrees.HOST, Reason.NOT_STEP_FREE),
    _flag("participating", "room", "participating", Agrees.MUNICIPALITY,
          Reason.NOT_PARTICIPATING),
    Lever(
        "budget", "youth", "budget_cents", "more", "cents", Agrees.YOUTH,
        (Reason.RENT_ABOVE_BUDGET,), needed.budget, needed.budget_now,
    ),
    Lever(
        "distance", "youth", "max_distance_km", "more", "metres", Agrees.YOUTH,
        (Reason.TOO_FAR,), needed.distance, needed.distance_now,
    ),
    Lever(
        "ready_earlier", "youth", "ready_on", "earlier", "days", Agrees.YOUTH,
        _DATES, needed.ready_earlier, needed.ready_now,
    ),
    Lever(
        "wait", "youth", "ready_on", "later", "days", Agrees.NOBODY,
        (Reason.TOO_YOUNG, Reason.YOUNGER_THAN_WISH), needed.wait, needed.start_now,
    ),
    _flag("pet_is_fine", "youth", "accepts_pets", Agrees.YOUTH, Reason.HOUSEHOLD_HAS_PET),
    _flag("children_are_fine", "youth", "accepts_children", Agrees.YOUTH, Reason.CHILDREN),
    _flag("smoke_is_fine", "youth", "accepts_smoking_household", Agrees.YOUTH,
          Reason.HOUSEHOLD_SMOKES),
    _flag("without_pet", "youth", "has_pet", Agrees.YOUTH, Reason.YOUTH_HAS_PET),
    _flag("day_activity", "youth", "has_day_activity", Agrees.YOUTH, Reason.NO_DAY_ACTIVITY),
    _flag("any_household", "youth", "household_gender_wish", Agrees.YOUTH,
          Reason.YOUTH_GENDER_WISH),
    _flag("age_exception", "youth", "age_exception", Agrees.COORDINATOR,
          Reason.TOO_YOUNG, Reason.TOO_OLD),
)  # fmt: skip

BY_CODE: dict[str, Lever] = {lever.code: lever for lever in LEVERS}
