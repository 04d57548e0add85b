"""The prices of the first tier as a table: what one unit more of anything would be worth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.duals import Prices
from matcher.optimiser.model import Groups, Model
from matcher.optimiser.problem import Problem


def everywhere(problem: Problem, model: Model, first: Prices, weight: Ints) -> Prices:
    """Prices for what the model left out as well: closed contracts and fixed youths.

    After this, ``room + group + youth >= weight`` holds for every pair of a youth that is not fixed
    and not forbidden. A fixed youth gets what its pair leaves, which may be negative.
    ``weight``: int64 per pair of the problem.
    """
    room, group = first.room, first.group.copy()
    fixed_youth = problem.pair_youth[model.fixed]
    free = problem.allowed()
    free[np.isin(problem.pair_youth, fixed_youth)] = False
    of = model.group_of
    closed = np.append(model.most <= 0, False)[of]
    pair = np.flatnonzero(free & closed[problem.pair_youth])
    np.maximum.at(group, of[problem.pair_youth[pair]], weight[pair] - room[problem.pair_room[pair]])
    youth = first.youth.copy()
    left = weight[model.fixed] - room[problem.pair_room[model.fixed]]
    youth[fixed_youth] = left - np.append(group, 0)[of[fixed_youth]]
    return Prices(room=room, group=group, youth=youth, tight=first.tight)


def price_table(problem: Problem, groups: Groups, prices: Prices) -> pd.DataFrame:
    """kind, key, price. The sum of price x capacity or limit (1 per youth) is the proven bound.

    Kinds: ``room`` (what one bed more is worth, exactly), ``contract`` (what one place more is worth
    at most), ``guarantee`` (0 or negative: one more promised costs at least this), ``youth`` (what
    is left to the youth). Rooms have the lowest prices that prove the bound.
    """
    contract = np.flatnonzero(groups.is_contract)
    guarantee = np.flatnonzero(groups.is_guarantee)
    names = np.array(groups.key, dtype=object)
    parts = [
        ("room", problem.rooms["room"].to_numpy(object), prices.room),
        ("contract", names[contract], _contract_part(groups, prices.group)[contract]),
        ("guarantee", names[guarantee], _guarantee_part(groups, prices.group)[guarantee]),
        ("youth", problem.youths["youth"].to_numpy(object), prices.youth),
    ]
    return pd.DataFrame(
        {
            "kind": np.concatenate([np.full(len(key), kind, object) for kind, key, _ in parts]),
            "key": np.concatenate([key for _, key, _ in parts]),
            "price": np.concatenate([price for *_, price in parts]).astype(np.int64),
        }
    )


def _contract_part(groups: Groups, price: Ints) -> Ints:
    return np.where(groups.is_contract, np.maximum(price, 0), 0)


def _guarantee_part(groups: Groups, price: Ints) -> Ints:
    return price - _contract_part(groups, price)
