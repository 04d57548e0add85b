"""Forwards: every youth without a place gets one along a cheapest chain of moves.

One phase: measure the distance from all homeless youths (Dijkstra over reduced costs) as far as the
nearest place that can take one more, shift prices and surpluses so that all pairs on such chains
become tight, and move along as many chains as can be found, each youth in one chain at most. After a
phase the distance is larger, so phases are few when the prices were nearly right to begin with.
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
def settle_homeless(graph: Graph, state: State, search: Search, phase: int) -> int:
    """Give everybody a place; gives the last phase, -1 when there is no way.

    All at once is best where distances are equal, one by one where they differ. So after each phase
    with all, the others are tried one by one until that proves dearer than some more phases with all.
    """
    roots = _homeless(graph, state, search)
    while roots > 0:
        phase += 1
        together = _phase(graph, state, search, 0, roots, phase)
        if together < 0:
            return -1
        roots = _homeless(graph, state, search)
        apart, i = 0, 0
        while i < roots and (apart <= together or apart * roots <= PHASES * together * i):
            phase += 1
            work = _phase(graph, state, search, i, i + 1, phase)
            if work < 0:
                return -1
            apart += work
            if state.holds[search.roots[i]] >= 0:
                i += 1
        roots = _homeless(graph, state, search)
    return phase


@inner
def _phase(graph: Graph, state: State, search: Search, begin: int, end: int, phase: int) -> int:
    """Settle those of the roots ``begin:end`` who are nearest to a place.

    Gives the work done, in pairs looked at; -1 when none can be settled.
    """
    search.work[0] = 0
    limit, places, youths = _measure(graph, state, search, begin, end)
    if limit >= FAR:
        return -1
    _shift(state, search, limit >> MOVES, places, youths)
    for i in range(begin, end):
        if search.mark[search.roots[i]] != phase:
            _move_along(graph, state, search, search.roots[i], phase)
    forget(search, places, youths)
    return search.work[0]


@inner
def _homeless(graph: Graph, state: State, search: Search) -> int:
    """List the youths without a place, after putting out those that a place has too many."""
    for p in range(len(state.price)):
        while state.number[p] > graph.most[p] or (
            state.price[p] < 0 and state.number[p] > graph.least[p]
        ):
            leave(state, state.first[p])
    roots = 0
    for y in range(len(state.holds)):
        if state.holds[y] < 0 and graph.start[y + 1] > graph.start[y]:
            search.roots[roots] = y
            roots += 1
    return roots


@inner
def _measure(
    graph: Graph, state: State, search: Search, root: int, end: int
) -> tuple[int, int, int]:
    """Distances up to the nearest place with room; gives the limit, and how many have a distance."""
    limit, size, places, youths = FAR, 0, 0, 0
    while root < end or size > 0:
        if root < end:
            y, base, p = search.roots[root], 0, -1
            root += 1
        else:
            p = take(search.heap, search.slot, search.far, size)
            size -= 1
            base = search.far[p]
            if base >= limit:
                break
            y = state.first[p]
        while y >= 0:
            if search.youth_far[y] == FAR:
                search.youth_far[y] = base
                search.touched_youth[youths] = y
                youths += 1
                limit, size, places = _relax(graph, state, search, y, base, limit, size, places)
            y = state.after[y] if p >= 0 else -1
    clear(search.heap, search.slot, size)
    return limit, places, youths


@inner
def _relax(
    graph: Graph, state: State, search: Search,
    y: int, base: int, limit: int, size: int, places: int,
) -> tuple[int, int, int]:  # fmt: skip
    """Hold the places that a youth could move to against what is known."""
    surplus = state.surplus[y]
    last = graph.start[y + 1]
    search.work[0] += last - graph.start[y]
    for pair in range(graph.start[y], last + 1):
        p = graph.place[pair] if pair < last else graph.waiting[y]
        if p < 0:
            break
        worth = graph.weight[pair] if pair < last else 0
        away = base + ((surplus - worth + state.price[p]) << MOVES) + 1
        if away < limit and away < search.far[p]:
            if search.far[p] == FAR:
                search.touched[places] = p
                places += 1
            search.far[p] = away
            if state.number[p] < graph.most[p]:
                end = away
                if state.price[p] < 0 and state.number[p] >= graph.least[p]:
                    end -= state.price[p] << MOVES
                limit = min(limit, end)
            size = put(search.heap, search.slot, search.far, size, p)
    return limit, size, places


@inner
def _shift(state: State, search: Search, cost: int, places: int, youths: int) -> None:
    """Make the chains of this cost tight; everything stays dual feasible."""
    for i in range(youths):
        y = search.touched_youth[i]
        state.surplus[y] -= max(cost - (search.youth_far[y] >> MOVES), 0)
    for i in range(places):
        p = search.touched[i]
        state.price[p] += max(cost - (search.far[p] >> MOVES), 0)


@inner
def _move_along(graph: Graph, state: State, search: Search, root: int, phase: int) -> None:
    """Look for a tight chain from a homeless youth to a place with room, and move along it."""
    search.stack[0] = root
    search.mark[root] = phase
    search.at[root] = graph.start[root]
    depth = 1
    while depth > 0:
        y = search.stack[depth - 1]
        p, other = _next_place(graph, state, search, y, phase)
        search.step[depth - 1] = p
        if p < 0:
            depth -= 1
        elif other >= 0:
            search.stack[depth] = other
            search.mark[other] = phase
            search.at[other] = graph.start[other]
            depth += 1
        else:
            for i in range(depth - 1, -1, -1):
                leave(state, search.stack[i])
                enter(state, search.stack[i], search.step[i])
            return


@inner
def _next_place(graph: Graph, state: State, search: Search, y: int, phase: int) -> tuple[int, int]:
    """The next tight place of a youth and who would have to leave it (-1: nobody, it has room)."""
    last = graph.start[y + 1]
    moves = search.youth_far[y] & ((1 << MOVES) - 1)
    while search.at[y] <= last:
        pair = search.at[y]
        p = graph.place[pair] if pair < last else graph.waiting[y]
        worth = graph.weight[pair] if pair < last else 0
        if p >= 0 and state.surplus[y] - worth + state.price[p] == 0:
            most = graph.least[p] if state.price[p] < 0 else graph.most[p]
            if state.number[p] < most:
                return p, -1
            if search.far[p] & ((1 << MOVES) - 1) == moves + 1:
                other = state.first[p]
                while other >= 0 and search.mark[other] == phase:
                    other = state.after[other]
                if other >= 0 and search.youth_far[other] < FAR:
                    return p, other
        search.at[y] += 1
        search.work[0] += 1
    return -1, -1
