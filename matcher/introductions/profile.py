"""What a host reads of a youth and a youth of a home: fields by level, an allow-list.

A profile is made of values, never of rows: a page that gets one cannot show what is not in it.
Free text of others stays out at every level, since a name is easily written in it, and so do the
care organisation, the target group, the places that matter to a youth, and everything medical.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from matcher.ages import age_on
from matcher.database.hosting import HouseRule
from matcher.database.hosts import Home, Room
from matcher.database.youths import Youth
from matcher.rooms.terms import Terms
from matcher.words import (
    DayActivity,
    DisclosureLevel,
    Gender,
    HouseholdGender,
    HouseholdKind,
    HouseRuleKind,
)

Levels = Collection[DisclosureLevel]

#: Words before a name that are no first name.
TITLES = frozenset(
    {"familie", "family", "fam", "gezin", "de", "het", "dhr", "heer", "hr", "meneer"}
    | {"mevrouw", "mevr", "mw", "mr", "mrs", "ms", "miss"}
)


@dataclass(frozen=True, kw_only=True)
class YouthProfile:
    """A youth as a host may know them. None: not at this level."""

    age: int
    gender: Gender
    town: str
    day_activity: DayActivity
    guidance_kind: int
    attention_wish: int
    languages: str
    interests: str
    smokes: bool
    has_pet: bool
    from_on: date
    until_on: date | None
    first_name: str | None = None
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True, kw_only=True)
class HomeProfile:
    """A home and a room as a youth may know them. Money in cents.

    None: not at this level, or not told by the host.
    """

    town: str
    kind: HouseholdKind
    gender: HouseholdGender
    has_children: bool
    smokes: bool
    has_cat: bool
    has_dog: bool
    languages: str
    interests: str
    attention_offer: int
    rent_cents: int
    included: str | None
    deposit_cents: int | None
    is_furnished: bool | None
    area_m2: float | None
    step_free: bool
    smoking_allowed: bool
    pets_welcome: bool
    requires_day_activity: bool
    rule_kinds: tuple[HouseRuleKind, ...]
    from_on: date
    until_on: date | None
    rules: tuple[tuple[HouseRuleKind, str], ...] | None = None
    first_name: str | None = None
    name: str | None = None
    phone: str | None = None
    address: str | None = None


@dataclass(frozen=True)
class Stay:
    """The period for which the room is booked; ``until_on`` None: no end."""

    from_on: date
    until_on: date | None


def youth_profile(youth: Youth, stay: Stay, levels: Levels, today: date) -> YouthProfile | None:
    """Return the youth as known at these levels; None when nothing may be known."""
    if DisclosureLevel.PROFILE not in levels:
        return None
    needs = youth.needs
    knows_contact = DisclosureLevel.CONTACT in levels
    return YouthProfile(
        age=age_on(youth.birth_date, today),
        gender=youth.gender,
        town=youth.municipality.name,
        day_activity=needs.day_activity,
        guidance_kind=needs.guidance_kind,
        attention_wish=needs.attention_wish,
        languages=needs.languages,
        interests=needs.interests,
        smokes=needs.smokes,
        has_pet=needs.has_pet,
        from_on=stay.from_on,
        until_on=stay.until_on,
        first_name=youth.first_name if DisclosureLevel.FIRST_NAME in levels else None,
        name=youth.name if knows_contact else None,
        phone=youth.phone if knows_contact else None,
    )


def home_profile(
    room: Room, terms: Terms | None, rules: Collection[HouseRule], stay: Stay, levels: Levels
) -> HomeProfile | None:
    """Return the home as known at these levels; None when nothing may be known."""
    if DisclosureLevel.PROFILE not in levels:
        return None
    home, household = room.home, room.home.household
    knows_name = DisclosureLevel.FIRST_NAME in levels
    knows_contact = DisclosureLevel.CONTACT in levels
    return HomeProfile(
        town=home.place_name,
        kind=household.kind,
        gender=household.gender,
        has_children=household.has_children,
        smokes=household.smokes,
        has_cat=household.has_cat,
        has_dog=household.has_dog,
        languages=household.languages,
        interests=household.interests,
        attention_offer=household.attention_offer,
        rent_cents=room.rent_cents,
        included=terms.included if terms else None,
        deposit_cents=terms.deposit_cents if terms else None,
        is_furnished=terms.is_furnished if terms else None,
        area_m2=room.area_m2,
        step_free=room.step_free,
        smoking_allowed=room.smoking_allowed,
        pets_welcome=room.pets_welcome,
        requires_day_activity=room.requires_day_activity,
        rule_kinds=tuple(rule.kind for rule in rules),
        from_on=stay.from_on,
        until_on=stay.until_on,
        # The words of a host can hold a name or a street: they come with the first name.
        rules=tuple((rule.kind, rule.text) for rule in rules) if knows_name else None,
        first_name=given_name(household.contact_name) if knows_name else None,
        name=household.contact_name if knows_contact else None,
        phone=household.phone if knows_contact else None,
        address=address_of(home) if DisclosureLevel.ADDRESS in levels else None,
    )


def given_name(contact_name: str) -> str | None:
    """Return the first name in the name of a household, or None when it begins otherwise.

    'Marijke de Vries' gives 'Marijke'; 'Familie de Vries' and 'M. de Vries' give nothing, since
    what is left is a family name.
    """
    words = contact_name.split()
    if len(words) < 2:
        return None
    first = words[0].strip(",")
    is_a_name = first.isalpha() or "-" in first
    return first if is_a_name and len(first) > 1 and first.lower() not in TITLES else None


def address_of(home: Home) -> str:
    return f"{home.street} {home.house_number}, {home.postcode} {home.place_name}"
