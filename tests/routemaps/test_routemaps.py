"""Route maps: whole in both languages, versioned, and looked at in time by an owner."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.records import OutboxMessage
from matcher.database.routemaps import RouteMap
from matcher.database.session import reading, transaction
from matcher.errors import AlreadyTaken, Stale, StepNotAllowed
from matcher.routemaps import daily, drafts, ownership, rules, service, versions
from matcher.routemaps.rules import Fault, Flaw
from matcher.words import Role, RouteMapKind
from tests.factories import add_account, add_municipality

LATER = date(2027, 6, 1)


@pytest.fixture
def housing(session: Session) -> RouteMap:
    service.add_built_in(session)
    return session.scalars(select(RouteMap).where(RouteMap.kind == RouteMapKind.HOUSING)).one()


@pytest.mark.parametrize("kind", list(RouteMapKind))
def test_map_of_the_program_is_whole_in_both_languages(kind: RouteMapKind) -> None:
    original = rules.built_in(kind.value)
    assert rules.check(original.content) == []
    assert len(original.content["steps"]) >= 8
    assert original.review_on > original.checked_on


def test_each_way_in_which_a_map_is_not_whole_is_told_with_its_step() -> None:
    whole = rules.built_in("housing").content

    def faults(change: Any) -> list[Fault]:
        content = deepcopy(whole)
        change(content)
        return rules.check(content)

    step = whole["steps"][1]
    cases: list[tuple[Any, Fault]] = [
        (lambda c: c["title"].update(en=" "), Fault(0, Flaw.NO_TITLE)),
        (lambda c: c.update(steps=[]), Fault(0, Flaw.NO_STEPS)),
        (lambda c: c["steps"].append(deepcopy(step)), Fault(0, Flaw.SAME_CODE)),
        (lambda c: c["steps"][1]["text"].update(en=""), Fault(2, Flaw.LANGUAGE_MISSING)),
        (lambda c: c["steps"][1]["conditions"][0].update(nl=""), Fault(2, Flaw.UNEVEN_LINES)),
        (lambda c: c["steps"][1].update(where=[]), Fault(2, Flaw.NO_PLACE_TO_GO)),
        (lambda c: c["steps"][1].update(source={}), Fault(2, Flaw.NO_SOURCE)),
        (lambda c: c["steps"][1].update(title={}, text={}), Fault(2, Flaw.STEP_WITHOUT_TEXT)),
    ]
    for change, fault in cases:
        assert faults(change) == [fault]


def test_without_a_map_in_the_database_people_read_the_one_of_the_program(
    session: Session,
) -> None:
    found = service.shown(session, RouteMapKind.MONEY)
    assert found.content == rules.built_in("money").content
    assert found.number == 1


def test_draft_is_read_by_nobody_until_it_is_published(session: Session, housing: RouteMap) -> None:
    drafts.start_draft(session, COMMAND_LINE, housing, 1)
    draft = versions.draft_of(housing)
    assert draft is not None
    changed = rules.without_step(draft.content, 1)
    drafts.save_draft(session, COMMAND_LINE, housing, housing.version, changed)
    assert len(service.shown(session, RouteMapKind.HOUSING).content["steps"]) == 8
    drafts.publish(session, COMMAND_LINE, housing, housing.version, "Eén stap minder", LATER)
    found = service.shown(session, RouteMapKind.HOUSING)
    assert (len(found.content["steps"]), found.number, found.review_on) == (7, 2, LATER)
    assert len(versions.version_of(housing, 1).content["steps"]) == 8  # the old one stays


def test_map_that_is_not_whole_is_not_published(session: Session, housing: RouteMap) -> None:
    drafts.start_draft(session, COMMAND_LINE, housing, 1)
    broken = {**rules.built_in("housing").content, "steps": []}
    drafts.save_draft(session, COMMAND_LINE, housing, housing.version, broken)
    with pytest.raises(StepNotAllowed):
        drafts.publish(session, COMMAND_LINE, housing, housing.version, "leeg", LATER)


def test_second_of_two_editors_is_told(session: Session, housing: RouteMap) -> None:
    drafts.start_draft(session, COMMAND_LINE, housing, 1)
    seen = housing.version
    content = deepcopy(rules.built_in("housing").content)
    drafts.save_draft(session, COMMAND_LINE, housing, seen, content)
    with pytest.raises(Stale):
        drafts.save_draft(session, COMMAND_LINE, housing, seen, content)


def test_municipality_reads_its_own_map_and_others_the_national_one(session: Session) -> None:
    code = add_municipality(session).code
    local = service.add_local(session, COMMAND_LINE, RouteMapKind.HOUSING, code, LATER)
    assert service.shown(session, RouteMapKind.HOUSING, code).municipality_code is None
    drafts.publish(session, COMMAND_LINE, local, local.version, "Eigen loketten", LATER)
    assert service.shown(session, RouteMapKind.HOUSING, code).municipality_code == code
    assert service.shown(session, RouteMapKind.HOUSING, "GM0363").municipality_code is None
    assert service.municipalities_with(session, RouteMapKind.HOUSING) == [(code, "Utrecht")]
    with pytest.raises(AlreadyTaken):
        service.add_local(session, COMMAND_LINE, RouteMapKind.HOUSING, code, LATER)


def test_draft_of_a_map_that_never_was_published_goes_with_it(session: Session) -> None:
    code = add_municipality(session).code
    local = service.add_local(session, COMMAND_LINE, RouteMapKind.MONEY, code, LATER)
    drafts.discard_draft(session, COMMAND_LINE, local, local.version)
    assert session.scalars(select(RouteMap)).all() == []


def test_owners_are_two_different_people(session: Session, housing: RouteMap) -> None:
    owner = add_account(session, Role.ADMINISTRATOR)
    with pytest.raises(AlreadyTaken):
        ownership.set_owners(
            session, COMMAND_LINE, housing, housing.version, owner.id, owner.id, LATER
        )


def test_owners_get_a_mail_in_time_once_and_again_on_the_day(
    factory: sessionmaker[Session],
) -> None:
    review_on = date(2027, 6, 1)
    with transaction(factory) as session:
        service.add_built_in(session)
        owners = [
            add_account(session, Role.ADMINISTRATOR),
            add_account(session, Role.ADMINISTRATOR),
        ]
        emails = sorted(one.email for one in owners)
        for one in session.scalars(select(RouteMap)).all():
            ownership.set_owners(
                session, COMMAND_LINE, one, one.version, owners[0].id, owners[1].id, review_on
            )
    assert daily.run(factory, review_on - timedelta(days=15)) == 0
    assert daily.run(factory, review_on - timedelta(days=14)) == 2
    assert daily.run(factory, review_on - timedelta(days=13)) == 0
    assert daily.run(factory, review_on) == 2
    assert daily.run(factory, review_on) == 0
    assert daily.run(factory, review_on + timedelta(days=30)) == 0
    with reading(factory) as session:
        sent = session.execute(select(OutboxMessage.recipient, OutboxMessage.template)).all()
    assert sorted(recipient for recipient, _ in sent) == sorted(emails * 4)
    assert {template for _, template in sent} == {"routemap_review"}


def test_map_without_owner_reminds_the_administrators(factory: sessionmaker[Session]) -> None:
    with transaction(factory) as session:
        chief = add_account(session, Role.ADMINISTRATOR).email
        add_account(session, Role.HOST)
    assert daily.run(factory, date(2030, 1, 1)) == 4  # two added, two due
    with reading(factory) as session:
        assert set(session.scalars(select(OutboxMessage.recipient))) == {chief}


def test_owner_who_looked_is_left_alone_until_the_next_time(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        add_account(session, Role.ADMINISTRATOR)
    daily.run(factory, date(2030, 1, 1))
    with transaction(factory) as session:
        for one in session.scalars(select(RouteMap)).all():
            ownership.confirm(session, COMMAND_LINE, one, date(2030, 7, 1))
    assert daily.run(factory, date(2030, 6, 1)) == 0
    assert daily.run(factory, date(2030, 6, 20)) == 2


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 6, date(2027, 5, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert rules.months_later(day, months) == expected


def test_lines_of_both_languages_stand_side_by_side() -> None:
    assert rules.lines_of("een\n\n twee ", "one") == [
        {"nl": "een", "en": "one"},
        {"nl": "twee", "en": ""},
    ]


def test_new_step_gets_a_code_of_its_own() -> None:
    content = rules.built_in("housing").content
    step = {"title": {"nl": "Talk", "en": ""}}
    changed = rules.with_step(content, len(content["steps"]) + 1, step)
    assert changed["steps"][-1]["code"] == "talk-2"
    assert len(content["steps"]) == 8  # the contents that were given stay as they were
