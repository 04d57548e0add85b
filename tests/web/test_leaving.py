"""Leaving on screen: notice, the next guest, and what each side says without the other reading it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock, links
from matcher.audit import COMMAND_LINE
from matcher.consents.service import give
from matcher.database.accounts import Account
from matcher.database.concerns import Concern
from matcher.database.leaving import Ending, Evaluation, FollowUp, FuturePlan, WarmHandover
from matcher.database.placements import Placement
from matcher.database.records import OutboxMessage
from matcher.database.session import transaction
from matcher.endings import service
from matcher.followups.daily import run
from matcher.inforce import today_in_the_netherlands
from matcher.words import (
    ConcernOutcome,
    ConcernStatus,
    ConsentPurpose,
    ConsentWay,
    EndingStatus,
    EvaluationSide,
    FollowUpStatus,
    HandoverStatus,
    HouseholdStatus,
    IntroductionStage,
    PlacementStatus,
    Role,
)
from tests.factories import UTRECHT, add_introduction, add_municipality
from tests.web.browsing import overflow, violations
from tests.web.conftest import signed_in_client
from tests.web.payloads import withstands

OWN_WORDS = "Heel fijn huis met een kat"


@dataclass
class World:
    app: Flask
    factory: sessionmaker[Session]
    clients: dict[str, FlaskClient]
    stay: int

    def one(self, table: Any) -> Any:
        with self.factory() as session:
            return session.scalars(select(table)).one()

    def client(self, who: str) -> FlaskClient:
        return self.clients[who]

    def post(self, who: str, path: str, **data: Any) -> Any:
        return self.client(who).post(path, data=data)

    def end_now(self) -> None:
        """Let the stay end today, by a coordinator."""
        today = today_in_the_netherlands()
        answer = self.post(
            "coordinator", f"/placements/{self.stay}/ending", version=self.version(),
            kind="broken_off", given_by="host", reason="conflict", ends_on=f"{today:%d-%m-%Y}",
            destination="family", match_again="yes",
        )  # fmt: skip
        assert answer.status_code == 303, answer.text

    def version(self) -> int:
        with self.factory() as session:
            return session.get_one(Placement, self.stay).version

    def key(self, template: str) -> str:
        """Return the key of the link in the newest mail of this kind."""
        with self.factory() as session:
            query = select(OutboxMessage).where(OutboxMessage.template == template)
            mail = session.scalars(query.order_by(OutboxMessage.id.desc())).first()
            assert mail is not None, template
            claim = links.Claim.restored(mail.values["link"])
        return links.sign(self.app.extensions["settings"].secret_key, claim)


@pytest.fixture
def world(
    app: Flask, factory: sessionmaker[Session], make_account: Callable[..., Account]
) -> World:
    with transaction(factory) as session:
        add_municipality(session)
    people = {
        "coordinator": make_account(Role.COORDINATOR, passphrase=None, regions=[UTRECHT]),
        "elsewhere": make_account(Role.COORDINATOR, passphrase=None, regions=["GM0363"]),
        "host": make_account(Role.HOST, passphrase=None),
        "youth": make_account(Role.YOUTH, passphrase=None),
        "referrer": make_account(Role.REFERRER, passphrase=None),
        "stranger": make_account(Role.HOST, passphrase=None),
    }
    with transaction(factory) as session:
        placement = add_introduction(session, stage=IntroductionStage.STARTED).placement
        assert placement is not None
        placement.starts_on = today_in_the_netherlands() - timedelta(days=100)
        placement.youth.account_id = people["youth"].id
        referrer = session.get_one(Account, people["referrer"].id)
        placement.youth.organisation_id = referrer.organisation_id
        placement.room.home.household.account_id = people["host"].id
        purposes = [ConsentPurpose.KEEP_AND_MATCH, ConsentPurpose.FOLLOW_UP]
        give(session, COMMAND_LINE, placement.youth_id, purposes, ConsentWay.SIGNED)
        stay = placement.id
    clients = {name: signed_in_client(app, account) for name, account in people.items()}
    return World(app, factory, {**clients, "visitor": app.test_client()}, stay)


def text_of(day: date) -> str:
    return f"{day:%d-%m-%Y}"


@pytest.mark.parametrize(("who", "days"), [("youth", 31), ("host", 91)])
def test_youth_and_host_give_notice_on_their_own_page(world: World, who: str, days: int) -> None:
    page = f"/placements/{world.stay}/ending"
    assert f'href="{page}"' in world.client(who).get(f"/{who}/placements/{world.stay}").text
    today, reason = today_in_the_netherlands(), "other"
    early = world.post(
        who, page, version=world.version(), reason=reason,
        ends_on=text_of(today + timedelta(days=3)),
    )  # fmt: skip
    assert early.status_code == 422
    assert "coördinator" in early.text
    last = today + timedelta(days=days)
    answer = world.post(
        who, page, version=world.version(), reason=reason, ends_on=text_of(last),
        explanation="Dit is geheim",
    )  # fmt: skip
    assert answer.status_code == 303
    ending = world.one(Ending)
    assert (ending.ends_on, ending.given_by) == (last, who)
    for reader in ("host", "youth"):
        shown = world.client(reader).get(page).text
        assert "Dit is geheim" not in shown
        assert world.client(reader).get(f"/{reader}/placements/{world.stay}").status_code == 200
    for reader in ("coordinator", "referrer"):
        assert "Dit is geheim" in world.client(reader).get(page).text


def test_a_bsn_in_the_explanation_is_refused_in_words(world: World) -> None:
    answer = world.post(
        "youth", f"/placements/{world.stay}/ending", version=world.version(), reason="other",
        ends_on=text_of(today_in_the_netherlands() + timedelta(days=60)),
        explanation="mijn bsn is 123456782",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "BSN" in answer.text


@pytest.mark.parametrize("who", ["stranger", "elsewhere", "visitor"])
def test_nobody_else_reaches_the_pages_of_a_stay(world: World, who: str) -> None:
    world.end_now()
    for part in ("ending", "handover", "follow-up", "future-plan", "evaluation"):
        answer = world.client(who).get(f"/placements/{world.stay}/{part}")
        assert answer.status_code in (302, 303, 403, 404), part
    answer = world.post(who, f"/endings/{world.one(Ending).id}/host-again", again="no")
    assert answer.status_code in (302, 303, 403, 404)


def test_a_coordinator_moves_the_day_takes_notice_back_and_gives_it_anew(world: World) -> None:
    page, today = f"/placements/{world.stay}/ending", today_in_the_netherlands()
    given = {
        "kind": "planned", "given_by": "youth", "reason": "own_home",
        "ends_on": text_of(today + timedelta(days=20)),
    }  # fmt: skip
    assert world.post("coordinator", page, version=world.version(), **given).status_code == 303
    ending = world.one(Ending)
    moved = world.post(
        "coordinator", f"/endings/{ending.id}/move", version=ending.version,
        ends_on=text_of(today + timedelta(days=40)),
    )  # fmt: skip
    assert moved.status_code == 303
    stale = world.post("coordinator", f"/endings/{ending.id}/withdraw", version=ending.version)
    assert stale.status_code == 409
    version = world.one(Ending).version
    back = world.post("coordinator", f"/endings/{ending.id}/withdraw", version=version)
    assert back.status_code == 303
    assert world.one(Ending).status == EndingStatus.WITHDRAWN
    assert world.post("coordinator", page, version=world.version(), **given).status_code == 303


def test_broken_off_today_the_stay_is_over_and_both_are_asked(world: World) -> None:
    world.end_now()
    with world.factory() as session:
        assert session.get_one(Placement, world.stay).status == PlacementStatus.ENDED
    for who in ("host", "youth"):
        assert f"/placements/{world.stay}/evaluation" in (
            world.client(who).get(f"/{who}/placements/{world.stay}").text
        )


def test_it_is_marked_at_the_end_whether_what_was_worrying_is_over(world: World) -> None:
    raised = {"kind": "conflict", "seriousness": "serious", "text": "Ruzie over de keuken."}
    assert world.post("host", f"/living/{world.stay}/concern", **raised).status_code == 303
    world.end_now()
    page = f"/placements/{world.stay}/ending"
    assert "Nog niet alles is voorbij" in world.client("coordinator").get(page).text
    assert "Nog niet alles" not in world.client("host").get(page).text
    with transaction(world.factory) as session:
        concern = session.scalars(select(Concern)).one()
        concern.status, concern.outcome = ConcernStatus.CLOSED, ConcernOutcome.SOLVED
        concern.closed_at, concern.due_at = clock.moment(), None
    told = world.client("coordinator").get(page).text
    assert "Elk zorgsignaal over deze plaatsing is afgesloten." in told
    assert "opgelost" in told


def test_each_side_evaluates_by_its_link_and_the_other_never_reads_it(world: World) -> None:
    world.end_now()
    address = f"/evaluation/{world.key('evaluation_asked_youth')}"
    for _ in range(2):  # a mail scanner may open it first
        assert world.client("visitor").get(address).status_code == 200
    wrong = world.post("visitor", address, own_words="x" * 2001)
    assert wrong.status_code == 422
    assert world.post("visitor", address).status_code == 422  # the button alone closes nothing
    answer = world.post(
        "visitor", address, own_words=OWN_WORDS, score_home="5", would_again="yes"
    )  # fmt: skip
    assert answer.status_code == 200
    assert world.post("visitor", address, own_words="nog een").status_code == 404
    readers = {"coordinator": True, "referrer": False, "host": False, "youth": False}
    for who, reads in readers.items():
        shown = world.client(who).get(f"/placements/{world.stay}/ending").text
        assert (OWN_WORDS in shown) == reads, who
    assert OWN_WORDS not in world.client("host").get(f"/host/placements/{world.stay}").text


def test_the_evaluation_of_a_host_asks_for_the_next_guest(world: World) -> None:
    world.end_now()
    address = f"/evaluation/{world.key('evaluation_asked_host')}"
    assert world.post("visitor", address, own_words="Goed").status_code == 422
    assert world.post("visitor", address, again="later").status_code == 422
    day = today_in_the_netherlands() + timedelta(days=100)
    answer = world.post("visitor", address, again="later", later_on=text_of(day), score_help="4")
    assert answer.status_code == 200
    with world.factory() as session:
        household = session.get_one(Placement, world.stay).room.home.household
        assert household.status == HouseholdStatus.PAUSED
    assert world.one(Ending).host_again is True


def test_a_host_who_has_said_so_is_not_asked_for_the_next_guest_again(world: World) -> None:
    world.end_now()
    world.post("host", f"/endings/{world.one(Ending).id}/host-again", again="yes")
    address = f"/evaluation/{world.key('evaluation_asked_host')}"
    assert 'name="again"' not in world.client("visitor").get(address).text
    assert world.post("visitor", address, own_words="Goed", score_help="4").status_code == 200
    with world.factory() as session:
        query = select(Evaluation.would_again).where(Evaluation.side == EvaluationSide.HOST)
        assert session.scalars(query).one() is True


def test_a_side_evaluates_on_its_own_page(world: World) -> None:
    world.end_now()
    page = f"/placements/{world.stay}/evaluation"
    assert world.client("youth").get(page).status_code == 200
    assert world.post("youth", page, own_words=OWN_WORDS).status_code == 303
    assert world.client("youth").get(page).status_code == 404
    with world.factory() as session:
        found = {one.side: one.own_words for one in session.scalars(select(Evaluation))}
    assert found == {EvaluationSide.YOUTH: OWN_WORDS, EvaluationSide.HOST: ""}


def test_a_host_stops_on_the_own_page(world: World) -> None:
    world.end_now()
    ending = world.one(Ending)
    assert world.post("youth", f"/endings/{ending.id}/host-again", again="no").status_code == 403
    assert world.post("host", f"/endings/{ending.id}/host-again", again="no").status_code == 303
    with world.factory() as session:
        household = session.get_one(Placement, world.stay).room.home.household
        assert household.status == HouseholdStatus.WITHDRAWN


def test_the_future_plan_is_written_together(world: World) -> None:
    page = f"/placements/{world.stay}/future-plan"
    assert world.client("host").get(page).status_code == 403
    assert world.post("youth", page, version=0, housing="Studio", agreed="y").status_code == 303
    plan = world.one(FuturePlan)
    assert (plan.housing, plan.agreed_on) == ("Studio", None)  # agreeing is for the worker
    answer = world.post("referrer", page, version=plan.version, housing="Studio", agreed="y")
    assert answer.status_code == 303
    assert world.one(FuturePlan).agreed_on == today_in_the_netherlands()
    assert world.post("referrer", page, version=1, housing="Oud").status_code == 409


def test_the_receiver_confirms_by_a_link_that_names_no_youth(world: World) -> None:
    page = f"/placements/{world.stay}/handover"
    given = {"receiver": "Wijkteam", "email": "wijk@example.org", "subjects": "Schulden"}
    assert world.post("referrer", page, **given).status_code == 303
    address = f"/handover/{world.key('warm_handover_asked')}"
    shown = world.client("visitor").get(address).text
    with world.factory() as session:
        youth = session.get_one(Placement, world.stay).youth
        secrets = (youth.last_name, youth.reference, "Schulden")
    assert not any(secret in shown for secret in secrets)
    assert world.post("visitor", address, takes_over="yes").status_code == 422  # no day of a talk
    today = text_of(today_in_the_netherlands())
    answer = world.post("visitor", address, takes_over="yes", talked_on=today)
    assert answer.status_code == 200
    assert world.one(WarmHandover).status == HandoverStatus.CONFIRMED
    assert world.client("visitor").get(address).status_code == 404
    assert "Schulden" in world.client("coordinator").get(page).text


def test_nobody_needs_to_take_over(world: World) -> None:
    page = f"/placements/{world.stay}/handover/not-needed"
    assert world.post("coordinator", page, why="").status_code == 422
    assert world.post("coordinator", page, why="Zelfstandig").status_code == 303
    assert world.one(WarmHandover).status == HandoverStatus.NOT_NEEDED


def test_staff_try_and_reach_the_youth_later(world: World) -> None:
    world.end_now()
    page = f"/placements/{world.stay}/follow-up"
    assert world.client("host").get(page).status_code == 403
    assert world.post("referrer", f"{page}/tried").status_code == 303
    assert world.one(FollowUp).number_of_tries == 1
    assert world.post("referrer", page, destination="own_home").status_code == 422
    answer = world.post("referrer", page, destination="own_home", goes="2", wants_contact="y")
    assert answer.status_code == 303
    assert world.one(FollowUp).status == FollowUpStatus.REACHED
    assert world.post("referrer", page, destination="own_home", goes="2").status_code == 409
    assert world.post("referrer", f"{page}/called").status_code == 303
    assert not world.one(FollowUp).wants_contact


def test_staff_stop_trying_with_a_reason(world: World) -> None:
    world.end_now()
    page = f"/placements/{world.stay}/follow-up/stop"
    assert world.post("coordinator", page).status_code == 422
    assert world.post("coordinator", page, because="no_address").status_code == 303
    assert world.one(FollowUp).status == FollowUpStatus.GIVEN_UP


@pytest.mark.parametrize(
    ("data", "status"),
    [({"refuse": "1"}, FollowUpStatus.REFUSED),
     ({"destination": "family", "goes": "4"}, FollowUpStatus.REACHED)],
)  # fmt: skip
def test_the_youth_answers_half_a_year_later_by_a_link(
    world: World, data: dict[str, str], status: FollowUpStatus
) -> None:
    world.end_now()
    due = world.one(FollowUp).due_on
    with clock.at(datetime(due.year, due.month, due.day, 12, tzinfo=UTC)):
        assert run(world.factory, due) == 1
        address = f"/follow-up/{world.key('follow_up_asked')}"
        assert world.client("visitor").get(address).status_code == 200
        assert world.post("visitor", address).status_code == 422
        assert world.post("visitor", address, **data).status_code == 200
        assert world.post("visitor", address, **data).status_code == 404
    assert world.one(FollowUp).status == status


@pytest.mark.parametrize("path", ["evaluation", "handover", "follow-up"])
@pytest.mark.parametrize("key", ["x", "1.a.20991231.b", "1" * 300])
def test_a_made_up_link_opens_nothing(world: World, path: str, key: str) -> None:
    for answer in (
        world.client("visitor").get(f"/{path}/{key}"),
        world.client("visitor").post(f"/{path}/{key}"),
    ):
        assert answer.status_code == 404


def test_an_evaluation_that_was_not_given_is_asked_for_anew(world: World) -> None:
    world.end_now()
    old = world.key("evaluation_asked_youth")
    with world.factory() as session:
        query = select(Evaluation.id).where(Evaluation.side == EvaluationSide.YOUTH)
        number = session.scalars(query).one()
    assert world.post("coordinator", f"/evaluations/{number}/again").status_code == 303
    assert world.client("visitor").get(f"/evaluation/{old}").status_code == 404
    new = world.key("evaluation_asked_youth")
    assert world.client("visitor").get(f"/evaluation/{new}").status_code == 200


def test_the_stay_of_today_is_read_as_it_stands(world: World) -> None:
    with world.factory() as session:
        assert service.standing(session, world.stay) is None
    assert world.client("referrer").get(f"/placements/{world.stay}/ending").status_code == 200


@pytest.mark.parametrize("part", ["future-plan", "handover", "destination", "evaluation"])
def test_free_text_about_leaving_withstands_anything(world: World, part: str) -> None:
    if part in ("destination", "evaluation"):
        world.end_now()
    coordinator = world.client("coordinator")
    page = f"/placements/{world.stay}/{part}"

    def plan(text: str) -> Any:
        with world.factory() as session:
            found = session.get(FuturePlan, world.stay)
            version = found.version if found else 0
        return coordinator.post(page, data={"version": version, "housing": text})

    def handover(text: str) -> Any:
        given = {"receiver": "Wijkteam", "email": "wijk@example.org", "subjects": text}
        return coordinator.post(page, data=given)

    def destination(text: str) -> Any:
        ending = world.one(Ending)
        data = {"version": ending.version, "destination": "family", "destination_note": text}
        return coordinator.post(f"/endings/{ending.id}/destination", data=data)

    def evaluation(text: str) -> Any:
        with transaction(world.factory) as session:
            query = select(Evaluation).where(Evaluation.side == EvaluationSide.YOUTH)
            session.scalars(query).one().given_at = None
        return world.client("youth").post(page, data={"own_words": text})

    send = {
        "future-plan": plan, "handover": handover, "destination": destination,
        "evaluation": evaluation,
    }[part]  # fmt: skip
    shown = page if part in ("future-plan", "handover") else f"/placements/{world.stay}/ending"
    withstands(send=send, show=lambda: coordinator.get(shown).text)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_behind_a_link_are_for_everybody_and_fit_a_phone(
    world: World, open_page: Callable[..., Page], language: str
) -> None:
    world.post(
        "coordinator", f"/placements/{world.stay}/handover", receiver="W", email="w@example.org"
    )
    world.end_now()
    due = world.one(FollowUp).due_on
    with clock.at(datetime(due.year, due.month, due.day, 12, tzinfo=UTC)):
        run(world.factory, due)
        follow_up = f"/follow-up/{world.key('follow_up_asked')}"
    page = open_page(320, language)
    for path in (
        f"/evaluation/{world.key('evaluation_asked_youth')}",
        f"/evaluation/{world.key('evaluation_asked_host')}",
        f"/handover/{world.key('warm_handover_asked')}",
        follow_up,
        "/follow-up/closed",
    ):
        page.goto(path)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path
