"""Somebody does not answer: reminded once, then it stops by itself and nobody is left waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.database.introductions import Introduction, Question
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.rounds.snapshot import load_frames
from matcher.words import (
    DeclineReason,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    Side,
    YouthStatus,
)
from matcher.work.items import overdue
from tests.factories import add_youth
from tests.journeys.lives import MONDAY, Story
from tests.web.browsing import clean, send

pytestmark = pytest.mark.browser

PHONE = 390
SAM, NOA = "sam@example.org", "noa@example.org"
TOO_LATE = "Hier antwoorden kan niet meer"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def story(story: Story, factory: sessionmaker[Session]) -> Story:
    """Sam is asked about a room on Monday morning; Noa waits for a room as well."""
    with transaction(factory) as session:
        add_youth(session, first_name="Noa", last_name="Verzonnen", email=NOA)
    story.introduce(IntroductionStage.INTEREST)
    return story


def wait_for_the_end(story: Story, recipient: str, template: str) -> None:
    """Let the term go by: one reminder half-way, none after that, and then it stops."""
    with story.factory() as session:
        due_at = session.scalars(select(Introduction.due_at)).one()
    assert due_at is not None
    asked_at = clock.moment()
    assert story.mails(recipient).count(template) == 1
    story.pass_time(asked_at + (due_at - asked_at) / 2 + MINUTE)
    assert story.mails(recipient).count(template) == 2
    story.pass_time(due_at)
    assert story.mails(recipient).count(template) == 2
    assert stage_of(story) != IntroductionStage.STOPPED
    story.pass_time(due_at + timedelta(hours=1))
    assert stage_of(story) == IntroductionStage.STOPPED
    story.pass_time(due_at + timedelta(hours=6))  # and nothing more comes of it


def stage_of(story: Story) -> IntroductionStage:
    with story.factory() as session:
        return session.scalars(select(Introduction.stage)).one()


def nothing_is_pending(story: Story, silent: Side) -> None:
    """Everything is free and closed, as if nobody had been asked, and the record says why."""
    today = clock.today()
    with story.factory() as session:
        introduction = session.scalars(select(Introduction)).one()
        assert introduction.stop_reason == DeclineReason.NO_ANSWER
        assert introduction.stopped_by == silent
        assert introduction.due_at is None
        proposal = introduction.proposal
        assert proposal.status == ProposalStatus.LAPSED
        assert introduction.placement is not None
        assert introduction.placement.status == PlacementStatus.CANCELLED
        assert proposal.youth.status == YouthStatus.READY
        questions = session.scalars(select(Question)).all()
        assert all(one.answered_at or one.closed_at for one in questions)
        frames = load_frames(session, today, policy_in_force())
        assert len(frames.youths) == 2  # Sam and Noa
        assert list(frames.rooms["free_from"].dt.date) == [MONDAY.date()]
        assert overdue(session, today, policy_in_force()) == []


def staff_is_told_once(story: Story) -> None:
    for account in (story.people.counsellor, story.people.cora):
        assert story.mails(account.email).count("introduction_stopped_staff") == 1


def too_late(page: Page) -> None:
    """The page says so in words, and what to do now."""
    expect(page.get_by_role("heading", level=1, name=TOO_LATE)).to_be_visible()
    expect(page.get_by_text("Bel of mail dan vandaag").first).to_be_visible()
    clean(page)


def test_a_host_who_does_not_answer_makes_room_for_the_next_youth(story: Story) -> None:
    people = story.people
    youth = story.open_page(PHONE)  # by the links in the mails, without signing in
    youth.goto(story.link(SAM, "introduction_interest"))
    send(youth, "Ja, ik wil kennismaken", "Je antwoord staat genoteerd")
    link = story.link(people.host.email, "introduction_meet")
    host = story.open_page(PHONE)
    host.goto(link)  # read, and laid aside
    wait_for_the_end(story, people.host.email, "introduction_meet")
    nothing_is_pending(story, Side.HOST)

    # Everybody is told, once.
    for address in (SAM, people.host.email):
        assert story.mails(address).count("introduction_stopped") == 1
    staff_is_told_once(story)

    # The host presses the button after all, and opens the mail once more.
    host.get_by_role("button", name="Ja, we willen kennismaken", exact=True).click()
    too_late(host)
    assert host.goto(link).status == 404  # type: ignore[union-attr]
    too_late(host)
    assert stage_of(story) == IntroductionStage.STOPPED
    for account, path in ((people.host, "/host"), (people.youth, "/youth/")):
        own = story.window(account, PHONE)
        own.goto(path)
        expect(own.get_by_text("Wat op je wacht")).to_have_count(0)
        clean(own)

    # The coordinator reads what to do, and proposes the next youth with one click.
    cora = story.window(people.cora)
    cora.goto("/work")
    cora.get_by_role("link", name="Reserve voorstellen", exact=True).click()
    clean(cora)
    send(cora, "Voorstellen Noa Verzonnen", "is nu een open voorstel")
    with story.factory() as session:
        new = session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert new is not None
        assert new.replaces_id is not None
        assert (new.youth.first_name, new.status) == ("Noa", ProposalStatus.PROPOSED)
        assert session.get_one(Youth, 1).status == YouthStatus.READY
    cora.goto("/work")
    expect(cora.get_by_role("link", name="Reserve voorstellen", exact=True)).to_have_count(0)
    expect(cora.get_by_role("link", name="Voorstel beoordelen", exact=True).first).to_be_visible()


def test_a_youth_who_does_not_answer_keeps_the_place_and_the_host_hears_nothing(
    story: Story,
) -> None:
    people = story.people
    before = set(story.mails(people.host.email))
    wait_for_the_end(story, SAM, "introduction_interest")
    nothing_is_pending(story, Side.YOUTH)
    assert story.mails(SAM).count("introduction_stopped") == 1
    assert set(story.mails(people.host.email)) == before  # was never asked
    staff_is_told_once(story)
    youth = story.open_page(PHONE)
    youth.goto(story.link(SAM, "introduction_interest"))
    too_late(youth)
    cora = story.window(people.cora, PHONE)
    cora.goto("/introductions/1")
    expect(cora.get_by_text("Geen antwoord gekregen").first).to_be_visible()
    expect(cora.get_by_role("button", name="Voorstellen Noa Verzonnen")).to_be_visible()
    clean(cora)
