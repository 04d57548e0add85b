"""Each name goes to one worker who has room; and names go when their days are over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.accounts import Account, CareOrganisation
from matcher.database.base import now
from matcher.database.cases import ListedName, NameList
from matcher.database.people import Covenant, Worker, WorkerSpecialism
from matcher.database.session import transaction
from matcher.errors import NotAllowed, NotFound, Stale
from matcher.inforce import today_in_the_netherlands
from matcher.namelists import daily, service
from matcher.namelists.rules import Candidate, OpenName, divide
from matcher.words import ListedOutcome, Role, Specialism
from tests.factories import TODAY, UTRECHT, add_account, add_municipality, add_youth

HOUSING, DEBTS = Specialism.HOUSING, Specialism.DEBTS
LIST = (
    "Voornaam;Achternaam;Geboortedatum;Specialisme\nSam;Verzonnen;01-05-2007;wonen\nNoa;Bedacht;;\n"
)


def test_specialism_goes_before_spread_and_who_is_active_before_both() -> None:
    workers = [
        Candidate(1, 10, [HOUSING], None), Candidate(2, 20, [DEBTS], None), Candidate(3, 30, [], 1),
    ]  # fmt: skip
    names = [
        OpenName(1, None), OpenName(2, HOUSING), OpenName(3, HOUSING), OpenName(4, DEBTS, [30]),
        OpenName(5, None),
    ]  # fmt: skip
    assert divide(names, workers) == {2: 1, 3: 1, 4: 3, 1: 2, 5: 2}


@given(
    st.lists(st.sampled_from([None, *Specialism]), max_size=12),
    st.lists(
        st.tuples(
            st.integers(1, 3), st.sets(st.sampled_from(Specialism), max_size=2),
            st.none() | st.integers(0, 3),
        ),
        max_size=5,
    ),
)  # fmt: skip
def test_nobody_gets_more_than_there_is_room_for_and_no_room_is_left_unused(
    wanted: list[Specialism | None],
    people: list[tuple[int, set[Specialism], int | None]],
) -> None:
    names = [OpenName(number, one) for number, one in enumerate(wanted)]
    workers = [Candidate(number, *one) for number, one in enumerate(people)]
    given_out = divide(names, workers)
    for worker in workers:
        number = list(given_out.values()).count(worker.account_id)
        assert worker.free is None or number <= worker.free
    room = sum(len(names) if w.free is None else w.free for w in workers)
    assert len(given_out) == min(len(names), room)
    assert given_out == divide(list(reversed(names)), list(reversed(workers)))


@pytest.fixture
def people(session: Session) -> list[Account]:
    """One worker each of an organisation with a covenant for lists and of one without."""
    add_municipality(session)
    found = []
    for code in ("MET", "ZONDER"):
        organisation = CareOrganisation(code=code, name=f"Zorg {code}")
        session.add(organisation)
        session.flush()
        account = add_account(session, Role.REFERRER, organisation=code)
        session.add(Worker(account_id=account.id, caseload_cap=1))
        session.add(WorkerSpecialism(account_id=account.id, specialism=HOUSING))
        found.append(account)
    session.add(
        Covenant(
            organisation_id=found[0].organisation_id, name="Namen", purposes="name_lists",
            signed_on=date(2026, 1, 1),
        )
    )  # fmt: skip
    session.flush()
    return found


def saved(session: Session) -> NameList:
    batch = service.keep(session, COMMAND_LINE, "namen.csv", LIST.encode())
    made = service.take_in(session, COMMAND_LINE, batch.id, "Werk en inkomen", UTRECHT, TODAY)
    with pytest.raises(NotFound):
        service.take_in(session, COMMAND_LINE, batch.id, "Nog eens", UTRECHT, TODAY)
    assert batch.content == b""
    return service.one(session, made.id)


def test_names_go_to_organisations_with_a_covenant_and_room(
    session: Session, people: list[Account]
) -> None:
    made = saved(session)
    first, second = made.names
    assert service.suggestion(session, made, TODAY) == {first.id: people[0].id}
    with pytest.raises(NotAllowed):
        service.assign(session, COMMAND_LINE, made, {second.id: people[1].id}, TODAY)
    given_out = {first.id: people[0].id}
    assert service.assign(session, COMMAND_LINE, made, given_out, TODAY) == 1
    assert service.assign(session, COMMAND_LINE, made, given_out, TODAY) == 0
    assert (first.account_id, first.organisation_id) == (people[0].id, people[0].organisation_id)


def test_a_name_that_is_registered_is_tied_to_the_one_dossier(
    session: Session, people: list[Account]
) -> None:
    made = saved(session)
    youth = add_youth(session, first_name="Sam", last_name="Verzonnen", birth_date=date(2007, 5, 1))
    name, other = made.names
    service.decide(session, COMMAND_LINE, name, 1, ListedOutcome.REGISTERED, TODAY)
    assert (name.youth_id, name.decided_on) == (youth.id, TODAY)
    with pytest.raises(Stale):
        service.decide(session, COMMAND_LINE, name, 1, ListedOutcome.NO_QUESTION, TODAY)
    service.decide(session, COMMAND_LINE, other, 1, ListedOutcome.NOT_REACHED, TODAY)
    assert other.youth_id is None


def test_names_go_after_their_days_and_what_became_of_them_stays(
    factory: sessionmaker[Session],
) -> None:
    with transaction(factory) as session:
        add_municipality(session)
        for days, source in ((91, "oud"), (89, "nieuw")):
            session.add(
                NameList(
                    source=source, municipality_code=UTRECHT, file_name="n.csv", sha256="",
                    made_at=now() - timedelta(days=days),
                    names=[
                        ListedName(first_name="Sam", last_name="Canarie", note="CANARIE",
                                   contact="CANARIE", birth_date=date(2007, 5, 1),
                                   outcome=ListedOutcome.NO_QUESTION)
                    ],
                )
            )  # fmt: skip
    today = today_in_the_netherlands()
    assert (daily.run(factory, today), daily.run(factory, today)) == (1, 0)
    with factory() as session:
        old, new = session.scalars(select(ListedName).order_by(ListedName.id)).all()
        assert (old.first_name, old.birth_date, old.note, old.contact) == ("", None, "", "")
        assert (old.outcome, new.last_name) == (ListedOutcome.NO_QUESTION, "Canarie")
