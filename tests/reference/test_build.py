"""The build joins postcodes with care, and gives the same bytes each time."""

from __future__ import annotations

import csv
import tomllib
from typing import Any

import pytest

from matcher.geography import load
from seed.build_gazetteer import Place, largest_of_each_name, with_keys
from seed.build_hexmap import hexmap_rows
from seed.build_postcodes import Locality, join_postcodes, postcode_rows
from seed.build_reference import FOLDER, centre

NO_CORRECTIONS: dict[str, Any] = {"locality_alias": {}, "postcode_parts": {}}


def place(name: str, latitude: float, longitude: float = 5.0, **changes: Any) -> Place:
    values: dict[str, Any] = {
        "key": f"{name}-{latitude}",
        "name": name,
        "municipality": "GM0001",
        "province": "01",
        "latitude": latitude,
        "longitude": longitude,
        "population": 1000,
        "origin": "cities.json",
    }
    return Place(**(values | changes))


NORTH = [place(f"N{i}", 53.0 + i / 100) for i in range(8)]
SOUTH = [place(f"S{i}", 51.0 + i / 100) for i in range(8)]
AROUND = [Locality(9000 + 2 * i, f"N{i}", "") for i in range(8)] + [
    Locality(4000 + 2 * i, f"S{i}", "") for i in range(8)
]


def joined(locality: Locality, *others: Place) -> tuple[Place, str] | None:
    found = join_postcodes([*AROUND, locality], [*NORTH, *SOUTH, *others], NO_CORRECTIONS)
    return found.get(locality.postcode)


def test_name_that_occurs_twice_is_settled_by_the_neighbouring_postcodes() -> None:
    far, near = place("Hengelo", 53.02), place("Hengelo", 51.02)
    assert joined(Locality(4005, "Hengelo", ""), far, near) == (near, "name")
    assert joined(Locality(9005, "Hengelo", ""), far, near) == (far, "name")


def test_name_in_another_province_is_not_joined() -> None:
    assert joined(Locality(4005, "Nes", "02"), place("Nes", 51.02, province="01")) is None


def test_only_place_of_a_name_is_not_joined_when_it_lies_far_from_the_neighbours() -> None:
    assert joined(Locality(4005, "Noordwijk", ""), place("Noordwijk", 53.02)) is None


def test_other_spelling_is_joined_only_close_by() -> None:
    near = place("Ee", 53.03, other_names=("Ie",))
    assert joined(Locality(9005, "Ie", ""), near) == (near, "alias")
    assert joined(Locality(9005, "Ie", ""), place("Ee", 53.23, other_names=("Ie",))) is None


def test_unknown_locality_goes_between_its_neighbours_by_number() -> None:
    sure = {1000: (place("A", 52.0), "name"), 1010: (place("B", 52.1), "name")}
    rows = postcode_rows([Locality(1003, "X", ""), Locality(1008, "Y", "")], sure)
    assert [(row[2], row[4], row[6]) for row in rows] == [
        ("A-52.0", pytest.approx(52.03), "neighbour"),
        ("B-52.1", pytest.approx(52.08), "neighbour"),
    ]


def test_unknown_locality_between_two_regions_stays_in_the_nearer() -> None:
    sure = {1000: (place("A", 51.0), "name"), 1010: (place("B", 53.0), "name")}
    ((*_, latitude, longitude, how),) = postcode_rows([Locality(1003, "X", "")], sure)
    assert (latitude, longitude, how) == (51.0, 5.0, "neighbour")


def test_unknown_locality_beyond_the_last_postcode_takes_the_last() -> None:
    ((_, _, key, *_),) = postcode_rows(
        [Locality(1999, "X", "")], {1000: (place("A", 52.0), "name")}
    )
    assert key == "A-52.0"


def test_centre_is_where_most_people_live() -> None:
    assert centre([place("A", 52.0, population=3000), place("B", 52.4)]) == (52.1, 5.0)


def test_one_place_is_kept_per_name_and_municipality_the_largest() -> None:
    small, large = place("A", 52.0), place("A", 52.1, population=5000)
    assert largest_of_each_name([small, large]) == [large]


def test_places_whose_names_look_alike_get_different_keys() -> None:
    keys = [p.key for p in with_keys([place("'t Loo", 52.0), place("T Loo", 52.1)])]
    assert keys == ["t-loo-0001", "t-loo-0001-2"]


def test_hexagon_map_comes_out_the_same_again() -> None:
    reference = load()
    municipalities = [
        [m.code, m.name, m.province, m.latitude, m.longitude]
        for m in reference.municipalities.values()
    ]
    corrections = tomllib.loads((FOLDER / "corrections.toml").read_text(encoding="utf-8"))
    rows = hexmap_rows(
        municipalities, list(reference.places.values()), corrections["hexmap"]["water"]
    )
    with (FOLDER / "hexmap.csv").open(encoding="utf-8", newline="") as file:
        assert [[str(cell) for cell in row] for row in rows] == list(csv.reader(file))[1:]
