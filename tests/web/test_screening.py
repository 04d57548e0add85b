"""The pages of the screening and of the flow chart editor."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import CareOrganisation
from matcher.database.records import AuditEvent
from matcher.database.screening import FlowChartVersion, Screening
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.screening import service, versions
from matcher.screening.rules.chart import built
from matcher.screening.supplied import supplied
from matcher.words import Role
from tests.factories import add_youth
from tests.web.conftest import MUNICIPALITY, SignIn
from tests.web.payloads import withstands
from tests.web.worlds.screening import add_screening
from web.charts.flow import flow_picture

Factory = sessionmaker[Session]


@pytest.fixture
def sam(factory: Factory) -> int:
    """A youth of the organisation, screened and decided; the supplied chart is in use."""
    with transaction(factory) as session:
        versions.install(session, COMMAND_LINE)
        organisation = session.scalars(select(CareOrganisation)).one()
        youth = add_youth(session, municipality_code=MUNICIPALITY, organisation_id=organisation.id)
        add_screening(session, youth)
        return youth.id


def lock_of(factory: Factory, screening_id: int) -> int:
    with factory() as session:
        return session.get_one(Screening, screening_id).version


def begin(client: FlaskClient, youth_id: int) -> int:
    answer = client.post(f"/screening/youths/{youth_id}")
    assert answer.status_code == 303
    return int(answer.headers["Location"].rpartition("/")[2])


def say(client: FlaskClient, factory: Factory, key: int, node: str, value: str) -> Any:
    data = {"version": lock_of(factory, key), "node": node, "value": value}
    return client.post(f"/screening/{key}/answer", data=data)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.REFERRER])
def test_a_youth_is_screened_one_question_at_a_time(
    sign_in_as: SignIn, factory: Factory, sam: int, role: Role
) -> None:
    client = sign_in_as(role)
    key = begin(client, sam)
    page = client.get(f"/screening/{key}").text
    assert "Zoek je een plek om te wonen?" in page
    assert "Kun je blijven waar je nu woont?" not in page
    assert say(client, factory, key, "housing_question", "no").status_code == 303
    page = client.get(f"/screening/{key}").text
    assert "Geen woonvraag" in page
    assert "Je zoekt nu geen plek om te wonen." in page
    assert "Wat dit zou veranderen" in page


def test_the_youth_reads_path_reason_and_what_would_change_it_in_both_languages(
    app: Flask, sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    client = sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        session.get_one(Youth, sam).account_id = _account_of(client)
    assert "Lees waarom" in client.get("/youth/").text
    page = client.get("/screening/1").text
    assert "Je zoekt een plek om te wonen, je wilt hulp" in page
    assert "Past wonen bij een gastgezin bij jou?" in page
    assert "Beslissing bewaren" not in page
    client.post("/account/language", data={"language": "en"})
    page = client.get("/screening/1").text
    assert "You are looking for a place to live, you want help" in page
    assert "(now: " in page


def _account_of(client: FlaskClient) -> int:
    with client.session_transaction() as kept:
        return int(kept["_user_id"].partition(".")[0])


def test_a_youth_sees_no_screening_before_somebody_decided(
    sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    client = sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        youth = session.get_one(Youth, sam)
        youth.account_id = _account_of(client)
        service.start(session, COMMAND_LINE, youth, youth.registered_on)
    assert client.get("/screening/1").status_code == 200
    assert client.get("/screening/2").status_code == 404


@pytest.mark.parametrize(
    ("role", "ties"),
    [
        (Role.COORDINATOR, {"regions": ["GM0344"]}),
        (Role.REFERRER, {"organisation": "ANDERS"}),
        (Role.YOUTH, {}),
    ],
)
def test_a_screening_outside_the_reach_is_not_there(
    sign_in_as: SignIn, factory: Factory, sam: int, role: Role, ties: dict[str, Any]
) -> None:
    with transaction(factory) as session:
        session.add(CareOrganisation(code="ANDERS", name="Andere zorg"))
        from tests.factories import add_municipality

        add_municipality(session)
    client = sign_in_as(role, **ties)
    own, absent = client.get("/screening/1"), client.get("/screening/999")
    assert (own.status_code, absent.status_code) == (404, 404)
    if role != Role.YOUTH:
        assert client.post(f"/screening/youths/{sam}").status_code == 404
        for deed in ("answer", "take-back", "decide", "stop"):
            assert client.post(f"/screening/1/{deed}", data={"version": 1}).status_code == 404


def test_another_route_than_the_chart_gives_needs_reason_and_text(
    sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    key = begin(client, sam)
    say(client, factory, key, "housing_question", "no")
    data: dict[str, Any] = {"version": lock_of(factory, key), "chosen": "host_room"}
    refused = client.post(f"/screening/{key}/decide", data=data)
    assert refused.status_code == 422
    assert "Kies een reden." in refused.text
    assert "Schrijf waarom je een andere route kiest." in refused.text
    data |= {"why": "knows_more", "text": "Hij moet er volgende maand uit."}
    assert client.post(f"/screening/{key}/decide", data=data).status_code == 303
    page = client.get(f"/screening/{key}").text
    assert "Hij moet er volgende maand uit." in page
    assert "er is meer bekend dan gevraagd" in page
    assert client.post(f"/screening/{key}/decide", data=data).status_code == 409


def test_the_explanation_of_an_override_withstands_anything(
    sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    keys: list[int] = []

    def send(text: str) -> Any:
        keys.append(begin(client, sam))
        if lock_of(factory, keys[-1]) and not _is_finished(factory, keys[-1]):
            say(client, factory, keys[-1], "housing_question", "no")
        data = {
            "version": lock_of(factory, keys[-1]), "chosen": "host_room", "why": "other",
            "text": text,
        }  # fmt: skip
        return client.post(f"/screening/{keys[-1]}/decide", data=data)

    withstands(send=send, show=lambda: client.get(f"/screening/{keys[-1]}").text)


def _is_finished(factory: Factory, key: int) -> bool:
    with factory() as session:
        return session.get_one(Screening, key).outcome is not None


def test_an_answer_that_is_none_or_late_is_refused(
    sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    client = sign_in_as(Role.COORDINATOR)
    key = begin(client, sam)
    assert say(client, factory, key, "housing_question", "maybe").status_code == 422
    assert say(client, factory, key, "debts", "none").status_code == 409
    data = {"version": 99, "node": "housing_question", "value": "yes"}
    assert client.post(f"/screening/{key}/answer", data=data).status_code == 409
    say(client, factory, key, "housing_question", "yes")
    data = {"version": lock_of(factory, key), "node": "housing_question"}
    assert client.post(f"/screening/{key}/take-back", data=data).status_code == 303
    assert "Zoek je een plek om te wonen?" in client.get(f"/screening/{key}").text
    stop = client.post(f"/screening/{key}/stop", data={"version": lock_of(factory, key)})
    assert stop.headers["Location"] == f"/coordinator/youths/{sam}"
    assert client.get(f"/screening/{key}").status_code == 404


def test_looking_at_a_screening_is_written_down(
    sign_in_as: SignIn, factory: Factory, sam: int
) -> None:
    sign_in_as(Role.COORDINATOR).get("/screening/1")
    with factory() as session:
        query = select(AuditEvent.subject_id).where(AuditEvent.action == "screening.read")
        assert list(session.scalars(query)) == [1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_picture_holds_every_word_of_the_chart(language: str) -> None:
    chart = built(supplied()[0])
    picture, _start = flow_picture(chart, "Schema", language)
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", str(picture)))
    drawn = re.sub(r"\s+", " ", drawn)
    from markupsafe import escape

    for node in chart:
        assert str(escape(node.text.label(language))) in drawn
        for answer in node.answers:
            assert str(escape(answer.text.label(language))) in drawn
    assert str(picture).count("<path") == sum(len(q.answers) for q in chart.questions)


# --- the editor ---------------------------------------------------------------------------------


@pytest.fixture
def admin(sign_in_as: SignIn, factory: Factory, sam: int) -> FlaskClient:
    """An administrator with a draft (version 2) of the chart in use."""
    client = sign_in_as(Role.ADMINISTRATOR)
    assert client.post("/admin/flow-chart/drafts", data={"from": 1}).status_code == 303
    return client


def draft(factory: Factory) -> FlowChartVersion:
    with factory() as session:
        return session.get_one(FlowChartVersion, 2)


def fields_of(page: str) -> dict[str, str]:
    """Return what the form on a page would send, as far as it is texts and chosen options."""
    form = page.partition('<form method="post" class="km-form"')[2].partition("</form>")[0]
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* type="hidden" value="([^"]*)"', form))
    for name, text in re.findall(
        r'<textarea[^>]* name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.S
    ):
        found[name] = text.strip()
    for tag in re.findall(r"<input[^>]*>", form):
        kind = re.search(r'type="(\w+)"', tag)
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and kind and kind[1] in ("text", "number", "hidden") and value:
            found[name[1]] = value[1]
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option selected value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return found


def number_of(factory: Factory, code: str) -> int:
    return [node["code"] for node in draft(factory).content["nodes"]].index(code) + 1


def test_a_question_is_changed_in_the_draft_and_only_there(
    admin: FlaskClient, factory: Factory
) -> None:
    address = f"/admin/flow-chart/versions/2/nodes/{number_of(factory, 'debts')}"
    fields = fields_of(admin.get(address).text)
    assert fields["answers-2-to"] == "debts_first"
    fields |= {"nl": "Zijn er schulden?", "en": "Are there debts?", "answers-0-place": "3"}
    assert admin.post(address, data=fields).status_code == 303
    node = next(n for n in draft(factory).content["nodes"] if n["code"] == "debts")
    assert node["text"] == {"nl": "Zijn er schulden?", "en": "Are there debts?"}
    assert {a["code"] for a in node["answers"]} == {"none", "helped", "alone"}
    with factory() as session:
        live = versions.live(session)
        assert live is not None
        assert live.number == 1
        assert "Heb je schulden" in str(live.content)
    stale = admin.post(address, data=fields)
    assert stale.status_code == 409


def test_a_form_sent_as_it_came_changes_nothing(admin: FlaskClient, factory: Factory) -> None:
    before = draft(factory)
    for number in range(1, len(before.content["nodes"]) + 1):
        address = f"/admin/flow-chart/versions/2/nodes/{number}"
        page = admin.get(address).text
        fields: dict[str, Any] = fields_of(page)
        ticked = re.findall(r'<input checked[^>]* name="([^"]+)"[^>]* value="([^"]+)"', page)
        for name, value in ticked:
            fields.setdefault(name, []).append(value)
        assert admin.post(address, data=fields).status_code == 303, number
    after = draft(factory)
    assert built(after.content) == built(before.content)


def test_an_edit_that_makes_a_circle_is_refused_with_the_reason(
    admin: FlaskClient, factory: Factory
) -> None:
    address = f"/admin/flow-chart/versions/2/nodes/{number_of(factory, 'debts')}"
    fields = fields_of(admin.get(address).text) | {"answers-0-to": "can_stay"}
    before = draft(factory).checksum
    refused = admin.post(address, data=fields)
    assert refused.status_code == 422
    assert "loopt in een kring" in refused.text
    assert "“Kun je blijven waar je nu woont?”" in refused.text
    assert "Laat een van deze antwoorden naar een latere vraag" in refused.text
    assert draft(factory).checksum == before


def test_what_answers_lead_to_is_not_removed(admin: FlaskClient, factory: Factory) -> None:
    address = f"/admin/flow-chart/versions/2/nodes/{number_of(factory, 'crisis')}/remove"
    refused = admin.post(address, data={"version": draft(factory).version})
    assert refused.status_code == 422
    assert "leidt naar iets wat er niet is" in refused.text
    assert "Kun je blijven waar je nu woont?" in refused.text


def test_a_question_and_an_outcome_are_added_answered_by_a_fact(
    admin: FlaskClient, factory: Factory
) -> None:
    base = "/admin/flow-chart/versions/2"
    page = admin.get(f"{base}/questions/new").text
    assert "fact=level_money" in page
    outcome = {
        "version": draft(factory).version, "route": "money_first",
        "nl": "Eerst budgethulp", "en": "Budget help first",
        "reason_nl": "Geld lukt nu niet.", "reason_en": "Money does not work out now.",
    }  # fmt: skip
    assert admin.post(f"{base}/outcomes/new", data=outcome).status_code == 303
    question = {
        "version": draft(factory).version, "nl": "Hoe gaat het met geld?",
        "en": "How is it with money?",
        "answers-0-nl": "Slecht", "answers-0-en": "Badly",
        "answers-0-to": "budget_help_first", "answers-0-values": ["1", "2"],
        "answers-1-nl": "Goed genoeg", "answers-1-en": "Well enough", "answers-1-to": "income",
    }  # fmt: skip
    assert admin.post(f"{base}/questions/new?fact=level_money", data=question).status_code == 303
    page = admin.get(base).text
    assert "Niemand kan hier komen." in page
    node = next(n for n in draft(factory).content["nodes"] if n["fact"] == "level_money")
    assert node["answers"][0]["test"] == {"op": "one_of", "value": ["1", "2"]}
    address = f"{base}/nodes/{number_of(factory, 'debts')}"
    fields = fields_of(admin.get(address).text) | {"answers-0-to": node["code"]}
    assert admin.post(address, data=fields).status_code == 303
    page = admin.get(base).text
    assert "Het schema klopt" in page
    assert "Hoe gaat het met geld?" in page


def test_missing_language_and_reason_are_told_at_the_form(
    admin: FlaskClient, factory: Factory
) -> None:
    outcome = {
        "version": draft(factory).version, "route": "not_now", "nl": "Later", "en": "",
        "reason_nl": "", "reason_en": "",
    }  # fmt: skip
    refused = admin.post("/admin/flow-chart/versions/2/outcomes/new", data=outcome)
    assert refused.status_code == 422
    assert refused.text.count("Schrijf deze tekst in beide talen.") >= 3


@pytest.mark.parametrize(
    ("language", "where", "field", "nowhere"),
    [
        ("nl", "Vraag 6 ", "‘Antwoord in het Engels’ (“Nee”).", "Het antwoord “Nee” leidt nergens"),
        ("en", "Question 6 ", "‘Answer in English’ (“Nee”).", "The answer “No” leads nowhere."),
    ],
)
def test_a_fault_names_question_field_and_answer_as_the_page_does(
    admin: FlaskClient, factory: Factory, language: str, where: str, field: str, nowhere: str
) -> None:
    admin.post("/account/language", data={"language": language})
    address = f"/admin/flow-chart/versions/2/nodes/{number_of(factory, 'debts')}"
    fields = fields_of(admin.get(address).text)
    refused = admin.post(address, data=fields | {"answers-0-en": ""})
    assert refused.status_code == 422
    told = re.search("km-faults.*?</ul>", refused.text, re.DOTALL)
    assert told is not None
    assert where in told.group(0)
    assert field in told.group(0)
    assert admin.post(address, data=fields | {"answers-0-to": ""}).status_code == 303
    assert nowhere in admin.get("/admin/flow-chart/versions/2").text


def test_a_mistake_in_a_question_says_which_field_and_in_the_language_of_the_page(
    admin: FlaskClient, factory: Factory
) -> None:
    admin.post("/account/language", data={"language": "nl"})
    address = f"/admin/flow-chart/versions/2/nodes/{number_of(factory, 'debts')}"
    fields = fields_of(admin.get(address).text) | {"nl": "", "answers-0-place": "abc"}
    told = admin.post(address, data=fields).text
    assert "Vraag in het Nederlands: Schrijf deze tekst in beide talen." in told
    assert "Plaats in de lijst: Schrijf een getal, zoals 15." in told
    assert "Not a valid" not in told


def test_a_version_in_use_has_no_pages_to_change_it(admin: FlaskClient) -> None:
    assert admin.get("/admin/flow-chart/versions/1").status_code == 200
    for path in ("nodes/1", "questions/new", "outcomes/new"):
        assert admin.get(f"/admin/flow-chart/versions/1/{path}").status_code == 404
    start = admin.post(
        "/admin/flow-chart/versions/1/start", data={"version": 1, "start": "can_stay"}
    )
    assert start.status_code == 422
    assert admin.get("/admin/flow-chart/versions/9").status_code == 404


def test_a_walk_through_the_draft_becomes_an_example(admin: FlaskClient, factory: Factory) -> None:
    base = "/admin/flow-chart/versions/2/try"
    step = admin.get(f"{base}?value=no")
    assert step.status_code == 303
    page = admin.get(step.headers["Location"]).text
    assert "Geen woonvraag" in page
    assert "Bewaar dit als voorbeeld" in page
    data = {"name": "Zoekt niets", "expected": "not_now"}
    assert admin.post(step.headers["Location"], data=data).status_code == 303
    assert "Zoekt niets" in admin.get("/admin/flow-chart/versions/2").text
    assert admin.post(step.headers["Location"], data=data).status_code == 422
    wild = admin.get(f"{base}?f.age=99999999999&f.nothing=1&q.x=y&f.budget=%C2%B2")
    assert wild.status_code == 200


def test_texts_of_the_chart_withstand_anything(admin: FlaskClient, factory: Factory) -> None:
    def send(text: str) -> Any:
        data = {
            "version": draft(factory).version, "route": "not_now", "nl": text, "en": text,
            "reason_nl": text, "reason_en": text,
        }  # fmt: skip
        return admin.post("/admin/flow-chart/versions/2/outcomes/new", data=data)

    withstands(send=send, show=lambda: admin.get("/admin/flow-chart/versions/2").text)


def test_only_one_draft_at_a_time(admin: FlaskClient) -> None:
    answer = admin.post("/admin/flow-chart/drafts", data={"from": 1})
    assert answer.status_code == 409
    assert "Er is al een concept." in answer.text
