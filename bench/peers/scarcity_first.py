"""Scarcity first: the rooms with the fewest candidates choose first, each the best one still free.

So does Boston CAS, which matches homeless people with housing in the United States: it walks over
the vacancies by "matchability", the number of people who are eligible (greenriver/boston-cas,
``app/models/matching/engine.rb``). Best is here by the tiers.
"""

from __future__ import annotations

import numpy as np

from bench.arrays import Arrays, Ints, weight
from bench.taking import take

TITLE = "scarcity first"
GROUP = "rule"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    candidates = np.bincount(arrays.room, minlength=arrays.number_of_rooms)
    keys: list[np.ndarray] = [-weight(arrays, tier) for tier in reversed(tiers)]
    return take(arrays, np.lexsort([*keys, arrays.room, candidates[arrays.room]]))
