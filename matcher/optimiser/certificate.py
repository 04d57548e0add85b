"""Check the proven bounds without the solver: weak duality, tier by tier.

A certificate gives every room and every limited municipality a price; the price of a youth is then
the most that any of its pairs is worth above them. The sum of prices times capacities and limits is
a bound on the tier whatever the prices are, as long as a price is negative only where something is
proven to be used up. What holds with equality carries over to the next tier.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Certificate, Parameters
from matcher.optimiser.tiers import LOTTERY, exact_dot, weights

_NONE = np.iinfo(np.int64).min


@dataclass(frozen=True, eq=False)
class _State:
    """What is proven so far about every best solution."""

    pair: Ints
    beds: Ints
    least: Ints
    most: Ints
    full: Flags
    placed: Flags


def proven_bounds(
    problem: Problem,
    groups: Groups,
    parameters: Parameters,
    certificates: tuple[Certificate, ...],
    chosen: Ints,
) -> list[int] | str:
    """The bound of every tier and of the lottery, from the input and the prices alone.

    A tier whose bound is reached by ``chosen`` (positions in the pairs) narrows the next ones.
    Gives a sentence when the certificates prove nothing.
    """
    names = (*parameters.tiers, LOTTERY)
    if tuple(certificate.tier for certificate in certificates) != names:
        return "the certificates do not belong to these tiers"
    state = _start(problem, groups)
    bounds = []
    is_proven = True
    for certificate in certificates:
        weight = weights(problem, certificate.tier, parameters.seed)
        if (
            certificate.room.shape != state.full.shape
            or certificate.group.shape != state.most.shape
        ):
            return f"the certificate of {certificate.tier} does not fit the problem"
        if (certificate.room[~state.full] < 0).any():
            return f"the certificate of {certificate.tier} has a negative price of a room"
        bound, narrowed = _bound(problem, groups, state, certificate, weight)
        bound += int(weight[problem.fixed_pair].sum())
        is_proven &= bound == int(weight[chosen].sum())
        if is_proven:
            state = narrowed
        bounds.append(-bound if certificate.tier == LOTTERY else bound)
    return bounds


def _start(problem: Problem, groups: Groups) -> _State:
    """What the fixed pairs leave."""
    fixed = problem.fixed_pair
    is_fixed = np.zeros(len(problem.youths), bool)
    is_fixed[problem.pair_youth[fixed]] = True
    beds = problem.rooms["capacity"].to_numpy(np.int64).copy()
    np.subtract.at(beds, problem.pair_room[fixed], 1)
    booked = np.zeros(len(groups.key) + 1, np.int64)
    np.add.at(booked, groups.of[problem.pair_youth[fixed]], 1)
    left = problem.allowed() & ~is_fixed[problem.pair_youth]
    most = groups.most - booked[:-1]
    left &= np.append(most > 0, True)[groups.of[problem.pair_youth]]
    return _State(
        pair=np.flatnonzero(left),
        beds=beds,
        least=np.maximum(groups.least - booked[:-1], 0),
        most=most,
        full=np.zeros(len(problem.rooms), bool),
        placed=np.zeros(len(problem.youths), bool),
    )


def _bound(
    problem: Problem, groups: Groups, state: _State, certificate: Certificate, weight: Ints
) -> tuple[int, _State]:
    """The bound of one tier, and what it proves about every solution that reaches it."""
    youth, room = problem.pair_youth[state.pair], problem.pair_room[state.pair]
    limit_price = np.append(certificate.group, 0)[groups.of[youth]]
    rest = weight[state.pair] - certificate.room[room] - limit_price
    price = np.full(len(problem.youths), _NONE)
    np.maximum.at(price, youth, rest)
    present = price > _NONE
    price = np.where(state.placed, price, np.maximum(price, 0))
    price[~present] = 0
    limit = np.where(certificate.group > 0, state.most, state.least)
    total = (
        exact_dot(certificate.room, state.beds)
        + exact_dot(certificate.group, limit)
        + exact_dot(price, present.astype(np.int64))
    )
    narrowed = _State(
        pair=state.pair[rest == price[youth]],
        beds=state.beds,
        least=np.where(certificate.group > 0, state.most, state.least),
        most=np.where(certificate.group < 0, state.least, state.most),
        full=state.full | (certificate.room > 0),
        placed=state.placed | (price > 0),
    )
    return total, narrowed
