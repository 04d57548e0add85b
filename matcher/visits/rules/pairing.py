"""Which two people visit a home: what stands in the way of a pair, and which pairs go first.

A pair of two organisations sees more than one does (Kolenkit: the assigned worker together with
somebody of another organisation; Leeuwarden: a first talk always by two). Where two organisations
are not to be had, a person may choose otherwise and says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

from matcher.words import Word

FAR_KM = 50.0
"""Stands for a distance that nobody knows: after everybody whose way is known to be shorter."""

MOST_COMPARED = 40
"""Of more visitors only the nearest are compared: all pairs of these are 780."""


class Objection(Word):
    """What speaks against a pair. `HARD` cannot be set aside; the others need a reason."""

    TWICE_THE_SAME = "twice_the_same", "twee keer dezelfde persoon", "the same person twice"
    BUSY = "busy", "is op dat moment al op bezoek", "is on another visit at that time"
    NOBODY_TRAINED = (
        "nobody_trained",
        "geen van beiden is getraind voor huisbezoeken",
        "neither is trained for home visits",
    )
    ONE_ORGANISATION = (
        "one_organisation",
        "beiden van dezelfde organisatie",
        "both of the same organisation",
    )
    ONE_UNTRAINED = "one_untrained", "een van beiden is niet getraind", "one of them is not trained"
    NO_SHARED_LANGUAGE = (
        "no_shared_language",
        "geen van beiden spreekt een taal van dit gezin",
        "neither speaks a language of this household",
    )
    NO_CAPACITY = "no_capacity", "die week geen ruimte meer", "no capacity left that week"
    NOBODY_DECIDES = (
        "nobody_decides",
        "dan blijft er niemand over om te beslissen",
        "then nobody is left to decide",
    )


HARD = frozenset({Objection.TWICE_THE_SAME, Objection.BUSY, Objection.NOBODY_TRAINED})


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who makes visits, seen from one home at one moment.

    ``organisation``: its name; '' is the coordination team. ``left``: visits still possible in
    that week. ``distance_km`` from the own base, ``nearby_km`` from another visit of that person
    on the same day; None: not known, or there is none. ``was_here``: visited this home before.
    ``shared_languages``: ISO codes of the languages that this person and the household speak.
    """

    account_id: int
    name: str
    organisation: str
    trained_on: date | None
    left: int
    distance_km: float | None = None
    nearby_km: float | None = None
    is_busy: bool = False
    was_here: bool = False
    shared_languages: tuple[str, ...] = ("nl",)

    @property
    def more_languages(self) -> tuple[str, ...]:
        """Return those besides Dutch, which every visitor is taken to work in."""
        return tuple(code for code in self.shared_languages if code != "nl")

    @property
    def way_km(self) -> float:
        known = [km for km in (self.distance_km, self.nearby_km) if km is not None]
        return min(known, default=FAR_KM)


@dataclass(frozen=True)
class Pair:
    """Two candidates, by account number, with what speaks against them."""

    first: Candidate
    second: Candidate
    objections: tuple[Objection, ...]

    @property
    def both(self) -> tuple[Candidate, Candidate]:
        return self.first, self.second

    @property
    def account_ids(self) -> tuple[int, int]:
        return self.first.account_id, self.second.account_id

    @property
    def way_km(self) -> float:
        return self.first.way_km + self.second.way_km

    @property
    def is_possible(self) -> bool:
        return HARD.isdisjoint(self.objections)


def pair_of(
    first: Candidate, second: Candidate, on: date, deciders: Collection[int] | None = None
) -> Pair:
    """Return the pair with everything that speaks against it, hard objections first.

    ``deciders``: accounts that may decide on the visit afterwards; None leaves that out.
    """
    low, high = sorted((first, second), key=lambda c: c.account_id)
    untrained = [c for c in (low, high) if c.trained_on is None or c.trained_on > on]
    found = {
        Objection.TWICE_THE_SAME: low.account_id == high.account_id,
        Objection.BUSY: low.is_busy or high.is_busy,
        Objection.NOBODY_TRAINED: len(untrained) == 2,
        Objection.ONE_ORGANISATION: low.organisation == high.organisation,
        Objection.ONE_UNTRAINED: len(untrained) == 1,
        Objection.NO_SHARED_LANGUAGE: not (low.shared_languages or high.shared_languages),
        Objection.NO_CAPACITY: low.left < 1 or high.left < 1,
        Objection.NOBODY_DECIDES: deciders is not None
        and not set(deciders) - {low.account_id, high.account_id},
    }
    return Pair(low, high, tuple(code for code, holds in found.items() if holds))


def suggest(
    candidates: Iterable[Candidate], on: date, deciders: Collection[int], most: int = 5
) -> list[Pair]:
    """Return the best pairs that are possible, at most ``most``.

    First those with the fewest objections, then who was here before (trust grows with the same
    faces), then who speaks a language of the household besides Dutch, then the shortest way, then
    the most room in the week; names settle what is equal.
    """
    nearest = sorted(candidates, key=lambda c: (c.way_km, c.name, c.account_id))[:MOST_COMPARED]
    pairs = [pair_of(a, b, on, deciders) for a, b in combinations(nearest, 2)]
    return sorted((pair for pair in pairs if pair.is_possible), key=_rank)[:most]


def _rank(pair: Pair) -> tuple[object, ...]:
    return (
        len(pair.objections),
        -sum(c.was_here for c in pair.both),
        not any(c.more_languages for c in pair.both),
        round(pair.way_km, 1),
        -min(c.left for c in pair.both),
        sorted(c.name for c in pair.both),
        pair.account_ids,
    )


def overlaps(starts_at: datetime, minutes: int, others: Sequence[tuple[datetime, int]]) -> bool:
    """Say whether a visit of ``minutes`` falls in the time of another one (start, minutes)."""
    ends_at = starts_at + timedelta(minutes=minutes)
    return any(
        starts_at < start + timedelta(minutes=length) and start < ends_at
        for start, length in others
    )


def week_of(day: date) -> tuple[date, date]:
    """Return Monday of the week of ``day``, and the Monday after it."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=7)
