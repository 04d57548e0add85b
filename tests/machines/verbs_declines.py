"""Verbs of what a 'no' teaches: a suggestion accepted or not, a pair that cools down or comes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy.orm import Session

from matcher.declines import service
from matcher.words import DeclineReason
from tests.machines.harness import Harness
from tests.machines.model import require
from tests.machines.picking import PICK, one_of
from tests.machines.resting import MOST_DAYS, Offered, Pair, Resting, Said
from tests.machines.verbs_proposals import MOST_OPEN, ProposalVerbs

STAFF = st.sampled_from(["coordinator", "deputy"])
REASONS = st.sampled_from(list(DeclineReason))
PROPOSALS = "SELECT id, status, decline_reason, youth_id, room_id FROM proposal ORDER BY id"
STOPPED = """SELECT i.id, i.stop_reason, p.id, p.youth_id, p.room_id FROM introduction i
    JOIN proposal p ON p.id = i.proposal_id
    WHERE i.stage = 'stopped' AND i.stop_reason IS NOT NULL ORDER BY i.id"""
BROKEN_OFF = """SELECT e.id, s.id, s.youth_id, s.room_id FROM ending e
    JOIN placement s ON s.id = e.placement_id WHERE e.kind = 'broken_off' ORDER BY e.id"""
SUGGESTIONS = """SELECT g.id, g.kind, g.decided_at IS NULL, g.proposal_id, g.placement_id,
    coalesce(p.youth_id, s.youth_id), coalesce(p.room_id, s.room_id) FROM suggestion g
    LEFT JOIN proposal p ON p.id = g.proposal_id LEFT JOIN placement s ON s.id = g.placement_id
    ORDER BY g.id"""
RESTS = "SELECT id, proposal_id, placement_id, lifted_on IS NULL FROM pair_rest ORDER BY id"
OPEN = """SELECT proposal_id, placement_id, youth_id, room_id, until_on FROM pair_rest
    WHERE lifted_on IS NULL"""
EXCLUDED = "SELECT youth_id, room_id FROM pair_exclusion"
OFFERED = "SELECT room_id, free_from, free_until FROM room_availability ORDER BY 1, 2, 3"
#: Accepting one of these changes the record of a youth or a room: other tests look at that.
CHANGES = ("change_wish", "change_rule")


class DeclineVerbs(ProposalVerbs, Harness):
    resting: Resting

    def begin(self) -> None:
        super().begin()
        self.resting = Resting()
        self.proposals_before: dict[int, str] = {}
        self.known_noes: set[tuple[str, int]] = set()
        self.looked_at = self.now

    @precondition(lambda self: self.world.rows(SUGGESTIONS))
    @rule(
        which=PICK, who=STAFF, accepts=st.booleans(),
        days=st.sampled_from([0, 1, 14, 90, 180, 400, MOST_DAYS, MOST_DAYS + 1]),
    )  # fmt: skip
    def decide_suggestion(self, which: int, who: str, accepts: bool, days: int) -> None:
        rows = self.world.rows(SUGGESTIONS)
        still = [row for row in rows if row[2]]
        key, kind, is_open, proposal, stay, youth, room = one_of(
            still if still and which % 4 else rows, which // 4
        )
        pair, is_accepted = (youth, room), accepts and kind not in CHANGES

        def expected() -> None:
            require(is_open, "somebody decided before")
            if not is_accepted:
                return
            if kind == "cool_down":
                require(1 <= days <= MOST_DAYS, "no such rest")
                self.resting.cools_down(_said(proposal, stay), pair, days, self.today)
            elif kind == "rule_out":
                self.resting.ruled_out.setdefault(pair, proposal)

        def verb(session: Session) -> None:
            if is_accepted:
                service.accept(session, self.actor(who), key, days if kind == "cool_down" else None)
            else:
                service.refuse(session, self.actor(who), key)

        self.do(expected, verb)

    @precondition(lambda self: self.resting.rests)
    @rule(which=PICK, reason=REASONS)
    def refuse_again(self, which: int, reason: DeclineReason) -> None:
        """Nothing but a round keeps a resting pair apart, so a second 'no' may come."""
        if sum(one.status == "proposed" for one in self.model.proposals) >= MOST_OPEN:
            return
        youth, room = one_of(sorted({rest.pair for rest in self.resting.rests.values()}), which)
        self.propose(_pick(self.world.youths, youth), _pick(self.world.rooms, room), 0, None)
        self.decline(1, "coordinator", False, reason)

    @precondition(lambda self: self.world.rows(RESTS))
    @rule(which=PICK, who=STAFF)
    def let_come_back(self, which: int, who: str) -> None:
        key, proposal, stay, is_open = one_of(self.world.rows(RESTS), which)

        def expected() -> None:
            require(is_open, "the rest is over")
            self.resting.rests.pop(_said(proposal, stay), None)

        self.do(expected, lambda session: service.lift(session, self.actor(who), key) and None)

    @invariant()
    def pairs_rest_as_they_should(self) -> None:
        """Each 'no' lets the pair rest as long as its reason says, until a day or a person ends it."""
        offered = self._offered()
        noes = list(self._new_noes())
        for to, pair, reason in noes:
            self.resting.said_no(to, pair, reason, self.today, offered)
        if self.now != self.looked_at:
            self.looked_at = self.now
            self.resting.day_is(self.today)
            self.resting.looks_at(offered)
        theirs = {
            _said(proposal, stay): ((youth, room), until and date.fromisoformat(until))
            for proposal, stay, youth, room, until in self.world.rows(OPEN)
        }
        mine = {to: (rest.pair, rest.until) for to, rest in self.resting.rests.items()}
        differs = {
            to: (mine.get(to), theirs.get(to))
            for to in mine.keys() | theirs
            if mine.get(to) != theirs.get(to)
        }
        assert not differs, f"'no' to: (model, program): {differs}"
        excluded = {(youth, room) for youth, room in self.world.rows(EXCLUDED)}
        assert excluded == self.resting.ruled_out.keys(), "(program, model)"

    def _offered(self) -> Offered:
        found: Offered = {}
        for room, *days in self.world.rows(OFFERED):
            found.setdefault(room, []).append((days[0], days[1]))
        return found

    def _new_noes(self) -> Iterator[tuple[Said, Pair, str]]:
        """Yield what was refused since the last look; first forget what was taken back."""
        before, rows = self.proposals_before, self.world.rows(PROPOSALS)
        self.proposals_before = {key: status for key, status, *_ in rows}
        taken_back = {
            key for key, status, *_ in rows
            if status == "proposed" and before.get(key, "proposed") != "proposed"
        }  # fmt: skip
        for key in taken_back:
            self.resting.takes_back(key)
        for key, status, reason, youth, room in rows:
            # After an approval it is the introduction that stops.
            if status == "declined" and before.get(key, "proposed") == "proposed":
                yield ("proposal", key), (youth, room), reason
        for _, reason, proposal, youth, room in self._unseen("stopped", STOPPED):
            # What stops with an approval that is taken back is nobody's 'no'.
            if proposal not in taken_back:
                yield ("proposal", proposal), (youth, room), reason
        for _, stay, youth, room in self._unseen("broken off", BROKEN_OFF):
            yield ("stay", stay), (youth, room), "no_click_met"

    def _unseen(self, what: str, query: str) -> list[tuple[Any, ...]]:
        found = [row for row in self.world.rows(query) if (what, row[0]) not in self.known_noes]
        self.known_noes |= {(what, row[0]) for row in found}
        return found


def _said(proposal: int | None, stay: int | None) -> Said:
    if proposal is not None:
        return "proposal", proposal
    assert stay is not None
    return "stay", stay


def _pick(keys: Sequence[int], key: int) -> int:
    """Return what makes `one_of` choose this one."""
    return len(keys) - 1 - keys.index(key)
