"""A stay is broken off after a conflict; the next round knows what was learnt of it."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from matcher import clock
from matcher.audit import Actor
from matcher.clock import NETHERLANDS
from matcher.database.declines import PairRest
from matcher.database.hosts import Household
from matcher.database.leaving import Ending, Evaluation, FuturePlan
from matcher.database.placements import Placement
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.jobs import run_waiting
from matcher.rounds.service import queue_round
from matcher.words import (
    DeclineReason,
    EndingReason,
    HouseholdStatus,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from tests.factories import add_room, add_youth
from tests.journeys.lives import Story
from tests.web.browsing import clean, send

pytestmark = pytest.mark.browser

PHONE = 390
SAM = "sam@example.org"
APRIL = datetime(2026, 4, 13, 10, tzinfo=NETHERLANDS)
NORTH = 52.13
OF_SAM, OF_HOST = "Het eten was goed, de ruzies niet.", "Rust in huis is voor ons belangrijk."


def break_off(story: Story, cora: Page) -> None:
    """The stay ends today, with the reason from the list; Sam waits for a room again at once."""
    cora.goto("/placements/1/ending")
    for name, value in (("kind", "broken_off"), ("given_by", "host"), ("match_again", "yes")):
        cora.check(f"[name={name}][value={value}]")
    cora.select_option("[name=reason]", "conflict")
    cora.fill("[name=ends_on]", f"{APRIL:%d-%m-%Y}")
    send(cora, "Vastleggen dat het eindigt", "Het staat genoteerd.")
    clean(cora)
    with story.factory() as session:
        assert session.get_one(Placement, 1).status == PlacementStatus.ENDED
        assert session.scalars(select(Ending.reason)).one() == EndingReason.CONFLICT
        assert session.get_one(Youth, 1).status == YouthStatus.READY


def plan_what_comes_next(story: Story) -> None:
    bo = story.window(story.people.counsellor)
    bo.goto("/placements/1/future-plan")
    bo.fill("[name=housing]", "Voorlopig bij oma, daarna een rustig gezin.")
    bo.check("[name=agreed]")
    send(bo, "Bewaren", "Het toekomstplan is bewaard.")
    clean(bo)
    with story.factory() as session:
        assert session.scalars(select(FuturePlan.agreed_on)).one() == APRIL.date()


def look_back(story: Story) -> None:
    """Each in own words by a link; the host would like another guest, and Sam would not."""
    youth = story.open_page(PHONE)
    youth.goto(story.link(SAM, "evaluation_asked_youth"))
    youth.fill("[name=own_words]", OF_SAM)
    youth.check("[name=would_again][value=no]")
    send(youth, "Versturen", "Je antwoorden zijn bewaard.")
    clean(youth)
    host = story.open_page(PHONE)
    host.goto(story.link(story.people.host.email, "evaluation_asked_host"))
    host.fill("[name=own_words]", OF_HOST)
    host.check("[name=again][value=yes]")
    send(host, "Versturen", "Je antwoorden zijn bewaard.")
    with story.factory() as session:
        said = {one.side: one.own_words for one in session.scalars(select(Evaluation))}
        assert said == {"youth": OF_SAM, "host": OF_HOST}
        assert session.get_one(Household, 1).status == HouseholdStatus.APPROVED


def next_round(story: Story) -> None:
    with transaction(story.factory) as session:
        queue_round(session, Actor(story.people.cora.id, "web"), clock.today())
    assert len(run_waiting(story.factory)) == 1


def each_gets_another(story: Story) -> None:
    """Sam goes to the other room and Noa comes in Sam's place: both rooms are still used."""
    with story.factory() as session:
        made = session.scalars(select(Proposal).where(Proposal.status == ProposalStatus.PROPOSED))
        assert {(one.youth_id, one.room_id) for one in made} == {(1, 2), (2, 1)}
        (rest,) = session.scalars(select(PairRest)).all()
        assert (rest.youth_id, rest.room_id) == (1, 1)
        assert (rest.reason, rest.until_on) == (DeclineReason.NO_CLICK_MET, None)


def read_why(cora: Page) -> None:
    """The page of the new proposal, and why these two are not together again."""
    cora.goto("/coordinator/proposals")
    expect(cora.get_by_text("Familie Volgende").first).to_be_visible()
    cora.goto("/coordinator/why-not?youth=1&room=1")
    expect(cora.get_by_role("heading", name="Deze kamer kan niet")).to_be_visible()
    learnt = cora.get_by_text("Deze twee worden niet meer aan elkaar voorgesteld")
    expect(learnt.filter(has_text="ruzie of geen klik meer")).to_be_visible()
    clean(cora)


def test_a_stay_is_broken_off_and_the_next_round_has_learnt(story: Story) -> None:
    story.move_in()
    with transaction(story.factory) as session:
        # Sam is at home near the first room and Noa near the second: without what was learnt
        # each would get the nearest.
        room = add_room(session, home={"latitude": NORTH})
        room.home.household.contact_name = "Familie Volgende"
        noa = add_youth(session, first_name="Noa", last_name="Verzonnen")
        noa.places[0].latitude = NORTH
    clock.set_to(APRIL)
    cora = story.window(story.people.cora)
    break_off(story, cora)
    plan_what_comes_next(story)
    look_back(story)
    next_round(story)
    each_gets_another(story)
    read_why(cora)
