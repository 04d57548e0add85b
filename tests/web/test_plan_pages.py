"""The plan and its actions, on the site."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.living import Plan, PlanAction
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import ActionStatus, Role
from tests.web.conftest import SignIn


def test_an_action_without_a_measure_is_refused_and_a_whole_one_is_ticked_off_by_its_owner(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    due = (today_in_the_netherlands() + timedelta(days=20)).strftime("%d-%m-%Y")
    whole = {"what": "DUO aanvragen", "measured_by": "Brief is binnen", "owner": "host",
             "due_on": due}  # fmt: skip
    for missing in ("measured_by", "owner", "due_on"):
        answer = client.post("/living/1/actions", data=whole | {missing: ""})
        assert answer.status_code == 422
        assert "DUO aanvragen" in answer.text
    assert client.post("/living/1/actions", data=whole).status_code == 303
    host = somebody(Role.HOST)
    page = host.get("/host/placements/1").text
    assert "DUO aanvragen" in page
    assert "Inschrijven bij de gemeente" not in page  # of the youth
    assert host.post("/living/actions/1/finish", data={"version": 1}).status_code == 404
    assert host.post("/living/actions/2/finish", data={"version": 1}).status_code == 303
    with factory() as session:
        assert session.get_one(PlanAction, 2).status == ActionStatus.DONE


def test_a_plan_whose_day_is_near_asks_for_another_day(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    asks = "Het is tijd om samen naar het plan te kijken"
    with transaction(factory) as session:
        session.scalars(select(Plan)).one().review_on = today_in_the_netherlands()
    assert asks in client.get("/living/1/plan").text
    with transaction(factory) as session:
        session.scalars(select(Plan)).one().review_on += timedelta(days=60)
    assert asks not in client.get("/living/1/plan").text
