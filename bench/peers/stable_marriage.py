"""The package ``matching`` from PyPI: a stable matching of residents and hospitals.

Gale and Shapley (1962), "College admissions and the stability of marriage"; Wilde, Knight and
Gillard (2020), "Matching: A Python library for solving matching games". Youths rank rooms by fit,
rooms rank youths by nights, then fit. Stable is another aim than full: no youth and room would
both rather have each other, but beds may stay empty.
"""

from __future__ import annotations

import numpy as np
from matching.algorithms import hospital_resident
from matching.players import Hospital
from matching.players import Player as Resident

from bench.arrays import Arrays, Ints

TITLE = "matching (stable marriage)"
GROUP = "rule"


def choose(arrays: Arrays, tiers: tuple[str, ...], seconds: float) -> Ints:
    by_youth = np.lexsort((arrays.room, -arrays.fit, arrays.youth))
    by_room = np.lexsort((arrays.youth, -arrays.fit, -arrays.nights, arrays.room))
    # The package's game object copies all players one inside the other, and Python's stack ends
    # at a few thousand of them; its algorithm is called on the players directly.
    residents = {youth: Resident(youth) for youth in np.unique(arrays.youth).tolist()}
    hospitals = {
        room: Hospital(room, int(arrays.capacity[room])) for room in np.unique(arrays.room).tolist()
    }
    _rank(residents, hospitals, arrays.youth[by_youth], arrays.room[by_youth])
    _rank(hospitals, residents, arrays.room[by_room], arrays.youth[by_room])
    matched = hospital_resident(list(residents.values()), list(hospitals.values()), "resident")
    partner = np.full(arrays.number_of_youths, -1)
    for room, players in matched.items():
        partner[[player.name for player in players]] = room.name
    return np.flatnonzero(partner[arrays.youth] == arrays.room)


def _rank(players: dict, others: dict, of: np.ndarray, ranked: np.ndarray) -> None:
    """Give every player the others in order of preference."""
    keys, start = np.unique(of, return_index=True)
    for key, part in zip(keys.tolist(), np.split(ranked, start[1:]), strict=True):
        players[key].set_prefs([others[name] for name in part.tolist()])
