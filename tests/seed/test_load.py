"""Loading the reference files, on both databases."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.database.places import Contract, Municipality, Place, Postcode
from seed.load import FOLDER, load_reference

Edit = Callable[[list[dict[str, str]]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the reference files that a test may change."""
    return Path(shutil.copytree(FOLDER, tmp_path / "reference"))


def edit(path: Path, change: Edit) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def count(session: Session, model: type[object]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def test_loading_brings_every_row_of_the_files(session: Session) -> None:
    changes = load_reference(session)
    assert changes["municipality"].new == count(session, Municipality) == 342
    assert changes["place"].new == count(session, Place) > 1500
    assert changes["postcode"].new == count(session, Postcode) > 4000


def test_a_postcode_points_at_a_place_in_its_own_municipality(session: Session) -> None:
    load_reference(session)
    strays = select(func.count()).where(
        Postcode.place_id == Place.id, Postcode.municipality_code != Place.municipality_code
    )
    assert session.scalar(strays) == 0
    dom = session.get_one(Postcode, "3512")
    assert dom.place is not None
    assert (dom.place.name, dom.municipality_code) == ("Utrecht", "GM0344")


def test_loading_twice_changes_nothing(session: Session) -> None:
    load_reference(session)
    before = {row.id: row.name for row in session.execute(select(Place.id, Place.name))}
    changes = load_reference(session)
    assert {(change.new, change.changed) for change in changes.values()} == {(0, 0)}
    assert {row.id: row.name for row in session.execute(select(Place.id, Place.name))} == before


def test_loading_keeps_contracts_and_official_population(session: Session) -> None:
    load_reference(session)
    utrecht = session.get_one(Municipality, "GM0344")
    utrecht.population, utrecht.population_on = 376435, date(2025, 1, 1)
    utrecht.contracts.append(Contract(starts_on=date(2024, 1, 1)))
    session.flush()
    load_reference(session)
    utrecht = session.get_one(Municipality, "GM0344")
    assert utrecht.population == 376435
    assert [contract.starts_on for contract in utrecht.contracts] == [date(2024, 1, 1)]


def test_a_corrected_position_reaches_the_database(session: Session, folder: Path) -> None:
    load_reference(session, folder)

    def move(rows: list[dict[str, str]]) -> None:
        next(row for row in rows if row["code"] == "GM0344")["latitude"] = "52.5"

    edit(folder / "municipalities.csv", move)
    changes = load_reference(session, folder)
    assert (changes["municipality"].new, changes["municipality"].changed) == (0, 1)
    assert session.get_one(Municipality, "GM0344").latitude == 52.5
    assert session.get_one(Municipality, "GM0363").latitude != 52.5


def test_a_place_that_left_the_files_leaves_the_database(session: Session, folder: Path) -> None:
    load_reference(session, folder)
    gone = "aagtdorp-0373"
    edit(folder / "places.csv", lambda rows: rows.remove(first(rows, "place", gone)))

    def unlink(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["place"] == gone:
                row["place"] = ""

    edit(folder / "postcodes.csv", unlink)
    load_reference(session, folder)
    assert session.scalar(select(Place.id).where(Place.name == "Aagtdorp")) is None


def test_a_merged_municipality_stays_while_records_hang_on_it(
    session: Session, folder: Path
) -> None:
    load_reference(session, folder)
    session.add(Contract(municipality_code="GM0088", starts_on=date(2024, 1, 1)))
    session.flush()
    for name, column in (("municipalities", "code"), ("places", "municipality")):
        edit(folder / f"{name}.csv", partial(drop, column=column, value="GM0088"))
    edit(folder / "postcodes.csv", partial(drop, column="municipality", value="GM0088"))
    load_reference(session, folder)
    assert session.get(Municipality, "GM0088") is not None


def first(rows: list[dict[str, str]], column: str, value: str) -> dict[str, str]:
    return next(row for row in rows if row[column] == value)


def drop(rows: list[dict[str, str]], column: str, value: str) -> None:
    rows[:] = [row for row in rows if row[column] != value]
