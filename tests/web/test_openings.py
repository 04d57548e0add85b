"""What a change would open, told to hosts and youths: helpful, and nobody is counted out."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.rounds import MatchingRound, RoundUnmatched
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseholdStatus, Role, RoundStatus
from tests.factories import add_municipality, add_room, add_youth
from tests.web.conftest import SignIn
from tests.web.test_review_board import propose
from web.openings import about, times

Factory = sessionmaker[Session]


def newest_account(session: Session) -> int:
    return session.scalars(select(Account.id).order_by(Account.id.desc())).first() or 0


def host_page(factory: Factory, sign_in_as: SignIn, youths: int, **household: Any) -> str:
    client = sign_in_as(Role.HOST)
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        home = add_room(session, rent_cents=47500).home.household
        home.account_id = newest_account(session)
        for name, value in household.items():
            setattr(home, name, value)
        for _ in range(youths):
            add_youth(session, first_name="Geheim")
    return client.get("/host").text


def test_host_reads_what_would_help_more_young_people(factory: Factory, sign_in_as: SignIn) -> None:
    text = host_page(factory, sign_in_as, 13)
    assert "€\u00a025 less rent" in text
    assert "at least 10 more young people could live here" in text
    assert "Geheim" not in text


def test_few_young_people_are_not_counted_out_to_a_host(
    factory: Factory, sign_in_as: SignIn
) -> None:
    text = host_page(factory, sign_in_as, 2)
    assert "a few more young people could live here" in text
    assert "2 more" not in text


def test_host_on_a_break_is_asked_nothing(factory: Factory, sign_in_as: SignIn) -> None:
    text = host_page(factory, sign_in_as, 13, status=HouseholdStatus.PAUSED)
    assert "What would help more young people?" not in text


def test_host_with_an_open_proposal_is_asked_nothing(factory: Factory, sign_in_as: SignIn) -> None:
    client = sign_in_as(Role.HOST)
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        room = add_room(session, rent_cents=47500)
        room.home.household.account_id = newest_account(session)
        youth, done = add_youth(session), MatchingRound(today=today_in_the_netherlands())
        session.add(done)
        session.flush()
        propose(session, done.id, youth_id=youth.id, room_id=room.id)
    assert "What would help more young people?" not in client.get("/host").text


def youth_page(factory: Factory, sign_in_as: SignIn, **needs: Any) -> str:
    client = sign_in_as(Role.YOUTH)
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        youth = add_youth(session, needs=needs)
        youth.account_id = newest_account(session)
        for _ in range(2):
            add_room(session, rent_cents=50000).home.household.has_cat = True
    return client.get("/youth/").text


def test_youth_reads_what_gives_more_chance(factory: Factory, sign_in_as: SignIn) -> None:
    text = youth_page(factory, sign_in_as)
    assert "<strong>€\u00a050 more budget a month</strong>: 2 more rooms" in text
    assert "You need not change anything." in text


def test_youth_is_not_asked_to_be_somebody_else(factory: Factory, sign_in_as: SignIn) -> None:
    text = youth_page(factory, sign_in_as, accepts_pets=False, budget_cents=60000)
    assert "What gives you a better chance" not in text


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "een paar"), (4, "een paar"), (5, "minstens 5"), (9, "minstens 5"), (10, "minstens 10")],
)
def test_number_of_youths_is_told_with_care(app: Any, number: int, told: str) -> None:
    with app.test_request_context("/"):
        assert told in about("room", number)
        assert about("youth", number) == times("youth", number, 0)


def test_page_of_those_left_tells_what_would_help_each(
    factory: Factory, sign_in_as: SignIn
) -> None:
    with transaction(factory) as session:
        add_municipality(session)
    client = sign_in_as(Role.COORDINATOR, regions=["GM0344"])
    client.set_cookie("language", "en")
    with transaction(factory) as session:
        room, youth = add_room(session, rent_cents=47500), add_youth(session)
        done = MatchingRound(
            today=today_in_the_netherlands(),
            status=RoundStatus.DONE,
            summary={"opened_by": {"youth": [["rent_above_budget", 7], ["further_10_km", 2]]}},
        )
        session.add(done)
        session.flush()
        for side in ({"youth_id": youth.id}, {"room_id": room.id}):
            session.add(RoundUnmatched(round_id=done.id, reason="no_eligible_pair", **side))
        path = f"/coordinator/rounds/{done.id}/unmatched"
    youths, rooms = client.get(path).text, client.get(f"{path}?side=room").text
    assert "€\u00a025 more budget a month" in youths
    assert "1 more room, 1 of them stayed empty in the last round" in youths
    assert "10 km further for every youth" in youths
    assert "€\u00a025 less rent" in rooms
    assert "1 more youth, 1 of them has no proposal" in rooms
