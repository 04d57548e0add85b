"""Why not this room for this youth: every rule that fails, and the smallest changes together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from matcher.eligibility import frames
from matcher.eligibility.distance import UNREACHED
from matcher.eligibility.reasons import Reason, reasons_in
from matcher.eligibility.whatif.applying import applied
from matcher.eligibility.whatif.closeup import Closeup, one_youth
from matcher.eligibility.whatif.levers import LEVERS, Agrees, Lever
from matcher.policy import Policy

MOST_STEPS = 12
MOST_PLANS = 400

Row = Mapping[str, object] | pd.Series


@dataclass(frozen=True)
class Change:
    """``lever`` set to ``value``, which is ``amount`` away from what it is now."""

    lever: Lever
    value: float
    amount: float


@dataclass(frozen=True)
class PairAnswer:
    """A pair under the rules of ``today``.

    ``options``: per rule that fails the smallest changes that lift it, each alone (empty: nothing
    does); ``together``: the fewest changes that make the pair possible, tried on the rules, or
    None when no changes do; ``nights``: what the youth could live there now, and ``nights_then``
    after those changes.
    """

    reasons: tuple[Reason, ...]
    options: Mapping[Reason, tuple[Change, ...]]
    together: tuple[Change, ...] | None
    nights: int
    nights_then: int
    distance_km: float

    @property
    def is_eligible(self) -> bool:
        return not self.reasons

    @property
    def who_agrees(self) -> tuple[Agrees, ...]:
        """Return who has to agree with the changes together, each once."""
        found = dict.fromkeys(change.lever.agrees for change in self.together or ())
        return tuple(who for who in found if who is not Agrees.NOBODY)


def why_not(
    youth_row: Row,
    room_row: Row,
    places: pd.DataFrame,
    exclusions: pd.DataFrame | None = None,
    *,
    today: date,
    policy: Policy,
) -> PairAnswer:
    """Hold one youth against one room. Rows and frames as for ``explain_pair``."""
    pair = one_youth(
        frames.from_rows([dict(youth_row)], frames.YOUTHS),
        frames.from_rows([dict(room_row)], frames.ROOMS),
        places,
        exclusions,
        today=today,
        policy=policy,
    )
    return answer(pair)


def answer(pair: Closeup) -> PairAnswer:
    """Return the answer on a close-up of a single pair."""
    reasons = tuple(reasons_in(int(pair.mask()[0])))
    options = {reason: tuple(_options(pair, reason)) for reason in reasons}
    plan = _Plans(pair).best() if all(options.values()) else None
    then = pair
    for change in plan or ():
        then = applied(then, change.lever, change.value)
    metres = int(pair.metres[0])
    return PairAnswer(
        reasons=reasons,
        options=options,
        together=plan,
        nights=max(int(pair.nights()[0]), 0),
        nights_then=max(int(then.nights()[0]), 0),
        distance_km=float("nan") if metres == UNREACHED else metres / 1000.0,
    )


def _options(pair: Closeup, reason: Reason) -> list[Change]:
    """Return the smallest change of each lever that lifts ``reason``, hosts' first."""
    found = []
    for lever in LEVERS:
        if reason in lever.lifts:
            change = _smallest(pair, lever)
            if change and not int(applied(pair, lever, change.value).mask()[0]) & reason.mask:
                found.append(change)
    return found


def _smallest(pair: Closeup, lever: Lever) -> Change | None:
    value = float(lever.needed(pair)[0])
    if np.isnan(value):
        return None
    amount = abs(value - float(lever.current(pair)[0])) if lever.is_ordered else 0.0
    return Change(lever, value, amount)


class _Plans:
    """Tries levers one after another, depth first; a date can change an age, so each step is
    judged by the rules anew. Few rules fail at once, so few steps are tried."""

    def __init__(self, pair: Closeup) -> None:
        self._pair = pair
        self._tried = 0
        self._best: tuple[Change, ...] | None = None

    def best(self) -> tuple[Change, ...] | None:
        self._search(self._pair, ())
        return self._best

    def _search(self, pair: Closeup, done: tuple[Change, ...]) -> None:
        self._tried += 1
        if self._tried > MOST_PLANS or len(done) > MOST_STEPS:
            return
        if self._best is not None and _burden(done) >= _burden(self._best):
            return
        reasons = reasons_in(int(pair.mask()[0]))
        if not reasons:
            self._best = done
            return
        for change in _options(pair, _first(reasons)):
            if all(change.lever.column != earlier.lever.column for earlier in done):
                self._search(applied(pair, change.lever, change.value), (*done, change))


def _first(reasons: list[Reason]) -> Reason:
    """Dates before ages: the day of moving in decides how old somebody is then."""
    return Reason.NO_SHARED_DATES if Reason.NO_SHARED_DATES in reasons else reasons[0]


def _burden(plan: tuple[Change, ...]) -> tuple[int, int, int]:
    """Fewer changes, then fewer people who have to agree, then no exception to a rule."""
    parties = {change.lever.agrees for change in plan}
    exceptions = sum(change.lever.agrees is Agrees.COORDINATOR for change in plan)
    return len(plan), len(parties), exceptions
