"""Which versions there are of the two agreements of a placement, and what a new one begins with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matcher import clock
from matcher.agreements.details import Details
from matcher.agreements.facts import Rule
from matcher.agreements.rules import DRAFT, EXPLAINED, OFFERED, SIGNED
from matcher.database.agreements import Agreement
from matcher.database.hosting import HouseRule, RoomTerms
from matcher.database.placements import Placement
from matcher.errors import NotFound
from matcher.policy import Policy
from matcher.words import AgreementKind

RENT, COACHING = AgreementKind
UNSIGNED = (DRAFT, EXPLAINED, OFFERED)


@dataclass(frozen=True)
class Pair:
    """The two agreements as they stand: per kind the one in force and the one under way.

    ``every``: all versions, newest first, also what was replaced.
    """

    every: tuple[Agreement, ...]

    def coming(self, kind: AgreementKind) -> Agreement | None:
        """Return the version that is not signed yet."""
        return self._first(kind, UNSIGNED)

    def signed(self, kind: AgreementKind) -> Agreement | None:
        """Return the version in force."""
        return self._first(kind, (SIGNED,))

    def latest(self, kind: AgreementKind) -> Agreement | None:
        """Return the version under way, or else the one in force."""
        return self.coming(kind) or self.signed(kind)

    def number_after(self, kind: AgreementKind) -> int:
        """Return the number of the next version."""
        return 1 + max((one.number for one in self.every if one.kind == kind), default=0)

    def _first(self, kind: AgreementKind, statuses: Iterable[str]) -> Agreement | None:
        wanted = tuple(statuses)
        return next((one for one in self.every if one.kind == kind and one.status in wanted), None)


def versions_of(session: Session, placement_id: int) -> Pair:
    """Return all versions of both agreements, with their rules and who agreed to which."""
    query = (
        select(Agreement)
        .where(Agreement.placement_id == placement_id)
        .order_by(Agreement.kind.desc(), Agreement.number.desc())
        .options(selectinload(Agreement.rules), selectinload(Agreement.acknowledgements))
    )
    return Pair(tuple(session.scalars(query)))


def one(session: Session, agreement_id: int) -> Agreement:
    """Return an agreement.

    Raises:
        NotFound: there is none.
    """
    found = session.get(Agreement, agreement_id)
    if found is None:
        raise NotFound("agreement", agreement_id)
    return found


def rules_of(agreement: Agreement) -> tuple[Rule, ...]:
    return tuple(Rule(rule.kind, rule.text) for rule in agreement.rules)


def details_of(session: Session, placement: Placement, policy: Policy) -> Details:
    """Return what stands in the latest versions, or else what the room and the policy suggest."""
    pair = versions_of(session, placement.id)
    rent, coaching = pair.latest(RENT), pair.latest(COACHING)
    if rent is None or coaching is None:
        return _suggested(session, placement, policy)
    return Details(
        starts_on=rent.starts_on,
        ends_on=rent.ends_on,
        rent_cents=rent.rent_cents or 0,
        service_cents=rent.service_cents or 0,
        deposit_cents=rent.deposit_cents or 0,
        notice_days_youth=rent.notice_days_youth,
        notice_days_host=rent.notice_days_host,
        legal_ground=rent.legal_ground,
        rules=rules_of(rent),
        ground_note=rent.terms.get("ground_note", ""),
        breach=rent.breach,
        guidance=coaching.terms.get("guidance", ""),
        contact=coaching.terms.get("contact", ""),
        reason=rent.reason if pair.coming(RENT) is not None else "",
    )


def _suggested(session: Session, placement: Placement, policy: Policy) -> Details:
    terms = session.get(RoomTerms, placement.room_id)
    rules = session.scalars(
        select(HouseRule)
        .where(HouseRule.household_id == placement.room.home.household_id)
        .order_by(HouseRule.position, HouseRule.id)
    )
    return Details(
        # After try-out nights, or a day that passed, the rent begins today at the earliest.
        starts_on=max(placement.starts_on, clock.today()),
        ends_on=placement.ends_on,
        rent_cents=placement.room.rent_cents,
        service_cents=terms.service_cents if terms else 0,
        deposit_cents=(terms.deposit_cents or 0) if terms else 0,
        notice_days_youth=policy.after.notice_days_youth,
        notice_days_host=policy.after.notice_days_host,
        legal_ground=None,
        rules=tuple(Rule(rule.kind, rule.text) for rule in rules),
    )
