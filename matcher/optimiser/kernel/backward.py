"""Backwards: every place that has a price is filled again along a cheapest chain of moves.

The mirror image of going forwards: distances run from the places that miss somebody, against the
pairs, to a place that can do with one youth less (often the waiting list), or to letting a bed go.
"""

from __future__ import annotations

from matcher.machine_code import entry, inner
from matcher.optimiser.kernel.heap import clear, put, take
from matcher.optimiser.kernel.layout import (
    FAR,
    MOVES,
    PHASES,
    Graph,
    Search,
    State,
    enter,
    forget,
    leave,
)


@entry
def settle_missing(graph: Graph, state: State, search: Search, phase: int) -> int:
    """Fill every place; gives the last phase, -1 when there is no way.

    All at once is best where distances are equal, one by one where they differ. So after each phase
    with all, the others are tried one by one until that proves dearer than some more phases with all.
    """
    roots = _missing(graph, state, search)
    while roots > 0:
        phase += 1
        together = _phase(graph, state, search, 0, roots, phase)
        if together < 0:
            return -1
        roots = _missing(graph, state, search)
        apart, i = 0, 0
        while i < roots and (apart <= together or apart * roots <= PHASES * together * i):
            phase += 1
            work = _phase(graph, state, search, i, i + 1, phase)
            if work < 0:
                return -1
            apart += work
            if not _misses(graph, state, search.roots[i]):
                i += 1
        roots = _missing(graph, state, search)
    return phase


@inner
def _missing(graph: Graph, state: State, search: Search) -> int:
    roots = 0
    for p in range(len(state.price)):
        if _misses(graph, state, p):
            search.roots[roots] = p
            roots += 1
    return roots


@inner
def _phase(graph: Graph, state: State, search: Search, begin: int, end: int, phase: int) -> int:
    """Fill those of the roots ``begin:end`` that are nearest to a youth.

    Gives the work done, in pairs looked at; -1 when none can be filled.
    """
    search.work[0] = 0
    limit, places, youths = _measure(graph, state, search, begin, end)
    if limit >= FAR:
        return -1
    _shift(state, search, limit >> MOVES, places)
    for i in range(begin, end):
        while _misses(graph, state, search.roots[i]):
            if not _move_along(graph, state, search, search.roots[i], phase):
                break
    forget(search, places, youths)
    return search.work[0]


@inner
def _misses(graph: Graph, state: State, p: int) -> bool:
    return state.number[p] < graph.least[p] or (
        state.price[p] > 0 and state.number[p] < graph.most[p]
    )


@inner
def _measure(
    graph: Graph, state: State, search: Search, begin: int, end: int
) -> tuple[int, int, int]:
    """Distances up to the nearest end of a chain; gives the limit, and how many have a distance."""
    limit, size, places, youths = FAR, 0, 0, 0
    for i in range(begin, end):
        p = search.roots[i]
        search.far[p] = 0
        search.touched[places] = p
        places += 1
        size = put(search.heap, search.slot, search.far, size, p)
        if state.number[p] >= graph.least[p]:
            limit = min(limit, state.price[p] << MOVES)
    while size > 0:
        p = take(search.heap, search.slot, search.far, size)
        size -= 1
        if search.far[p] >= limit:
            break
        limit, size, places, youths = _relax(graph, state, search, p, limit, size, places, youths)
    clear(search.heap, search.slot, size)
    return limit, places, youths


@inner
def _relax(
    graph: Graph, state: State, search: Search,
    p: int, limit: int, size: int, places: int, youths: int,
) -> tuple[int, int, int, int]:  # fmt: skip
    """Hold the youths who could come to a place against what is known of where they are now."""
    base, price = search.far[p] + 1, state.price[p]
    search.work[0] += graph.seen_start[p + 1] - graph.seen_start[p]
    for pair in range(graph.seen_start[p], graph.seen_start[p + 1]):
        y = graph.seen_youth[pair]
        away = base + ((price + state.surplus[y] - graph.seen_weight[pair]) << MOVES)
        if away >= limit or away >= search.youth_far[y] or state.holds[y] == p:
            continue
        now = state.holds[y]
        if search.youth_far[y] == FAR:
            search.touched_youth[youths] = y
            youths += 1
        search.youth_far[y] = away
        if state.number[now] > graph.least[now]:
            limit = min(limit, away + (max(state.price[now], 0) << MOVES))
        if away < search.far[now]:
            if search.far[now] == FAR:
                search.touched[places] = now
                places += 1
            search.far[now] = away
            size = put(search.heap, search.slot, search.far, size, now)
    return limit, size, places, youths


@inner
def _shift(state: State, search: Search, cost: int, places: int) -> None:
    """Make the chains of this cost tight: what a place costs less, its youths have more."""
    for i in range(places):
        p = search.touched[i]
        less = cost - (search.far[p] >> MOVES)
        if less > 0:
            state.price[p] -= less
            y = state.first[p]
            while y >= 0:
                state.surplus[y] += less
                y = state.after[y]


@inner
def _move_along(graph: Graph, state: State, search: Search, root: int, phase: int) -> bool:
    """Look for a tight chain that fills this place, and move along it."""
    search.stack[0] = root
    _open(graph, search, root, phase)
    depth = 1
    while depth > 0:
        y = _next_youth(graph, state, search, search.stack[depth - 1], phase)
        if y < 0:
            depth -= 1
            continue
        now = state.holds[y]
        search.step[depth - 1] = y
        if state.number[now] > graph.least[now] and state.price[now] <= 0:
            for i in range(depth - 1, -1, -1):
                leave(state, search.step[i])
                enter(state, search.step[i], search.stack[i])
            return True
        search.stack[depth] = now
        _open(graph, search, now, phase)
        depth += 1
    return False


@inner
def _open(graph: Graph, search: Search, p: int, phase: int) -> None:
    if search.place_mark[p] != phase:
        search.place_mark[p] = phase
        search.at[p] = graph.seen_start[p]


@inner
def _next_youth(graph: Graph, state: State, search: Search, p: int, phase: int) -> int:
    """The next youth, not yet tried in this phase, who is as well off in this place; -1: none."""
    moves = search.far[p] & ((1 << MOVES) - 1)
    while search.at[p] < graph.seen_start[p + 1]:
        pair = search.at[p]
        search.at[p] += 1
        search.work[0] += 1
        y = graph.seen_youth[pair]
        now = state.holds[y]
        if search.mark[y] == phase or now == p:
            continue
        if state.surplus[y] - graph.seen_weight[pair] + state.price[p] == 0:
            ends = state.number[now] > graph.least[now] and state.price[now] <= 0
            if ends or search.far[now] & ((1 << MOVES) - 1) == moves + 1:
                search.mark[y] = phase
                return y
    return -1
