"""A placement with agreements at several stages, and each side signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matcher.agreements import pdf
from matcher.database.accounts import Account
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import Role, SignParty
from tests.agreements.world import fake_pdf, make_world
from tests.factories import UTRECHT
from tests.web.agreements.sending import world_of
from tests.web.conftest import signed_in_client


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "make", fake_pdf)


@pytest.fixture
def placement_id(factory: sessionmaker[Session]) -> int:
    """A booking that both sides want, for today, without agreements yet."""
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        world = make_world(session)
        world.placement.starts_on = today
        world.introduction.due_at = world.introduction.due_at.replace(year=2030)  # type: ignore[union-attr]
        return world.placement.id


@pytest.fixture
def coordinator(sign_in_as: Callable[..., FlaskClient], placement_id: int) -> FlaskClient:
    return sign_in_as(Role.COORDINATOR, regions=[UTRECHT])


@pytest.fixture
def side(
    app: Flask,
    factory: sessionmaker[Session],
    placement_id: int,
    make_account: Callable[..., Account],
) -> Callable[[SignParty], FlaskClient]:
    """``side(SignParty.HOST)`` is signed in as the host of the placement."""

    def sign_in(party: SignParty) -> FlaskClient:
        account = make_account(Role(str(party)), passphrase=None)
        with transaction(factory) as session:
            placement = session.get_one(Placement, placement_id)
            owner = placement.youth if party == SignParty.YOUTH else placement.room.home.household
            owner.account_id = account.id
        return signed_in_client(app, account)

    return sign_in


@pytest.fixture
def drafted(factory: sessionmaker[Session], placement_id: int) -> int:
    """The number of a rent agreement with three rules to hear."""
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        rent, _ = world.draft()
        return rent.id


@pytest.fixture
def offered(factory: sessionmaker[Session], placement_id: int, drafted: int) -> int:
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    return drafted
