"""The page of a youth: the own dossier, and no more of a host than the town."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account
from matcher.database.placements import Placement
from matcher.database.rounds import MatchingRound, Proposal
from matcher.database.session import transaction
from matcher.database.youths import Youth
from matcher.inforce import today_in_the_netherlands
from matcher.words import PlacementStatus, Role, RoundStatus, YouthStatus
from tests.factories import TODAY, add_room, add_youth
from tests.web.conftest import SignIn

HOST_SECRETS = ("Familie Geheimgastheer", "Geheimstraat", "geheim@example.org", "3511 ZZ")


def tied(session: Session, **values: Any) -> Youth:
    """Return a youth tied to the account that signed in last."""
    youth = add_youth(session, **values)
    youth.account_id = session.scalars(select(Account.id).order_by(Account.id.desc())).first()
    session.flush()
    return youth


def secret_room(session: Session) -> int:
    room = add_room(session, home={"street": "Geheimstraat", "postcode": "3511 ZZ",
                                   "place_name": "Haarzuilens"})  # fmt: skip
    room.home.household.contact_name = "Familie Geheimgastheer"
    room.home.household.email = "geheim@example.org"
    session.flush()
    return room.id


def test_youth_reads_the_own_dossier_and_nobody_elses(
    factory: sessionmaker[Session], sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        tied(session, first_name="Eigen", needs={"budget_cents": 43210})
        add_youth(session, first_name="Iemandanders")
    text = client.get("/youth/").text
    assert "Hallo Eigen" in text
    assert "432,10" in text
    assert "Iemandanders" not in text


def test_account_without_dossier_is_told_what_to_do(sign_in_as: SignIn) -> None:
    assert "Er hoort nog geen dossier bij je account" in sign_in_as(Role.YOUTH).get("/youth/").text


def test_proposal_that_nobody_approved_is_not_shown(
    factory: sessionmaker[Session], sign_in_as: SignIn
) -> None:
    client = sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        youth, done = tied(session), MatchingRound(today=TODAY, status=RoundStatus.DONE)
        session.add(done)
        session.flush()
        session.add(
            Proposal(
                round_id=done.id, youth_id=youth.id, room_id=secret_room(session), starts_on=TODAY,
                nights=9, fit=500, priority=1, distance_km=1.0, fit_parts={},
            )
        )  # fmt: skip
    text = client.get("/youth/").text
    assert "Haarzuilens" not in text
    assert "een kamer in" not in text.lower()


@pytest.mark.parametrize("status", [PlacementStatus.BOOKED, PlacementStatus.ACTIVE])
def test_of_a_booked_room_the_town_and_the_day_are_shown_and_never_the_host(
    factory: sessionmaker[Session], sign_in_as: SignIn, status: PlacementStatus
) -> None:
    client = sign_in_as(Role.YOUTH)
    starts_on = today_in_the_netherlands() + timedelta(days=9)
    with transaction(factory) as session:
        youth = tied(session, status=YouthStatus.PLACED)
        session.add(
            Placement(room_id=secret_room(session), youth_id=youth.id, starts_on=starts_on,
                      status=status)
        )  # fmt: skip
    text = client.get("/youth/").text
    assert "Haarzuilens" in text
    assert str(starts_on.year) in text
    assert not [secret for secret in HOST_SECRETS if secret in text]
