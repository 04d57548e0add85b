"""One placement from round to after-care, by five people in a browser while ten months go by."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from matcher import clock
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force
from matcher.jobs import run_waiting
from matcher.rounds.snapshot import load_frames
from matcher.words import PlacementStatus, YouthStatus
from tests.journeys.concerns import close_concern
from tests.journeys.lives import Story
from tests.web import browsing
from tests.web.browsing import clean

pytestmark = pytest.mark.browser

PHONE = 390
SAM = "sam@example.org"
SIGNED = b"%PDF-1.7\ngetekend door jongere, gastgezin en coordinator\n%%EOF"
WORDS_OF_SAM = "Ik slaap weer door."
STAY = "/placements/1"
send = partial(browsing.send, timeout=60_000)  # a round and a PDF take their time


def round_and_approval(story: Story, cora: Page) -> None:
    cora.goto("/coordinator/rounds")
    send(cora, "Ronde starten", "De ronde loopt")
    assert len(run_waiting(story.factory)) == 1
    cora.goto("/coordinator/proposals")
    cora.get_by_role("link", name="Bekijken").first.click()
    send(cora, "Goedkeuren", "Goedgekeurd. De kamer is geboekt")


def interest(story: Story, youth: Page, host: Page) -> None:
    """The youth is asked first; the host reads no name."""
    host.goto("/host")
    expect(host.get_by_text("Wil je kennismaken met deze jongere?")).to_have_count(0)
    youth.goto(story.link(SAM, "introduction_interest"))
    clean(youth)
    send(youth, "Ja, ik wil kennismaken", "Je antwoord staat genoteerd")
    host.reload()
    host.get_by_role("link", name="Wil je kennismaken met deze jongere?").click()
    assert "Sam" not in host.content()
    clean(host)
    send(host, "Ja, we willen kennismaken", "Je antwoord staat genoteerd")


def find_a_date(story: Story, youth: Page, host: Page, bo: Page) -> None:
    bo.goto("/introductions/1")
    bo.get_by_label("Dag", exact=True).fill("05-03-2026")
    bo.get_by_label("Tijd", exact=True).fill("14:00")
    bo.get_by_label("Op kantoor").check()
    send(bo, "Bied deze momenten aan", "De momenten zijn aangeboden")
    host.reload()
    host.get_by_role("checkbox").first.check()
    send(host, "Versturen", "Je hoort het zodra er een datum is")
    youth.goto(story.link(SAM, "introduction_moments"))
    youth.get_by_role("checkbox").first.check()
    send(youth, "Versturen", "Je antwoord staat genoteerd")
    bo.reload()
    expect(bo.get_by_text("donderdag 5 maart, 14:00").first).to_be_visible()
    clean(bo)


def meet(story: Story, youth: Page, host: Page, bo: Page) -> None:
    story.to_day(date(2026, 3, 5), 16)
    bo.reload()
    send(bo, "Ze hebben kennisgemaakt", "krijgen de vraag of ze verder willen")
    youth.goto(story.link(SAM, "introduction_decide"))
    send(youth, "Ja, ik wil verder", "Je antwoord staat genoteerd")
    host.reload()
    send(host, "Ja, ik wil verder", "Je antwoord staat genoteerd")
    expect(host.get_by_role("heading", level=1, name="Sam bij jou")).to_be_visible()


def agree(story: Story, youth: Page, host: Page, cora: Page) -> None:
    """Numbers to call, both agreements, every house rule by each, and the papers."""
    cora.goto("/living/1/contacts")
    cora.locator("[name=lines-1-kind]").select_option("coordinator")
    cora.fill("[name=lines-1-phone]", "030-1234567")
    send(cora, "Bewaren", "De nummers zijn bewaard")
    cora.goto(f"{STAY}/agreements/details")
    clean(cora)
    cora.get_by_label("Hospitaverhuur").check()
    cora.fill("[name=starts_on]", "09-03-2026")
    cora.fill("[name=contact]", "Elke week een uur")
    cora.fill("[name=guidance]", "Samen de post openen")
    cora.locator("main form button[type=submit]").last.click()
    expect(cora.get_by_text("Leg nu de huisregels één voor één uit")).to_be_visible()
    for page, mail in ((youth, SAM), (host, story.people.host.email)):
        page.goto(story.link(mail, "agreement_rules"))
        clean(page)
        tick_all(page)
        send(page, "Versturen", "Je bent akkoord met alle regels")
    cora.reload()
    tick_all(cora)
    cora.get_by_role("button", name="Ik ga akkoord").click()
    send(cora, "Maak klaar om te tekenen", "Upload de getekende versie")


def tick_all(page: Page) -> None:
    for box in page.get_by_role("checkbox").all():
        box.check()


def sign_and_move_in(story: Story, cora: Page) -> None:
    """What comes back without signatures is refused; the day of moving in is a Monday."""
    unsigned = cora.request.get(f"{story.live}/agreements/1/files/agreement.pdf").body()
    assert unsigned.startswith(b"%PDF")
    upload(cora, 1, unsigned, "zonder handtekeningen")
    for number in (1, 2):
        upload(cora, number, SIGNED, "De getekende overeenkomst is binnen.")
    story.to_day(date(2026, 3, 9), 9)
    cora.goto(f"{STAY}/start")
    send(cora, "De jongere woont er nu", "Welkom thuis!")
    clean(cora)


def upload(cora: Page, number: int, content: bytes, told: str) -> None:
    cora.goto(f"/agreements/{number}/sign")
    file = {"name": "getekend.pdf", "mimeType": "application/pdf", "buffer": content}
    cora.locator("input[type=file]").set_input_files([file])  # type: ignore[arg-type]
    cora.fill("[name=signed_on]", "05-03-2026")
    cora.locator("main form button[type=submit]").last.click()
    expect(cora.get_by_text(told).first).to_be_visible()


def check_in(story: Story, youth: Page, host: Page, bo: Page) -> None:
    """The youth tells how it goes; the counsellor reads it, the host does not."""
    story.to_day(date(2026, 3, 11), 15)
    youth.goto("/youth/placements/1")
    clean(youth)
    youth.get_by_role("link", name="Vertel hoe het gaat").click()
    youth.get_by_label("Goed", exact=True).check()
    youth.locator("main textarea").first.fill(WORDS_OF_SAM)
    send(youth, "Versturen", "Je begeleider leest het; de ander niet.")
    bo.goto("/living/check-ins/1")
    expect(bo.get_by_text(WORDS_OF_SAM).first).to_be_visible()
    bo.check("[name=kind][value=visit]")
    for activity in ("housing", "work", "learning", "coaching"):
        bo.locator(f"[name={activity}]").select_option(index=4)
    bo.locator("[name=step]").select_option(index=3)
    send(bo, "Contactmoment vastleggen", "Het contactmoment is vastgelegd")
    host.goto("/host/placements/1")
    assert WORDS_OF_SAM not in host.content()


def plan(cora: Page, youth: Page) -> None:
    cora.goto("/living/1/plan")
    cora.fill("[name=goal]", "Op eigen benen staan")
    cora.fill("[name=review_on]", "01-06-2026")
    send(cora, "Bewaren", "Het plan is bewaard.")
    cora.fill("[name=what]", "Naar het inloopuur voor geldvragen")
    cora.fill("[name=measured_by]", "Er is een afspraak gemaakt")
    cora.check("[name=owner][value=youth]")
    cora.fill("[name=due_on]", "13-03-2026")
    send(cora, "Toevoegen", "De actie staat in het plan")
    clean(cora)
    youth.goto("/youth/placements/1")
    send(youth, "Klaar", "De actie is afgevinkt")


def concern(story: Story, host: Page, dirk: Page) -> None:
    """Nobody picks it up in time, so it goes to the manager; the deputy closes it."""
    host.goto("/living/1/concern")
    clean(host)
    host.fill("[name=text]", "Er komt elke avond bezoek, tot laat.")
    host.locator("[name=kind]").select_option("house_rules")
    host.get_by_label("Ernstig").check()
    send(host, "Versturen", "We hebben je zorgsignaal.")
    story.to_day(date(2026, 3, 13))
    dirk.goto("/living/concerns")
    expect(dirk.get_by_text("bij de leidinggevende")).to_be_visible()
    dirk.get_by_role("link", name="Z-1").click()
    send(dirk, "Ik pak dit op", "Jij bent nu met dit zorgsignaal bezig")
    close_concern(dirk, "Samen afgesproken: bezoek tot tien uur.")


def missed_check_ins(story: Story, cora: Page) -> None:
    """Weeks without a record raise a concern by themselves, and it waits in the work list."""
    story.to_day(date(2026, 6, 1))
    cora.goto("/work")
    clean(cora)
    cora.get_by_role("link", name="Zorgsignaal", exact=True).last.click()
    cora.get_by_role("button", name="Ik pak dit op").click()
    close_concern(cora, "De gesprekken waren er wel; ze staan nu in het dossier.")


def give_notice(story: Story, cora: Page) -> None:
    """The room is on offer from the moment that the end is known."""
    cora.goto(f"{STAY}/ending")
    clean(cora)
    for name, value in (("kind", "planned"), ("given_by", "youth"), ("match_again", "no")):
        cora.check(f"[name={name}][value={value}]")
    cora.select_option("[name=reason]", "own_home")
    cora.select_option("[name=destination]", "own_home")
    cora.fill("[name=ends_on]", "01-07-2026")
    send(cora, "Vastleggen dat het eindigt", "Het staat genoteerd.")
    with story.factory() as session:
        rooms = load_frames(session, clock.today(), policy_in_force()).rooms
        assert [day.date() for day in rooms["free_from"]] == [date(2026, 7, 1)]


def evaluate(story: Story, youth: Page, host: Page, cora: Page) -> None:
    story.to_day(date(2026, 7, 2))
    with story.factory() as session:
        assert session.get_one(Placement, 1).status == PlacementStatus.ENDED
        assert session.get_one(Youth, 1).status == YouthStatus.WITHDRAWN  # has a home
    youth.goto(story.link(SAM, "evaluation_asked_youth"))
    clean(youth)
    youth.fill("[name=own_words]", "Ik heb leren koken.")
    youth.check("[name=score_home][value='5']")
    send(youth, "Versturen", "Je antwoorden zijn bewaard.")
    host.goto(story.link(story.people.host.email, "evaluation_asked_host"))
    host.fill("[name=own_words]", "Een fijne huisgenoot.")
    host.check("[name=again][value=yes]")
    send(host, "Versturen", "Je antwoorden zijn bewaard.")
    cora.goto(f"{STAY}/ending")
    for words in ("Ik heb leren koken.", "Een fijne huisgenoot."):
        expect(cora.get_by_text(words)).to_be_visible()
    host.goto("/host/placements/1")
    assert "leren koken" not in host.content()


def follow_up(story: Story, youth: Page, bo: Page) -> None:
    story.to_day(date(2027, 1, 4), every=timedelta(days=7))
    youth.goto(story.link(SAM, "follow_up_asked"))
    clean(youth)
    youth.locator("[name=goes]").first.check()
    youth.select_option("[name=destination]", "own_home")
    send(youth, "Versturen", "Je antwoorden zijn bewaard.")
    bo.goto(f"{STAY}/follow-up")
    expect(bo.get_by_text("bereikt op 4 januari 2027")).to_be_visible()


def test_a_placement_from_round_to_after_care(story: Story) -> None:
    cora, dirk = story.window(story.people.cora), story.window(story.people.dirk)
    bo = story.window(story.people.counsellor)
    host = story.window(story.people.host, PHONE)
    youth = story.open_page(PHONE)  # by the links in the mails, without signing in
    round_and_approval(story, cora)
    interest(story, youth, host)
    find_a_date(story, youth, host, bo)
    meet(story, youth, host, bo)
    agree(story, youth, host, cora)
    sign_and_move_in(story, cora)
    signed_in = story.window(story.people.youth, PHONE)
    check_in(story, signed_in, host, bo)
    plan(cora, signed_in)
    concern(story, host, dirk)
    missed_check_ins(story, cora)
    give_notice(story, cora)
    evaluate(story, youth, host, cora)
    follow_up(story, youth, bo)
    for address in (SAM, story.people.host.email):
        assert len(story.mails(address)) > 10
