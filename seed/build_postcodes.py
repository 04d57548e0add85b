"""Find the place and municipality of each postcode-4 area.

The postcode package names a locality and, for most, a province, but no position. A locality that is
a known place is joined by name, or by another spelling of it; any other goes between the nearest
postcodes by number, which in the Netherlands are nearly always close by.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from seed.build_gazetteer import Corrections, Place, distance, slug

# A place name that lies further than this from the neighbouring postcodes is another place of the
# same name ('Horn' is not Hoorn). Town names are surer than other spellings of a name.
NAME_REACH_KM = 30.0
SPELLING_REACH_KM = 12.0
NEIGHBOURS_EACH_SIDE = 4


Joined = tuple[Place, str]


@dataclass(frozen=True)
class Locality:
    """A postcode-4 area as the postcode package has it; province '' when it gives none."""

    postcode: int
    name: str
    province: str


def read_localities(package: Path, corrections: Corrections) -> list[Locality]:
    path = package / "data" / "by-country" / "NL" / "postcodes.json"
    letters = corrections["province_letters"]
    return sorted(
        (
            Locality(
                int(record["code"]),
                record["localityName"].strip(),
                letters.get(record["stateCode"] or "", ""),
            )
            for record in json.loads(path.read_text(encoding="utf-8"))
        ),
        key=lambda locality: locality.postcode,
    )


def bare(name: str) -> str:
    """Return a place name without a trailing province: 'Rijswijk (NB)' -> 'rijswijk'."""
    return slug(re.sub(r"\s*\(?\b(NH|ZH|NB|L|Gld|Gn|Fr|Ov|Ut|Dr|Ze)\)?\.?$", "", name))


def join_postcodes(
    localities: Sequence[Locality], places: Sequence[Place], corrections: Corrections
) -> dict[int, Joined]:
    """Return postcode -> (place, 'name' or 'alias') where the locality is a known place."""
    by_name, by_spelling = name_indexes(places, corrections)
    joined: dict[int, Joined] = {}
    for locality in localities:
        found = candidates(locality, by_name)
        if len(found) == 1:
            joined[locality.postcode] = (found[0], "name")
    drop_strays(joined)
    # What occurs twice is settled by the neighbouring postcodes, so it comes after what is sure.
    settle(joined, localities, by_name, "name", corrections)
    settle(joined, localities, by_spelling, "alias", corrections)
    return split_by_range(joined, places, corrections)


def settle(
    joined: dict[int, Joined],
    localities: Sequence[Locality],
    index: dict[str, list[Place]],
    how: str,
    corrections: Corrections,
) -> None:
    """Add to ``joined`` the place nearest to the neighbouring postcodes, unless it is far away."""
    anchors = positions(joined)
    for locality in localities:
        found = [] if locality.postcode in joined else candidates(locality, index)
        if not found:
            continue
        near = around(locality.postcode, anchors)
        best = min(found, key=lambda p: (distance((p.latitude, p.longitude), near), p.key))
        sure = how == "name" or locality.name in corrections["locality_alias"]
        reach = NAME_REACH_KM if sure else SPELLING_REACH_KM
        if distance((best.latitude, best.longitude), near) <= reach:
            joined[locality.postcode] = (best, how)


def name_indexes(
    places: Sequence[Place], corrections: Corrections
) -> tuple[dict[str, list[Place]], dict[str, list[Place]]]:
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_spelling: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_name[slug(place.name)].append(place)
        for spelling in (place.name, *place.other_names):
            if place not in by_spelling[bare(spelling)]:
                by_spelling[bare(spelling)].append(place)
    for spelling, name in corrections["locality_alias"].items():
        by_spelling[bare(spelling)] = by_name[slug(name)]
        by_name.pop(slug(spelling), None)
    return dict(by_name), dict(by_spelling)


def candidates(locality: Locality, index: dict[str, list[Place]]) -> list[Place]:
    found = index.get(slug(locality.name)) or index.get(bare(locality.name)) or []
    if locality.province:
        return [place for place in found if place.province == locality.province]
    return found


def positions(joined: dict[int, Joined]) -> list[tuple[int, float, float]]:
    return [(code, p.latitude, p.longitude) for code, (p, _) in sorted(joined.items())]


def around(postcode: int, anchors: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    """Return the middle of the numerically nearest joined postcodes (a median: strays weigh nothing)."""
    below = [a for a in anchors if a[0] < postcode][-NEIGHBOURS_EACH_SIDE:]
    above = [a for a in anchors if a[0] > postcode][:NEIGHBOURS_EACH_SIDE]
    near = below + above
    return median(a[1] for a in near), median(a[2] for a in near)


def drop_strays(joined: dict[int, Joined]) -> None:
    """Undo joins by name that lie far from all their neighbours: another place of that name."""
    anchors = positions(joined)
    for code in list(joined):
        place = joined[code][0]
        if distance((place.latitude, place.longitude), around(code, anchors)) > NAME_REACH_KM:
            del joined[code]


def split_by_range(
    joined: dict[int, Joined], places: Sequence[Place], corrections: Corrections
) -> dict[int, Joined]:
    """Give the postcodes of a town's parts their own place, by the ranges in the corrections."""
    by_name = {(place.municipality, place.name): place for place in places}
    for municipality, ranges in corrections["postcode_parts"].items():
        for first, last, name in ranges:
            for code in range(first, last + 1):
                if code in joined and joined[code][0].municipality == municipality:
                    joined[code] = (by_name[municipality, name], "alias")
    return joined


def postcode_rows(localities: Sequence[Locality], joined: dict[int, Joined]) -> list[list[object]]:
    """Return the rows of postcodes.csv; an unknown locality goes between its numeric neighbours.

    Position: on the line between the nearest joined postcode below and above, by number.
    Municipality and place: those of the nearer one (the lower when equally near).
    """
    codes = sorted(joined)
    rows: list[list[object]] = []
    for locality in localities:
        code = locality.postcode
        if code in joined:
            place, how = joined[code]
            point = (place.latitude, place.longitude)
        else:
            low = max((c for c in codes if c < code), default=codes[0])
            high = min((c for c in codes if c > code), default=codes[-1])
            place, how = joined[low if code - low <= high - code else high][0], "neighbour"
            share = (code - low) / (high - low) if high > low else 0.0
            point = between(joined[low][0], joined[high][0], share)
        rows.append([code, locality.name, place.key, place.municipality, *point, how])
    return rows


def between(first: Place, second: Place, share: float) -> tuple[float, float]:
    if distance((first.latitude, first.longitude), (second.latitude, second.longitude)) > 25.0:
        # The number jumps to another part of the country: the middle would lie in between.
        nearer = first if share <= 0.5 else second
        return nearer.latitude, nearer.longitude
    return (
        round(first.latitude + share * (second.latitude - first.latitude), 5),
        round(first.longitude + share * (second.longitude - first.longitude), 5),
    )
