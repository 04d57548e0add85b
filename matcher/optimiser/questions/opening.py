"""Open a market: from a result, or from what was stored of one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.dual_table import DUAL_KINDS
from matcher.optimiser.limits import alone
from matcher.optimiser.model import Groups
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions.answers import QuestionRefused
from matcher.optimiser.questions.book import book_of, net_of
from matcher.optimiser.questions.market import Market
from matcher.optimiser.questions.residual import is_proven
from matcher.optimiser.questions.resolved import ResolvedMarket
from matcher.optimiser.result import Parameters, Result
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.tiers import LOTTERY, weights

ROOM, MUNICIPALITY = DUAL_KINDS
_STRANGE = "the result does not belong to this problem: "


def market_of(problem: Problem, parameters: Parameters, result: Result) -> Market:
    """The market of a result; a result that was cut off by its time limit is finished first."""
    if result.status == "infeasible":
        raise QuestionRefused("the limits cannot be met together; there is nothing to ask about")
    if has_sides(problem):
        return _resolved(problem, parameters, result)
    if result.status != "optimal":
        result = _finished(problem, parameters)
    own = {name: share.alone for name, share in result.guarantee.items()}
    groups = Groups.build(problem, own if parameters.guarantee else None)
    room = np.column_stack([certificate.room for certificate in result.certificates])
    group = np.column_stack([certificate.group for certificate in result.certificates])
    if room.shape[0] != len(problem.rooms) or group.shape[0] != len(groups.key):
        raise QuestionRefused(_STRANGE + "it has other rooms or municipalities")
    chosen = positions(problem, result.assignments)
    return _opened(problem, parameters, groups, chosen, room, group)


def _resolved(problem: Problem, parameters: Parameters, result: Result) -> Market:
    """Limits that are no network: answers by solving again."""
    chosen = positions(problem, result.assignments)
    if [tier.value for tier in result.tiers] != _sums(problem, parameters, chosen):
        raise QuestionRefused(_STRANGE + "its values are not those of its assignments")
    return ResolvedMarket(problem, parameters, result, chosen)


def _sums(problem: Problem, parameters: Parameters, chosen: Ints) -> list[int]:
    return [int(weights(problem, tier, parameters.seed)[chosen].sum()) for tier in parameters.tiers]


def _finished(problem: Problem, parameters: Parameters) -> Result:
    from matcher.optimiser.solve import solve

    return solve(problem, replace(parameters, time_limit=None))


def stored_market(
    problem: Problem, parameters: Parameters, assignments: pd.DataFrame, duals: pd.DataFrame
) -> Market:
    """The market of a stored result; what municipalities can do alone is found again.

    With side limits the problem is solved again: prices alone do not answer there.
    """
    if has_sides(problem):
        return market_of(problem, parameters, _finished(problem, parameters))
    groups = Groups.build(problem, alone(problem) if parameters.guarantee else None)
    room = _prices(duals, parameters, ROOM, problem.rooms["room"])
    group = _prices(duals, parameters, MUNICIPALITY, pd.Series(groups.key, dtype=object))
    chosen = positions(problem, assignments)
    return _opened(problem, parameters, groups, chosen, room, group)


def _prices(duals: pd.DataFrame, parameters: Parameters, kind: str, keys: pd.Series) -> Ints:
    names = [*parameters.tiers, LOTTERY]
    if list(duals.columns) != ["kind", "key", *names]:
        raise QuestionRefused(_STRANGE + f"its duals do not have the columns {', '.join(names)}")
    rows = duals[duals["kind"] == kind]
    if not rows["key"].astype(str).is_unique or set(rows["key"].astype(str)) != set(keys):
        raise QuestionRefused(_STRANGE + f"its duals name another {kind}")
    return rows.set_index(rows["key"].astype(str)).loc[keys, names].to_numpy(np.int64)


def positions(problem: Problem, frame: pd.DataFrame) -> Ints:
    """Positions in ``problem.pairs`` of the rows of a frame with youth and room."""
    youth = pd.Index(problem.youths["youth"], dtype=object).get_indexer(
        pd.Index(frame["youth"], dtype=object)
    )
    room = pd.Index(problem.rooms["room"], dtype=object).get_indexer(
        pd.Index(frame["room"], dtype=object)
    )
    size = max(len(problem.rooms), 1)
    code = problem.pair_youth.astype(np.int64) * size + problem.pair_room
    wanted = youth.astype(np.int64) * size + room
    place = np.searchsorted(code, wanted)
    good = (youth >= 0) & (room >= 0) & (place < len(code))
    good[good] = code[place[good]] == wanted[good]
    if not good.all():
        row = frame[~good].iloc[0]
        raise QuestionRefused(
            _STRANGE + f"youth {row['youth']} and room {row['room']} are not an eligible pair"
        )
    return np.sort(place).astype(np.int64)


def _opened(
    problem: Problem, parameters: Parameters, groups: Groups, chosen: Ints, room: Ints, group: Ints
) -> Market:
    """The market, after a check that the prices prove the assignment best."""
    net = net_of(problem, parameters, groups, chosen, room, group)
    if not np.isin(problem.fixed_pair, chosen).all():
        raise QuestionRefused(_STRANGE + "a fixed pair is not assigned")
    if len(np.unique(problem.pair_youth[chosen])) < len(chosen) or not is_proven(net):
        raise QuestionRefused(_STRANGE + "its prices do not prove the assignment best")
    book = book_of(problem, parameters, groups)
    return Market((*parameters.tiers, LOTTERY), book, net)
