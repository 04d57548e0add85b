"""A demo set in the database: the same bytes for the same seed, guards, removal, refusal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.accounts.rules import DEMO_DOMAIN, DEMO_PASSPHRASE
from matcher.accounts.service import HASHER
from matcher.audit import COMMAND_LINE
from matcher.consents.rules import TO_MATCH
from matcher.database import Base
from matcher.database.accounts import Account
from matcher.database.cases import Consent, Intake, YouthCase
from matcher.database.domains import DomainLevel
from matcher.database.hosts import Home, Household, Room
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.records import AuditEvent
from matcher.database.screening import FlowChartVersion, Screening
from matcher.database.session import transaction
from matcher.database.visits import HomeVisit, HouseholdDocument, Visitor
from matcher.database.woonkaart import WoonkaartAnswer
from matcher.database.youths import Youth
from matcher.errors import MatcherError
from matcher.policy import load_policy
from matcher.rounds import service as rounds
from matcher.rounds.running import run_round
from matcher.screening import versions
from matcher.screening.service import path_of
from matcher.visits.checklist import checklist
from matcher.words import (
    HouseholdStatus,
    LifeDomain,
    PlacementStatus,
    ProposalStatus,
    Role,
    VisitStatus,
    YouthStatus,
)
from seed.demo import (
    Size,
    create,
    has_demo_data,
    make_room_for_demo_data,
    number_of_rows,
    plan,
    real_data,
)
from seed.demo.accounts import ADDRESSES, EVERY_ADDRESS
from seed.demo.removal import remove_demo_data
from seed.load import is_loaded, load_reference
from tests.factories import add_room, add_youth
from tests.seed.conftest import TODAY

SMALL = Size(120, 80)
Factory = sessionmaker[Session]


def fill(factory: Factory, seed: int = 1, size: Size = SMALL, **allowed: bool) -> None:
    with transaction(factory) as session:
        if not is_loaded(session):
            load_reference(session)
        make_room_for_demo_data(session, **allowed)
        create(session, plan(session, size, seed, TODAY), seed, TODAY)


def digest(factory: Factory) -> str:
    """Return a hash over the rows of all tables; audit events tell when this test ran."""
    content = hashlib.sha256()
    with transaction(factory) as session:
        for table in Base.metadata.sorted_tables:
            if table.name != AuditEvent.__tablename__:
                rows = session.execute(select(table).order_by(*table.primary_key.columns))
                content.update(f"{table.name} {rows.all()!r}".encode())
    return content.hexdigest()


def count(factory: Factory, model: type[Base]) -> int:
    with transaction(factory) as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


@contextmanager
def refused(*words: str) -> Iterator[None]:
    with pytest.raises(MatcherError) as caught:
        yield
    assert all(word in str(caught.value) for word in words)


def test_the_same_seed_gives_the_same_rows_in_every_table(
    loaded: Factory, factory: Factory
) -> None:
    """On SQLite twice, and on SQLite and PostgreSQL."""
    fill(loaded)
    fill(factory)
    assert digest(factory) == digest(loaded)


def test_another_seed_gives_other_rows(loaded: Factory) -> None:
    fill(loaded)
    before = digest(loaded)
    fill(loaded, seed=2, replace=True)
    assert digest(loaded) != before
    fill(loaded, seed=1, replace=True)
    assert digest(loaded) == before


def test_the_next_record_on_either_database_gets_a_free_id(factory: Factory) -> None:
    fill(factory)
    with transaction(factory) as session:
        youth, room = add_youth(session), add_room(session)
        session.add(Contract(municipality_code="GM0344", starts_on=date(2030, 1, 1)))
        session.add(Placement(youth_id=youth.id, room_id=room.id, starts_on=TODAY))
        session.flush()
        assert youth.id == SMALL.youths + 1


def test_the_guards_refuse_a_second_stay_beside_a_demo_placement(factory: Factory) -> None:
    fill(factory)
    with factory() as session:
        stay = session.scalars(
            select(Placement).where(Placement.status == PlacementStatus.ACTIVE)
        ).first()
        assert stay is not None
        youth = add_youth(session)
        session.add(Placement(youth_id=youth.id, room_id=stay.room_id, starts_on=stay.starts_on))
        with pytest.raises(IntegrityError):
            session.flush()


def test_demo_data_is_refused_on_real_data_unless_told_so(loaded: Factory) -> None:
    with transaction(loaded) as session:
        add_youth(session)
    with refused("1 youths", "--beside-real-data"):
        fill(loaded)
    assert count(loaded, Youth) == 1
    fill(loaded, beside_real_data=True)
    assert count(loaded, Youth) == 1 + SMALL.youths


@pytest.mark.parametrize("add", [add_youth, add_room])
def test_replacing_keeps_real_data(loaded: Factory, add: Callable[[Session], object]) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        add(session)
        found = real_data(session)
    with refused(*found):
        fill(loaded, replace=True)
    fill(loaded, seed=2, replace=True, beside_real_data=True)
    with transaction(loaded) as session:
        assert real_data(session) == found
    assert count(loaded, Youth) == SMALL.youths + (add is add_youth)


def test_a_contract_of_before_is_kept(loaded: Factory) -> None:
    with transaction(loaded) as session:
        session.add(Contract(municipality_code="GM0363", starts_on=date(2024, 1, 1)))
    with refused("1 contracts"):
        fill(loaded)
    fill(loaded, beside_real_data=True)
    with transaction(loaded) as session:
        query = select(Contract.starts_on).where(Contract.municipality_code == "GM0363")
        assert list(session.scalars(query)) == [date(2024, 1, 1)]


def test_demo_data_is_not_doubled(loaded: Factory) -> None:
    fill(loaded)
    with refused("already there", "--replace"):
        fill(loaded)
    assert count(loaded, Youth) == SMALL.youths


def test_replacing_takes_rounds_and_proposals_out_as_well(factory: Factory) -> None:
    fill(factory)
    with transaction(factory) as session:
        number = rounds.queue_round(session, COMMAND_LINE, TODAY).id
    assert run_round(factory, number).summary
    fill(factory, seed=2, replace=True)
    leftovers = {"matching_round", "proposal", "proposal_alternative", "round_unmatched"}
    with transaction(factory) as session:
        for table in Base.metadata.sorted_tables:
            if table.name in leftovers:
                assert session.scalar(select(func.count()).select_from(table)) == 0
        assert has_demo_data(session)


def test_a_placement_between_demo_and_real_records_stops_the_removal(loaded: Factory) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        room = session.scalars(select(Room).where(Room.reference == "DEMO-K00001")).one()
        youth = add_youth(session)
        session.add(Placement(youth_id=youth.id, room_id=room.id, starts_on=date(2031, 1, 1)))
    with refused("tie a demo record to a real one"):
        fill(loaded, replace=True, beside_real_data=True)


def test_there_is_one_account_per_role_tied_to_what_it_needs(loaded: Factory) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        by_email = {account.email: account for account in session.scalars(select(Account))}
        accounts = {role: by_email[email] for role, email in ADDRESSES.items()}
        assert set(accounts) == set(Role)
        assert all(account.email.endswith(f"@{DEMO_DOMAIN}") for account in accounts.values())
        for account in accounts.values():
            assert account.password_hash is not None
            assert HASHER.verify(account.password_hash, DEMO_PASSPHRASE)
        region = {link.municipality_code for link in accounts[Role.COORDINATOR].regions}
        assert accounts[Role.MUNICIPALITY_OFFICER].municipality_code in region
        assert accounts[Role.REFERRER].organisation is not None
        household = session.scalars(
            select(Household).where(Household.account_id == accounts[Role.HOST].id)
        ).one()
        assert household.status == HouseholdStatus.APPROVED
        assert household.homes[0].rooms
        youth = session.scalars(
            select(Youth).where(Youth.account_id == accounts[Role.YOUTH].id)
        ).one()
        assert youth.status == YouthStatus.READY


def test_the_colleagues_look_at_the_same_region_and_visit_for_two_organisations(
    loaded: Factory,
) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        coordinators = select(Account).where(Account.roles.any(role=Role.COORDINATOR))
        regions = [
            {link.municipality_code for link in one.regions}
            for one in session.scalars(coordinators.order_by(Account.id))
        ]
        first, second, elsewhere, stand_in = regions
        assert first == second
        assert elsewhere == stand_in
        assert elsewhere
        assert not elsewhere & first
        visitors = session.scalars(select(Visitor)).all()
        assert len({visitor.account.organisation_id for visitor in visitors} - {None}) == 2
        assert all(visitor.trained_on for visitor in visitors)
        assert [worker.caseload_cap for worker in session.scalars(select(Worker))].count(15) == 1


def test_ready_youths_of_the_region_have_a_case_consents_talks_and_levels(loaded: Factory) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        coordinator = session.scalars(
            select(Account).where(Account.email == ADDRESSES[Role.COORDINATOR])
        ).one()
        region = [link.municipality_code for link in coordinator.regions]
        ready = session.scalars(
            select(Youth).where(
                Youth.municipality_code.in_(region), Youth.status == YouthStatus.READY
            )
        ).all()
        assert len(ready) > 10
        for youth in ready:
            case = session.get_one(YouthCase, youth.id)
            assert case.housing_question
            assert case.guidance_question
            agreed = select(Consent.purpose).where(Consent.youth_id == youth.id)
            assert set(TO_MATCH) <= set(session.scalars(agreed))
            talks = session.scalars(select(Intake).where(Intake.youth_id == youth.id)).all()
            assert 1 <= len(talks) <= 2
            assert all(youth.registered_on <= talk.held_on <= TODAY for talk in talks)
            levels = select(DomainLevel.domain).where(DomainLevel.youth_id == youth.id)
            assert set(session.scalars(levels)) == set(LifeDomain)


def test_visits_are_to_come_await_a_decision_and_were_decided_by_somebody_else(
    loaded: Factory,
) -> None:
    fill(loaded, size=Size(400, 260))
    with transaction(loaded) as session:
        visits = session.scalars(select(HomeVisit)).all()
        assert {visit.status for visit in visits} == {
            VisitStatus.PLANNED,
            VisitStatus.REPORTED,
            VisitStatus.DECIDED,
        }
        for visit in visits:
            went = {visitor.account_id for visitor in visit.visitors}
            assert len({visitor.organisation_id for visitor in visit.visitors}) == 2
            assert visit.decided_by_id not in went
            if visit.status == VisitStatus.PLANNED:
                assert visit.planned_at.date() > TODAY
                assert not visit.impressions
            else:
                assert {one.account_id for one in visit.impressions} == went
                assert len(visit.answers) == len(checklist().questions)
                assert (visit.decided_at or visit.reported_at).date() <= TODAY  # type: ignore[union-attr]


def test_papers_hold_but_for_a_few_that_ran_out_or_soon_will(loaded: Factory) -> None:
    fill(loaded, size=Size(400, 260))
    with transaction(loaded) as session:
        days = [
            (one.expires_on - TODAY).days
            for one in session.scalars(select(HouseholdDocument))
            if one.expires_on is not None
        ]
    assert sum(number < 0 for number in days) < len(days) / 10
    assert any(0 <= number < 30 for number in days)
    assert sum(number > 30 for number in days) > len(days) / 2


def test_every_screening_of_the_demo_can_be_replayed(loaded: Factory) -> None:
    fill(loaded, size=Size(400, 260))
    with transaction(loaded) as session:
        found = session.scalars(select(Screening)).all()
        assert len(found) > 10
        assert {one.chart_version for one in found} == {versions.live(session)}
        for one in found:
            path = path_of(one)
            assert path.outcome is not None
            assert (path.outcome.route, path.stored()) == (one.outcome, one.path)


def test_a_flow_chart_that_people_put_in_use_is_used_and_kept(loaded: Factory) -> None:
    with transaction(loaded) as session:
        own = versions.install(session, COMMAND_LINE)
        assert own is not None
        key = own.id
    fill(loaded)
    with transaction(loaded) as session:
        assert set(session.scalars(select(Screening.version_id))) == {key}
        remove_demo_data(session)
        assert session.get(FlowChartVersion, key) is not None


def test_the_woonkaart_has_figures_of_two_closed_half_years_for_three_schools(
    loaded: Factory,
) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        found = session.execute(
            select(WoonkaartAnswer.half_year, WoonkaartAnswer.school_id, func.count())
            .group_by(WoonkaartAnswer.half_year, WoonkaartAnswer.school_id)
            .order_by(WoonkaartAnswer.half_year)
        ).all()
        assert [half_year for half_year, *_ in found] == ["2025-1"] * 3 + ["2025-2"] * 3
        assert all(number >= load_policy().before.woonkaart_smallest_count for *_, number in found)


def test_removing_leaves_nothing_but_accounts_and_what_they_did(factory: Factory) -> None:
    stays = {"account", "account_role", "coordinator_municipality", "audit_event"}
    with transaction(factory) as session:
        load_reference(session)
    before = _filled(factory)
    fill(factory)
    assert len(_filled(factory) - before) > 15
    with transaction(factory) as session:
        remove_demo_data(session)
    assert _filled(factory) - before == stays


def _filled(factory: Factory) -> set[str]:
    """Return the names of the tables that hold a row."""
    with transaction(factory) as session:
        tables = Base.metadata.sorted_tables
        return {t.name for t in tables if session.execute(select(t).limit(1)).first()}


def test_the_rows_that_are_told_are_the_rows_that_are_written(loaded: Factory) -> None:
    with transaction(loaded) as session:
        load_reference(session)
        demo, told = plan(session, SMALL, 1, TODAY), list[int]()
        create(session, demo, 1, TODAY, lambda _table, rows: told.append(rows))
        assert sum(told) == number_of_rows(demo)


def test_the_coordinator_s_region_has_enough_to_look_at(loaded: Factory) -> None:
    fill(loaded, size=Size(400, 260))
    with transaction(loaded) as session:
        coordinator = session.scalars(
            select(Account).where(Account.email == ADDRESSES[Role.COORDINATOR])
        ).one()
        region = [link.municipality_code for link in coordinator.regions]
        youths = select(func.count()).where(Youth.municipality_code.in_(region))
        homes = select(func.count()).where(Home.municipality_code.in_(region))
        assert len(region) >= 2
        assert (session.scalar(youths) or 0) > 40
        assert (session.scalar(homes) or 0) > 20


def test_a_round_on_demo_data_fills_most_rooms_and_leaves_some_youths(loaded: Factory) -> None:
    fill(loaded, size=Size(400, 260))
    with transaction(loaded) as session:
        number = rounds.queue_round(session, COMMAND_LINE, TODAY).id
    found = run_round(loaded, number)
    with transaction(loaded) as session:
        proposals = session.get_one(type(found), found.id).proposals
        assert {proposal.status for proposal in proposals} == {ProposalStatus.PROPOSED}
        waiting = session.scalar(select(func.count()).where(Youth.status == YouthStatus.READY))
        assert waiting is not None
        assert 100 < len(proposals) < waiting


def test_accounts_that_were_there_keep_their_audit_trail_when_replaced(loaded: Factory) -> None:
    fill(loaded)
    with transaction(loaded) as session:
        account = session.scalars(select(Account).order_by(Account.id)).first()
        assert account is not None
        session.add(
            AuditEvent(actor_id=account.id, origin="web", action="room.look", subject="room")
        )
        kept = account.id
    fill(loaded, seed=2, replace=True)
    with transaction(loaded) as session:
        assert session.get(Account, kept) is not None
    assert count(loaded, Account) == len(EVERY_ADDRESS)


def test_demo_data_without_reference_data_says_what_to_do(engine: Engine, factory: Factory) -> None:
    with transaction(factory) as session, refused("kamermatch reference load"):
        plan(session, SMALL, 1, TODAY)
