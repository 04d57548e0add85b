"""What must be known of a room and its home to count points, and what the count means.

The points are those of the *woningwaarderingsstelsel voor onzelfstandige woonruimte* (WWSO):
Besluit huurprijzen woonruimte, bijlage I onder B. The counting itself is the library's
(:mod:`matcher.rentpoints.child`); here stand the shape of what goes in and comes out, and the
remarks that a person should read beside the result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Self

FIRST_LABEL_DAY = date(2021, 1, 1)  # simplified labels of 2015–2020 give no points
LABEL_YEARS = 10
SMALLEST_ROOM_M2 = 4.0  # a smaller one counts as 'other space'
SMALLEST_OTHER_M2 = 2.0  # a smaller one does not count
SHORTEST_WORKTOP_CM = 100

KITCHENS = ("kitchen", "living_kitchen")
BATHROOMS = ("bathroom", "bathroom_with_toilet")
LIVING = ("room", "bedroom", "living_room", "other")
OTHER_SPACES = ("storage", "bicycles", "laundry", "attic", "garage")
OUTSIDE = ("garden", "balcony")
PRIVATE_FIRST = ("room", "bedroom")  # kinds that one usually has to oneself


@dataclass(frozen=True, kw_only=True)
class Building:
    """The home as a whole; ``woz_year`` is the year of the value's reference date, 1 January."""

    municipality: str
    built_in: int | None = None
    energy_label: str = ""
    label_on: date | None = None
    monument: str = "none"
    woz_cents: int | None = None
    woz_year: int | None = None
    usable_m2: int | None = None


@dataclass(frozen=True, kw_only=True)
class Space:
    """One space; ``shared_by`` counts the households that use it, the host's own included.

    ``details`` may hold: ``worktop_cm``, ``fittings`` (codes), ``showers``, ``baths``, ``basins``
    (counts), ``toilet`` ('standing' or 'hanging'), ``has_fixed_stairs``, ``is_cooled``.
    """

    id: int
    kind: str
    name: str = ""
    area_m2: float = 0.0
    is_heated: bool = False
    shared_by: int = 1
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Given:
    """All that a count is made from; kept with its outcome, so that it can be read back."""

    reference_on: date
    building: Building
    spaces: tuple[Space, ...]

    def as_json(self) -> dict[str, Any]:
        building = asdict(self.building)
        building["label_on"] = self.building.label_on and self.building.label_on.isoformat()
        return {
            "reference_on": self.reference_on.isoformat(),
            "building": building,
            "spaces": [{**asdict(space), "details": dict(space.details)} for space in self.spaces],
        }


def spaces_from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Space, ...]:
    """Return the spaces that a kept count was made from."""
    return tuple(Space(**space) for space in data)


@dataclass(frozen=True)
class Line:
    """One line of a group: ``path`` are the library's steps down to it, the last names it."""

    path: tuple[str, ...]
    name: str
    points: float | None
    amount: float | None


@dataclass(frozen=True)
class Group:
    """One heading of the points system with its lines; the lines add up to ``points``."""

    code: str
    points: float | None
    surcharge_percentage: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Counted:
    """What the library made of it. ``maximum_cents`` is bare rent per month."""

    library: str
    points: float
    maximum_cents: int
    surcharge_percentage: int
    groups: tuple[Group, ...]

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            data["library"],
            data["points"],
            data["maximum_cents"],
            data["surcharge_percentage"],
            groups_from_json(data["groups"]),
        )

    def groups_as_json(self) -> list[dict[str, Any]]:
        return [asdict(group) for group in self.groups]


def groups_from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            group["code"],
            group["points"],
            group["surcharge_percentage"],
            tuple(
                Line(tuple(line["path"]), line["name"], line["points"], line["amount"])
                for line in group["lines"]
            ),
        )
        for group in data
    )


class Remark(StrEnum):
    """What a person should know beside the points: something is missing, or counts otherwise."""

    NO_ROOM = "no_room"  # no private room: nothing to count
    NO_KITCHEN = "no_kitchen"
    NO_TOILET = "no_toilet"
    NO_SHOWER = "no_shower"
    NO_VALUE = "no_value"  # the lowest points for the value of the home
    OLD_VALUE = "old_value"  # a value of another year does not count
    OLD_LABEL = "old_label"  # counted by the year of building instead
    NO_ENERGY = "no_energy"  # neither label nor year of building
    SMALL_ROOM = "small_room"
    SMALL_SPACE = "small_space"
    SHORT_WORKTOP = "short_worktop"
    FITTINGS_WITHOUT_BASIN = "fittings_without_basin"


def remarks(given: Given) -> list[tuple[Remark, int | None]]:
    """Return what to tell about the input, each with the id of its space or None."""
    return [*_missing(given.spaces), *_of_building(given), *_of_spaces(given.spaces)]


def can_count(given: Given) -> bool:
    """Say whether there is a room to count at all."""
    return Remark.NO_ROOM not in {remark for remark, _ in remarks(given)}


def _missing(spaces: Sequence[Space]) -> list[tuple[Remark, int | None]]:
    found: list[tuple[Remark, int | None]] = []
    if not any(space.kind in PRIVATE_FIRST and space.shared_by == 1 for space in spaces):
        found.append((Remark.NO_ROOM, None))
    if not any(space.kind in KITCHENS or space.details.get("worktop_cm") for space in spaces):
        found.append((Remark.NO_KITCHEN, None))
    if not any(space.details.get("toilet") for space in spaces):
        found.append((Remark.NO_TOILET, None))
    if not any(space.details.get("showers") or space.details.get("baths") for space in spaces):
        found.append((Remark.NO_SHOWER, None))
    return found


def _of_building(given: Given) -> list[tuple[Remark, int | None]]:
    building, found = given.building, list[tuple[Remark, int | None]]()
    if not (building.woz_cents and building.woz_year and building.usable_m2):
        found.append((Remark.NO_VALUE, None))
    elif building.woz_year not in value_years(given.reference_on):
        found.append((Remark.OLD_VALUE, None))
    if building.energy_label and not label_counts(building.label_on, given.reference_on):
        found.append((Remark.OLD_LABEL, None))
    if building.built_in is None and not (
        building.energy_label and label_counts(building.label_on, given.reference_on)
    ):
        found.append((Remark.NO_ENERGY, None))
    return found


def _of_spaces(spaces: Sequence[Space]) -> list[tuple[Remark, int | None]]:
    found: list[tuple[Remark, int | None]] = []
    for space in spaces:
        worktop = space.details.get("worktop_cm") or 0
        if space.kind in LIVING and space.area_m2 < SMALLEST_ROOM_M2:
            found.append((Remark.SMALL_ROOM, space.id))
        if space.kind in OTHER_SPACES and space.area_m2 < SMALLEST_OTHER_M2:
            found.append((Remark.SMALL_SPACE, space.id))
        if space.kind in KITCHENS and worktop < SHORTEST_WORKTOP_CM:
            found.append((Remark.SHORT_WORKTOP, space.id))
        if space.kind in BATHROOMS and space.details.get("fittings"):
            washes = space.details.get("showers") or space.details.get("baths")
            if not (space.details.get("basins") and washes):
                found.append((Remark.FITTINGS_WITHOUT_BASIN, space.id))
    return found


def value_years(reference_on: date) -> tuple[int, int]:
    """Return the years whose 1 January a usable WOZ value may have: last year's, or before."""
    return reference_on.year - 1, reference_on.year - 2


def label_counts(label_on: date | None, reference_on: date) -> bool:
    """Say whether an energy label registered on that day counts on ``reference_on``."""
    if label_on is None or label_on < FIRST_LABEL_DAY or label_on > reference_on:
        return False
    return (reference_on.year - label_on.year, reference_on.month, reference_on.day) < (
        LABEL_YEARS,
        label_on.month,
        label_on.day,
    )


def households_sharing(number_of_rooms_let: int) -> int:
    """Return by how many households a shared space is used: the rooms let, and the host's own.

    Kamermatch default, shown and changeable at each space: the library divides by the number
    that is filled in there.
    """
    return number_of_rooms_let + 1
