"""What a host tells of the household when signing up and later: plain values, no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.rooms.service import RoomDetails
from matcher.words import HouseholdGender, HouseholdKind, HouseRuleKind, Tenure


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """How the household lives there, as far as a housemate can touch it.

    ``benefits``: codes of `Benefit`, space between. ``consent_asked_on``: when the landlord or
    lender was asked; None: not yet, or nobody needs to be asked.
    """

    tenure: Tenure
    number_of_residents: int
    benefits: str = ""
    consent_asked_on: date | None = None


@dataclass(frozen=True)
class RuleOfTheHouse:
    kind: HouseRuleKind
    text: str


@dataclass(frozen=True, kw_only=True)
class HouseholdDetails:
    """All that a host can tell of the household. None leaves that part as it is."""

    contact_name: str
    email: str
    phone: str
    kind: HouseholdKind
    gender: HouseholdGender
    has_children: bool
    smokes: bool
    has_cat: bool
    has_dog: bool
    languages: str
    interests: str
    attention_offer: int
    motivation: str
    circumstances: Circumstances | None = None
    rules: tuple[RuleOfTheHouse, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Address:
    street: str
    house_number: str
    postcode: str
    place_name: str
    municipality_code: str
    latitude: float
    longitude: float


@dataclass(frozen=True, kw_only=True)
class HostRegistration:
    """A household that signs up, with one home and at least one room.

    ``usable_m2``: the usable floor area of the home; None when the host does not know.
    """

    household: HouseholdDetails
    address: Address
    rooms: tuple[RoomDetails, ...]
    usable_m2: float | None = None
