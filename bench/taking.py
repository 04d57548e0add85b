"""Taking pairs one after another, for the rules that do so."""

from __future__ import annotations

import numpy as np

from bench.arrays import Arrays, Ints


def take(arrays: Arrays, order: Ints) -> Ints:
    """Walk over the pairs in ``order`` and take each whose youth and bed are still free."""
    waiting = [True] * arrays.number_of_youths
    beds = arrays.capacity.tolist()
    taken = []
    youths, rooms = arrays.youth[order].tolist(), arrays.room[order].tolist()
    for place, (youth, room) in enumerate(zip(youths, rooms, strict=True)):
        if waiting[youth] and beds[room]:
            waiting[youth] = False
            beds[room] -= 1
            taken.append(place)
    return order[np.array(taken, np.int64)]
