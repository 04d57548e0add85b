"""Verbs of stepping back in the middle of everything: a household, a room, or a youth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy.orm import Session

from matcher.database.hosts import Household, Room
from matcher.database.visits import HomeVisit
from matcher.database.youths import Youth
from matcher.hosts import approval, handling
from matcher.rooms.service import change_room, details_of
from matcher.rounds.rules import Window
from matcher.words import (
    HostStepReason,
    PauseReason,
    VisitAdvice,
    VisitStatus,
    YouthStepReason,
)
from matcher.youths import service as youths
from tests.machines.harness import Harness
from tests.machines.model import COORDINATORS, WAITING, Introduction, Proposal, require
from tests.machines.picking import ANYBODY, PICK, STALE, one_of, require_version

Period = tuple[date, date | None]

#: What of a household may follow on what, and whose word that is.
HOST_STEPS = {
    "pause": ({"approved"}, "paused", COORDINATORS | {"host"}),
    "resume": ({"paused"}, "approved", COORDINATORS | {"host"}),
    "withdraw": ({"approved", "paused"}, "withdrawn", COORDINATORS | {"host"}),
    "refuse": ({"approved", "paused"}, "refused", COORDINATORS),
}
YOUTH_STEPS = {
    "hold": ({"ready"}, "registered"),
    "reopen": ({"withdrawn"}, "registered"),
    "make_ready": ({"registered"}, "ready"),
}
HOUSEHOLDS = """SELECT room.id, household.status FROM room JOIN home ON home.id = room.home_id
    JOIN household ON household.id = home.household_id"""
DAYS = st.sampled_from([-10, 0, 1, 10, 20, 60])


class SteppingVerbs(Harness):
    """Each room of this world has a household of its own; a room stands for both."""

    def begin(self) -> None:
        super().begin()
        # What a dossier lacks is looked at elsewhere.
        self.stack.enter_context(mock.patch("matcher.youths.service.gaps_of", return_value=[]))
        self.households = dict.fromkeys(self.world.rooms, "approved")
        self.offered: dict[int, list[Period]] = {
            room: [(self.today, None)] for room in self.world.rooms
        }

    # --- what the domain says -------------------------------------------------------------------

    def _ends(self, introductions: Iterable[Introduction], proposals: Iterable[Proposal]) -> None:
        """What waits comes to nothing, what is only proposed lapses; who lives there stays."""
        for one in list(introductions):
            self.model.come_to_nothing(one, self.today, by_clock=False)
        for proposal in list(proposals):
            proposal.status = "lapsed"

    def _introductions(self, is_meant: Callable[[Introduction], bool]) -> list[Introduction]:
        found = [one for one in self.model.introductions if one.stage in WAITING]
        return [one for one in found if is_meant(one)]

    def _proposals(self, is_meant: Callable[[Proposal], bool]) -> list[Proposal]:
        found = [one for one in self.model.proposals if one.status == "proposed"]
        return [one for one in found if is_meant(one)]

    # --- the household --------------------------------------------------------------------------

    @rule(which=PICK, who=ANYBODY, stale=STALE,
          how=st.sampled_from(["pause", "pause", "resume", "resume", "withdraw", "refuse"]))  # fmt: skip
    def household_steps(self, which: int, who: str, stale: bool, how: str) -> None:
        room = self.choose(
            self.world.rooms, which, lambda one: self.households[one] in HOST_STEPS[how][0]
        )
        stale = stale and how != "refuse"  # that follows from a visit, which has a version itself

        def expected() -> None:
            starts, end, may = HOST_STEPS[how]
            require(self.households[room] in starts, "state")
            require(who in may, "role")
            if how == "withdraw":
                lives = [
                    one.status == "active" for one in self.model.placements if one.room == room
                ]
                require(not any(lives), "somebody lives there")
            self.households[room] = end
            if how != "resume":
                self._ends(
                    self._introductions(lambda one: one.placement.room == room),
                    self._proposals(lambda one: one.room == room),
                )

        def verb(session: Session) -> None:
            household = session.get_one(Room, room).home.household
            key, version = household.id, household.version - stale
            actor = self.actor(who)
            if how == "pause":
                handling.pause(
                    session, actor, key, version, host_again_on=None, reason=PauseReason.ILLNESS
                )
            elif how == "resume":
                handling.resume(session, actor, key, version)
            elif how == "withdraw":
                handling.withdraw(session, actor, key, version, HostStepReason.OTHER)
            else:
                self._refuse(session, who, household)

        self.do(require_version(stale, expected), verb)

    def _refuse(self, session: Session, who: str, household: Household) -> None:
        """Only who may decide on a visit comes so far; the visit itself has tests of its own."""
        actor = self.actor(who if who in COORDINATORS else "coordinator")
        visit = HomeVisit(  # not kept: it would need a plan, two visitors and a report
            household_id=household.id, number=1, status=VisitStatus.DECIDED,
            decision=VisitAdvice.REFUSE, decided_by_id=actor.account_id,
        )  # fmt: skip
        approval.refuse(session, self.actor(who), household, visit)

    # --- the room -------------------------------------------------------------------------------

    @rule(which=PICK, stale=STALE, says=st.booleans(), first=DAYS, last=st.none() | DAYS,
          is_offered=st.sampled_from([True, True, False]))  # fmt: skip
    def room_is_offered(
        self, which: int, stale: bool, says: bool, first: int, last: int | None, is_offered: bool
    ) -> None:
        """Other days, or none. ``says``: that who is expected there does not come."""
        room = one_of(self.world.rooms, which)
        starts = self.today + timedelta(days=first)
        until = None if last is None else starts + timedelta(days=abs(last) + 1)
        before, after = self.offered[room], [(starts, until)] if is_offered else []

        def takes(starts: date) -> bool:
            day = max(starts, self.today)
            return _is_in(before, day) and not _is_in(after, day)

        def expected() -> None:
            awaited = self._introductions(
                lambda one: one.placement.room == room and takes(one.placement.starts)
            )
            require(says or not awaited, "somebody is expected there")
            self.offered[room] = after
            self._ends(awaited, self._proposals(lambda one: one.room == room and takes(one.starts)))

        def verb(session: Session) -> None:
            row = session.get_one(Room, room)
            periods = tuple(Window(*one) for one in after)
            change_room(
                session, self.actor("host"), room, row.version - stale,
                replace(details_of(row), periods=periods), takes_out=says,
            )  # fmt: skip

        self.do(require_version(stale, expected), verb)

    # --- the youth ------------------------------------------------------------------------------

    @rule(which=PICK, who=ANYBODY, stale=STALE)
    def youth_stops(self, which: int, who: str, stale: bool) -> None:
        """Who lives in a room gives notice instead; who is under way stops at any stage."""
        youth = self.choose(
            self.world.youths, which, lambda one: self.model.youths[one] in ("ready", "placed")
        )

        def expected() -> None:
            lives = [one.status == "active" for one in self.model.placements if one.youth == youth]
            require(not any(lives), "lives in a room")
            require(self.model.youths[youth] != "withdrawn", "stopped before")
            require(who != "host", "role")
            self._youth_is_out(youth)
            self.model.youths[youth] = "withdrawn"

        def verb(session: Session) -> None:
            version = session.get_one(Youth, youth).version - stale
            youths.stop(session, self.actor(who), youth, version, YouthStepReason.OWN_CHOICE)

        self.do(require_version(stale, expected), verb)

    @rule(which=PICK, who=ANYBODY, stale=STALE, how=st.sampled_from(list(YOUTH_STEPS)))
    def youth_steps(self, which: int, who: str, stale: bool, how: str) -> None:
        youth = self.choose(
            self.world.youths, which, lambda one: self.model.youths[one] in YOUTH_STEPS[how][0]
        )

        def expected() -> None:
            starts, end = YOUTH_STEPS[how]
            require(self.model.youths[youth] in starts, "state")
            require(who in COORDINATORS, "role")
            if how == "hold":
                self._youth_is_out(youth)
            self.model.youths[youth] = end

        def verb(session: Session) -> None:
            version = session.get_one(Youth, youth).version - stale
            youths.change_status(session, self.actor(who), youth, how, version)

        self.do(require_version(stale, expected), verb)

    def _youth_is_out(self, youth: int) -> None:
        self._ends(
            self._introductions(lambda one: one.placement.youth == youth),
            self._proposals(lambda one: one.youth == youth),
        )

    @invariant()
    def households_stand_where_the_model_stands(self) -> None:
        assert dict(self.world.rows(HOUSEHOLDS)) == self.households


def _is_in(periods: Iterable[Period], day: date) -> bool:
    return any(start <= day and (until is None or day < until) for start, until in periods)
