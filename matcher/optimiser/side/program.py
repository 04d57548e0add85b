"""The problem with side limits as a linear program: a column per pair, a row per rule.

Columns: the options of the together-groups (1 when the group goes to that municipality), then the
pairs. Rows: plain youths, links (members of a group in a municipality), groups, rooms, limited
municipalities, side rows, and a row per tier before this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.result import Certificate
from matcher.optimiser.side.proof import Field
from matcher.optimiser.side.sides import Slots

if TYPE_CHECKING:
    from scipy import sparse


@dataclass(frozen=True, eq=False)
class Program:
    """``least <= matrix @ (options, pairs) <= most``, all columns between 0 and 1.

    ``start``: first row of each block, in the order of the module's text. ``tier_scale``: what the
    rows of the tiers are divided by.
    """

    slots: Slots
    matrix: sparse.csc_matrix
    least: np.ndarray
    most: np.ndarray
    start: tuple[int, ...]
    tier_scale: tuple[float, ...]

    @property
    def number_of_options(self) -> int:
        return len(self.slots.option_group)

    def costs(self, weight: Ints) -> np.ndarray:
        """Costs per column to be minimised; ``weight`` per pair of the problem."""
        pairs = weight[self.slots.pair].astype(np.float64)
        return np.concatenate([np.zeros(self.number_of_options), -pairs])

    def certificate(self, tier: str, dual: np.ndarray, scale: int) -> Certificate:
        """Prices on a scale from the duals of the rows (positive: worth to the maximum)."""
        _, _, _, room, limit, side, tiers, _ = self.start
        priced = np.clip(np.nan_to_num(dual), -(2.0**30), 2.0**30)

        def part(first: int, last: int, lowest: float) -> Ints:
            return np.round(np.maximum(priced[first:last], lowest) * scale).astype(np.int64)

        earlier = priced[tiers:] / np.array(self.tier_scale)
        return Certificate(
            tier=tier,
            room=part(room, limit, 0),
            group=part(limit, side, -np.inf),
            side=part(side, tiers, 0),
            earlier=np.round(np.maximum(-earlier, 0) * scale).astype(np.int64),
            scale=scale,
        )


def program(field: Field, slots: Slots) -> Program:
    """The program of these slots with all limits of the field."""
    from scipy import sparse

    problem, sides = field.problem, field.sides
    number, links = len(problem.youths), len(slots.link_youth)
    sizes = (
        number, links, len(sides.names), len(field.beds), len(field.most),
        len(sides.rows), len(field.earlier),
    )  # fmt: skip
    start = (0, *np.cumsum(sizes).tolist())
    youth, room = problem.pair_youth[slots.pair], problem.pair_room[slots.pair]
    at, ones = np.arange(len(slots.pair)), np.ones(len(slots.pair))
    group = field.groups.of[youth]
    limited = group >= 0
    side_row, side_at, side_value = sides.rows.entries(problem, slots.pair)
    tier_scale = tuple(float(max(np.abs(w).max(initial=1), 1)) for w, _ in field.earlier)
    blocks = [
        (slots.slot, at, ones),
        (start[3] + room, at, ones),
        (start[4] + group[limited], at[limited], ones[limited]),
        (start[5] + side_row, side_at, side_value),
    ]
    for place, (weight, _) in enumerate(field.earlier):
        row = np.full(len(at), start[6] + place)
        blocks.append((row, at, weight[slots.pair] / tier_scale[place]))
    options = len(slots.option_group)
    rows, columns, values = (np.concatenate(part) for part in zip(*blocks, strict=True))
    rows = np.concatenate([number + np.arange(links), start[2] + slots.option_group, rows])
    columns = np.concatenate([slots.link_option, np.arange(options), columns + options])
    values = np.concatenate([-np.ones(links), np.ones(options), values])
    shape = (start[-1], options + len(slots.pair))
    matrix = sparse.csc_matrix((values.astype(np.float64), (rows, columns)), shape=shape)
    return Program(slots, matrix, *_sides_of_rows(field, slots, tier_scale), start, tier_scale)


def _sides_of_rows(
    field: Field, slots: Slots, tier_scale: tuple[float, ...]
) -> tuple[np.ndarray, np.ndarray]:
    sides = field.sides
    number, links = len(field.problem.youths), len(slots.link_youth)
    held = np.zeros(len(sides.names))
    held[slots.option_group] = 1
    held[sides.must < 0] = 0
    tiers = [target / scale for (_, target), scale in zip(field.earlier, tier_scale, strict=True)]
    low = np.full(number + links, -np.inf)
    low[number:] = 0
    open_ = np.full(len(field.beds), -np.inf)
    below = np.full(len(sides.left), -np.inf)
    least = np.concatenate([low, held, open_, field.least, below, tiers])
    top = np.ones(number + links)
    top[number:] = 0
    above = np.full(len(tiers), np.inf)
    most = np.concatenate(
        [top, np.ones(len(sides.names)), field.beds, field.most, sides.left, above]
    )
    return least.astype(np.float64), most.astype(np.float64)


def satisfied(field: Field, slots: Slots, picked: Flags) -> bool:
    """Whether these pairs of the slots keep every rule, in whole numbers."""
    problem, sides = field.problem, field.sides
    pair = slots.pair[picked]
    youth, room = problem.pair_youth[pair], problem.pair_room[pair]
    number = len(field.most)
    group = np.bincount(field.groups.of[youth] + 1, minlength=number + 1)[1:]
    good = (np.bincount(youth, minlength=1) <= 1).all()
    good &= (np.bincount(room, minlength=len(field.beds)) <= field.beds).all()
    good &= (group >= field.least).all() and (group <= field.most).all()
    good &= (sides.rows.load(problem, pair) <= sides.left).all()
    good &= all(int(weight[pair].sum()) >= target for weight, target in field.earlier)
    links = slots.slot[picked] - len(problem.youths)
    used = np.bincount(links[links >= 0], minlength=len(slots.link_youth))
    first = np.full(len(slots.option_group), -1)
    first[slots.link_option] = used
    good &= (used == first[slots.link_option]).all()
    times = np.bincount(slots.option_group, weights=first, minlength=len(sides.names))
    held = np.zeros(len(sides.names), bool)
    held[slots.option_group] = True
    return bool(good and (times <= 1).all() and (times[held & (sides.must >= 0)] == 1).all())
