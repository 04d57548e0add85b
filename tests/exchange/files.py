"""Valid files for tests, made by seed. People and addresses are fictional; towns are real."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import CareOrganisation
from matcher.database.hosts import Room
from matcher.database.places import Municipality, Place, Postcode
from matcher.database.youths import Youth
from matcher.exchange import service
from matcher.exchange.cell_texts import cell_text
from matcher.exchange.column import Kind
from matcher.exchange.columns import COLUMNS, FileKind
from matcher.exchange.tables_out import write_csv, write_xlsx
from matcher.words import (
    DayActivity,
    Gender,
    GenderWish,
    HouseholdGender,
    HouseholdKind,
    HouseholdStatus,
    Interest,
    TargetGroup,
    YouthStatus,
)

TODAY = date(2026, 3, 2)
TOWNS = {
    "GM0344": ("Utrecht", "Utrecht", "3511", 52.0907, 5.1214),
    "GM0363": ("Amsterdam", "Noord-Holland", "1011", 52.374, 4.8897),
    "GM0518": ("'s-Gravenhage", "Zuid-Holland", "2511", 52.0767, 4.2986),
    "GM0193": ("Zwolle", "Overijssel", "8011", 52.5125, 6.0944),
}
EXTRA_PLACES = (
    ("Den Haag", "GM0518", 52.0767, 4.2986),
    ("Beek", "GM1955", 51.91, 6.19),
    ("Beek", "GM0888", 50.94, 5.8),
)
EXTRA_TOWNS = {
    "GM1955": ("Montferland", "Gelderland", "7037", 51.9, 6.2),
    "GM0888": ("Beek (L.)", "Limburg", "6191", 50.93, 5.8),
}


def add_reference(session: Session) -> None:
    """Add a few municipalities, places and postcodes, and two care organisations."""
    for code, (name, province, digits, latitude, longitude) in (TOWNS | EXTRA_TOWNS).items():
        position = {"latitude": latitude, "longitude": longitude}
        session.add(Municipality(code=code, name=name, province=province, **position))
        session.flush()
        session.add(Postcode(digits=digits, municipality_code=code, **position))
        if code in TOWNS and code != "GM0518":
            session.add(Place(name=name, municipality_code=code, **position))
    for name, code, latitude, longitude in EXTRA_PLACES:
        session.add(
            Place(name=name, municipality_code=code, latitude=latitude, longitude=longitude)
        )
    session.add(CareOrganisation(code="ZORG", name="Zorg Voorbeeld"))
    session.add(CareOrganisation(code="STEUN", name="Stichting Steun"))
    session.flush()


def host_rows(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return typed values of ``number`` rooms; every third household has two rooms."""
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    while len(rows) < number:
        n = len(rows)
        household = _household(chance, n)
        for room in range(2 if n % 3 == 0 and len(rows) + 1 < number else 1):
            rows.append({**household, **_room(chance, f"K{n}-{room}")})
    return rows


def _household(chance: random.Random, n: int) -> dict[str, Any]:
    code = chance.choice(sorted(TOWNS))
    name, _, digits, latitude, longitude = TOWNS[code]
    return {
        "household_reference": f"GH{n}",
        "contact_name": f"Familie Gastvrij {n}",
        "email": f"gastvrij{n}@example.org",
        "phone": "030-0000000",
        "household_kind": chance.choice(list(HouseholdKind)),
        "household_gender": chance.choice(list(HouseholdGender)),
        "has_children": chance.random() < 0.3,
        "household_smokes": False,
        "has_cat": chance.random() < 0.3,
        "has_dog": chance.random() < 0.2,
        "languages": chance.choice(["nl", "nl en", "nl ar tr"]),
        "interests": " ".join(str(i) for i in chance.sample(list(Interest), 2)),
        "attention_offer": chance.randint(1, 3),
        "motivation": 'Wij eten "samen"; en tuinieren.\nKom erbij!' if n % 5 == 0 else "Gezellig",
        "household_status": HouseholdStatus.APPROVED,
        "signed_up_on": TODAY - timedelta(days=chance.randint(1, 300)),
        "consent_on": TODAY - timedelta(days=1),
        "street": "Voorbeeldstraat",
        "house_number": str(n + 1),
        "postcode": f"{digits} AB",
        "place_name": "Den Haag" if code == "GM0518" else name,
        "municipality": name,
        "latitude": latitude,
        "longitude": longitude,
    }


def _room(chance: random.Random, reference: str) -> dict[str, Any]:
    start = TODAY + timedelta(days=chance.randint(-30, 90))
    return {
        "room_reference": reference,
        "description": f"Kamer {reference}",
        "area_m2": chance.choice([None, 12.0, 14.5]),
        "rent": chance.randrange(30000, 55000, 50),
        "legal_max_rent": chance.choice([None, 51234]),
        "min_age": 18,
        "max_age": chance.choice([23, 27]),
        "accepts_gender": chance.choice(list(GenderWish)),
        "smoking_allowed": False,
        "pets_welcome": chance.random() < 0.2,
        "step_free": chance.random() < 0.1,
        "accepts_guidance": chance.choice(["34", "4", "1234"]),
        "requires_day_activity": chance.random() < 0.7,
        "free_from": start,
        "free_until": chance.choice([None, start + timedelta(days=200)]),
    }


def youth_rows(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Return typed values of ``number`` youths."""
    chance = random.Random(seed)
    return [_youth(chance, n) for n in range(number)]


def _youth(chance: random.Random, n: int) -> dict[str, Any]:
    town = chance.choice(["Utrecht", "Amsterdam", "Den Haag", "Zwolle"])
    yes_no = {
        name: chance.random() < 0.2
        for name in ["smokes", "has_pet", "allergic_to_cats", "allergic_to_dogs", "needs_step_free"]
    }
    return {
        "youth_reference": f"J{n}",
        "first_name": chance.choice(["Sam", "Noor", "Daan", "Yara", "Émile"]),
        "last_name": f"van Fictief {n}",
        "birth_date": TODAY - timedelta(days=chance.randint(19 * 366, 25 * 365)),
        "gender": chance.choice(list(Gender)),
        "email": f"jongere{n}@example.org" if n % 2 else "",
        "phone": "",
        "municipality": "'s-Gravenhage" if town == "Den Haag" else town,
        "care_organisation": chance.choice(["ZORG", "STEUN", None]),
        "status": chance.choice([YouthStatus.READY, YouthStatus.REGISTERED]),
        "registered_on": TODAY - timedelta(days=chance.randint(0, 400)),
        "ready_on": TODAY + timedelta(days=chance.randint(-30, 60)),
        "out_of_care_on": chance.choice([None, TODAY + timedelta(days=30)]),
        "target_group": chance.choice(list(TargetGroup)),
        "urgency": chance.randint(0, 3),
        "consent_on": TODAY,
        "budget": chance.randrange(35000, 60000, 500),
        "guidance_kind": chance.randint(1, 4),
        "day_activity": chance.choice(list(DayActivity)),
        "max_distance_km": chance.choice([5.0, 15.0, 22.5]),
        **yes_no,
        "household_gender_wish": chance.choice(list(GenderWish)),
        "accepts_children": True,
        "accepts_smoking_household": chance.random() < 0.5,
        "accepts_pets": True,
        "languages": chance.choice(["nl", "nl so", "nl uk en"]),
        "interests": "music sport",
        "attention_wish": chance.randint(1, 3),
        "age_exception": False,
        "age_exception_reason": "",
        "home_town": town,
        "birth_town": chance.choice([None, "Zwolle", "Beek (Montferland)"]),
        "study_town": chance.choice([None, town]),
        "work_town": None,
        "avoid_place": chance.choice([None, None, "Amsterdam"]),
        "avoid_radius_km": None,
        "other_places": chance.choice([None, "straks, werkplaats: Zwolle"]),
    }


def rows_of(kind: FileKind, number: int, seed: int = 1) -> list[dict[str, Any]]:
    return host_rows(number, seed) if kind is FileKind.HOSTS else youth_rows(number, seed)


def as_csv(kind: FileKind, rows: Sequence[Mapping[str, Any]], language: str = "nl") -> bytes:
    return write_csv(COLUMNS[kind], rows, language)


def as_xlsx(kind: FileKind, rows: Sequence[Mapping[str, Any]], language: str = "nl") -> bytes:
    return write_xlsx(COLUMNS[kind], rows, language)


def as_texts(
    kind: FileKind, rows: Sequence[Mapping[str, Any]], language: str = "nl"
) -> list[list[str]]:
    """Return header and rows as texts, to be changed by hand and written by `texts_csv`."""
    columns = COLUMNS[kind]
    table = [[column.header(language) for column in columns]]
    table += [[cell_text(c, row.get(c.name), language) for c in columns] for row in rows]
    return table


def texts_csv(
    table: Sequence[Sequence[str]], separator: str = ";", encoding: str = "utf-8-sig"
) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(table)
    return file.getvalue().encode(encoding)


def position(kind: FileKind, name: str) -> int:
    return [column.name for column in COLUMNS[kind]].index(name)


def kind_of(kind: FileKind, name: str) -> Kind:
    return COLUMNS[kind][position(kind, name)].kind


def save(session: Session, kind: FileKind, rows: list[dict[str, Any]]) -> service.Saved:
    return service.save(session, COMMAND_LINE, kind, "file.csv", as_csv(kind, rows), TODAY)


def preview(session: Session, kind: FileKind, rows: list[dict[str, Any]]) -> service.Preview:
    return service.preview(session, kind, "file.csv", as_csv(kind, rows), TODAY)


def room_and_youth(session: Session) -> tuple[dict[str, Any], Room, Youth]:
    """Return the row of a room that is offered from April, the room, and a youth who is ready."""
    row = host_rows(1)[0] | {"free_from": date(2026, 4, 1), "free_until": None}
    save(session, FileKind.HOSTS, [row])
    save(session, FileKind.YOUTHS, [youth_rows(1)[0] | {"status": YouthStatus.READY}])
    return row, session.scalars(select(Room)).one(), session.scalars(select(Youth)).one()
