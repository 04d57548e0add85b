"""Verbs of leaving that follow notice: another last day, where to, breaking off, and what is asked."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.leaving import Ending as EndingRow
from matcher.database.leaving import Evaluation
from matcher.database.placements import Placement as Row
from matcher.endings import service as endings
from matcher.evaluations import service as evaluations
from matcher.followups import service as followups
from matcher.words import Destination, EndingKind, EndingReason, EvaluationSide, Side
from tests.machines.harness import Harness
from tests.machines.model import Ending, Placement, require
from tests.machines.picking import PICK, STALE, require_version

LINK = Actor(None, "web")


class LeavingVerbs(Harness):
    @precondition(lambda self: self.model.endings)
    @rule(which=PICK, days=st.integers(-3, 60), stale=STALE)
    def move_end(self, which: int, days: int, stale: bool) -> None:
        ending = self.choose(self.model.endings, which, lambda one: one.status == "planned")
        ends = self.today + timedelta(days=days)

        def verb(session: Session) -> None:
            version = session.get_one(EndingRow, ending.key).version - stale
            endings.move_end(
                session, self.actor("coordinator"), ending.key, version, ends, today=self.today
            )

        self.do(require_version(stale, lambda: self._move_end(ending, ends)), verb)

    def _move_end(self, ending: Ending, ends: date) -> None:
        stay = ending.placement
        require(ending.status == "planned", "over")
        require(stay.starts < ends >= self.today, "day")
        require(ending.previous is None or ends <= ending.previous, "after the agreed end")
        self.model.require_free(stay, stay.starts, ends)
        ending.ends = stay.ends = ends
        self.model.lapse_overtaken(stay, self.today)

    @precondition(lambda self: self.model.endings)
    @rule(which=PICK, where=st.sampled_from([None, *Destination]),
          again=st.sampled_from([None, True, False]), stale=STALE)  # fmt: skip
    def complete(
        self, which: int, where: Destination | None, again: bool | None, stale: bool
    ) -> None:
        ending = self.choose(self.model.endings, which, lambda one: one.status != "withdrawn")

        def expected() -> None:
            require(ending.status != "withdrawn", "taken back")
            ending.destination = str(where) if where else None
            ending.match_again = again

        def verb(session: Session) -> None:
            version = session.get_one(EndingRow, ending.key).version - stale
            endings.complete(
                session, self.actor("coordinator"), ending.key, version, destination=where,
                destination_note="", match_again=again,
            )  # fmt: skip

        self.do(require_version(stale, expected), verb)

    @precondition(lambda self: self.model.placements)
    @rule(which=PICK, again=st.sampled_from([None, True]))
    def break_off(self, which: int, again: bool | None) -> None:
        """It cannot go on: the stay ends today, and the youth leaves 'placed' at once."""
        stay = self.choose(self.model.placements, which, lambda one: one.status == "active")

        def verb(session: Session) -> int:
            version = session.get_one(Row, stay.key).version
            notice = endings.Notice(
                EndingKind.BROKEN_OFF, EndingReason.CONFLICT, Side.HOST, self.today,
                match_again=again, is_agreed=True,
            )  # fmt: skip
            given = endings.give_notice(
                session, self.actor("deputy"), stay.key, version, notice, today=self.today
            )
            return given.id

        key = self.do(lambda: self._break_off(stay, again), verb)
        if key:
            assert stay.ending is not None
            stay.ending.key = key

    def _break_off(self, stay: Placement, again: bool | None) -> None:
        self.model.give_notice(stay, self.today, self.today, match_again=again)
        assert stay.ending is not None
        self.model.finish(stay.ending, self.today)

    @precondition(lambda self: any(one.status == "done" for one in self.model.endings))
    @rule(which=PICK, side=st.sampled_from(list(EvaluationSide)))
    def evaluate(self, which: int, side: EvaluationSide) -> None:
        """The first answer counts, and none after the time is over."""
        stay = self.choose(self.model.endings, which, lambda one: one.status == "done").placement
        query = (
            "SELECT id, given_at IS NULL AND closed_at IS NULL FROM evaluation"
            " WHERE placement_id = ? AND side = ?"
        )
        for key, is_open in self.world.rows(query, stay.key, str(side)):
            self._evaluate(key, bool(is_open))

    def _evaluate(self, key: int, is_open: bool) -> None:
        def verb(session: Session) -> None:
            asked = session.get_one(Evaluation, key)
            given = evaluations.Given({"clear": 4})
            evaluations.evaluate(session, LINK, key, given, asked.asked_at)

        self.do(lambda: require(is_open, "answered or closed"), verb)

    @precondition(lambda self: any(one.status == "done" for one in self.model.endings))
    @rule(which=PICK, how=st.sampled_from(["reach", "tried", "refuse"]))
    def follow_up(self, which: int, how: str) -> None:
        """Whoever is reached, or wants nothing, is not asked again."""
        stay = self.choose(self.model.endings, which, lambda one: one.status == "done").placement
        query = "SELECT id, status FROM follow_up WHERE placement_id = ?"
        for key, status in self.world.rows(query, stay.key):
            self._follow_up(key, status == "planned", how)

    def _follow_up(self, key: int, is_planned: bool, how: str) -> None:
        def verb(session: Session) -> None:
            actor = self.actor("coordinator")
            if how == "reach":
                told = followups.Reached(Destination.OWN_HOME, 4)
                followups.reach(session, actor, key, told, self.today)
            elif how == "tried":
                followups.tried(session, actor, key, self.today)
            else:
                followups.refuse(session, actor, key)

        self.do(lambda: require(is_planned, "over"), verb)
