"""A youth, a room and a place that suit each other; a test changes the one thing it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from matcher.eligibility import explain_pair, find_pairs, frames
from matcher.policy import Policy, load_policy

TODAY = date(2026, 3, 2)
POLICY = load_policy()

Change = Mapping[str, object]

OUTSIDE = {"too_far", "no_place_known", "room_place_unknown"}
"""Reasons that keep a pair from being looked at further by ``find_pairs``."""

YOUTH: dict[str, object] = {
    "youth": "y1",
    "municipality": "GM0505",
    "organisation": "",
    "birth_date": date(2006, 5, 4),
    "age_exception": False,
    "ready_on": date(2026, 3, 10),
    "budget_cents": 45_000,
    "gender": "female",
    "smokes": False,
    "has_pet": False,
    "allergic_to_cats": False,
    "allergic_to_dogs": False,
    "needs_step_free": False,
    "guidance_kind": 4,
    "has_day_activity": True,
    "max_distance_km": 20.0,
    "household_gender_wish": "any",
    "accepts_children": True,
    "accepts_smoking_household": True,
    "accepts_pets": True,
    "languages": "nl",
    "interests": "cooking music",
    "attention_wish": 2,
    "target_group": "light",
    "urgency": 0,
    "registered_on": date(2026, 1, 5),
    "out_of_care_on": None,
    "lottery": 1,
}

ROOM: dict[str, object] = {
    "room": "r1",
    "home": "h1",
    "municipality": "GM0505",
    "latitude": 51.8133,
    "longitude": 4.6901,
    "capacity": 1,
    "free_from": date(2026, 3, 5),
    "free_until": None,
    "rent_cents": 40_000,
    "legal_max_rent_cents": None,
    "min_age": 18,
    "max_age": 27,
    "accepts_gender": "any",
    "household_gender": "mixed",
    "has_children": False,
    "smoking_allowed": False,
    "household_smokes": False,
    "has_cat": False,
    "has_dog": False,
    "pets_welcome": False,
    "step_free": False,
    "accepts_guidance": "34",
    "requires_day_activity": False,
    "participating": True,
    "languages": "nl",
    "interests": "music",
    "attention_offer": 2,
}

PLACE: dict[str, object] = {
    "youth": "y1",
    "time": "now",
    "kind": "home",
    "municipality": "GM0505",
    "latitude": 51.8133,
    "longitude": 4.6901,
    "radius_km": None,
}


def youths(*changes: Change) -> pd.DataFrame:
    return frames.from_rows([{**YOUTH, **change} for change in changes], frames.YOUTHS)


def rooms(*changes: Change) -> pd.DataFrame:
    return frames.from_rows([{**ROOM, **change} for change in changes], frames.ROOMS)


def places(*changes: Change) -> pd.DataFrame:
    return frames.from_rows([{**PLACE, **change} for change in changes], frames.PLACES)


def exclusions(*pairs: tuple[str, str]) -> pd.DataFrame:
    return frames.from_rows([{"youth": y, "room": r} for y, r in pairs], frames.EXCLUSIONS)


def reasons(
    youth: Change | None = None,
    room: Change | None = None,
    where: Sequence[Change] | None = None,
    ruled_out: list[tuple[str, str]] | None = None,
    policy: Policy = POLICY,
    today: date = TODAY,
) -> list[str]:
    """Return why the pair is not eligible, having asked both ways of finding out."""
    young, free = youths(youth or {}), rooms(room or {})
    near = places(*([{}] if where is None else where))
    out = exclusions(*(ruled_out or []))
    told = explain_pair(
        {**YOUTH, **(youth or {})}, {**ROOM, **(room or {})}, near, out, today=today, policy=policy
    )
    found = find_pairs(young, free, near, out, today=today, policy=policy)
    counted = found.youth_reasons["reason"].tolist()
    assert counted == (told[:1] if set(told) & OUTSIDE else told)
    assert (len(found.pairs) == 1) == (told == [])
    return told


def nights(youth: Change | None = None, room: Change | None = None) -> int:
    """Return the nights of the pair; it must be eligible."""
    found = find_pairs(
        youths(youth or {}), rooms(room or {}), places({}), exclusions(), today=TODAY, policy=POLICY
    )
    return int(found.pairs["nights"].iloc[0])
