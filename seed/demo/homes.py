"""Households, homes, rooms and when the rooms are free."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from matcher.words import (
    Gender,
    GenderWish,
    HouseholdGender,
    HouseholdKind,
    HouseholdStatus,
    Interest,
)
from seed.demo import names, stories
from seed.demo.chance import around, happens, one_of, pick, some, stream
from seed.demo.country import Country, Town
from seed.demo.partners import Partners
from seed.demo.rows import MARK, Row, moment
from seed.demo.wheel import Wheel

IN_PARTNER_MUNICIPALITY = 0.94

STATUSES = {
    HouseholdStatus.APPROVED: 84,
    HouseholdStatus.VISITED: 6,
    HouseholdStatus.SIGNED_UP: 5,
    HouseholdStatus.PAUSED: 3,
    HouseholdStatus.REFUSED: 1,
    HouseholdStatus.WITHDRAWN: 1,
}
KINDS = {
    HouseholdKind.SINGLE: 38,
    HouseholdKind.COUPLE: 29,
    HouseholdKind.FAMILY: 24,
    HouseholdKind.SHARED: 9,
}
GENDERS = {
    HouseholdKind.SINGLE: {HouseholdGender.FEMALE: 72, HouseholdGender.MALE: 28},
    HouseholdKind.COUPLE: {
        HouseholdGender.MIXED: 91,
        HouseholdGender.FEMALE: 5,
        HouseholdGender.MALE: 4,
    },
    HouseholdKind.FAMILY: {
        HouseholdGender.MIXED: 84,
        HouseholdGender.FEMALE: 14,
        HouseholdGender.MALE: 2,
    },
    HouseholdKind.SHARED: {
        HouseholdGender.MIXED: 62,
        HouseholdGender.FEMALE: 28,
        HouseholdGender.MALE: 10,
    },
}
WISHES = {
    (HouseholdKind.SINGLE, HouseholdGender.FEMALE): {GenderWish.ANY: 52, GenderWish.FEMALE: 48},
    (HouseholdKind.SINGLE, HouseholdGender.MALE): {GenderWish.ANY: 64, GenderWish.MALE: 36},
    (HouseholdKind.SHARED, HouseholdGender.FEMALE): {GenderWish.ANY: 20, GenderWish.FEMALE: 80},
    (HouseholdKind.SHARED, HouseholdGender.MALE): {GenderWish.ANY: 45, GenderWish.MALE: 55},
}
USUAL_WISHES = {GenderWish.ANY: 78, GenderWish.FEMALE: 16, GenderWish.MALE: 6}

LANGUAGES = {"en": 45, "de": 12, "fr": 7, "ar": 6, "tr": 5, "es": 4, "pl": 3, "uk": 2, "fa": 1}
INTERESTS: dict[str, float] = {
    Interest.COOKING: 20,
    Interest.SPORT: 12,
    Interest.MUSIC: 11,
    Interest.GAMING: 3,
    Interest.GARDEN: 16,
    Interest.READING: 14,
    Interest.CRAFTS: 9,
    Interest.FILM: 9,
    Interest.FAITH: 6,
    Interest.ANIMALS: 9,
    Interest.QUIET: 8,
}
GUIDANCE = {"34": 56, "4": 22, "234": 14, "3": 4, "1234": 4}
LATEST_AGES = {23: 42, 25: 14, 27: 44}
NUMBER_OF_ROOMS = {1: 74, 2: 21, 3: 5}


@dataclass
class Dwelling:
    """One household with its home and rooms; ids are given when it is written."""

    household: Row
    home: Row
    town: Town
    rooms: list[Row] = field(default_factory=list)
    offers: list[list[Row]] = field(default_factory=list)  # availabilities, per room

    @property
    def is_approved(self) -> bool:
        return self.household["status"] == HouseholdStatus.APPROVED


def make_dwellings(
    country: Country, partners: Partners, seed: int, rooms: int, today: date
) -> list[Dwelling]:
    """Return dwellings with exactly ``rooms`` rooms together."""
    inside = Wheel.of((code, country.weights[code]) for code in partners.running)
    made: list[Dwelling] = []
    taken: set[tuple[str, str]] = set()
    left = rooms
    while left > 0:
        chance = stream(seed, "home", len(made) + 1)
        town = country.draw_town(chance, inside, IN_PARTNER_MUNICIPALITY)
        wanted = min(left, pick(chance, NUMBER_OF_ROOMS))
        dwelling = _dwelling(chance, len(made) + 1, town, country, wanted, today)
        own_front_door(dwelling.home, taken)
        made.append(dwelling)
        left -= wanted
    number = 0
    for dwelling in made:
        for room in dwelling.rooms:
            number += 1
            room["reference"] = f"{MARK}K{number:05d}"
    return made


def own_front_door(home: Row, taken: set[tuple[str, str]]) -> None:
    """Move on to the next number of the street until no other household lives there."""
    while (home["postcode"], home["house_number"]) in taken:
        home["house_number"] = str(int(home["house_number"].rstrip("abc")) + 2)
    taken.add((home["postcode"], home["house_number"]))


def _dwelling(
    chance: Random, number: int, town: Town, country: Country, rooms: int, today: date
) -> Dwelling:
    household = _household(chance, number, today)
    latitude, longitude = town.position_near(chance)
    home = {
        "street": names.street(chance),
        "house_number": names.house_number(chance),
        "postcode": f"{one_of(chance, town.postcodes)} {names.postcode_letters(chance)}",
        "place_name": town.name,
        "municipality_code": town.municipality,
        "latitude": latitude,
        "longitude": longitude,
    }
    dwelling = Dwelling(household, home, town)
    is_step_free = happens(chance, 0.13)
    for _ in range(rooms):
        people = country.weights[town.municipality]
        dwelling.rooms.append(_room(chance, household, people, is_step_free))
        dwelling.offers.append(_offers(chance, household, today))
    return dwelling


def _household(chance: Random, number: int, today: date) -> Row:
    kind = pick(chance, KINDS)
    gender = pick(chance, GENDERS[kind])
    has_children = kind == HouseholdKind.FAMILY
    status = pick(chance, STATUSES)
    days = {HouseholdStatus.SIGNED_UP: 3, HouseholdStatus.VISITED: 15}.get(status, 45)
    signed_up_on = today - timedelta(days=days + int(chance.random() ** 1.5 * 10 * days))
    has_cat, has_dog = happens(chance, 0.24), happens(chance, 0.18)
    smokes = happens(chance, 0.06 if has_children else 0.16)
    interests = some(chance, INTERESTS, 2 + int(chance.random() * 3))
    if (has_cat or has_dog) and happens(chance, 0.5) and Interest.ANIMALS not in interests:
        interests.append(Interest.ANIMALS)
    contact = _contact(chance, kind, gender)
    key = f"h{number:05d}"
    return {
        "reference": f"{MARK}H{number:05d}",
        "contact_name": contact,
        "email": names.email(contact, key),
        "phone": names.phone(chance),
        "kind": kind,
        "gender": gender,
        "has_children": has_children,
        "smokes": smokes,
        "has_cat": has_cat,
        "has_dog": has_dog,
        "languages": " ".join(
            ["nl", *some(chance, LANGUAGES, pick(chance, {0: 35, 1: 50, 2: 15}))]
        ),
        "interests": " ".join(interests),
        "attention_offer": pick(chance, {1: 25, 2: 55, 3: 20}),
        "motivation": stories.motivation(chance, kind, interests),
        "status": status,
        "signed_up_on": signed_up_on,
        "consent_at": moment(signed_up_on, 10),
        "version": 1,
        "account_id": None,
    }


def _contact(chance: Random, kind: HouseholdKind, gender: HouseholdGender) -> str:
    surname = names.surname(chance)
    if kind == HouseholdKind.FAMILY and gender == HouseholdGender.MIXED:
        return f"Familie {names.capital(surname)}"
    person = Gender.MALE if gender == HouseholdGender.MALE else Gender.FEMALE
    if gender == HouseholdGender.MIXED and happens(chance, 0.4):
        person = Gender.MALE
    return f"{names.host_first_name(chance, person)} {surname}"


def _room(chance: Random, household: Row, people: int, is_step_free: bool) -> Row:
    kind, gender = household["kind"], household["gender"]
    area = around(chance, 13.5, 3.2, 8, 24)
    rent = around(chance, _usual_rent(people) + 4 * (area - 13), 32, 300, 550, step=5) * 100
    has_pets = household["has_cat"] or household["has_dog"]
    return {
        "description": stories.room(chance, area, is_step_free),
        "area_m2": float(area) if happens(chance, 0.92) else None,
        "rent_cents": rent,
        "legal_max_rent_cents": _legal_maximum(chance, rent, area),
        "min_age": pick(chance, {17: 6, 18: 80, 19: 5, 20: 5, 21: 4}),
        "max_age": pick(chance, LATEST_AGES),
        "accepts_gender": pick(chance, WISHES.get((kind, gender), USUAL_WISHES)),
        "smoking_allowed": happens(chance, 0.85 if household["smokes"] else 0.24),
        "pets_welcome": happens(chance, 0.4 if has_pets else 0.14),
        "step_free": is_step_free,
        "accepts_guidance": pick(chance, GUIDANCE),
        "requires_day_activity": happens(chance, 0.7),
        "version": 1,
    }


def _usual_rent(people: int) -> float:
    """Return the usual rent in euros of 13 m²: about € 375 in a village, € 450 in a big city."""
    return 375 + 75 * min(1.0, max(0.0, (people - 15_000) / 350_000) ** 0.6)


def _legal_maximum(chance: Random, rent: int, area: int) -> int | None:
    if happens(chance, 0.15):
        return None  # the points are not counted yet
    if happens(chance, 0.03):
        return rent - around(chance, 30, 15, 5, 60) * 100
    return rent + around(chance, 45 + 5 * (area - 10), 40, 0, 220) * 100


def _offers(chance: Random, household: Row, today: date) -> list[Row]:
    """Return when the room is free: mostly now and with an open end; some for a time or later."""
    is_approved = household["status"] == HouseholdStatus.APPROVED
    when = pick(chance, {(-130, 0): 55, (1, 90): 36, (90, 180): 9}) if is_approved else (0, 120)
    free_from = today + timedelta(days=when[0] + int(chance.random() * (when[1] - when[0])))
    free_from = max(free_from, household["signed_up_on"] + timedelta(days=21))
    if happens(chance, 0.76):
        return [{"free_from": free_from, "free_until": None}]
    until = max(free_from, today) + timedelta(days=90 + int(chance.random() * 300))
    if is_approved and happens(chance, 0.06):  # the offer has passed
        free_from = max(today - timedelta(days=200), household["signed_up_on"])
        until = today - timedelta(days=10)
    periods = [{"free_from": free_from, "free_until": until}]
    if happens(chance, 0.15):
        periods.append({"free_from": until + timedelta(days=60), "free_until": None})
    return periods
