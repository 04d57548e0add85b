"""Open proposals made on the days of a stay as they were: other days, and they fit no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import clock
from matcher.audit import COMMAND_LINE
from matcher.database.declines import PairRest
from matcher.database.records import AuditEvent, OutboxMessage
from matcher.database.rounds import Proposal
from matcher.endings.service import move_end, withdraw_notice
from matcher.placements.service import move
from matcher.words import ProposalStatus
from tests.factories import add_proposal, add_room, add_youth
from tests.leaving.scenes import JUNE, SEPTEMBER, Stay, stay

FREE_AGAIN = SEPTEMBER


@pytest.fixture(autouse=True)
def it_is_june() -> Iterator[None]:
    with clock.at(datetime(JUNE.year, JUNE.month, JUNE.day, 9, tzinfo=UTC)):
        yield


@pytest.fixture
def here(session: Session) -> Stay:
    return stay(session)


def for_the_room(session: Session, here: Stay, starts_on: date = FREE_AGAIN) -> Proposal:
    return add_proposal(session, room=here.placement.room, starts_on=starts_on)


def for_the_youth(session: Session, here: Stay, starts_on: date = FREE_AGAIN) -> Proposal:
    return add_proposal(
        session, room=add_room(session), youth=here.placement.youth, starts_on=starts_on
    )


def status_of(session: Session, proposal: Proposal) -> ProposalStatus:
    session.refresh(proposal)
    return proposal.status


def test_notice_taken_back_ends_what_was_proposed_for_the_room_and_for_the_youth(
    session: Session, here: Stay
) -> None:
    ending = here.notice(session)
    overtaken = [for_the_room(session, here), for_the_youth(session, here)]
    other = add_proposal(session, room=add_room(session), youth=add_youth(session))
    withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert [status_of(session, one) for one in overtaken] == [ProposalStatus.LAPSED] * 2
    assert status_of(session, other) == ProposalStatus.PROPOSED
    # Nobody said 'no': the pairs are free for the next round.
    assert session.scalars(select(PairRest)).all() == []


def test_who_handles_it_hears_once_why_it_lapsed_and_the_history_keeps_it(
    session: Session, here: Stay
) -> None:
    ending = here.notice(session)
    proposal = for_the_room(session, here)
    withdraw_notice(session, COMMAND_LINE, ending.id, ending.version, today=JUNE)
    mails = session.scalars(
        select(OutboxMessage).where(OutboxMessage.template.like("proposal_%"))
    ).all()
    assert [(mail.template, mail.recipient) for mail in mails] == [
        ("proposal_overtaken", here.coordinator.email)
    ]
    assert mails[0].values == {"proposal": proposal.id}
    event = session.scalars(select(AuditEvent).where(AuditEvent.action == "proposal.lapse")).one()
    assert event.details["why"] == "proposal_overtaken"


def test_a_later_last_day_ends_only_the_proposals_before_it(session: Session, here: Stay) -> None:
    ending = here.notice(session)
    before = for_the_room(session, here, FREE_AGAIN)
    after = for_the_youth(session, here, FREE_AGAIN + timedelta(days=30))
    move_end(
        session, here.actor, ending.id, ending.version, FREE_AGAIN + timedelta(days=30), today=JUNE
    )
    assert status_of(session, before) == ProposalStatus.LAPSED
    assert status_of(session, after) == ProposalStatus.PROPOSED


def test_an_earlier_last_day_leaves_every_proposal(session: Session, here: Stay) -> None:
    ending = here.notice(session)
    proposal = for_the_room(session, here)
    earlier = FREE_AGAIN - timedelta(days=7)
    move_end(session, here.actor, ending.id, ending.version, earlier, today=JUNE)
    assert status_of(session, proposal) == ProposalStatus.PROPOSED


def test_what_begins_after_the_end_that_was_agreed_before_goes_on(
    session: Session, here: Stay
) -> None:
    agreed = date(2027, 2, 1)
    here.placement.ends_on = agreed
    session.flush()
    ending = here.notice(session)
    proposal = for_the_room(session, here, agreed)
    withdraw_notice(session, here.actor, ending.id, ending.version, today=JUNE)
    assert status_of(session, proposal) == ProposalStatus.PROPOSED


def test_a_stay_that_is_extended_ends_what_was_proposed_after_it(
    session: Session, here: Stay
) -> None:
    here.placement.ends_on = FREE_AGAIN
    session.flush()
    proposal = for_the_room(session, here)
    move(
        session, here.actor, here.placement.id, here.placement.version,
        starts_on=here.placement.starts_on, ends_on=FREE_AGAIN + timedelta(days=1),
    )  # fmt: skip
    assert status_of(session, proposal) == ProposalStatus.LAPSED
