"""Home visits over HTTP: what each person sees and may do, and that nothing slips through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.base import now
from matcher.database.hosts import Household
from matcher.database.session import transaction
from matcher.database.visits import HomeVisit, HouseholdDocument, VisitImpression, Visitor
from matcher.inforce import today_in_the_netherlands
from matcher.visits.checklist import checklist
from matcher.visits.decision import Decision, decide
from matcher.visits.impressions import write_impression
from matcher.visits.planning import Plan, plan_visit
from matcher.visits.report import Answer, agree_action, fill_in, finish_report
from matcher.words import CheckOutcome, HouseholdStatus, Role, VisitAdvice, VisitStatus
from tests.factories import add_room
from tests.queries import counted
from tests.visits.factories import Team, acts, add_coordinator_elsewhere, add_visitor
from tests.web.conftest import signed_in_client
from tests.web.payloads import withstands

Factory = sessionmaker[Session]
NOW = now()
AGO = NOW - timedelta(hours=3)
CANARY = "KANARIE"


class People:
    """A team whose visit was three hours ago, and a signed-in client for each of them."""

    def __init__(self, app: Flask, factory: Factory) -> None:
        self.app, self.factory = app, factory
        with transaction(factory) as session:
            self.team = Team(session)
            self.elsewhere = add_coordinator_elsewhere(session)
            self.stranger = add_visitor(session, code="ZORG-X", name="Vera Vreemd")
        self.household_id = self.team.household.id

    def client(self, account: Account) -> FlaskClient:
        client = signed_in_client(self.app, account)
        client.set_cookie("language", "en")
        return client

    def do(self, deed: Callable[[Session], Any]) -> Any:
        with transaction(self.factory) as session:
            self.team.session = session
            return deed(session)

    def planned(self, **values: Any) -> int:
        def deed(session: Session) -> int:
            pair = values.get("visitors", (self.team.one.id, self.team.two.id))
            plan = Plan(planned_at=values.get("at", AGO), minutes=60, visitors=pair)
            actor = acts(self.team.third)
            return plan_visit(session, actor, self.household_id, plan, NOW).id

        return int(self.do(deed))

    def written(self, visit_id: int, *texts: tuple[Account, str]) -> None:
        with transaction(self.factory) as session:
            for account, text in texts:
                write_impression(session, acts(account), visit_id, text, NOW)

    def reported(self, visit_id: int, note: str = "Goed gesprek.") -> None:
        answers = {q.code: Answer(CheckOutcome.GOOD, note) for q in checklist().questions}
        one = acts(self.team.one)

        def deed(session: Session) -> None:
            fill_in(session, one, visit_id, answers)
            version = session.get_one(HomeVisit, visit_id).version
            advice = VisitAdvice.SECOND_VISIT
            finish_report(session, one, visit_id, version, note, advice, NOW)

        self.do(deed)

    def visit(self, visit_id: int) -> HomeVisit:
        with self.factory() as session:
            return session.get_one(HomeVisit, visit_id)


@pytest.fixture
def people(app: Flask, factory: Factory) -> People:
    return People(app, factory)


def test_a_visit_is_planned_from_a_suggestion_and_a_lesser_pair_only_with_a_reason(
    people: People,
) -> None:
    client = people.client(people.team.third)
    path = f"/visits/households/{people.household_id}/new"
    page = client.get(path).text
    one, two = people.team.one.id, people.team.two.id
    assert f'value="{one}-{two}"' in page
    assert "two organisations" in page
    day = today_in_the_netherlands() + timedelta(days=9)
    form = {"day": day.strftime("%d-%m-%Y"), "at": "14:00", "minutes": "60"}
    assert client.post(path, data={**form, "step": "look"}).status_code == 200
    assert client.post(path, data=form).status_code == 422
    own = {**form, "pair": "own", "first": str(two), "second": str(people.stranger.id)}
    with transaction(people.factory) as session:
        session.get_one(Visitor, people.stranger.id).trained_on = None
    refused = client.post(path, data=own)
    assert refused.status_code == 422
    assert "Against these two: one of them is not trained" in refused.text
    done = client.post(path, data={**own, "pair_reason": "To learn it."})
    assert done.status_code == 303
    assert client.post(path, data={**form, "pair": f"{one}-{two}"}).status_code == 303
    with people.factory() as session:
        visit = session.scalars(select(HomeVisit)).one()  # the second one was refused
    assert visit.pair_reason == "To learn it."
    moved = {**own, "pair": f"{one}-{two}", "version": str(visit.version), "at": "10.30"}
    assert client.post(f"/visits/{visit.id}/change", data=moved).status_code == 303
    assert client.post(f"/visits/{visit.id}/change", data=moved).status_code == 409
    off = {"version": str(people.visit(visit.id).version), "reason": "moves"}
    assert client.post(f"/visits/{visit.id}/cancel", data={"version": "1"}).status_code == 422
    assert client.post(f"/visits/{visit.id}/cancel", data=off).status_code == 303
    assert people.visit(visit.id).status == VisitStatus.CANCELLED


def test_notes_of_others_are_nowhere_until_the_own_impression_is_there(people: People) -> None:
    team = people.team
    first = people.planned(at=AGO - timedelta(hours=8))
    people.written(first, (team.one, f"{CANARY} een"), (team.two, f"{CANARY} twee"))
    people.reported(first, f"{CANARY} terugblik")
    again = Decision(outcome=VisitAdvice.SECOND_VISIT, explanation=f"{CANARY} besluit")
    people.do(lambda s: decide(
        s, acts(team.third), first, s.get_one(HomeVisit, first).version, again, NOW
    ))  # fmt: skip
    due = today_in_the_netherlands()
    people.do(lambda s: agree_action(s, acts(team.third), first, f"{CANARY} actie", None, due, due))
    fresh = people.do(lambda s: add_visitor(s, Role.COORDINATOR, name="Fien Nieuw"))
    second = people.planned(visitors=(team.two.id, fresh.id))
    people.written(second, (team.two, f"{CANARY} ander"))
    with transaction(people.factory) as session:
        session.add(HouseholdDocument(
            household_id=people.household_id, kind="vog", state="seen", note=f"{CANARY} brief"
        ))  # fmt: skip

    def everything(client: FlaskClient) -> str:
        paths = [
            "/visits/", "/visits/?view=all", "/visits/?view=done", f"/visits/{second}",
            f"/visits/{first}", f"/visits/{second}/checklist", f"/visits/{second}/report",
            f"/visits/{second}/decision", f"/visits/{first}/decision", f"/visits/{second}/change",
            "/visits/day", f"/visits/households/{people.household_id}/documents",
            "/visits/documents/1", f"/coordinator/hosts/{people.household_id}",
        ]  # fmt: skip
        shown = [client.get(path, follow_redirects=True).text for path in paths]
        shown += [
            client.post(f"/visits/{second}/{part}", data={"version": "1", "text": ""}).text
            for part in ("impression", "checklist", "report", "actions", "decision", "cancel")
        ]
        shown.append(
            client.post(f"/visits/households/{people.household_id}/documents", data={}).text
        )
        return "".join(shown)

    blind = people.client(fresh)
    assert CANARY not in everything(blind)
    wrote = blind.post(f"/visits/{second}/impression", data={"text": "Ik zag rust."})
    assert wrote.status_code == 303
    after = everything(blind)
    for note in ("een", "twee", "terugblik", "besluit", "actie", "ander", "brief"):
        assert f"{CANARY} {note}" in after, note
    # Whoever was only on the second visit for a care organisation sees that one.
    theirs = everything(people.client(team.two))
    assert f"{CANARY} ander" in theirs


def test_a_visit_is_nobodys_business_outside_region_and_pair(people: People) -> None:
    visit = people.planned()
    outside = [people.client(people.elsewhere), people.client(people.stranger)]
    reading = ["", "/checklist", "/report"]
    for client in outside:
        assert [client.get(f"/visits/{visit}{part}").status_code for part in reading] == [404] * 3
        assert client.post(f"/visits/{visit}/impression", data={"text": "x"}).status_code == 404
        assert "Verzinsel" not in client.get("/visits/?view=all").text
        assert "Verzinsel" not in client.get("/visits/day").text
    assert people.client(people.team.two).get(f"/visits/{visit}").status_code == 200
    assert people.client(people.team.two).get("/visits/999").status_code == 404
    papers = f"/visits/households/{people.household_id}/documents"
    assert outside[0].get(papers).status_code == 404
    assert outside[0].get(f"/visits/households/{people.household_id}/new").status_code == 404
    assert people.client(people.team.two).get(papers).status_code == 403
    # A coordinator of the region reads along, and writes nothing that is a visitor's.
    third = people.client(people.team.third)
    assert third.get(f"/visits/{visit}").status_code == 200
    assert third.get(f"/visits/{visit}/checklist").status_code == 404
    assert third.post(f"/visits/{visit}/impression", data={"text": "x"}).status_code == 404


def test_a_visitor_cannot_decide_and_a_third_person_can(people: People) -> None:
    team = people.team
    visit = people.planned()
    people.written(visit, (team.one, "Warm huis."), (team.two, "Fijne kamer."))
    people.reported(visit)
    version = people.visit(visit).version
    form = {"version": version, "outcome": "approve", "ground": "in_order", "explanation": "Toch."}
    own = people.client(team.one).post(f"/visits/{visit}/decision", data=form)
    assert own.status_code == 422
    assert "You visited this home" in own.text
    assert people.client(team.two).post(f"/visits/{visit}/decision", data=form).status_code == 403
    third = people.client(team.third)
    page = third.get(f"/visits/{visit}/decision").text
    assert "You cannot approve yet" in page
    assert 'value="not_safe"' in page
    assert 'value="own_choice"' not in page  # a host who stops is not refused
    without = third.post(f"/visits/{visit}/decision", data=form)
    assert without.status_code == 422
    assert "Still missing: VOG: not recorded" in without.text
    day = today_in_the_netherlands()
    paper = {"kind": "vog", "state": "seen", "person": "V.", "issued_on": f"{day:%d-%m-%Y}"}
    papers = f"/visits/households/{people.household_id}/documents"
    assert third.post(papers, data=paper).status_code == 303
    assert third.post(f"/visits/{visit}/decision", data={**form, "ground": ""}).status_code == 422
    assert third.post(f"/visits/{visit}/decision", data=form).status_code == 303
    assert third.post(f"/visits/{visit}/decision", data=form).status_code in (409, 422)
    with people.factory() as session:
        household = session.get_one(Household, people.household_id)
    assert household.status == HouseholdStatus.APPROVED
    page = third.get(f"/coordinator/hosts/{people.household_id}").text
    assert "<strong>Decided on the home visit</strong>" in page


def test_the_next_step_of_a_host_stands_beside_the_name(people: People) -> None:
    client = people.client(people.team.third)

    def buttons() -> str:
        page = client.get(f"/coordinator/hosts/{people.household_id}").text
        return page.split("</h1>")[1].split("</header>")[0]

    assert f"/visits/households/{people.household_id}/new" in buttons()
    visit_id = people.planned()
    assert f'href="/visits/{visit_id}"' in buttons()
    people.written(visit_id, (people.team.one, "Warm."), (people.team.two, "Ruim."))
    people.reported(visit_id)
    assert f"/visits/{visit_id}/decision" in buttons()


@pytest.mark.parametrize("action", ["visit", "approve"])
def test_no_button_of_a_host_goes_round_the_visit(people: People, action: str) -> None:
    client = people.client(people.team.third)
    path = f"/coordinator/hosts/{people.household_id}"
    assert f'value="{action}"' not in client.get(path).text
    answer = client.post(f"{path}/step", data={"action": action, "version": "1"})
    assert answer.status_code == 400


def test_papers_are_changed_taken_off_and_checked(people: People) -> None:
    client = people.client(people.team.third)
    papers = f"/visits/households/{people.household_id}/documents"
    wrong = {"kind": "vog", "state": "seen", "issued_on": "01-02-2026", "expires_on": "01-01-2026"}
    assert "must not be before" in client.post(papers, data=wrong).text
    assert client.post(papers, data={"kind": "vog", "state": "asked"}).status_code == 303
    assert "not in yet" in client.get(papers).text
    change = {"version": "1", "kind": "vog", "state": "not_needed"}
    assert client.post("/visits/documents/1", data=change).status_code == 303
    assert client.post("/visits/documents/1", data=change).status_code == 409
    outside = people.client(people.elsewhere)
    assert outside.get("/visits/documents/1").status_code == 404
    assert outside.post("/visits/documents/1/remove", data={"version": "2"}).status_code == 404
    assert client.post("/visits/documents/1/remove", data={"version": "2"}).status_code == 303
    assert client.get("/visits/documents/1").status_code == 404


def test_a_visitor_gets_training_capacity_and_a_base(people: People) -> None:
    client = people.client(people.team.third)
    path = f"/visits/visitors/{people.stranger.id}"
    form: dict[str, Any] = {
        "trained_on": "02-03-2026", "visits_per_week": "2", "is_available": "y"
    }  # fmt: skip
    assert client.post(path, data=form).status_code == 422  # who speaks nothing visits nobody
    form |= {"languages": ["nl", "ar"]}
    assert client.post(path, data={**form, "postcode": "99"}).status_code == 422
    assert client.post(path, data={**form, "postcode": "9999 ZZ"}).status_code == 422
    assert client.post(path, data=form).status_code == 303
    with people.factory() as session:
        kept = session.get_one(Visitor, people.stranger.id)
    assert (kept.visits_per_week, kept.place_name) == (2, "Utrecht")
    assert kept.languages == "nl ar"
    assert client.get("/visits/visitors/9999").status_code == 404


def test_the_household_sees_who_comes_and_never_the_notes(people: People, app: Flask) -> None:
    with transaction(people.factory) as session:
        from tests.factories import add_account

        host = add_account(session, Role.HOST)
        session.get_one(Household, people.household_id).account_id = host.id
    client = people.client(host)
    assert "The coordinator makes an appointment to visit you." in client.get("/host").text
    visit = people.planned(at=NOW + timedelta(days=2))
    page = client.get("/host").text
    assert "Anna Eerste and Bram Tweede will come" in page
    assert "Two people visit you. Below you see who they are, and when." in page
    assert "makes an appointment" not in page
    with transaction(people.factory) as session:
        session.get_one(HomeVisit, visit).status = "held"
    assert "The visitors write their report." in client.get("/host").text
    assert client.get(f"/visits/{visit}").status_code == 403


def test_an_impression_withstands_anything(people: People) -> None:
    visit = people.planned()
    client = people.client(people.team.one)

    def send(text: str) -> Any:
        with transaction(people.factory) as session:
            found = session.get_one(HomeVisit, visit)
            found.impressions.clear()
            found.status = VisitStatus.PLANNED
        return client.post(f"/visits/{visit}/impression", data={"text": text})

    def nothing_kept() -> None:
        with people.factory() as session:
            assert session.scalars(select(VisitImpression)).all() == []

    withstands(send, lambda: client.get(f"/visits/{visit}").text, refused=nothing_kept)


def test_every_other_text_of_a_visit_withstands_anything(people: People) -> None:
    visit = people.planned()
    people.written(visit, (people.team.one, "Warm huis."), (people.team.two, "Fijne kamer."))
    client = people.client(people.team.one)
    note = {"fire_safety": "attention"}
    withstands(
        lambda text: client.post(
            f"/visits/{visit}/checklist?part=room", data={**note, "fire_safety_note": text}
        ),
        lambda: client.get(f"/visits/{visit}/checklist").text,
    )
    due = {"owner": "", "due_on": "31-12-2026"}
    withstands(
        lambda text: client.post(f"/visits/{visit}/actions", data={**due, "text": text}),
        lambda: client.get(f"/visits/{visit}").text,
    )

    def report(text: str) -> Any:
        with transaction(people.factory) as session:
            found = session.get_one(HomeVisit, visit)
            found.status, found.reported_at = VisitStatus.HELD, None
        data = {"version": people.visit(visit).version, "debriefing": text, "advice": "refuse"}
        return client.post(f"/visits/{visit}/report", data=data)

    people.reported(visit)
    withstands(report, lambda: client.get(f"/visits/{visit}").text)


def test_texts_of_who_plans_and_decides_withstand_anything(people: People) -> None:
    visit = people.planned()
    people.written(visit, (people.team.one, "Warm huis."), (people.team.two, "Fijne kamer."))
    people.reported(visit)
    client = people.client(people.team.third)

    def decide_so(text: str) -> Any:
        with transaction(people.factory) as session:
            found = session.get_one(HomeVisit, visit)
            found.status, found.decided_by_id, found.decision = VisitStatus.REPORTED, None, None
        data = {
            "version": people.visit(visit).version, "outcome": "second_visit", "explanation": text,
        }  # fmt: skip
        return client.post(f"/visits/{visit}/decision", data=data)

    withstands(decide_so, lambda: client.get(f"/visits/{visit}").text)
    papers = f"/visits/households/{people.household_id}/documents"
    state = {"kind": "reference", "state": "asked"}
    withstands(
        lambda text: client.post(papers, data={**state, "person": text[:100], "note": text}),
        lambda: client.get(papers).text,
    )


def test_number_of_queries_does_not_grow_with_the_list(people: People, engine: Engine) -> None:
    client = people.client(people.team.third)

    def add(number: int) -> None:
        with transaction(people.factory) as session:
            for _ in range(number):
                household = add_room(session).home.household
                at = NOW + timedelta(hours=2 * household.id)
                session.add(
                    HomeVisit(household_id=household.id, number=1, planned_at=at, minutes=30)
                )

    add(2)
    with counted(engine) as few:
        assert client.get("/visits/").status_code == 200
    add(8)
    with counted(engine) as many:
        assert client.get("/visits/").status_code == 200
    assert len(many) == len(few)
