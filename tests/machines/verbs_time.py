"""Time passing: the only verb of the program itself."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from matcher import clock
from matcher.tick import day_of, tick
from tests.machines.harness import Harness, as_moment
from tests.machines.model import WAITING, Concern

HOURS = st.sampled_from([1, 3, 12, 20, 24, 30, 50, 72, 100, 24 * 8, 24 * 15, 24 * 40])


class TimeVerbs(Harness):
    @rule(hours=HOURS)
    def time_passes(self, hours: int) -> None:
        clock.set_to(self.now + timedelta(hours=hours))
        self.check_rooms("", None)
        now, world = self.now, self.world
        due = {
            key: as_moment(at)
            for key, at in world.rows("SELECT id, due_at FROM introduction WHERE due_at NOT NULL")
        }
        waiting = {one.key for one in self.model.introductions if one.stage in WAITING}
        assert waiting <= due.keys(), f"without a limit: {waiting - due.keys()}"
        late = {
            key
            for key, at in world.rows("SELECT id, due_at FROM concern WHERE due_at NOT NULL")
            if as_moment(at) <= now
        }
        ticked = tick(world.factory, now)
        assert ticked.failed == [], ticked.failed
        self.model.hour_passes(now, self.today, due)
        self.model.concerns_climb(late)
        if self.worked_on != day_of(now):
            self.worked_on = day_of(now)
            self.model.day_passes(self.worked_on)
        for stay in self.model.placements:
            if stay.ending is not None and not stay.ending.key:
                query = "SELECT max(id) FROM ending WHERE placement_id = ?"
                stay.ending.key = world.rows(query, stay.key)[0][0]
        self._adopt_concerns()
        self.check_audit()
        self.check_rooms("", None)
        self.check_limits()

    def _adopt_concerns(self) -> None:
        """The program itself raises a concern about a stay that nobody has looked at twice."""
        known = {one.key for one in self.model.concerns}
        stays = {one.key: one for one in self.model.placements}
        query = "SELECT id, placement_id, raised_by_id, seriousness FROM concern ORDER BY id"
        for key, placement, raised_by, seriousness in self.world.rows(query):
            if key not in known:
                assert raised_by is None
                stay = stays[placement]
                assert stay.status in ("active", "ended")
                found = Concern(stay, seriousness == "serious", "program", key=key)
                self.model.concerns.append(found)
