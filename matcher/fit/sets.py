"""Sets of words (languages, interests) as bits, so that sharing is one instruction per pair."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

_BITS = 64


def shared_bits(
    left: pd.Series, right: pd.Series
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Return per row a set of bits (n, words) for the space-separated words on either side.

    Only words that occur on both sides get a bit: the others cannot be shared.
    """
    known = sorted(_vocabulary(left) & _vocabulary(right))
    place = {word: divmod(bit, _BITS) for bit, word in enumerate(known)}
    width = max(1, -(-len(known) // _BITS))
    return _bits(left, place, width), _bits(right, place, width)


def number_shared(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> npt.NDArray:
    """Return per row how many words both sets hold."""
    return np.bitwise_count(left & right).sum(axis=1, dtype=np.int16)


def _vocabulary(texts: pd.Series) -> set[str]:
    return {word for text in texts.unique() for word in text.split()}


def _bits(
    texts: pd.Series, place: dict[str, tuple[int, int]], width: int
) -> npt.NDArray[np.uint64]:
    code, kinds = pd.factorize(texts)
    table = np.zeros((max(len(kinds), 1), width), dtype=np.uint64)
    for row, text in enumerate(kinds):
        for word in text.split():
            if word in place:
                block, bit = place[word]
                table[row, block] |= np.uint64(1 << bit)
    return table[code]
