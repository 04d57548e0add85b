"""The review board: both sides on one page, one decision, and a colleague who is quicker."""

from __future__ import annotations

import re
import threading
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.base import now
from matcher.database.introductions import Question
from matcher.database.placements import Placement
from matcher.database.places import Contract
from matcher.database.records import AuditEvent
from matcher.database.rounds import MatchingRound, PairExclusion, Proposal, ProposalAlternative
from matcher.database.session import transaction
from matcher.fit import FIT_PARTS
from matcher.inforce import today_in_the_netherlands
from matcher.words import Answer, Condition, DeclineReason, ProposalStatus, Role, RoundStatus
from tests.factories import UTRECHT, add_room, add_youth
from tests.web.conftest import MUNICIPALITY, SignIn


class Scene(NamedTuple):
    first: int
    second: int


def propose(session: Session, round_id: int, **values: object) -> Proposal:
    proposal = Proposal(
        **{
            "round_id": round_id,
            "starts_on": today_in_the_netherlands(),
            "nights": 120,
            "fit": 640,
            "priority": 300,
            "distance_km": 2.5,
            "fit_parts": {part.code: 10 for part in FIT_PARTS},
            "explanation": {"reasons": [{"code": "nights", "number": 120}], "rivals": []},
            **values,
        }
    )
    session.add(proposal)
    session.flush()
    return proposal


@pytest.fixture
def scene(factory: sessionmaker[Session]) -> Scene:
    """Two rounds that proposed the same room in Utrecht to two youths: Sam and Noa."""
    with transaction(factory) as session:
        room, sam = add_room(session), add_youth(session, first_name="Sam")
        noa = add_youth(session, first_name="Noa", last_name="Verzonnen")
        found = []
        for youth in (sam, noa):
            done = MatchingRound(status=RoundStatus.DONE, today=today_in_the_netherlands())
            session.add(done)
            session.flush()
            found.append(propose(session, done.id, youth_id=youth.id, room_id=room.id))
        found[0].alternatives.append(
            ProposalAlternative(
                side="youth",
                rank=1,
                youth_id=noa.id,
                room_id=room.id,
                nights=100,
                fit=500,
                distance_km=3.0,
                is_free=True,
            )
        )
        return Scene(found[0].id, found[1].id)


@pytest.fixture
def coordinator(sign_in_as: SignIn, scene: Scene) -> FlaskClient:
    return sign_in_as(Role.COORDINATOR, regions=[UTRECHT])


def status_of(factory: sessionmaker[Session], proposal_id: int) -> ProposalStatus:
    with factory() as session:
        return session.get_one(Proposal, proposal_id).status


def count(factory: sessionmaker[Session], table: type) -> int:
    with factory() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def approve(client: FlaskClient, proposal_id: int, version: int = 1) -> int:
    path = f"/coordinator/proposals/{proposal_id}/approve"
    return client.post(path, data={"version": version}).status_code


def test_the_page_shows_both_sides_the_reasons_and_who_was_second(
    coordinator: FlaskClient, scene: Scene
) -> None:
    page = coordinator.get(f"/coordinator/proposals/{scene.first}").get_data(as_text=True)
    for shown in ("Sam Fictief", "Familie Voorbeeld", "120", "640", "Noa Verzonnen", "<svg"):
        assert shown in page, shown


@pytest.mark.parametrize(
    ("region", "known", "hidden"),
    [
        (UTRECHT, "Familie Voorbeeld", ("Noa", "Verzonnen", "/coordinator/youths/")),
        (MUNICIPALITY, "Noa Verzonnen", ("Familie Voorbeeld", "/coordinator/rooms/")),
    ],
)
def test_who_lies_outside_the_region_is_known_by_reference_only(
    sign_in_as: SignIn,
    factory: sessionmaker[Session],
    region: str,
    known: str,
    hidden: tuple[str, ...],
) -> None:
    with transaction(factory) as session:
        room = add_room(session)
        noa = add_youth(
            session, first_name="Noa", last_name="Verzonnen", municipality_code=MUNICIPALITY
        )
        done = MatchingRound(status=RoundStatus.DONE, today=today_in_the_netherlands())
        session.add(done)
        session.flush()
        found = propose(session, done.id, youth_id=noa.id, room_id=room.id)
        references = {UTRECHT: noa.reference, MUNICIPALITY: room.reference}
    client = sign_in_as(Role.COORDINATOR, regions=[region])
    for path in ("/coordinator/", "/coordinator/proposals", f"/coordinator/proposals/{found.id}"):
        page = client.get(path).text.partition("<main")[2]
        assert known in page, path
        assert references[region] in page, path
        for text in hidden:
            assert text not in page, (path, text)


def test_the_decline_link_leads_to_the_form_opened_without_a_script(
    coordinator: FlaskClient, scene: Scene
) -> None:
    path = f"/coordinator/proposals/{scene.first}"
    assert f'href="{path}?decline=1#decline"' in coordinator.get(path).text
    assert '<details class="km-details" open>' in coordinator.get(f"{path}?decline=1").text
    assert '<details class="km-details" open>' not in coordinator.get(path).text


def test_looking_at_a_proposal_is_recorded(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    coordinator.get(f"/coordinator/proposals/{scene.first}")
    with factory() as session:
        looks = select(AuditEvent.subject_id).where(AuditEvent.action == "proposal.read")
        assert session.scalars(looks).all() == [scene.first]


def test_approving_books_the_room_and_the_other_proposal_lapses(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    assert approve(coordinator, scene.first) == 303
    assert status_of(factory, scene.first) == ProposalStatus.APPROVED
    assert status_of(factory, scene.second) == ProposalStatus.LAPSED
    assert count(factory, Placement) == 1
    with factory() as session:
        actions = session.scalars(select(AuditEvent.action)).all()
    assert {"proposal.approve", "placement.book", "proposal.lapse"} <= set(actions)


def test_the_page_of_a_proposal_that_lapsed_says_why_and_leads_to_the_other(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    assert approve(coordinator, scene.first) == 303
    page = coordinator.get(f"/coordinator/proposals/{scene.second}").get_data(as_text=True)
    assert "een ander voorstel voor deze kamer of deze jongere is goedgekeurd" in page
    assert f'href="/coordinator/proposals/{scene.first}"' in page


def test_a_second_click_books_nothing_and_says_why(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    approve(coordinator, scene.first)
    again = coordinator.post(f"/coordinator/proposals/{scene.second}/approve", data={"version": 1})
    assert again.status_code == 409
    assert "Iemand was je voor" in again.get_data(as_text=True)
    assert count(factory, Placement) == 1


def test_a_full_contract_is_told_by_the_name_of_the_municipality(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    with transaction(factory) as session:
        session.scalars(select(Contract)).one().placement_limit = 0
    refused = coordinator.post(f"/coordinator/proposals/{scene.first}/approve", data={"version": 1})
    assert refused.status_code == 409
    assert "Het contract van Utrecht heeft geen plek meer" in refused.get_data(as_text=True)
    assert count(factory, Placement) == 0


def test_an_old_version_of_the_page_decides_nothing(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    assert approve(coordinator, scene.first, version=7) == 409
    assert status_of(factory, scene.first) == ProposalStatus.PROPOSED
    assert count(factory, AuditEvent) == count_of_sign_ups(factory)


def count_of_sign_ups(factory: sessionmaker[Session]) -> int:
    with factory() as session:
        made = select(func.count()).where(AuditEvent.action == "account.create")
        return session.scalar(made) or 0


def test_declining_needs_a_reason_and_can_rule_the_two_out(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    path = f"/coordinator/proposals/{scene.first}/decline"
    assert coordinator.post(path, data={"version": 1}).status_code == 422
    assert status_of(factory, scene.first) == ProposalStatus.PROPOSED
    data = {"version": 1, "reason": "travel_too_long", "note": "Te ver", "rule_out": "y"}
    assert coordinator.post(path, data=data).status_code == 303
    with factory() as session:
        declined = session.get_one(Proposal, scene.first)
        assert declined.status == ProposalStatus.DECLINED
        assert declined.decline_reason == DeclineReason.TRAVEL_TOO_LONG
    assert count(factory, PairExclusion) == 1


def test_a_bsn_in_the_note_is_refused_and_the_form_keeps_the_answers(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    answer = coordinator.post(
        f"/coordinator/proposals/{scene.first}/decline",
        data={"version": 1, "reason": "safety", "note": "nummer 111222333"},
    )
    assert answer.status_code == 422
    assert "BSN" in answer.get_data(as_text=True)
    assert status_of(factory, scene.first) == ProposalStatus.PROPOSED


def test_a_decision_can_be_taken_back(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    approve(coordinator, scene.first)
    with factory() as session:
        version = session.get_one(Proposal, scene.first).version
    path = f"/coordinator/proposals/{scene.first}/take-back"
    assert coordinator.post(path, data={"version": version}).status_code == 303
    assert status_of(factory, scene.first) == ProposalStatus.PROPOSED
    assert approve(coordinator, scene.first, version + 1) == 303


def test_an_approval_that_the_youth_answered_is_not_taken_back_and_the_page_says_why(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    approve(coordinator, scene.first)
    with factory() as session, session.begin():
        asked = session.scalars(select(Question)).one()
        asked.answer, asked.answered_at = Answer.YES, now()
        version = session.get_one(Proposal, scene.first).version
    answer = coordinator.post(
        f"/coordinator/proposals/{scene.first}/take-back",
        data={"version": version},
        follow_redirects=True,
    )
    assert Condition.UNTOUCHED.nl in answer.get_data(as_text=True)
    assert status_of(factory, scene.first) == ProposalStatus.APPROVED


def test_a_coordinator_of_another_region_neither_sees_nor_decides(
    sign_in_as: SignIn, factory: sessionmaker[Session], scene: Scene
) -> None:
    stranger = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    assert stranger.get(f"/coordinator/proposals/{scene.first}").status_code == 403
    assert approve(stranger, scene.first) == 403
    board = stranger.get("/coordinator/proposals").get_data(as_text=True)
    assert "Sam Fictief" not in board
    assert status_of(factory, scene.first) == ProposalStatus.PROPOSED


def test_the_board_asks_the_database_no_more_for_more_proposals(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    statements: list[str] = []
    engine = factory.kw["bind"]
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    coordinator.get("/coordinator/proposals")
    few = len(statements)
    with transaction(factory) as session:
        done = session.scalars(select(MatchingRound)).all()[0]
        for _ in range(12):
            youth, room = add_youth(session), add_room(session)
            propose(session, done.id, youth_id=youth.id, room_id=room.id)
    statements.clear()
    coordinator.get("/coordinator/proposals")
    assert len(statements) == few


def test_going_on_without_deciding_leads_past_every_proposal_once(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    """Also where proposals are alike in nights and priority, as most of a round are."""
    with transaction(factory) as session:
        done = session.scalars(select(MatchingRound)).all()[0]
        for priority in (300, 300, 500):
            youth, room = add_youth(session), add_room(session)
            propose(session, done.id, youth_id=youth.id, room_id=room.id, priority=priority)
        number = session.scalar(select(func.count()).select_from(Proposal)) or 0
    seen, here = [], scene.first
    for _ in range(number):
        seen.append(here)
        page = coordinator.get(f"/coordinator/proposals/{here}").get_data(as_text=True)
        here = int(
            re.findall(r'href="/coordinator/proposals/(\d+)"[^>]*>Volgend voorstel', page)[0]
        )
    assert len(set(seen)) == number
    assert here == scene.first


def test_of_many_coordinators_who_click_at_once_one_books(
    app: Flask, sign_in_as: SignIn, factory: sessionmaker[Session], scene: Scene
) -> None:
    clients = [sign_in_as(Role.COORDINATOR, regions=[UTRECHT]) for _ in range(6)]
    barrier = threading.Barrier(len(clients))
    answers: list[int] = []

    def click(number: int) -> None:
        barrier.wait()
        answers.append(approve(clients[number], scene.first if number % 2 else scene.second))

    threads = [threading.Thread(target=click, args=(n,)) for n in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409, 409, 409, 409, 409]
    assert count(factory, Placement) == 1


def test_a_round_is_queued_once_and_shown(
    coordinator: FlaskClient, factory: sessionmaker[Session]
) -> None:
    started = coordinator.post("/coordinator/rounds")
    assert started.status_code == 303
    assert "Ronde" in coordinator.get(started.location).get_data(as_text=True)
    again = coordinator.post("/coordinator/rounds", follow_redirects=True)
    assert "Er loopt al een ronde" in again.get_data(as_text=True)
    with factory() as session:
        queued = select(func.count()).where(MatchingRound.status == RoundStatus.QUEUED)
        assert session.scalar(queued) == 1
