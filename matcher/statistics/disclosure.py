"""What may be shown. Counts without personal attributes are exact; a median is not a count.

The median wait of one youth is that youth's own wait, from which the date of registration
follows. So a median is shown only for a group in which no single person can be read off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

SMALLEST_GROUP = 10
"""The same threshold below which frozen tables hide a cell (trust promise 10b)."""


def median_or_hidden(days: npt.NDArray[np.int64]) -> float:
    """Return the median of ``days``, or NaN for fewer than ten people."""
    return float(np.median(days)) if len(days) >= SMALLEST_GROUP else float("nan")


def rounded(count: int, *, smallest: int, round_to: int) -> int | None:
    """Return ``count`` to the nearest multiple of ``round_to``; None when below ``smallest``."""
    if count < smallest:
        return None
    return round_to * ((2 * count + round_to) // (2 * round_to))


def protected(
    tables: Mapping[str, Mapping[str, int]], *, smallest: int, round_to: int
) -> dict[str, dict[str, int | None]]:
    """Return one-way tables of the same people as they may be published together.

    Counts below ``smallest`` are hidden and the others rounded. That alone is not enough: four
    cells of 12 in a table of 48 are shown as 10, 10, 10, 10 and 50, which no other numbers give.
    So the tables are attacked as a reader could, and cells are kept back, the smallest first,
    until no cell can be worked out more closely than rounding alone tells.

    Args:
        tables: per table the count of each category; every table divides the same people.
        smallest: lower counts are hidden.
        round_to: what counts are rounded to, an odd number.
    """
    found = {
        name: {
            key: rounded(count, smallest=smallest, round_to=round_to)
            for key, count in table.items()
        }
        for name, table in tables.items()
    }
    while (name := _laid_bare(found, smallest, round_to)) is not None:
        table = found[name]
        shown = {key: value for key, value in table.items() if value is not None}
        least = min(shown, key=lambda key: (tables[name][key], key))
        table[least] = None
    return found


def intervals(
    tables: Mapping[str, Mapping[str, int | None]], smallest: int, round_to: int
) -> dict[str, dict[str, tuple[int, int | None]]]:
    """Return what a reader can work out of each cell: the lowest and (None: no end) highest count.

    All tables divide the same people, and nothing else ties them: so what can be known of their
    number, and from that of each cell, is all there is to know.
    """
    alone = {
        name: {key: _alone(value, smallest, round_to) for key, value in table.items()}
        for name, table in tables.items()
    }
    lows = [sum(low for low, _ in cells.values()) for cells in alone.values()]
    highs = [_total(high for _, high in cells.values()) for cells in alone.values()]
    people_low = max(lows, default=0)
    people_high = min((high for high in highs if high is not None), default=None)
    return {
        name: {key: _among(cells, key, people_low, people_high) for key in cells}
        for name, cells in alone.items()
    }


def _alone(value: int | None, smallest: int, round_to: int) -> tuple[int, int | None]:
    """Return what a cell tells by itself. A hidden one may have been kept back: it has no end."""
    if value is None:
        return 0, None
    return max(smallest, value - round_to // 2), value + round_to // 2


def _total(highs: Iterable[int | None]) -> int | None:
    found = list(highs)
    return None if None in found else sum(high for high in found if high is not None)


def _among(
    cells: Mapping[str, tuple[int, int | None]], key: str, low: int, high: int | None
) -> tuple[int, int | None]:
    others = [cell for name, cell in cells.items() if name != key]
    others_high = _total(cell[1] for cell in others)
    lowest = cells[key][0] if others_high is None else max(cells[key][0], low - others_high)
    if high is None:
        return lowest, cells[key][1]
    left, alone = high - sum(cell[0] for cell in others), cells[key][1]
    return lowest, left if alone is None else min(alone, left)


def _laid_bare(
    tables: Mapping[str, Mapping[str, int | None]], smallest: int, round_to: int
) -> str | None:
    """Return the table in which a cell must be kept back, or None when nothing tells too much.

    That is a table with a cell known more closely than its rounding (a hidden one: more closely
    than rounding would). When a table of one cell, the total, is so, the one that tells it most
    closely has to give.
    """
    found = intervals(tables, smallest, round_to)
    bare = sorted(
        name
        for name, cells in found.items()
        if any(
            _is_too_close(cell, _alone(tables[name][key], smallest, round_to), round_to)
            for key, cell in cells.items()
        )
    )
    if not bare:
        return None
    several = [name for name in bare if len(tables[name]) > 1]
    candidates = [name for name in several or sorted(tables) if _shows_something(tables[name])]
    if not several:
        candidates = [name for name in candidates if len(tables[name]) > 1] or candidates
    return min(candidates, key=lambda name: (len(tables[name]), name)) if candidates else None


def _is_too_close(
    known: tuple[int, int | None], alone: tuple[int, int | None], round_to: int
) -> bool:
    low, high = known
    alone_low, alone_high = alone
    least = round_to if alone_high is None else alone_high - alone_low + 1
    return high is not None and high - low + 1 < least


def _shows_something(table: Mapping[str, int | None]) -> bool:
    return any(value is not None for value in table.values())
