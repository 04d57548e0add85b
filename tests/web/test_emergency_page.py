"""The numbers to call: changed by staff, and there for whom has the address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy.orm import Session, sessionmaker

from matcher.careteam import contacts
from matcher.database.living import EmergencyLink
from matcher.database.session import transaction
from matcher.links import sign
from matcher.settings import Settings
from matcher.words import Role
from tests.web.browsing import overflow, violations
from tests.web.conftest import SignIn, without_address


def test_the_numbers_are_changed_and_need_somebody_of_ours(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    lines = {"lines-0-kind": "on_call", "lines-0-label": "Achterwacht", "lines-0-phone": "030 123"}
    assert client.post("/living/1/contacts", data=lines).status_code == 303
    with factory() as session:
        assert [one.label for one in contacts.contacts_of(session, 1)] == ["Achterwacht"]
    lines["lines-0-kind"] = "police"
    assert client.post("/living/1/contacts", data=lines).status_code == 422
    nobody = client.post("/living/1/contacts", data={"lines-0-phone": "06-00005678"})
    assert nobody.status_code == 422
    assert "Kies van wie dit nummer is." in nobody.text


def emergency_address(factory: sessionmaker[Session], settings: Settings) -> str:
    with factory() as session:
        claim = contacts.claim_of(session, 1)
    assert claim is not None
    return "/emergency/" + sign(settings.secret_key, claim)


def test_the_numbers_are_there_without_signing_in_until_the_stay_ends(
    somebody: SignIn, client: FlaskClient, factory: sessionmaker[Session], settings: Settings
) -> None:
    address = emergency_address(factory, settings)
    page = client.get(address)
    assert page.status_code == 200
    assert 'href="tel:0201234567"' in page.text
    for secret in ("Sam", "Familie Voorbeeld", "Voorbeeldstraat", "Utrecht", "3511"):
        assert secret not in page.text
    with transaction(factory) as session:
        session.get_one(EmergencyLink, 1).is_active = False
    gone = client.get(address)
    assert gone.status_code == 404
    assert "tel:0201234567" not in gone.text
    assert "tel:112" in gone.text
    forged = client.get(address[:-1] + ("0" if address[-1] != "0" else "1"))
    assert without_address(forged) == without_address(gone)


def test_a_new_address_closes_the_old_one(
    somebody: SignIn, client: FlaskClient, factory: sessionmaker[Session], settings: Settings
) -> None:
    old = emergency_address(factory, settings)
    assert somebody(Role.COORDINATOR).post("/living/1/link").status_code == 303
    assert client.get(old).status_code == 404
    assert client.get(emergency_address(factory, settings)).status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_without_signing_in_is_for_everybody(
    somebody: SignIn,
    open_page: Callable[..., Page],
    factory: sessionmaker[Session],
    settings: Settings,
    width: int,
) -> None:
    page = open_page(width, "nl")
    page.goto(emergency_address(factory, settings))
    assert violations(page) == []
    assert overflow(page) <= 0
