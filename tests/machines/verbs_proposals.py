"""Verbs of proposals: what a round finds, and what coordinators decide."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from matcher.database.rounds import MatchingRound
from matcher.database.rounds import Proposal as ProposalRow
from matcher.database.session import transaction
from matcher.errors import MatcherError
from matcher.placements.service import book
from matcher.proposals import service
from matcher.proposals.creation import NewProposal, create_from_result
from matcher.words import DeclineReason, RoundStatus
from tests.machines.harness import Harness
from tests.machines.model import Proposal
from tests.machines.picking import ANYBODY, PICK, STALE, one_of, require_version

MOST_OPEN = 6


class ProposalVerbs(Harness):
    @precondition(
        lambda self: sum(p.status == "proposed" for p in self.model.proposals) < MOST_OPEN
    )
    @rule(youth=PICK, room=PICK, days=st.integers(0, 20), ends=st.sampled_from([None, 75, 200]))
    def propose(self, youth: int, room: int, days: int, ends: int | None) -> None:
        world, starts = self.world, self.today + timedelta(days=days)
        until = None if ends is None else starts + timedelta(days=ends)
        proposal = Proposal(one_of(world.youths, youth), one_of(world.rooms, room), starts, until)

        def found(session: Session) -> int:
            done = MatchingRound(status=RoundStatus.DONE, today=self.today)
            session.add(done)
            session.flush()
            new = NewProposal(
                youth_id=proposal.youth, room_id=proposal.room, starts_on=starts, ends_on=until,
                nights=100, fit=500, priority=1, distance_km=2.0, fit_parts={}, explanation={},
            )  # fmt: skip
            return create_from_result(session, done.id, [new])[proposal.youth]

        self.model.proposals.append(proposal)
        key = self.do(lambda: None, found, event="propose", room=proposal.room)
        proposal.key = key or 0

    @precondition(lambda self: self.model.proposals)
    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def approve(self, which: int, who: str, stale: bool) -> None:
        proposal = self.choose(self.model.proposals, which, lambda one: one.status == "proposed")
        expected = require_version(stale, lambda: self.model.approve(proposal, who, self.today))

        def verb(session: Session) -> tuple[int, int]:
            row = session.get_one(ProposalRow, proposal.key)
            version = row.version - stale
            found = service.approve_proposal(session, self.actor(who), row.id, version)
            session.flush()
            (key,) = session.connection().exec_driver_sql(
                "SELECT max(id) FROM introduction"
            ).one()  # fmt: skip
            return found.id, key

        keys = self.do(expected, verb, event="book", room=proposal.room)
        if keys:
            assert proposal.placement is not None
            assert proposal.introduction is not None
            proposal.placement.key, proposal.introduction.key = keys

    @precondition(lambda self: self.model.proposals)
    @rule(which=PICK, who=ANYBODY, stale=STALE, reason=st.sampled_from(list(DeclineReason)))
    def decline(self, which: int, who: str, stale: bool, reason: DeclineReason) -> None:
        proposal = self.choose(self.model.proposals, which, lambda one: one.status == "proposed")
        expected = require_version(stale, lambda: self.model.decline(proposal, who))

        def verb(session: Session) -> None:
            row = session.get_one(ProposalRow, proposal.key)
            service.decline_proposal(session, self.actor(who), row.id, row.version - stale, reason)

        self.do(expected, verb, event="withdraw_proposal", room=proposal.room)

    @precondition(lambda self: self.model.proposals)
    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def take_back(self, which: int, who: str, stale: bool) -> None:
        proposal = self.choose(self.model.proposals, which, _is_decided)
        expected = require_version(stale, lambda: self.model.take_back(proposal, who, self.today))

        def verb(session: Session) -> None:
            row = session.get_one(ProposalRow, proposal.key)
            service.take_back_decision(session, self.actor(who), row.id, row.version - stale)

        self.do(expected, verb)

    @rule(youth=PICK, room=PICK, days=st.integers(0, 40))
    def book_beside_the_program(self, youth: int, room: int, days: int) -> None:
        """Nobody books what is taken, whatever way they come: not even without a proposal."""
        world, starts = self.world, self.today + timedelta(days=days)
        who, where = one_of(world.youths, youth), one_of(world.rooms, room)
        if not self._is_taken(who, where, starts):
            return
        try:
            with transaction(world.factory) as session:
                book(
                    session, self.actor("coordinator"), room_id=where, youth_id=who,
                    starts_on=starts,
                )  # fmt: skip
        except MatcherError:
            self.check_audit(nothing=True)
        else:
            raise AssertionError("a room or a youth that is taken was booked")

    def _is_taken(self, youth: int, room: int, starts: date) -> bool:
        return any(
            one.takes(starts, None) and (one.youth == youth or one.room == room)
            for one in self.model.placements
        )


def _is_decided(proposal: Proposal) -> bool:
    return proposal.status in ("approved", "declined")
