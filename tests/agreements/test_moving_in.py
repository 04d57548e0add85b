"""Moving in: the checklist, the start, and who refuses it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matcher import events
from matcher.agreements import service
from matcher.agreements.conditions import Need
from matcher.audit import Actor
from matcher.database.living import CareTeam, EmergencyContact
from matcher.database.placements import Placement
from matcher.errors import StepNotAllowed
from matcher.placements import service as placements
from matcher.words import Condition, IntroductionStage, PlacementStatus, SignParty
from tests.agreements.world import World, make_world
from tests.factories import TODAY


def _unmet(world: World, today: date = TODAY) -> set[Need]:
    found = service.needed(world.session, world.placement, today, today)
    return {one.need for one in found if not one.is_met}


def test_the_checklist_gets_shorter_with_every_step(world: World) -> None:
    assert _unmet(world) == set(Need) - {
        Need.CARE_TEAM, Need.EMERGENCY_CONTACT, Need.RENT_WITHIN_MAXIMUM, Need.DAY_REACHED,
    }  # fmt: skip
    rent, coaching = world.draft()
    assert Need.DRAFTED not in _unmet(world)
    assert Need.LEGAL_GROUND not in _unmet(world)
    world.hear(rent, SignParty.YOUTH)
    assert Need.RULES_YOUTH not in _unmet(world)
    world.hear(rent)
    assert _unmet(world) == {Need.PDF_MADE, Need.RENT_SIGNED, Need.COACHING_SIGNED}
    world.offer()
    world.sign(rent)
    assert _unmet(world) == {Need.COACHING_SIGNED}
    world.sign(coaching)
    assert _unmet(world) == set()


def test_moving_in_begins_the_stay_and_tells_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    real = events.tell

    def listen(session: Session, actor: Actor, event: str, row: object) -> None:
        told.append(event)
        real(session, actor, event, row)

    monkeypatch.setattr(events, "tell", listen)
    world.signed()
    placement = world.start()
    assert placement.status == PlacementStatus.ACTIVE
    assert placement.starts_on == TODAY
    assert world.introduction.stage == IntroductionStage.STARTED
    assert world.introduction.due_at is None
    assert "placement.started" in told


def test_moving_in_later_than_planned_is_recorded_on_the_true_day(world: World) -> None:
    world.signed()
    later = TODAY + timedelta(days=3)
    assert world.start(later, later).starts_on == later


@pytest.mark.parametrize("missing", ["team", "numbers", "coaching", "day", "maximum"])
def test_nobody_moves_in_before_everything_is_there(world: World, missing: str) -> None:
    if missing == "coaching":
        rent, _ = world.draft()
        world.hear(rent)
        world.offer()
        world.sign(rent)
    else:
        world.signed()
    expected = {
        "team": Condition.CARE_TEAM,
        "numbers": Condition.EMERGENCY_CONTACT,
        "coaching": Condition.COACHING_SIGNED,
        "day": Condition.DAY_REACHED,
        "maximum": Condition.RENT_WITHIN_MAXIMUM,
    }[missing]
    today = TODAY
    if missing == "team":
        world.session.get_one(CareTeam, world.placement.id).deputy_id = None
    if missing == "numbers":
        for contact in world.session.scalars(select(EmergencyContact)):
            world.session.delete(contact)
    if missing == "day":
        today = TODAY - timedelta(days=1)
    if missing == "maximum":
        world.placement.room.legal_max_rent_cents = 30000
    world.session.flush()
    with pytest.raises(StepNotAllowed) as caught:
        world.start(today, today)
    assert caught.value.missing == (expected,)
    assert world.placement.status == PlacementStatus.BOOKED
    assert world.introduction.stage == IntroductionStage.AGREEMENTS


def test_the_service_of_placements_refuses_too(world: World) -> None:
    with pytest.raises(StepNotAllowed) as caught:
        placements.start(
            world.session, world.actor, world.placement.id, world.placement.version, today=TODAY
        )
    assert set(caught.value.missing) == {Condition.RENT_SIGNED, Condition.COACHING_SIGNED}


def _start_by_sql(session: Session, placement: Placement) -> None:
    session.execute(
        text("UPDATE placement SET status = 'active' WHERE id = :id"), {"id": placement.id}
    )


def test_the_database_refuses_a_start_without_both_signatures(world: World) -> None:
    """By raw SQL, past every service; the control is the same statement with both signed."""
    rent, coaching = world.draft()
    world.hear(rent)
    world.offer()
    world.sign(rent)
    with pytest.raises(DBAPIError, match="guard_placement_start"), world.session.begin_nested():
        _start_by_sql(world.session, world.placement)
    world.sign(coaching)
    _start_by_sql(world.session, world.placement)
    world.session.expire(world.placement)
    assert world.placement.status == PlacementStatus.ACTIVE


def test_after_try_out_nights_the_rent_begins_today(session: Session) -> None:
    """The nights widened the booking to before today; nobody signs for a day that has passed."""
    world = make_world(session)
    world.placement.starts_on = TODAY - timedelta(days=5)
    session.flush()
    world.signed()
    assert world.placement.starts_on == TODAY
    assert world.start().status == PlacementStatus.ACTIVE
