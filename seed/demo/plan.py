"""A whole demo set in memory: who and what there is, before ids and the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from matcher.words import DeclineReason, PlacementStatus, YouthStatus
from seed.demo.chance import one_of, pick, stream
from seed.demo.country import Country
from seed.demo.history import Placed, make_history
from seed.demo.homes import Dwelling, make_dwellings
from seed.demo.partners import (
    Organisation,
    Partners,
    limit_placements,
    make_organisations,
    make_partners,
)
from seed.demo.rows import Batch, Row
from seed.demo.youths import Person, make_youths

EXCLUSION_REASONS = {
    DeclineReason.NO_CLICK_EXPECTED: 35,
    DeclineReason.YOUTH_DECLINED: 25,
    DeclineReason.HOST_DECLINED: 25,
    DeclineReason.CARE_TOO_HEAVY: 10,
    DeclineReason.SAFETY: 5,
}


@dataclass(frozen=True)
class Size:
    youths: int
    rooms: int


@dataclass(frozen=True)
class Exclusion:
    person: Person
    room: Row
    reason: DeclineReason
    on: date


@dataclass(frozen=True)
class DemoSet:
    country: Country
    partners: Partners
    organisations: list[Organisation]
    dwellings: list[Dwelling]
    people: list[Person]
    placed: list[Placed]
    exclusions: list[Exclusion]
    before: list[Batch] = field(default_factory=list)  # what comes before and after a match


def make_set(
    country: Country, size: Size, seed: int, today: date, *, with_history: bool = True
) -> DemoSet:
    """Return the demo set of this size; the same arguments give the same set.

    Without history nobody has been placed yet: for files, which hold no placements.
    """
    partners = make_partners(country, seed, size.youths, today)
    organisations = make_organisations(country, partners, seed, size.youths)
    dwellings = make_dwellings(country, partners, seed, size.rooms, today)
    people = make_youths(country, partners, organisations, seed, size.youths, today)
    placed = make_history(dwellings, people, partners, seed, today) if with_history else []
    limit_placements(partners, _living_of(placed), _ready_of(people), seed, today)
    exclusions = _exclusions(dwellings, people, seed, today)
    return DemoSet(country, partners, organisations, dwellings, people, placed, exclusions)


def _living_of(placed: Sequence[Placed]) -> Counter[str]:
    """Count the running and booked placements by the youth's municipality."""
    return Counter(
        one.person.youth["municipality_code"]
        for one in placed
        if one.stay.status != PlacementStatus.ENDED
    )


def _ready_of(people: Sequence[Person]) -> Counter[str]:
    return Counter(
        person.youth["municipality_code"]
        for person in people
        if person.youth["status"] == YouthStatus.READY
    )


def _exclusions(
    dwellings: Sequence[Dwelling], people: Sequence[Person], seed: int, today: date
) -> list[Exclusion]:
    """Rule a few pairs out, each a ready youth with an approved room in the same municipality."""
    rooms: dict[str, list[Row]] = {}
    for dwelling in dwellings:
        if dwelling.is_approved:
            rooms.setdefault(dwelling.town.municipality, []).extend(dwelling.rooms)
    ready = [person for person in people if person.youth["status"] == YouthStatus.READY]
    chance = stream(seed, "exclusions")
    made: list[Exclusion] = []
    for person in sorted(ready, key=lambda one: one.youth["lottery"])[: len(people) // 100]:
        nearby = rooms.get(person.town.municipality)
        if nearby:
            on = today - timedelta(days=int(chance.random() * 60))
            reason = pick(chance, EXCLUSION_REASONS)
            made.append(Exclusion(person, one_of(chance, nearby), reason, on))
    return made
