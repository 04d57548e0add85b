"""The lowest of all prices that prove a choice: then a price is exactly what one bed more is worth.

A price can fall by the distance to its place from anything that could do with one youth less: what
moving somebody there would cost by the prices so far. One search over everything (Dijkstra).
"""

from __future__ import annotations

from matcher.machine_code import entry, inner
from matcher.optimiser.kernel.heap import put, take
from matcher.optimiser.kernel.layout import FAR, Graph, Search, State


@entry
def lower_prices(graph: Graph, state: State, search: Search) -> None:
    """Lower all prices of a finished state as far as they go."""
    size = 0
    for p in range(len(state.price)):
        if state.number[p] > graph.least[p]:
            search.far[p] = max(state.price[p], 0)
            size = put(search.heap, search.slot, search.far, size, p)
    while size > 0:
        p = take(search.heap, search.slot, search.far, size)
        size -= 1
        y = state.first[p]
        while y >= 0:
            size = _relax(graph, state, search, y, search.far[p], size)
            y = state.after[y]
    # What no chain reaches can fall without end, so by more than any price.
    farthest, dearest = 0, 0
    for p in range(len(state.price)):
        dearest = max(dearest, state.price[p])
        if search.far[p] < FAR:
            farthest = max(farthest, search.far[p])
    farthest += dearest
    for y in range(len(state.holds)):
        if state.holds[y] >= 0:
            state.surplus[y] += min(search.far[state.holds[y]], farthest)
    for p in range(len(state.price)):
        state.price[p] -= min(search.far[p], farthest)
        search.far[p] = FAR


@inner
def _relax(graph: Graph, state: State, search: Search, y: int, base: int, size: int) -> int:
    surplus = state.surplus[y] + base
    last = graph.start[y + 1]
    for pair in range(graph.start[y], last + 1):
        p = graph.place[pair] if pair < last else graph.waiting[y]
        if p < 0:
            break
        away = surplus - (graph.weight[pair] if pair < last else 0) + state.price[p]
        if away < search.far[p]:
            search.far[p] = away
            size = put(search.heap, search.slot, search.far, size, p)
    return size
