"""One change on one side: how many pairs it opens, exactly, and the smallest that opens any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.eligibility.columns import Floats, SmallInts
from matcher.eligibility.whatif.applying import applied
from matcher.eligibility.whatif.closeup import Closeup
from matcher.eligibility.whatif.levers import LEVERS, Lever, Side

Index = npt.NDArray[np.intp]

#: Round amounts that people think in, tried beyond the smallest that opens any.
STEPS: dict[str, tuple[int, ...]] = {
    "cents": (2_500, 5_000, 10_000),
    "metres": (5_000, 10_000, 20_000),
    "days": (7, 30, 90),
    "years": (1, 2, 3),
}


@dataclass(frozen=True, eq=False)
class Opening:
    """A change of ``lever`` to ``value`` opens the pairs ``index`` of the close-up.

    ``amount``: by how much the value changes, in the lever's unit (0 for a flag or a choice);
    ``is_smallest``: a smaller amount opens none.
    """

    lever: Lever
    value: float
    amount: float
    index: Index
    is_smallest: bool

    @property
    def opens(self) -> int:
        return len(self.index)


def openings(
    pairs: Closeup, side: Side, mask: SmallInts | None = None, levers: Iterable[Lever] = LEVERS
) -> list[Opening]:
    """Return what each single change of ``side`` opens: those that open most first.

    ``pairs``: all pairs of the one youth, or the one room, that changes (``one_youth``,
    ``one_room``). ``mask``: their broken rules, where known already. Each count is the rules
    applied again to the changed record. Of an amount, the smallest that opens a pair is told,
    and rounder ones that open more.
    """
    broken = pairs.mask() if mask is None else mask
    found: list[Opening] = []
    for lever in levers:
        if lever.side == side:
            found += _of_lever(pairs, broken, lever)
    return sorted(found, key=lambda one: (-one.opens, one.lever.code, one.amount))


def _of_lever(pairs: Closeup, broken: SmallInts, lever: Lever) -> Iterator[Opening]:
    """Yield the openings of one lever, the smallest amount first."""
    index = np.flatnonzero((broken != 0) & ((broken & ~np.int32(lever.bits)) == 0))
    if not len(index):
        return
    near = pairs.take(index)
    wanted = lever.needed(near)
    helps = np.flatnonzero(~np.isnan(wanted))
    if not len(helps):
        return
    own = near.take(helps)
    opened = applied(own, lever, wanted[helps]).mask() == 0
    values = np.unique(wanted[helps][opened])
    if not len(values):
        return
    if not lever.is_ordered:
        for value in values.tolist():
            yield Opening(lever, value, 0.0, _opened(near, index, lever, value), True)
        return
    yield from _ordered(near, index, lever, values)


def _ordered(near: Closeup, index: Index, lever: Lever, values: Floats) -> Iterator[Opening]:
    now = float(lever.current(near)[0])
    falls = lever.kind in ("less", "earlier")
    smallest = float(values[-1] if falls else values[0])
    sign = -1.0 if falls else 1.0
    before = 0
    for amount in _amounts(abs(smallest - now), lever):
        value = now + sign * amount
        if not _is_possible(near, lever, value):
            break
        pairs = _opened(near, index, lever, value)
        if len(pairs) > before:
            yield Opening(lever, value, amount, pairs, amount == abs(smallest - now))
            before = len(pairs)


def _amounts(smallest: float, lever: Lever) -> list[float]:
    return [smallest, *(float(step) for step in STEPS[lever.unit] if step > smallest)]


def _is_possible(pairs: Closeup, lever: Lever, value: float) -> bool:
    """A rent below nothing, or a day that has gone by, is nothing to suggest."""
    return value > 0 if lever.unit != "days" else value >= pairs.first_day


def _opened(near: Closeup, index: Index, lever: Lever, value: float) -> Index:
    return index[applied(near, lever, value).mask() == 0]
