"""Limits apart from the solution: what a municipality can do alone, and which limits clash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.model import Groups, Model, build
from matcher.optimiser.problem import Problem
from matcher.optimiser.side.alone import Alone, corrected, own_pairs


def alone(problem: Problem) -> dict[str, int]:
    """Own youths that each municipality could place in its own rooms alone, sorted by municipality.

    Alone, it keeps its own contract, the forbidden pairs, the organisations' limits and the groups
    that want to stay together (one with youths of elsewhere stays unplaced); pairs fixed in the
    shared round do not bind it. Municipalities with youths in the problem only.
    """
    names, number = np.unique(
        np.concatenate([problem.youths["municipality"], problem.rooms["municipality"]]).astype(str),
        return_inverse=True,
    )
    youth_in, room_in = np.split(number, [len(problem.youths)])
    own = problem.allowed() & (youth_in[problem.pair_youth] == room_in[problem.pair_room])
    pairs = own_pairs(problem, youth_in, own)
    contract = problem.limits[problem.limits["kind"] == "contract"]
    limit = dict(
        zip(
            np.searchsorted(names, contract["key"].astype(str)).tolist(),
            contract["limit"],
            strict=True,
        )
    )
    most = _places(pairs, np.ones(len(youth_in), bool), len(names), limit)
    sure = most
    if (pairs.together >= 0).any():
        sure = _places(pairs, pairs.together < 0, len(names), limit)
    most = corrected(pairs, most, sure, limit)
    return {str(names[code]): int(most[code]) for code in np.unique(youth_in)}


def _places(pairs: Alone, counts: Flags, number: int, limit: Mapping[int, int]) -> Ints:
    """Places per municipality number for the youths that count, within its contract."""
    kept = counts[pairs.youth]
    placed, _ = largest_matching(
        pairs.youth[kept], pairs.room[kept], np.ones(len(counts), np.int64), pairs.capacity
    )
    most = np.bincount(pairs.youth_in[placed], minlength=number)
    for town, places in limit.items():
        most[town] = min(most[town], places)
    return most


def largest_matching(
    youth: np.ndarray, room: np.ndarray, wanted: Ints, capacity: Ints
) -> tuple[Ints, Flags]:
    """Youths placed in a largest matching, and the youths on the wanting side of a smallest cut."""
    from ortools.graph.python import max_flow

    number, rooms = len(wanted), len(capacity)
    source, sink = number + rooms, number + rooms + 1
    flow = max_flow.SimpleMaxFlow()
    active = np.unique(youth)
    reached = np.unique(room)
    index = flow.add_arcs_with_capacity(
        np.full(len(active), source, np.int32), active.astype(np.int32), wanted[active]
    )
    flow.add_arcs_with_capacity(
        youth.astype(np.int32), (number + room).astype(np.int32), np.ones(len(youth), np.int64)
    )
    flow.add_arcs_with_capacity(
        (number + reached).astype(np.int32),
        np.full(len(reached), sink, np.int32),
        capacity[reached],
    )
    if len(active) == 0:
        return np.zeros(0, np.int64), np.zeros(number, bool)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise ArithmeticError("the flow solver found no largest matching")
    placed = active[np.asarray(flow.flows(index)) > 0]
    cut = np.zeros(sink + 1, bool)
    cut[np.asarray(flow.get_source_side_min_cut(), np.int64)] = True
    return placed, cut[:number]


@dataclass(frozen=True)
class Named:
    """One limit that can be taken away. ``place`` is its position in its own table."""

    kind: str
    key: str
    place: int

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def named_limits(problem: Problem, groups: Groups) -> list[Named]:
    """Everything that can clash: contracts, guarantees, fixed and forbidden pairs."""
    found = [Named("contract", groups.key[i], int(i)) for i in np.flatnonzero(groups.is_contract)]
    found += [Named("guarantee", groups.key[i], int(i)) for i in np.flatnonzero(groups.least > 0)]
    found += [Named("fixed", _pair_name(problem, i), int(i)) for i in problem.fixed_pair]
    found += [Named("forbidden", _pair_name(problem, i), int(i)) for i in problem.forbidden_pair]
    return found


def _pair_name(problem: Problem, pair: int) -> str:
    youth, room = problem.pair_youth[pair], problem.pair_room[pair]
    return f"{problem.youths['youth'].iloc[youth]} {problem.rooms['room'].iloc[room]}"


def is_feasible(problem: Problem, groups: Groups, kept: Sequence[Named]) -> bool:
    """Whether some choice of pairs meets the limits that are kept."""
    return _stuck_groups(*only(problem, groups, kept)) is None


def smallest_clash(problem: Problem, groups: Groups) -> tuple[str, ...]:
    """Names of limits that cannot be met together; leaving out any one of them makes it possible.

    Empty when all limits can be met. By QuickXplain (Junker, AAAI 2004): about k log(n / k) checks
    for a clash of k out of n limits.
    """
    everything = named_limits(problem, groups)
    stuck = _stuck_groups(problem, groups)
    if stuck is None:
        return ()
    near = _near(problem, groups, everything, stuck)
    suspects = near if not is_feasible(problem, groups, near) else everything

    def meets(kept: Sequence[Named]) -> bool:
        return is_feasible(problem, groups, kept)

    clash = explain_clash(suspects, meets)
    order = {limit: place for place, limit in enumerate(everything)}
    return tuple(str(limit) for limit in sorted(clash, key=lambda limit: order[limit]))


def explain_clash(limits: list[Named], meets: Callable[[Sequence[Named]], bool]) -> list[Named]:
    """A smallest part of the limits that cannot be met, by QuickXplain."""
    return _explain([], False, limits, meets)


def _explain(
    kept: list[Named], grown: bool, open_: list[Named], meets: Callable[[Sequence[Named]], bool]
) -> list[Named]:
    if grown and not meets(kept):
        return []
    if len(open_) <= 1:
        return open_
    half = len(open_) // 2
    first, second = open_[:half], open_[half:]
    from_second = _explain(kept + first, bool(first), second, meets)
    from_first = _explain(kept + from_second, bool(from_second), first, meets)
    return from_first + from_second


def only(problem: Problem, groups: Groups, kept: Sequence[Named]) -> tuple[Problem, Groups]:
    """The problem with these limits and no others."""
    place = {
        kind: np.array(sorted(limit.place for limit in kept if limit.kind == kind), np.int64)
        for kind in ("contract", "guarantee", "fixed", "forbidden")
    }
    most = np.full(len(groups.key), len(problem.youths) + 1, np.int64)
    most[place["contract"]] = groups.most[place["contract"]]
    least = np.zeros(len(groups.key), np.int64)
    least[place["guarantee"]] = groups.least[place["guarantee"]]
    return (
        replace(problem, fixed_pair=place["fixed"], forbidden_pair=place["forbidden"]),
        replace(groups, most=most, least=least),
    )


def _stuck_groups(problem: Problem, groups: Groups) -> Flags | None:
    """None when all limits can be met; else the groups where a guarantee fails (none: by counting)."""
    model = build(problem, groups)
    if model is None:
        return np.zeros(len(groups.key), bool)
    if not model.least.any():
        return None
    return _unmet(model)


def _unmet(model: Model) -> Flags | None:
    """Guarantees on the wanting side of a smallest cut, None when all can be met."""
    from ortools.graph.python import max_flow

    asked = np.flatnonzero(model.least > 0)
    wanted = np.append(model.least > 0, False)[model.group_of]
    here = wanted[model.youth]
    youth, room = model.youth[here], model.room[here]
    active = np.unique(youth)
    rooms, groups = model.number_of_youths, model.number_of_youths + model.number_of_rooms
    source, sink = groups + model.number_of_groups, groups + model.number_of_groups + 1
    flow = max_flow.SimpleMaxFlow()
    loose = np.flatnonzero(model.capacity > 0)
    tail = [np.full(len(asked), source), groups + model.group_of[active], youth, rooms + loose]
    head = [groups + asked, active, rooms + room, np.full(len(loose), sink)]
    one = np.ones(len(active) + len(youth), np.int64)
    flow.add_arcs_with_capacity(
        np.concatenate(tail).astype(np.int32),
        np.concatenate(head).astype(np.int32),
        np.concatenate([model.least[asked], one, model.capacity[loose]]),
    )
    solved = len(active) > 0 and flow.solve(source, sink) == flow.OPTIMAL
    if solved and flow.optimal_flow() == model.least.sum():
        return None
    cut = np.zeros(sink + 1, bool)
    if solved:
        cut[np.asarray(flow.get_source_side_min_cut(), np.int64)] = True
    else:
        cut[groups + asked] = True
    return cut[groups:source]


def _near(problem: Problem, groups: Groups, everything: list[Named], stuck: Flags) -> list[Named]:
    """The limits that touch the stuck groups: their guarantees, and pairs in rooms they can use."""
    if not stuck.any():
        return everything
    inside = np.append(stuck, False)[groups.of]
    wanted = np.zeros(len(problem.rooms), bool)
    wanted[problem.pair_room[inside[problem.pair_youth]]] = True
    near = []
    for limit in everything:
        if limit.kind in ("contract", "guarantee"):
            keep = stuck[limit.place]
        else:
            keep = inside[problem.pair_youth[limit.place]] or wanted[problem.pair_room[limit.place]]
        if keep:
            near.append(limit)
    return near
