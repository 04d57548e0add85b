"""What a solver hands over, before it is made into a result."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.result import Certificate, Tier


@dataclass(frozen=True, eq=False)
class Solved:
    """``chosen``: positions in the problem's pairs, sorted, the fixed ones included; ``tiers``: the
    lottery last; ``prices``: the table of the first tier.
    """

    chosen: Ints
    tiers: tuple[Tier, ...]
    certificates: tuple[Certificate, ...]
    prices: pd.DataFrame
    method: str

    @property
    def status(self) -> str:
        return "optimal" if all(tier.is_proven for tier in self.tiers) else "feasible"


@dataclass(frozen=True)
class Outcome:
    """What is reached: ``status`` as of a result, how many are placed, and the tiers asked for."""

    status: str
    placed: int
    tiers: tuple[Tier, ...]
