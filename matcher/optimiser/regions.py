"""Regions: parts of the problem that share no pair and no limit, solved apart and put together.

Youths and rooms joined by a pair belong together, and so do the youths of a municipality whose limit
can matter. What is not joined cannot take anything from each other, in any tier: the best of the
whole is the best of every part, and prices put side by side prove it as they stand. Parts are
gathered into regions of some size by the order of their youths, whoever solves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.machine_code import entry
from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.duals import Prices
from matcher.optimiser.model import Model
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters, Tier
from matcher.optimiser.tiers import LOTTERY, Ascent, climb, climb_by, short_weights, weights
from matcher.workers import HERE, Workers

PAIRS_PER_REGION = 100_000
"""Smaller regions are solved before a process has unpacked them."""

OF_YOUTHS = ("priority", LOTTERY)
"""Tiers of which the weight is the youth's, whatever the room."""


@dataclass(frozen=True, eq=False)
class Region:
    """One part as plain numbers: what goes to another process.

    ``model``: with numbers of its own for youths, rooms, groups and pairs. ``weight``: per tier,
    int32 per pair, or per youth for those in ``OF_YOUTHS``.
    """

    model: Model
    weight: Mapping[str, Codes]

    def weight_of(self, tier: str) -> Codes:
        found = self.weight[tier]
        return found[self.model.youth] if tier in OF_YOUTHS else found


@dataclass(frozen=True, eq=False)
class Share:
    """Which pairs, youths, rooms and groups of the whole model are those of a region."""

    pair: Ints
    youth: Ints
    room: Ints
    group: Ints


def climb_regions(
    problem: Problem,
    model: Model,
    parameters: Parameters,
    deadline: float | None,
    workers: Workers = HERE,
    pairs_per_region: int | None = None,
) -> Ascent | None:
    """As ``climb``, region by region where there is more than one; None: there is no solution.

    The answer does not depend on ``workers``; ``pairs_per_region``: ``PAIRS_PER_REGION``. With a ``deadline`` all is solved at once: what is
    cut off should not depend on which region came first. The flags ``tight`` are those of the first
    tier only.
    """
    slack, least = _slack(model), pairs_per_region or PAIRS_PER_REGION
    if deadline is not None or len(model.pair) < 2 * least:
        return climb(problem, model, parameters, deadline)
    label = regions_of(model, slack, least)
    if label.max() == 0:
        return climb(problem, model, parameters, deadline)
    shares = list(_shares(model, slack, label))
    names = (*parameters.tiers, LOTTERY)
    weight = {name: short_weights(problem, name, parameters.seed)[model.pair] for name in names}
    regions = [_region(model, share, weight) for share in shares]
    found = list(workers.each(solve_region, names, regions))
    if any(ascent is None for ascent in found):
        return None
    booked = [int(weights(problem, name, parameters.seed)[model.fixed].sum()) for name in names]
    return _merged(model, shares, [ascent for ascent in found if ascent is not None], booked)


def solve_region(names: Sequence[str], region: Region) -> Ascent | None:
    """Solve all tiers of one region; only the first tier keeps its flags of tight pairs."""
    ascent = climb_by(region.weight_of, names, region.model)
    if ascent is not None:
        nothing = np.zeros(0, bool)
        ascent.prices[1:] = [replace(found, tight=nothing) for found in ascent.prices[1:]]
    return ascent


def regions_of(model: Model, slack: Flags, pairs_per_region: int) -> Ints:
    """The region of every youth, room and group in turn, 0 upwards by first youth.

    Whoever has no pair is in the first region: a promise that nobody can keep must be found too.
    """
    youths, rooms = model.number_of_youths, model.number_of_rooms
    has_pair = np.bincount(model.youth, minlength=youths) > 0
    tied = np.where(has_pair & ~np.append(slack, True)[model.group_of], model.group_of, -1)
    root = roots(model.youth, model.room, tied.astype(np.int32), rooms, model.number_of_groups)
    pairs = np.bincount(root[model.youth], minlength=len(root))
    region = np.zeros(len(root), np.int64)
    part = np.flatnonzero(pairs)
    region[part] = _gathered(pairs[part], pairs_per_region)
    return region[root]


def _gathered(pairs: Ints, least: int) -> Ints:
    """The region of each part: in order, until there are ``least`` pairs, in the last one too."""
    found = np.zeros(len(pairs), np.int64)
    number, size, left = 0, 0, int(pairs.sum())
    for part, own in enumerate(pairs.tolist()):
        if size >= least and left >= least:
            number, size = number + 1, 0
        found[part] = number
        size += own
        left -= own
    return found


@entry
def roots(youth: Codes, room: Codes, group_of: Codes, rooms: int, groups: int) -> Ints:
    """The smallest number (youths, then rooms, then groups) of whatever each is joined with."""
    youths = len(group_of)
    parent = np.arange(youths + rooms + groups)
    for edge in range(len(youth) + youths):
        if edge < len(youth):
            a, b = int(youth[edge]), youths + int(room[edge])
        else:
            a = edge - len(youth)
            b = youths + rooms + int(group_of[a])
            if group_of[a] < 0:
                continue
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        while parent[b] != b:
            parent[b] = parent[parent[b]]
            b = parent[b]
        parent[max(a, b)] = min(a, b)
    for node in range(len(parent)):  # a root is smaller than what hangs from it
        parent[node] = parent[parent[node]]
    return parent


def _slack(model: Model) -> Flags:
    """Groups whose limit cannot matter: nothing promised, and places for all who have a pair."""
    has_pair = np.bincount(model.youth, minlength=model.number_of_youths) > 0
    inside = model.group_of[has_pair & (model.group_of >= 0)]
    size = np.bincount(inside, minlength=model.number_of_groups)
    return (model.least <= 0) & (model.most >= size)


def _shares(model: Model, slack: Flags, label: Ints) -> Iterator[Share]:
    ends = np.cumsum([model.number_of_youths, model.number_of_rooms])
    youth, room, group = np.split(label, ends)
    of_pair = youth[model.youth]
    for number in range(int(label.max()) + 1):
        yield Share(
            pair=np.flatnonzero(of_pair == number),
            youth=np.flatnonzero(youth == number),
            room=np.flatnonzero(room == number),
            group=np.flatnonzero((group == number) & ~slack),
        )


def _region(model: Model, share: Share, weight: Mapping[str, Codes]) -> Region:
    youth = np.searchsorted(share.youth, model.youth[share.pair]).astype(np.int32)
    room = np.searchsorted(share.room, model.room[share.pair]).astype(np.int32)
    place = np.full(model.number_of_groups + 1, -1, np.int32)
    place[share.group] = np.arange(len(share.group), dtype=np.int32)
    own = {}
    for tier, values in weight.items():
        here = values[share.pair]
        if tier in OF_YOUTHS:
            own[tier] = np.zeros(len(share.youth), np.int32)
            own[tier][youth] = here
        else:
            own[tier] = here
    return Region(
        Model(
            pair=np.arange(len(share.pair), dtype=np.int32),
            youth=youth,
            room=room,
            capacity=model.capacity[share.room],
            group_of=place[model.group_of[share.youth]],
            least=model.least[share.group],
            most=model.most[share.group],
            fixed=np.zeros(0, np.int64),
        ),
        own,
    )


def _merged(
    model: Model, shares: Sequence[Share], parts: Sequence[Ascent], booked: Sequence[int]
) -> Ascent:
    """Values and bounds added up; chosen pairs and prices side by side."""
    chosen = [share.pair[part.chosen] for share, part in zip(shares, parts, strict=True)]
    whole = Ascent(np.sort(np.concatenate(chosen)))
    for place, fixed in enumerate(booked):
        tiers = [part.tiers[place] for part in parts]
        sign = -1 if tiers[0].name == LOTTERY else 1
        value, bound = (
            sum(getattr(tier, name) for tier in tiers) + sign * fixed for name in ("value", "bound")
        )
        whole.tiers.append(Tier(tiers[0].name, value, bound))
        prices = [part.prices[place] for part in parts]
        whole.prices.append(_side_by_side(model, shares, prices, is_first=place == 0))
    return whole


def _side_by_side(
    model: Model, shares: Sequence[Share], parts: Sequence[Prices], *, is_first: bool
) -> Prices:
    whole = Prices(
        room=np.zeros(model.number_of_rooms, np.int64),
        group=np.zeros(model.number_of_groups, np.int64),
        youth=np.zeros(model.number_of_youths, np.int64),
        tight=np.zeros(len(model.pair) if is_first else 0, bool),
    )
    for share, found in zip(shares, parts, strict=True):
        whole.room[share.room] = found.room
        whole.group[share.group] = found.group
        whole.youth[share.youth] = found.youth
        if is_first:
            whole.tight[share.pair] = found.tight
    return whole
