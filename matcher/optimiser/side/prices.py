"""The prices of the first tier as a table, when there are side limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.duals import Prices
from matcher.optimiser.prices import price_table
from matcher.optimiser.result import Certificate
from matcher.optimiser.side.proof import Bound, Field, charges, prove
from matcher.optimiser.side.sides import Slots


def side_price_table(place: Field, certificate: Certificate, weight: Ints) -> pd.DataFrame:
    """kind, key, price: as without side limits, with a row per side limit and together-group.

    The sum of price x capacity or limit (1 per youth and group, 0 per share) is what the prices
    prove, before it is rounded down. ``weight``: per pair of the problem, in the first tier.
    """
    problem, groups = place.problem, place.groups
    slots = Slots.of(problem, place.sides, place.open_pairs())
    bound = prove(place, certificate, weight, slots)
    closed = _with_closed(place, certificate, weight)
    youth = _with_fixed(place, closed, weight, bound)
    empty = np.zeros(0, bool)
    network = price_table(problem, groups, Prices(closed.room, closed.group, youth, empty))
    rows = place.sides.rows
    sides = pd.DataFrame(
        {
            "kind": [*rows.kind, *["group"] * len(place.sides.names)],
            "key": [*rows.key, *place.sides.names],
            "price": np.concatenate([certificate.side, bound.group]),
        }
    )
    is_youth = network["kind"] == "youth"
    table = pd.concat([network[~is_youth], sides, network[is_youth]], ignore_index=True)
    table = table.astype({"kind": object, "key": object})
    if certificate.scale > 1:
        table["price"] = table["price"] / certificate.scale
    return table.astype({"price": np.int64 if certificate.scale == 1 else np.float64})


def _with_closed(place: Field, certificate: Certificate, weight: Ints) -> Certificate:
    """Contracts without places left get a price that covers every pair of their youths."""
    problem, of = place.problem, place.groups.of
    youth = problem.pair_youth
    closed = np.append(place.most <= 0, False)[of]
    pair = np.flatnonzero(problem.allowed() & (closed & ~place.sides.is_booked)[youth])
    rest = certificate.scale * weight[pair] - charges(place, certificate, pair)
    most = np.zeros(len(certificate.group), np.int64)
    np.maximum.at(most, of[youth[pair]], rest)
    return replace(certificate, group=certificate.group + most)


def _with_fixed(place: Field, certificate: Certificate, weight: Ints, bound: Bound) -> Ints:
    """Prices of the youths; a fixed one gets what its pair leaves, which may be negative."""
    problem = place.problem
    fixed = problem.fixed_pair
    youth = bound.youth.copy()
    youth[place.sides.together >= 0] = 0
    left = certificate.scale * weight[fixed] - charges(place, certificate, fixed)
    youth[problem.pair_youth[fixed]] = left
    return youth
