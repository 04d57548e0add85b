"""What one more room would bring a round, exactly, per municipality and kind of host. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matcher.eligibility import find_pairs
from matcher.fit import score
from matcher.hostvalue.kinds import HostKind, Spot, imagined_rooms
from matcher.policy import Policy

if TYPE_CHECKING:
    from matcher.optimiser.questions import Market

TIERS = ("nights", "priority", "fit")
COLUMNS = ["municipality", "kind", "could_live", *TIERS]
SMALLEST_GROUP = 10
MOST_TOLD = 10
EVERYTHING = "open"  # changes all at once: the most that is possible, and no answer to 'what kind'


@dataclass(frozen=True, eq=False)
class HostValues:
    """``table``: municipality, kind, could_live (waiting youths for whom the room is possible),
    nights, priority, fit: what the round would have more with one such room more. ``groups``: per
    kind, target group -> how many different youths of it would move in somewhere; None where
    they are fewer than ten, so that nobody is counted out.
    """

    table: pd.DataFrame
    groups: dict[str, dict[str, int | None]]

    def told(self) -> dict[str, Any]:
        """Return what the round keeps in its summary: the kinds, and the best places, each with
        the kind with one thing changed that brings most there."""
        kinds = []
        for kind, rows in self.table.groupby("kind", sort=False):
            helps = rows["nights"] > 0
            kinds.append(
                {
                    "kind": str(kind),
                    "municipalities": len(rows),
                    "helps_in": int(helps.sum()),
                    "most_nights": int(rows["nights"].max()),
                    "mean_nights": round(float(rows["nights"].mean()), 1),
                    "groups": self.groups.get(str(kind), {}),
                }
            )
        best = best_first(self.table[self.table["kind"] != EVERYTHING])
        best = best[best["nights"] > 0].drop_duplicates("municipality").head(MOST_TOLD)
        return {"best": best.to_dict("records"), "kinds": kinds}


def host_values(
    youths: pd.DataFrame,
    places: pd.DataFrame,
    market: Market,
    spots: Sequence[Spot],
    kinds: Sequence[HostKind],
    *,
    today: date,
    policy: Policy,
) -> HostValues:
    """Return what one more room of each kind would bring in each municipality.

    ``youths``, ``places``: the frames the round worked on; ``market``: its solution. The gain is
    that of one added room, every other proposal free to move.
    """
    rooms = imagined_rooms(spots, kinds, today, policy)
    nobody = pd.DataFrame({"youth": [], "room": []}, dtype="str")
    found = find_pairs(youths, rooms, places, nobody, today=today, policy=policy)
    pairs = score(
        found.pairs,
        youths,
        rooms,
        places,
        policy,
        youth_index=found.youth_index,
        room_index=found.room_index,
    )
    where = dict(zip(rooms["room"], rooms["municipality"], strict=True))
    gains = market.new_rooms(pairs[["room", "youth", "nights", "fit"]], where)
    table = _table(spots, kinds, found.rooms, gains)
    return HostValues(table, _groups(gains, youths, kinds))


def best_first(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of what they bring: nights, then priority, then fit."""
    order = np.lexsort(
        (table["kind"], table["municipality"], *(-table[tier] for tier in reversed(TIERS)))
    )
    return table.iloc[order].reset_index(drop=True)


def _table(
    spots: Sequence[Spot], kinds: Sequence[HostKind], rooms: pd.DataFrame, gains: pd.DataFrame
) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "municipality": [spot.municipality for spot in spots for _ in kinds],
            "kind": [kind.code for _ in spots for kind in kinds],
            "could_live": rooms["eligible"].to_numpy(dtype=np.int64),
        }
    )
    by_room = gains.set_index("room").reindex(rooms["room"])
    for tier in TIERS:
        # A tier that the round did not count brings nothing.
        values = by_room[tier] if tier in by_room else pd.Series(0, index=by_room.index)
        table[tier] = values.fillna(0).to_numpy(dtype=np.int64)
    return table


def _groups(
    gains: pd.DataFrame, youths: pd.DataFrame, kinds: Sequence[HostKind]
) -> dict[str, dict[str, int | None]]:
    """Count different youths: neighbouring places would often get the same one."""
    moving = gains.loc[gains["youth"] != "", ["room", "youth"]]
    kind = moving["room"].map(lambda key: str(key).partition(" ")[2])
    group = youths.set_index("youth")["target_group"].reindex(moving["youth"]).to_numpy()
    moves = pd.DataFrame({"kind": kind.to_numpy(), "youth": moving["youth"], "group": group})
    found: dict[str, dict[str, int | None]] = {one.code: {} for one in kinds}
    for (code, name), who in moves.drop_duplicates(["kind", "youth"]).groupby(["kind", "group"]):
        found[str(code)][str(name)] = len(who) if len(who) >= SMALLEST_GROUP else None
    return found
