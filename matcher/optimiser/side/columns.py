"""A large program by part of its pairs: those that can matter at the prices so far."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.result import Certificate
from matcher.optimiser.side.exact import tightest
from matcher.optimiser.side.program import Program, program
from matcher.optimiser.side.proof import Bound, Field, charges
from matcher.optimiser.side.relax import Relaxed, relax
from matcher.optimiser.side.sides import Slots


@dataclass
class Part:
    """``inside``: bool per pair of the slots ``whole``; ``at``: where the relaxation stands, with
    ``x`` for the options and then for every pair of ``whole``.
    """

    place: Field
    whole: Slots
    inside: Flags
    at: Relaxed

    @property
    def slots(self) -> Slots:
        """The slots with the pairs inside only; links and options stay, so rows keep their place."""
        return replace(
            self.whole, pair=self.whole.pair[self.inside], slot=self.whole.slot[self.inside]
        )

    def solve(self, weight: Ints, iterations: int, enough: float) -> Program:
        """Relax the program of the pairs inside, from where it stood."""
        rules = program(self.place, self.slots)
        options = rules.number_of_options
        kept = np.concatenate([np.ones(options, bool), self.inside])
        costs = rules.costs(weight)
        largest = max(float(np.abs(costs).max(initial=1)), 1.0)
        start = Relaxed(self.at.x[kept], self.at.dual / largest, self.at.balance)
        found = relax(
            rules.matrix, costs / largest, rules.least, rules.most, start, iterations, enough
        )
        self.at.x[kept] = found.x
        self.at = Relaxed(self.at.x, found.dual * largest, found.balance, found.residual)
        return rules

    def shares(self) -> np.ndarray:
        """How much of every pair of ``whole`` the relaxation chooses, 0 to 1."""
        return self.at.x[len(self.whole.option_group) :]

    def prices(self, rules: Program, tier: str, weight: Ints) -> tuple[Certificate, Bound]:
        """What the prices prove over all pairs, not only those inside."""
        return tightest(self.place, replace(rules, slots=self.whole), tier, weight, -self.at.dual)

    def widen(self, certificate: Certificate, weight: Ints, most: int) -> int:
        """Take in the pairs that beat those inside at these prices, at most ``most`` per slot."""
        rest = certificate.scale * weight[self.whole.pair]
        rest = rest - charges(self.place, certificate, self.whole.pair)
        number = len(self.place.problem.youths)
        best = np.full(number + len(self.whole.link_youth), np.iinfo(np.int64).min // 2)
        best[:number] = 0
        np.maximum.at(best, self.whole.slot[self.inside], rest[self.inside])
        better = np.flatnonzero(~self.inside & (rest > best[self.whole.slot]))
        taken = first_of_each(better, self.whole.slot[better], -rest[better], most)
        self.inside[taken] = True
        return len(taken)


def first_of_each(items: Ints, key: Ints, order: np.ndarray, most: int) -> Ints:
    """At most ``most`` of the items of every key, lowest ``order`` first."""
    sorted_ = np.lexsort((order, key))
    items, key = items[sorted_], key[sorted_]
    first = np.flatnonzero(np.diff(key, prepend=-1) != 0)
    rank = np.arange(len(items)) - np.repeat(first, np.diff(first, append=len(items)))
    return items[rank < most]
