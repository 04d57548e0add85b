"""Check a result from the input alone, without trusting the solver."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from matcher.optimiser.backups import backups
from matcher.optimiser.certificate import proven_bounds
from matcher.optimiser.columns import Ints
from matcher.optimiser.dual_table import dual_table
from matcher.optimiser.duals import Prices
from matcher.optimiser.explain.promises import held_back
from matcher.optimiser.explain.unmatched import unmatched
from matcher.optimiser.fairness import fairness
from matcher.optimiser.guarantee import is_possible
from matcher.optimiser.limits import alone, is_feasible, named_limits
from matcher.optimiser.lottery import lottery_table
from matcher.optimiser.model import Groups
from matcher.optimiser.prices import price_table
from matcher.optimiser.problem import Problem
from matcher.optimiser.result import Parameters, Result
from matcher.optimiser.scores import scores
from matcher.optimiser.side.answer import first_prices
from matcher.optimiser.side.check import broken_sides, priced_bounds
from matcher.optimiser.side.clash import all_named, can_be_met
from matcher.optimiser.side.sides import has_sides
from matcher.optimiser.standing import Standing
from matcher.optimiser.tiers import LOTTERY, weights


def verify(problem: Problem, parameters: Parameters, result: Result) -> list[str]:
    """What is wrong with a result, one sentence each; empty when it is right.

    Recomputes the eligibility of every assignment, the limits, the value and the bound of every
    tier, prices, back-ups, reasons and the guarantee's figures.
    """
    own = alone(problem)
    groups = Groups.build(problem, own if parameters.guarantee else None)
    if result.status == "infeasible":
        return list(_infeasible(problem, groups, result))
    if result.status not in ("optimal", "feasible"):
        return [f"unknown status {result.status!r}"]
    found = list(_assignments(problem, result.assignments))
    if found:
        return found
    chosen = _positions(problem, result.assignments)
    found += _limits(problem, groups, chosen)
    found += _shares(problem, result, own, chosen)
    found += _tiers(problem, groups, parameters, result, chosen)
    if not found:
        found += _tables(problem, groups, parameters, result, chosen)
        found += _fairness(problem, groups, parameters, result, chosen)
    return found


def _infeasible(problem: Problem, groups: Groups, result: Result) -> Iterator[str]:
    if result.placed or len(result.backups) or result.tiers:
        yield "an infeasible result holds assignments, back-ups or tiers"
    sided = has_sides(problem)
    every = all_named(problem, groups) if sided else named_limits(problem, groups)
    known = {str(limit): limit for limit in every}
    strange = [name for name in result.clash if name not in known]
    if strange:
        yield f"the clash names limits that are not there: {', '.join(strange)}"
    elif (can_be_met if sided else is_feasible)(
        problem, groups, [known[name] for name in result.clash]
    ):
        yield "the limits named as a clash can be met together"


def _positions(problem: Problem, frame: pd.DataFrame) -> Ints:
    """Positions of the rows in ``problem.pairs``; -1 where a row is not an eligible pair."""
    youth = pd.Index(problem.youths["youth"], dtype=object).get_indexer(
        frame["youth"].astype(object)
    )
    room = pd.Index(problem.rooms["room"], dtype=object).get_indexer(frame["room"].astype(object))
    size = max(len(problem.rooms), 1)
    code = problem.pair_youth.astype(np.int64) * size + problem.pair_room
    wanted = youth.astype(np.int64) * size + room
    place = np.searchsorted(code, wanted)
    good = (youth >= 0) & (room >= 0) & (place < len(code))
    good[good] = code[place[good]] == wanted[good]
    return np.where(good, place, -1)


def _assignments(problem: Problem, frame: pd.DataFrame) -> Iterator[str]:
    if list(frame.columns) != ["youth", "room", "nights", "fit"]:
        yield "the assignments do not have the columns youth, room, nights, fit"
        return
    place = _positions(problem, frame)
    if (place < 0).any():
        row = frame[place < 0].iloc[0]
        yield f"youth {row['youth']} and room {row['room']} are assigned but not an eligible pair"
        return
    for column in ("nights", "fit"):
        if (frame[column].to_numpy() != problem.pairs[column].to_numpy()[place]).any():
            yield f"the {column} of an assignment differ from pairs.csv"
    if (np.diff(place) <= 0).any():
        yield "the assignments are not in the order of youth, or one is there twice"
    if not problem.allowed()[place].all():
        yield "a forbidden pair is assigned"
    if not np.isin(problem.fixed_pair, place).all():
        yield "a fixed pair is not assigned"


def _limits(problem: Problem, groups: Groups, chosen: Ints) -> Iterator[str]:
    youth, room = problem.pair_youth[chosen], problem.pair_room[chosen]
    twice = np.flatnonzero(np.bincount(youth, minlength=len(problem.youths)) > 1)
    for at in twice:
        yield f"youth {problem.youths['youth'].iloc[at]} has more than one room"
    used = np.bincount(room, minlength=len(problem.rooms))
    for over in np.flatnonzero(used > problem.rooms["capacity"].to_numpy()):
        yield f"room {problem.rooms['room'].iloc[over]} has more youths than beds"
    placed = problem.youths["municipality"].iloc[youth].value_counts()
    for place, name in enumerate(groups.key):
        number = int(placed.get(name, 0))
        if groups.is_contract[place] and number > groups.most[place]:
            yield f"contract {name}: {number} placed, at most {groups.most[place]} allowed"
        if number < groups.least[place]:
            yield f"guarantee {name}: {number} placed, at least {groups.least[place]} promised"
    if has_sides(problem):
        yield from broken_sides(problem, chosen)


def _shares(problem: Problem, result: Result, own: dict[str, int], chosen: Ints) -> Iterator[str]:
    placed = problem.youths["municipality"].iloc[problem.pair_youth[chosen]].value_counts()
    right = {name: (number, int(placed.get(name, 0))) for name, number in own.items()}
    if {name: (share.alone, share.shared) for name, share in result.guarantee.items()} != right:
        yield "the figures per municipality (alone, shared) are not right"
    if result.guarantee_cost is not None and result.guarantee_cost < 0:
        yield "the cost of the guarantee is negative"
    costs = result.guarantee_costs
    if costs is not None and not is_possible(costs, tuple(tier.name for tier in result.tiers)):
        yield "the costs of the guarantee per tier cannot be right"


def _tiers(
    problem: Problem, groups: Groups, parameters: Parameters, result: Result, chosen: Ints
) -> Iterator[str]:
    if result.lottery is None or tuple(tier.name for tier in result.tiers) != parameters.tiers:
        yield "the tiers of the result are not those asked for"
        return
    tiers = (*result.tiers, result.lottery)
    sided = has_sides(problem) and any(len(found.earlier) for found in result.certificates)
    prove = priced_bounds if sided else proven_bounds
    bounds = prove(problem, groups, parameters, result.certificates, chosen)
    if isinstance(bounds, str):
        yield bounds
        return
    for tier, bound in zip(tiers, bounds, strict=True):
        sign = -1 if tier.name == LOTTERY else 1
        value = sign * int(weights(problem, tier.name, parameters.seed)[chosen].sum())
        if tier.value != value:
            yield f"tier {tier.name}: value {tier.value} reported, {value} found"
        if tier.proof == "search" and sided:
            if not sign * value <= sign * tier.bound < sign * bound:
                yield f"tier {tier.name}: bound {tier.bound} reported by search, {bound} proven"
        elif tier.proof != "prices" or tier.bound != bound:
            yield f"tier {tier.name}: bound {tier.bound} reported, {bound} proven"
    proven = all(tier.is_proven for tier in tiers)
    if (result.status == "optimal") != proven:
        yield f"status {result.status} does not agree with the bounds"


def _tables(
    problem: Problem, groups: Groups, parameters: Parameters, result: Result, chosen: Ints
) -> Iterator[str]:
    prices = result.prices
    if list(prices.columns) != ["kind", "key", "price"]:
        yield "the prices do not have the columns kind, key, price"
        return
    if not has_sides(problem):
        yield from _prices(problem, groups, parameters, result)
    elif not prices.equals(first_prices(problem, groups, parameters, result.certificates[0])):
        yield "the prices are not those of the certificate of the first tier"
    standing = Standing.of(problem, groups, chosen)
    score = scores(problem, parameters)
    if not result.backups.equals(backups(problem, groups, standing, score, parameters.backups)):
        yield "the back-ups are not the best youths that are eligible and not placed"
    room_price = prices.loc[prices["kind"] == "room", "price"].to_numpy()
    first = weights(problem, parameters.tiers[0], parameters.seed)
    held = held_back(problem, groups, parameters, result.certificates, standing)
    if len(room_price) != len(problem.rooms) or not result.unmatched.equals(
        unmatched(problem, groups, standing, score, first, room_price, held)
    ):
        yield "the unmatched youths and rooms, or their reasons, are not right"
    duals = dual_table(problem.rooms["room"], groups.key, result.certificates)
    if not result.duals.equals(duals):
        yield "the duals are not the prices of the certificates"


def _fairness(
    problem: Problem, groups: Groups, parameters: Parameters, result: Result, chosen: Ints
) -> Iterator[str]:
    right = fairness(problem, groups, parameters, chosen)
    if not result.fairness.equals(right.table):
        yield "the fairness figures are not right"
    if result.passed_over != right.against:
        yield "the numbers of youths who were passed over are not right"
    if result.warnings != right.warnings:
        yield "the fairness warnings are not right"
    if not result.lots.equals(lottery_table(problem, parameters.seed)):
        yield "the lottery was not drawn as it should be"


def _prices(
    problem: Problem, groups: Groups, parameters: Parameters, result: Result
) -> Iterator[str]:
    """The table of prices must name everything once, and prove the first tier's bound itself."""
    frame = result.prices
    empty = np.zeros(0, bool)
    zero = Prices(
        np.zeros(len(problem.rooms), np.int64),
        np.zeros(len(groups.key), np.int64),
        np.zeros(len(problem.youths), np.int64),
        empty,
    )
    names = price_table(problem, groups, zero)
    if not frame[["kind", "key"]].equals(names[["kind", "key"]]):
        yield "the prices do not name every room, limit and youth once"
        return
    kind, price = frame["kind"].to_numpy(), frame["price"].to_numpy(np.int64)
    room, youth = price[kind == "room"], price[kind == "youth"].copy()
    contract, guarantee = price[kind == "contract"], price[kind == "guarantee"]
    is_fixed = np.zeros(len(problem.youths), bool)
    is_fixed[problem.pair_youth[problem.fixed_pair]] = True
    if (room < 0).any() or (contract < 0).any() or (guarantee > 0).any():
        yield "a price has the wrong sign"
    if (youth[~is_fixed] < 0).any():
        yield "a price of a youth has the wrong sign"
    group = np.zeros(len(groups.key) + 1, np.int64)
    group[:-1][groups.is_contract] += contract
    group[:-1][groups.is_guarantee] += guarantee
    weight = weights(problem, parameters.tiers[0], parameters.seed)
    total = room[problem.pair_room] + youth[problem.pair_youth]
    total += group[groups.of[problem.pair_youth]]
    counts = problem.allowed() & ~is_fixed[problem.pair_youth]
    fixed = problem.fixed_pair
    if (total[counts] < weight[counts]).any() or (total[fixed] != weight[fixed]).any():
        yield "a pair is worth more than the prices say"
    bound = int(room @ problem.rooms["capacity"].to_numpy(np.int64)) + int(youth.sum())
    bound += int(contract @ groups.most[groups.is_contract])
    bound += int(guarantee @ groups.least[groups.is_guarantee])
    if bound != result.tiers[0].bound:
        yield f"the prices prove {bound}, the first tier reports {result.tiers[0].bound}"
