"""A host who is refused: planned, visited by two, reported on a phone, decided by a third."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.database.visits import HomeVisit
from matcher.words import HouseholdStatus, Role
from tests.factories import add_account
from tests.journeys.home_visit import fill_in_and_report, plan, write_impression
from tests.journeys.windows import Windows
from tests.visits.factories import Team

pytestmark = pytest.mark.browser
ANNA = "Rommelig, en de rookmelder doet het niet."
BRAM = "De man wil dit niet, hij zegt het maar half."


class Story(Windows):
    def __init__(
        self, app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
    ) -> None:
        super().__init__(app, live, factory, open_page)
        with transaction(factory) as session:
            self.team = Team(session)
            self.host = add_account(session, Role.HOST, name="Gast Heer")
            self.team.household.account_id = self.host.id

    def visit(self) -> HomeVisit:
        with self.factory() as session:
            return session.scalars(select(HomeVisit)).one()

    def mails(self) -> list[str]:
        with self.factory() as session:
            return list(session.scalars(select(OutboxMessage.template).order_by(OutboxMessage.id)))

    def wait_for_the_day(self) -> None:
        with transaction(self.factory) as session:
            session.scalars(select(HomeVisit)).one().planned_at = now() - timedelta(hours=2)


@pytest.fixture
def story(
    app: Flask, live: str, factory: sessionmaker[Session], open_page: Callable[..., Page]
) -> Story:
    return Story(app, live, factory, open_page)


def refuse(page: Page) -> None:
    page.goto("/visits/?view=to_decide")
    page.get_by_role("link", name="Familie Verzinsel").click()
    page.get_by_role("link", name="Lezen en beslissen").click()
    for text in (ANNA, BRAM, "Je kunt nog niet goedkeuren."):
        expect(page.get_by_text(text)).to_be_visible()
    page.get_by_label("Afwijzen").check()
    page.get_by_role("button", name="Beslissen").click()
    expect(page.get_by_text("Kies waarom je afwijst.").first).to_be_visible()
    page.get_by_label("Afwijzen").check()
    page.get_by_label("Niet iedereen in huis staat erachter").check()
    page.get_by_role("button", name="Beslissen").click()
    expect(page.get_by_text("Het gastgezin is afgewezen en krijgt bericht.")).to_be_visible()


def test_a_host_is_refused_by_somebody_who_was_not_there(story: Story) -> None:
    cato = story.window(story.team.third)
    plan(cato)
    assert story.mails()[:1] == ["visit_notice"]
    host = story.window(story.host, 390)
    host.goto("/host")
    expect(host.get_by_text("Anna Eerste en Bram Tweede komen langs.")).to_be_visible()

    story.wait_for_the_day()
    anna = story.window(story.team.one)
    write_impression(anna, ANNA)
    bram = story.window(story.team.two, 390)
    bram.goto(f"/visits/{story.visit().id}")
    expect(bram.get_by_text(ANNA)).to_have_count(0)
    write_impression(bram, BRAM)
    expect(bram.get_by_text(ANNA)).to_be_visible()
    fill_in_and_report(
        bram,
        "Open gesprek, maar niet iedereen staat erachter.",
        "Afwijzen",
        not_good="everybody_agrees",
    )

    anna.reload()
    expect(anna.get_by_text("Iemand die hier niet op bezoek was beslist.")).to_be_visible()
    expect(anna.get_by_role("link", name="Lezen en beslissen")).to_have_count(0)
    refuse(cato)
    assert story.mails()[-1] == "host_refused"
    with story.factory() as session:
        household = session.get_one(Household, story.team.household.id)
    assert household.status == HouseholdStatus.REFUSED
    host.reload()
    expect(host.get_by_text("afgewezen", exact=True).first).to_be_visible()
