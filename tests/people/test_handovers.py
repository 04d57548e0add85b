"""Handing over, taking on and leaving, on both databases, also when two people act at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.concerns import service
from matcher.database.cases import YouthCase
from matcher.database.living import CareTeam
from matcher.database.people import Covenant, Handover
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.errors import AlreadyTaken, NotAllowed, Stale, TextRefused
from matcher.organisations import daily
from matcher.organisations.covenants import CovenantTerms, add_covenant, allows, change_covenant
from matcher.people import handovers, leaving
from matcher.people.caseload import CapReached
from matcher.people.handovers import NotAColleague
from matcher.people.leaving import CaseloadOpen
from matcher.words import ConcernKind, CovenantPurpose, Role, Seriousness, Side
from tests.at_once import Deed, at_once, names
from tests.factories import TODAY, add_account, add_youth
from tests.living.factories import NOON, Stay
from tests.people.factories import add_guided, add_organisation, add_worker

CLI = Actor(None, "cli")


def acting(account_id: int) -> Actor:
    return Actor(account_id, "web")


def test_only_somebody_of_the_same_organisation_takes_over(session: Session) -> None:
    kim, stranger = add_worker(session), add_worker(session, "Bo", organisation="Z2")
    youth = add_guided(session, kim)
    noor = add_account(session, Role.ADMINISTRATOR)
    for receiver in (kim, stranger, noor):
        with pytest.raises(NotAColleague):
            handovers.ask(session, acting(kim.id), [youth.id], receiver.id)
    with pytest.raises(NotAColleague):
        handovers.ask(session, acting(kim.id), [add_youth(session).id], stranger.id)


def test_a_youth_is_handed_over_to_one_at_a_time(session: Session) -> None:
    kim, lee, bo = (add_worker(session, name) for name in ("Kim", "Lee", "Bo"))
    youth = add_guided(session, kim)
    handovers.ask(session, acting(kim.id), [youth.id], lee.id)
    with pytest.raises(AlreadyTaken):
        handovers.ask(session, acting(kim.id), [youth.id], bo.id)
    (asked,) = handovers.waiting_for(session, lee.id)
    with pytest.raises(NotAllowed):
        handovers.accept(session, acting(bo.id), asked.id)
    handovers.refuse(session, acting(lee.id), asked.id)
    handovers.ask(session, acting(kim.id), [youth.id], bo.id)
    assert session.get_one(YouthCase, youth.id).worker_id == kim.id


def test_a_note_with_a_citizen_service_number_is_refused(session: Session) -> None:
    kim, lee = add_worker(session), add_worker(session, "Lee")
    with pytest.raises(TextRefused):
        handovers.ask(
            session, acting(kim.id), [add_guided(session, kim).id], lee.id, "BSN 111222333"
        )


def test_whoever_is_asked_is_told_once_however_many_youths(session: Session) -> None:
    kim, lee = add_worker(session), add_worker(session, "Lee")
    youths = [add_guided(session, kim).id for _ in range(3)]
    handovers.ask(session, acting(kim.id), youths, lee.id)
    assert session.scalars(select(OutboxMessage.recipient)).all() == [lee.email]


def test_a_request_falls_when_the_youth_got_another_worker(session: Session) -> None:
    kim, lee, bo = (add_worker(session, name) for name in ("Kim", "Lee", "Bo"))
    youth = add_guided(session, kim)
    handovers.ask(session, acting(kim.id), [youth.id], lee.id)
    session.get_one(YouthCase, youth.id).worker_id = bo.id
    session.flush()
    (asked,) = handovers.waiting_for(session, lee.id)
    with pytest.raises(Stale):
        handovers.accept(session, acting(lee.id), asked.id)


def test_of_a_yes_and_a_withdrawal_at_once_one_holds(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        sender, receiver = add_worker(session), add_worker(session, "Lee")
        kim, lee, youth = sender.id, receiver.id, add_guided(session, sender).id
        (asked,) = handovers.ask(session, acting(kim), [youth], lee)
        key = asked.id

    deeds: list[Deed] = [
        lambda s: handovers.accept(s, acting(lee), key),
        lambda s: handovers.take_back(s, acting(kim), key),
    ]
    assert names(at_once(factory, deeds)) in (["NotFound", "done"], ["Stale", "done"])
    with factory() as session:
        accepted = session.scalar(select(func.count()).select_from(Handover)) == 1
        assert session.get_one(YouthCase, youth).worker_id == (lee if accepted else kim)


def test_of_two_who_take_a_youth_on_at_once_one_guides(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        kim, lee = add_worker(session).id, add_worker(session, "Lee").id
        youth = add_guided(session, None).id

    deeds: list[Deed] = [
        lambda s, who=who: handovers.take_on(s, acting(who), youth)  # type: ignore[misc]
        for who in (kim, lee)
    ]
    assert names(at_once(factory, deeds)) == ["AlreadyTaken", "done"]


def test_who_leaves_gives_back_what_was_asked(session: Session) -> None:
    kim, lee = add_worker(session), add_worker(session, "Lee", is_lead=True)
    youth = add_guided(session, lee)
    handovers.ask(session, acting(lee.id), [youth.id], kim.id)
    with pytest.raises(CaseloadOpen):
        leaving.leave(session, CLI, lee.id, TODAY)
    leaving.leave(session, CLI, kim.id, TODAY)
    assert not kim.is_active
    assert handovers.asked_by(session, lee.id) == []
    with pytest.raises(NotAColleague):
        handovers.ask(session, acting(lee.id), [youth.id], kim.id)


def test_a_covenant_allows_its_purposes_while_it_runs(session: Session) -> None:
    key = add_organisation(session).id
    terms = CovenantTerms(
        name="Samen", purposes=(CovenantPurpose.VISITS,), signed_on=TODAY,
        ends_on=TODAY + timedelta(days=1),
    )  # fmt: skip
    add_covenant(session, CLI, key, terms)
    assert allows(session, key, CovenantPurpose.VISITS, TODAY)
    assert not allows(session, key, CovenantPurpose.REFER, TODAY)
    assert not allows(session, key, CovenantPurpose.VISITS, TODAY + timedelta(days=1))
    assert not allows(session, key, CovenantPurpose.VISITS, TODAY - timedelta(days=1))


def test_the_administrator_hears_once_in_time_that_a_covenant_ends(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        add_account(session, Role.ADMINISTRATOR, email="ad@example.org")
        terms = CovenantTerms(
            name="Samen", purposes=(CovenantPurpose.REFER,), signed_on=TODAY,
            ends_on=TODAY + timedelta(days=30),
        )  # fmt: skip
        key = add_covenant(session, CLI, add_organisation(session).id, terms).id
    soon = TODAY + timedelta(days=20)
    assert [daily.run(factory, day) for day in (TODAY, soon, soon)] == [0, 1, 0]
    with transaction(factory) as session:
        assert session.scalars(select(OutboxMessage.recipient)).all() == ["ad@example.org"]
        later = CovenantTerms(
            name="Samen", purposes=(CovenantPurpose.REFER,), signed_on=TODAY,
            ends_on=soon + timedelta(days=9),
        )  # fmt: skip
        change_covenant(session, CLI, session.get_one(Covenant, key), later)
    assert daily.run(factory, soon) == 1


def test_nobody_takes_on_more_youths_than_the_cap(session: Session) -> None:
    kim = add_worker(session, caseload_cap=1)
    first, second = add_guided(session, None), add_guided(session, None)
    handovers.take_on(session, acting(kim.id), first.id)
    with pytest.raises(CapReached):
        handovers.take_on(session, acting(kim.id), second.id)


def test_who_guides_as_many_as_agreed_takes_nobody_over(session: Session) -> None:
    kim, lee = add_worker(session), add_worker(session, "Lee", caseload_cap=1)
    add_guided(session, lee)
    youth = add_guided(session, kim)
    handovers.ask(session, acting(kim.id), [youth.id], lee.id)
    (asked,) = handovers.waiting_for(session, lee.id)
    with pytest.raises(CapReached):
        handovers.accept(session, acting(lee.id), asked.id)
    assert session.get_one(YouthCase, youth.id).worker_id == kim.id


def test_of_many_taken_on_at_once_no_more_than_the_cap_get_through(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        kim = add_worker(session, caseload_cap=2)
        account_id = kim.id
        keys = [add_guided(session, None).id for _ in range(6)]
    deeds: list[Deed] = [
        lambda s, key=key: handovers.take_on(s, acting(account_id), key)  # type: ignore[misc]
        for key in keys
    ]
    assert names(at_once(factory, deeds)) == ["CapReached"] * 4 + ["done"] * 2
    with factory() as session:
        query = select(func.count()).select_from(YouthCase)
        assert session.scalar(query.where(YouthCase.worker_id == account_id)) == 2


def test_who_looks_after_stays_passes_them_on_before_leaving(session: Session) -> None:
    stay = Stay(session)
    service.raise_(
        session, acting(stay.host.id), stay.id, Side.HOST,
        service.Told(kind=ConcernKind.OTHER, seriousness=Seriousness.NOTICE, text="Hm"), NOON,
    )  # fmt: skip
    behind = leaving.left_behind(session, stay.first.id)
    assert (behind.stays, behind.concerns) == (1, 1)
    with pytest.raises(CaseloadOpen):
        leaving.leave(session, CLI, stay.first.id, TODAY)
    assert leaving.pass_on(session, CLI, stay.first.id, stay.second.id) == 1
    leaving.leave(session, CLI, stay.first.id, TODAY)
    team = session.get_one(CareTeam, stay.id)
    assert (team.responsible_id, team.deputy_id) == (stay.second.id, None)
    assert leaving.left_behind(session, stay.second.id).concerns == 1
