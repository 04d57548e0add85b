"""Where the questions and outcomes of a chart stand in a picture of it.

Layers from top to bottom: each node below everything that leads to it. A lead that passes layers
gets a waypoint in each, so that lines run between boxes and not through them. Within a layer the
order follows the neighbours (barycentres), and then each node moves towards the middle of those
(as Sugiyama, Tagawa and Toda, 1981, in few sweeps: charts are small).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from matcher.screening.rules.chart import Chart

SWEEPS = 12
SPINE = 50.0  # how much heavier what leads on weighs than an end, when both want one place
WAYPOINT = 0.35  # the breadth of a passing line, where a box has 1
Spot = tuple[float, float]  # column and layer, from 0; the column may lie between two


@dataclass(frozen=True)
class Lead:
    """A line from a question to what follows, through its waypoints; ``answers`` by code."""

    from_: str
    to: str
    answers: tuple[str, ...]
    way: tuple[Spot, ...]


@dataclass(frozen=True)
class Layout:
    spots: Mapping[str, Spot]
    leads: tuple[Lead, ...]
    columns: float
    layers: int


def laid_out(chart: Chart) -> Layout:
    """Return a place for every node of a sound chart; the same chart, the same places."""
    rank = _ranks(chart)
    leads: dict[tuple[str, str], list[str]] = {}
    for node in chart:
        for answer in node.answers:
            leads.setdefault((node.code, answer.to), []).append(answer.code)
    layers: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for code in rank:
        layers[rank[code]].append(code)
    ways: dict[tuple[str, str], list[str]] = {}
    links: list[tuple[str, str]] = []
    for from_, to in leads:
        points = [f"{from_} {to} {n}" for n in range(rank[from_] + 1, rank[to])]
        for n, point in enumerate(points, start=rank[from_] + 1):
            layers[n].append(point)
        trail = [from_, *points, to]
        links += pairwise(trail)
        ways[from_, to] = points
    columns = _columns(_ordered(layers, links), links)
    levels = {code: n for n, layer in enumerate(layers) for code in layer}
    spots = {code: (columns[code], float(levels[code])) for code in levels}
    return Layout(
        spots={node.code: spots[node.code] for node in chart if node.code in spots},
        leads=tuple(
            Lead(from_, to, tuple(answers), tuple(spots[point] for point in ways[from_, to]))
            for (from_, to), answers in leads.items()
            if from_ in spots
        ),
        columns=max(columns.values(), default=0.0) + 1,
        layers=len(layers),
    )


def _ranks(chart: Chart) -> dict[str, int]:
    """Return the layer of each node: one below the lowest that leads to it."""
    rank = {node.code: 0 for node in chart}
    for _round in rank:
        moved = False
        for node in chart:
            for answer in node.answers:
                if rank[answer.to] <= rank[node.code]:
                    rank[answer.to], moved = rank[node.code] + 1, True
        if not moved:
            break
    return rank


def _neighbours(links: list[tuple[str, str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for upper, lower in links:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    return above, below


def _ordered(layers: list[list[str]], links: list[tuple[str, str]]) -> list[list[str]]:
    """Return the layers so that few lines cross: the best of some sweeps down and up."""
    above, below = _neighbours(links)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, below)
    now = [list(layer) for layer in layers]
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        near = above if down else below
        places = {code: float(n) for layer in now for n, code in enumerate(layer)}
        for layer in now if down else reversed(now):
            middle = {
                code: sum(places[one] for one in near[code]) / len(near[code])
                if near.get(code)
                else places[code]
                for code in layer
            }
            layer.sort(key=lambda code: (middle[code], places[code]))
            places |= {code: float(n) for n, code in enumerate(layer)}
        crossings = _crossings(now, below)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in now], crossings
    return best


def _crossings(layers: list[list[str]], below: Mapping[str, list[str]]) -> int:
    total = 0
    for upper, lower in pairwise(layers):
        place = {code: n for n, code in enumerate(lower)}
        ends = [sorted(place[one] for one in below.get(code, ()) if one in place) for code in upper]
        flat = [end for group in ends for end in group]
        total += sum(a > b for n, a in enumerate(flat) for b in flat[n + 1 :])
    return total


def _columns(layers: list[list[str]], links: list[tuple[str, str]]) -> dict[str, float]:
    """Return a column for each node, far enough apart, near the middle of its lines.

    Codes hold no space, waypoints do.
    """
    above, below = _neighbours(links)
    at = {code: float(n) for layer in layers for n, code in enumerate(layer)}
    for sweep in range(SWEEPS + 1):  # the last one from above: ends go to their questions
        near = above if sweep % 2 == 0 else below
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wished = [_wish(code, near.get(code, []), below, at) for code in layer]
            weights = [SPINE if code in below else 1.0 for code in layer]
            at |= dict(zip(layer, _apart(wished, _needed(layer), weights), strict=True))
    left = min(at.values(), default=0.0)
    return {code: round(place - left, 3) for code, place in at.items()}


def _wish(
    code: str, near: list[str], below: Mapping[str, list[str]], at: Mapping[str, float]
) -> float:
    """Return where a node wants to stand: by those that lead on, so that these form a spine.

    Ends hang beside it; they would pull a long chart ever further to one side.
    """
    leading = [one for one in near if one in below]
    return _middle([at[one] for one in leading or near], at[code])


def _middle(places: list[float], otherwise: float) -> float:
    if not places:
        return otherwise
    ordered = sorted(places)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _needed(layer: list[str]) -> list[float]:
    """Return how far each stands from the first when all stand as close as they may."""
    places, last = [0.0], layer[:1]
    for code in layer[1:]:
        places.append(places[-1] + (_breadth(last[0]) + _breadth(code)) / 2)
        last = [code]
    return places


def _breadth(code: str) -> float:
    return WAYPOINT if " " in code else 1.0


def _apart(wished: list[float], needed: list[float], weights: list[float]) -> list[float]:
    """Return the nearest places (weighted least squares) in the same order that are far enough apart.

    Places minus what is needed must not fall, so it is an isotonic regression: neighbours that
    would overlap share the mean of their wishes.
    """
    blocks: list[tuple[float, float, int]] = []  # weighted sum of (wish − needed), weight, how many
    for wish, place, weight in zip(wished, needed, weights, strict=True):
        total, heavy, size = (wish - place) * weight, weight, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / heavy:
            before, load, number = blocks.pop()
            total, heavy, size = total + before, heavy + load, size + number
        blocks.append((total, heavy, size))
    flat = [total / heavy for total, heavy, size in blocks for _ in range(size)]
    return [shift + place for shift, place in zip(flat, needed, strict=True)]
