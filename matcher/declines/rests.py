"""Pairs that rest after a 'no': how a rest begins, what ends it, and what is told afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM, Actor, record
from matcher.database.declines import PairRest
from matcher.database.leaving import Ending
from matcher.declines.facts import Pair, facts_of
from matcher.declines.rules import Facts, changed, kept, rest_until
from matcher.declines.table import By
from matcher.policy import Policy
from matcher.words import DeclineReason, EndingReason, EndingStatus

FEW = 500
CHANGED, RESTED = "again_changed", "again_rested"
BY_HAND = "by_hand"


@dataclass(frozen=True, kw_only=True)
class No:
    """Somebody said 'no' to a pair. ``by``: who, or the clock. One of the two ids says to what.

    ``taught``: the code that the suggestions keep, when it is that of an ending.
    """

    youth_id: int
    room_id: int
    reason: DeclineReason
    by: By
    proposal_id: int | None = None
    placement_id: int | None = None
    distance_km: float | None = None
    taught: str = ""
    #: The end of a stay is told twice: when it becomes known, and on the day itself.
    is_told_again: bool = False

    @property
    def pair(self) -> Pair:
        return self.youth_id, self.room_id


@dataclass(frozen=True)
class Apart:
    """A rest that runs. ``ended``: why the stay ended, when it followed from a stay."""

    rest: PairRest
    ended: EndingReason | None


def is_resting(today: date) -> ColumnElement[bool]:
    """Return the condition that a rest keeps its pair out of rounds and back-ups."""
    return PairRest.lifted_on.is_(None) & or_(
        PairRest.until_on.is_(None), PairRest.until_on > today
    )


def begin(
    session: Session, actor: Actor, no: No, facts: Facts, today: date, policy: Policy
) -> PairRest:
    """Let the pair of a 'no' rest, as long as the policy says. Rests of other 'no's run on."""
    before = _latest_of(session, no)
    if before is not None and (before.lifted_on is None or _is_settled(before, no)):
        return before
    after = policy.after
    until = rest_until(no.reason, today, after.pair_rest_days, after.pair_rest_short_days)
    made = PairRest(
        youth_id=no.youth_id,
        room_id=no.room_id,
        proposal_id=no.proposal_id,
        placement_id=None if no.proposal_id is not None else no.placement_id,
        reason=no.reason,
        from_on=today,
        until_on=until,
        facts=kept(facts, no.reason),
    )
    keep(session, actor, made)
    return made


def keep(session: Session, actor: Actor, made: PairRest) -> None:
    """Store a rest that begins, whoever decided on it, and write it to the audit."""
    session.add(made)
    session.flush()
    record(
        session, actor, "rest.begin", made.id, youth=made.youth_id, room=made.room_id,
        reason=made.reason.value, until_on=made.until_on and made.until_on.isoformat(),
    )  # fmt: skip


def _latest_of(session: Session, no: No) -> PairRest | None:
    """Return the last rest that began with this 'no'."""
    query = select(PairRest).where(belongs_to(no.proposal_id, no.placement_id))
    return session.scalars(query.order_by(PairRest.id.desc()).limit(1)).first()


def _is_settled(before: PairRest, no: No) -> bool:
    """Say whether a 'no' that is told again was dealt with: something or somebody ended its rest."""
    return no.is_told_again and bool(before.lifted_because)


def belongs_to(proposal_id: int | None, placement_id: int | None) -> ColumnElement[bool]:
    """Return the condition that a rest began with the 'no' to a proposal, or else with a stay."""
    if proposal_id is not None:
        return PairRest.proposal_id == proposal_id
    return PairRest.placement_id == placement_id


def open_rest(
    session: Session, proposal_id: int | None, placement_id: int | None
) -> PairRest | None:
    """Return the rest of a 'no' that nothing has ended yet; its date may have passed."""
    is_this = belongs_to(proposal_id, placement_id) & PairRest.lifted_on.is_(None)
    return session.scalar(select(PairRest).where(is_this))


def running(session: Session, youth_id: int, room_id: int, today: date) -> list[Apart]:
    """Return what keeps the two apart today, the rest that ends last first. One query."""
    is_pair = (PairRest.youth_id == youth_id) & (PairRest.room_id == room_id)
    ended = (Ending.placement_id == PairRest.placement_id) & (
        Ending.status != EndingStatus.WITHDRAWN
    )
    query = (
        select(PairRest, Ending.reason)
        .outerjoin(Ending, ended)
        .where(is_pair, is_resting(today))
        .order_by(PairRest.until_on.is_(None).desc(), PairRest.until_on.desc(), PairRest.id.desc())
    )
    return [Apart(rest, reason) for rest, reason in session.execute(query)]


def lift(
    session: Session, actor: Actor, rest: PairRest, today: date, because: Collection[str] = ()
) -> None:
    """End a rest. ``because``: the facts that changed, or BY_HAND; none when its time is over."""
    rest.lifted_on = today
    rest.lifted_because = list(because)
    session.flush()
    record(
        session, actor, "rest.lift", rest.id, youth=rest.youth_id, room=rest.room_id,
        because=list(because),
    )  # fmt: skip


def lift_due(session: Session, today: date, *concerned: ColumnElement[bool]) -> int:
    """End every rest whose time is over or whose facts changed; return how many.

    ``concerned``: conditions that narrow it to some rests. Twice in a day changes nothing more.
    """
    query = select(PairRest).where(PairRest.lifted_on.is_(None), *concerned)
    rests = session.scalars(query.order_by(PairRest.id)).all()
    facts = facts_of(session, {(rest.youth_id, rest.room_id) for rest in rests})
    lifted = 0
    for rest in rests:
        now = facts.get((rest.youth_id, rest.room_id), {})
        because = changed(rest.facts, now, rest.reason)
        if because or (rest.until_on is not None and rest.until_on <= today):
            lift(session, PROGRAM, rest, today, because)
            lifted += 1
    return lifted


def coming_back(session: Session, pairs: Iterable[Pair], today: date) -> dict[Pair, dict[str, Any]]:
    """Return, for pairs that rested before, the reason that a new proposal gives in its
    explanation: which proposal it was, why not then, and what changed since."""
    wanted = set(pairs)
    # Of several rests the one that ended last brought the pair back.
    over_on = func.coalesce(PairRest.lifted_on, PairRest.until_on)
    query = select(PairRest).where(~is_resting(today)).order_by(over_on, PairRest.id)
    youths = {youth for youth, _ in wanted}
    if len(youths) <= FEW:
        query = query.where(PairRest.youth_id.in_(sorted(youths)))
    return {
        (rest.youth_id, rest.room_id): told_again(rest)
        for rest in session.scalars(query)
        if (rest.youth_id, rest.room_id) in wanted
    }


def told_again(rest: PairRest) -> dict[str, Any]:
    """Return an ended rest as a reason of an explanation; codes and numbers only."""
    return {
        "code": CHANGED if rest.lifted_because else RESTED,
        "number": rest.proposal_id or 0,
        "reason": rest.reason.value,
        "changed": list(rest.lifted_because),
    }
