"""Introductions on screen: each side answers, by link or on the page, and sees no more than it may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, links
from matcher.audit import Actor
from matcher.database.introductions import Introduction, Question
from matcher.database.session import transaction
from matcher.introductions import service
from matcher.introductions.telling import calendar_claim
from matcher.words import DeclineReason, IntroductionStage, QuestionKind, Side
from tests.introductions.scenes import MEETS_AT, NOW, Scene, add_scene, offered, to_stage
from tests.web.browsing import overflow, violations
from tests.web.conftest import signed_in_client

S = IntroductionStage


@pytest.fixture(autouse=True)
def monday_morning() -> Iterator[None]:
    with clock.at(NOW):
        yield


class World:
    """A scene at a stage, committed, with clients for everybody concerned."""

    def __init__(
        self, app: Flask, factory: sessionmaker[Session], stage: IntroductionStage
    ) -> None:
        self.app, self.factory = app, factory
        with transaction(factory) as session:
            self.keep(to_stage(add_scene(session), stage))

    def keep(self, scene: Scene) -> None:
        """Note the numbers of the scene, and its accounts, for after the transaction."""
        scene.session.flush()
        self.id = scene.introduction.id
        self.placement_id = scene.placement.id
        self.proposal_id = scene.proposal.id
        self.accounts = {side: _account(scene, side) for side in Side}
        for account in self.accounts.values():
            scene.session.refresh(account)
            scene.session.expunge(account)

    def client(self, side: Side) -> FlaskClient:
        return signed_in_client(self.app, self.accounts[side])

    def stage(self) -> IntroductionStage:
        with self.factory() as session:
            return session.get_one(Introduction, self.id).stage

    def version(self) -> int:
        with self.factory() as session:
            return session.get_one(Introduction, self.id).version

    def question(self, side: Side) -> Question:
        with self.factory() as session:
            query = select(Question).where(
                Question.introduction_id == self.id,
                Question.side == side,
                Question.answered_at.is_(None),
                Question.closed_at.is_(None),
            )
            return session.scalars(query).one()

    def key(self, side: Side) -> str:
        """Return the key of the link that this side was mailed."""
        asked = self.question(side)
        purpose = "moments" if asked.kind == QuestionKind.MOMENTS else "answer"
        day = (NOW + timedelta(days=40)).date()
        claim = links.Claim(purpose, asked.id, asked.nonce, day)
        return links.sign(self.app.extensions["settings"].secret_key, claim)

    def calendar(self) -> str:
        with self.factory() as session:
            claim = calendar_claim(session.get_one(Introduction, self.id))
            assert claim is not None
            return links.sign(self.app.extensions["settings"].secret_key, claim)


def _account(scene: Scene, side: Side) -> Any:
    return {
        Side.YOUTH: scene.youth_account,
        Side.HOST: scene.host_account,
        Side.COUNSELLOR: scene.counsellor,
        Side.COORDINATOR: scene.coordinator,
    }[side]


@pytest.fixture
def at(app: Flask, factory: sessionmaker[Session]) -> Any:
    return lambda stage: World(app, factory, stage)


SIDES = (Side.YOUTH, Side.HOST)
STAGES = [stage for stage in S if stage not in (S.STARTED, S.STOPPED)]
PAGES = {
    Side.YOUTH: ("/youth/", "/youth/placements/{placement}"),
    Side.HOST: ("/host", "/host/placements/{placement}"),
    Side.COUNSELLOR: ("/introductions/{id}", "/referrer/placements/{placement}"),
    Side.COORDINATOR: (
        "/introductions/{id}",
        "/placements/{placement}",
        "/coordinator/proposals/{proposal}",
    ),
}


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_every_side_opens_at_every_stage(at: Any, stage: IntroductionStage) -> None:
    world = at(stage)
    for side, pages in PAGES.items():
        for page in pages:
            address = page.format(
                id=world.id, placement=world.placement_id, proposal=world.proposal_id
            )
            answered = world.client(side).get(address)
            hidden = side == Side.HOST and stage == S.INTEREST and "placements" in page
            assert answered.status_code == (404 if hidden else 200), (side, address)


NOW_ON_THE_LIST = (S.INTEREST, S.HOST_LOOKS, S.DATE)


@pytest.mark.parametrize("stage", STAGES)
def test_what_waits_leads_from_the_work_list_to_the_introduction(
    at: Any, stage: IntroductionStage
) -> None:
    world = at(stage)
    for side in (Side.COORDINATOR, Side.COUNSELLOR):
        for view in ("mine", "team", "coming"):
            page = world.client(side).get(f"/work?view={view}")
            assert page.status_code == 200
            if side == Side.COORDINATOR and view == "team" and stage in NOW_ON_THE_LIST:
                assert f"/introductions/{world.id}" in page.text


def test_a_youth_and_a_host_answer_on_their_own_page(at: Any) -> None:
    world = at(S.INTEREST)
    for side, after in ((Side.YOUTH, S.HOST_LOOKS), (Side.HOST, S.DATE)):
        answered = world.client(side).post(
            f"/my/introduction/{world.id}/answer",
            data={"question": world.question(side).id, "answer": "yes"},
        )
        assert answered.status_code == 303
        assert world.stage() == after


def test_an_answer_by_the_link_counts_once_and_looking_uses_nothing_up(
    at: Any, client: FlaskClient
) -> None:
    world = at(S.INTEREST)
    address = f"/answer/{world.key(Side.YOUTH)}"
    for _ in range(2):
        assert client.get(address).status_code == 200
    assert client.post(address, data={"answer": "yes"}).status_code == 200
    assert world.stage() == S.HOST_LOOKS
    for answered in (client.get(address), client.post(address, data={"answer": "no"})):
        assert answered.status_code == 404
        assert "niet meer" in answered.text
    assert world.stage() == S.HOST_LOOKS


def test_a_no_by_the_link_asks_for_a_reason(at: Any, client: FlaskClient) -> None:
    world = at(S.INTEREST)
    address = f"/answer/{world.key(Side.YOUTH)}"
    assert client.post(address, data={"answer": "no"}).status_code == 422
    assert world.stage() == S.INTEREST
    data = {"answer": "no", "no-reason": "rent_too_high", "no-note": ""}
    assert client.post(address, data=data).status_code == 200
    assert world.stage() == S.STOPPED


@pytest.mark.parametrize("key", ["x", "1.2.3", "1.abc.20260401.ffff", "0" * 300])
def test_a_link_that_was_never_given_out_says_what_to_do(client: FlaskClient, key: str) -> None:
    for address in (f"/answer/{key}", f"/answer/moments/{key}", f"/answer/calendar/{key}.ics"):
        answered = client.get(address)
        assert answered.status_code == 404
        assert "coördinator" in answered.text


def test_a_link_after_the_time_is_over_says_what_to_do(at: Any, client: FlaskClient) -> None:
    world = at(S.INTEREST)
    address = f"/answer/{world.key(Side.YOUTH)}"
    with transaction(world.factory) as session:
        assert service.expire_due(session, NOW + timedelta(days=4)) == 1
    assert client.get(address).status_code == 404


def test_moments_are_offered_and_chosen_and_put_in_a_calendar(at: Any, client: FlaskClient) -> None:
    world = at(S.DATE)
    data = {
        "when-day_1": "05-03-2026", "when-at_1": "14:00", "when-minutes": "60",
        "when-place": "home",
    }  # fmt: skip
    staff = world.client(Side.COUNSELLOR)
    assert staff.post(f"/introductions/{world.id}/moments", data=data).status_code == 303
    moment = _moments(world)[0]
    own = f"/my/introduction/{world.id}/which"
    assert world.client(Side.HOST).post(own, data={"moment": moment}).status_code == 303
    assert client.get(f"/answer/moments/{world.key(Side.YOUTH)}").status_code == 200
    answered = client.post(f"/answer/moments/{world.key(Side.YOUTH)}", data={"moment": moment})
    assert answered.status_code == 200
    assert world.stage() == S.MEETING
    file = client.get(f"/answer/calendar/{world.calendar()}.ics")
    assert file.content_type.startswith("text/calendar")
    assert b"DTSTART:20260305T130000Z" in file.data


def test_who_gives_the_last_answer_hears_that_the_date_is_fixed(
    at: Any, client: FlaskClient
) -> None:
    world = at(S.DATE)
    data = {
        "when-day_1": "05-03-2026", "when-at_1": "14:00", "when-minutes": "60",
        "when-place": "home",
    }  # fmt: skip
    world.client(Side.COUNSELLOR).post(f"/introductions/{world.id}/moments", data=data)
    moment = {"moment": _moments(world)[0]}
    client.post(f"/answer/moments/{world.key(Side.YOUTH)}", data=moment)
    own = f"/my/introduction/{world.id}/which"
    told = world.client(Side.HOST).post(own, data=moment, follow_redirects=True).text
    assert "De datum staat vast: je vindt die hieronder." in told
    assert "zodra er een datum is" not in told


def test_a_moment_that_was_not_on_the_page_stays_unanswered(at: Any) -> None:
    world = at(S.DATE)
    with transaction(world.factory) as session:
        guide = Actor(world.accounts[Side.COUNSELLOR].id, "web")
        starts = (MEETS_AT, MEETS_AT + timedelta(days=1))
        service.offer_moments(
            session, guide, world.id, Side.COUNSELLOR, offered(*starts), moment=NOW
        )
    first, second = _moments(world)
    data = {"seen": first, "moment": ""}
    world.client(Side.HOST).post(f"/my/introduction/{world.id}/which", data=data)
    with world.factory() as session:
        found = session.get_one(Introduction, world.id).moments
        said = {one.id: {answer.side: answer.can for answer in one.answers} for one in found}
    assert said[first][Side.HOST] is False
    assert Side.HOST not in said[second]


def _moments(world: World) -> list[int]:
    with world.factory() as session:
        return [one.id for one in session.get_one(Introduction, world.id).moments]


def test_half_a_moment_and_one_in_the_past_are_refused_in_words(at: Any) -> None:
    world = at(S.DATE)
    staff, address = world.client(Side.COORDINATOR), f"/introductions/{world.id}/moments"
    data = {"when-day_1": "05-03-2026", "when-at_1": "14:00", "when-minutes": "60"}
    half = {**data, "when-place": "home", "when-day_2": "06-03-2026"}
    assert staff.post(address, data=half).status_code == 422
    past = {**data, "when-place": "home", "when-day_1": "01-03-2026"}
    assert staff.post(address, data=past).status_code == 409
    assert not _moments(world)


def test_staff_write_down_that_they_met_and_what_was_told(at: Any) -> None:
    world = at(S.MEETING)
    with clock.at(MEETS_AT + timedelta(days=3)):
        page = world.client(Side.COUNSELLOR).get(f"/introductions/{world.id}").text
        field = page[page.index('name="held-met_on"') :]
        assert 'value="05-03-2026"' in field[: field.index(">")]
    with clock.at(MEETS_AT + timedelta(hours=2)):
        staff = world.client(Side.COUNSELLOR)
        data = {"held-met_on": "05-03-2026", "version": world.version()}
        assert staff.post(f"/introductions/{world.id}/held", data=data).status_code == 303
        assert world.stage() == S.ANSWERS
        for side, who in ((Side.YOUTH, Side.COUNSELLOR), (Side.HOST, Side.COORDINATOR)):
            told = {"question": world.question(side).id, "answer": "yes"}
            answered = world.client(who).post(f"/introductions/{world.id}/told", data=told)
            assert answered.status_code == 303
    assert world.stage() == S.AGREEMENTS


def test_a_counsellor_does_not_speak_for_the_host(at: Any) -> None:
    world = at(S.HOST_LOOKS)
    told = {"question": world.question(Side.HOST).id, "answer": "yes"}
    answered = world.client(Side.COUNSELLOR).post(f"/introductions/{world.id}/told", data=told)
    assert answered.status_code == 403
    assert world.stage() == S.HOST_LOOKS


def test_a_new_date_extension_nights_and_decision_go_by_their_buttons(at: Any) -> None:
    world = at(S.MEETING)
    staff = world.client(Side.COORDINATOR)
    for verb, after in (("extend", S.MEETING), ("not-held", S.DATE)):
        data = {"version": world.version()}
        assert staff.post(f"/introductions/{world.id}/{verb}", data=data).status_code == 303
        assert world.stage() == after


def test_nights_are_written_down_and_the_decision_is_asked(at: Any) -> None:
    world = at(S.TRIAL)
    staff, guide = world.client(Side.COORDINATOR), world.client(Side.COUNSELLOR)
    data = {
        "nights-from_on": "13-03-2026", "nights-until_on": "15-03-2026",
        "version": world.version(),
    }  # fmt: skip
    assert guide.post(f"/introductions/{world.id}/nights", data=data).status_code == 303
    data = {"version": world.version()}
    assert staff.post(f"/introductions/{world.id}/decide-now", data=data).status_code == 303
    assert world.question(Side.HOST).kind == QuestionKind.AFTER_TRIAL


def test_a_side_withdraws_with_a_reason(at: Any) -> None:
    world = at(S.DATE)
    address = f"/my/introduction/{world.id}/stop"
    client = world.client(Side.HOST)
    data = {"version": world.version()}
    assert client.post(address, data=data).status_code == 422
    data = {"version": world.version(), "stop-reason": "withdrew", "stop-note": ""}
    answered = client.post(address, data=data)
    assert answered.status_code == 303
    assert answered.location == "/host"
    assert world.stage() == S.STOPPED


def test_a_coordinator_stops_for_a_side_and_an_old_page_is_refused(at: Any) -> None:
    world = at(S.HOST_LOOKS)
    staff, address = world.client(Side.COORDINATOR), f"/introductions/{world.id}/stop"
    data = {"stop-side": "youth", "stop-reason": "lives_elsewhere", "version": 1}
    assert staff.post(address, data=data).status_code == 409
    data["version"] = world.version()
    assert staff.post(address, data=data).status_code == 303
    assert world.stage() == S.STOPPED


def test_who_had_heard_of_it_reads_that_it_stopped_and_nothing_of_the_other(at: Any) -> None:
    world, others = at(S.MEETING), at(S.DATE)
    with transaction(world.factory) as session:
        actor = Actor(world.accounts[Side.COORDINATOR].id, "web")
        service.stop(
            session, actor, world.id, world.version(), Side.HOST, DeclineReason.WITHDREW,
            moment=NOW,
        )  # fmt: skip
    own = {side: PAGES[side][1].format(placement=world.placement_id) for side in SIDES}
    for side, address in own.items():
        page = world.client(side).get(address)
        assert page.status_code == 200
        assert "Dit voorstel is gestopt" in page.text
        assert "Het is gestopt op 2 maart 2026." in page.text
        assert others.client(side).get(address).status_code == 404
    with world.factory() as session:
        found = session.get_one(Introduction, world.id).proposal
        assert (
            found.room.home.household.contact_name
            not in world.client(Side.YOUTH).get(own[Side.YOUTH]).text
        )
        assert found.youth.first_name not in world.client(Side.HOST).get(own[Side.HOST]).text
    staff = world.client(Side.COUNSELLOR)
    for address in PAGES[Side.COUNSELLOR]:
        page = staff.get(address.format(id=world.id, placement=world.placement_id))
        assert page.status_code == 200


def test_a_host_who_never_heard_of_it_does_not_hear_that_it_stopped(at: Any) -> None:
    world = at(S.INTEREST)
    with transaction(world.factory) as session:
        assert service.expire_due(session, NOW + timedelta(days=4)) == 1
    address = PAGES[Side.HOST][1].format(placement=world.placement_id)
    assert world.client(Side.HOST).get(address).status_code == 404


@pytest.mark.parametrize("stage", STAGES)
def test_an_introduction_of_others_does_not_exist(at: Any, stage: IntroductionStage) -> None:
    world, others = at(stage), at(S.DATE)
    for side in (Side.YOUTH, Side.HOST):
        client = others.client(side)
        for verb in ("answer", "which", "stop"):
            answered = client.post(f"/my/introduction/{world.id}/{verb}", data={"version": 1})
            assert answered.status_code == 404, (side, verb)
    assert world.stage() == stage


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_behind_a_link_pass_axe_and_fit_a_phone(
    at: Any, open_page: Any, language: str
) -> None:
    asked, dating = at(S.INTEREST), at(S.DATE)
    with transaction(dating.factory) as session:
        guide = dating.accounts[Side.COUNSELLOR].id
        service.offer_moments(
            session, Actor(guide, "web"), dating.id, Side.COUNSELLOR, offered(MEETS_AT), moment=NOW
        )
    addresses = (
        f"/answer/{asked.key(Side.YOUTH)}",
        f"/answer/moments/{dating.key(Side.YOUTH)}",
        "/answer/x",
    )
    page = open_page(320, language)
    for address in addresses:
        page.goto(address)
        assert violations(page) == []
        assert overflow(page) <= 0
