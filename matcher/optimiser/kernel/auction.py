"""An auction: youths bid for beds until everybody has one or does better on the waiting list.

Each bid raises a price by at least ``step``, so that in the end every youth is within ``step`` of the
best that the prices offer (Bertsekas, 1979). That is not yet exact, but nearly, and quick: a youth
keeps its best few pairs in mind, and as prices only rise, it need not look at the others again before
these have become worse than the best of the others was.
"""

from __future__ import annotations

import numpy as np

from matcher.machine_code import entry, inner
from matcher.optimiser.kernel.layout import FAR, Graph, Ints, Longs

KEPT = 4


@inner
def _look(graph: Graph, lowest: Longs, y: int, kept: Ints, worth: Longs) -> tuple[int, int]:
    """Keep the best pairs of a youth; gives how many, and the most that any other is worth."""
    number = 0
    rest = -FAR
    for pair in range(graph.start[y], graph.start[y + 1]):
        value = graph.weight[pair] - lowest[graph.place[pair]]
        if number == KEPT and value <= worth[KEPT - 1]:
            rest = max(rest, value)
            continue
        if number == KEPT:
            rest = worth[KEPT - 1]
            number -= 1
        i = number
        while i > 0 and worth[i - 1] < value:
            worth[i] = worth[i - 1]
            kept[i] = kept[i - 1]
            i -= 1
        worth[i] = value
        kept[i] = pair
        number += 1
    return number, rest


@inner
def _best(graph: Graph, lowest: Longs, kept: Ints, number: int) -> tuple[int, int, int]:
    """The best kept pair, what it is worth now, and what the second is worth."""
    best, first, second = -1, -FAR, -FAR
    for i in range(number):
        value = graph.weight[kept[i]] - lowest[graph.place[kept[i]]]
        if value > first:
            second = first
            first = value
            best = kept[i]
        elif value > second:
            second = value
    return best, first, second


@entry
def auction(
    graph: Graph, bed_start: Longs, price: Longs, step: int, span: int, most_bids: int
) -> tuple[Ints, int]:
    """Auction the beds; gives the bed of each youth or -1, and the number of bids.

    ``bed_start``: beds of room ``r`` are ``bed_start[r]:bed_start[r + 1]``; ``price`` (int64 per bed,
    changed in place); ``span``: how far a youth without a second choice raises a price at most.
    Youths with a waiting list leave when nothing is worth more than 0.
    """
    youths, rooms = len(graph.start) - 1, len(bed_start) - 1
    lowest = np.zeros(len(graph.least), np.int64)
    for r in range(rooms):
        lowest[r] = FAR if bed_start[r] == bed_start[r + 1] else 0
        for bed in range(bed_start[r], bed_start[r + 1]):
            lowest[r] = price[bed] if bed == bed_start[r] else min(lowest[r], price[bed])
    kept = np.empty((youths, KEPT), np.int32)
    number = np.zeros(youths, np.int32)
    rest = np.full(youths, FAR, np.int64)
    worth = np.empty(KEPT, np.int64)
    owner = np.full(len(price), -1, np.int32)
    has = np.full(youths, -1, np.int32)
    queue = np.empty(youths, np.int32)
    size = 0
    for y in range(youths - 1, -1, -1):
        if graph.start[y + 1] > graph.start[y]:
            queue[size] = y
            size += 1
    bids = 0
    while size > 0 and bids < most_bids:
        size -= 1
        y = queue[size]
        pair, first, second = _best(graph, lowest, kept[y], number[y])
        if second < rest[y]:
            number[y], rest[y] = _look(graph, lowest, y, kept[y], worth)
            pair, first, second = _best(graph, lowest, kept[y], number[y])
        if graph.waiting[y] >= 0:
            if first <= 0:
                continue
            second = max(second, 0)
        r = graph.place[pair]
        bed, cheap, next_cheap = -1, FAR, FAR
        for b in range(bed_start[r], bed_start[r + 1]):
            if price[b] < cheap:
                next_cheap = cheap
                cheap = price[b]
                bed = b
            elif price[b] < next_cheap:
                next_cheap = price[b]
        if bed < 0:
            continue
        if next_cheap < FAR:
            second = max(second, first + cheap - next_cheap)
        bids += 1
        loser = owner[bed]
        owner[bed] = y
        has[y] = bed
        price[bed] = cheap + min(first - second, span) + step
        lowest[r] = min(price[bed], next_cheap)
        if loser >= 0:
            has[loser] = -1
            queue[size] = loser
            size += 1
    return has, bids
