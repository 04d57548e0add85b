"""Which papers a household needs, until when they hold, and what is missing today."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from matcher.words import DocumentKind, DocumentState, Tenure, Word

#: Whose consent the way of holding the home asks for. Who owns without a mortgage asks nobody.
CONSENT_FOR: Mapping[Tenure, DocumentKind] = {
    Tenure.RENTED_SOCIAL: DocumentKind.LANDLORD_CONSENT,
    Tenure.RENTED_PRIVATE: DocumentKind.LANDLORD_CONSENT,
    Tenure.MORTGAGED: DocumentKind.LENDER_CONSENT,
}

#: Neighbours are informed 'where wise' (Kamers met Kansen) and references help to decide: both are
#: on the list of what to ask, and neither holds an approval up.
ADVISED = (DocumentKind.REFERENCE, DocumentKind.NEIGHBOURS_INFORMED)


class Standing(Word):
    """How a paper stands today."""

    VALID = "valid", "geldig", "valid"
    EXPIRES_SOON = "expires_soon", "verloopt binnenkort", "expires soon"
    EXPIRED = "expired", "verlopen", "expired"
    WAITING = "waiting", "nog niet binnen", "not in yet"
    NOT_NEEDED = "not_needed", "niet nodig", "not needed"
    REFUSED = "refused", "niet gekregen", "not given"
    ABSENT = "absent", "niet vastgelegd", "not recorded"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """``person``: for whom a VOG or by whom a reference. ``expires_on``: the last day it holds."""

    kind: DocumentKind
    state: DocumentState
    person: str = ""
    expires_on: date | None = None


@dataclass(frozen=True)
class Missing:
    """A paper that is demanded and does not stand, and why not."""

    kind: DocumentKind
    standing: Standing
    person: str = ""


def standing(paper: Paper, today: date, remind_days: int = 0) -> Standing:
    """Return how ``paper`` stands; ``remind_days`` ahead of its last day it 'expires soon'."""
    if paper.state == DocumentState.NOT_NEEDED:
        return Standing.NOT_NEEDED
    if paper.state == DocumentState.REFUSED:
        return Standing.REFUSED
    if paper.state != DocumentState.SEEN:
        return Standing.WAITING
    if paper.expires_on is None or paper.expires_on > today + timedelta(days=remind_days):
        return Standing.VALID
    return Standing.EXPIRED if paper.expires_on < today else Standing.EXPIRES_SOON


def demanded(tenure: Tenure | None) -> tuple[DocumentKind, ...]:
    """Return the papers without which a household is not approved. ``tenure`` None: not told."""
    consent = CONSENT_FOR.get(tenure) if tenure is not None else None
    return (DocumentKind.VOG, *([consent] if consent else []))


def missing(papers: Iterable[Paper], tenure: Tenure | None, today: date) -> list[Missing]:
    """Return what stands in the way of approving, in the order of `demanded`.

    Every paper of a demanded kind must stand: with two adults in the home, one expired VOG is
    missing even when the other holds.
    """
    there = list(papers)
    found: list[Missing] = []
    for kind in demanded(tenure):
        mine = [paper for paper in there if paper.kind == kind]
        if not mine:
            found.append(Missing(kind, Standing.ABSENT))
        for paper in mine:
            how = standing(paper, today)
            if how not in (Standing.VALID, Standing.EXPIRES_SOON, Standing.NOT_NEEDED):
                found.append(Missing(kind, how, paper.person))
    return found


def last_day(issued_on: date, months: int) -> date:
    """Return the last day on which a paper of ``issued_on`` holds, ``months`` calendar months on."""
    years, month = divmod(issued_on.month - 1 + months, 12)
    year, month = issued_on.year + years, month + 1
    return date(year, month, min(issued_on.day, calendar.monthrange(year, month)[1]))
