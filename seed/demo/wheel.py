"""A wheel of fortune: draws from a large weighted list without counting it each time."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Wheel(Generic[T]):
    items: tuple[T, ...]
    heights: tuple[float, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[T, float]]) -> Wheel[T]:
        """Make a wheel of (item, weight) pairs; items without weight are left out."""
        kept = [(item, weight) for item, weight in pairs if weight > 0]
        return cls(tuple(item for item, _ in kept), tuple(accumulate(weight for _, weight in kept)))

    def turn(self, chance: Random) -> T:
        last = len(self.items) - 1
        return self.items[bisect(self.heights, chance.random() * self.heights[-1], 0, last)]

    def __bool__(self) -> bool:
        return bool(self.items)
