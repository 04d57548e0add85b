"""Whether the pair of a proposal is still eligible, on the records as they are now."""

from __future__ import annotations

from datetime import date

import numpy as np
from sqlalchemy.orm import Session

from matcher.database.accounts import CareOrganisation
from matcher.database.places import Municipality
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.eligibility import Reason, find_pairs
from matcher.errors import NotEligible
from matcher.people.caseload import places_left
from matcher.policy import Policy
from matcher.rounds.offers import limits_left
from matcher.rounds.snapshot import Only, load_frames
from matcher.words import DeclineReason


def require_eligible(
    session: Session, proposal: Proposal, starts_on: date, today: date, policy: Policy
) -> None:
    """Do nothing when every hard rule holds and the dates still meet.

    Raises:
        NotEligible: with codes of `Reason`, or 'youth_not_ready' / 'room_gone' (`DeclineReason`)
            when one side takes no part any more.
    """
    session.flush()
    frames = load_frames(session, today, policy, Only(proposal.youth_id, proposal.room_id))
    gone = [
        str(reason)
        for side, reason in (
            (frames.youths, DeclineReason.YOUTH_NOT_READY),
            (frames.rooms, DeclineReason.ROOM_GONE),
        )
        if side.empty
    ]
    if gone:
        raise NotEligible(gone)
    found = find_pairs(
        frames.youths,
        frames.rooms,
        frames.places,
        frames.exclusions,
        today=today,
        policy=policy,
    )
    if found.pairs.empty:
        raise NotEligible(sorted(set(found.youth_reasons["reason"])))
    ready_on = frames.youths["ready_on"].iloc[0]
    free_from, free_until = frames.rooms[["free_from", "free_until"]].iloc[0]
    too_early = np.datetime64(starts_on) < max(ready_on, free_from)
    too_late = not _is_missing(free_until) and (
        proposal.ends_on is None or np.datetime64(proposal.ends_on) > free_until
    )
    if too_early or too_late:
        raise NotEligible([Reason.NO_SHARED_DATES.value])


def require_place_in_contract(
    session: Session, municipality: str, today: date, policy: Policy
) -> None:
    """Do nothing when the contract of the youth's municipality has a place left, or no limit.

    A round keeps to the limit, but it may have been lowered since, or filled by other bookings.
    The lock makes approvals of one municipality count one after the other.

    Raises:
        NotEligible: with 'limit contract GMxxxx', as a round names it.
    """
    if limits_left(session, today, policy, {municipality}).empty:
        return
    session.get(Municipality, municipality, with_for_update={"of": Municipality})
    if (limits_left(session, today, policy, {municipality})["limit"] < 1).any():
        raise NotEligible([f"limit contract {municipality}"])


def require_guidance(session: Session, youth: Youth, today: date) -> None:
    """Do nothing when the workers of the youth's organisation can guide one more, or have no cap.

    The lock makes approvals of one organisation count one after the other.

    Raises:
        NotEligible: with 'limit organisation CODE', as a round names it.
    """
    organisation = youth.organisation
    if organisation is None or organisation.code not in places_left(
        session, today, {organisation.code}
    ):
        return
    session.get(CareOrganisation, organisation.id, with_for_update={"of": CareOrganisation})
    if places_left(session, today, {organisation.code})[organisation.code] < 1:
        raise NotEligible([f"limit organisation {organisation.code}"])


def _is_missing(moment: object) -> bool:
    return moment != moment
