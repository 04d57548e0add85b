"""Canaries: what identifies one side is nowhere the other may not see it, page by page, mail by mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, outbox
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.introductions import service
from matcher.words import DeclineReason, DisclosureLevel, IntroductionStage, Side
from tests.introductions.scenes import MEETS_AT, NOW, Scene, add_scene, to_stage
from tests.web.test_introductions import PAGES, STAGES, World

S, L = IntroductionStage, DisclosureLevel
BOTH_SAID_YES = (S.TRIAL, S.AGREEMENTS)

#: What identifies a youth, and from which stage a host may read it; None: never.
YOUTH = {
    "Kanarievoornaam": (S.MEETING, S.ANSWERS, *BOTH_SAID_YES),
    "Kanarieachternaam": BOTH_SAID_YES,
    "0612000001": BOTH_SAID_YES,
    "kanariejongere": (),  # the address for mail
    "J-KANARIE": (),
    "31-01-2007": (),
    "31 januari 2007": (),
    "2007-01-31": (),
    "Kanariezorg": (),  # the care organisation
    "kanarieverhaal": (),  # what a referrer wrote
    "kanarietalent": (),
    "kanarieplek": (),
    "kanariebegeleider": (),  # the address of the counsellor
}
#: What identifies a host, and from which stage a youth may read it.
HOST = {
    "Kanariehospita": (S.MEETING, S.ANSWERS, *BOTH_SAID_YES),
    "Gastachternaam": BOTH_SAID_YES,
    "0302000002": BOTH_SAID_YES,
    "Kanariestraat": BOTH_SAID_YES,
    "3511 KQ": BOTH_SAID_YES,
    "kanariegast": (),
    "H-KANARIE": (),
    "K-KANARIE": (),
    "kanariemotivatie": (),
    "kanariekamer": (),
    "kanariewens": (),
    "52.0999": (),
}
#: A counsellor brings the youth to a meeting at the home, so knows where it is by then.
TO_COUNSELLOR = {
    **HOST,
    **dict.fromkeys(
        ("Gastachternaam", "0302000002", "Kanariestraat", "3511 KQ"),
        (S.MEETING, S.ANSWERS, *BOTH_SAID_YES),
    ),
}
#: Nobody reads this but coordinators.
NOTE = "kanarienotitie"


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


def mark(scene: Scene) -> None:
    """Put a canary in every field that identifies somebody."""
    from matcher.database.cases import YouthCase
    from matcher.database.domains import NeedDetail
    from matcher.database.hosting import RoomTerms

    youth, room = scene.proposal.youth, scene.proposal.room
    household = room.home.household
    youth.first_name, youth.last_name = "Kanarievoornaam", "Kanarieachternaam"
    youth.phone, youth.email = "0612000001", "kanariejongere@example.org"
    youth.reference, youth.birth_date = "J-KANARIE", youth.birth_date.replace(2007, 1, 31)
    youth.places[0].name = "kanarieplek"
    if youth.organisation is not None:
        youth.organisation.name = "Kanariezorg"
    case = scene.session.get_one(YouthCase, youth.id)
    case.motivation = case.housing_question = case.guidance_question = "kanarieverhaal"
    scene.session.add(NeedDetail(youth=youth, talents="kanarietalent", wishes="kanarietalent"))
    household.contact_name = "Kanariehospita Gastachternaam"
    household.phone, household.email = "0302000002", "kanariegast@example.org"
    household.reference, household.motivation = "H-KANARIE", "kanariemotivatie"
    room.reference, room.description = "K-KANARIE", "kanariekamer"
    room.home.street, room.home.postcode = "Kanariestraat", "3511 KQ"
    room.home.latitude = 52.0999
    scene.session.add(RoomTerms(room_id=room.id, notes="kanariewens", housemate_wish="kanariewens"))
    scene.counsellor.email = "kanariebegeleider@example.org"
    scene.session.flush()


class Marked(World):
    """A world with canaries; ``stop``: it has stopped by then."""

    def __init__(
        self, app: Flask, factory: sessionmaker[Session], stage: IntroductionStage, stop: bool
    ) -> None:
        self.app, self.factory = app, factory
        with transaction(factory) as session:
            scene = add_scene(session)
            mark(scene)
            to_stage(scene, stage)
            if stop:
                service.stop(
                    session, scene.actor(Side.COORDINATOR), scene.introduction.id,
                    scene.introduction.version, Side.HOST, DeclineReason.HOST_DECLINED, NOTE,
                    moment=MEETS_AT + timedelta(hours=3),
                )  # fmt: skip
            self.keep(scene)


@pytest.fixture
def marked(app: Flask, factory: sessionmaker[Session]) -> Any:
    return lambda stage, stop=False: Marked(app, factory, stage, stop)


def leaked(text: str, table: dict[str, tuple[IntroductionStage, ...]], stage: Any) -> list[str]:
    return [canary for canary, stages in table.items() if stage not in stages and canary in text]


def everything(world: World, side: Side) -> str:
    """Return all that this side can load, in both languages."""
    client, text = world.client(side), ""
    for language in ("nl", "en"):
        client.set_cookie("language", language)
        for page in PAGES[side]:
            address = page.format(
                id=world.id, placement=world.placement_id, proposal=world.proposal_id
            )
            text += client.get(address, follow_redirects=True).text
    return text


@pytest.mark.parametrize("stage", STAGES)
def test_a_host_reads_of_a_youth_only_what_the_stage_allows(
    marked: Any, stage: IntroductionStage
) -> None:
    assert leaked(everything(marked(stage), Side.HOST), {**YOUTH, NOTE: ()}, stage) == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_youth_reads_of_a_host_only_what_the_stage_allows(
    marked: Any, stage: IntroductionStage
) -> None:
    assert leaked(everything(marked(stage), Side.YOUTH), {**HOST, NOTE: ()}, stage) == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_counsellor_reads_of_a_host_only_what_the_stage_allows(
    marked: Any, stage: IntroductionStage
) -> None:
    text = everything(marked(stage), Side.COUNSELLOR)
    assert leaked(text, {**TO_COUNSELLOR, NOTE: ()}, stage) == []


@pytest.mark.parametrize("stage", STAGES)
def test_both_read_what_they_may_by_then(marked: Any, stage: IntroductionStage) -> None:
    """Else the tests above could pass on empty pages."""
    world = marked(stage)
    for side, table in ((Side.HOST, YOUTH), (Side.YOUTH, HOST), (Side.COUNSELLOR, TO_COUNSELLOR)):
        text = everything(world, side)
        missing = [one for one, stages in table.items() if stage in stages and one not in text]
        assert missing == [], side


@pytest.mark.parametrize("stage", STAGES)
def test_after_it_has_stopped_nobody_reads_anything_of_the_other(
    marked: Any, stage: IntroductionStage
) -> None:
    world = marked(stage, stop=True)
    assert leaked(everything(world, Side.HOST), {**YOUTH, NOTE: ()}, None) == []
    assert leaked(everything(world, Side.YOUTH), {**HOST, NOTE: ()}, None) == []
    assert leaked(everything(world, Side.COUNSELLOR), {**HOST, NOTE: ()}, None) == []


@pytest.mark.parametrize("stop", [False, True])
@pytest.mark.parametrize("stage", STAGES)
def test_no_mail_names_anybody(marked: Any, stage: IntroductionStage, stop: bool) -> None:
    world = marked(stage, stop)
    settings = world.app.extensions["settings"]
    with world.factory() as session:
        mails = [outbox._mail(one, settings) for one in session.scalars(select(OutboxMessage))]
    assert mails
    text = "\n".join(f"{mail['Subject']}\n{mail.get_content()}" for mail in mails)
    assert leaked(text, {**YOUTH, **HOST, NOTE: ()}, None) == []


@pytest.mark.parametrize("stop", [False, True])
def test_a_calendar_file_names_nobody_and_no_street(marked: Any, stop: bool) -> None:
    world = marked(S.MEETING, stop)
    file = world.app.test_client().get(f"/answer/calendar/{world.calendar()}.ics")
    assert file.status_code == 200
    assert (b"METHOD:CANCEL" in file.data) == stop
    text = file.text + str(file.headers)
    assert leaked(text, {**YOUTH, **HOST, NOTE: ()}, None) == []


@pytest.mark.parametrize(
    ("stage", "side"),
    [(S.INTEREST, Side.YOUTH), (S.HOST_LOOKS, Side.HOST), (S.ANSWERS, Side.YOUTH),
     (S.ANSWERS, Side.HOST)],
)  # fmt: skip
def test_behind_a_link_no_name_no_number_and_no_address_is_shown(
    marked: Any, stage: IntroductionStage, side: Side
) -> None:
    world = marked(stage)
    page = world.app.test_client().get(f"/answer/{world.key(side)}")
    assert page.status_code == 200
    assert leaked(page.text, YOUTH if side == Side.HOST else HOST, None) == []


def test_control_a_page_that_shows_too_much_is_found(
    marked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.introductions import shown

    monkeypatch.setattr(shown, "levels_for", lambda introduction, side: tuple(L))
    world = marked(S.HOST_LOOKS)
    assert "Kanarieachternaam" in leaked(everything(world, Side.HOST), YOUTH, S.HOST_LOOKS)
