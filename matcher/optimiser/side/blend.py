"""One weight that puts the tiers in order nearly strictly, for large programs.

In a blend a unit of the first tier counts for as much as anything that one youth can bring in the
second, and a unit of the second for some hundredths of the most in the third. That is not strict,
but numbers stay of a size in which a linear relaxation is solved well; how far each tier stays from
its bound is computed and told.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Ints


@dataclass(frozen=True, eq=False)
class Blend:
    """``weights``: per tier, int64 per pair of the problem; ``units``: what one unit counts for."""

    weights: tuple[Ints, ...]
    units: tuple[int, ...]

    @classmethod
    def of(cls, weights: tuple[Ints, ...]) -> Blend:
        units = [1]
        for place, weight in enumerate(reversed(weights[1:])):
            largest = int(np.abs(weight).max(initial=1))
            last = place == 0 and len(weights) > 2
            units.append(units[-1] * max(1, largest // 100 if last else min(largest, 1000)))
        return cls(weights, tuple(reversed(units)))

    def upto(self, tier: int, weaker: int = 1) -> tuple[Ints, Ints]:
        """The blend of the tiers up to this one, and how often it counts each tier before it.

        ``weaker``: the tiers before count that many times less. Where their best values are out of
        reach, weaker counts prove more.
        """
        times = np.array(self.units[:tier], np.int64) // self.units[tier]
        times = np.maximum(times // weaker, 1)
        total = self.weights[tier].copy()
        for weight, number in zip(self.weights, times.tolist(), strict=False):
            total += number * weight
        return total, times
