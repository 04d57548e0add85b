"""The overview of who can be matched, and the panels on the pages of hosts, rooms and youths."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import Account, CareOrganisation
from matcher.database.cases import Consent
from matcher.database.hosts import Household
from matcher.database.session import transaction
from matcher.database.visits import HouseholdDocument
from matcher.database.youths import Youth
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.readiness.obstacles import OBSTACLES
from matcher.rounds.snapshot import load_frames
from matcher.words import (
    ConsentPurpose,
    ConsentWay,
    DocumentKind,
    DocumentState,
    HouseholdStatus,
    Role,
    YouthStatus,
)
from tests.factories import UTRECHT, add_room, add_youth
from tests.queries import counted
from tests.web.conftest import MUNICIPALITY, ORGANISATION, SignIn
from web.readiness.links import OWN_PAGES, PAGES

LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
EXPIRED = OBSTACLES["document_expired"]
WITHDRAWN = OBSTACLES["consent_withdrawn"]


@pytest.fixture
def world(factory: sessionmaker[Session]) -> dict[str, int]:
    """A host whose VOG has expired, a youth who took consent back, and one registered youth of
    the referrers' organisation; all in Utrecht."""
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        room = add_room(session)
        household = room.home.household
        household.contact_name = "Familie Verlopen"
        session.add(
            HouseholdDocument(
                household_id=household.id, kind=DocumentKind.VOG, state=DocumentState.SEEN,
                expires_on=today - timedelta(days=1),
            )
        )  # fmt: skip
        sam = add_youth(session, first_name="Sam", last_name="Ingetrokken")
        session.add(
            Consent(
                youth_id=sam.id, purpose=ConsentPurpose.KEEP_AND_MATCH, text_version="1",
                way=ConsentWay.SPOKEN, given_at=LONG_AGO, withdrawn_at=LONG_AGO,
            )
        )  # fmt: skip
        own = session.scalars(
            select(CareOrganisation).where(CareOrganisation.code == ORGANISATION)
        ).one()
        noa = add_youth(
            session, first_name="Noa", last_name="Aangemeld",
            status=YouthStatus.REGISTERED, organisation_id=own.id,
        )  # fmt: skip
        return {
            "host": household.id, "room": room.id, "sam": sam.id, "noa": noa.id,
        }  # fmt: skip


def test_every_page_where_something_is_solved_is_there(app: Flask) -> None:
    pages = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    rules = {rule.endpoint: rule.arguments for rule in pages}
    assert PAGES.keys() | OWN_PAGES.keys() <= OBSTACLES.keys()
    for places in PAGES.values():
        for endpoint, name in places:
            assert rules[endpoint] == {name}, endpoint
    for endpoint in OWN_PAGES.values():
        assert rules[endpoint] == set(), endpoint


def test_the_overview_says_what_is_missing_and_whose_turn_it_is(
    sign_in_as: SignIn, world: dict[str, int]
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    hosts = html.unescape(client.get("/readiness/?about=host").text)
    assert "Familie Verlopen" in hosts
    assert EXPIRED.nl.name[1:] in hosts
    assert "hospita of gastgezin" in hosts
    youths = html.unescape(client.get("/readiness/").text)
    assert "Sam Ingetrokken" in youths
    assert WITHDRAWN.nl.name[1:] in youths
    client.set_cookie("language", "en")
    assert OBSTACLES["host_not_ready"].en.name[1:] in client.get("/readiness/?about=room").text


def test_the_overview_can_be_narrowed(sign_in_as: SignIn, world: dict[str, int]) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    only = client.get("/readiness/?obstacle=consent_withdrawn").text
    assert "Sam Ingetrokken" in only
    assert "Noa Aangemeld" not in only
    of_referrers = client.get("/readiness/?whose=referrer").text
    assert "Noa Aangemeld" in of_referrers
    assert "Sam Ingetrokken" not in of_referrers
    assert "Noa Aangemeld" in client.get("/readiness/?q=noa").text
    assert "Noa Aangemeld" not in client.get("/readiness/?view=ready").text
    elsewhere = client.get("/readiness/?municipality=GM0363").text
    assert "Sam Ingetrokken" not in elsewhere
    for odd in ("about=x", "view=x", "obstacle=x", "whose=x", "page=0", "page=99", "page=x"):
        assert client.get(f"/readiness/?{odd}").status_code == 200


def test_another_region_sees_nothing_of_it(sign_in_as: SignIn, world: dict[str, int]) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[MUNICIPALITY])
    for about in ("host", "room", "youth"):
        page = client.get(f"/readiness/?about={about}&view=all&municipality=GM0344").text
        assert "Familie Verlopen" not in page
        assert "Ingetrokken" not in page
        assert "Aangemeld" not in page.replace("Aangemeld op", "")


def test_a_referrer_sees_the_own_youths_and_no_host(
    sign_in_as: SignIn, world: dict[str, int]
) -> None:
    client = sign_in_as(Role.REFERRER)
    for about in ("host", "room", "youth"):
        page = client.get(f"/readiness/?about={about}&view=all").text
        assert "Noa Aangemeld" in page
        assert "Sam Ingetrokken" not in page
        assert "Familie Verlopen" not in page
        assert "/coordinator/" not in page


def test_the_dossier_tells_what_stands_in_the_way(
    sign_in_as: SignIn, world: dict[str, int]
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    host = html.unescape(client.get(f"/coordinator/hosts/{world['host']}").text)
    assert EXPIRED.nl.remedy in host
    room = html.unescape(client.get(f"/coordinator/rooms/{world['room']}").text)
    assert OBSTACLES["host_not_ready"].nl.remedy in room
    assert f'href="/coordinator/hosts/{world["host"]}"' in room
    youth = html.unescape(client.get(f"/coordinator/youths/{world['sam']}").text)
    assert WITHDRAWN.nl.remedy in youth
    assert f'href="/cases/{world["sam"]}/consents"' in youth
    own = html.unescape(sign_in_as(Role.REFERRER).get(f"/referrer/youths/{world['noa']}").text)
    assert OBSTACLES["consent_to_keep"].nl.remedy in own


def test_host_and_youth_read_their_own_in_plain_words(
    app: Flask,
    sign_in_as: SignIn,
    factory: sessionmaker[Session],
    world: dict[str, int],
) -> None:
    host, youth = sign_in_as(Role.HOST), sign_in_as(Role.YOUTH)
    with transaction(factory) as session:
        by_role = {link.role: account.id for account in session.scalars(select(Account))
                   for link in account.roles}  # fmt: skip
        session.get_one(Household, world["host"]).account_id = by_role[Role.HOST]
        session.get_one(Youth, world["sam"]).account_id = by_role[Role.YOUTH]
    page = html.unescape(host.get("/host").text)
    assert EXPIRED.nl.plain in page
    assert EXPIRED.nl.remedy not in page
    assert OBSTACLES["points_missing"].nl.plain in page
    page = html.unescape(youth.get("/youth/").text)
    assert WITHDRAWN.nl.plain in page
    assert WITHDRAWN.nl.remedy not in page


def test_what_is_solved_disappears_from_the_page_and_appears_in_the_round(
    sign_in_as: SignIn, factory: sessionmaker[Session], world: dict[str, int]
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    today, policy = today_in_the_netherlands(), policy_in_force()
    with transaction(factory) as session:
        assert load_frames(session, today, policy).rooms.empty
        session.scalars(select(HouseholdDocument)).one().expires_on = today
    with factory() as session:
        assert len(load_frames(session, today, policy).rooms) == 1
    page = html.unescape(client.get("/readiness/?about=room&view=ready").text)
    assert "Familie Verlopen" in page
    assert EXPIRED.nl.remedy not in client.get(f"/coordinator/hosts/{world['host']}").text


def test_the_number_of_queries_does_not_grow_with_the_list(
    sign_in_as: SignIn, factory: sessionmaker[Session], engine: Engine, world: dict[str, int]
) -> None:
    client = sign_in_as(Role.COORDINATOR, regions=[UTRECHT])
    with counted(engine) as few:
        client.get("/readiness/")
    with transaction(factory) as session:
        for _ in range(5):
            add_youth(session, status=YouthStatus.REGISTERED)
            add_room(session).home.household.status = HouseholdStatus.SIGNED_UP
    with counted(engine) as many:
        client.get("/readiness/")
    assert len(many) == len(few)
