"""How far the two agreements of a booking are, in one word."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from matcher.agreements.acknowledging import left_of
from matcher.agreements.versions import versions_of
from matcher.words import AgreementKind, AgreementStatus, SignParty

ORDER = (
    AgreementStatus.DRAFT,
    AgreementStatus.EXPLAINED,
    AgreementStatus.OFFERED,
    AgreementStatus.SIGNED,
)


@dataclass(frozen=True)
class Standing:
    """``status``: that of the one that is furthest behind; None: they were not filled in yet.

    ``still_to_hear``: who has not agreed to every house rule.
    """

    status: AgreementStatus | None = None
    still_to_hear: frozenset[SignParty] = frozenset()


def standing_of(session: Session, placement_id: int | None) -> Standing:
    """Return how far they are; a new version that is not signed yet counts."""
    if placement_id is None:
        return Standing()
    pair = versions_of(session, placement_id)
    both = [pair.latest(kind) for kind in AgreementKind]
    made = [one for one in both if one is not None]
    if len(made) < len(both):
        return Standing()
    rent = pair.coming(AgreementKind.RENT)
    left = left_of(rent) if rent is not None and rent.status == AgreementStatus.DRAFT else {}
    behind = min((one.status for one in made), key=ORDER.index)
    return Standing(behind, frozenset(party for party, points in left.items() if points))
