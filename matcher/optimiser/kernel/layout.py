"""The arrays that the kernels share.

A *place* is what a youth can hold: a room, the waiting list of a limited municipality, or the common
waiting list (always the last place). Waiting lists are places like rooms, of which the number of
youths has bounds: with them every youth holds exactly one place, and one rule serves all.

A place has a *price*, positive where one more place would be worth something, negative where the
place must be held by more youths than want it. The *surplus* of a youth is the most that any of its
pairs is worth above the price of the place. A choice is optimal when every youth holds a place that
gives its surplus, and a place with a positive price is full, one with a negative price at its lowest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.machine_code import entry, inner

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]

FAR = 1 << 60

# Distances count reduced cost first and moves second: chains of equal cost are tried from short to
# long, or long ones would stand in each other's way (Hopcroft and Karp, 1973). The lowest bits of a
# distance, this many, hold the number of moves.
MOVES = 22

# Settling one by one is worth it when it costs no more than this many phases with all at once.
PHASES = 4


class Graph(NamedTuple):
    """What does not change. Pairs of youth ``y`` are ``start[y]:start[y + 1]``, ascending by place.

    ``place``, ``weight``: int32 per pair; ``seen_start``, ``seen_youth``, ``seen_weight``: who
    can come to each place; ``waiting``: the waiting list of each youth, -1 where it must be placed;
    ``least``, ``most``: bounds on the number of youths per place.
    """

    start: Longs
    place: Ints
    weight: Ints
    seen_start: Longs
    seen_youth: Ints
    seen_weight: Ints
    waiting: Ints
    least: Longs
    most: Longs


class State(NamedTuple):
    """What is being decided. ``holds``: the place of each youth or -1; ``first``, ``after``,
    ``before``: the youths of each place as a linked list; ``number``: how many they are."""

    price: Longs
    surplus: Longs
    holds: Ints
    first: Ints
    after: Ints
    before: Ints
    number: Longs


class Search(NamedTuple):
    """Room to work in, so that no search has to ask for memory.

    ``far``, ``youth_far``: distances, ``cost << MOVES | moves``; ``heap`` with ``slot`` the position of each place in it;
    ``touched``, ``touched_youth``: what has a distance; ``mark``: the last phase in which a youth was
    tried; ``at``, ``place_mark``: where the scan of a youth or a place goes on; ``stack``, ``step``:
    the path so far; ``roots``: where searches begin; ``work``: pairs looked at (one number).
    """

    far: Longs
    youth_far: Longs
    heap: Ints
    slot: Ints
    touched: Ints
    touched_youth: Ints
    mark: Ints
    at: Longs
    place_mark: Ints
    stack: Ints
    step: Ints
    roots: Ints
    work: Longs


def workspace(youths: int, places: int) -> Search:
    """Empty work arrays for this many youths and places."""
    both = youths + places
    return Search(
        far=np.full(places, FAR, np.int64),
        youth_far=np.full(youths, FAR, np.int64),
        heap=np.empty(places, np.int32),
        slot=np.full(places, -1, np.int32),
        touched=np.empty(places, np.int32),
        touched_youth=np.empty(youths, np.int32),
        mark=np.zeros(youths, np.int32),
        at=np.zeros(both, np.int64),
        place_mark=np.zeros(places, np.int32),
        stack=np.empty(both, np.int32),
        step=np.empty(both, np.int32),
        roots=np.empty(both, np.int32),
        work=np.zeros(1, np.int64),
    )


@entry
def by_place(
    start: Longs, place: Ints, weight: Ints, waiting: Ints, places: int
) -> tuple[Longs, Ints, Ints]:
    """Who can come to a place: start per place, youth and weight, ordered by place, then youth.

    Those who can wait on the list of a municipality come to it at weight 0. The common waiting list
    never misses anybody, so it has no rows.
    """
    youths, common = len(start) - 1, places - 1
    seen_start = np.zeros(places + 1, np.int64)
    for pair in range(len(place)):
        seen_start[place[pair] + 1] += 1
    for y in range(youths):
        if 0 <= waiting[y] < common and start[y] < start[y + 1]:
            seen_start[waiting[y] + 1] += 1
    for p in range(places):
        seen_start[p + 1] += seen_start[p]
    at = seen_start[:-1].copy()
    youth = np.empty(seen_start[places], np.int32)
    worth = np.zeros(seen_start[places], np.int32)
    for y in range(youths):
        for pair in range(start[y], start[y + 1]):
            p = place[pair]
            youth[at[p]] = y
            worth[at[p]] = weight[pair]
            at[p] += 1
        p = waiting[y]
        if 0 <= p < common and start[y] < start[y + 1]:
            youth[at[p]] = y
            at[p] += 1
    return seen_start, youth, worth


@inner
def forget(search: Search, places: int, youths: int) -> None:
    """Take all distances back."""
    for i in range(youths):
        search.youth_far[search.touched_youth[i]] = FAR
    for i in range(places):
        search.far[search.touched[i]] = FAR


@inner
def leave(state: State, y: int) -> None:
    """Take a youth out of the place that it holds, if any."""
    p = state.holds[y]
    if p < 0:
        return
    if state.before[y] >= 0:
        state.after[state.before[y]] = state.after[y]
    else:
        state.first[p] = state.after[y]
    if state.after[y] >= 0:
        state.before[state.after[y]] = state.before[y]
    state.number[p] -= 1
    state.holds[y] = -1


@inner
def enter(state: State, y: int, p: int) -> None:
    """Give a place to a youth that holds none."""
    state.after[y] = state.first[p]
    state.before[y] = -1
    if state.first[p] >= 0:
        state.before[state.first[p]] = y
    state.first[p] = y
    state.number[p] += 1
    state.holds[y] = p
