"""Which obstacles stop a round, as SQL: the snapshot of a round and the pages ask the same.

Each obstacle of the database that has the effect 'stops' is one condition here, by its code. The
snapshot takes who has none; a page asks which ones hold. So they cannot disagree.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from matcher.consents.rules import TO_KEEP, TO_MATCH
from matcher.database.cases import Consent, YouthException
from matcher.database.hosting import HouseholdCircumstances
from matcher.database.hosts import Household
from matcher.database.placements import Placement
from matcher.database.visits import HouseholdDocument
from matcher.database.youths import NeedProfile, Youth
from matcher.documents.rules import CONSENT_FOR
from matcher.placements.service import occupies
from matcher.readiness.leaving import looks_further
from matcher.words import DocumentKind, DocumentState, HouseholdStatus, YouthStatus

Conditions = dict[str, ColumnElement[bool]]


def youth_stops(today: date) -> Conditions:
    """Return code → condition on ``Youth``, for each obstacle that keeps a youth out of a round."""
    lives = select(Placement.id).where(Placement.youth_id == Youth.id, occupies(today, None))
    undecided = select(YouthException.id).where(
        YouthException.youth_id == Youth.id, YouthException.decided_at.is_(None)
    )
    needs = select(NeedProfile.youth_id).where(NeedProfile.youth_id == Youth.id)
    return {
        "youth_registered": Youth.status == YouthStatus.REGISTERED,
        "youth_placed": (Youth.status == YouthStatus.PLACED) & ~looks_further(),
        "youth_withdrawn": Youth.status == YouthStatus.WITHDRAWN,
        "lives_somewhere": (Youth.status != YouthStatus.PLACED) & _exists(lives, Youth),
        "consent_withdrawn": or_(
            *(_withdrawn(Consent.youth_id == Youth.id, purpose, Youth) for purpose in TO_MATCH)
        ),
        "exception_open": _exists(undecided, Youth),
        "needs_missing": ~_exists(needs, Youth),
    }


def household_stops(today: date) -> Conditions:
    """Return code → condition on ``Household``, for each obstacle that stops its rooms."""
    by_status = {
        f"host_{status.value}": Household.status == status
        for status in HouseholdStatus
        if status != HouseholdStatus.APPROVED
    }
    return by_status | {
        "host_consent_withdrawn": _withdrawn(
            Consent.household_id == Household.id, TO_KEEP, Household
        ),
        "document_expired": _expired(today),
    }


def youth_takes_part(today: date) -> ColumnElement[bool]:
    """Return the condition that no obstacle keeps the youth out of a round."""
    return _none_of(youth_stops(today))


def household_takes_part(today: date) -> ColumnElement[bool]:
    """Return the condition that no obstacle of the household keeps its rooms out of a round."""
    return _none_of(household_stops(today))


def _none_of(conditions: Conditions) -> ColumnElement[bool]:
    # One AND of NOTs and not NOT(OR): databases make anti-joins of it.
    return and_(*(~condition for condition in conditions.values()))


def _exists(query: Any, outer: Any) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = query.correlate(outer).exists()
    return condition


def _withdrawn(whose: ColumnElement[bool], purpose: Any, outer: Any) -> ColumnElement[bool]:
    """Return the condition that a consent was taken back and not given again since."""
    asked = select(Consent.id).where(whose, Consent.purpose == purpose)
    taken_back = asked.where(Consent.withdrawn_at.is_not(None))
    in_force = asked.where(Consent.withdrawn_at.is_(None))
    return _exists(taken_back, outer) & ~_exists(in_force, outer)


def _expired(today: date) -> ColumnElement[bool]:
    """Return the condition that a paper which the household must have no longer holds.

    A consent counts only while the home is held in the way that asks for it.
    """
    demanded = [HouseholdDocument.kind == DocumentKind.VOG]
    for kind in sorted(set(CONSENT_FOR.values())):
        asking = [held for held, consent in CONSENT_FOR.items() if consent == kind]
        demanded.append(
            and_(HouseholdDocument.kind == kind, HouseholdCircumstances.tenure.in_(asking))
        )
    expired = (
        select(HouseholdDocument.id)
        .outerjoin(
            HouseholdCircumstances,
            HouseholdCircumstances.household_id == HouseholdDocument.household_id,
        )
        .where(
            HouseholdDocument.household_id == Household.id,
            HouseholdDocument.state == DocumentState.SEEN,
            HouseholdDocument.expires_on < today,
            or_(*demanded),
        )
    )
    return _exists(expired, Household)
