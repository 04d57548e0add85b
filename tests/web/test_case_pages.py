"""The pages of a case: who reaches them, two people for an exception, and the youth's own pages."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import Correction, Intake, YouthCase, YouthException
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.words import ConsentPurpose, Role, YouthStatus
from tests.cases.factories import add_complete_youth
from tests.factories import TODAY
from tests.web.conftest import ORGANISATION, SignIn
from tests.web.payloads import withstands

Factory = sessionmaker[Session]
WHY = "Thuis gaat het niet langer; ouders en school zijn het eens."
PAGES = ("motivation", "consents", "consents/1", "intakes", "exceptions", "corrections", "stop")


@pytest.fixture
def youth(factory: Factory) -> Youth:
    with transaction(factory) as session:
        found = session.scalars(
            select(CareOrganisation).where(CareOrganisation.code == ORGANISATION)
        ).one()
        return add_complete_youth(
            session, COMMAND_LINE, organisation_id=found.id, birth_date=TODAY.replace(year=2009),
            ready_on=TODAY.replace(year=2026),
        )  # fmt: skip


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("language", "en")
    return client


def ask(client: FlaskClient, youth: Youth, **changes: Any) -> Any:
    data = {"kind": "other", "reason": WHY, **changes}
    return client.post(f"/cases/{youth.id}/exceptions", data=data)


def test_only_the_own_organisation_and_region_reach_a_case(
    youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        session.add(CareOrganisation(code="ANDERE", name="Andere zorg"))
    for reaches in (
        sign_in_as(Role.REFERRER),
        sign_in_as(Role.COORDINATOR, regions=["GM0344"]),
    ):
        for page in PAGES:
            assert reaches.get(f"/cases/{youth.id}/{page}").status_code == 200, page
            assert reaches.get(f"/cases/99999/{page}").status_code == 404
    for foreign in (
        sign_in_as(Role.REFERRER, organisation="ANDERE"),
        sign_in_as(Role.COORDINATOR, regions=["GM0363"]),
    ):
        for page in PAGES:
            assert foreign.get(f"/cases/{youth.id}/{page}").status_code == 404, page
            assert foreign.post(f"/cases/{youth.id}/{page}").status_code in (404, 405), page
        assert ask(foreign, youth).status_code == 404


def test_the_one_who_asked_cannot_agree_and_a_second_coordinator_can(
    youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    first = english(sign_in_as(Role.COORDINATOR, regions=["GM0344"]))
    second = english(sign_in_as(Role.COORDINATOR, regions=["GM0344"]))
    referrer = english(sign_in_as(Role.REFERRER))
    assert "a sentence that a colleague" in ask(first, youth, reason="Moet").text
    assert ask(first, youth).status_code == 303
    with factory() as session:
        path = f"/cases/{youth.id}/exceptions/{session.scalars(select(YouthException.id)).one()}"
    assert "A second person decides." in first.get(f"/coordinator/youths/{youth.id}").text
    refused = first.post(path, data={"answer": "agree"})
    assert (refused.status_code, "You asked for this one" in refused.text) == (422, True)
    assert referrer.post(path, data={"answer": "agree"}).status_code == 403
    assert second.post(path, data={"answer": "maybe"}).status_code == 400
    assert second.post(path, data={"answer": "agree"}).status_code == 303
    assert second.post(path, data={"answer": "refuse"}).status_code == 409
    with factory() as session:
        assert session.scalars(select(YouthException.is_agreed)).one() is True


def test_a_referrer_writes_talks_and_stops_with_a_reason(
    youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    referrer = english(sign_in_as(Role.REFERRER))
    talk = {
        "moment": "first",
        "held_on": "01-03-2026",
        "outcome": "second_talk",
        "summary": "Stug.",
    }
    path = f"/cases/{youth.id}/intakes"
    assert referrer.post(path, data={**talk, "held_on": "01-03-2090"}).status_code == 422
    assert referrer.post(path, data=talk).status_code == 303
    assert "Stug." in referrer.get(f"/referrer/youths/{youth.id}").text
    stop = f"/cases/{youth.id}/stop"
    version = youth.version
    assert referrer.post(stop, data={"version": version}).status_code == 422
    gone = {"version": version, "reason": "with_partner"}
    assert referrer.post(stop, data={**gone, "version": 99}).status_code == 409
    assert referrer.post(stop, data=gone).status_code == 303
    assert (
        referrer.post(path, data={**talk, "moment": "second", "opens_again": "y"}).status_code
        == 303
    )
    with factory() as session:
        assert session.get_one(Youth, youth.id).status == YouthStatus.REGISTERED
        assert session.scalars(select(Intake.number).order_by(Intake.number)).all() == [1, 2]


@pytest.fixture
def own(youth: Youth, factory: Factory, sign_in_as: SignIn) -> FlaskClient:
    client = english(sign_in_as(Role.YOUTH))
    with transaction(factory) as session:
        account = session.scalars(select(Account).order_by(Account.id.desc())).first()
        assert account is not None
        session.get_one(Youth, youth.id).account_id = account.id
    return client


def test_a_youth_sees_beforehand_what_taking_consent_back_changes(
    own: FlaskClient, youth: Youth, factory: Factory
) -> None:
    with transaction(factory) as session:
        session.get_one(Youth, youth.id).status = YouthStatus.READY
    page = own.get("/youth/consents/2").text
    assert "You do not take part in the next matching round" in page
    assert own.post("/youth/consents/2").status_code == 303
    assert own.post("/youth/consents/2").status_code == 303  # a second click changes nothing
    assert own.get("/youth/consents/9").status_code == 404
    with factory() as session:
        assert session.get_one(Youth, youth.id).status == YouthStatus.REGISTERED
    given = own.post("/youth/consents", data={"purposes": [ConsentPurpose.SHARE_WITH_HOST.value]})
    assert given.status_code == 303
    assert "You have not agreed to this" not in own.get("/youth/consents").text


def test_a_youth_asks_a_correction_that_a_worker_accepts(
    own: FlaskClient, youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    assert own.post("/youth/corrections/7", data={"value": "5.000"}).status_code == 422
    assert own.post("/youth/corrections/7", data={"value": ""}).status_code == 422
    assert own.post("/youth/corrections/7", data={"value": "410,50"}).status_code == 303
    assert own.get("/youth/corrections/10").status_code == 404
    assert "410.50" in own.get("/youth/corrections").text
    referrer = english(sign_in_as(Role.REFERRER))
    with factory() as session:
        number = session.scalars(select(Correction.id)).one()
    path = f"/cases/{youth.id}/corrections/{number}"
    assert referrer.post(path, data={"answer": "accept"}).status_code == 303
    assert referrer.post(path, data={"answer": "accept"}).status_code == 409
    with factory() as session:
        assert session.get_one(Youth, youth.id).needs.budget_cents == 41_050


def test_a_youth_without_a_dossier_gets_no_page_of_one(sign_in_as: SignIn, youth: Youth) -> None:
    other = sign_in_as(Role.YOUTH)
    for page in ("consents", "consents/1", "corrections", "stop"):
        assert other.get(f"/youth/{page}").status_code == 404


def test_a_youth_stops_with_an_own_reason(own: FlaskClient, youth: Youth, factory: Factory) -> None:
    page = own.get("/youth/stop").text
    assert "cannot be reached" not in page.lower()
    assert "I found a home myself" in page
    answer = own.post("/youth/stop", data={"version": youth.version, "reason": "not_reached"})
    assert answer.status_code == 422
    with factory() as session:
        version = session.get_one(Youth, youth.id).version
    answer = own.post("/youth/stop", data={"version": version, "reason": "own_choice"})
    assert answer.status_code == 303
    with factory() as session:
        assert session.get_one(Youth, youth.id).status == YouthStatus.WITHDRAWN


def test_free_texts_withstand_anything(
    own: FlaskClient, youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    referrer = sign_in_as(Role.REFERRER)
    both = {"housing_question": "Waar?", "guidance_question": "Wat?"}
    withstands(
        send=lambda text: referrer.post(
            f"/cases/{youth.id}/motivation", data={**both, "motivation": text}
        ),
        show=lambda: referrer.get(f"/cases/{youth.id}/motivation").text,
    )
    withstands(
        send=lambda text: own.post("/youth/corrections/9", data={"value": text}),
        show=lambda: own.get("/youth/corrections").text,
    )


def test_search_is_a_post_that_hides_dossiers_elsewhere(
    youth: Youth, factory: Factory, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        session.add(CareOrganisation(code="ANDERE", name="Andere zorg"))
        session.get_one(YouthCase, youth.id).motivation = "CANARIE-MOTIVATIE"
    data = {
        "first_name": youth.first_name,
        "last_name": youth.last_name,
        "birth_date": youth.birth_date.strftime("%d-%m-%Y"),
    }
    own = english(sign_in_as(Role.REFERRER)).post("/cases/known", data=data).text
    assert f"/referrer/youths/{youth.id}" in own
    other = english(sign_in_as(Role.REFERRER, organisation="ANDERE"))
    told = other.post("/cases/known", data=data)
    assert told.status_code == 200
    assert "Known to another organisation or region" in told.text
    for hidden in (youth.reference, "CANARIE", "Zorg voor morgen", f"/youths/{youth.id}"):
        assert hidden not in told.text
    assert other.post("/cases/known", data={**data, "birth_date": ""}).status_code == 422
