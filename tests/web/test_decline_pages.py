"""After a 'no' on the pages: what it teaches, who can come now, and one click to propose them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.declines import PairRest, Suggestion
from matcher.database.leaving import Ending
from matcher.database.rounds import Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.introductions.stopping import stop
from matcher.words import (
    DeclineReason,
    EndingKind,
    EndingReason,
    EndingStatus,
    IntroductionStage,
    PlacementStatus,
    ProposalStatus,
    Role,
    Side,
    YouthStatus,
)
from tests.factories import (
    UTRECHT,
    add_introduction,
    add_placement,
    add_proposal,
    add_room,
    add_youth,
)
from tests.web.browsing import overflow, violations
from tests.web.conftest import SignIn
from tests.web.test_every_page import sign_in


class Scene(NamedTuple):
    proposal: int
    waiting: int  # a youth who could come instead


@pytest.fixture
def scene(factory: sessionmaker[Session]) -> Scene:
    with transaction(factory) as session:
        room = add_room(session, rent_cents=41_000)
        proposal = add_proposal(session, room=room, youth=add_youth(session, first_name="Sam"))
        waiting = add_youth(session, first_name="Noa", last_name="Verzonnen")
        return Scene(proposal.id, waiting.id)


@pytest.fixture
def coordinator(sign_in_as: SignIn, scene: Scene) -> FlaskClient:
    return sign_in_as(Role.COORDINATOR, regions=[UTRECHT])


def decline(client: FlaskClient, proposal_id: int, reason: DeclineReason) -> str:
    path = f"/coordinator/proposals/{proposal_id}"
    answer = client.post(f"{path}/decline", data={"version": 1, "reason": reason.value})
    assert answer.status_code == 303
    return client.get(path).text.partition("<main")[2]


def suggestions(factory: sessionmaker[Session]) -> dict[str, int]:
    with factory() as session:
        return {one.field: one.id for one in session.scalars(select(Suggestion))}


def test_a_decline_shows_what_it_teaches_and_who_can_come_now(
    coordinator: FlaskClient, scene: Scene
) -> None:
    page = decline(coordinator, scene.proposal, DeclineReason.RENT_TOO_HIGH)
    for shown in ("Wat we leren van deze", "€ 450,00", "€ 400,00", 'id="backups"', "Noa"):
        assert shown in page.replace("\xa0", " "), shown
    assert f'value="{scene.waiting}-1"' in page


def test_one_click_proposes_the_next_one(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.YOUTH_DECLINED)
    path = f"/coordinator/proposals/{scene.proposal}/instead"
    answer = coordinator.post(path, data={"pair": f"{scene.waiting}-1"})
    assert answer.status_code == 303
    with factory() as session:
        made = session.scalars(select(Proposal).order_by(Proposal.id.desc())).first()
        assert made is not None
        assert (made.youth_id, made.status) == (scene.waiting, ProposalStatus.PROPOSED)


def test_a_suggestion_is_accepted_with_the_value_that_was_typed(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.RENT_TOO_HIGH)
    one = suggestions(factory)["youth.budget_cents"]
    path = f"/suggestions/{one}/accept"
    answer = coordinator.post(path, data={f"suggestion{one}-value": "395"})
    assert answer.status_code == 303
    assert answer.location.endswith(f"/coordinator/proposals/{scene.proposal}#learnt")
    with factory() as session:
        youth = session.get_one(Proposal, scene.proposal).youth
        assert youth.needs.budget_cents == 39_500
    page = coordinator.get(f"/coordinator/proposals/{scene.proposal}").text
    assert "overgenomen" in page


@pytest.mark.parametrize("typed", ["", "veel", "-5", "0", "99999999999"])
def test_a_value_that_cannot_be_gives_the_form_again(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session], typed: str
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.RENT_TOO_HIGH)
    one = suggestions(factory)["youth.budget_cents"]
    answer = coordinator.post(f"/suggestions/{one}/accept", data={f"suggestion{one}-value": typed})
    assert answer.status_code == 422
    assert "km-error-summary" in answer.text
    with factory() as session:
        assert session.get_one(Suggestion, one).decided_at is None


@pytest.mark.browser
def test_the_form_that_comes_again_is_for_everybody_and_fits_a_phone(
    coordinator: FlaskClient,
    scene: Scene,
    factory: sessionmaker[Session],
    open_page: Callable[..., Page],
    live: str,
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.RENT_TOO_HIGH)
    one = suggestions(factory)["youth.budget_cents"]
    page = open_page(320, "nl")
    sign_in(page, live, coordinator)
    page.goto(f"/coordinator/proposals/{scene.proposal}")
    page.fill(f"[name=suggestion{one}-value]", "veel")
    page.locator(f"form[action='/suggestions/{one}/accept'] button").click()
    expect(page.get_by_role("heading", level=1, name="Budget")).to_be_visible()
    expect(page.locator(".km-error-summary")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) <= 0


def test_what_is_left_is_left_and_a_second_click_is_told_kindly(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.CARE_TOO_HEAVY)
    one = suggestions(factory)["care"]
    assert coordinator.post(f"/suggestions/{one}/refuse").status_code == 303
    again = coordinator.post(f"/suggestions/{one}/refuse", follow_redirects=True)
    assert again.status_code == 200
    assert "Een collega was eerder" in again.text


def test_a_rest_is_lifted_from_the_page(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    page = decline(coordinator, scene.proposal, DeclineReason.SAFETY)
    found = re.search(r'action="/rests/(\d+)/lift', page)
    assert found
    assert coordinator.post(f"/rests/{found[1]}/lift").status_code == 303
    with factory() as session:
        assert session.get_one(PairRest, int(found[1])).lifted_on is not None


def test_the_page_shows_the_rest_that_ends_last_and_tells_when_one_runs_on(
    coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.SAFETY)
    with transaction(factory) as session:
        first = session.get_one(Proposal, scene.proposal)
        second = add_proposal(session, room=first.room, youth=first.youth).id
    page = decline(coordinator, second, DeclineReason.HOST_NOT_READY)
    assert "Reden: zorg over veiligheid" in page
    found = re.search(rf'action="(/rests/\d+/lift\?proposal={second})"', page)
    assert found
    answer = coordinator.post(found[1], follow_redirects=True)
    assert answer.request.path == f"/coordinator/proposals/{second}"
    assert "na een andere" in answer.text
    assert "Reden: gastgezin is nog niet zover" in answer.text


def test_a_coordinator_of_another_region_decides_nothing_here(
    sign_in_as: SignIn, coordinator: FlaskClient, scene: Scene, factory: sessionmaker[Session]
) -> None:
    decline(coordinator, scene.proposal, DeclineReason.RENT_TOO_HIGH)
    stranger = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    for path in [
        *(f"/suggestions/{one}/{verb}" for one in suggestions(factory).values()
          for verb in ("accept", "refuse")),
        "/rests/1/lift",
    ]:  # fmt: skip
        assert stranger.post(path).status_code == 403, path
    for path in ("/suggestions/999/accept", "/suggestions/999/refuse", "/rests/999/lift"):
        assert stranger.post(path).status_code == 404, path


def test_the_record_of_another_region_is_not_changed_by_a_suggestion(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    """A proposal over a border: the youth's coordinator cannot change the host's room."""
    with transaction(factory) as session:
        youth = add_youth(session, municipality_code="GM0363")
        proposal = add_proposal(session, room=add_room(session), youth=youth).id
    client = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    page = decline(client, proposal, DeclineReason.CARE_TOO_HEAVY)
    assert "andere regio besluit" in page
    one = suggestions(factory)["room.accepts_guidance"]
    assert client.post(f"/suggestions/{one}/accept").status_code == 403


def test_after_a_stopped_introduction_the_back_ups_stand_on_its_page(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        going = add_introduction(session, stage=IntroductionStage.STOPPED)
        add_youth(session, first_name="Noa", last_name="Verzonnen")
        key, proposal = going.id, going.proposal_id
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    page = client.get(f"/introductions/{key}").text
    assert 'id="backups"' in page
    assert "Noa Verzonnen" in page
    assert f'action="/coordinator/proposals/{proposal}/instead"' in page
    counsellor = sign_in_as(Role.REFERRER)
    assert 'id="backups"' not in counsellor.get(f"/introductions/{key}").text


def broken_off(session: Session) -> Any:
    stay = add_placement(
        session,
        youth=add_youth(session, status=YouthStatus.READY),
        status=PlacementStatus.ENDED,
        ends_on=today_in_the_netherlands(),
    )
    session.add(
        Ending(
            placement_id=stay.id,
            kind=EndingKind.BROKEN_OFF,
            status=EndingStatus.PLANNED,
            reason=EndingReason.CONFLICT,
            given_by=Side.HOST,
            told_on=today_in_the_netherlands(),
            ends_on=today_in_the_netherlands(),
        )
    )
    add_proposal(session)  # a round, which a repair mends
    session.flush()
    return stay


def test_after_a_stay_that_is_broken_off_both_sides_get_their_next_in_one_click(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        stay = broken_off(session)
        noa = add_youth(session, first_name="Noa", last_name="Verzonnen")
        key, room, wanted = stay.id, stay.room_id, noa.id
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    page = client.get(f"/placements/{key}").text
    assert 'id="backups"' in page
    assert f'value="{wanted}-{room}"' in page
    answer = client.post(f"/placements/{key}/instead", data={"pair": f"{wanted}-{room}"})
    assert answer.status_code == 303
    assert "/coordinator/proposals/" in answer.location


def test_a_stay_that_goes_on_offers_nobody_elses_youth(
    sign_in_as: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        stay = add_placement(session, status=PlacementStatus.ACTIVE)
        add_proposal(session)
        noa = add_youth(session)
        key, room, wanted = stay.id, stay.room_id, noa.id
        number = session.scalar(select(func.count()).select_from(Proposal))
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    assert 'id="backups"' not in client.get(f"/placements/{key}").text
    client.post(f"/placements/{key}/instead", data={"pair": f"{wanted}-{room}"})
    with factory() as session:
        assert session.scalar(select(func.count()).select_from(Proposal)) == number


def test_a_no_after_the_meeting_frees_both_and_teaches(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        going = add_introduction(session, stage=IntroductionStage.ANSWERS)
        stop(session, COMMAND_LINE, going.id, going.version, Side.HOST, DeclineReason.NO_CLICK_MET)
        rest = session.scalars(select(PairRest)).one()
        assert rest.until_on is None
        fields = {one.kind.value for one in session.scalars(select(Suggestion))}
        assert "rule_out" in fields
        youth = session.get_one(Youth, rest.youth_id)
        assert youth.status == YouthStatus.READY
