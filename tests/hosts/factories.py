"""Registrations for tests: valid as they come, each value can be given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from matcher.hosts.registration import (
    Address,
    Circumstances,
    HostRegistration,
    HouseholdDetails,
    RuleOfTheHouse,
)
from matcher.rooms.service import RoomDetails
from matcher.rooms.terms import Terms
from matcher.rounds.rules import Window
from matcher.words import GenderWish, HouseholdGender, HouseholdKind, HouseRuleKind, Tenure

TERMS = Terms(included="heating internet", service_cents=5000, deposit_cents=30000, limits="rook")
ROOM = RoomDetails(
    description="Zolderkamer met dakraam",
    area_m2=14.5,
    rent_cents=39500,
    legal_max_rent_cents=None,
    min_age=18,
    max_age=23,
    accepts_gender=GenderWish.ANY,
    smoking_allowed=False,
    pets_welcome=True,
    step_free=False,
    accepts_guidance="34",
    requires_day_activity=True,
    periods=(
        Window(date(2026, 4, 1), date(2026, 7, 1)),
        Window(date(2026, 9, 1), None),
    ),
    terms=TERMS,
)
ADDRESS = Address(
    street="Voorbeeldlaan",
    house_number="7a",
    postcode="3511 AB",
    place_name="Utrecht",
    municipality_code="GM0344",
    latitude=52.09,
    longitude=5.12,
)
HOUSEHOLD = HouseholdDetails(
    contact_name="Fam. Fictief",
    email="Fictief@Example.org",
    phone="",
    kind=HouseholdKind.COUPLE,
    gender=HouseholdGender.MIXED,
    has_children=False,
    smokes=False,
    has_cat=True,
    has_dog=False,
    languages="nl en",
    interests="cooking",
    attention_offer=2,
    motivation="Wij hebben plek",
    circumstances=Circumstances(
        tenure=Tenure.RENTED_SOCIAL, number_of_residents=2, benefits="aow huurtoeslag"
    ),
    rules=(
        RuleOfTheHouse(HouseRuleKind.QUIET, "Na half elf stil"),
        RuleOfTheHouse(HouseRuleKind.VISITORS, "Graag vooraf vertellen"),
    ),
)


def registration(**household: Any) -> HostRegistration:
    """Return a household with two rooms; ``household`` replaces what it tells of itself."""
    return HostRegistration(
        household=replace(HOUSEHOLD, **household),
        address=ADDRESS,
        rooms=(ROOM, replace(ROOM, periods=(Window(date(2026, 4, 1), None),))),
        usable_m2=95.0,
    )
