"""What every run shares: doing a verb in the program and in the model, and what must always hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import Actor
from matcher.database.session import transaction
from matcher.errors import MatcherError
from matcher.rooms.rules import ROOM_STEPS, RoomState, Stay, standing
from matcher.rounds.rules import Window
from tests.machines.limits import overdue
from tests.machines.model import Model, Refused
from tests.machines.picking import one_of
from tests.machines.world import (
    World,
    opened,
    with_clockwork_of_this_world,
    without_matching,
)

Result = TypeVar("Result")
Row = TypeVar("Row")

#: (verb, 'done' or why it was refused) → how often, in this process.
TALLY: Counter[tuple[str, str]] = Counter()

#: table → its status; together all that has a life of its own here.
STATUS = {
    "proposal": "status",
    "introduction": "stage",
    "placement": "status",
    "youth": "status",
    "concern": "status",
    "ending": "status",
    "agreement": "status",
    "household": "status",
}
SNAPSHOT = " UNION ALL ".join(
    f"SELECT '{table}', id, {column} FROM {table}" for table, column in STATUS.items()
)
DOUBLES = """SELECT count(*) FROM placement a JOIN placement b ON a.id < b.id
    AND (a.room_id = b.room_id OR a.youth_id = b.youth_id)
    AND a.status <> 'cancelled' AND b.status <> 'cancelled'
    AND a.starts_on < coalesce(b.ends_on, '9999-12-31')
    AND b.starts_on < coalesce(a.ends_on, '9999-12-31')"""


class Harness:
    """One run: a world, its model, and the checks after each verb."""

    world: World
    model: Model
    worked_on: date | None = None
    aimed_at: int | None = None

    def begin(self) -> None:
        self.stack = ExitStack()
        self.stack.enter_context(without_matching())
        self.stack.enter_context(with_clockwork_of_this_world())
        self.stack.callback(clock.set_to, None)
        self.world = opened()
        self.world.begin()
        youths = self.world.youths
        self.model = Model(dict.fromkeys(youths, "ready"), frozenset(youths[1::2]))
        self.seen = self._snapshot()
        self.number_of_events = self._events_until()
        self.rooms = self._room_states()

    def end(self) -> None:
        self.stack.close()

    # --- choosing ---------------------------------------------------------------------------

    def choose(self, rows: Sequence[Row], pick: int, is_likely: Callable[[Row], bool]) -> Row:
        """Return mostly a row with which the verb makes sense, and each fourth time any row.

        While one life is brought under way it is the newest row of that youth.
        """
        if self.aimed_at is not None:
            return next(row for row in reversed(rows) if youth_of(row) == self.aimed_at)
        likely = [row for row in rows if is_likely(row)]
        return one_of(likely if likely and pick % 4 else rows, pick // 4)

    # --- acting -----------------------------------------------------------------------------

    def actor(self, who: str) -> Actor:
        return Actor(self.world.accounts[who], "web")

    @property
    def now(self) -> datetime:
        return clock.moment()

    @property
    def today(self) -> date:
        return clock.today()

    def do(
        self,
        expected: Callable[[], object],
        verb: Callable[[Session], Result],
        *,
        event: str = "",
        room: int | None = None,
    ) -> Result | None:
        """Do it in the model, then in the program, and hold them to each other.

        Return what the program gave, or None where both refuse. ``event``, ``room``: what this is
        in the table of rooms.
        """
        why = ""
        try:
            expected()
        except Refused as refused:
            why = str(refused)
        result, told = None, ""
        try:
            with transaction(self.world.factory) as session:
                result = verb(session)
        except MatcherError as error:
            told = str(error) or type(error).__name__
        assert bool(why) == bool(told), f"model: {why or 'allowed'}; program: {told or 'allowed'}"
        TALLY[verb.__qualname__.split(".")[1], why or "done"] += 1
        self.check_audit(nothing=bool(told))
        self.check_rooms("" if told else event, room)
        return result

    # --- what must always hold ------------------------------------------------------------------

    def _snapshot(self) -> dict[tuple[str, int], str]:
        return {(table, key): status for table, key, status in self.world.rows(SNAPSHOT)}

    def _events_until(self) -> int:
        return int(self.world.rows("SELECT coalesce(max(id), 0) FROM audit_event")[0][0])

    def check_audit(self, *, nothing: bool = False) -> None:
        """Every change of a status since the last look has its events, each once, in a chain."""
        now = self._snapshot()
        events = self.world.rows(
            "SELECT subject, subject_id, details ->> '$.before', details ->> '$.after', action"
            " FROM audit_event WHERE id > ? ORDER BY id",
            self.number_of_events,
        )
        if nothing:
            assert now == self.seen, "a refused verb changed something"
            assert events == [], "a refused verb left an event"
            return
        at = dict(self.seen)
        for subject, key, before, after, action in events:
            if before is None or subject not in STATUS:
                continue
            held = at.get((subject, key))
            assert held is None or held == before, f"{action} {key}: was {held}, says {before}"
            at[subject, key] = after
        for row, status in now.items():
            known = at.get(row)
            assert known is None or known == status, f"{row} is {status}; audited as {known}"
        gone = self.seen.keys() - now.keys()
        assert not gone, f"rows vanished: {gone}"
        self.seen, self.number_of_events = now, self._events_until()

    def check_model(self) -> None:
        """The program stands where the model stands, row by row."""
        model = self.model
        mine: dict[tuple[str, int], str] = {("youth", key): s for key, s in model.youths.items()}
        for table, rows, column in (
            ("proposal", model.proposals, "status"),
            ("placement", model.placements, "status"),
            ("introduction", model.introductions, "stage"),
            ("concern", model.concerns, "status"),
            ("ending", model.endings, "status"),
        ):
            mine |= {(table, row.key): getattr(row, column) for row in rows}
        theirs = {
            row: s for row, s in self.seen.items() if row[0] not in ("agreement", "household")
        }
        differs = {row for row in mine.keys() | theirs if mine.get(row) != theirs.get(row)}
        told = [f"{row}: model {mine.get(row)}, program {theirs.get(row)}" for row in differs]
        assert not differs, "; ".join(sorted(told))
        days = {
            key: (date.fromisoformat(starts), ends and date.fromisoformat(ends))
            for key, starts, ends in self.world.rows("SELECT id, starts_on, ends_on FROM placement")
        }
        for stay in model.placements:
            here = stay.starts, stay.ends
            assert days[stay.key] == here, f"placement {stay.key}: {here}, {days[stay.key]}"
        levels = dict(self.world.rows("SELECT id, CAST(level AS INTEGER) FROM concern"))
        assert levels == {one.key: one.level for one in model.concerns}

    def check_doubles(self) -> None:
        assert self.world.rows(DOUBLES) == [(0,)], "a room or a youth is in two placements"

    def check_whole(self) -> None:
        """What belongs together stands together, whatever the model says."""
        for name, query in WHOLE.items():
            assert self.world.rows(query) == [], name

    def check_limits(self) -> None:
        late = overdue(self.world, self.now, self.today)
        assert late == [], f"past its limit after a tick: {late}"

    # --- rooms ---------------------------------------------------------------------------------

    def _room_states(self) -> dict[int, RoomState]:
        proposed = {key for (key,) in self.world.rows(
            "SELECT room_id FROM proposal WHERE status = 'proposed'")}  # fmt: skip
        stays: dict[int, list[Stay]] = {key: [] for key in self.world.rooms}
        for room, starts, ends, status, leaving in self.world.rows(STAYS):
            until = ends and date.fromisoformat(ends)
            stay = Stay(date.fromisoformat(starts), until, status != "booked", bool(leaving))
            stays[room].append(stay)
        offer = [Window(date(2026, 3, 2), None)]
        return {
            room: standing(
                offer, stays[room], self.today, is_approved=True, is_proposed=room in proposed
            ).state
            for room in self.world.rooms
        }

    def check_rooms(self, event: str, room: int | None) -> None:
        """A room goes from state to state along its table; days that pass may change any."""
        before, self.rooms = self.rooms, self._room_states()
        if not event:
            return
        starts, ends = ROOM_STEPS[event]
        key = room or 0
        assert before[key] in starts, f"{event} in {before[key]}"
        assert self.rooms[key] in ends, f"{event} led from {before[key]} to {self.rooms[key]}"


STAYS = """SELECT room_id, starts_on, ends_on, status,
    EXISTS (SELECT 1 FROM ending WHERE ending.placement_id = placement.id
            AND ending.status = 'planned')
    FROM placement WHERE status <> 'cancelled' ORDER BY starts_on"""

#: What is wrong → the rows that are so.
WHOLE = {
    "an introduction waits without a limit": """SELECT id FROM introduction
        WHERE stage NOT IN ('started', 'stopped') AND due_at IS NULL""",
    "an introduction goes on beside its proposal or booking": """SELECT i.id FROM introduction i
        JOIN proposal p ON p.id = i.proposal_id JOIN placement s ON s.id = i.placement_id
        WHERE i.stage NOT IN ('started', 'stopped')
        AND (p.status <> 'approved' OR s.status <> 'booked')""",
    "a booking outlives its introduction": """SELECT i.id FROM introduction i
        JOIN placement s ON s.id = i.placement_id
        WHERE i.stage = 'stopped' AND s.status <> 'cancelled'""",
    "a question is open for nobody": """SELECT q.id FROM question q
        JOIN introduction i ON i.id = q.introduction_id
        WHERE q.answered_at IS NULL AND q.closed_at IS NULL AND i.stage IN ('started', 'stopped')""",
    "a youth is placed without a room, or has a room and waits": """SELECT y.id FROM youth y
        WHERE (y.status = 'placed') <> EXISTS (SELECT 1 FROM placement s
        WHERE s.youth_id = y.id AND s.status IN ('booked', 'active'))""",
    "a stay runs without signed agreements": """SELECT s.id FROM placement s
        WHERE s.status = 'active' AND (SELECT count(*) FROM agreement a
        WHERE a.placement_id = s.id AND a.status = 'signed') < 2""",
    "a concern waits without a limit": """SELECT id FROM concern
        WHERE status <> 'closed' AND due_at IS NULL""",
    "an end is known and the stay does not know it": """SELECT e.id FROM ending e
        JOIN placement s ON s.id = e.placement_id
        WHERE e.status = 'planned' AND (s.status <> 'active' OR s.ends_on IS NOT e.ends_on)""",
    "two proposals of one room or youth are approved and hold it": """SELECT a.id FROM proposal a
        JOIN proposal b ON a.id < b.id AND a.room_id = b.room_id AND a.youth_id = b.youth_id
        JOIN placement s ON s.proposal_id = a.id JOIN placement t ON t.proposal_id = b.id
        WHERE s.status = 'booked' AND t.status = 'booked'""",
    "a message stands twice in the outbox": """SELECT once FROM outbox_message
        WHERE once IS NOT NULL GROUP BY once HAVING count(*) > 1""",
}


def youth_of(row: Any) -> int:
    """Return the youth whose life a row of the model belongs to."""
    while not hasattr(row, "youth"):
        row = row.proposal if hasattr(row, "proposal") else row.placement
    return int(row.youth)


def as_moment(stored: str) -> datetime:
    """Return what the column of a moment holds: UTC, without saying so."""
    found = datetime.fromisoformat(stored)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
