"""The kinds of hosts that are asked about: data with a schema, and the room each stands for."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd

from matcher.eligibility import frames
from matcher.policy import Policy

#: Before one thing is changed: what an ordinary host offers.
_ORDINARY: dict[str, Any] = {
    "rent": "usual",
    "accepts_guidance": "4",
    "household_gender": "mixed",
    "smoking_allowed": False,
    "pets_welcome": False,
    "step_free": False,
    "requires_day_activity": True,
}


@dataclass(frozen=True)
class HostKind:
    """``nl``, ``en``: what to call it; ``reason``: why it is asked about; ``rent``: 'usual' or
    'low'; the others are columns of the frame of rooms."""

    code: str
    nl: str
    en: str
    reason: str
    rent: str
    accepts_guidance: str
    household_gender: str
    smoking_allowed: bool
    pets_welcome: bool
    step_free: bool
    requires_day_activity: bool

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.nl

    def rent_cents(self, policy: Policy) -> int:
        low, high = policy.rent.typical_minimum_cents, policy.rent.typical_maximum_cents
        return low if self.rent == "low" else (low + high) // 2


@dataclass(frozen=True)
class Spot:
    """The middle of a municipality."""

    municipality: str
    latitude: float
    longitude: float
    name: str = ""


@cache
def host_kinds() -> tuple[HostKind, ...]:
    """Return the kinds in the order of the file. Raises TypeError for an unknown or missing key."""
    tables = tomllib.loads((files(__package__) / "kinds.toml").read_text(encoding="utf-8"))
    kinds = tuple(HostKind(code, **{**_ORDINARY, **table}) for code, table in tables.items())
    types = {field.name: bool if field.type == "bool" else str for field in fields(HostKind)}
    for kind in kinds:
        for name, wanted in types.items():
            if not isinstance(getattr(kind, name), wanted):
                raise TypeError(f"kinds.toml: {name} of {kind.code} must be {wanted.__name__}")
    return kinds


def room_key(municipality: str, kind: str) -> str:
    return f"{municipality} {kind}"


def imagined_rooms(
    spots: Sequence[Spot], kinds: Sequence[HostKind], today: date, policy: Policy
) -> pd.DataFrame:
    """Return a room of each kind in the middle of each municipality, free from today."""
    rows = [_room(spot, kind, today, policy) for spot in spots for kind in kinds]
    return frames.from_rows(rows, frames.ROOMS)


def _room(spot: Spot, kind: HostKind, today: date, policy: Policy) -> dict[str, object]:
    key = room_key(spot.municipality, kind.code)
    return {
        "room": key,
        "home": key,
        "municipality": spot.municipality,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
        "capacity": 1,
        "free_from": today,
        "free_until": None,
        "rent_cents": kind.rent_cents(policy),
        "legal_max_rent_cents": None,
        "min_age": policy.age.minimum,
        "max_age": policy.age.maximum,
        "accepts_gender": "any",
        "household_gender": kind.household_gender,
        "has_children": False,
        "smoking_allowed": kind.smoking_allowed,
        "household_smokes": False,
        "has_cat": False,
        "has_dog": False,
        "pets_welcome": kind.pets_welcome,
        "step_free": kind.step_free,
        "accepts_guidance": kind.accepts_guidance,
        "requires_day_activity": kind.requires_day_activity,
        "participating": True,
        "languages": "nl",
        "interests": "",
        "attention_offer": 2,
    }
