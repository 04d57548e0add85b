"""What rooms that are not there yet would bring, by the youth for whom each is worth most."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.questions.book import Book
from matcher.optimiser.questions.residual import Net, sign


def bids(
    book: Book, net: Net, tiers: tuple[str, ...], free: Flags, offers: pd.DataFrame
) -> pd.DataFrame:
    """What each room with one bed would bring on its own, at the lowest prices of rooms.

    ``free``: bool per youth, who can be had; ``offers``: room, youth, nights, fit. Answer: room,
    youth ('' when it would stay empty), one column per tier; sorted by room.
    """
    y = book.places(book.youths, offers["youth"], "youth")
    wide = np.zeros((len(y), len(tiers) + 1), np.int64)
    wide[:, net.column[0]] += offers["nights"].to_numpy(np.int64)
    wide[:, net.column[1]] += offers["fit"].to_numpy(np.int64)
    gain = wide[:, :-1] + net.own[y] - net.price[y]
    code, room = pd.factorize(offers["room"].astype(object), sort=True)
    first = _best(gain, code, y, free[y], len(room))
    good = (first < len(y)) & (sign(gain[np.minimum(first, len(y) - 1)]) > 0)
    first = np.where(good, first, 0)
    youth = np.where(good, book.youths.to_numpy()[y[first]], "")
    values = np.where(good[:, None], gain[first], 0)
    found = pd.DataFrame({"room": np.asarray(room, object), "youth": youth})
    for place, tier in enumerate(tiers):
        found[tier] = values[:, place]
    return found


def _best(gain: Ints, code: Ints, youth: Ints, free: Flags, number: int) -> Ints:
    """Per code the position of the largest gain among the free, the first youth where equal; the
    number of rows where there is none."""
    left = np.flatnonzero(free)
    for values in (*gain.T, -youth):
        most = np.full(number, np.iinfo(np.int64).min)
        np.maximum.at(most, code[left], values[left])
        left = left[values[left] == most[code[left]]]
    first = np.full(number, len(code))
    first[code[left]] = left
    return first
