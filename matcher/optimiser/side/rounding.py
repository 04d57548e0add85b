"""From a relaxation to whole choices: one search over what it leaves open, then repairs.

What an assignment loses against the bound is the slack of its pairs, the worth of youths who wait
and the price of what is left unused. Where most is lost, the youths around are set free and their
best choice is searched with all others held in place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.side.columns import Part, first_of_each
from matcher.optimiser.side.exact import search
from matcher.optimiser.side.program import program, satisfied
from matcher.optimiser.side.proof import Bound

_SURE, _LOOSE = 0.95, 0.01
_GAP, _FINE_GAP = 1e-5, 1e-6
_PER_SLOT = 8


@dataclass(frozen=True, eq=False)
class Rounding:
    """``bound``: what the prices prove of ``weight``, with the slack per pair of the whole."""

    part: Part
    weight: Ints
    bound: Bound
    deadline: float | None = None

    def first(self) -> Flags | None:
        """A first whole choice (bool per pair of the whole): what is nearly 1 is kept."""
        for sure, per_slot in ((_SURE, 4), (2.0, 6)):
            picked = self._first(sure, per_slot)
            if picked is not None:
                return picked
        return None

    def _first(self, sure: float, per_slot: int) -> Flags | None:
        whole, problem = self.part.whole, self.part.place.problem
        share, youth = self.part.shares(), problem.pair_youth[whole.pair]
        member = self.part.place.sides.together >= 0
        load = np.bincount(youth, weights=share, minlength=len(member))
        kept = (share >= sure) & ~member[youth]
        settled = np.zeros(len(member), bool)
        settled[youth[kept]] = True
        open_ = ((load > _LOOSE) | member) & ~settled
        able = np.flatnonzero(open_[youth] & (self.part.inside | (share > 0)))
        able = first_of_each(able, whole.slot[able], self.bound.slack[able], per_slot)
        return self._searched(np.union1d(np.flatnonzero(kept), able), kept, _GAP, 20)

    def improved(self, picked: Flags, size: int, reach: int, turn: int) -> Flags:
        """The choice with the youths around the largest losses chosen anew, if that is better.

        ``size``: youths set free; ``reach``: slack of the pairs that are looked at.
        """
        whole, place = self.part.whole, self.part.place
        youth, room = place.problem.pair_youth[whole.pair], place.problem.pair_room[whole.pair]
        near = self.bound.slack <= reach
        free = self._around(picked, near, size, turn)
        beds = np.zeros(len(place.beds), bool)
        beds[room[picked & free[youth]]] = True
        beds |= np.bincount(room[picked], minlength=len(beds)) < place.beds
        waiting = np.ones(len(free), bool)
        waiting[youth[picked]] = False
        free[youth[near & beds[room]]] |= waiting[youth[near & beds[room]]]
        free |= self._mates(free)
        able = np.flatnonzero(near & free[youth] & beds[room])
        able = first_of_each(able, whole.slot[able], self.bound.slack[able], _PER_SLOT)
        columns = np.union1d(np.flatnonzero(picked), able)
        seconds = None if self.deadline is None else self.deadline - time.monotonic()
        found = self._searched(columns, picked & ~free[youth], _FINE_GAP, 5, seconds)
        if found is None or self._worth(found) <= self._worth(picked):
            return picked
        return found

    def _worth(self, picked: Flags) -> int:
        return int(self.weight[self.part.whole.pair[picked]].sum())

    def _mates(self, free: Flags) -> Flags:
        """Youths in a group with somebody who is free."""
        together = self.part.place.sides.together
        groups = np.unique(together[free])
        return np.isin(together, groups[groups >= 0])

    def _around(self, picked: Flags, near: Flags, size: int, turn: int) -> Flags:
        """Youths who lose most, and those who hold the rooms that they could have, on and on."""
        problem, whole = self.part.place.problem, self.part.whole
        youth, room = problem.pair_youth[whole.pair], problem.pair_room[whole.pair]
        loss = self._losses(picked)
        rng = np.random.default_rng(turn)
        free = np.zeros(len(loss), bool)
        # In later turns chance decides as well, so that other places get their turn.
        order = np.argsort(-loss * rng.uniform(1 if turn == 0 else 0, 1, len(loss)), kind="stable")
        free[order[: max(1, size // 25)]] = True
        rooms = np.zeros(len(self.part.place.beds), bool)
        while free.sum() < size:
            rooms[room[near & free[youth]]] = True
            more = np.zeros(len(free), bool)
            more[youth[picked & rooms[room]]] = True
            fresh = np.flatnonzero(more & ~free)
            if len(fresh) == 0:
                break
            free[rng.permutation(fresh)[: size - int(free.sum())]] = True
        return free

    def _losses(self, picked: Flags) -> np.ndarray:
        """What every youth loses against the bound: slack when placed, its worth when not."""
        problem, whole = self.part.place.problem, self.part.whole
        youth = problem.pair_youth[whole.pair]
        loss = np.where(self.part.place.sides.together >= 0, 0, self.bound.youth).astype(float)
        loss[youth[picked]] = self.bound.slack[picked]
        return loss

    def _searched(
        self, columns: Ints, held: Flags, gap: float, nodes: int, seconds: float | None = None
    ) -> Flags | None:
        """The best whole choice among these pairs of the whole with ``held`` in place."""
        whole, place = self.part.whole, self.part.place
        slots = replace(whole, pair=whole.pair[columns], slot=whole.slot[columns])
        rules = program(place, slots)
        found = search(rules, self.weight, seconds, held[columns], gap, nodes)
        if found.picked is None or not satisfied(place, slots, found.picked):
            return None
        picked = np.zeros(len(whole.pair), bool)
        picked[columns[found.picked]] = True
        return picked
