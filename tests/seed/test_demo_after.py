"""What comes after the match is in the demo: complete, within its limits, and quiet for a day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.agreements.conditions import Need, needed
from matcher.audit import COMMAND_LINE
from matcher.careteam.contacts import contacts_of
from matcher.careteam.people import regions_of
from matcher.careteam.rules import can_be_reached
from matcher.clock import NETHERLANDS
from matcher.database.agreements import Agreement
from matcher.database.concerns import Concern
from matcher.database.introductions import Introduction
from matcher.database.leaving import Ending, Evaluation, FollowUp
from matcher.database.living import CareTeam, CheckIn, Plan
from matcher.database.placements import Placement
from matcher.database.session import reading, transaction
from matcher.inforce import policy_in_force
from matcher.rounds import service as rounds
from matcher.rounds.running import run_round
from matcher.tick import tick
from matcher.words import (
    AgreementStatus,
    CheckInStatus,
    ConcernStatus,
    EndingStatus,
    IntroductionStage,
    PlacementStatus,
)
from matcher.work.items import overdue
from seed.demo import Size, create, plan
from seed.demo.after.introductions import WANTED, begin_introductions
from seed.load import load_reference
from tests.seed.conftest import TODAY

Factory = sessionmaker[Session]
NOW = datetime.combine(TODAY, time(10), NETHERLANDS)
SIZE = Size(400, 260)


@pytest.fixture
def demo(loaded: Factory) -> Factory:
    with clock.at(NOW), transaction(loaded) as session:
        load_reference(session)
        create(session, plan(session, SIZE, 1, TODAY), 1, TODAY)
    return loaded


@pytest.fixture
def lived(demo: Factory) -> Factory:
    """The demo as `kamermatch demo` makes it, with a round and introductions."""
    with clock.at(NOW):
        with transaction(demo) as session:
            key = rounds.queue_round(session, COMMAND_LINE, TODAY).id
        run_round(demo, key)
        assert begin_introductions(demo, TODAY) == len(WANTED)
    return demo


def test_somebody_is_responsible_for_every_stay_and_coordinates_there(demo: Factory) -> None:
    with reading(demo) as session:
        stays = session.scalars(select(Placement)).all()
        teams = {one.placement_id: one for one in session.scalars(select(CareTeam))}
        assert teams.keys() == {one.id for one in stays}
        for stay in stays:
            team = teams[stay.id]
            assert team.deputy is not None
            assert regions_of(stay) & {one.municipality_code for one in team.responsible.regions}
            if stay.status == PlacementStatus.ACTIVE:
                assert can_be_reached(contacts_of(session, stay.id))


def test_every_stay_of_the_region_has_what_a_stay_needs(demo: Factory) -> None:
    with reading(demo) as session:
        active = select(Placement).join(Agreement, Agreement.placement_id == Placement.id)
        is_active = Placement.status == PlacementStatus.ACTIVE
        stays = session.scalars(active.where(is_active).distinct()).all()
        assert len(stays) >= 5
        for stay in stays:
            missing = {
                one.need for one in needed(session, stay, stay.starts_on, TODAY) if not one.is_met
            }
            assert missing <= {Need.PDF_MADE}  # the paper itself is made by nobody
            signed = session.scalars(
                select(Agreement).where(Agreement.placement_id == stay.id)
            ).all()
            assert {one.status for one in signed} == {AgreementStatus.SIGNED}
            assert {one.coupled_id for one in signed} == {one.id for one in signed}
            planned = select(func.count(CheckIn.id)).where(
                CheckIn.placement_id == stay.id, CheckIn.status == CheckInStatus.PLANNED
            )
            ends_soon = stay.ends_on is not None and stay.ends_on <= TODAY + timedelta(days=84)
            assert session.scalar(planned) == 1 or ends_soon


def test_there_is_something_of_everything_to_look_at(demo: Factory) -> None:
    with reading(demo) as session:
        found = set(session.scalars(select(Concern.status)))
        assert {ConcernStatus.OPEN, ConcernStatus.PICKED_UP} <= found
        assert set(session.scalars(select(Ending.status))) >= {EndingStatus.DONE}
        assert session.scalar(select(func.count(Plan.id)))
        assert session.scalar(select(func.count()).where(Evaluation.given_at.is_not(None)))
        assert session.scalar(select(func.count(FollowUp.id)))


def test_there_is_an_introduction_in_every_stage(lived: Factory) -> None:
    with reading(lived) as session:
        stages = set(session.scalars(select(Introduction.stage)))
    assert stages == set(IntroductionStage) - {IntroductionStage.STARTED}


def test_the_clock_finds_a_demo_in_order(lived: Factory) -> None:
    """Nothing is late, and an hour later nothing but mail has happened."""
    with clock.at(NOW + timedelta(minutes=5)):
        with reading(lived) as session:
            late = {item.key for item in overdue(session, TODAY, policy_in_force())}
        ticked = tick(lived, clock.moment())
    assert ticked.failed == []
    assert {key for key in late if key.startswith(("answer", "meet", "concern"))} == set()
    with reading(lived) as session:
        stages = set(session.scalars(select(Introduction.stage)))
    assert len(stages) == len(WANTED)
