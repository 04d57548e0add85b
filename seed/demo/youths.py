"""Youths and what they need; the towns on their *plekkenkaart* are in `plekken.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from matcher.words import DayActivity, Gender, GenderWish, Interest, TargetGroup, YouthStatus
from matcher.youths.rules import lottery_number
from seed.demo import names
from seed.demo.chance import around, happens, one_of, pick, some, stream
from seed.demo.country import Country, Town
from seed.demo.partners import Organisation, Partners
from seed.demo.plekken import draw_places
from seed.demo.rows import MARK, Row, moment
from seed.demo.wheel import Wheel

FROM_PARTNER_MUNICIPALITY = 0.92

AGES = {17: 5, 18: 27, 19: 24, 20: 17, 21: 11, 22: 7, 23: 4, 24: 2, 25: 1.5, 26: 1, 27: 0.5}
GENDERS = {Gender.FEMALE: 44, Gender.MALE: 53, Gender.OTHER: 3}
TARGET_GROUPS = {TargetGroup.LIGHT: 50, TargetGroup.MIDDLE: 35, TargetGroup.HEAVY: 15}
STATUSES = {
    YouthStatus.READY: 82,
    YouthStatus.REGISTERED: 14,
    YouthStatus.WITHDRAWN: 4,
}
GUIDANCE = {
    TargetGroup.LIGHT: {4: 82, 3: 18},
    TargetGroup.MIDDLE: {4: 36, 3: 54, 2: 10},
    TargetGroup.HEAVY: {4: 4, 3: 48, 2: 33, 1: 15},
}
ACTIVITIES = {
    TargetGroup.LIGHT: {
        DayActivity.SCHOOL: 52,
        DayActivity.WORK: 30,
        DayActivity.LEARN_WORK: 10,
        DayActivity.VOLUNTEERING: 4,
        DayActivity.NONE: 4,
    },
    TargetGroup.MIDDLE: {
        DayActivity.SCHOOL: 39,
        DayActivity.WORK: 22,
        DayActivity.LEARN_WORK: 17,
        DayActivity.VOLUNTEERING: 8,
        DayActivity.NONE: 14,
    },
    TargetGroup.HEAVY: {
        DayActivity.SCHOOL: 20,
        DayActivity.WORK: 12,
        DayActivity.LEARN_WORK: 20,
        DayActivity.VOLUNTEERING: 14,
        DayActivity.NONE: 34,
    },
}
BUDGETS = {
    DayActivity.SCHOOL: 430,
    DayActivity.WORK: 490,
    DayActivity.LEARN_WORK: 455,
    DayActivity.VOLUNTEERING: 435,
    DayActivity.NONE: 410,
}
SMOKING = {TargetGroup.LIGHT: 0.24, TargetGroup.MIDDLE: 0.34, TargetGroup.HEAVY: 0.44}
ATTENTION = {
    TargetGroup.LIGHT: {1: 35, 2: 52, 3: 13},
    TargetGroup.MIDDLE: {1: 22, 2: 53, 3: 25},
    TargetGroup.HEAVY: {1: 20, 2: 42, 3: 38},
}
WISHES = {
    Gender.FEMALE: {GenderWish.ANY: 80, GenderWish.FEMALE: 20},
    Gender.MALE: {GenderWish.ANY: 95, GenderWish.MALE: 4, GenderWish.FEMALE: 1},
    Gender.OTHER: {GenderWish.ANY: 88, GenderWish.FEMALE: 12},
}
DISTANCES = {5.0: 6, 10.0: 22, 15.0: 34, 20.0: 16, 25.0: 14, 40.0: 8}
LANGUAGES = {"en": 42, "ar": 9, "tr": 6, "ti": 5, "so": 3, "pl": 3, "fr": 3, "es": 3, "uk": 2}
INTERESTS: dict[str, float] = {
    Interest.COOKING: 13,
    Interest.SPORT: 17,
    Interest.MUSIC: 17,
    Interest.GAMING: 18,
    Interest.GARDEN: 5,
    Interest.READING: 7,
    Interest.CRAFTS: 8,
    Interest.FILM: 14,
    Interest.FAITH: 5,
    Interest.ANIMALS: 10,
    Interest.QUIET: 9,
}
EXCEPTION_REASONS = (
    "Wordt binnen enkele maanden 18 en kan niet langer in het gezinshuis blijven.",
    "De groep sluit; een tussenplek voor enkele maanden is niet in het belang van de jongere.",
    "Op verzoek van de voogd: de opleiding begint voor de achttiende verjaardag.",
)


@dataclass
class Person:
    """One youth with needs and places; ids are given when it is written."""

    youth: Row
    needs: Row
    town: Town
    places: list[Row] = field(default_factory=list)
    organisation: str = ""  # its code; in ``youth`` is its id


def make_youths(
    country: Country,
    partners: Partners,
    organisations: Sequence[Organisation],
    seed: int,
    number: int,
    today: date,
) -> list[Person]:
    inside = Wheel.of((code, country.weights[code]) for code in partners.running)
    guides = _Guides(organisations)
    return [
        _person(country, inside, guides, stream(seed, "youth", position), position, today)
        for position in range(1, number + 1)
    ]


class _Guides:
    """Which care organisations are at work near a town."""

    def __init__(self, organisations: Sequence[Organisation]) -> None:
        self._organisations = organisations
        self._near: dict[Town, dict[int, float]] = {}
        self.codes = {one.id: one.code for one in organisations}

    def pick(self, chance: Random, town: Town) -> int | None:
        """Return the id of one of the four nearest; None for who registered without one."""
        if happens(chance, 0.07):
            return None
        if town not in self._near:
            by_distance = sorted(
                self._organisations, key=lambda o: (town.distance_km(o.base), o.id)
            )
            shares = zip(by_distance[:4], (50.0, 25.0, 15.0, 10.0), strict=False)
            self._near[town] = {organisation.id: share for organisation, share in shares}
        return pick(chance, self._near[town])


def _person(
    country: Country, inside: Wheel[str], guides: _Guides, chance: Random, number: int, today: date
) -> Person:
    town = country.draw_town(chance, inside, FROM_PARTNER_MUNICIPALITY)
    gender, group = pick(chance, GENDERS), pick(chance, TARGET_GROUPS)
    needs = _needs(chance, gender, group)
    places = draw_places(chance, country, town, needs["day_activity"])
    reference = f"{MARK}J{number:05d}"
    youth = {
        "reference": reference,
        "first_name": names.youth_first_name(chance, gender),
        "last_name": names.surname(chance),
        "gender": gender,
        "phone": names.phone(chance) if happens(chance, 0.93) else "",
        "municipality_code": _responsible(chance, country, town, places),
        "organisation_id": guides.pick(chance, town),
        "status": pick(chance, STATUSES),
        "target_group": group,
        "lottery": lottery_number(reference),
        "version": 1,
        "account_id": None,
        **_dates(chance, needs, today),
    }
    youth["email"] = names.email(f"{youth['first_name']} {youth['last_name']}", f"j{number:05d}")
    youth["urgency"] = _urgency(chance, youth, today)
    is_consenting = youth["status"] != YouthStatus.REGISTERED or happens(chance, 0.4)
    youth["consent_at"] = moment(youth["registered_on"], 11) if is_consenting else None
    code = guides.codes.get(youth["organisation_id"], "")
    return Person(youth, needs, town, places, code)


def _responsible(chance: Random, country: Country, town: Town, places: list[Row]) -> str:
    """Return the paying municipality: mostly the home town's, at times the birth town's."""
    births = [row["municipality_code"] for row in places if row["kind"] == "birth"]
    return births[0] if births and happens(chance, 0.08) else town.municipality


def _dates(chance: Random, needs: Row, today: date) -> Row:
    """Return birth, registration, end of care and when ready; fills the age exception in."""
    age = pick(chance, AGES)
    birth_date = years_before(today, age) - timedelta(days=int(chance.random() * 364))
    registered_on = today - timedelta(days=int(chance.random() ** 1.6 * 364))
    out_of_care_on = None
    ready_on = registered_on + timedelta(days=around(chance, 45, 60, 0, 240))
    if happens(chance, 0.78):
        out_of_care_on = max(
            registered_on + timedelta(days=around(chance, 100, 90, -60, 420)),
            years_before(birth_date, -18),  # youth care ends at 18 at the earliest
        )
        ready_on = max(registered_on, out_of_care_on - timedelta(days=int(chance.random() * 30)))
    adult_on = years_before(birth_date, -18)
    if max(ready_on, today) < adult_on:
        if happens(chance, 0.4):
            needs["age_exception"] = True
            needs["age_exception_reason"] = one_of(chance, EXCEPTION_REASONS)
        else:
            ready_on = adult_on
    latest = years_before(birth_date, -28) - timedelta(days=30)  # still 27, with time to move in
    return {
        "birth_date": birth_date,
        "registered_on": registered_on,
        "ready_on": min(ready_on, max(latest, registered_on)),
        "out_of_care_on": out_of_care_on,
    }


def years_before(day: date, years: int) -> date:
    """Return the same day so many years earlier (or later, below zero).

    Who was born on 29 February comes of age on 1 March.
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 3, 1)


def _urgency(chance: Random, youth: Row, today: date) -> int:
    """Return 0 to 3; who has left care, or is about to, is in more of a hurry."""
    ending = youth["out_of_care_on"]
    days = (ending - today).days if ending else 120
    base = 1.6 if days < 0 else 1.1 if days < 60 else 0.4
    heavy = {TargetGroup.LIGHT: 0.0, TargetGroup.MIDDLE: 0.15, TargetGroup.HEAVY: 0.5}
    return around(chance, base + heavy[youth["target_group"]], 0.8, 0, 3)


def _needs(chance: Random, gender: Gender, group: TargetGroup) -> Row:
    activity = pick(chance, ACTIVITIES[group])
    smokes = happens(chance, SMOKING[group])
    cats, dogs = happens(chance, 0.05), happens(chance, 0.03)
    has_pet = not (cats or dogs) and happens(chance, 0.045)
    interests = some(chance, INTERESTS, 2 + int(chance.random() * 3))
    number_of_languages = pick(chance, {0: 45, 1: 43, 2: 12})
    return {
        "budget_cents": around(chance, BUDGETS[activity], 45, 300, 550, step=5) * 100,
        "guidance_kind": pick(chance, GUIDANCE[group]),
        "day_activity": activity,
        "max_distance_km": pick(chance, DISTANCES),
        "smokes": smokes,
        "has_pet": has_pet,
        "allergic_to_cats": cats,
        "allergic_to_dogs": dogs,
        "needs_step_free": happens(chance, 0.025),
        "household_gender_wish": pick(chance, WISHES[gender]),
        "accepts_children": happens(chance, 0.74 if group == TargetGroup.HEAVY else 0.88),
        "accepts_smoking_household": happens(chance, 0.95 if smokes else 0.55),
        "accepts_pets": has_pet or happens(chance, 0.5 if cats or dogs else 0.92),
        "languages": " ".join(["nl", *some(chance, LANGUAGES, number_of_languages)]),
        "interests": " ".join(interests),
        "attention_wish": pick(chance, ATTENTION[group]),
        "age_exception": False,
        "age_exception_reason": "",
    }
