"""Who lives where in a market, its values, and the names that its answers need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.questions.answers import IMPOSSIBLE, Cost, signed
from matcher.optimiser.questions.book import Book
from matcher.optimiser.questions.residual import Net


@dataclass(frozen=True, eq=False, repr=False)
class Assigned:
    """An assignment in a network: ``tiers`` with the lottery last, the names, and the arrays."""

    tiers: tuple[str, ...]
    book: Book
    net: Net

    # -- the assignment ----------------------------------------------------------------------

    @cached_property
    def chosen(self) -> Ints:
        """Positions of the chosen pairs, the fixed ones included, sorted."""
        return np.sort(np.concatenate([self.net.home[self.net.home >= 0], self.book.fixed]))

    def assignments(self) -> pd.DataFrame:
        """youth, room, nights, fit, sorted by youth."""
        net, pair = self.net, self.chosen
        found = pd.DataFrame(
            {
                "youth": self.book.youths.to_numpy()[net.youth[pair]],
                "room": self.book.rooms.to_numpy()[net.room[pair]],
                "nights": net.nights[pair].astype(np.int64),
                "fit": net.fit[pair].astype(np.int64),
            }
        )
        return found.sort_values("youth", kind="stable", ignore_index=True)

    def room_of(self, youth: str) -> str:
        """The room of a youth, '' without one."""
        y = self.book.youth(youth)
        pair = self._held(y) if self.net.home[y] < 0 else int(self.net.home[y])
        return "" if pair < 0 else str(self.book.rooms[self.net.room[pair]])

    def rooms_of(self, youth: str) -> list[str]:
        """The rooms that a youth is eligible for, forbidden ones included, sorted."""
        y = self.book.youth(youth)
        rooms = self.net.room[self.net.start[y] : self.net.start[y + 1]]
        return sorted(map(str, self.book.rooms[rooms]))

    def lost(self, row: Ints) -> dict[str, int] | None:
        """One row of a table of losses, by tier; None where it is IMPOSSIBLE."""
        if row[0] == IMPOSSIBLE:
            return None
        return dict(zip(self.tiers, map(int, row), strict=True))

    def values(self) -> dict[str, int]:
        """The value of every tier, the lottery as a sum of ranks."""
        total = self.net.weight(self.chosen).sum(axis=0)
        found = {tier: int(value) for tier, value in zip(self.tiers, total, strict=True)}
        return found | {"lottery": -found["lottery"]}

    def changed(self, other: Self) -> pd.DataFrame:
        """Proposals that differ: youth, before (room here, '' for none), after (room in ``other``)."""
        before = self.assignments().set_index("youth")["room"]
        after = other.assignments().set_index("youth")["room"]
        both = pd.DataFrame({"before": before, "after": after}).fillna("")
        both = both[both["before"] != both["after"]].sort_index()
        return both.rename_axis("youth").reset_index()

    # -- small matters -----------------------------------------------------------------------

    def _pair(self, y: int, r: int) -> int:
        """Position of the pair, -1 when it is not eligible."""
        net = self.net
        start, stop = int(net.start[y]), int(net.start[y + 1])
        place = start + int(np.searchsorted(net.room[start:stop], r))
        return place if place < stop and net.room[place] == r else -1

    def _held(self, y: int) -> int:
        """The fixed pair of a youth, or -1."""
        held = self.book.fixed[self.net.youth[self.book.fixed] == y]
        return int(held[0]) if len(held) else -1

    def _name(self, pair: int) -> str:
        net = self.net
        return f"{self.book.youths[net.youth[pair]]} {self.book.rooms[net.room[pair]]}"

    def _fixed_in(self, r: int) -> str:
        held = self.book.fixed[self.net.room[self.book.fixed] == r]
        return ", ".join(f"fixed {self._name(int(pair))}" for pair in held) or "no bed"

    def _cost(self, lost: Ints) -> Cost:
        return Cost(self.tiers, signed(self.tiers, lost))

    def _free(self) -> Cost:
        return Cost(self.tiers, (0,) * len(self.tiers))

    def _refused(self, limit: str) -> Cost:
        return Cost(self.tiers, (0,) * len(self.tiers), is_possible=False, limit=limit)
