"""What a host tells when signing up: plain values, from the web form to the service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from matcher.words import GenderWish, HouseholdGender, HouseholdKind


@dataclass(frozen=True, kw_only=True)
class RoomOffer:
    """One room. ``free_until`` is the first day on which it is not free; None: open end."""

    description: str
    area_m2: float | None
    rent_cents: int
    free_from: date
    free_until: date | None
    min_age: int
    max_age: int
    accepts_gender: GenderWish
    smoking_allowed: bool
    pets_welcome: bool
    step_free: bool
    accepts_guidance: str
    requires_day_activity: bool
    legal_max_rent_cents: int | None = None


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
    """A household that signs up, with one home and at least one room."""

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
    address: Address
    rooms: tuple[RoomOffer, ...]
