"""Prices of rooms and limits that prove a choice best, in one tier."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matcher.optimiser.columns import Codes, Flags, Ints
from matcher.optimiser.model import Face, Model


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices of one tier on a face: int64 per room, per group, and per youth (its own part).

    ``room`` is what one bed more is worth, ``youth`` what is left to the youth after the price of
    the room and of its municipality's limit. ``tight``: pairs of the face without reduced cost.
    """

    room: Ints
    group: Ints
    youth: Ints
    tight: Flags


def with_lowest_contracts(
    model: Model, face: Face, weight: Codes | Ints, chosen: Flags, found: Prices
) -> Prices:
    """Lower each contract's price to what one more place is worth: 0 when nobody waits for it.

    The lowest prices of rooms come with the highest of contracts. ``chosen``: bool per pair.
    """
    if not model.number_of_groups:
        return found
    youth, room = model.youth[face.pair], model.room[face.pair]
    is_placed = np.zeros(model.number_of_youths, bool)
    is_placed[youth[chosen]] = True
    of = model.group_of[youth]
    waiting = ~is_placed[youth] & (of >= 0)
    worth = np.zeros(model.number_of_groups, np.int64)
    np.maximum.at(worth, of[waiting], (weight - found.room[room])[waiting])
    group = np.where(found.group > 0, np.clip(worth, 0, np.maximum(found.group, 0)), found.group)
    own = found.youth + np.append(found.group - group, 0)[model.group_of]
    waits = ~is_placed & (model.group_of >= 0)
    own[waits] = 0
    own[np.bincount(youth, minlength=model.number_of_youths) == 0] = 0
    tight = (own + np.append(group, 0)[model.group_of])[youth] + found.room[room] == weight
    return replace(found, group=group, youth=own, tight=tight)
