"""In which order to make the visits of a day, so that the way is short.

Exact up to `EXACT` visits, more than two people do in a day; beyond that improved by turning
stretches round (2-opt). Never longer than the order in which they were planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, permutations

import numpy as np

from matcher.geography.distance import distance_km

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

Distances = list[list[float]]

EXACT = 6
SHORTER_KM = 1e-6  # less than a millimetre is no gain: rounding must not turn the order round


def in_order_of_place(stops: Sequence[Point], start: Point | None = None) -> list[int]:
    """Return the indexes of ``stops`` in the order that makes the way shortest.

    From ``start`` and back to it; without a start, from the first stop of the order to the last.
    Stops that are equally well served as planned stay as planned.
    """
    far, places = _distances(stops, start), list(range(len(stops)))
    if len(stops) <= EXACT:
        return _shortest((list(order) for order in permutations(places)), far, start is not None)
    begun = [places, _nearest(far, len(stops), start is not None)]
    turned = [_turned(order, far, start is not None) for order in begun]
    return _shortest([places, *turned], far, start is not None)


def way_km(stops: Sequence[Point], order: Sequence[int], start: Point | None = None) -> float:
    """Return the length of the way as the crow flies, in kilometres."""
    return _length(order, _distances(stops, start), start is not None)


def legs_km(
    stops: Sequence[Point], order: Sequence[int], start: Point | None = None
) -> list[float]:
    """Return the kilometres to each stop of ``order``; 0 for the first one without a start."""
    far = _distances(stops, start)
    here = [len(stops)] if start is not None else list(order[:1])
    return [far[a][b] for a, b in pairwise([*here, *order])]


def _distances(stops: Sequence[Point], start: Point | None) -> Distances:
    """All distances between the stops; the start, when there is one, is the last row."""
    points = np.array([*stops, *([start] if start is not None else [])], dtype=float)
    latitudes, longitudes = points.reshape(-1, 2).T
    between = distance_km(latitudes[:, None], longitudes[:, None], latitudes, longitudes)
    found: Distances = between.tolist()
    return found


def _length(order: Sequence[int], far: Distances, is_round: bool) -> float:
    way = [len(far) - 1, *order, len(far) - 1] if is_round and order else list(order)
    return sum(far[a][b] for a, b in pairwise(way))


def _shortest(orders: Iterable[list[int]], far: Distances, is_round: bool) -> list[int]:
    """The first of the shortest orders; the orders begin with the one that was planned."""
    best: list[int] = []
    length = float("inf")
    for order in orders:
        this = _length(order, far, is_round)
        if this < length - SHORTER_KM:
            best, length = order, this
    return best


def _nearest(far: Distances, number: int, is_round: bool) -> list[int]:
    """From the start, or else the first stop, always to the nearest stop that is left."""
    order = [] if is_round else [0]
    here, left = (number, set(range(number))) if is_round else (0, set(range(1, number)))
    while left:
        here = min(left, key=lambda place: (far[here][place], place))
        left.remove(here)
        order.append(here)
    return order


def _turned(order: Sequence[int], far: Distances, is_round: bool) -> list[int]:
    """Turn stretches round as long as that makes the way shorter."""
    best, length = list(order), _length(order, far, is_round)
    is_better = True
    while is_better:
        is_better = False
        for low in range(len(best) - 1):
            for high in range(low + 2, len(best) + 1):
                tried = best[:low] + best[low:high][::-1] + best[high:]
                this = _length(tried, far, is_round)
                if this < length - SHORTER_KM:
                    best, length, is_better = tried, this, True
    return best
