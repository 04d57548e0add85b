"""Who lives in the home, and how: gender, children, smoke, animals, stairs."""

from __future__ import annotations

from matcher.eligibility.columns import ANY, GENDERS, Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def host_wishes_another_gender(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    """Whether a wish for one gender lets in 'other' is the policy's choice, not ours."""
    broken = (r.accepts_gender != ANY) & (r.accepts_gender != y.gender)
    if policy.gender.single_gender_wish_admits_other:
        broken &= y.gender != GENDERS["other"]
    return broken


def youth_wishes_another_gender(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    """The wish holds for all adults in the home, so a mixed household does not meet it."""
    return (y.household_wish != ANY) & (y.household_wish != r.household_gender)


def has_children_the_youth_cannot_live_with(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return r.has_children & ~y.accepts_children


def youth_smokes_where_it_is_not_allowed(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return y.smokes & ~r.smoking_allowed


def smokes_against_the_youths_wish(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return r.household_smokes & ~y.accepts_smoking_household


def youths_pet_is_not_welcome(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return y.has_pet & ~r.pets_welcome


def has_pet_against_the_youths_wish(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return r.has_pet & ~y.accepts_pets


def has_cat_the_youth_is_allergic_to(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return y.allergic_to_cats & r.has_cat


def has_dog_the_youth_is_allergic_to(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return y.allergic_to_dogs & r.has_dog


def has_steps_the_youth_cannot_take(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return y.needs_step_free & ~r.step_free
