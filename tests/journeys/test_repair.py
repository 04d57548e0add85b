"""After a decline in a real browser: a back-up is proposed and approved, and others stay."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import Actor
from matcher.database.accounts import Account
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.jobs import run_waiting
from matcher.rounds.running import run_round
from matcher.rounds.service import queue_round
from matcher.words import ProposalStatus, Role
from tests.factories import UTRECHT, add_room, add_youth
from tests.journeys.test_main_job import sign_in
from tests.web.browsing import clean

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(factory: sessionmaker[Session], make_account: Callable[..., Account]) -> Account:
    """A round that proposed two rooms to two of three youths: Noa is left, with less budget."""
    with transaction(factory) as session:
        for name in ("Sam", "Kim"):
            add_room(session)
            add_youth(session, first_name=name)
        add_youth(session, first_name="Noa", last_name="Verzonnen", urgency=0)
        spare = add_room(session, rent_cents=90_000)  # nobody can pay it yet
        spare.home.household.contact_name = "Familie Reserve"
        queued = queue_round(session, Actor(None, "cli"), today_in_the_netherlands())
    run_round(factory, queued.id)
    with transaction(factory) as session:
        spare = session.get_one(type(spare), spare.id)
        spare.rent_cents = 40_000
    return make_account(Role.COORDINATOR, regions=[UTRECHT])


def test_a_decline_leads_to_a_back_up_that_is_approved_and_the_rest_is_repaired(
    coordinator: Account, open_page: Callable[..., Page], factory: sessionmaker[Session]
) -> None:
    with factory() as session:
        declined, kept = session.scalars(select(Proposal).order_by(Proposal.id)).all()
    page = sign_in(open_page(390), coordinator)
    page.goto(f"/coordinator/proposals/{declined.id}")
    clean(page)

    # Decline, and with the same step propose who is free.
    page.get_by_role("link", name="Afwijzen en voorstellen").first.click()
    expect(
        page.get_by_text("wordt", exact=False).filter(has_text="meteen voorgesteld")
    ).to_be_visible()
    page.get_by_label("jongere wil niet").check()
    clean(page)
    page.get_by_role("button", name="Afwijzen en").click()
    expect(page.get_by_text("is nu een open voorstel")).to_be_visible()
    expect(
        page.get_by_text(f"het komt in de plaats van voorstel {declined.id}").first
    ).to_be_visible()
    page.get_by_role("button", name="Goedkeuren").click()
    expect(page.get_by_text("De kamer is geboekt")).to_be_visible()

    # The youth of the declined one gets the room that came free, by the best repair of all.
    page.goto("/coordinator/repair")
    clean(page)
    page.get_by_role("button", name="Uitrekenen").click()
    expect(page.get_by_text("Het wordt uitgerekend")).to_be_visible()
    assert len(run_waiting(factory)) == 1  # what `kamermatch work` does
    page.goto("/coordinator/repair")
    expect(page.get_by_text("van de 1 open voorstellen")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Dit paar voorstellen").click()
    expect(page.get_by_text("1 voorstel is gemaakt")).to_be_visible()
    page.goto("/coordinator/repair")
    expect(page.get_by_text("Niets te herstellen")).to_be_visible()

    with factory() as session:
        assert session.get_one(Proposal, kept.id).status == ProposalStatus.PROPOSED
        assert session.get_one(Proposal, kept.id).version == kept.version


def test_the_repair_in_english_fits_a_wide_screen(
    coordinator: Account, open_page: Callable[..., Page]
) -> None:
    page = sign_in(open_page(1280), coordinator)
    page.get_by_role("button", name="English").click()
    page.goto("/coordinator/repair")
    expect(page.get_by_role("heading", level=1)).to_have_text("Repair")
    clean(page)
