"""Counts which reasons stand between youths and rooms, seen from either side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.eligibility.columns import Ints, SmallInts
from matcher.eligibility.kernel import count_broken, for_size
from matcher.eligibility.reasons import REASONS, Reason

_OUTSIDE = (Reason.TOO_FAR, Reason.NO_PLACE_KNOWN, Reason.ROOM_PLACE_UNKNOWN)


class Tally:
    """Per row of one side (youths or rooms) and per reason: pairs blocked, and blocked by it only.

    Arrays are (number of rows, number of reasons).
    """

    def __init__(self, number_of_rows: int, dtype: type[np.integer] = np.int64) -> None:
        shape = (number_of_rows, len(REASONS))
        self.blocked = np.zeros(shape, dtype)
        self.only = np.zeros(shape, dtype)
        self.candidates = np.zeros(number_of_rows, dtype)
        self.eligible = np.zeros(number_of_rows, dtype)

    def add(self, index: npt.NDArray[np.intp], mask: SmallInts) -> None:
        """Count pairs: ``index`` says whose, ``mask`` which rules are broken."""
        count = for_size(count_broken, len(index))
        count(index, mask, self.blocked, self.only, self.candidates, self.eligible)

    def add_rows(self, first: int, other: Tally) -> None:
        """Add the counts of ``other``, whose first row is row ``first`` here."""
        rows = slice(first, first + len(other.candidates))
        for mine, theirs in (
            (self.blocked, other.blocked),
            (self.only, other.only),
            (self.candidates, other.candidates),
            (self.eligible, other.eligible),
        ):
            mine[rows] += theirs

    def add_outside(self, too_far: Ints, no_place: Ints, no_position: Ints) -> None:
        """Count the pairs that were never looked at, per row, by what kept them out."""
        for reason, counts in zip(_OUTSIDE, (too_far, no_place, no_position), strict=True):
            self.blocked[:, reason.bit] += counts

    def frame(self, side: str, keys: pd.Series) -> pd.DataFrame:
        """Return one row per (key, reason) that occurs: ``side, reason, blocked, only_this``.

        ``only_this`` counts pairs that this reason alone blocks. For reasons of place that is
        not counted (NA), since rooms outside are never looked at: see ``look_closer``.
        """
        row, bit = np.nonzero(self.blocked)
        only = pd.array(self.only[row, bit], dtype="Int64")
        only[np.isin(bit, [reason.bit for reason in _OUTSIDE])] = pd.NA
        codes = np.array([str(reason) for reason in REASONS], dtype=object)
        return pd.DataFrame(
            {
                side: keys.iloc[row].reset_index(drop=True),
                "reason": pd.array(codes[bit], dtype="str"),
                "blocked": self.blocked[row, bit],
                "only_this": only,
            }
        )

    def summary(self, side: str, keys: pd.Series, considered: int) -> pd.DataFrame:
        """Return one row per key: ``side, considered, near, eligible`` (numbers of pairs)."""
        return pd.DataFrame(
            {
                side: keys.reset_index(drop=True),
                "considered": np.full(len(keys), considered, dtype=np.int64),
                "near": self.candidates,
                "eligible": self.eligible,
            }
        )
