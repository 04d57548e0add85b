"""One responsible worker and a deputy, no more stays than the cap, and who to call."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import PROGRAM
from matcher.careteam import contacts, reactions, service, signals
from matcher.careteam.rules import Contact, Signal
from matcher.database.living import CareTeam, Plan
from matcher.database.people import Worker
from matcher.database.session import transaction
from matcher.database.visits import HouseholdDocument
from matcher.errors import StepNotAllowed, TextRefused
from matcher.words import ContactKind, DocumentKind, DocumentState, PlacementStatus, Role
from tests.at_once import Deed, at_once, names
from tests.factories import TODAY, add_account, add_placement
from tests.living.factories import POLICY, Stay, acts, coordinator, happened, mails, on

US = Contact(ContactKind.COORDINATOR, "Noor", "06 12 34 56 78", "9.00-17.00")


def test_somebody_is_responsible_from_the_first_yes_on_with_another_as_deputy(
    session: Session,
) -> None:
    stay = Stay(session, team=False)
    team = service.assign_somebody(session, acts(stay.second), stay.placement, TODAY)
    assert team is not None
    assert (team.responsible_id, team.deputy_id) == (stay.second.id, stay.first.id)
    assert team.counsellor_id == stay.counsellor.id
    assert happened(session, "careteam") == ["careteam.assign"]
    assert mails(session, "care_team_deputy") == [("care_team_deputy", stay.first.email)]


@pytest.mark.parametrize(
    ("responsible", "deputy", "problem"),
    [
        ("counsellor", "first", "role"),
        ("elsewhere", "first", "region"),
        ("away", "first", "away"),
        ("first", "first", "same"),
        ("first", "elsewhere", "region"),
    ],
)
def test_who_cannot_do_it_is_refused(
    session: Session, responsible: str, deputy: str, problem: str
) -> None:
    stay = Stay(session, team=False)
    away = coordinator(session, "Weg")
    session.add(Worker(account_id=away.id, away_from=TODAY))
    session.flush()
    from tests.factories import add_municipality

    other = add_municipality(session, code="GM0363", name="Amsterdam", province="Noord-Holland")
    elsewhere = add_account(session, Role.COORDINATOR, regions=[other.code])
    people = {
        "counsellor": stay.counsellor, "first": stay.first, "away": away, "elsewhere": elsewhere,
    }  # fmt: skip
    with pytest.raises(service.TeamRefused) as refused:
        service.assign(session, PROGRAM, stay.id, people[responsible].id, people[deputy].id, TODAY)
    assert refused.value.problem == problem


def test_nobody_gets_more_stays_than_the_cap(session: Session) -> None:
    one, two = Stay(session), Stay(session, team=False)
    session.add(Worker(account_id=one.first.id, caseload_cap=1))
    session.flush()
    with pytest.raises(service.CapReached):
        service.assign(session, PROGRAM, two.id, one.first.id, None, TODAY)
    again = service.assign(session, PROGRAM, one.id, one.first.id, None, TODAY)
    assert again.deputy_id is None  # who has it already keeps it


def test_when_all_are_full_the_stay_stands_without_a_team(session: Session) -> None:
    stay = Stay(session, team=False)
    for account in (stay.first, stay.second):
        session.add(Worker(account_id=account.id, caseload_cap=0))
    session.flush()
    assert service.assign_somebody(session, acts(stay.first), stay.placement, TODAY) is None


def test_an_ended_stay_counts_no_longer_and_gets_no_team(session: Session) -> None:
    one, two = Stay(session), Stay(session, team=False)
    session.add(Worker(account_id=one.first.id, caseload_cap=1))
    one.placement.ends_on, one.placement.status = on(1), PlacementStatus.ENDED
    session.flush()
    assert service.assign(session, PROGRAM, two.id, one.first.id, None, TODAY)
    with pytest.raises(StepNotAllowed):
        service.assign(session, PROGRAM, one.id, one.second.id, None, TODAY)


def test_of_many_at_once_no_more_than_the_cap_get_through(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        stay = Stay(session, team=False)
        account_id = stay.first.id
        session.add(Worker(account_id=account_id, caseload_cap=2))
        keys = [stay.id, *(add_placement(session).id for _ in range(5))]
    deeds: list[Deed] = [
        lambda s, key=key: service.assign(s, PROGRAM, key, account_id, None, TODAY)  # type: ignore[misc]
        for key in keys
    ]
    assert names(at_once(factory, deeds)) == ["CapReached"] * 4 + ["done"] * 2
    with factory() as session:
        query = select(func.count()).select_from(CareTeam)
        assert session.scalar(query.where(CareTeam.responsible_id == account_id)) == 2


def test_the_numbers_of_the_worker_go_along_to_the_next_stay(session: Session) -> None:
    one = Stay(session)
    contacts.set_contacts(session, PROGRAM, one.id, [US, contacts.POLICE])
    two = Stay(session, team=False)
    service.assign(session, PROGRAM, two.id, one.first.id, one.second.id, TODAY)
    assert contacts.contacts_of(session, two.id) == [US, contacts.POLICE]
    assert contacts.is_reachable(session, two.id)


@pytest.mark.parametrize(
    ("wanted", "problem"),
    [
        ([], "nobody"),
        ([contacts.POLICE], "nobody"),
        ([US, Contact(ContactKind.POLICE, "", "bel maar", "")], "phone"),
        ([US] * 9, "many"),
    ],
)
def test_numbers_without_anybody_to_reach_are_refused(
    session: Session, wanted: list[Contact], problem: str
) -> None:
    stay = Stay(session)
    with pytest.raises(contacts.ContactRefused) as refused:
        contacts.set_contacts(session, PROGRAM, stay.id, wanted)
    assert refused.value.problem == problem


def test_a_service_number_is_no_phone_number(session: Session) -> None:
    stay = Stay(session)
    with pytest.raises(TextRefused):
        contacts.set_contacts(
            session, PROGRAM, stay.id, [Contact(ContactKind.COORDINATOR, "", "111222333", "")]
        )


def test_the_address_without_signing_in_can_be_renewed_and_ends_with_the_stay(
    session: Session,
) -> None:
    stay = Stay(session)
    contacts.set_contacts(session, PROGRAM, stay.id, [US])
    old = contacts.claim_of(session, stay.id)
    assert old is not None
    numbers = contacts.opened(session, old)
    assert numbers is not None
    assert numbers.contacts == [US]
    contacts.new_link(session, acts(stay.first), stay.id)
    assert contacts.opened(session, old) is None
    new = contacts.claim_of(session, stay.id)
    assert new is not None
    assert contacts.opened(session, new) is not None
    reactions.on_ended(session, PROGRAM, stay.placement)
    assert contacts.opened(session, new) is None
    assert contacts.claim_of(session, stay.id) is None


def test_both_sides_get_the_address_when_the_youth_moves_in_once(session: Session) -> None:
    stay = Stay(session)
    reactions.on_started(session, PROGRAM, stay.placement)
    reactions.on_started(session, PROGRAM, stay.placement)
    assert len(mails(session, "emergency_numbers")) == 2


def kinds(session: Session, stay: Stay, day: int = 0) -> list[Signal]:
    return [one.signal for one in signals.signals(session, on(day), POLICY, stay.id)]


def test_a_27th_birthday_inside_the_stay_is_signalled_in_time(session: Session) -> None:
    stay = Stay(session)
    stay.youth.birth_date = on(61).replace(year=on(61).year - 27)
    session.flush()
    assert kinds(session, stay) == []
    assert kinds(session, stay, 1) == [Signal.BIRTHDAY]
    assert kinds(session, stay, 62) == []
    stay.placement.ends_on = on(40)
    session.flush()
    assert Signal.BIRTHDAY not in kinds(session, stay, 1)


def test_an_end_that_nobody_has_planned_is_signalled(session: Session) -> None:
    stay = Stay(session, ends_on=on(100))
    assert kinds(session, stay, 39) == []
    assert kinds(session, stay, 40) == [Signal.CONTRACT_END]


def test_a_vog_that_runs_out_is_signalled_unless_there_is_a_newer_one(session: Session) -> None:
    stay = Stay(session)

    def add(person: str, expires: int) -> None:
        session.add(
            HouseholdDocument(
                household_id=stay.household.id, kind=DocumentKind.VOG, person=person,
                state=DocumentState.SEEN, issued_on=on(-900), expires_on=on(expires),
            )
        )  # fmt: skip
        session.flush()

    add("Anna", 30)
    assert kinds(session, stay) == [Signal.VOG]
    add("Anna", 700)
    assert kinds(session, stay) == []
    add("Piet", 10)
    add("Joop", 20)
    assert kinds(session, stay) == [Signal.VOG]


def test_the_end_of_the_first_nine_months_is_signalled(session: Session) -> None:
    stay = Stay(session)
    assert kinds(session, stay, 200) == []
    assert kinds(session, stay, 230) == [Signal.TRIAL_END]
    assert kinds(session, stay, 300) == []


def test_what_comes_after_the_last_day_of_the_stay_is_not_signalled(session: Session) -> None:
    stay = Stay(session)
    session.add(
        HouseholdDocument(
            household_id=stay.household.id, kind=DocumentKind.VOG, person="Anna",
            state=DocumentState.SEEN, issued_on=on(-900), expires_on=on(250),
        )
    )  # fmt: skip
    session.add(Plan(placement_id=stay.id, youth_id=stay.youth.id, review_on=on(250)))
    session.flush()
    told = {Signal.VOG, Signal.REVIEW, Signal.TRIAL_END}
    assert set(kinds(session, stay, 245)) == told
    stay.placement.ends_on = on(250)  # the first day without the youth
    session.flush()
    assert told.isdisjoint(kinds(session, stay, 245))
