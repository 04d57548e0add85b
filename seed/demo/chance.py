"""Chance that can be repeated: every record draws from its own stream.

A record's stream depends on the seed, the subject and the record's number only. So one more draw
for a room changes no youth, and youth 7 has one name in a small and in a large set (though another
town, since more municipalities take part in a large one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, subject: str, number: int = 0) -> Random:
    """Return the stream of one record."""
    return Random(f"{seed}/{subject}/{number}")


def pick(chance: Random, shares: Mapping[T, float]) -> T:
    """Return one of the keys, in proportion to its share; shares need not add up to one."""
    return chance.choices(list(shares), list(shares.values()))[0]


def some(chance: Random, shares: Mapping[T, float], number: int) -> list[T]:
    """Return ``number`` different keys in the order of ``shares``, likelier ones more often."""
    left = dict(shares)
    chosen = set()
    for _ in range(min(number, len(left))):
        one = pick(chance, left)
        chosen.add(one)
        del left[one]
    return [key for key in shares if key in chosen]


def happens(chance: Random, probability: float) -> bool:
    return chance.random() < probability


def around(
    chance: Random, middle: float, spread: float, low: float, high: float, step: int = 1
) -> int:
    """Return a bell-shaped whole number within [low, high], a multiple of ``step``."""
    value = min(max(chance.gauss(middle, spread), low), high)
    return round(value / step) * step


def one_of(chance: Random, values: Sequence[T]) -> T:
    return values[int(chance.random() * len(values))]
