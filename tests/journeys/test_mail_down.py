"""A day without a mail server in the middle of an introduction: nobody is stuck, nothing comes twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.database.accounts import Account
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.messages.history import Delivery, delivery_of
from matcher.words import IntroductionStage, Role
from tests.factories import add_account, add_proposal
from tests.journeys.lives import Story
from tests.journeys.mail_server import MailServer
from tests.web.browsing import clean, send

pytestmark = pytest.mark.browser

PHONE = 390
SAM = "sam@example.org"
HOUR = timedelta(hours=1)
STANDS_STILL = "Er gaat nu geen mail uit"
DIGEST = "Je werklijst van vandaag"


@pytest.fixture
def story(story: Story, factory: sessionmaker[Session]) -> Story:
    """Sam is asked about a room on Monday at ten; the coordinators have another proposal."""
    story.introduce(IntroductionStage.INTEREST)
    with transaction(factory) as session:
        add_proposal(session)
    return story


@pytest.fixture
def server(app: Flask) -> Iterator[MailServer]:
    made = MailServer(app)
    yield made
    made.close()


@pytest.fixture
def ada(factory: sessionmaker[Session], story: Story) -> Account:
    """The administrator."""
    with transaction(factory) as session:
        account = add_account(session, Role.ADMINISTRATOR, name="Ada Beheert")
        session.refresh(account)
        session.expunge(account)
    return account


def pass_hours(story: Story, server: MailServer, number: int) -> None:
    for _ in range(number):
        story.pass_time(clock.moment() + HOUR)
        server.work(story.factory)


def stands(story: Story) -> Counter[Delivery]:
    with story.factory() as session:
        return Counter(map(delivery_of, session.scalars(select(OutboxMessage))))


def people_go_on(story: Story, youth: Page, host: Page, bo: Page) -> None:
    """Who was mailed in time answers by the link, all others on the own page."""
    send(youth, "Ja, ik wil kennismaken", "Je antwoord staat genoteerd")
    host.goto("/host")
    host.get_by_role("link", name="Wil je kennismaken met deze jongere?").click()
    send(host, "Ja, we willen kennismaken", "Je antwoord staat genoteerd")
    bo.goto("/introductions/1")
    bo.get_by_label("Dag", exact=True).fill("05-03-2026")
    bo.get_by_label("Tijd", exact=True).fill("14:00")
    bo.get_by_label("Op kantoor").check()
    send(bo, "Bied deze momenten aan", "De momenten zijn aangeboden")
    host.reload()
    host.get_by_role("checkbox").first.check()
    send(host, "Versturen", "Je hoort het zodra er een datum is")
    clean(host)


def staff_is_warned(story: Story, ada: Page, cora: Page) -> None:
    ada.goto("/admin/accounts")
    expect(ada.get_by_text(STANDS_STILL)).to_be_visible()
    expect(ada.get_by_text("ConnectionRefusedError")).to_be_visible()
    ada.get_by_role("link", name="Bekijk welke mails wachten").click()
    expect(ada.get_by_role("listitem").filter(has_text=DIGEST)).to_be_visible()
    clean(ada)
    cora.goto("/coordinator/")
    expect(cora.get_by_text(STANDS_STILL)).to_be_visible()
    clean(cora)
    cora.goto("/coordinator/youths/1")
    expect(cora.get_by_text("wacht op verzending").first).to_be_attached()


def test_a_day_without_a_mail_server_stops_nobody_and_mails_nobody_twice(
    story: Story, server: MailServer, ada: Account
) -> None:
    people = story.people
    server.work(story.factory)
    before = len(server.inbox)
    youth = story.open_page(PHONE)  # by the links in the mails, without signing in
    youth.goto(server.link(SAM))
    clean(youth)

    server.break_down()
    host, bo = story.window(people.host, PHONE), story.window(people.counsellor)
    people_go_on(story, youth, host, bo)
    pass_hours(story, server, 25)  # until Tuesday at eleven
    assert len(server.inbox) == before
    waiting = stands(story)
    assert waiting[Delivery.GIVEN_UP] == 0
    assert waiting[Delivery.WAITS] > 0
    admin, cora = story.window(ada), story.window(people.cora)
    staff_is_warned(story, admin, cora)

    server.mend()
    pass_hours(story, server, 3)
    everything_arrived_once(story, server)
    # Answered on the page, so not asked by mail any more; the others are.
    assert server.told(people.host.email) == []
    assert server.told(SAM) == ["Er is misschien een kamer voor je", "Wanneer kun je kennismaken?"]
    assert server.told(people.counsellor.email) == [
        "Een van jouw jongeren krijgt een vraag over een kamer"
    ]
    for account in (people.cora, people.dirk):
        assert server.told(account.email).count(DIGEST) == 1  # that of today
    admin.goto("/messages")
    expect(admin.get_by_text(STANDS_STILL)).to_have_count(0)
    cora.reload()
    expect(cora.get_by_text("niet meer nodig").first).to_be_attached()
    expect(cora.get_by_text("wacht op verzending")).to_have_count(0)

    # The youth goes on with the mail that came a day late; everybody hears the date.
    youth.goto(server.link(SAM))
    youth.get_by_role("checkbox").first.check()
    send(youth, "Versturen", "Je antwoord staat genoteerd")
    clean(youth)
    pass_hours(story, server, 1)
    for address in (SAM, people.host.email, people.counsellor.email):
        assert server.told(address)[-1] == "Kennismaking op 5 maart 2026"
    everything_arrived_once(story, server)


def everything_arrived_once(story: Story, server: MailServer) -> None:
    """What counts as sent is in a mailbox, nothing waits, and nobody has one mail twice."""
    found = stands(story)
    assert found[Delivery.WAITS] == found[Delivery.GIVEN_UP] == 0
    assert found[Delivery.SENT] == len(server.inbox)
    told = Counter((one["To"], one["Subject"]) for one in server.inbox)
    assert [one for one, number in told.items() if number > 1] == []
