"""What is asked of the optimiser besides the problem, and what it answers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from matcher.errors import InvalidProblem
from matcher.optimiser.columns import Ints
from matcher.optimiser.faults import Fault
from matcher.optimiser.thresholds import DEFAULTS, Thresholds

TIERS = ("nights", "priority", "fit")


@dataclass(frozen=True)
class Parameters:
    """``tiers``: what counts, most important first; the lottery always comes last.

    ``guarantee``: no municipality places fewer of its own youths than it could in its own rooms
    alone. ``time_limit`` in seconds, looked at between the tiers (the first is always finished).
    ``seed`` draws the lots of youths without a lottery number (or with the same one).
    ``backups``: ranked back-ups per room. ``thresholds``: when fairness warns. Raises
    ``InvalidProblem`` when a value is out of range.
    """

    tiers: tuple[str, ...] = TIERS
    guarantee: bool = False
    time_limit: float | None = None
    seed: int = 0
    backups: int = 3
    thresholds: Thresholds = DEFAULTS

    def __post_init__(self) -> None:
        object.__setattr__(self, "tiers", tuple(self.tiers))
        wrong = []
        unknown = [tier for tier in self.tiers if tier not in TIERS]
        if not self.tiers or unknown or len(set(self.tiers)) < len(self.tiers):
            shown = ",".join(self.tiers)
            wrong.append(
                Fault(
                    f"tiers {shown!r}", 0, "", "", f"name each of {', '.join(TIERS)} at most once"
                )
            )
        if self.time_limit is not None and not (
            math.isfinite(self.time_limit) and self.time_limit > 0
        ):
            wrong.append(Fault("time limit", 0, "", "", "must be a number of seconds above 0"))
        if self.backups < 0:
            wrong.append(Fault("backups", 0, "", "", "must be 0 or more"))
        if self.seed < 0:
            wrong.append(Fault("seed", 0, "", "", "must be 0 or more"))
        if wrong:
            raise InvalidProblem(wrong)


@dataclass(frozen=True)
class Tier:
    """The value reached in a tier and a proven bound on it, given the values of the tiers before.

    A bound is an upper one for nights, priority and fit, a lower one for the lottery. ``proof``:
    ``prices`` when the bound follows from the prices alone, ``search`` when a search tree has cut
    off what the prices leave open (only with side limits).
    """

    name: str
    value: int
    bound: int
    proof: str = "prices"

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True, eq=False)
class Certificate:
    """Prices that prove the bound of one tier, to be checked without the solver.

    ``room``: int64 per room of the problem, ``group``: int64 per limited municipality in the order
    of ``Groups.key``. Negative only where an earlier tier has proven that the room is full, or the
    limit reached. The youths' prices follow from them.

    With side limits: ``side``, per row of ``side.rows.Rows``, and ``earlier``, a multiplier per tier
    before this one; all prices are on ``scale``, none but those of ``group`` is negative.
    """

    tier: str
    room: Ints
    group: Ints
    side: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    earlier: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    scale: int = 1


@dataclass(frozen=True)
class Share:
    """Own youths placed: in own rooms alone, and in the shared round."""

    alone: int
    shared: int


@dataclass(frozen=True)
class FairnessWarning:
    """A group of youths that is clearly worse off than the others of the same trait.

    ``code``: ``without_room`` (fewer of them have any eligible room), ``passed_over`` (of those
    with one, fewer are placed) or ``by_priority`` (the same, and it is the order of the tiers that
    asks for it). ``number`` of ``out_of`` youths; shares 0–1; ``chance`` that blind luck gives so
    few; ``cause`` and ``because``: what decided for most who are not placed, and for how many.
    """

    code: str
    trait: str
    value: str
    number: int
    out_of: int
    share: float
    share_of_others: float
    chance: float
    cause: str
    because: int


@dataclass(frozen=True, eq=False)
class Result:
    """The answer to a problem. Infeasible is a status, with the limits that clash by name.

    Frames: ``assignments`` (youth, room, nights, fit), ``backups`` (room, rank, youth, nights,
    fit), ``unmatched`` (kind, key, reason), ``prices`` (kind, key, price: change of the first
    tier's value per unit more of it), ``fairness`` (see `matcher.optimiser.fairness`, as are
    ``passed_over`` and ``warnings``), ``lots`` (youth, number, draw, rank in the lottery), ``duals``
    (kind, key, and the prices of every tier).
    """

    status: str
    assignments: pd.DataFrame
    backups: pd.DataFrame
    unmatched: pd.DataFrame
    prices: pd.DataFrame
    tiers: tuple[Tier, ...]
    lottery: Tier | None
    guarantee: Mapping[str, Share]
    seconds: Mapping[str, float]
    method: str
    seed: int
    versions: Mapping[str, str]
    guarantee_cost: int | None = None
    guarantee_costs: Mapping[str, int] | None = None
    clash: tuple[str, ...] = ()
    certificates: tuple[Certificate, ...] = field(default=(), repr=False)
    fairness: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    passed_over: Mapping[str, int] = field(default_factory=dict)
    warnings: tuple[FairnessWarning, ...] = ()
    lots: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    duals: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @property
    def placed(self) -> int:
        return len(self.assignments)

    def table(self, name: str) -> pd.DataFrame:
        """The table that a file of the result holds."""
        found = self.lots if name == "lottery" else getattr(self, name)
        assert isinstance(found, pd.DataFrame)
        return found
