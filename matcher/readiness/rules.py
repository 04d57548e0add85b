"""From facts to obstacles: what stands in the way of a host, a room or a youth, in order."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.documents.rules import Missing
from matcher.documents.rules import Standing as PaperStanding
from matcher.readiness.obstacles import OBSTACLES, Obstacle
from matcher.rounds.rules import Window, first_window, free_windows
from matcher.words import DocumentKind, HouseholdStatus, Role, VisitAdvice, VisitStatus

#: What a paper that is not there is called in the list of obstacles.
PAPERS = {
    DocumentKind.VOG: "vog",
    DocumentKind.LANDLORD_CONSENT: "landlord_consent",
    DocumentKind.LENDER_CONSENT: "lender_consent",
}
BEFORE_APPROVAL = (HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED)


@dataclass(frozen=True)
class Readiness:
    """What stands in the way, in the order in which people go about it."""

    obstacles: tuple[Obstacle, ...]

    @property
    def can_be_matched(self) -> bool:
        return not any(obstacle.keeps_out for obstacle in self.obstacles)

    @property
    def takes_part(self) -> bool:
        """Say whether a round of today looks at it, whatever its rules then say."""
        return not any(obstacle.effect == "stops" for obstacle in self.obstacles)

    @property
    def is_over(self) -> bool:
        return any(obstacle.is_over for obstacle in self.obstacles)

    @property
    def in_the_way(self) -> tuple[Obstacle, ...]:
        return tuple(obstacle for obstacle in self.obstacles if obstacle.keeps_out)

    @property
    def still_missing(self) -> tuple[Obstacle, ...]:
        return tuple(obstacle for obstacle in self.obstacles if not obstacle.keeps_out)

    @property
    def turns(self) -> tuple[Obstacle, ...]:
        """Return the obstacles that somebody can take away now."""
        if self.is_over:
            return ()
        open_ = tuple(obstacle for obstacle in self.obstacles if not obstacle.is_waiting)
        return tuple(obstacle for obstacle in open_ if not obstacle.is_last) or open_


def youth_readiness(
    stops: Collection[str], gaps: Collection[str], *, has_place: bool, has_referrer: bool
) -> Readiness:
    """Return what stands in the way of a youth.

    Args:
        stops: codes of `conditions.youth_stops` that hold.
        gaps: codes of what the dossier lacks before the youth can be made ready.
        has_place: a place that matters (and is not to be avoided) is known.
        has_referrer: a care organisation helps; otherwise its turns are the coordinator's.
    """
    codes = {*stops, *(gap for gap in gaps if gap in OBSTACLES)}
    if not has_place:
        codes.add("place_missing")
    if "consent_withdrawn" in codes:
        codes -= {"consent_to_keep", "consent_to_share"}
    if "exception_open" in codes:
        codes.discard("age")  # it was asked for
    readiness = _readiness(codes)
    if has_referrer:
        return readiness
    return Readiness(
        tuple(
            replace(one, whose=Role.COORDINATOR) if one.whose == Role.REFERRER else one
            for one in readiness.obstacles
        )
    )


@dataclass(frozen=True)
class LastVisit:
    """The last home visit that was not called off; ``decision`` None: not decided."""

    status: VisitStatus
    decision: VisitAdvice | None = None


def host_readiness(
    stops: Collection[str],
    status: HouseholdStatus,
    visit: LastVisit | None,
    papers: Iterable[Missing],
    *,
    has_room: bool,
) -> Readiness:
    """Return what stands in the way of a household.

    Args:
        stops: codes of `conditions.household_stops` that hold.
        papers: what is demanded and does not stand today.
    """
    codes = set(stops)
    if not has_room:
        codes.add("room_missing")
    if (step := visit_missing(status, visit)) is not None:
        codes.add(step)
    for paper in papers:
        if paper.standing != PaperStanding.EXPIRED and paper.kind in PAPERS:
            codes.add(PAPERS[paper.kind])
    return _readiness(codes)


def visit_missing(status: HouseholdStatus, visit: LastVisit | None) -> str | None:
    """Return which part of the home visit is still to come, or None."""
    if status not in BEFORE_APPROVAL:
        return None
    if visit is None:
        return "visit_not_planned" if status == HouseholdStatus.SIGNED_UP else None
    if visit.status == VisitStatus.PLANNED:
        return "visit_not_held"
    if visit.status == VisitStatus.HELD:
        return "report_missing"
    if visit.status == VisitStatus.DECIDED:
        return "visit_not_planned"  # a second visit, or a registration that was opened again
    return None


def room_readiness(
    window: Window | None,
    why_no_window: str | None,
    *,
    host_takes_part: bool,
    rent_cents: int,
    legal_max_rent_cents: int | None,
    is_participating: bool,
) -> Readiness:
    """Return what stands in the way of a room.

    Args:
        window: what a round of today can offer.
        why_no_window: the code of why there is none.
        is_participating: the room's municipality has a contract when the window begins.
    """
    codes = set()
    if not host_takes_part:
        codes.add("host_not_ready")
    if window is None and why_no_window is not None:
        codes.add(why_no_window)
    if legal_max_rent_cents is None:
        codes.add("points_missing")
    elif rent_cents > legal_max_rent_cents:
        codes.add("rent_too_high")
    if window is not None and not is_participating:
        codes.add("municipality_not_participating")
    return _readiness(codes)


def offer(
    offered: Sequence[Window],
    taken: Sequence[Window],
    today: date,
    horizon_nights: int,
    minimum_nights: int,
) -> tuple[Window | None, str | None]:
    """Return the window that a round of ``today`` can offer, or else the code of why none."""
    left = free_windows(offered, taken)
    window = first_window(left, today, horizon_nights, minimum_nights)
    if window is not None:
        return window, None
    coming = [one for one in left if one.free_until is None or one.free_until > today]
    if any(_nights(one, today) >= max(minimum_nights, 1) for one in coming):
        return None, "room_later"
    if coming:
        return None, "room_too_short"
    still_offered = any(one.free_until is None or one.free_until > today for one in offered)
    return None, "room_taken" if still_offered else "room_not_offered"


def _nights(window: Window, today: date) -> float:
    if window.free_until is None:
        return math.inf
    return (window.free_until - max(window.free_from, today)).days


def _readiness(codes: Iterable[str]) -> Readiness:
    found = sorted((OBSTACLES[code] for code in codes), key=lambda obstacle: obstacle.order)
    over = [obstacle for obstacle in found if obstacle.is_over]
    return Readiness(tuple(over or found))
