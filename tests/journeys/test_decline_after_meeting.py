"""A host says no after the meeting, in a real browser: the next youth is placed, others stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, links
from matcher.database.accounts import Account
from matcher.database.declines import PairRest
from matcher.database.records import OutboxMessage
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.words import (
    DeclineReason,
    IntroductionStage,
    ProposalStatus,
    RoundStatus,
    YouthStatus,
)
from tests.factories import add_proposal, add_youth
from tests.introductions.scenes import MEETS_AT, add_scene, to_stage
from tests.web.browsing import clean
from tests.web.conftest import signed_in_client
from tests.web.test_every_page import sign_in

pytestmark = pytest.mark.browser

HOST = "gastgezin@example.org"


@dataclass
class People:
    coordinator: Account
    introduction: int
    proposal: int
    sam: int
    other: int  # an open proposal of two others
    place_in_line: tuple[object, ...]


def place_in_line(youth: Youth) -> tuple[object, ...]:
    return (youth.lottery, youth.registered_on, youth.urgency, youth.status)


@pytest.fixture
def people(factory: sessionmaker[Session]) -> Iterator[People]:
    """Sam and a host have met; Noa waits for a room; two others have an open proposal."""
    clock.set_to(MEETS_AT)
    with transaction(factory) as session:
        scene = add_scene(session, first_name="Sam", last_name="Fictief")
        before = place_in_line(scene.proposal.youth)
        scene.proposal.round.status = RoundStatus.DONE
        scene.proposal.room.home.household.email = HOST
        other = add_proposal(session)
        add_youth(session, first_name="Noa", last_name="Verzonnen")
        to_stage(scene, IntroductionStage.ANSWERS)
        found = People(
            scene.coordinator,
            scene.introduction.id,
            scene.proposal.id,
            scene.proposal.youth_id,
            other.id,
            before,
        )
        session.flush()
        session.refresh(scene.coordinator)
        session.expunge(scene.coordinator)
    clock.set_to(MEETS_AT + timedelta(hours=3))
    yield found
    clock.set_to(None)


def link_in_the_mail(app: Flask, factory: sessionmaker[Session]) -> str:
    query = select(OutboxMessage.values).where(
        OutboxMessage.recipient == HOST, OutboxMessage.template == "introduction_decide"
    )
    with factory() as session:
        claim = links.Claim.restored(session.scalars(query).one()["link"])
    return links.address(app.extensions["settings"].secret_key, "", claim)


def test_a_no_after_the_meeting_places_the_next_youth_and_leaves_the_others(
    app: Flask,
    live: str,
    people: People,
    factory: sessionmaker[Session],
    open_page: Callable[..., Page],
) -> None:
    with factory() as session:
        version = session.get_one(Proposal, people.other).version

    # The host answers by the link in the mail, without signing in.
    host = open_page(360)
    host.goto(link_in_the_mail(app, factory))
    clean(host)
    host.locator("main summary").click()
    host.get_by_label("Het klikte niet tussen ons").check()
    host.locator("main details button[type=submit]").click()
    expect(host.get_by_role("heading", level=1)).to_be_visible()

    # The coordinator finds it on the work list, with who can come now.
    page = open_page(360)
    sign_in(page, live, signed_in_client(app, people.coordinator))
    page.goto("/work")
    expect(page.get_by_role("link", name="reserve", exact=False).first).to_be_visible()
    page.goto(f"/introductions/{people.introduction}")
    expect(page.get_by_role("heading", name="Wat we leren van deze")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Voorstellen Noa Verzonnen").click()
    expect(page.get_by_text("is nu een open voorstel")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("De kamer is geboekt")).to_be_visible()

    # What the 'no' teaches waits for a person.
    page.goto(f"/coordinator/proposals/{people.proposal}")
    clean(page)
    page.get_by_role("listitem").filter(has_text="nooit meer").get_by_role(
        "button", name="Overnemen"
    ).click()
    expect(page.get_by_text("Wat je hebt overgenomen, geldt vanaf nu")).to_be_visible()

    with factory() as session:
        declined = session.get_one(Proposal, people.proposal)
        assert declined.status == ProposalStatus.DECLINED
        assert declined.decline_reason == DeclineReason.NO_CLICK_MET
        made = session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert made is not None
        assert (made.youth.first_name, made.room_id) == ("Noa", declined.room_id)
        assert (made.status, made.replaces_id) == (ProposalStatus.APPROVED, declined.id)
        assert session.scalars(select(PairRest.youth_id)).all() == [people.sam]
        sam = session.get_one(Youth, people.sam)
        assert place_in_line(sam) == (*people.place_in_line[:-1], YouthStatus.READY)
        other = session.get_one(Proposal, people.other)
        assert (other.version, other.status) == (version, ProposalStatus.PROPOSED)
