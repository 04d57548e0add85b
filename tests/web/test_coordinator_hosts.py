"""A host for a coordinator: found, and the steps of the registration."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from matcher.database.hosts import Household
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.words import HouseholdStatus
from tests.factories import add_room
from tests.web.records import Factory, in_english, step


def test_host_is_found_by_name_reference_mail_and_town(
    coordinator: FlaskClient, factory: Factory
) -> None:
    with transaction(factory) as session:
        room = add_room(session, home={"place_name": "Haarzuilens"})
        household = room.home.household
        household.contact_name, household.reference = "Familie Vindbaar", "H-VINDMIJ"
        household.email = "vindbaar@example.org"
        add_room(session).home.household.contact_name = "Familie Anders"
    for wanted in ("vindba", "H-VIND", "vindbaar@ex", "haarzuil"):
        text = in_english(coordinator, f"/coordinator/hosts?q={wanted}")
        assert "Familie Vindbaar" in text
        assert "Familie Anders" not in text
    assert "No host found" in in_english(coordinator, "/coordinator/hosts?q=100%25")


def host_with_status(factory: Factory, status: HouseholdStatus) -> Household:
    with transaction(factory) as session:
        household = add_room(session).home.household
        household.status = status
    return household


def test_host_takes_a_break_and_history_tells_it(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.APPROVED)
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert 'value="pause"' in page
    assert 'value="approve"' not in page
    assert step(coordinator, household, "pause").status_code == 303
    assert step(coordinator, household, "resume", version=household.version + 1).status_code == 303
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert "<strong>Paused</strong>" in page
    assert "<strong>Back from the break</strong>" in page
    assert "Noor Jansen" in page


def test_refusing_a_host_needs_a_reason_and_keeps_its_code(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.SIGNED_UP)
    assert step(coordinator, household, "refuse").status_code == 422
    # Nobody asked for it before a visit; that the host wants to stop is another step.
    for reason in ("no_vog", "not_safe", "moves"):
        assert step(coordinator, household, "refuse", reason=reason).status_code == 422
    page = in_english(coordinator, f"/coordinator/hosts/{household.id}")
    refusing, stopping = page.split('id="withdraw"', 1)
    assert 'value="not_reached"' in refusing
    assert 'value="no_vog"' not in page
    assert 'value="moves"' not in refusing
    assert 'value="moves"' in stopping
    assert step(coordinator, household, "refuse", reason="not_reached").status_code == 303
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.REFUSED
        refusal = select(AuditEvent).where(AuditEvent.action == "household.refuse")
        assert session.scalars(refusal).one().details["reason"] == "not_reached"
    assert "cannot be reached" in in_english(coordinator, f"/coordinator/hosts/{household.id}")


def test_after_a_visit_a_refusal_is_the_decision_on_the_visit(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.VISITED)
    assert 'value="refuse"' not in in_english(coordinator, f"/coordinator/hosts/{household.id}")
    assert step(coordinator, household, "refuse", reason="no_vog").status_code == 422
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.VISITED


def test_second_coordinator_is_told_that_somebody_was_first(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.APPROVED)
    assert step(coordinator, household, "pause").status_code == 303
    late = step(coordinator, household, "pause")
    assert late.status_code == 409
    assert "A colleague has just changed this record" in late.text
    assert 'value="resume"' in late.text  # the page shows how it stands now


def test_step_that_no_arrow_allows_changes_nothing(
    coordinator: FlaskClient, factory: Factory
) -> None:
    household = host_with_status(factory, HouseholdStatus.SIGNED_UP)
    assert step(coordinator, household, "resume").status_code == 422
    for unknown in ("approve", "visit", "delete"):
        assert step(coordinator, household, unknown).status_code == 400
    with factory() as session:
        assert session.get_one(Household, household.id).status == HouseholdStatus.SIGNED_UP
