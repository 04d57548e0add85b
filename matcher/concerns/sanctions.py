"""Steps along the agreed house rules, in order, each naming the rule that was broken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.careteam.people import locked_placement
from matcher.concerns.rules import sanctions_possible
from matcher.database.agreements import Agreement, AgreementRule
from matcher.database.concerns import Concern, Sanction
from matcher.errors import MatcherError, StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.words import (
    AgreementStatus,
    ConcernStatus,
    PlacementStatus,
    SanctionStep,
    Seriousness,
)


class SanctionRefused(MatcherError):
    """``problem``: 'order' (not the next agreed step), 'rule' (not one of the signed agreement),
    'day' (a day to come), 'text' (the youth is told nothing) or 'concern' (of another stay)."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"this step along the agreed rules is not possible: {problem}")
        self.problem = problem


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A step: which, about which agreed rule (its position), told when and how."""

    step: SanctionStep
    told_on: date
    text: str
    rule_position: int | None
    concern_id: int | None = None


def steps_taken(session: Session, placement_id: int) -> Sequence[Sanction]:
    query = select(Sanction).where(Sanction.placement_id == placement_id)
    return session.scalars(query.order_by(Sanction.told_on, Sanction.id)).all()


def steps_because_of(session: Session, concern_id: int) -> Sequence[Sanction]:
    query = select(Sanction).where(Sanction.concern_id == concern_id)
    return session.scalars(query.order_by(Sanction.told_on, Sanction.id)).all()


def agreed_rules(session: Session, placement_id: int) -> Sequence[AgreementRule]:
    """Return the house rules of the signed agreements, as they were signed."""
    query = (
        select(AgreementRule)
        .join(Agreement, Agreement.id == AgreementRule.agreement_id)
        .where(Agreement.placement_id == placement_id, Agreement.status == AgreementStatus.SIGNED)
        .order_by(AgreementRule.position, Agreement.kind)
    )
    by_position: dict[int, AgreementRule] = {}
    for rule in session.scalars(query):
        by_position.setdefault(rule.position, rule)
    return list(by_position.values())


def texts_of_rules(session: Session, placement_id: int) -> dict[int, str]:
    """Return what the signed rules say, by position."""
    return {one.position: one.text for one in agreed_rules(session, placement_id)}


def possible_now(session: Session, placement_id: int) -> tuple[SanctionStep, ...]:
    """Return which steps can come next; an open emergency leaves no time for the order."""
    told = [one.step for one in steps_taken(session, placement_id)]
    return sanctions_possible(told, is_emergency=_has_emergency(session, placement_id))


def take(session: Session, actor: Actor, placement_id: int, taken: Taken, today: date) -> Sanction:
    """Write down a step along the agreed rules.

    Raises:
        NotFound: no such placement. StepNotAllowed: nobody lives there.
        SanctionRefused: with what is wrong. TextRefused: it holds a citizen service number.
    """
    require_no_bsn("text", taken.text)
    placement = locked_placement(session, placement_id)
    if placement.status != PlacementStatus.ACTIVE:
        raise StepNotAllowed("placement", str(placement.status), "sanction")
    problem = _problem(session, placement_id, taken, today)
    if problem is not None:
        raise SanctionRefused(problem)
    sanction = Sanction(
        placement_id=placement_id,
        concern_id=taken.concern_id,
        rule_position=taken.rule_position,
        step=taken.step,
        told_on=taken.told_on,
        text=taken.text.strip(),
        by_id=actor.account_id,
    )
    session.add(sanction)
    session.flush()
    record(
        session, actor, "sanction.take", placement_id,
        step=taken.step.value, rule=taken.rule_position, told_on=taken.told_on.isoformat(),
    )  # fmt: skip
    return sanction


def _problem(session: Session, placement_id: int, taken: Taken, today: date) -> str | None:
    if taken.step not in possible_now(session, placement_id):
        return "order"
    known = {rule.position for rule in agreed_rules(session, placement_id)}
    if (taken.rule_position is None and known) or (
        taken.rule_position is not None and taken.rule_position not in known
    ):
        return "rule"
    if taken.told_on > today:
        return "day"
    if not taken.text.strip():
        return "text"
    if taken.concern_id is not None:
        concern = session.get(Concern, taken.concern_id)
        if concern is None or concern.placement_id != placement_id:
            return "concern"
    return None


def _has_emergency(session: Session, placement_id: int) -> bool:
    query = select(Concern.id).where(
        Concern.placement_id == placement_id,
        Concern.seriousness == Seriousness.EMERGENCY,
        Concern.status != ConcernStatus.CLOSED,
    )
    return session.scalar(query.limit(1)) is not None
