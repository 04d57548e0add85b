"""The work list on screen: tabs, filters, putting off, reminding, and the mail of the morning."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from matcher.database.cases import YouthCase
from matcher.database.records import OutboxMessage
from matcher.database.rounds import MatchingRound
from matcher.database.session import transaction
from matcher.database.work import MessageWish, WorkHandover, WorkSnooze
from matcher.inforce import today_in_the_netherlands
from matcher.words import CaseSource, Role, RoundStatus, YouthStatus
from tests.factories import UTRECHT, add_municipality, add_room, add_youth
from tests.web.conftest import ORGANISATION, SignIn
from tests.web.test_review_board import propose

Factory = sessionmaker[Session]


@pytest.fixture
def proposal_id(factory: Factory) -> int:
    with transaction(factory) as session:
        room, youth = add_room(session), add_youth(session, first_name="Samira")
        done = MatchingRound(status=RoundStatus.DONE, today=today_in_the_netherlands())
        session.add(done)
        session.flush()
        return propose(session, done.id, youth_id=youth.id, room_id=room.id).id


@pytest.fixture
def coordinator(proposal_id: int, sign_in_as: SignIn) -> FlaskClient:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client.set_cookie("language", "en")
    return client


def day(number: int) -> str:
    return f"{today_in_the_netherlands() + timedelta(days=number):%d-%m-%Y}"


def test_the_list_leads_to_where_the_work_is_done(
    coordinator: FlaskClient, proposal_id: int
) -> None:
    page = coordinator.get("/work").text
    assert "Decide on a proposal" in page
    assert f"/coordinator/proposals/{proposal_id}" in page
    assert "Samira" in page
    assert "Decide on a proposal" in coordinator.get("/work?kind=decide_proposal").text
    assert "Nothing is late" in coordinator.get("/work?view=late").text
    assert "Decide on a proposal" in coordinator.get("/work?view=team&page=99").text
    assert coordinator.get("/work?view=nonsense&kind=nonsense").status_code == 200


def test_other_regions_and_workers_see_nothing_of_it(proposal_id: int, sign_in_as: SignIn) -> None:
    for role in (Role.COORDINATOR, Role.REFERRER):
        client = sign_in_as(role)
        for view in ("mine", "late", "coming", "team", "away"):
            assert "Samira" not in client.get(f"/work?view={view}").text


def test_putting_off_and_back(coordinator: FlaskClient, proposal_id: int, factory: Factory) -> None:
    key = f"decide_proposal:proposal:{proposal_id}"
    done = coordinator.post("/work/put-off", data={"item": key, "until_on": day(3)})
    assert done.status_code == 303
    assert "Nothing waits for you" in coordinator.get("/work").text
    assert "Samira" in coordinator.get("/work?view=away").text
    coordinator.post("/work/take-back", data={"item": key, "view": "away"})
    assert "Samira" in coordinator.get("/work").text
    with factory() as session:
        assert session.scalars(select(WorkSnooze)).all() == []


@pytest.mark.parametrize("until_on", ["", "gisteren", day(0), day(40)])
def test_a_day_that_cannot_be_is_refused_and_what_was_ticked_stays_ticked(
    coordinator: FlaskClient, proposal_id: int, until_on: str
) -> None:
    key = f"decide_proposal:proposal:{proposal_id}"
    answer = coordinator.post("/work/put-off", data={"item": key, "until_on": until_on})
    assert answer.status_code == 422
    assert "checked" in answer.text.split(key)[1].split(">")[0]
    assert "Samira" in coordinator.get("/work").text


def test_nobody_puts_off_what_is_not_on_the_own_list(
    proposal_id: int, sign_in_as: SignIn, factory: Factory
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    key = f"decide_proposal:proposal:{proposal_id}"
    client.post("/work/put-off", data={"item": key, "until_on": day(3)})
    with factory() as session:
        assert session.scalars(select(WorkSnooze)).all() == []


def test_a_worker_has_the_own_dossiers_on_the_list(factory: Factory, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.REFERRER)
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        add_municipality(session)
        organisation = session.scalars(
            select(CareOrganisation).where(CareOrganisation.code == ORGANISATION)
        ).one()
        youth = add_youth(session, organisation_id=organisation.id, status=YouthStatus.REGISTERED)
        from matcher.database.accounts import Account

        me = session.scalars(select(Account).order_by(Account.id.desc())).first()
        session.add(
            YouthCase(
                youth=youth,
                source=CaseSource.REFERRAL,
                worker=me,
                last_activity_on=today_in_the_netherlands(),
            )
        )
    page = client.get("/work").text
    assert "Complete the dossier" in page
    assert f"/referrer/youths/{youth.id}" in page


def test_reminding_nobody_says_so_and_mails_nobody(
    coordinator: FlaskClient, proposal_id: int, factory: Factory
) -> None:
    key = f"decide_proposal:proposal:{proposal_id}"
    page = coordinator.post("/work/remind", data={"item": key}, follow_redirects=True).text
    assert "Nobody is mailed" in page
    with factory() as session:
        assert session.scalars(select(OutboxMessage)).all() == []


def test_the_wish_about_the_mail_is_kept(coordinator: FlaskClient, factory: Factory) -> None:
    coordinator.post("/work/mail", data={"wants_digest": "y", "weekdays": ["1", "3"]})
    with factory() as session:
        (wish,) = session.scalars(select(MessageWish)).all()
        assert (wish.wants_digest, wish.weekdays) == (True, "13")
    coordinator.post("/work/mail", data={"weekdays": ["1", "3"]})
    with factory() as session:
        assert not session.scalars(select(MessageWish)).one().wants_digest
    assert coordinator.post("/work/mail", data={"weekdays": ["9"]}).status_code == 422


def test_what_is_ticked_goes_to_a_colleague_and_comes_back(
    coordinator: FlaskClient, proposal_id: int, sign_in_as: SignIn, factory: Factory
) -> None:
    key = f"decide_proposal:proposal:{proposal_id}"
    page = coordinator.post("/work/hand-over", data={"item": key}).text
    assert "Nobody else may do any of this" in page
    colleague = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    colleague.set_cookie("language", "en")
    sign_in_as(Role.COORDINATOR)  # of another region: not offered
    page = coordinator.post("/work/hand-over", data={"item": key}).text
    assert page.count("(all of it)") == 1
    to = page.split("(all of it)")[0].rsplit('value="', 1)[1].split('"')[0]
    assert coordinator.post("/work/hand-over", data={"item": key, "to": ""}).status_code == 422
    assert coordinator.post("/work/hand-over", data={"item": key, "to": "999"}).status_code == 422
    data = {"item": key, "to": to}
    assert "waits for" in coordinator.post("/work/hand-over", data=data, follow_redirects=True).text
    assert "Nothing waits for you" in coordinator.get("/work").text
    assert "Samira" in coordinator.get("/work?view=given").text
    assert "handed over by" in colleague.get("/work").text
    with factory() as session:
        assert session.scalars(select(OutboxMessage.template)).all() == ["work_given"]
    coordinator.post("/work/hand-back", data={"item": key, "view": "given"})
    assert "Samira" in coordinator.get("/work").text
    again = coordinator.post("/work/hand-back", data={"item": key}, follow_redirects=True).text
    assert "Nothing of what you ticked was handed over" in again


def test_nobody_hands_over_what_is_out_of_reach(
    proposal_id: int, sign_in_as: SignIn, factory: Factory
) -> None:
    sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    client = sign_in_as(Role.REFERRER)
    answer = client.post(
        "/work/hand-over", data={"item": f"decide_proposal:proposal:{proposal_id}"}
    )
    assert (answer.status_code, answer.location) == (303, "/work")
    with factory() as session:
        assert session.scalars(select(WorkHandover)).all() == []
