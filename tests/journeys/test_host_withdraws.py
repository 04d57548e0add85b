"""A host stops on the phone when both have said yes and the agreements lie on the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from matcher import clock
from matcher.agreements import service as agreements
from matcher.agreements.versions import UNSIGNED, details_of
from matcher.audit import Actor
from matcher.database.agreements import Agreement
from matcher.database.declines import PairRest
from matcher.database.hosts import Household
from matcher.database.introductions import Introduction, Question
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.words import (
    DeclineReason,
    HouseholdStatus,
    IntroductionStage,
    LegalGround,
    PlacementStatus,
    ProposalStatus,
    Side,
    WorkKind,
    YouthStatus,
)
from matcher.work.items import every_item
from tests.factories import add_room
from tests.introductions.scenes import MEETS_AT
from tests.journeys.lives import Story
from tests.web.browsing import clean

pytestmark = pytest.mark.browser

PHONE = 390
SAM = "sam@example.org"


def place_in_line(story: Story) -> tuple[object, ...]:
    with story.factory() as session:
        sam = session.get_one(Youth, 1)
        return (sam.lottery, sam.registered_on, sam.urgency)


def agreements_on_the_table(story: Story) -> None:
    """Both have said yes, and the agreements are drawn up; in Zeist another room is free."""
    story.introduce(IntroductionStage.AGREEMENTS)
    clock.set_to(MEETS_AT + timedelta(hours=20))
    with transaction(story.factory) as session:
        placement = session.scalars(select(Placement)).one()
        details = replace(
            details_of(session, placement, policy_in_force()), legal_ground=LegalGround.HOSPITA
        )
        agreements.draft(session, Actor(story.people.cora.id, "web"), placement.id, details)
        other = add_room(session).home.household
        other.contact_name = "Familie Reserve"


def stop_on_the_phone(story: Story) -> None:
    """The host reads what stops, is held up once without the tick, and gives the reason."""
    host = story.window(story.people.host, PHONE)
    host.goto("/host")
    host.get_by_role("link", name="Stoppen als gastgezin").click()
    expect(host.get_by_text("Dit stopt", exact=True)).to_be_visible()
    expect(host.get_by_role("listitem").filter(has_text="Sam, vanaf")).to_be_visible()
    clean(host)
    host.check("[name=reason][value=moves]")
    host.get_by_role("button", name="Stoppen als gastgezin").click()
    expect(host.get_by_text("Vink aan dat het stopt").first).to_be_visible()
    host.get_by_label("Ja, dat mag stoppen").check()
    host.get_by_role("button", name="Stoppen als gastgezin").click()
    expect(host.get_by_text("Je bent gestopt.").first).to_be_visible()
    clean(host)


def all_are_told(story: Story) -> None:
    people = story.people
    for address, template in (
        (SAM, "introduction_stopped"),
        (people.host.email, "introduction_stopped"),
        (people.counsellor.email, "introduction_stopped_staff"),
        (people.cora.email, "introduction_stopped_staff"),
    ):
        assert story.mails(address).count(template) == 1, address
    for text in story.bodies(SAM):  # the reason of the host is for staff
        assert "verhui" not in text.lower()


def the_room_is_gone_and_sam_waits(story: Story, line: tuple[object, ...]) -> None:
    assert place_in_line(story) == line
    with story.factory() as session:
        stopped = session.scalars(select(Introduction)).one()
        assert (stopped.stage, stopped.stopped_by, stopped.stop_reason, stopped.due_at) == (
            IntroductionStage.STOPPED, Side.HOST, DeclineReason.WITHDREW, None,
        )  # fmt: skip
        assert session.get_one(Youth, 1).status == YouthStatus.READY
        assert session.get_one(Household, 1).status == HouseholdStatus.WITHDRAWN
        assert session.scalars(select(PairRest.youth_id)).all() == [1]


def place_the_backup(story: Story) -> None:
    """The coordinator finds it on the work list: another room for Sam, in two clicks."""
    cora = story.window(story.people.cora)
    cora.goto("/work")
    cora.get_by_role("link", name="Reserve voorstellen", exact=True).click()
    clean(cora)
    cora.get_by_role("button", name="Voorstellen Familie Reserve").click()
    expect(cora.get_by_text("is nu een open voorstel")).to_be_visible()
    cora.get_by_role("button", name="Goedkeuren").click()
    expect(cora.get_by_text("De kamer is geboekt")).to_be_visible()


def sam_is_asked_about_the_next_room(story: Story) -> None:
    youth = story.open_page(PHONE)
    youth.goto(story.link(SAM, "introduction_interest"))
    expect(youth.get_by_role("button", name="Ja, ik wil kennismaken")).to_be_visible()
    clean(youth)


def nothing_of_it_is_pending(story: Story) -> None:
    """Of the room that is gone nothing waits, but what a person may learn from it."""
    with story.factory() as session:
        assert not session.scalars(
            select(Question.id).where(
                Question.introduction_id == 1,
                Question.answered_at.is_(None),
                Question.closed_at.is_(None),
            )
        ).all()
        old = session.scalars(select(Agreement).where(Agreement.placement_id == 1)).all()
        assert len(old) == 2
        assert not [one for one in old if one.status in UNSIGNED]
        first, second = session.scalars(select(Proposal).order_by(Proposal.id)).all()
        assert (first.status, second.status) == (ProposalStatus.DECLINED, ProposalStatus.APPROVED)
        assert (second.youth_id, second.replaces_id) == (1, first.id)
        assert session.get_one(Placement, 1).status == PlacementStatus.CANCELLED
        items = every_item(session, clock.today(), policy_in_force())
        left = {one.kind for one in items if one.room_id == first.room_id}
        assert left <= {WorkKind.DECIDE_SUGGESTION}


def test_a_host_withdraws_after_both_said_yes(story: Story) -> None:
    agreements_on_the_table(story)
    line = place_in_line(story)
    stop_on_the_phone(story)
    all_are_told(story)
    the_room_is_gone_and_sam_waits(story, line)
    place_the_backup(story)
    sam_is_asked_about_the_next_room(story)
    nothing_of_it_is_pending(story)
