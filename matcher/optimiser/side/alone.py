"""What a municipality can do alone when youths want to stay together or coaches are few."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.sides import groups_of


@dataclass(frozen=True, eq=False)
class Alone:
    """Own pairs (youth, room, int32) of all municipalities, and what binds each of them alone.

    ``together``: group per youth or -1, only groups whose youths are all of one municipality;
    ``organisation``: number per youth; ``most_guided``: limit per organisation number.
    """

    youth: Codes
    room: Codes
    capacity: Ints
    youth_in: Ints
    together: Codes
    organisation: Ints
    most_guided: Ints


def own_pairs(problem: Problem, youth_in: Ints, own: Flags) -> Alone:
    """The pairs that count alone, out of ``own`` (bool per pair).

    A group with youths of another municipality cannot be placed alone, nor can its members.
    """
    names, together = groups_of(problem)
    lowest = np.full(len(names), np.iinfo(np.int64).max)
    highest = np.full(len(names), -1, np.int64)
    member = together >= 0
    np.minimum.at(lowest, together[member], youth_in[member])
    np.maximum.at(highest, together[member], youth_in[member])
    divided = np.append(lowest != highest, False)[together]
    kept = own & ~divided[problem.pair_youth]
    guided, number = np.unique(problem.youths["organisation"].astype(str), return_inverse=True)
    most = np.full(len(guided), len(youth_in), np.int64)
    rows = problem.limits[problem.limits["kind"] == "organisation"]
    most[np.searchsorted(guided, rows["key"].astype(str))] = rows["limit"]
    return Alone(
        youth=problem.pair_youth[kept],
        room=problem.pair_room[kept],
        capacity=problem.rooms["capacity"].to_numpy(np.int64),
        youth_in=youth_in,
        together=np.where(divided, -1, together).astype(np.int32),
        organisation=number.astype(np.int64),
        most_guided=most,
    )


def corrected(alone: Alone, most: Ints, sure: Ints, contract: Mapping[int, int]) -> Ints:
    """Places per municipality where groups and organisations are kept to.

    ``most``: places without them, ``sure``: places without the youths in groups; ``contract``:
    limit by municipality number.
    """
    result = most.copy()
    guided = alone.youth_in * (len(alone.most_guided) + 1) + alone.organisation
    here = np.unique(alone.youth)
    each, number = np.unique(guided[here], return_counts=True)
    of = each % (len(alone.most_guided) + 1)
    short = np.unique(each[number > alone.most_guided[of]] // (len(alone.most_guided) + 1))
    mixed = np.flatnonzero(most != sure)
    pair_in = alone.youth_in[alone.youth]
    for town in np.union1d(short, mixed).tolist():
        limit = contract.get(town, len(alone.youth_in))
        result[town] = _best(alone, np.flatnonzero(pair_in == town), limit)
    return result


def _best(alone: Alone, pair: Ints, contract: int) -> int:
    """Most youths of one municipality in its own rooms, by branch and bound."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    youth, youths = np.unique(alone.youth[pair], return_inverse=True)
    room, rooms = np.unique(alone.room[pair], return_inverse=True)
    guided, organisations = np.unique(alone.organisation[youth], return_inverse=True)
    group = alone.together[youth]
    names, size = np.unique(alone.together[alone.together >= 0], return_counts=True)
    at, ones = np.arange(len(pair)), np.ones(len(pair))
    # Every youth's own sum equals 1 when it is placed; a group's members have one column together.
    placed = len(pair) + np.where(
        group < 0, np.arange(len(youth)), len(youth) + np.searchsorted(names, group)
    )
    start = np.cumsum([0, len(youth), len(room), len(guided), 1])
    everyone = np.arange(len(youth))
    parts = [
        (youths, at, ones),
        (everyone, placed, -np.ones(len(youth))),
        (start[1] + rooms, at, ones),
        (start[2] + organisations[youths], at, ones),
        (np.full(len(pair), start[3]), at, ones),
    ]
    row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    columns = len(pair) + len(youth) + len(names)
    upper = np.ones(columns)
    complete = np.bincount(np.searchsorted(names, group[group >= 0]), minlength=len(names)) == size
    upper[len(pair) + len(youth) :] = complete
    matrix = sparse.csr_matrix((value, (row, column)), shape=(start[4], columns))
    equal = np.zeros(len(youth))
    low = np.concatenate([equal, np.full(start[4] - len(youth), -np.inf)])
    high = np.concatenate(
        [equal, alone.capacity[room], alone.most_guided[guided], [float(contract)]]
    )
    found = milp(
        np.concatenate([-ones, np.zeros(columns - len(pair))]),
        integrality=np.ones(columns, np.int64),
        bounds=Bounds(0, upper),
        constraints=LinearConstraint(matrix, low, high),
        options={"mip_rel_gap": 0.0},
    )
    return 0 if found.x is None else round(-float(found.fun))
