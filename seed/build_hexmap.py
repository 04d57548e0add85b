"""Place one hexagon per municipality so that the whole looks like the Netherlands.

Municipalities are small in the west and large in the north-east, so a plain grid over the land
would push Holland across the IJsselmeer. Therefore, in three steps:

1. Stretch the map: look for positions at which municipalities that touch lie one cell apart, in
   the direction they have in reality (linear least squares, a weak pull towards home). Points of
   open water take part, so that the lakes stay open; they get a cell too, which stays empty.
2. Give each point a cell of a hexagon grid by linear assignment on squared distance.
3. Swap cells as long as that brings touching municipalities closer together.

Who touches whom is estimated from the places: two municipalities touch when places of theirs are
neighbours in the Delaunay triangulation, at most `TOUCH_KM` apart.

Rows are counted from the north, columns from the west; odd rows lie half a cell to the east
('odd-r' offset, pointed top).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial import Delaunay

TOUCH_KM = 12.0
SHORE_KM = 32.0  # water binds points at most this far apart
MEAN_WIDTH_KM = 10.5  # the Netherlands spread over as many cells as municipalities
HOME_PULL = 0.02  # of the stretched map, against 1 for a touching pair
WATER_PULL = 0.3  # of a link over water
ROW_HEIGHT = 3**0.5 / 2  # of a cell one wide, pointed top
# How much a cell away from the stretched position weighs against a neighbour one cell closer.
HOME_WEIGHT = 0.05
SWAP_ROUNDS = 60

Points = NDArray[np.float64]
Links = NDArray[np.int64]
Cell = tuple[int, int]


class Place(Protocol):
    """What the map needs of a place."""

    @property
    def municipality(self) -> str: ...
    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


def cell_units(latitudes: Sequence[float], longitudes: Sequence[float]) -> Points:
    """Return points (n, 2) in mean cell widths east and south of 53.6 N, 3.2 E."""
    latitude = np.asarray(latitudes, dtype=float)
    longitude = np.asarray(longitudes, dtype=float)
    east = (longitude - 3.2) * 111.2 * np.cos(np.radians(52.2))
    return np.column_stack([east, (53.6 - latitude) * 111.2]) / MEAN_WIDTH_KM


def delaunay_edges(points: Points, longest_km: float) -> Links:
    """Return the edges (n, 2) of the triangulation that are not longer than ``longest_km``."""
    corners = Delaunay(points).simplices
    edges = np.vstack([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    length = np.linalg.norm(points[edges[:, 0]] - points[edges[:, 1]], axis=1)
    return np.asarray(edges[length * MEAN_WIDTH_KM <= longest_km], dtype=np.int64)


def touching(places: Sequence[Place], codes: Sequence[str]) -> Links:
    """Return pairs (n, 2) of positions in ``codes`` of municipalities that touch, first < second."""
    index = {code: position for position, code in enumerate(codes)}
    points = cell_units([p.latitude for p in places], [p.longitude for p in places])
    owner = np.array([index[p.municipality] for p in places])
    pairs = owner[delaunay_edges(points, TOUCH_KM)]
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    return np.asarray(np.unique(pairs, axis=0), dtype=np.int64)


def shore_links(points: Points, number_of_municipalities: int) -> Links:
    """Return the links (n, 2) to and between the points of water, which come last in ``points``."""
    edges = np.unique(np.sort(delaunay_edges(points, SHORE_KM), axis=1), axis=0)
    return np.asarray(edges[edges[:, 1] >= number_of_municipalities], dtype=np.int64)


def stretch(home: Points, links: Links, weights: Points) -> Points:
    """Return positions (n, 2) at which linked points lie one apart, in their true direction.

    Minimises the sum of w·|x_j − x_i − u_ij|² + HOME_PULL·|x − home|², u the unit direction from i
    to j at home: one linear system for east and south together.
    """
    number = len(home)
    step = home[links[:, 1]] - home[links[:, 0]]
    step /= np.linalg.norm(step, axis=1, keepdims=True)
    matrix = np.eye(number) * HOME_PULL
    right = home * HOME_PULL
    for (first, second), towards, weight in zip(links.tolist(), step, weights, strict=True):
        matrix[first, first] += weight
        matrix[second, second] += weight
        matrix[first, second] -= weight
        matrix[second, first] -= weight
        right[first] -= weight * towards
        right[second] += weight * towards
    return np.asarray(np.linalg.solve(matrix, right))


def grid(points: Points) -> tuple[list[Cell], Points]:
    """Return the cells (column, row) that cover ``points`` with a margin, and their middles."""
    low = np.floor(points.min(axis=0)) - 3
    size = np.ceil(points.max(axis=0) - low) + 3
    rows, columns = int(size[1] / ROW_HEIGHT), int(size[0])
    cells = [(column, row) for row in range(rows) for column in range(columns)]
    middles = [(low[0] + c + 0.5 * (r % 2), low[1] + r * ROW_HEIGHT) for c, r in cells]
    return cells, np.array(middles)


def swap(cell_of: Links, middles: Points, home: Points, links: Links) -> Links:
    """Swap the cells of two points, the best swap for each in turn, while the map gets better.

    The cost is, over linked pairs, how far they lie apart beyond one cell, plus a little for every
    cell away from the stretched position. Only cells in use change hands: the outline stays.
    """
    middles = middles[cell_of]  # from here on a seat is a position in this list
    apart = np.linalg.norm(middles[:, None] - middles[None, :], axis=2)
    cost = np.maximum(apart - 1.0, 0.0) ** 1.5
    away = HOME_WEIGHT * ((home[:, None] - middles[None, :]) ** 2).sum(axis=2)
    friends: list[list[int]] = [[] for _ in home]
    for first, second in links.tolist():
        friends[first].append(second)
        friends[second].append(first)
    seat = np.arange(len(home))
    tenant = seat.copy()
    for _ in range(SWAP_ROUNDS):
        before = seat.copy()
        for who in range(len(home)):
            swap_best(who, seat, tenant, cost, away, friends)
        if (seat == before).all():
            break
    return cell_of[seat]


def swap_best(
    who: int, seat: Links, tenant: Links, cost: Points, away: Points, friends: list[list[int]]
) -> None:
    """Swap ``who`` with whom it gains most (``seat`` and ``tenant`` change in place)."""
    old = int(seat[who])
    mine = cost[seat[friends[who]]].sum(axis=0) + away[who]
    best_gain, best = 1e-9, old
    for new in np.argsort(mine, kind="stable")[:40].tolist():
        other = int(tenant[new])
        if other == who:
            continue
        theirs = cost[seat[friends[other]]].sum(axis=0) + away[other]
        gain = float(mine[old] - mine[new] + theirs[new] - theirs[old])
        if other in friends[who]:
            gain -= 2.0 * float(cost[old, new])  # they stay as far apart as they were
        if gain > best_gain:
            best_gain, best = gain, new
    other = int(tenant[best])
    seat[who], seat[other] = best, old
    tenant[best], tenant[old] = who, other


def hexmap_rows(
    municipalities: Sequence[Sequence[object]],
    places: Sequence[Place],
    water: Sequence[tuple[float, float]],
) -> list[list[object]]:
    """Return rows [code, column, row]; ``municipalities`` as the rows of the CSV."""
    codes = [str(row[0]) for row in municipalities]
    home = cell_units(
        [float(str(row[3])) for row in municipalities] + [point[0] for point in water],
        [float(str(row[4])) for row in municipalities] + [point[1] for point in water],
    )
    land, shore = touching(places, codes), shore_links(home, len(codes))
    links = np.vstack([land, shore])
    weights = np.concatenate([np.ones(len(land)), np.full(len(shore), WATER_PULL)])
    stretched = stretch(home, links, weights)
    cells, middles = grid(stretched)
    _, cell_of = linear_sum_assignment(((stretched[:, None] - middles[None]) ** 2).sum(axis=2))
    cell_of = swap(cell_of, middles, stretched, links)[: len(codes)]
    left = min(cells[cell][0] for cell in cell_of)
    top = min(cells[cell][1] for cell in cell_of)
    top -= top % 2  # odd rows must stay odd
    return [
        [code, cells[cell][0] - left, cells[cell][1] - top]
        for code, cell in zip(codes, cell_of, strict=True)
    ]


def kept(cells: Mapping[str, Cell], links: Sequence[tuple[str, str]]) -> float:
    """Return which share of the touching pairs share an edge on the map."""
    near = sum(cells[second] in neighbours(cells[first]) for first, second in links)
    return near / len(links)


def neighbours(cell: Cell) -> set[Cell]:
    """Return the six cells that share an edge with ``cell``."""
    column, row = cell
    shift = row % 2
    sides = {(column - 1, row), (column + 1, row)}
    return sides | {(column + shift - 1 + i, row + j) for i in (0, 1) for j in (-1, 1)}
