"""An answer to a problem with side limits: by the network where that suffices, else by prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Codes, Ints
from matcher.optimiser.model import Face, Groups, Model, build
from matcher.optimiser.network import best_pairs
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters
from matcher.optimiser.side.check import broken_sides
from matcher.optimiser.side.climb import Ascent, climb_exactly
from matcher.optimiser.side.large import climb_at_large
from matcher.optimiser.side.possible import is_possible
from matcher.optimiser.side.prices import side_price_table
from matcher.optimiser.side.proof import Field
from matcher.optimiser.solved import Solved
from matcher.optimiser.tiers import LOTTERY, METHOD, climb, weights

NETWORK = f"{METHOD}; it keeps the side limits by itself"
LARGE = "first-order relaxation with priced side limits, rounded by searches around the losses"
EXACT = "linear relaxation with prices for side limits, then branch and bound, tier by tier"


# Above this, a search over the whole program may take minutes.
MOST_PAIRS_EXACT = 15_000


def solve_with_sides(
    problem: Problem, groups: Groups, parameters: Parameters, deadline: float | None
) -> Solved | None:
    """The best assignment under limits of all kinds; None when they cannot be met together."""
    model = build(problem, groups)
    if model is None:
        return None
    by_network = _by_network(problem, model, parameters, deadline)
    if by_network is not None:
        return _solved(problem, groups, parameters, by_network, NETWORK)
    if len(model.pair) > MOST_PAIRS_EXACT:
        at_large = climb_at_large(problem, groups, model, parameters, deadline)
        if at_large is not None:
            return _solved(problem, groups, parameters, at_large, LARGE)
        if not is_possible(problem, groups):
            return None
    ascent = climb_exactly(problem, groups, parameters, deadline)
    if ascent is None:
        return None
    return _solved(problem, groups, parameters, ascent, EXACT)


def _by_network(
    problem: Problem, model: Model, parameters: Parameters, deadline: float | None
) -> Ascent | None:
    """The network's answer when that keeps the side limits: a relaxation that needs no repair."""
    weight = weights(problem, parameters.tiers[0], parameters.seed)[model.pair]
    picked = best_pairs(model, Face.whole(model), weight)
    if picked is None or _breaks(problem, model, np.flatnonzero(picked)):
        return None
    found = climb(problem, model, parameters, deadline)
    if found is None or _breaks(problem, model, found.chosen):
        return None
    names = (*parameters.tiers, LOTTERY)
    return Ascent(
        chosen=np.sort(np.concatenate([model.pair[found.chosen], model.fixed])),
        tiers=found.tiers,
        certificates=[
            Certificate(name, prices.room, prices.group)
            for name, prices in zip(names, found.prices, strict=True)
        ],
    )


def _breaks(problem: Problem, model: Model, chosen: Codes | Ints) -> bool:
    return bool(broken_sides(problem, np.concatenate([model.pair[chosen], model.fixed])))


def _solved(
    problem: Problem, groups: Groups, parameters: Parameters, ascent: Ascent, method: str
) -> Solved:
    return Solved(
        chosen=ascent.chosen,
        tiers=tuple(ascent.tiers),
        certificates=tuple(ascent.certificates),
        prices=first_prices(problem, groups, parameters, ascent.certificates[0]),
        method=method,
    )


def first_prices(
    problem: Problem, groups: Groups, parameters: Parameters, first: Certificate
) -> pd.DataFrame:
    """The table of prices that belongs to the certificate of the first tier."""
    place = Field.of(problem, groups)
    if len(first.side) == 0:
        first = replace(first, side=np.zeros(len(place.sides.rows), np.int64))
    weight = weights(problem, parameters.tiers[0], parameters.seed)
    return side_price_table(place, first, weight)
