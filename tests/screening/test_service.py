"""Screening a youth and keeping charts in versions, on both databases."""

from __future__ import annotations

import copy
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE
from matcher.database.cases import YouthCase
from matcher.database.domains import DomainLevel
from matcher.database.records import AuditEvent
from matcher.database.screening import FlowChartVersion, Screening
from matcher.database.youths import Youth
from matcher.errors import (
    AlreadyTaken,
    ChartRefused,
    Incomplete,
    NotFound,
    Stale,
    StepNotAllowed,
    TextRefused,
)
from matcher.screening import service, trying, versions
from matcher.screening.dossier import facts_of
from matcher.screening.rules.facts import Value
from matcher.words import (
    CaseSource,
    ChartStatus,
    DayActivity,
    LifeDomain,
    OverrideReason,
    ScreeningRoute,
)
from tests.factories import TODAY, add_youth
from tests.screening.charts import answer, outcome, question

TALK: dict[str, Value] = {
    "housing_question": "yes",
    "can_stay": "soon",
    "debts": "none",
    "guidance_question": "yes",
    "partner": "no",
    "motivation": "yes",
    "lived_guided": "no",
    "family_tapering": "yes",
}


def screened(session: Session, youth: Youth, talk: dict[str, Value] | None = None) -> Screening:
    """Screen a youth to the end; what is asked and not in ``talk`` is taken from TALK."""
    found = service.start(session, COMMAND_LINE, youth, TODAY)
    said = TALK | (talk or {})
    while found.outcome is None:
        asked = service.path_of(found).asks
        assert asked is not None
        service.answer(
            session, COMMAND_LINE, found.id, found.version, asked.code, said[asked.code], TODAY
        )
    return found


def edited(session: Session, text: str = "Zijn er schulden?") -> FlowChartVersion:
    """Make a draft of the chart in use in which the question about debts reads otherwise."""
    live = versions.live(session)
    assert live is not None
    draft = versions.start_draft(session, COMMAND_LINE, live.id)
    node = copy.deepcopy(next(n for n in draft.content["nodes"] if n["code"] == "debts"))
    node["text"]["nl"] = text
    return versions.put_node(session, COMMAND_LINE, draft.id, draft.version, node)


def published(session: Session, text: str) -> FlowChartVersion:
    draft = edited(session, text)
    return versions.publish(session, COMMAND_LINE, draft.id, draft.version, "Andere vraag")


def test_a_youth_is_screened_to_a_route_and_a_person_decides(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    youth = add_youth(session)
    found = screened(session, youth)
    assert found.outcome == ScreeningRoute.HOST_ROOM
    assert found.path[-1] == {"node": "family_tapering", "answer": "yes"}
    assert {"node": "age", "answer": "within", "value": 19} in found.path
    assert service.latest_decided(session, youth.id) is None
    service.decide(session, COMMAND_LINE, found.id, found.version, ScreeningRoute.HOST_ROOM)
    decided = service.latest_decided(session, youth.id)
    assert decided is found
    assert (decided.chosen, decided.why, decided.override_text) == ("host_room", None, "")
    events = session.scalars(select(AuditEvent.action).where(AuditEvent.subject == "screening"))
    assert list(events) == ["screening.start", "screening.finish", "screening.decide"]


def test_a_decision_other_than_the_outcome_needs_a_coded_reason_and_a_text(
    session: Session,
) -> None:
    versions.install(session, COMMAND_LINE)
    found = screened(session, add_youth(session))
    money = ScreeningRoute.MONEY_FIRST
    with pytest.raises(Incomplete) as error:
        service.decide(session, COMMAND_LINE, found.id, found.version, money)
    assert error.value.missing == ("why", "text")
    with pytest.raises(Incomplete):
        service.decide(
            session, COMMAND_LINE, found.id, found.version, money, OverrideReason.SAFETY, "  "
        )
    with pytest.raises(TextRefused):
        service.decide(
            session, COMMAND_LINE, found.id, found.version, money, OverrideReason.SAFETY,
            "111222333",
        )  # fmt: skip
    service.decide(
        session, COMMAND_LINE, found.id, found.version, money, OverrideReason.KNOWS_MORE,
        "Er is een brief van de deurwaarder.",
    )  # fmt: skip
    assert (found.outcome, found.chosen) == ("host_room", "money_first")
    with pytest.raises(StepNotAllowed):
        service.decide(session, COMMAND_LINE, found.id, found.version, money)


def test_the_database_refuses_an_override_without_a_reason(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    found = screened(session, add_youth(session))
    found.chosen, found.decided_at = ScreeningRoute.NOT_NOW, found.made_at
    with pytest.raises(IntegrityError):
        session.flush()


def test_there_is_one_screening_under_way_per_youth(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    youth = add_youth(session)
    first = service.start(session, COMMAND_LINE, youth, TODAY)
    assert service.start(session, COMMAND_LINE, youth, TODAY) is first
    session.add(Screening(youth_id=youth.id, version_id=first.version_id, answers={}, path=[]))
    with pytest.raises(IntegrityError):
        session.flush()


def test_an_answer_out_of_turn_or_that_is_none_changes_nothing(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    found = service.start(session, COMMAND_LINE, add_youth(session), TODAY)
    lock = found.version
    with pytest.raises(Stale):
        service.answer(session, COMMAND_LINE, found.id, lock, "debts", "none", TODAY)
    with pytest.raises(Incomplete):
        service.answer(session, COMMAND_LINE, found.id, lock, "housing_question", "maybe", TODAY)
    with pytest.raises(Stale):
        service.answer(session, COMMAND_LINE, found.id, 99, "housing_question", "yes", TODAY)
    with pytest.raises(NotFound):
        service.answer(session, COMMAND_LINE, 999, 1, "housing_question", "yes", TODAY)
    assert found.answers == {}


def test_an_answer_taken_back_is_asked_again_with_all_after_it(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    found = service.start(session, COMMAND_LINE, add_youth(session), TODAY)
    for node in ("housing_question", "can_stay", "debts"):
        service.answer(session, COMMAND_LINE, found.id, found.version, node, TALK[node], TODAY)
    service.take_back(session, COMMAND_LINE, found.id, found.version, "can_stay", TODAY)
    asked = service.path_of(found).asks
    assert asked is not None
    assert asked.code == "can_stay"
    assert found.answers == {"fact:housing_question": "yes"}
    with pytest.raises(Stale):
        service.take_back(session, COMMAND_LINE, found.id, found.version, "debts", TODAY)
    service.drop(session, COMMAND_LINE, found.id, found.version)
    assert service.of_youth(session, found.youth_id) == []


def test_a_finished_screening_cannot_be_answered_or_dropped(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    found = screened(session, add_youth(session))
    with pytest.raises(StepNotAllowed):
        service.take_back(session, COMMAND_LINE, found.id, found.version, "debts", TODAY)
    with pytest.raises(StepNotAllowed):
        service.drop(session, COMMAND_LINE, found.id, found.version)


def test_the_dossier_answers_what_it_knows(session: Session) -> None:
    youth = add_youth(
        session,
        birth_date=date(2008, 3, 3),
        out_of_care_on=date(2026, 9, 1),
        needs={"budget_cents": 41250, "day_activity": DayActivity.WORK, "age_exception": True},
    )
    session.add(
        YouthCase(
            youth_id=youth.id, source=CaseSource.REFERRAL, last_activity_on=TODAY,
            housing_question="Een kamer in Utrecht", guidance_question="  ",
        )
    )  # fmt: skip
    for level, day in ((2, 1), (4, 2)):
        session.add(
            DomainLevel(
                youth_id=youth.id, domain=LifeDomain.MONEY, level=level,
                recorded_on=date(2026, 2, day),
            )
        )  # fmt: skip
    session.flush()
    assert facts_of(session, youth, date(2026, 3, 2)) == {
        "age": 17,
        "age_exception": "yes",
        "day_activity": "work",
        "guidance_kind": "4",
        "target_group": "light",
        "budget": 412,
        "months_until_out_of_care": 5,
        "housing_question": "yes",
        "level_money": "4",
    }
    assert facts_of(session, youth, date(2026, 3, 3))["age"] == 18


def test_every_outcome_replays_after_three_new_versions(session: Session) -> None:
    first = versions.install(session, COMMAND_LINE)
    assert first is not None
    kept = []
    talks: tuple[dict[str, Value], ...] = ({}, {"debts": "alone"}, {"partner": "yes"})
    for number, talk in enumerate(talks):
        kept.append(screened(session, add_youth(session), talk))
        published(session, f"Zijn er schulden? ({number})")
    kept.append(screened(session, add_youth(session)))
    assert [one.chart_version.number for one in kept] == [1, 2, 3, 4]
    session.expire_all()
    found = trying.replay(session)
    assert (found.number, found.differing, found.damaged) == (4, [], [])
    assert found.is_good


def test_control_a_changed_version_or_path_is_seen_by_the_replay(session: Session) -> None:
    first = versions.install(session, COMMAND_LINE)
    assert first is not None
    one, other = (screened(session, add_youth(session)) for _ in range(2))
    one.path = one.path[:-1]
    session.flush()
    assert trying.replay(session).differing == [one.id]
    content = copy.deepcopy(first.content)
    content["nodes"][0]["text"]["nl"] = "Anders"
    first.content = content
    session.flush()
    found = trying.replay(session)
    assert (found.damaged, found.differing) == ([1], [one.id, other.id])


def test_a_version_in_use_is_never_written_again(session: Session) -> None:
    first = versions.install(session, COMMAND_LINE)
    assert first is not None
    before = first.checksum
    with pytest.raises(StepNotAllowed):
        versions.remove_node(session, COMMAND_LINE, first.id, first.version, "market")
    with pytest.raises(StepNotAllowed):
        versions.drop(session, COMMAND_LINE, first.id, first.version)
    second = published(session, "Anders?")
    assert (first.status, second.status) == (ChartStatus.RETIRED, ChartStatus.LIVE)
    assert (first.checksum, second.number) == (before, 2)
    assert second.checksum != before
    assert versions.install(session, COMMAND_LINE) is None


def test_two_versions_in_use_are_refused_by_the_database(session: Session) -> None:
    first = versions.install(session, COMMAND_LINE)
    assert first is not None
    second = edited(session)
    second.status, second.published_at = ChartStatus.LIVE, first.published_at
    with pytest.raises(IntegrityError):
        session.flush()


def test_a_draft_with_a_fault_does_not_go_live(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    draft = edited(session)
    versions.put_node(session, COMMAND_LINE, draft.id, draft.version, outcome("spare", "own_home"))
    with pytest.raises(ChartRefused) as error:
        versions.publish(session, COMMAND_LINE, draft.id, draft.version, "")
    assert [(f.node, f.code) for f in error.value.problems] == [("spare", "unreachable")]  # type: ignore[attr-defined]
    assert versions.live(session) is not draft


def test_a_draft_on_which_an_example_ends_otherwise_does_not_go_live(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    draft = edited(session)
    node = question("debts", answer("none", "income"), answer("alone", "debts_first"))
    versions.put_node(session, COMMAND_LINE, draft.id, draft.version, node)
    with pytest.raises(ChartRefused) as error:
        versions.publish(session, COMMAND_LINE, draft.id, draft.version, "")
    assert [f.code for f in error.value.problems] == ["example_differs"]  # type: ignore[attr-defined]
    example = next(e for e in draft.chart.examples if e.answers.get("debts") == "helped")
    trying.remove_example(session, COMMAND_LINE, draft, example.id)
    versions.publish(session, COMMAND_LINE, draft.id, draft.version, "Zonder regeling")
    assert versions.live(session) is draft


def test_a_chart_that_was_tried_on_nothing_does_not_go_live(session: Session) -> None:
    draft = versions.take_supplied(session, COMMAND_LINE)
    for example in list(draft.chart.examples):
        trying.remove_example(session, COMMAND_LINE, draft, example.id)
    with pytest.raises(ChartRefused) as error:
        versions.publish(session, COMMAND_LINE, draft.id, draft.version, "")
    assert [f.code for f in error.value.problems] == ["no_examples"]  # type: ignore[attr-defined]
    made = trying.add_example(
        session, COMMAND_LINE, draft, "Geen woonvraag", {}, {"housing_question": "no"},
        ScreeningRoute.HOST_ROOM,
    )  # fmt: skip
    with pytest.raises(AlreadyTaken):
        trying.add_example(
            session, COMMAND_LINE, draft, "Geen woonvraag ", {}, {}, ScreeningRoute.NOT_NOW
        )
    trying.expect(session, COMMAND_LINE, draft, made.id, ScreeningRoute.NOT_NOW)
    versions.publish(session, COMMAND_LINE, draft.id, draft.version, "")


def test_there_is_one_draft_and_two_people_do_not_overwrite_each_other(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    draft = edited(session)
    with pytest.raises(AlreadyTaken):
        versions.start_draft(session, COMMAND_LINE)
    with pytest.raises(Stale):
        versions.set_start(session, COMMAND_LINE, draft.id, draft.version - 1, "can_stay")
    versions.drop(session, COMMAND_LINE, draft.id, draft.version)
    assert versions.draft(session) is None


def test_a_screening_under_way_moves_to_the_chart_that_went_live(session: Session) -> None:
    """Answers to questions that stayed the same are kept; the changed one is asked again."""
    versions.install(session, COMMAND_LINE)
    found = service.start(session, COMMAND_LINE, add_youth(session), TODAY)
    for node in ("housing_question", "can_stay", "debts"):
        service.answer(session, COMMAND_LINE, found.id, found.version, node, TALK[node], TODAY)
    published(session, "Loop je achter met betalen?")
    asked = service.path_of(found).asks
    assert asked is not None
    service.answer(session, COMMAND_LINE, found.id, found.version, asked.code, "yes", TODAY)
    assert found.chart_version.number == 2
    assert found.answers == {"fact:housing_question": "yes", "can_stay": "soon"}
    again = service.path_of(found).asks
    assert again is not None
    assert again.code == "debts"


def test_the_effect_of_a_draft_on_earlier_screenings_is_counted(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    talks: tuple[dict[str, Value], ...] = ({}, {"debts": "helped"}, {"can_stay": "stay"})
    for talk in talks:
        screened(session, add_youth(session), talk)
    draft = edited(session)
    node = question(
        "debts", answer("none", "income"), answer("helped", "debts_first"), answer("x", "income")
    )
    versions.put_node(session, COMMAND_LINE, draft.id, draft.version, node)
    chart = service.chart_of(draft)
    found = trying.effect(session, chart)
    assert (found.number, found.same, found.asks_more) == (3, 2, 0)
    assert dict(found.otherwise) == {
        (ScreeningRoute.HOST_ROOM, ScreeningRoute.MONEY_FIRST): 1,
    }


def test_without_a_chart_in_use_nobody_is_screened(session: Session) -> None:
    with pytest.raises(NotFound):
        service.start(session, COMMAND_LINE, add_youth(session), TODAY)


def test_of_two_people_who_go_on_at_once_one_is_told(session: Session) -> None:
    versions.install(session, COMMAND_LINE)
    found = service.start(session, COMMAND_LINE, add_youth(session), TODAY)
    lock = found.version
    session.execute(
        update(Screening).values(version=lock + 1), execution_options={"synchronize_session": False}
    )  # behind its back
    with pytest.raises(Stale):
        service.answer(session, COMMAND_LINE, found.id, lock, "housing_question", "yes", TODAY)
