"""A youth moves in with a friend: while an introduction runs, and out of a room that is lived in."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from matcher import clock
from matcher.clock import NETHERLANDS
from matcher.database.leaving import Ending, FollowUp
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.rounds.snapshot import load_frames
from matcher.words import (
    DeclineReason,
    Destination,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from matcher.work.items import overdue
from tests.factories import add_youth
from tests.journeys.lives import Story
from tests.web.browsing import clean

pytestmark = pytest.mark.browser

PHONE = 390
SAM = "sam@example.org"
WHY = "Ik ga bij een vriend wonen in Zeist."  # for staff alone
#: What gives the reason away, on a page or in a mail.
TELLING = ("Zeist", "vriend", "andere plek", "woont al", "lives_elsewhere", "partner")


def hears_no_reason(story: Story, host: Page) -> None:
    """Neither the page of the host nor any mail says where the youth goes, or why."""
    texts = [host.content(), *story.bodies(story.people.host.email)]
    for text in texts:
        assert not [word for word in TELLING if word in text]


def stop_on_the_own_page(youth: Page) -> None:
    youth.goto("/youth/")
    youth.get_by_role("link", name="Alles hierover").click()
    youth.get_by_text("Ik wil niet verder").click()
    clean(youth)
    youth.get_by_label("Ik heb al een andere plek om te wonen").check()
    youth.locator("[name=stop-note]").fill(WHY)
    youth.get_by_role("button", name="Stop dit voorstel").click()
    expect(youth.get_by_text("Dank je wel dat je het zegt").first).to_be_visible()
    clean(youth)


def place_the_backup(cora: Page) -> None:
    """From the work list, with one click to propose the next youth and one to approve."""
    cora.goto("/work")
    cora.get_by_role("link", name="Reserve voorstellen", exact=True).click()
    expect(cora.get_by_text(WHY).first).to_be_visible()
    cora.get_by_role("button", name="Voorstellen Noa Verzonnen").click()
    expect(cora.get_by_text("is nu een open voorstel")).to_be_visible()
    cora.get_by_role("button", name="Goedkeuren").click()
    expect(cora.get_by_text("De kamer is geboekt")).to_be_visible()


def take_off_the_list(cora: Page) -> None:
    """What the 'no' suggests is done by a person, and the question it asks is dealt with."""
    cora.goto("/work")
    cora.get_by_role("link", name="Les uit een 'nee' beoordelen", exact=True).click()
    learnt = cora.locator("#learnt")
    learnt.get_by_role("listitem").filter(has_text="van de wachtlijst halen").get_by_role(
        "button", name="Overnemen"
    ).click()
    expect(cora.get_by_text("Wat je hebt overgenomen, geldt vanaf nu")).to_be_visible()
    clean(cora)


def test_a_youth_who_finds_a_place_during_an_introduction_leaves_the_list(story: Story) -> None:
    with transaction(story.factory) as session:
        add_youth(session, first_name="Noa", last_name="Verzonnen")
    story.introduce(IntroductionStage.MEETING)
    stop_on_the_own_page(story.window(story.people.youth, PHONE))
    assert story.mails(story.people.host.email)[-1] == "introduction_off"
    host = story.window(story.people.host, PHONE)
    host.goto("/host")
    hears_no_reason(story, host)

    cora = story.window(story.people.cora)
    place_the_backup(cora)
    take_off_the_list(cora)
    with story.factory() as session:
        sam = session.get_one(Youth, 1)
        assert sam.status == YouthStatus.WITHDRAWN
        stopped, taken = session.scalars(select(Proposal).order_by(Proposal.id)).all()
        assert stopped.decline_reason == DeclineReason.LIVES_ELSEWHERE
        assert (taken.status, taken.room_id) == (ProposalStatus.APPROVED, stopped.room_id)
        first, second = session.scalars(select(Placement).order_by(Placement.id)).all()
        assert (first.status, second.status) == (PlacementStatus.CANCELLED, PlacementStatus.BOOKED)
        assert second.youth.first_name == "Noa"
        assert overdue(session, clock.today(), policy_in_force()) == []


def test_a_counsellor_says_it_for_the_youth_before_the_host_has_heard_of_it(
    story: Story,
) -> None:
    story.introduce(IntroductionStage.INTEREST)
    bo = story.window(story.people.counsellor)
    bo.goto("/introductions/1")
    bo.get_by_text("Stop deze kennismaking").first.click()
    bo.locator("[name=stop-side][value=youth]").check()
    bo.locator("[name=stop-reason]").select_option("lives_elsewhere")
    bo.get_by_role("button", name="Stop deze kennismaking").click()
    expect(bo.get_by_text("De kennismaking is gestopt.")).to_be_visible()
    clean(bo)
    assert story.mails(story.people.host.email) == []
    assert "introduction_stopped" in story.mails(SAM)


def jump(story: Story, day: date) -> None:
    """Come to a day with one tick, which does what was left: the days between are others' stories."""
    clock.set_to(datetime(day.year, day.month, day.day, 9, tzinfo=NETHERLANDS))
    story.to_day(day)


def give_notice(youth: Page) -> None:
    youth.goto("/youth/placements/1")
    youth.get_by_role("link", name="Opzeggen…").click()
    clean(youth)
    youth.get_by_label("gaat bij partner of vriend wonen").check()
    youth.fill("[name=ends_on]", "01-06-2026")
    youth.fill("[name=explanation]", WHY)
    youth.get_by_role("button", name="Opzeggen").click()
    expect(youth.get_by_text("Het staat genoteerd.")).to_be_visible()
    clean(youth)


def test_a_youth_who_moves_in_with_a_friend_gives_notice_and_is_followed_up(
    story: Story,
) -> None:
    story.move_in()
    jump(story, date(2026, 4, 20))
    give_notice(story.window(story.people.youth, PHONE))
    last = date(2026, 6, 1)
    host = story.window(story.people.host, PHONE)
    host.goto("/host/placements/1")
    expect(host.get_by_text("1 juni 2026").first).to_be_visible()
    clean(host)
    hears_no_reason(story, host)
    with story.factory() as session:
        frames = load_frames(session, clock.today(), policy_in_force())
        assert [day.date() for day in frames.rooms["free_from"]] == [last]
        ending = session.scalars(select(Ending)).one()
        assert (ending.ends_on, ending.destination) == (last, Destination.PARTNER_OR_FRIEND)

    jump(story, date(2026, 6, 2))
    cora = story.window(story.people.cora)
    cora.goto("/placements/1/follow-up")
    expect(cora.get_by_text("1 december 2026").first).to_be_visible()
    clean(cora)
    with story.factory() as session:
        assert session.get_one(Placement, 1).status == PlacementStatus.ENDED
        assert session.get_one(Youth, 1).status == YouthStatus.WITHDRAWN
        assert session.scalars(select(FollowUp.due_on)).one() == date(2026, 12, 1)
