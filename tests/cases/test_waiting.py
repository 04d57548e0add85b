"""From when a dossier waits to be completed: a step of a placement counts as being looked at."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import PROGRAM
from matcher.cases import reactions
from matcher.cases.service import case_of
from matcher.cases.waiting import items
from matcher.clock import NETHERLANDS
from matcher.inforce import policy_in_force
from matcher.words import PlacementStatus, WorkKind, YouthStatus
from matcher.work.rules import is_late
from tests.factories import TODAY, add_placement, add_youth

DAY = timedelta(days=1)
MORNING = datetime.combine(TODAY, time(9), NETHERLANDS)


def test_who_moved_out_waits_from_that_day_and_is_not_late_at_once(session: Session) -> None:
    youth = add_youth(session, status=YouthStatus.REGISTERED, registered_on=TODAY - 600 * DAY)
    add_placement(
        session, youth=youth, status=PlacementStatus.ENDED,
        starts_on=TODAY - 500 * DAY, ends_on=TODAY - 5 * DAY,
    )  # fmt: skip
    (item,) = [one for one in items(session, TODAY, policy_in_force())
               if one.kind == WorkKind.CASE and one.youth_id == youth.id]  # fmt: skip
    assert item.since == TODAY - 5 * DAY
    assert not is_late(item, TODAY, MORNING)


@pytest.mark.parametrize("event", ["placement.started", "placement.ended"])
def test_a_step_of_a_stay_is_something_done_for_the_youth(session: Session, event: str) -> None:
    stay = add_placement(session)
    case_of(session, stay.youth_id).last_activity_on = TODAY - 90 * DAY
    with clock.at(MORNING):
        reactions.REACTIONS[event](session, PROGRAM, stay)
    session.expire_all()
    assert case_of(session, stay.youth_id).last_activity_on == TODAY
