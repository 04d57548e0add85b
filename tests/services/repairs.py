"""A done round with a proposal that came to nothing, and what can be proposed instead."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.hosts import Room
from matcher.database.places import Contract
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.youths import Youth
from matcher.proposals.service import decline_proposal
from matcher.repair.backups import Backups, backups_of
from matcher.repair.plan import Plan, best_repair, load_free
from matcher.repair.rules import Wanted
from matcher.repair.service import Proposed, propose_instead, propose_pairs
from matcher.repair.standing import standing
from matcher.words import DeclineReason
from tests.factories import TODAY


@dataclass
class Scene:
    """A done round with an open proposal of ``room`` to ``youth``, and another beside it."""

    session: Session
    actor: Actor
    round: MatchingRound
    proposal: Proposal
    other: Proposal
    names: dict[int, str] = field(default_factory=dict)

    @property
    def room(self) -> Room:
        return self.proposal.room

    @property
    def youth(self) -> Youth:
        return self.proposal.youth

    def decline(self, proposal: Proposal | None = None) -> Proposal:
        proposal = proposal or self.proposal
        return decline_proposal(
            self.session,
            self.actor,
            proposal.id,
            proposal.version,
            reason=DeclineReason.YOUTH_DECLINED,
        )

    def backups(self) -> Backups:
        return backups_of(self.session, standing(self.session, TODAY), self.proposal)

    def youths(self) -> list[int]:
        return [pair.youth_id for pair in self.backups().youths.pairs]

    def rooms(self) -> list[int]:
        return [pair.room_id for pair in self.backups().rooms.pairs]

    def instead(self, youth: Youth | None = None, room: Room | None = None) -> Proposal:
        wanted = Wanted((youth or self.youth).id, (room or self.room).id)
        return propose_instead(self.session, self.actor, self.proposal.id, wanted, today=TODAY)

    def plan(self) -> Plan:
        return best_repair(load_free(self.session, standing(self.session, TODAY)))

    def propose(self, *wanted: tuple[Youth, Room]) -> Proposed:
        pairs = [Wanted(youth.id, room.id) for youth, room in wanted]
        return propose_pairs(self.session, self.actor, pairs, today=TODAY)

    def limit(self, places: int) -> None:
        self.session.scalars(select(Contract)).one().placement_limit = places
        self.session.flush()


def snapshot(proposal: Proposal) -> tuple[object, ...]:
    return (proposal.status, proposal.version, proposal.youth_id, proposal.room_id)
