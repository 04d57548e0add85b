"""The *plekkenkaart* of a demo youth: the places that matter, past, now and later."""

from __future__ import annotations

from random import Random

from matcher.words import DayActivity, PlaceKind, PlaceTime
from seed.demo.chance import happens, one_of, pick
from seed.demo.country import Country, Town
from seed.demo.rows import Row

NOWHERE_NEARBY_KM = 45.0


def draw_places(chance: Random, country: Country, home: Town, activity: DayActivity) -> list[Row]:
    """Return one to six places around the home town, as rows without the youth."""
    places = [_row(chance, PlaceTime.NOW, PlaceKind.HOME, home)]
    if happens(chance, 0.86):  # the others were born abroad, or would rather not say
        birth = _birth_town(chance, country, home)
        places.append(_row(chance, PlaceTime.PAST, PlaceKind.BIRTH, birth))
    if activity in (DayActivity.SCHOOL, DayActivity.LEARN_WORK):
        time = PlaceTime.NOW if happens(chance, 0.6) else PlaceTime.LATER
        places.append(_row(chance, time, PlaceKind.STUDY, country.college_near(home, chance)))
    if activity in (DayActivity.WORK, DayActivity.LEARN_WORK):
        time = PlaceTime.NOW if happens(chance, 0.75) else PlaceTime.LATER
        places.append(_row(chance, time, PlaceKind.WORK, country.near(home, 15.0).turn(chance)))
    if happens(chance, 0.3):
        family = country.near(home, NOWHERE_NEARBY_KM).turn(chance)
        places.append(_row(chance, PlaceTime.NOW, PlaceKind.FAMILY, family))
    if happens(chance, 0.05):
        places.append(_row(chance, PlaceTime.LATER, PlaceKind.OTHER, _anywhere(chance, country)))
    if happens(chance, 0.06):
        away = country.near(home, 25.0).turn(chance)
        places.append(_row(chance, PlaceTime.PAST, PlaceKind.AVOID, away))
        places[-1]["radius_km"] = one_of(chance, (2.0, 3.0, 5.0, 8.0))
    return places


def _birth_town(chance: Random, country: Country, home: Town) -> Town:
    where = pick(chance, {"here": 55, "near": 32, "far": 13})
    if where == "here":
        return home
    return (
        country.near(home, NOWHERE_NEARBY_KM).turn(chance)
        if where == "near"
        else _anywhere(chance, country)
    )


def _anywhere(chance: Random, country: Country) -> Town:
    return country.everywhere.turn(chance)


def _row(chance: Random, time: PlaceTime, kind: PlaceKind, town: Town) -> Row:
    latitude, longitude = town.position_near(chance)
    return {
        "time": time,
        "kind": kind,
        "name": town.name,
        "municipality_code": town.municipality,
        "latitude": latitude,
        "longitude": longitude,
        "radius_km": 5.0,
    }
