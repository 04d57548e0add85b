"""Who sees what on the work list, under which name, and how the mail of the morning counts it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.hosting import HouseholdHandling
from matcher.database.people import Deputy
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.inforce import policy_in_force
from matcher.words import Role, WorkKind
from matcher.work import digest, items, service
from matcher.work.listing import Listed, collect
from matcher.work.rules import State
from matcher.work.views import COMING, LATE, MINE, TEAM, counts, shown
from tests.factories import TODAY, add_room
from tests.queries import counted
from tests.work.scenes import MORNING, Region, add_region, add_rest, open_proposal, principal

AT_SEVEN = datetime(2026, 3, 3, 6, 5, tzinfo=UTC)  # 7:05 on a Tuesday in Dutch winter time


def kinds(listed: list[Listed]) -> Counter[WorkKind]:
    return Counter(one.item.kind for one in listed)


@pytest.fixture
def region(session: Session) -> Region:
    return add_region(session)


def proposals_of(session: Session, region: Region, who: str) -> list[Listed]:
    found = collect(session, principal(getattr(region, who)), TODAY, MORNING)
    return [one for one in found if one.item.kind == WorkKind.DECIDE_PROPOSAL]


def test_what_nobody_handles_waits_for_all_coordinators_of_the_region_and_nobody_else(
    session: Session, region: Region
) -> None:
    for who in ("noor", "bo"):
        (one,) = proposals_of(session, region, who)
        assert one.is_mine
        assert one.youth == region.youth.name
        assert one.host == "Familie Voorbeeld"
    for who in ("els", "kim", "jo"):
        assert proposals_of(session, region, who) == []


def test_what_somebody_handles_waits_for_that_person_and_stands_in_the_region(
    session: Session, region: Region
) -> None:
    household_id = region.proposal.room.home.household_id
    session.add(HouseholdHandling(household_id=household_id, handled_by_id=region.noor.id))
    session.flush()
    (of_noor,), (of_bo,) = (proposals_of(session, region, who) for who in ("noor", "bo"))
    assert of_noor.is_mine
    assert not of_bo.is_mine
    assert of_bo.who == ("Noor",)
    assert [len(shown([of_bo], view, ())) for view in (MINE, TEAM)] == [0, 1]


def test_a_deputy_finds_the_work_of_who_is_away_between_the_days(
    session: Session, region: Region
) -> None:
    household_id = region.proposal.room.home.household_id
    session.add(HouseholdHandling(household_id=household_id, handled_by_id=region.noor.id))
    named = Deputy(account_id=region.noor.id, deputy_id=region.bo.id, starts_on=TODAY)
    session.add(named)
    session.flush()
    session.refresh(region.bo)
    (one,) = proposals_of(session, region, "bo")
    assert one.is_mine
    assert one.stands_in_for == ("Noor",)
    named.ends_on = TODAY - timedelta(days=1)
    named.starts_on = TODAY - timedelta(days=9)
    session.flush()
    assert not proposals_of(session, region, "bo")[0].is_mine


def test_who_reaches_one_side_only_reads_no_name_of_the_other(
    session: Session, region: Region
) -> None:
    region.youth.municipality_code = "GM0363"
    session.flush()
    (one,) = proposals_of(session, region, "noor")
    assert (one.youth, one.host) == (region.youth.reference, "Familie Voorbeeld")


def test_everything_from_before_a_proposal_has_its_place(session: Session, region: Region) -> None:
    add_rest(session, region)
    noor, kim, jo = (
        collect(session, principal(one), TODAY, MORNING)
        for one in (region.noor, region.kim, region.jo)
    )
    assert kinds(noor) >= Counter(
        {
            WorkKind.DECIDE_PROPOSAL: 1,
            WorkKind.PLAN_VISIT: 1,
            WorkKind.VISIT: 1,
            WorkKind.VISIT_REPORT: 1,
            WorkKind.VISIT_DECISION: 1,
            WorkKind.VISIT_ACTION: 3,
            WorkKind.PAPER: 1,
            WorkKind.EXCEPTION: 1,
            WorkKind.CORRECTION: 1,
            WorkKind.CASE: 1,
            WorkKind.NAMES: 2,
        }
    )
    of_kim = kinds(shown(kim, MINE, ()))
    assert of_kim == Counter(
        {
            WorkKind.CASE: 1,
            WorkKind.CORRECTION: 1,
            WorkKind.NAMES: 1,
            WorkKind.VISIT_REPORT: 1,
        }
    )
    assert kinds(shown(kim, COMING, ())) == Counter({WorkKind.VISIT: 1})
    assert kinds(shown(jo, MINE, ())) == Counter({WorkKind.HANDOVER: 1})
    late = shown(noor, LATE, ())
    assert kinds(late) == Counter({WorkKind.VISIT_REPORT: 1})
    # A visitor of an organisation does not read the name of the host on the list.
    assert all(one.host == "" for one in kim)


def test_the_list_takes_as_many_queries_for_ten_things_as_for_one(
    session: Session, region: Region, engine: Engine
) -> None:
    reader = principal(region.noor)
    with counted(engine) as one:
        collect(session, reader, TODAY, MORNING)
    for _ in range(9):
        open_proposal(session, region.youth, add_room(session))
    with counted(engine) as ten:
        assert len(collect(session, reader, TODAY, MORNING)) == 10
    assert len(ten) == len(one)


def test_what_is_put_off_comes_back_on_its_day_or_when_it_is_late(
    session: Session, region: Region
) -> None:
    from matcher.audit import Actor

    actor = Actor(region.noor.id, "web")
    (one,) = proposals_of(session, region, "noor")
    until = TODAY + timedelta(days=20)
    assert service.put_off(session, actor, [one.key, "nonsense", "visit:x:y"], until, TODAY) == 1
    assert service.put_off(session, actor, [one.key], until, TODAY) == 1  # again: no second row
    away = service.put_off_keys(session, region.noor.id, TODAY)
    assert counts([one], away) == {
        "mine": 0,
        "late": 0,
        "coming": 0,
        "team": 1,
        "away": 1,
        "given": 0,
    }
    assert service.put_off_keys(session, region.bo.id, TODAY) == frozenset()
    limit = TODAY + timedelta(days=policy_in_force().after.stalled_days + 1)
    (late,) = [
        found
        for found in collect(session, principal(region.noor), limit, MORNING)
        if found.key == one.key
    ]
    assert late.state == State.LATE
    assert counts([late], away)["mine"] == 1
    assert service.put_off_keys(session, region.noor.id, until) == frozenset()
    assert service.forget_old(session, until) == 1


@pytest.mark.parametrize("days", [0, -1, 32])
def test_things_are_put_off_from_tomorrow_up_to_a_month(
    session: Session, region: Region, days: int
) -> None:
    from matcher.audit import Actor

    with pytest.raises(service.DayRefused):
        service.put_off(
            session,
            Actor(region.noor.id, "web"),
            ["decide_proposal:proposal:1"],
            TODAY + timedelta(days=days),
            TODAY,
        )


def test_overdue_names_what_waits_past_its_limit(session: Session, region: Region) -> None:
    policy = policy_in_force()
    assert items.overdue(session, TODAY, policy, MORNING) == []
    later = TODAY + timedelta(days=policy.after.stalled_days + 1)
    assert [one.subject for one in items.overdue(session, later, policy, MORNING)] == ["proposal"]


@pytest.fixture
def staffed(factory: sessionmaker[Session]) -> sessionmaker[Session]:
    with transaction(factory) as session:
        add_region(session)
    return factory


def mails(factory: sessionmaker[Session]) -> list[OutboxMessage]:
    with factory() as session:
        query = select(OutboxMessage).where(OutboxMessage.template == "work_digest")
        return list(session.scalars(query.order_by(OutboxMessage.id)))


def test_the_mail_of_the_morning_comes_once_a_day_to_those_who_have_work(
    staffed: sessionmaker[Session],
) -> None:
    early = AT_SEVEN - timedelta(hours=1)
    assert digest.send_due(staffed, early) == 0
    assert digest.send_due(staffed, AT_SEVEN) == 2  # Noor and Bo; the others have nothing to do
    assert digest.send_due(staffed, AT_SEVEN) == 0
    assert digest.send_due(staffed, AT_SEVEN + timedelta(hours=5)) == 0
    assert [one.values for one in mails(staffed)] == [{"number": 1, "late": 0}] * 2
    assert digest.send_due(staffed, AT_SEVEN + timedelta(days=1)) == 2


def test_the_mail_of_the_morning_follows_the_wish_and_skips_weekends(
    staffed: sessionmaker[Session],
) -> None:
    from matcher.audit import Actor
    from matcher.database.accounts import Account

    with transaction(staffed) as session:
        noor = session.scalars(select(Account).where(Account.name == "Noor")).one()
        digest.set_wish(session, Actor(noor.id, "web"), True, "6")
        bo = session.scalars(select(Account).where(Account.name == "Bo")).one()
        digest.set_wish(session, Actor(bo.id, "web"), False, "12345")
    assert digest.send_due(staffed, AT_SEVEN) == 0
    saturday = AT_SEVEN + timedelta(days=4)
    assert digest.send_due(staffed, saturday) == 1
    assert digest.send_due(staffed, saturday + timedelta(days=1)) == 0


def test_a_reminder_goes_to_each_person_once_a_day_and_never_to_oneself(
    session: Session, region: Region
) -> None:
    from dataclasses import replace

    from matcher.audit import Actor

    (one,) = proposals_of(session, region, "noor")
    waiting = [
        replace(
            one,
            item=replace(one.item, who=frozenset({region.kim.id, region.noor.id}), bulk="remind"),
        )
    ] * 2
    actor = Actor(region.noor.id, "web")
    assert service.remind(session, actor, waiting, TODAY) == 1
    assert service.remind(session, actor, waiting, TODAY) == 0
    assert service.remind(session, actor, waiting, TODAY + timedelta(days=1)) == 1
    assert service.remind(session, actor, [one], TODAY + timedelta(days=2)) == 0
    told = session.scalars(select(OutboxMessage.recipient)).all()
    assert set(told) == {region.kim.email}
    assert Role.REFERRER in {link.role for link in region.kim.roles}
