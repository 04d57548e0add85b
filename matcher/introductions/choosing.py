"""Which moment to meet: what may be offered, and the first one that suits everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum

from matcher.inforce import NETHERLANDS
from matcher.words import MeetingPlace, Side

EARLIEST, LATEST = time(8), time(21)  # a meeting lies between these, in the Netherlands
SHORTEST, LONGEST = 15, 240  # minutes
MOST_OPEN = 12  # moments that can stand open at once
AHEAD = timedelta(hours=2)  # nobody can be called together within this


@dataclass(frozen=True)
class Offer:
    """A moment that somebody offers; ``starts_at`` is aware."""

    starts_at: datetime
    minutes: int
    place: MeetingPlace

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Standing:
    """A moment on offer, and who said that it suits them or not."""

    key: int
    starts_at: datetime
    answers: Mapping[Side, bool] = field(default_factory=dict)


class MomentProblem(StrEnum):
    """Why a moment cannot be offered."""

    NONE_GIVEN = "none_given"
    TOO_SOON = "too_soon"
    TOO_LATE = "too_late"
    AT_NIGHT = "at_night"
    LENGTH = "length"
    TWICE = "twice"
    TOO_MANY = "too_many"


def problems(
    offers: Sequence[Offer], known: Collection[datetime], moment: datetime, within_days: int
) -> tuple[MomentProblem, ...]:
    """Return why these moments cannot be offered now, each reason once, in the order of the list.

    ``known``: the moments that stand open already. ``within_days``: how far ahead one may lie.
    """
    found = set()
    if not offers:
        found.add(MomentProblem.NONE_GIVEN)
    starts = [offer.starts_at for offer in offers]
    if len(set(starts)) < len(starts) or set(starts) & set(known):
        found.add(MomentProblem.TWICE)
    if len(starts) + len(known) > MOST_OPEN:
        found.add(MomentProblem.TOO_MANY)
    for offer in offers:
        found |= _problems_of(offer, moment, within_days)
    return tuple(problem for problem in MomentProblem if problem in found)


def _problems_of(offer: Offer, moment: datetime, within_days: int) -> set[MomentProblem]:
    found = set()
    if offer.starts_at < moment + AHEAD:
        found.add(MomentProblem.TOO_SOON)
    if offer.starts_at > moment + timedelta(days=within_days):
        found.add(MomentProblem.TOO_LATE)
    if not EARLIEST <= offer.starts_at.astimezone(NETHERLANDS).time() <= LATEST:
        found.add(MomentProblem.AT_NIGHT)
    if not SHORTEST <= offer.minutes <= LONGEST:
        found.add(MomentProblem.LENGTH)
    return found


def first_that_suits(
    moments: Iterable[Standing], sides: Collection[Side], present: datetime
) -> Standing | None:
    """Return the earliest moment to come that every one of ``sides`` said yes to, or None."""
    for one in sorted(moments, key=lambda one: (one.starts_at, one.key)):
        if one.starts_at > present and all(one.answers.get(side) for side in sides):
            return one
    return None


def none_can_suit(moments: Iterable[Standing], sides: Collection[Side], present: datetime) -> bool:
    """Say whether no moment on offer can still suit everybody: new ones have to be offered."""
    return not any(
        one.starts_at > present and all(one.answers.get(side, True) for side in sides)
        for one in moments
    )


def to_answer(moments: Iterable[Standing], side: Side, present: datetime) -> list[Standing]:
    """Return the moments to come on which this side has not said a word yet, earliest first."""
    waiting = [one for one in moments if one.starts_at > present and side not in one.answers]
    return sorted(waiting, key=lambda one: (one.starts_at, one.key))
