"""Faults that somebody could make: planted one at a time, each has to be found by the model test.

A test that cannot fail shows nothing, so each of these breaks the program in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest import mock

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from matcher.database import guards
from matcher.database.introductions import Introduction
from matcher.placements import service as placements
from matcher.transition import take_step
from tests.machines.world import opened

Planted = Callable[[], AbstractContextManager[Any]]


@contextmanager
def expiry_forgets_the_youth() -> Iterator[None]:
    """A booking is called off, and the youth stays 'placed' for ever."""
    with mock.patch("matcher.placements.service.has_other_stay", return_value=True):
        yield


@contextmanager
def nobody_looks_whether_the_room_is_free() -> Iterator[None]:
    """The service books without looking, on a database that has lost its guards."""
    nothing = mock.Mock(return_value=None)
    world = opened()
    begin = type(world).begin

    def without_guards(self: Any) -> None:
        begin(self)
        with self.engine.begin() as connection:
            guards.drop_guards(connection)
            for name in ("uq_placement_room_open", "uq_placement_youth_open"):
                connection.execute(text(f"DROP INDEX {name}"))

    with (
        mock.patch("matcher.placements.service.require_free", nothing),
        mock.patch("matcher.placements.stepping.require_free", nothing),
        mock.patch.object(type(world), "begin", without_guards),
    ):
        yield


@contextmanager
def nothing_expires() -> Iterator[None]:
    """What nobody answers stays open for ever."""
    with mock.patch("matcher.introductions.hourly.overdue_ids", return_value=[]):
        yield


@contextmanager
def an_introduction_waits_for_ever() -> Iterator[None]:
    """No limit is set, on a database that has lost its check of it."""
    world = opened()
    begin = type(world).begin

    def without_checks(self: Any) -> None:
        begin(self)
        self.connection.execute("PRAGMA ignore_check_constraints=ON")

    def forget(_mapper: Any, _connection: Any, introduction: Introduction) -> None:
        introduction.due_at = None

    event.listen(Introduction, "before_update", forget)
    with mock.patch.object(type(world), "begin", without_checks):
        try:
            yield
        finally:
            event.remove(Introduction, "before_update", forget)
            world.connection.execute("PRAGMA ignore_check_constraints=OFF")


@contextmanager
def a_step_leaves_no_event() -> Iterator[None]:
    """The history of a record has a hole."""
    with mock.patch("matcher.transition.record"):
        yield


@contextmanager
def a_step_is_written_down_twice() -> Iterator[None]:
    from matcher.audit import record

    def twice(*given: Any, **details: Any) -> None:
        record(*given, **details)
        record(*given, **details)

    with mock.patch("matcher.transition.record", twice):
        yield


@contextmanager
def anybody_may_do_anything() -> Iterator[None]:
    with mock.patch("matcher.transition._require_role"):
        yield


@contextmanager
def who_saw_an_old_version_goes_first() -> Iterator[None]:
    """The page of somebody who did not see the last change wins."""

    def blind(session: Session, actor: Any, row: Any, steps: Any, action: str, version: int,
              **values: Any) -> None:  # fmt: skip
        take_step(session, actor, row, steps, action, row.version, **values)

    with (
        mock.patch("matcher.introductions.moving.take_step", blind),
        mock.patch("matcher.introductions.extending.take_step", blind),
        mock.patch("matcher.endings.service.take_step", blind),
    ):
        yield


@contextmanager
def a_no_leaves_the_booking() -> Iterator[None]:
    """The introduction stops, and the room stays locked for nobody."""
    with mock.patch("matcher.introductions.stopping._free"):
        yield


@contextmanager
def one_yes_is_enough() -> Iterator[None]:
    with mock.patch("matcher.introductions.answering._both_said_yes", return_value=True):
        yield


@contextmanager
def a_stay_ends_and_the_youth_is_forgotten() -> Iterator[None]:
    with mock.patch.object(placements, "move_youth"):
        yield


@contextmanager
def concerns_are_left_lying() -> Iterator[None]:
    with mock.patch("matcher.concerns.hourly.run", return_value=0):
        yield


@contextmanager
def the_last_day_goes_by() -> Iterator[None]:
    with mock.patch("matcher.endings.daily._due", return_value=[]):
        yield


@contextmanager
def other_proposals_stay_open() -> Iterator[None]:
    with mock.patch("matcher.proposals.service._lapse_others"):
        yield


@contextmanager
def a_condition_is_believed() -> Iterator[None]:
    """Whatever an arrow asks, it is taken to hold."""
    with mock.patch("matcher.steps.Step.unmet", return_value=()):
        yield


ALL: dict[str, Planted] = {
    planted.__name__: planted
    for planted in (
        expiry_forgets_the_youth,
        nobody_looks_whether_the_room_is_free,
        nothing_expires,
        an_introduction_waits_for_ever,
        a_step_leaves_no_event,
        a_step_is_written_down_twice,
        anybody_may_do_anything,
        who_saw_an_old_version_goes_first,
        a_no_leaves_the_booking,
        one_yes_is_enough,
        a_stay_ends_and_the_youth_is_forgotten,
        concerns_are_left_lying,
        the_last_day_goes_by,
        other_proposals_stay_open,
        a_condition_is_believed,
    )
}
