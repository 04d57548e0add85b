"""A binary heap of places, lowest key first, in which keys may fall. Compiled."""

from __future__ import annotations

from matcher.machine_code import inner
from matcher.optimiser.kernel.layout import Ints, Longs


@inner
def put(heap: Ints, slot: Ints, key: Longs, size: int, place: int) -> int:
    """Add a place, or move it up after its key fell; gives the new size."""
    i = slot[place]
    if i < 0:
        i = size
        size += 1
    lowest = key[place]
    while i > 0:
        parent = (i - 1) >> 1
        other = heap[parent]
        if key[other] <= lowest:
            break
        heap[i] = other
        slot[other] = i
        i = parent
    heap[i] = place
    slot[place] = i
    return size


@inner
def take(heap: Ints, slot: Ints, key: Longs, size: int) -> int:
    """Take out the place with the lowest key; the caller counts down the size."""
    lowest = heap[0]
    slot[lowest] = -1
    size -= 1
    if size == 0:
        return lowest
    place = heap[size]
    i = 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and key[heap[child + 1]] < key[heap[child]]:
            child += 1
        if key[heap[child]] >= key[place]:
            break
        heap[i] = heap[child]
        slot[heap[i]] = i
        i = child
    heap[i] = place
    slot[place] = i
    return lowest


@inner
def clear(heap: Ints, slot: Ints, size: int) -> None:
    """Forget what is left."""
    for i in range(size):
        slot[heap[i]] = -1
