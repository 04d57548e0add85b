"""What hosts tell beside the figures: how they live, who handles them, house rules, room terms."""

from __future__ import annotations

from datetime import timedelta

from matcher.words import HouseholdKind, HouseholdStatus, PauseReason, RentIncludes, Tenure
from seed.demo.accounts import COLLEAGUE
from seed.demo.before import texts
from seed.demo.before.around import Region
from seed.demo.chance import happens, one_of, pick, some, stream
from seed.demo.homes import Dwelling
from seed.demo.rows import Batch, IdOf, Row, StaffId, moment

TENURES = {
    Tenure.MORTGAGED: 46,
    Tenure.OWNED: 22,
    Tenure.RENTED_SOCIAL: 22,
    Tenure.RENTED_PRIVATE: 10,
}
RESIDENTS = {
    HouseholdKind.SINGLE: 1,
    HouseholdKind.COUPLE: 2,
    HouseholdKind.FAMILY: 4,
    HouseholdKind.SHARED: 4,
}
ALWAYS = (RentIncludes.HEATING, RentIncludes.WATER, RentIncludes.ELECTRICITY)
OFTEN = {
    RentIncludes.INTERNET: 30,
    RentIncludes.FURNITURE: 25,
    RentIncludes.LAUNDRY: 25,
    RentIncludes.KITCHEN: 30,
    RentIncludes.PARKING: 10,
}
#: The others signed up on paper and have not answered yet.
ANSWERED = 0.85


def tenure_of(region: Region, number: int) -> Tenure | None:
    """Return how household ``number`` holds its home, None for who did not say."""
    chance = stream(region.seed, "tenure", number)
    return pick(chance, TENURES) if happens(chance, ANSWERED) else None


def make_terms(region: Region) -> list[Batch]:
    handling, circumstances, terms, rules = (list[Row]() for _ in range(4))
    for number, one in region.dwellings:
        handling.append(_handling(region, number, one))
        tenure = tenure_of(region, number)
        if tenure is None:
            continue
        chance = stream(region.seed, "terms", number)
        circumstances.append(_circumstances(one, tenure))
        kinds = some(chance, dict.fromkeys(texts.HOUSE_RULES, 1.0), 3 + int(chance.random() * 3))
        rules += [
            {
                "household_id": IdOf(one.household),
                "position": position,
                "kind": kind,
                "text": texts.HOUSE_RULES[kind],
            }
            for position, kind in enumerate(kinds, 1)
        ]
        wish = one_of(chance, texts.HOUSEMATE_WISHES)
        included = " ".join([*ALWAYS, *some(chance, OFTEN, 2)])
        terms += [_terms(room, included, wish) for room in one.rooms]
    return [
        ("household_handling", handling),
        ("household_circumstances", circumstances),
        ("room_terms", terms),
        ("house_rule", rules),
    ]


def _handling(region: Region, number: int, dwelling: Dwelling) -> Row:
    status, today = dwelling.household["status"], region.today
    is_open = status in (HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED)
    is_paused = status == HouseholdStatus.PAUSED
    return {
        "household_id": IdOf(dwelling.household),
        "handled_by_id": StaffId("coordinator" if number % 2 else COLLEAGUE),
        "next_step_on": today + timedelta(days=5 + number % 9) if is_open else None,
        "pause_reason": PauseReason.FAMILY if is_paused else None,
        "host_again_on": today + timedelta(days=30 + number % 60) if is_paused else None,
        "reminded_on": None,
    }


def _circumstances(dwelling: Dwelling, tenure: Tenure) -> Row:
    return {
        "household_id": IdOf(dwelling.household),
        "tenure": tenure,
        "number_of_residents": RESIDENTS[dwelling.household["kind"]],
        "benefits": "",
        "consent_asked_on": None,
        "answered_at": moment(dwelling.household["signed_up_on"], 11),
    }


def _terms(room: Row, included: str, wish: str) -> Row:
    return {
        "room_id": IdOf(room),
        "included": included,
        "service_cents": 45_00,
        "deposit_cents": room["rent_cents"],
        "is_furnished": "furniture" in included,
        "notes": "",
        "housemate_wish": wish,
        "limits": "",
    }
