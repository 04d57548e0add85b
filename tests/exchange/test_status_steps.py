"""A file that says how far somebody is now takes a coordinator's step, on both databases."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import COMMAND_LINE
from matcher.cases.gaps import Gap
from matcher.consents.service import give
from matcher.database.hosts import Household, Room
from matcher.database.records import AuditEvent
from matcher.database.youths import Youth
from matcher.errors import ImportRejected
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    HouseholdStatus,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from tests.exchange.files import TODAY, as_csv, host_rows, preview, room_and_youth, save, youth_rows
from tests.factories import add_introduction, add_placement, add_proposal

HOSTS, YOUTHS = FileKind.HOSTS, FileKind.YOUTHS
pytestmark = pytest.mark.usefixtures("day_of_the_files")


def test_a_host_that_a_file_puts_on_a_break_lets_go_of_an_open_proposal(loaded: Session) -> None:
    (row,) = host_rows(1)
    save(loaded, HOSTS, [row])
    save(loaded, YOUTHS, [youth_rows(1)[0] | {"status": YouthStatus.READY}])
    room, youth = loaded.scalars(select(Room)).one(), loaded.scalars(select(Youth)).one()
    proposal = add_proposal(loaded, room=room, youth=youth)
    save(loaded, HOSTS, [row | {"household_status": HouseholdStatus.APPROVED}])
    assert proposal.status is ProposalStatus.PROPOSED
    household = room.home.household
    version = household.version
    paused = [row | {"household_status": HouseholdStatus.PAUSED}]
    assert preview(loaded, HOSTS, paused).stopping == ((2, household.reference, proposal.id),)
    save(loaded, HOSTS, paused)
    assert proposal.status is ProposalStatus.LAPSED
    assert preview(loaded, HOSTS, [row]).stopping == ()
    step = loaded.scalars(select(AuditEvent).where(AuditEvent.action == "household.pause")).one()
    assert (step.details["before"], step.details["after"]) == ("approved", "paused")
    assert household.version == version + 1


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        (HouseholdStatus.SIGNED_UP, HouseholdStatus.APPROVED),
        (HouseholdStatus.SIGNED_UP, HouseholdStatus.VISITED),
        (HouseholdStatus.APPROVED, HouseholdStatus.REFUSED),
        (HouseholdStatus.WITHDRAWN, HouseholdStatus.APPROVED),
    ],
)
def test_a_file_moves_a_known_host_only_as_a_coordinator_can(
    loaded: Session, now: HouseholdStatus, wanted: HouseholdStatus
) -> None:
    (row,) = host_rows(1)
    save(loaded, HOSTS, [row | {"household_status": now}])
    moved = [row | {"household_status": wanted}]
    (problem,) = preview(loaded, HOSTS, moved).problems
    assert (problem.name, problem.code) == ("household_status", "no_step_to_status")
    with pytest.raises(ImportRejected):
        save(loaded, HOSTS, moved)
    assert loaded.scalars(select(Household.status)).one() is now


def test_a_file_stops_no_host_with_whom_somebody_lives(loaded: Session) -> None:
    row, room, youth = room_and_youth(loaded)
    add_placement(loaded, room=room, youth=youth, status=PlacementStatus.ACTIVE)
    loaded.expire_all()
    stops = [row | {"household_status": HouseholdStatus.WITHDRAWN}]
    (problem,) = preview(loaded, HOSTS, stops).problems
    assert (problem.name, problem.code) == ("household_status", "somebody_lives_there")


def test_a_youth_who_is_getting_to_know_a_host_is_taken_off_the_list_by_no_file(
    loaded: Session,
) -> None:
    _, room, youth = room_and_youth(loaded)
    proposal = add_proposal(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
    add_introduction(loaded, proposal=proposal)
    loaded.expire_all()
    assert proposal.status is ProposalStatus.APPROVED
    assert youth.status is YouthStatus.PLACED
    off = [youth_rows(1)[0] | {"status": YouthStatus.WITHDRAWN}]
    found = preview(loaded, YOUTHS, off)
    assert [problem.code for problem in found.problems] == ["youth_is_placed"]
    assert found.stopping == ()


def test_a_youth_whom_a_file_takes_off_the_list_lets_go_of_an_open_proposal(
    loaded: Session,
) -> None:
    save(loaded, HOSTS, host_rows(1))
    row = youth_rows(1)[0] | {"status": YouthStatus.READY}
    save(loaded, YOUTHS, [row])
    room, youth = loaded.scalars(select(Room)).one(), loaded.scalars(select(Youth)).one()
    proposal = add_proposal(loaded, room=room, youth=youth)
    version = youth.version
    off = [row | {"status": YouthStatus.WITHDRAWN}]
    assert preview(loaded, YOUTHS, off).stopping == ((2, youth.reference, proposal.id),)
    assert preview(loaded, YOUTHS, [row]).stopping == ()
    save(loaded, YOUTHS, off)
    assert proposal.status is ProposalStatus.LAPSED
    step = loaded.scalars(select(AuditEvent).where(AuditEvent.action == "youth.withdraw")).one()
    assert (step.details["before"], step.details["after"]) == ("ready", "withdrawn")
    assert youth.version == version + 1


@pytest.mark.parametrize("wanted", [YouthStatus.REGISTERED, YouthStatus.WITHDRAWN])
def test_who_reacts_to_a_youth_off_the_list_hears_of_a_file_once(
    loaded: Session, wanted: YouthStatus, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = youth_rows(1)[0] | {"status": YouthStatus.READY}
    save(loaded, YOUTHS, [row])
    told: list[tuple[str, YouthStatus]] = []
    monkeypatch.setattr(
        events, "tell", lambda session, actor, event, youth: told.append((event, youth.status))
    )
    save(loaded, YOUTHS, [row | {"status": wanted}])
    assert told == [("youth.stepped_back", YouthStatus.READY), ("youth.left", wanted)]


def test_a_new_youth_keeps_the_status_of_the_file_without_a_step(loaded: Session) -> None:
    save(loaded, YOUTHS, [youth_rows(1)[0] | {"status": YouthStatus.WITHDRAWN}])
    assert loaded.scalars(select(Youth.status)).one() is YouthStatus.WITHDRAWN
    assert loaded.scalars(select(AuditEvent.action)).all() == ["import.save"]


def stored_with(session: Session, status: YouthStatus) -> tuple[dict[str, Any], Youth]:
    """Return the row of a youth, and the youth as it is stored with that status."""
    (row,) = youth_rows(1)
    save(session, YOUTHS, [row | {"status": YouthStatus.READY}])
    youth = session.scalars(select(Youth)).one()
    youth.status = status
    session.flush()
    return row, youth


@pytest.mark.parametrize(
    ("now", "wanted", "code"),
    [
        (YouthStatus.WITHDRAWN, YouthStatus.READY, "no_step_of_youth"),
        (YouthStatus.READY, YouthStatus.PLACED, "placed_by_file"),
        (YouthStatus.PLACED, YouthStatus.WITHDRAWN, "youth_is_placed"),
    ],
)
def test_a_file_moves_a_known_youth_only_as_a_coordinator_can(
    loaded: Session, now: YouthStatus, wanted: YouthStatus, code: str
) -> None:
    row, youth = stored_with(loaded, now)
    moved = [row | {"status": wanted}]
    found = preview(loaded, YOUTHS, moved)
    assert [(problem.name, problem.code) for problem in found.problems] == [("status", code)]
    assert found.stopping == ()
    with pytest.raises(ImportRejected):
        save(loaded, YOUTHS, moved)
    assert youth.status is now


def test_a_youth_whose_dossier_lacks_something_is_not_made_ready_by_a_file(
    loaded: Session,
) -> None:
    row, youth = stored_with(loaded, YouthStatus.REGISTERED)
    youth.consent_at = None
    loaded.flush()
    ready = row | {"status": YouthStatus.READY, "consent_on": TODAY}
    (problem,) = preview(loaded, YOUTHS, [ready | {"consent_on": None}]).problems
    assert (problem.name, problem.code) == ("status", "not_ready_yet")
    assert f"{Gap.CONSENT_TO_KEEP.nl}, {Gap.CONSENT_TO_SHARE.nl}." in problem.message.nl
    (problem,) = preview(loaded, YOUTHS, [ready]).problems
    assert problem.message.en.endswith(f"lacks: {Gap.CONSENT_TO_SHARE.en}.")
    agreed = {ConsentPurpose.SHARE_WITH_HOST}
    give(loaded, COMMAND_LINE, youth.id, agreed, ConsentWay.SPOKEN)
    save(loaded, YOUTHS, [ready])
    assert youth.status is YouthStatus.READY
    actions = loaded.scalars(select(AuditEvent.action)).all()
    assert actions.count("youth.make_ready") == 1


def test_what_a_youth_of_another_region_lacks_is_not_told(loaded: Session) -> None:
    row, _ = stored_with(loaded, YouthStatus.REGISTERED)
    content = as_csv(YOUTHS, [row | {"status": YouthStatus.READY}])
    region = frozenset({"GM9999"})
    found = service.preview(loaded, YOUTHS, "file.csv", content, TODAY, region=region)
    assert "status" not in {problem.name for problem in found.problems}
