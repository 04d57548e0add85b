"""The hard rules: one small function per reason, each over whole columns of pairs.

A rule answers per pair whether it is *broken*. It sees the youth's side, the room's side,
what holds between them, and the policy; the rows of all three belong together.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from matcher.eligibility.columns import Between, Bools, RoomColumns, SmallInts, YouthColumns
from matcher.eligibility.reasons import REASONS, Reason
from matcher.eligibility.rules import age, dates, guidance, household, money, place
from matcher.policy import Policy

Rule = Callable[[YouthColumns, RoomColumns, Between, Policy], Bools]

RULES: dict[Reason, Rule] = {
    Reason.NO_PLACE_KNOWN: place.youth_has_no_place,
    Reason.ROOM_PLACE_UNKNOWN: place.room_has_no_position,
    Reason.TOO_FAR: place.is_too_far,
    Reason.PLACE_TO_AVOID: place.is_near_a_place_to_avoid,
    Reason.NOT_PARTICIPATING: place.municipality_does_not_take_part,
    Reason.NO_SHARED_DATES: dates.have_no_nights_in_common,
    Reason.TOO_YOUNG: age.is_too_young,
    Reason.TOO_OLD: age.is_too_old,
    Reason.YOUNGER_THAN_WISH: age.is_younger_than_host_wishes,
    Reason.OLDER_THAN_WISH: age.is_older_than_host_wishes,
    Reason.RENT_ABOVE_BUDGET: money.rent_is_above_budget,
    Reason.RENT_ABOVE_LEGAL_MAXIMUM: money.rent_is_above_legal_maximum,
    Reason.HOST_GENDER_WISH: household.host_wishes_another_gender,
    Reason.YOUTH_GENDER_WISH: household.youth_wishes_another_gender,
    Reason.CHILDREN: household.has_children_the_youth_cannot_live_with,
    Reason.YOUTH_SMOKES: household.youth_smokes_where_it_is_not_allowed,
    Reason.HOUSEHOLD_SMOKES: household.smokes_against_the_youths_wish,
    Reason.YOUTH_HAS_PET: household.youths_pet_is_not_welcome,
    Reason.HOUSEHOLD_HAS_PET: household.has_pet_against_the_youths_wish,
    Reason.ALLERGIC_TO_CAT: household.has_cat_the_youth_is_allergic_to,
    Reason.ALLERGIC_TO_DOG: household.has_dog_the_youth_is_allergic_to,
    Reason.NOT_STEP_FREE: household.has_steps_the_youth_cannot_take,
    Reason.GUIDANCE: guidance.host_cannot_live_with_the_guidance,
    Reason.NO_DAY_ACTIVITY: guidance.youth_lacks_the_day_activity_asked_for,
    Reason.EXCLUDED: place.pair_was_ruled_out,
}


def broken_rules(
    youths: YouthColumns, rooms: RoomColumns, between: Between, policy: Policy
) -> SmallInts:
    """Return per pair a mask of the rules it breaks: 0 is eligible, ``reasons_in`` reads it."""
    # Eight rules to a byte, and only then whole masks: bytes are four times quicker to go through.
    planes = np.zeros((4, len(between.nights)), dtype=np.uint8)
    for reason in REASONS:
        broken = RULES[reason](youths, rooms, between, policy)
        planes[reason.bit // 8] |= broken.view(np.uint8) << np.uint8(reason.bit % 8)
    mask = planes[0].astype(np.int32)
    for plane in (1, 2, 3):
        mask |= planes[plane].astype(np.int32) << np.int32(8 * plane)
    return mask
