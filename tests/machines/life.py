"""The whole machine: every verb of every piece, in any order, against the reference model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from matcher.words import Destination
from tests.machines.verbs_concerns import ConcernVerbs
from tests.machines.verbs_introductions import IntroductionVerbs
from tests.machines.verbs_leaving import LeavingVerbs
from tests.machines.verbs_proposals import ProposalVerbs
from tests.machines.verbs_stays import StayVerbs
from tests.machines.verbs_time import TimeVerbs
from tests.machines.world import NUMBER

#: How far a life can be when a run begins, in its order; 'trial' branches off after the answers.
HEADS = (
    "proposed", "interest", "host_looks", "date", "meeting", "answers", "trial", "agreements",
    "signed", "started", "leaving",
)  # fmt: skip


class Life(
    ProposalVerbs,
    IntroductionVerbs,
    StayVerbs,
    LeavingVerbs,
    ConcernVerbs,
    TimeVerbs,
    RuleBasedStateMachine,
):
    def __init__(self) -> None:
        super().__init__()
        self.begin()

    def teardown(self) -> None:
        self.end()

    @initialize(heads=st.lists(st.sampled_from(HEADS), min_size=1, max_size=NUMBER))
    def lives_are_under_way(self, heads: list[str]) -> None:
        """Let life not always begin at the beginning: fifty steps seldom come to the end."""
        for number in range(len(heads)):
            self.propose(number, number, 0, None)
        for _ in self._beyond(heads, "proposed"):
            self.approve(1, "deputy", False)
        for head, side in (("interest", "youth"), ("host_looks", "host")):
            for _ in self._beyond(heads, head):
                self.answer(1, side, side, False, True, False)
        for number in self._beyond(heads, "date"):
            self.find_date(1, 1, number, True, True)
        if any(HEADS.index(head) > HEADS.index("meeting") for head in heads):
            self.time_passes(30)
        for _ in self._beyond(heads, "meeting"):
            self.record_meeting(1, "coordinator", False, True)
        for number in self._beyond(heads, "answers"):
            for side in ("youth", "host"):
                self.answer(1, side, side, False, True, heads[number] == "trial")
        for _ in self._beyond(heads, "agreements"):
            self.sign(1)
        for _ in self._beyond(heads, "signed"):
            self.move_in(1, "coordinator", False)
        for _ in self._beyond(heads, "started"):
            self.give_notice(1, 3, False, Destination.UNKNOWN, True)

    def _beyond(self, heads: Iterable[str], head: str) -> Iterator[int]:
        """Aim at each life that goes further than ``head``, one after the other."""
        for number, reached in enumerate(heads):
            if HEADS.index(reached) > HEADS.index(head):
                self.aimed_at = self.world.youths[-1 - number]
                yield number
        self.aimed_at = None

    @invariant()
    def holds(self) -> None:
        """It stands where the model stands, nothing is doubled, what belongs together is whole."""
        self.check_model()
        self.check_doubles()
        self.check_whole()
