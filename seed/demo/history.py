"""Placements of the past year and of today, so that a municipality's figures have a history.

Each room with a history gets a string of stays that cannot overlap; each stay gets a youth from
nearby who suits the room, with dates made to match. What the guards of the database demand holds
by construction, and a test lets them check it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from matcher.words import (
    DayActivity,
    Gender,
    GenderWish,
    HouseholdGender,
    PlacementStatus,
    YouthStatus,
)
from seed.demo.chance import happens, pick, stream
from seed.demo.country import distance_km
from seed.demo.homes import Dwelling
from seed.demo.partners import Partners
from seed.demo.rows import Row, moment
from seed.demo.youths import Person, years_before

SHARE_OF_ROOMS = 0.3
ADULT = 18
LONGEST_AGO = 420  # days; contracts of settled partners go back further
TRIES = 60
REACH_KM = 20.0


@dataclass(frozen=True)
class Stay:
    status: PlacementStatus
    starts_on: date
    ends_on: date | None


@dataclass
class Placed:
    """A stay with who lives where; ids follow when it is written, also into ``row``."""

    person: Person
    room: Row
    dwelling: Dwelling
    stay: Stay
    row: Row = field(default_factory=dict)


def make_history(
    dwellings: Sequence[Dwelling],
    people: Sequence[Person],
    partners: Partners,
    seed: int,
    today: date,
) -> list[Placed]:
    """Give a part of the rooms a history; changes those rooms' offers and those youths' dates."""
    pool = _Pool(people, stream(seed, "history"), today)
    placed: list[Placed] = []
    for dwelling in dwellings:
        if not dwelling.is_approved or dwelling.town.municipality not in partners.settled:
            continue
        for position, room in enumerate(dwelling.rooms):
            chance = stream(seed, f"history {room['reference']}")
            if happens(chance, SHARE_OF_ROOMS):
                placed += _room_history(chance, dwelling, position, pool, today)
    return placed


def _room_history(
    chance: Random, dwelling: Dwelling, position: int, pool: _Pool, today: date
) -> list[Placed]:
    room = dwelling.rooms[position]
    free_from = today - timedelta(days=60 + int(chance.random() * (LONGEST_AGO - 60)))
    placed = []
    for stay in _stays(chance, free_from, today):
        person = pool.take(dwelling, room, stay)
        if person is None:
            continue
        _move_in(chance, person, stay)
        placed.append(Placed(person, room, dwelling, stay))
    if placed:
        _offered_since(dwelling, position, free_from)
    return placed


def _stays(chance: Random, free_from: date, today: date) -> Iterator[Stay]:
    """Yield stays one after another: mostly ended ones first, then perhaps one that runs."""
    start = free_from + timedelta(days=int(chance.random() * 45))
    while start < today:
        end = start + timedelta(days=60 + int(chance.random() * 240))
        if end >= today:
            is_known = happens(chance, 0.3)
            yield Stay(
                PlacementStatus.ACTIVE, start, end + timedelta(days=10) if is_known else None
            )
            return
        yield Stay(PlacementStatus.ENDED, start, end)
        start = end + timedelta(days=7 + int(chance.random() * 60))
    if happens(chance, 0.5):
        start = today + timedelta(days=3 + int(chance.random() * 40))
        yield Stay(PlacementStatus.BOOKED, start, None)


def _offered_since(dwelling: Dwelling, position: int, free_from: date) -> None:
    """Let the offer start before the stays, with an open end, and the sign-up before that."""
    dwelling.offers[position] = [{"free_from": free_from, "free_until": None}]
    household = dwelling.household
    household["signed_up_on"] = min(household["signed_up_on"], free_from - timedelta(days=40))
    household["consent_at"] = moment(household["signed_up_on"], 10)


class _Pool:
    """Youths who are ready, by municipality, in an order drawn once."""

    def __init__(self, people: Iterable[Person], chance: Random, today: date) -> None:
        self._today = today
        self._left: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.youth["status"] == YouthStatus.READY:
                self._left[person.town.municipality].append(person)
        for waiting in self._left.values():
            chance.shuffle(waiting)

    def take(self, dwelling: Dwelling, room: Row, stay: Stay) -> Person | None:
        """Take out the first youth of the room's municipality who suits the room, if any."""
        waiting = self._left[dwelling.town.municipality]
        for position, person in enumerate(waiting[:TRIES]):
            if suits(person, dwelling, room, stay):
                del waiting[position]
                return person
        return None


def suits(person: Person, dwelling: Dwelling, room: Row, stay: Stay) -> bool:
    """Say whether a coordinator could have placed this youth here: the plain wishes of both."""
    youth, needs, household = person.youth, person.needs, dwelling.household
    return (
        _is_of_age(youth["birth_date"], room, stay)
        and not needs["age_exception"]
        and _genders_suit(youth["gender"], needs["household_gender_wish"], household, room)
        and room["rent_cents"] <= needs["budget_cents"]
        and room["rent_cents"] <= (room["legal_max_rent_cents"] or room["rent_cents"])
        and str(needs["guidance_kind"]) in room["accepts_guidance"]
        and (needs["day_activity"] != DayActivity.NONE or not room["requires_day_activity"])
        and (needs["accepts_children"] or not household["has_children"])
        and _habits_suit(needs, household, room)
        and (room["step_free"] or not needs["needs_step_free"])
        and _is_near(person, dwelling)
    )


def _is_of_age(birth_date: date, room: Row, stay: Stay) -> bool:
    of_age = years_before(birth_date, -max(ADULT, room["min_age"]))
    too_old = years_before(birth_date, -(room["max_age"] + 1))
    return of_age <= stay.starts_on < too_old


def _genders_suit(gender: Gender, wish: GenderWish, household: Row, room: Row) -> bool:
    home: HouseholdGender = household["gender"]
    return room["accepts_gender"] in (GenderWish.ANY, gender) and wish in (GenderWish.ANY, home)


def _habits_suit(needs: Row, household: Row, room: Row) -> bool:
    has_animals = household["has_cat"] or household["has_dog"]
    return not (
        (needs["smokes"] and not room["smoking_allowed"])
        or (household["smokes"] and not needs["accepts_smoking_household"])
        or (needs["has_pet"] and not room["pets_welcome"])
        or (has_animals and not needs["accepts_pets"])
        or (needs["allergic_to_cats"] and household["has_cat"])
        or (needs["allergic_to_dogs"] and household["has_dog"])
    )


def _is_near(person: Person, dwelling: Dwelling) -> bool:
    home = dwelling.home
    reach = min(REACH_KM, person.needs["max_distance_km"])
    near = False
    for place in person.places:
        distance = distance_km(
            place["latitude"], place["longitude"], home["latitude"], home["longitude"]
        )
        if place["kind"] == "avoid":
            if distance <= place["radius_km"]:
                return False
        elif distance <= reach:
            near = True
    return near


def _move_in(chance: Random, person: Person, stay: Stay) -> None:
    """Set the youth's status and dates so that they tell the same story as the stay."""
    youth = person.youth
    youth["ready_on"] = stay.starts_on - timedelta(days=int(chance.random() * 40))
    youth["registered_on"] = youth["ready_on"] - timedelta(days=15 + int(chance.random() * 120))
    youth["consent_at"] = moment(youth["registered_on"], 11)
    if youth["out_of_care_on"] is not None:
        days = int(chance.gauss(10, 25))
        adult_on = years_before(youth["birth_date"], -18)
        youth["out_of_care_on"] = max(adult_on, stay.starts_on + timedelta(days=days))
    youth["status"] = YouthStatus.PLACED
    if stay.status == PlacementStatus.ENDED:
        after = pick(chance, {YouthStatus.WITHDRAWN: 88, YouthStatus.READY: 12})
        youth["status"] = after
        if after == YouthStatus.READY and stay.ends_on is not None:
            youth["ready_on"] = stay.ends_on
