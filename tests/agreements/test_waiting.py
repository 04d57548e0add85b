"""What waits for whom between 'yes' and moving in, and who is reminded."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.agreements import daily, waiting
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.words import IntroductionStage, PlacementStatus, Role, WorkKind
from matcher.work.rules import WorkItem
from tests.agreements.world import MOMENT, World, make_world
from tests.factories import TODAY, add_account


def _items(world: World) -> list[WorkItem]:
    return list(waiting.items(world.session, TODAY, policy_in_force()))


def _kinds(world: World) -> list[WorkKind]:
    return [item.kind for item in _items(world)]


def test_each_stage_waits_for_one_thing(world: World) -> None:
    with clock.at(MOMENT):
        assert _kinds(world) == [WorkKind.MAKE_AGREEMENT]
        rent, coaching = world.draft()
        assert _kinds(world) == [WorkKind.ACKNOWLEDGE_RULES] * 3
        world.hear(rent)
        assert _kinds(world) == [WorkKind.MAKE_AGREEMENT]
        world.offer()
        assert _kinds(world) == [WorkKind.SIGN_AGREEMENT]
        world.sign(rent)
        assert _kinds(world) == [WorkKind.SIGN_AGREEMENT]
        world.sign(coaching)
        assert _kinds(world) == [WorkKind.START_STAY]
        world.start()
        assert _kinds(world) == []


def test_nothing_waits_before_both_said_yes(world: World) -> None:
    world.introduction.stage = IntroductionStage.ANSWERS
    world.session.flush()
    assert _items(world) == []


def test_who_has_an_account_reads_the_rules_there_and_for_others_staff_does(world: World) -> None:
    host = add_account(world.session, Role.HOST)
    world.placement.room.home.household.account_id = host.id
    with clock.at(MOMENT):
        world.draft()
        found = {item.subject: item for item in _items(world)}
    assert found["rules_host"].who == {host.id}
    assert found["rules_host"].endpoint == "agreements.own_rules"
    assert found["rules_youth"].who == {world.coordinator.id}
    assert found["rules_youth"].endpoint == "agreements.placement"
    assert found["rules_coordinator"].who == {world.coordinator.id}


def test_the_limit_is_that_of_the_introduction(world: World) -> None:
    assert _items(world)[0].due == world.introduction.due_at


def test_moving_in_is_announced_and_is_late_two_weeks_after_the_day(world: World) -> None:
    with clock.at(MOMENT):
        world.signed()
    item = _items(world)[0]
    assert item.since == world.placement.starts_on
    assert item.due == world.placement.starts_on + timedelta(days=14)


def test_a_new_version_of_a_running_stay_waits_too(world: World) -> None:
    with clock.at(MOMENT):
        world.signed()
        world.start()
        world.draft(rent_cents=39000, reason="Lagere huur.")
        item = _items(world)[0]
    assert world.placement.status == PlacementStatus.ACTIVE
    assert item.kind == WorkKind.MAKE_AGREEMENT
    assert item.due == TODAY + timedelta(days=14)


def test_the_number_of_queries_does_not_grow(
    factory: sessionmaker[Session], engine: Engine
) -> None:
    def counted() -> int:
        seen: list[str] = []

        def note(*arguments: object) -> None:
            seen.append("x")

        event.listen(engine, "before_cursor_execute", note)
        with factory() as session:
            list(waiting.items(session, TODAY, policy_in_force()))
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    with transaction(factory) as session, clock.at(MOMENT):
        make_world(session).draft()
    one = counted()
    with transaction(factory) as session, clock.at(MOMENT):
        for _ in range(4):
            make_world(session).draft()
    assert counted() == one


def _reminders(factory: sessionmaker[Session]) -> list[str]:
    with factory() as session:
        query = select(OutboxMessage.template).order_by(OutboxMessage.id)
        wanted = ("agreement_rules_reminder", "agreement_to_sign")
        return [one for one in session.scalars(query) if one in wanted]


def test_each_is_reminded_once_half_way(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session, clock.at(MOMENT):
        make_world(session).draft()
    daily.run(factory, TODAY + timedelta(days=6))
    assert _reminders(factory) == []
    for day in (7, 8, 9):
        daily.run(factory, TODAY + timedelta(days=day))
    assert _reminders(factory) == ["agreement_rules_reminder"]  # the youth has no address


def test_the_coordinator_is_reminded_of_what_is_not_signed_once_for_both(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session, clock.at(MOMENT):
        world = make_world(session)
        rent, _ = world.draft()
        world.hear(rent)
        world.offer()
    for day in (7, 8):
        daily.run(factory, TODAY + timedelta(days=day))
    assert _reminders(factory) == ["agreement_to_sign"]
