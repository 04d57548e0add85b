"""Tell a count line by line, in Dutch or English, in the words of people who rent out a room."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.rentpoints.fittings import FITTING_NAMES
from matcher.rentpoints.rules import Group, Line, Remark, Space
from matcher.words import SpaceKind

_SHARED = re.compile(r"gedeeld_met_(\d+)_onzelfstandige_woonruimten")
_SPACE = re.compile(r"s(\d+)")
#: Groups that hardly any host has are shown only when something stands under them.
_ALWAYS = (
    "oppervlakte_van_vertrekken",
    "energieprestatie",
    "keuken",
    "sanitair",
    "punten_voor_de_woz_waarde",
)
_EUROS = ("woz_waarde", "woz_waarde_per_m2", "gemiddelde_woz_waarde_per_m2")
_SQUARE_METRES = ("gebruiksoppervlakte", "label", "bouwjaar")


@dataclass(frozen=True)
class Told:
    """One line in words; ``amount`` is in ``unit`` ('m2', 'cm', 'euro', 'percent' or 'times')."""

    text: str
    points: float | None
    amount: float | None = None
    unit: str = ""
    shared_by: int = 1


@dataclass(frozen=True)
class ToldGroup:
    """A heading with its points, why they are so, and the lines under it."""

    code: str
    heading: str
    why: str
    points: float
    surcharge_percentage: int
    lines: tuple[Told, ...]


def tell(groups: Iterable[Group], spaces: Iterable[Space], language: str) -> list[ToldGroup]:
    """Return the headings of a count with their lines, in the order of the law."""
    names = {space.id: space_name(space, language) for space in spaces}
    return [
        _group(group, names, language)
        for group in groups
        if group.code in _ALWAYS or group.points or group.surcharge_percentage
    ]


def space_name(space: Space, language: str) -> str:
    """Return what people call the space: their own name for it, or its kind."""
    label = SpaceKind(space.kind).label(language)
    return space.name or label[:1].upper() + label[1:]


def remark_text(remark: Remark, language: str) -> str:
    return _either(_texts()["remarks"][remark.value], language)


def _group(group: Group, names: Mapping[int, str], language: str) -> ToldGroup:
    texts = _texts()["groups"].get(group.code, {"nl": group.code, "en": group.code})
    lines = [
        _line(line, names, language)
        for line in group.lines
        if line.points is not None or line.amount is not None or _has_only_a_surcharge(group)
    ]
    return ToldGroup(
        code=group.code,
        heading=texts[language if language == "en" else "nl"],
        why=texts.get(f"why_{language if language == 'en' else 'nl'}", ""),
        points=group.points or 0.0,
        surcharge_percentage=group.surcharge_percentage,
        lines=tuple(lines),
    )


def _has_only_a_surcharge(group: Group) -> bool:
    return bool(group.surcharge_percentage)


def _line(line: Line, names: Mapping[int, str], language: str) -> Told:
    last = line.path[-1] if line.path else ""
    space = next((names.get(int(m[1])) for p in line.path if (m := _SPACE.fullmatch(p))), None)
    shared = next((int(m[1]) for p in line.path if (m := _SHARED.fullmatch(p))), 1)
    amount, unit = _measure(last, line.amount)
    text = _name(last, line.name, language)
    if space is not None:
        text = space if _SPACE.fullmatch(last) else f"{space}: {text[:1].lower()}{text[1:]}"
    return Told(text, line.points, amount, unit, shared)


def _name(last: str, given: str, language: str) -> str:
    """Return the words for a step of the library; its own Dutch name when we have none."""
    texts = _texts()["lines"]
    fitting = FITTING_NAMES.get(last.removeprefix("extra_voorziening_"))
    if last in texts:
        return _either(texts[last], language)
    if fitting is not None:
        label = fitting.label(language)
        return label[:1].upper() + label[1:]
    if last.startswith("lengte_aanrecht"):
        return "Worktop" if language == "en" else "Aanrecht"
    if last == "label":
        return f"Energy label {given}" if language == "en" else f"Energielabel {given}"
    if last == "bouwjaar":
        year = given.split()[-1]
        return f"Built in {year}" if language == "en" else f"Gebouwd in {year}"
    return given


def _measure(last: str, amount: float | None) -> tuple[float | None, str]:
    if amount is None:
        return None, ""
    if _SPACE.fullmatch(last) or last in _SQUARE_METRES or last.endswith("8m2"):
        return amount, "m2"
    if last.startswith("lengte_aanrecht"):
        return amount / 10, "cm"
    if last in _EUROS:
        return amount, "euro"
    if last == "percentage_verschil":
        return amount, "percent"
    return amount, "times"


def _either(pair: list[str], language: str) -> str:
    return pair[1] if language == "en" else pair[0]


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(files("matcher.rentpoints").joinpath("texts.toml").read_text("utf-8"))
