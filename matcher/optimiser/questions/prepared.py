"""What every question to a market needs, made once: lowest prices, and the ways to ground."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.questions.assigned import Assigned
from matcher.optimiser.questions.paths import FRESH, Fence, search
from matcher.optimiser.questions.residual import Net, by_room, largest, priced


@dataclass(frozen=True, eq=False, repr=False)
class Prepared(Assigned):
    """An assignment whose network is ready to be searched."""

    @cached_property
    def ready(self) -> Net:
        """The network at the lowest prices of rooms: ground reaches everything at no cost."""
        net = by_room(self.net)
        reach = search(net, net.ground)
        seen = reach.mark != FRESH
        top = largest(reach.distance[seen])
        distance = np.where(seen[:, None], reach.distance, top)
        return priced(net, net.price + distance)

    @cached_property
    def is_reached(self) -> Flags:
        """Nodes that ground reaches (at these prices: at no cost)."""
        return np.asarray(search(self.ready, self.ready.ground).mark != FRESH)

    @cached_property
    def _exit(self) -> tuple[Ints, Flags]:
        """The way from every node to ground, and whether there is one."""
        reach = search(self.ready, self.ready.ground, backward=True)
        seen = reach.mark != FRESH
        return np.where(seen[:, None], reach.distance, 0), seen

    def _distance(self, source: int, target: int) -> Ints | None:
        """The shortest distance, None when there is no way."""
        exit_, has_exit = self._exit
        passes = bool(has_exit[source] and self.is_reached[target])
        is_cut = passes and bool(has_exit[target])
        fence = Fence(
            limit=exit_[source] if passes else None,
            cut=exit_[source] + exit_[target] if is_cut else None,
            exit=exit_ if is_cut else None,
            has_exit=has_exit if is_cut else None,
            is_ground_open=not passes,
        )
        if source == self.ready.ground or target == self.ready.ground:
            return exit_[source] if passes else None
        reach = search(self.ready, source, target, fence=fence)
        if reach.mark[target] != FRESH:
            return reach.distance[target]
        return exit_[source] if passes else None
