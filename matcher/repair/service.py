"""Make open proposals of what came free, each looked at again at that moment.

Locks are taken in one order everywhere: rooms, youths, municipalities, proposals, each by key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM, Actor, record
from matcher.database.hosts import Room
from matcher.database.places import Municipality
from matcher.database.rounds import Proposal
from matcher.database.youths import Youth
from matcher.declines.rests import coming_back
from matcher.errors import AlreadyTaken, MatcherError, NotFound, StepNotAllowed
from matcher.inforce import today_in_the_netherlands
from matcher.policy import Policy
from matcher.proposals.rules import LAPSE, REPAIRED, STEPS
from matcher.repair.backups import Kept, side_of
from matcher.repair.check import Check
from matcher.repair.rules import Pair, Wanted
from matcher.repair.standing import OpenProposal, Standing, standing
from matcher.transition import take_step
from matcher.words import ProposalOrigin, ProposalStatus


@dataclass(frozen=True)
class Skipped:
    """A pair that was not proposed, and why: `AlreadyTaken` or `NotEligible`."""

    wanted: Wanted
    why: MatcherError


@dataclass
class Proposed:
    """What came of proposing pairs: new proposals, and pairs that changed meanwhile."""

    proposals: list[Proposal] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def propose_instead(
    session: Session,
    actor: Actor,
    proposal_id: int,
    wanted: Wanted,
    *,
    today: date | None = None,
    policy: Policy | None = None,
) -> Proposal:
    """Propose a back-up in the place of a proposal that came to nothing.

    One side of ``wanted`` is that of the proposal. All other open proposals stay.

    Raises:
        NotFound: there is no such proposal, room or youth.
        StepNotAllowed: the proposal is still open, or approved; or ``wanted`` shares no side.
        AlreadyTaken: the room or the youth is booked, or in another open proposal, by now.
        NotEligible: a hard rule is broken by now, a side takes no part any more, or the contract
            has no place left.
        NoRoundYet: no round has been done.
    """
    replaced = session.get(Proposal, proposal_id)
    if replaced is None:
        raise NotFound("proposal", proposal_id)
    came_to_nothing = replaced.status in (ProposalStatus.DECLINED, ProposalStatus.LAPSED)
    if not came_to_nothing or not _shares_a_side(replaced, wanted):
        raise StepNotAllowed("proposal", str(replaced.status), "propose_instead")
    where = standing(session, today or today_in_the_netherlands(), policy)
    reasons = _ranks(session, where, replaced, wanted)
    done = _propose(session, actor, where, [wanted], replaced, reasons)
    for skipped in done.skipped:
        raise skipped.why
    return done.proposals[0]


def propose_pairs(
    session: Session,
    actor: Actor,
    wanted: Iterable[Wanted],
    *,
    today: date | None = None,
    policy: Policy | None = None,
) -> Proposed:
    """Propose many pairs at once, in the order given; those that changed meanwhile are skipped.

    Raises:
        NotFound: there is no such room or youth.
        NoRoundYet: no round has been done.
    """
    where = standing(session, today or today_in_the_netherlands(), policy)
    return _propose(session, actor, where, list(dict.fromkeys(wanted)), None, [])


def _shares_a_side(replaced: Proposal, wanted: Wanted) -> bool:
    same_room, same_youth = (
        replaced.room_id == wanted.room_id,
        replaced.youth_id == wanted.youth_id,
    )
    return same_room != same_youth


def _ranks(
    session: Session, where: Standing, replaced: Proposal, wanted: Wanted
) -> list[dict[str, Any]]:
    """Return, as a reason, which place the back-up had among those who were free."""
    kept: Kept = "room" if replaced.room_id == wanted.room_id else "youth"
    pairs = side_of(session, where, replaced, kept).pairs
    code = "free_youths" if kept == "room" else "free_rooms"
    for rank, pair in enumerate(pairs, start=1):
        if pair.key == wanted:
            return [{"code": code, "rank": rank, "number": len(pairs)}]
    return []


def _propose(
    session: Session,
    actor: Actor,
    before: Standing,
    wanted: Sequence[Wanted],
    replaced: Proposal | None,
    reasons: list[dict[str, Any]],
) -> Proposed:
    """Lock, read everything anew, and save the pairs that still hold."""
    _lock(session, Room, {one.room_id for one in wanted}, "room")
    _lock(session, Youth, {one.youth_id for one in wanted}, "youth")
    _lock_contracts(session, {one.youth_id for one in wanted})
    where = standing(session, before.today, before.policy)
    check = Check.of(session, where, wanted)
    again = coming_back(session, wanted, where.today)
    done = Proposed()
    for one in wanted:
        why = check.refusal(session, one)
        if why is not None:
            done.skipped.append(Skipped(one, why))
            continue
        pair = check.take(one)
        _let_dead_ones_lapse(session, where, one)
        told = [again[one], *reasons] if one in again else reasons
        done.proposals.append(_new_proposal(where, pair, replaced, told))
    _save(session, done.proposals)
    for proposal in done.proposals:
        record(
            session, actor, "proposal.repair", proposal.id,
            room=proposal.room_id, youth=proposal.youth_id,
            round=proposal.round_id, replaces=proposal.replaces_id,
        )  # fmt: skip
    return done


def _lock(session: Session, table: type[Room] | type[Youth], ids: set[int], name: str) -> None:
    """Lock rows until the transaction ends. Raises NotFound when one is not there."""
    query = (
        select(table.id)
        .where(table.id.in_(sorted(ids)))
        .order_by(table.id)
        .with_for_update(key_share=True)
    )
    missing = ids - set(session.scalars(query))
    if missing:
        raise NotFound(name, min(missing))


def _lock_contracts(session: Session, youth_ids: set[int]) -> None:
    """Let those who propose or approve for one municipality count its contract one by one."""
    codes = set(session.scalars(select(Youth.municipality_code).where(Youth.id.in_(youth_ids))))
    query = select(Municipality.code).where(Municipality.code.in_(sorted(codes)))
    session.execute(query.order_by(Municipality.code).with_for_update(key_share=True)).all()


def _let_dead_ones_lapse(session: Session, where: Standing, one: Wanted) -> None:
    """An open proposal that cannot go ahead any more makes way for the one in its place."""
    for dead in where.dead:
        if dead.room_id == one.room_id or dead.youth_id == one.youth_id:
            _lapse(session, dead)


def _lapse(session: Session, dead: OpenProposal) -> None:
    proposal = session.get_one(
        Proposal,
        dead.id,
        with_for_update={"of": Proposal},
        execution_options={"populate_existing": True},
    )
    if proposal.status != ProposalStatus.PROPOSED:
        return
    take_step(session, PROGRAM, proposal, STEPS, LAPSE, proposal.version, because_of=REPAIRED)


def _new_proposal(
    where: Standing, pair: Pair, replaced: Proposal | None, reasons: list[dict[str, Any]]
) -> Proposal:
    came_from = (
        {"code": "repair_free", "number": 0}
        if replaced is None
        else {"code": "repair_of", "number": replaced.id}
    )
    return Proposal(
        round_id=where.round.id,
        youth_id=pair.youth_id,
        room_id=pair.room_id,
        origin=ProposalOrigin.REPAIR,
        replaces_id=replaced.id if replaced else None,
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        nights=pair.nights,
        fit=pair.fit,
        priority=pair.priority,
        distance_km=pair.distance_km,
        fit_parts=dict(pair.fit_parts),
        explanation={
            "reasons": [came_from, *reasons, {"code": "nights", "number": pair.nights}],
            "rivals": [],
        },
    )


def _save(session: Session, proposals: Sequence[Proposal]) -> None:
    """Write; the database itself refuses a second open proposal of a room in one round."""
    session.add_all(proposals)
    try:
        session.flush()
    except IntegrityError as error:
        told = str(error.orig)
        for side in ("room", "youth"):
            if f"uq_proposal_open_{side}" in told or f"proposal.{side}_id" in told:
                raise AlreadyTaken(side) from error
        raise
