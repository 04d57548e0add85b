"""Repair on the site: back-ups of today on a proposal, and the best repair of all that is free."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.places import Contract
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.jobs import run_waiting
from matcher.rounds.parameters import RoundParameters
from matcher.words import ProposalOrigin, ProposalStatus, Role, RoundStatus, YouthStatus
from tests.factories import UTRECHT, add_room, add_youth
from tests.web.conftest import MUNICIPALITY, SignIn
from tests.web.test_review_board import approve, propose, status_of

REPAIR = "/coordinator/repair"


class Scene(NamedTuple):
    """A done round with two open proposals; ``noa`` and ``spare`` (a room) are free."""

    first: int
    other: int
    sam: int
    room: int
    noa: int
    spare: int


@pytest.fixture
def scene(factory: sessionmaker[Session]) -> Scene:
    with transaction(factory) as session:
        done = MatchingRound(
            status=RoundStatus.DONE,
            today=today_in_the_netherlands(),
            parameters=RoundParameters().as_json(),
        )
        session.add(done)
        session.flush()
        sam, room = add_youth(session, first_name="Sam"), add_room(session)
        first = propose(session, done.id, youth_id=sam.id, room_id=room.id)
        other = propose(
            session, done.id, youth_id=add_youth(session).id, room_id=add_room(session).id
        )
        noa = add_youth(session, first_name="Noa", last_name="Verzonnen")
        spare = add_room(session)
        spare.home.household.contact_name = "Familie Reserve"
        return Scene(first.id, other.id, sam.id, room.id, noa.id, spare.id)


@pytest.fixture
def coordinator(sign_in_as: SignIn, scene: Scene) -> FlaskClient:
    return sign_in_as(Role.COORDINATOR, regions=[UTRECHT])


def decline(client: FlaskClient, scene: Scene, **values: str) -> str:
    answer = client.post(
        f"/coordinator/proposals/{scene.first}/decline",
        data={"version": "1", "reason": "youth_declined", **values},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    return answer.text.partition("<main")[2]


def propose_backup(client: FlaskClient, scene: Scene, youth: int, room: int) -> str:
    answer = client.post(
        f"/coordinator/proposals/{scene.first}/instead",
        data={"pair": f"{youth}-{room}"},
        follow_redirects=True,
    )
    return answer.text.partition("<main")[2]


def page_of(client: FlaskClient, proposal_id: int) -> str:
    return client.get(f"/coordinator/proposals/{proposal_id}").text.partition("<main")[2]


def repairs(factory: sessionmaker[Session]) -> list[Proposal]:
    with factory() as session:
        query = select(Proposal).where(Proposal.origin == ProposalOrigin.REPAIR)
        return list(session.scalars(query.order_by(Proposal.id)))


def test_an_open_proposal_shows_who_and_what_is_free_today(
    coordinator: FlaskClient, scene: Scene
) -> None:
    page = page_of(coordinator, scene.first)
    for shown in ("Reserves van vandaag", "Noa Verzonnen", "Familie Reserve"):
        assert shown in page
    assert f"instead={scene.noa}-{scene.room}" in page


def test_after_a_decline_one_click_proposes_a_back_up_and_others_stay(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    page = decline(coordinator, scene)
    assert f'value="{scene.noa}-{scene.room}"' in page
    assert f'value="{scene.sam}-{scene.spare}"' in page
    page = propose_backup(coordinator, scene, scene.noa, scene.room)
    assert "Noa Verzonnen bij Familie Voorbeeld, Utrecht is nu een open voorstel" in page
    assert f"Dit is een herstel: het komt in de plaats van voorstel {scene.first}" in page
    [made] = repairs(factory)
    assert (made.youth_id, made.room_id, made.replaces_id) == (scene.noa, scene.room, scene.first)
    assert status_of(factory, scene.other) == ProposalStatus.PROPOSED
    assert approve(coordinator, made.id) == 303


def test_declining_and_proposing_is_one_step(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    key = f"{scene.noa}-{scene.room}"
    form = coordinator.get(f"/coordinator/proposals/{scene.first}?decline=1&instead={key}").text
    assert "Afwijzen en Noa Verzonnen voorstellen" in form
    page = decline(coordinator, scene, instead=key)
    assert "is nu een open voorstel" in page
    assert status_of(factory, scene.first) == ProposalStatus.DECLINED
    assert len(repairs(factory)) == 1


def test_a_back_up_that_was_taken_meanwhile_is_refused_in_words_and_the_decline_stays(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    with transaction(factory) as session:
        round_id = session.get_one(Proposal, scene.first).round_id
        propose(session, round_id, youth_id=scene.noa, room_id=add_room(session).id)
    page = decline(coordinator, scene, instead=f"{scene.noa}-{scene.room}")
    assert "de jongere heeft inmiddels een kamer of een ander voorstel" in page
    assert status_of(factory, scene.first) == ProposalStatus.DECLINED
    assert repairs(factory) == []
    assert f'value="{scene.noa}-{scene.room}"' not in page


def test_a_colleague_who_proposed_the_same_back_up_was_first(
    coordinator: FlaskClient, sign_in_as: SignIn, factory: sessionmaker[Session], scene: Scene
) -> None:
    decline(coordinator, scene)
    colleague = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    propose_backup(colleague, scene, scene.noa, scene.room)
    page = propose_backup(coordinator, scene, scene.noa, scene.room)
    assert "de kamer is inmiddels bezet of aan iemand anders voorgesteld" in page
    assert len(repairs(factory)) == 1
    assert "De kamer zit nu in een ander voorstel" in page


def test_a_full_contract_is_told_by_the_name_of_the_municipality(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    decline(coordinator, scene)
    with transaction(factory) as session:
        session.scalars(select(Contract)).one().placement_limit = 1
    page = propose_backup(coordinator, scene, scene.noa, scene.room)
    assert "Het contract van Utrecht heeft geen plek meer" in page
    assert "het contract van de gemeente heeft geen plek meer" in page


def test_an_open_proposal_cannot_be_replaced_without_declining_it(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    page = propose_backup(coordinator, scene, scene.noa, scene.room)
    assert "wijs het eerst af" in page
    assert repairs(factory) == []


@pytest.mark.parametrize("text", ["", "7", "a-b", "-1-2", "1-2-3", "9" * 12 + "-1"])
def test_a_pair_that_is_none_is_a_bad_request(
    coordinator: FlaskClient, scene: Scene, text: str
) -> None:
    address = f"/coordinator/proposals/{scene.first}/instead"
    assert coordinator.post(address, data={"pair": text}).status_code == 400


def test_a_pair_outside_the_regions_is_refused(
    sign_in_as: SignIn, factory: sessionmaker[Session], scene: Scene
) -> None:
    stranger = sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY])
    answer = stranger.post(REPAIR, data={"pair": f"{scene.noa}-{scene.spare}"})
    assert answer.status_code == 403
    assert repairs(factory) == []
    page = stranger.get(REPAIR).text.partition("<main")[2]
    assert "Niets in je regio" in page
    assert "Noa" not in page


def test_the_repair_page_proposes_what_is_ticked_and_leaves_open_proposals_alone(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    decline(coordinator, scene)
    page = coordinator.get(REPAIR).text.partition("<main")[2]
    pairs = re.findall(r'name="pair" value="([\d-]+)"', page)
    assert sorted(pairs) == sorted([f"{scene.noa}-{scene.room}", f"{scene.sam}-{scene.spare}"])
    told = coordinator.post(REPAIR, data={"pair": pairs}, follow_redirects=True).text
    assert "2 voorstellen zijn gemaakt" in told
    assert len(repairs(factory)) == 2
    assert status_of(factory, scene.other) == ProposalStatus.PROPOSED
    assert "Niets te herstellen" in coordinator.get(REPAIR).text


def test_what_changed_meanwhile_is_skipped_and_told(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    decline(coordinator, scene)
    pairs = [f"{scene.noa}-{scene.room}", f"{scene.sam}-{scene.spare}"]
    with transaction(factory) as session:
        session.get_one(Proposal, scene.first).youth.status = YouthStatus.WITHDRAWN
    told = coordinator.post(REPAIR, data={"pair": pairs}, follow_redirects=True).text
    assert "1 voorstel is gemaakt" in told
    assert re.search("Niet voorgesteld: Sam Fictief [0-9]+ bij Familie Reserve", told)
    assert "jongere is nog niet zover" in told
    assert [made.youth_id for made in repairs(factory)] == [scene.noa]


def test_an_open_proposal_of_somebody_who_stopped_is_named(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    with transaction(factory) as session:
        session.get_one(Proposal, scene.first).youth.status = YouthStatus.WITHDRAWN
    page = coordinator.get(REPAIR).text
    assert "1 open voorstel kan niet doorgaan" in page
    assert f'href="/coordinator/proposals/{scene.first}"' in page


def test_without_a_round_there_is_nothing_to_repair(sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.COORDINATOR)
    page = client.get(REPAIR)
    assert page.status_code == 200
    assert "Er is nog geen ronde geweest" in page.text
    assert client.post(f"{REPAIR}/trial").status_code == 303


def test_everything_anew_is_reckoned_by_the_worker_and_changes_nothing(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    decline(coordinator, scene)
    assert "Uitrekenen" in coordinator.get(REPAIR).text
    coordinator.post(f"{REPAIR}/trial")
    assert "Het wordt uitgerekend" in coordinator.get(REPAIR).text
    assert len(run_waiting(factory)) == 1
    page = coordinator.get(REPAIR).text
    assert "Alles opnieuw vult evenveel lege nachten als het herstel" in page
    assert re.search(r"en verandert [01] van de 1 open voorstellen", page)
    assert "Sindsdien is er iets veranderd" not in page
    assert repairs(factory) == []
    assert status_of(factory, scene.other) == ProposalStatus.PROPOSED
    propose_backup(coordinator, scene, scene.noa, scene.room)
    assert "Sindsdien is er iets veranderd" in coordinator.get(REPAIR).text


def test_a_trial_is_no_round_on_the_list_of_rounds(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    coordinator.post(f"{REPAIR}/trial")
    [trial_id] = run_waiting(factory)
    assert coordinator.get(f"/coordinator/rounds/{trial_id}").status_code == 404
    listed = coordinator.get("/coordinator/rounds").text.partition("<main")[2]
    assert f"Ronde {trial_id}" not in listed


def test_a_trial_that_waits_does_not_keep_a_round_from_starting(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    coordinator.post(f"{REPAIR}/trial")
    coordinator.post(f"{REPAIR}/trial")
    coordinator.post("/coordinator/rounds")
    assert len(run_waiting(factory)) == 2
    with factory() as session:
        kinds = session.execute(select(MatchingRound.is_trial, MatchingRound.status)).all()
    assert sorted(kinds) == [(False, "done"), (False, "done"), (True, "done")]


def test_a_long_repair_takes_no_query_per_pair(
    coordinator: FlaskClient, factory: sessionmaker[Session], scene: Scene
) -> None:
    def queries() -> int:
        counted: list[str] = []
        with factory() as session:
            engine = session.get_bind()
        listen = lambda *call: counted.append(call[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listen)
        assert coordinator.get(REPAIR).status_code == 200
        event.remove(engine, "before_cursor_execute", listen)
        return len(counted)

    before = queries()
    with transaction(factory) as session:
        for _ in range(12):
            add_youth(session)
            add_room(session)
    assert queries() == before
