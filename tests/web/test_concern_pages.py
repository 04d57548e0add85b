"""Concerns and the steps along the house rules, on the site."""

from __future__ import annotations

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher import clock
from matcher.database.agreements import Agreement
from matcher.database.concerns import Concern, ConcernNote, Sanction
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import ConcernLevel, ConcernStatus, HouseRuleKind, Role
from tests.factories import sign_agreements
from tests.web.conftest import SignIn
from tests.web.payloads import withstands


def test_a_concern_of_another_is_not_there_for_a_host(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.HOST)
    with transaction(factory) as session:
        session.get_one(Concern, 1).raised_by_id = None
    assert client.get("/living/concerns/1").status_code == 404
    assert client.get("/living/concerns/999").status_code == 404


def test_a_youth_raises_a_concern_and_a_coordinator_deals_with_it(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    told = {"text": "Ik voel me niet veilig", "kind": "safety", "seriousness": "serious"}
    answer = somebody(Role.YOUTH).post("/living/1/concern", data=told, follow_redirects=True)
    assert answer.status_code == 200
    assert "Z-2" in answer.text
    client = somebody(Role.COORDINATOR)
    in_a_week = (today_in_the_netherlands() + timedelta(days=7)).strftime("%d-%m-%Y")
    steps = [
        ("pick-up", {}),
        ("note", {"text": "Gebeld met Sam"}),
        ("agree", {"text": "Elke week bellen", "review_on": in_a_week}),
        ("escalate", {"text": "Gezin werkt niet mee"}),
        ("pick-up", {}),
        ("close", {"outcome": "solved", "text": "Uitgepraat"}),
    ]
    for step, data in steps:
        with factory() as session:
            version = session.get_one(Concern, 2).version
        sent = client.post(f"/living/concerns/2/{step}", data={"version": version, **data})
        assert sent.status_code == 303, step
    with factory() as session:
        concern = session.get_one(Concern, 2)
        assert concern.status == ConcernStatus.CLOSED
        assert len(session.scalars(select(ConcernNote)).all()) == 3
    late = client.post("/living/concerns/2/pick-up", data={"version": 1})
    assert late.status_code == 409


def test_the_municipality_sees_a_reference_and_no_person(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.MUNICIPALITY_OFFICER)
    page = client.get("/living/escalated").text
    assert "Z-1" in page
    for secret in ("Sam", "Familie Voorbeeld", "Voorbeeldstraat", "Ruzie", "J1", "H1"):
        assert secret not in re.sub(r"<header.*?</header>", "", page, flags=re.DOTALL), secret
    before = clock.moment()
    assert 'href="tel:0201234567"' in page  # of our own, to hear the rest
    assert "Opgepakt op" not in page
    assert client.post("/living/escalated/1/answer").status_code == 303
    page = client.get("/living/escalated").text
    assert "Opgepakt op" in page
    assert "We zijn er nog mee bezig" in page
    with transaction(factory) as session:
        concern = session.get_one(Concern, 1)
        assert concern.due_at is not None
        assert concern.due_at > before + timedelta(hours=23)
        concern.level = ConcernLevel.MANAGER
    assert "Z-1" not in client.get("/living/escalated").text
    assert client.post("/living/escalated/1/answer").status_code == 404


def test_steps_along_the_rules_come_in_order_on_the_page(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    told = {"told_on": today_in_the_netherlands().strftime("%d-%m-%Y"), "text": "Besproken"}
    assert "checked" in client.get("/living/1/sanction").text  # the first step is the only one
    assert client.post("/living/1/sanction", data=told | {"step": "warning"}).status_code == 422
    assert client.post("/living/1/sanction", data=told | {"step": "talk"}).status_code == 303
    with factory() as session:
        assert len(session.scalars(select(Sanction)).all()) == 1


def test_a_step_because_of_a_concern_names_a_signed_rule_and_leads_back_to_the_concern(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    with transaction(factory) as session:
        stay = session.get_one(Placement, 1)
        for one in session.scalars(select(Agreement).where(Agreement.placement_id == 1)):
            session.delete(one)
        session.flush()
        sign_agreements(session, stay, [(HouseRuleKind.VISITORS, "Bezoek tot tien uur")])
    page = client.get("/living/1/sanction?concern=1").text
    assert "Z-1" in page
    assert 'value="last_warning"' not in page  # not before the steps that come first
    told = {"told_on": today_in_the_netherlands().strftime("%d-%m-%Y"), "text": "Besproken",
            "step": "talk", "concern": "1"}  # fmt: skip
    without = client.post("/living/1/sanction", data=told)
    assert without.status_code == 422
    assert "Kies welke huisregel" in without.text
    sent = client.post("/living/1/sanction", data=told | {"rule": "1"})
    assert sent.location.endswith("/living/concerns/1")
    page = client.get("/living/concerns/1").text
    assert "Bezoek tot tien uur" in page
    with factory() as session:
        assert session.scalars(select(Sanction.concern_id)).all() == [1]


def test_staff_read_whom_a_concern_is_about_and_a_counsellor_does_not_take_up_what_climbed(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    with transaction(factory) as session:
        concern = session.get_one(Concern, 1)
        concern.level, concern.status = ConcernLevel.MANAGER, ConcernStatus.ESCALATED
        name = concern.placement.youth.name
    for role in (Role.COORDINATOR, Role.REFERRER):  # this referrer leads the organisation
        client = somebody(role)
        page = client.get("/living/concerns/1").text
        assert name in page
        assert "Ik pak dit op" in page
        assert name in client.get("/living/concerns").text
    with transaction(factory) as session:
        for worker in session.scalars(select(Worker)):
            worker.is_lead = False
    page = client.get("/living/concerns/1").text
    assert name in page
    assert "Ik pak dit op" not in page
    refused = client.post("/living/concerns/1/pick-up", data={"version": 2})
    assert refused.status_code == 422
    assert "leiding geeft" in refused.text


def test_a_concern_withstands_anything(somebody: SignIn) -> None:
    client = somebody(Role.HOST)
    told = {"kind": "other", "seriousness": "notice"}
    withstands(
        send=lambda text: client.post("/living/1/concern", data=told | {"text": text}),
        show=lambda: somebody_reads(client),
    )


def somebody_reads(client: FlaskClient) -> str:
    """Return the page of the newest concern."""
    numbers = re.findall(r"/living/concerns/(\d+)", client.get("/host/placements/1").text)
    return client.get(f"/living/concerns/{max(map(int, numbers))}").text
