"""Takes figures out of the tables of a policy file and gathers everything that is wrong."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from matcher.errors import InvalidPolicy
from matcher.policy.model import Curve

WHOLE = 1000

T = TypeVar("T")


class Reader:
    """One pass over one policy: each figure is asked for once, what is left over is unknown.

    Wrong figures are noted and replaced by a harmless value, so that one run names them all;
    ``close`` raises InvalidPolicy when there were any.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[str] = []
        self._tables: Mapping[str, Any] = {}
        self._asked: set[str] = set()
        self.sources: dict[str, str] = {}

    def open(self, tables: Mapping[str, Any]) -> None:
        self._tables = tables

    def wrong(self, name: str, what: str) -> None:
        self._problems.append(f"{name} {what}")

    def close(self) -> None:
        self._find_unknown(self._tables, "")
        if self._problems:
            raise InvalidPolicy(
                f"policy file {self._file} has {len(self._problems)} problem(s): "
                + "; ".join(self._problems)
            )

    def version(self) -> str:
        self._asked.add("version")
        version = self._tables.get("version")
        if not isinstance(version, str) or not version.strip():
            self.wrong("version", "is missing; give the policy a name, for instance '2026-01'")
            return ""
        return version

    def whole(
        self, section: str, key: str, lowest: int, highest: int, instead: int | None = None
    ) -> int:
        """``instead``: what to go on with when the figure is wrong (default: the lowest)."""
        value = self._figure(section, key)
        harmless = lowest if instead is None else instead
        if isinstance(value, bool) or not isinstance(value, int):
            return self._refuse(section, key, value, "a whole number", harmless)
        if not lowest <= value <= highest:
            return self._refuse(section, key, value, f"between {lowest} and {highest}", harmless)
        return value

    def number(self, section: str, key: str, lowest: float, highest: float) -> float:
        value = self._figure(section, key)
        if not _is_number(value):
            return self._refuse(section, key, value, "a number", lowest)
        if not lowest <= value <= highest:
            return self._refuse(section, key, value, f"between {lowest} and {highest}", lowest)
        return float(value)

    def flag(self, section: str, key: str) -> bool:
        value = self._figure(section, key)
        return (
            value
            if isinstance(value, bool)
            else self._refuse(section, key, value, "true or false", False)
        )

    def weights(self, section: str, keys: Sequence[str]) -> Mapping[str, int]:
        """Whole weights that add up to 1000, so that a total never passes 1000."""
        weights = {key: self.whole(section, key, 0, WHOLE) for key in keys}
        if sum(weights.values()) != WHOLE:
            self.wrong(section, f"add up to {sum(weights.values())}; make them add up to {WHOLE}")
        return weights

    def shares(self, section: str, keys: Sequence[str]) -> Mapping[str, float]:
        return {key: self.number(section, key, 0.0, 1.0) for key in keys}

    def curves(self, section: str, keys: Sequence[str]) -> Mapping[str, Curve]:
        return {key: self._curve(section, key) for key in keys}

    def rising(self, section: str, key: str, lowest: int, highest: int) -> tuple[int, ...]:
        """A list of whole numbers, each above the one before it."""
        value = self._figure(section, key)
        wanted = f"a list of rising whole numbers between {lowest} and {highest}"
        if not isinstance(value, list) or not all(_is_whole(number) for number in value):
            return self._refuse(section, key, value, wanted, ())
        inside = all(lowest <= number <= highest for number in value)
        if not inside or any(a >= b for a, b in pairwise(value)):
            return self._refuse(section, key, value, wanted, ())
        return tuple(value)

    def rising_pairs(
        self, section: str, key: str, lowest: int, highest: int
    ) -> tuple[tuple[int, int], ...]:
        """A list of pairs [from, figure] with 'from' rising and each figure within its limits."""
        value = self._figure(section, key)
        wanted = f"a list of pairs [from, figure], 'from' rising, {lowest} to {highest} the figure"
        is_list = isinstance(value, list) and all(
            isinstance(pair, list) and len(pair) == 2 and all(map(_is_whole, pair))
            for pair in value
        )
        if not is_list:
            return self._refuse(section, key, value, wanted, ())
        inside = all(start >= 0 and lowest <= figure <= highest for start, figure in value)
        if not inside or any(a[0] >= b[0] for a, b in pairwise(value)):
            return self._refuse(section, key, value, wanted, ())
        return tuple((start, figure) for start, figure in value)

    def numbers(
        self, section: str, key: str, count: int, lowest: float, highest: float
    ) -> tuple[float, ...]:
        """A list of exactly ``count`` numbers."""
        value = self._figure(section, key)
        wanted = f"a list of {count} numbers between {lowest} and {highest}"
        if not isinstance(value, list) or len(value) != count or not all(map(_is_number, value)):
            return self._refuse(section, key, value, wanted, (lowest,) * count)
        if any(not lowest <= number <= highest for number in value):
            return self._refuse(section, key, value, wanted, (lowest,) * count)
        return tuple(float(number) for number in value)

    def cents_by_year(self, section: str, highest: int) -> Mapping[int, int]:
        years = [key for key in self._section(section) if key != "sources"]
        found: dict[int, int] = {}
        for key in sorted(years):
            cents = self.whole(section, key, 1, highest)
            if key.isdecimal() and 2000 <= int(key) <= 2100:
                found[int(key)] = cents
            else:
                self.wrong(f"{section}.{key}", "is not a year between 2000 and 2100")
        return found

    def _curve(self, section: str, key: str) -> Curve:
        value = self._figure(section, key)
        wanted = "a list of points [x, share] with x rising and shares between 0 and 1"
        if not isinstance(value, list) or not value:
            return self._refuse(section, key, value, wanted, ((0.0, 0.0),))
        for point in value:
            if not (isinstance(point, list) and len(point) == 2 and all(map(_is_number, point))):
                return self._refuse(section, key, point, wanted, ((0.0, 0.0),))
        points = tuple((float(x), float(share)) for x, share in value)
        rises = all(a[0] < b[0] for a, b in pairwise(points))
        if not rises or any(not 0.0 <= share <= 1.0 for _, share in points):
            return self._refuse(section, key, value, wanted, ((0.0, 0.0),))
        return points

    def _section(self, section: str) -> Mapping[str, Any]:
        table: Any = self._tables
        for step in section.split("."):
            table = table.get(step) if isinstance(table, Mapping) else None
        return table if isinstance(table, Mapping) else {}

    def _figure(self, section: str, key: str) -> Any:
        name = f"{section}.{key}"
        table = self._section(section)
        self._asked.add(name)
        sources = table.get("sources")
        source = sources.get(key) if isinstance(sources, Mapping) else None
        if isinstance(source, str) and source.strip():
            self.sources[name] = source
        elif key in table:
            self.wrong(name, f"has no source; add {key} = '…' under [{section}.sources]")
        return table.get(key)

    def _refuse(self, section: str, key: str, value: object, wanted: str, instead: T) -> T:
        found = "is missing" if value is None else f"is {value!r}"
        self.wrong(f"{section}.{key}", f"{found}; it must be {wanted}")
        return instead

    def _find_unknown(self, table: Mapping[str, Any], section: str) -> None:
        for key, value in table.items():
            name = f"{section}.{key}" if section else key
            figure = name.replace(".sources.", ".")
            if isinstance(value, Mapping):
                self._find_unknown(value, name)
            elif figure not in self._asked:
                self.wrong(name, "is unknown; check its spelling or take it out")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
