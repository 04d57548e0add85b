"""The hard rules once more, plain and slow, one pair at a time: what the fast answer must equal.

Written from the policy, not from the code under test: other date arithmetic (calendar dates),
another distance formula (haversine), no masks and no arrays.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from matcher.policy import Policy

Row = Mapping[str, object]


def kilometres(a: Row, b: Row) -> float | None:
    spots = [a["latitude"], a["longitude"], b["latitude"], b["longitude"]]
    if any(spot is None for spot in spots):
        return None
    lat1, lon1, lat2, lon2 = (math.radians(float(str(spot))) for spot in spots)
    part = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(part)))


def age_on(birth: date, day: date) -> int:
    had_birthday = (day.month, day.day) >= (birth.month, birth.day)
    return day.year - birth.year - (0 if had_birthday else 1)


def nights(y: Row, r: Row, today: date, policy: Policy) -> int:
    end = today + timedelta(days=policy.dates.horizon_nights)
    lived = 0
    day = today
    while day < end:
        free = r["free_from"] <= day and (r["free_until"] is None or day < r["free_until"])  # type: ignore[operator]
        lived += bool(free and y["ready_on"] <= day)  # type: ignore[operator]
        day += timedelta(days=1)
    return lived


def broken(
    y: Row,
    r: Row,
    places: Sequence[Row],
    excluded: Sequence[tuple[str, str]],
    today: date,
    policy: Policy,
) -> set[str]:
    """Return the codes of the rules that the pair breaks."""
    return (
        _place(y, r, [place for place in places if place["youth"] == y["youth"]], policy)
        | _dates_and_age(y, r, today, policy)
        | _sides(y, r, policy)
        | ({"excluded"} if (y["youth"], r["room"]) in excluded else set())
    )


def _place(y: Row, r: Row, places: Sequence[Row], policy: Policy) -> set[str]:
    found = set() if r["participating"] else {"not_participating"}
    usual = policy.distance.default_avoid_radius_km
    for place in places:
        if place["kind"] != "avoid":
            continue
        distance = kilometres(place, r)
        same_town = place["municipality"] == r["municipality"] != ""
        radius = float(str(place["radius_km"] or usual))
        if same_town if distance is None else distance <= radius:
            found.add("place_to_avoid")
    known = [
        p for p in places if p["kind"] != "avoid" and None not in (p["latitude"], p["longitude"])
    ]
    located = None not in (r["latitude"], r["longitude"])
    if not known:
        found.add("no_place_known")
    if not located:
        found.add("room_place_unknown")
    if known and located:
        limit = y["max_distance_km"]
        limit = policy.distance.default_maximum_km if limit is None else float(str(limit))
        if min(kilometres(p, r) or 0.0 for p in known) > limit:
            found.add("too_far")
    return found


def _dates_and_age(y: Row, r: Row, today: date, policy: Policy) -> set[str]:
    found = set()
    if nights(y, r, today, policy) < policy.dates.minimum_nights:
        found.add("no_shared_dates")
    moves_in = max(today, y["ready_on"], r["free_from"])  # type: ignore[call-overload]
    age = age_on(y["birth_date"], moves_in)  # type: ignore[arg-type]
    if not y["age_exception"] and age < policy.age.minimum:
        found.add("too_young")
    if not y["age_exception"] and age > policy.age.maximum:
        found.add("too_old")
    if age < int(str(r["min_age"])):
        found.add("younger_than_wish")
    if age > int(str(r["max_age"])):
        found.add("older_than_wish")
    return found


def _sides(y: Row, r: Row, policy: Policy) -> set[str]:
    admits_other = y["gender"] == "other" and policy.gender.single_gender_wish_admits_other
    ceiling = r["legal_max_rent_cents"]
    rent = int(str(r["rent_cents"]))
    held = {
        "rent_above_budget": rent > int(str(y["budget_cents"])),
        "rent_above_legal_maximum": ceiling is not None and rent > float(str(ceiling)),
        "host_gender_wish": r["accepts_gender"] not in ("any", y["gender"]) and not admits_other,
        "youth_gender_wish": y["household_gender_wish"] not in ("any", r["household_gender"]),
        "children": r["has_children"] and not y["accepts_children"],
        "youth_smokes": y["smokes"] and not r["smoking_allowed"],
        "household_smokes": r["household_smokes"] and not y["accepts_smoking_household"],
        "youth_has_pet": y["has_pet"] and not r["pets_welcome"],
        "household_has_pet": (r["has_cat"] or r["has_dog"]) and not y["accepts_pets"],
        "allergic_to_cat": r["has_cat"] and y["allergic_to_cats"],
        "allergic_to_dog": r["has_dog"] and y["allergic_to_dogs"],
        "not_step_free": y["needs_step_free"] and not r["step_free"],
        "guidance": str(y["guidance_kind"]) not in str(r["accepts_guidance"]),
        "no_day_activity": r["requires_day_activity"] and not y["has_day_activity"],
    }
    return {code for code, is_broken in held.items() if is_broken}
