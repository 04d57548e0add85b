"""The groups of youths that fairness looks at: traits given with the problem, and built-in ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.problem import Problem

ROOMS_BELOW = (1, 2, 5, 10, 25)
YOUTHS_BELOW = (10, 50, 200)
QUARTERS = ("lowest_quarter", "lower_quarter", "higher_quarter", "highest_quarter")
MOST_ORGANISATIONS = 20  # more than these and the table is about organisations, not about fairness


@dataclass(frozen=True, eq=False)
class Trait:
    """``value``: position in ``values`` per youth of the problem, -1 where not known."""

    name: str
    values: tuple[str, ...]
    value: Ints


def traits_of(problem: Problem, rooms: Ints) -> list[Trait]:
    """Given traits by name, then the built-in ones; a given trait replaces a built-in namesake.

    ``rooms``: number of eligible rooms per youth.
    """
    given = list(_given(problem))
    names = {trait.name for trait in given}
    return given + [trait for trait in _built_in(problem, rooms) if trait.name not in names]


def bands(below: tuple[int, ...], numbers: Ints) -> tuple[tuple[str, ...], Ints]:
    """Cut whole numbers of 0 or more into bands such as '0', '1', '2-4' and '5+'."""
    starts = (0, *below)
    names = [
        str(first) if last == first else f"{first}-{last}"
        for first, last in zip(starts, (end - 1 for end in below), strict=False)
    ]
    return (*names, f"{starts[-1]}+"), np.searchsorted(below, numbers, side="right")


def _given(problem: Problem) -> Iterator[Trait]:
    position = pd.Index(problem.youths["youth"]).get_indexer(pd.Index(problem.traits["youth"]))
    names = problem.traits["trait"].to_numpy(object)
    texts = problem.traits["value"].to_numpy(object)
    for name in sorted(set(names)):
        here = names == name
        values = tuple(sorted(set(texts[here]), key=_by_number))
        value = np.full(len(problem.youths), -1, np.int64)
        value[position[here]] = pd.Index(values).get_indexer(pd.Index(texts[here]))
        yield Trait(name, values, value)


def _by_number(text: str) -> tuple[bool, int, str]:
    """Texts that begin with a number in the order of those numbers, then the others."""
    digits = text[: len(text) - len(text.lstrip("0123456789"))]
    return (not digits, int(digits[:18] or 0), text)


def _built_in(problem: Problem, rooms: Ints) -> Iterator[Trait]:
    yield Trait("options", *bands(ROOMS_BELOW, rooms))
    yield Trait("priority", QUARTERS, _quarters(problem.youths["priority"].to_numpy(np.int64)))
    town, _ = pd.factorize(problem.youths["municipality"])
    yield Trait("municipality_size", *bands(YOUTHS_BELOW, np.bincount(town)[town]))
    organisation = problem.youths["organisation"].to_numpy(object)
    names = tuple(sorted(set(organisation) - {""}))
    if 1 < len(names) <= MOST_ORGANISATIONS:
        value = pd.Index(names).get_indexer(pd.Index(organisation)).astype(np.int64)
        yield Trait("organisation", names, value)


def _quarters(priority: Ints) -> Ints:
    """Quarter per youth; equal priorities share a quarter, so that the quarters may differ in size."""
    if not len(priority):
        return np.zeros(0, np.int64)
    below = np.searchsorted(np.sort(priority), priority, side="left")
    return 4 * below // len(priority)
