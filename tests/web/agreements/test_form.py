"""From the form to moving in: what a coordinator does, and who reaches the pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import HouseRuleKind, PlacementStatus, Role, SignParty
from tests.web.agreements.sending import details_of, hear, newest, post, version_of, world_of
from tests.web.browsing import overflow, violations
from tests.web.payloads import withstands


def test_the_page_says_how_far_the_agreements_are_up_to_the_first_day(
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    placement_id: int,
) -> None:
    youth, host = side(SignParty.YOUTH), side(SignParty.HOST)
    of_youth, of_host = (f"/{who}/placements/{placement_id}" for who in ("youth", "host"))

    def read(client: FlaskClient, home: str) -> str:
        return " ".join(unescape(client.get(home).text).split())

    assert "Nu maken we de afspraken" in read(youth, of_youth)
    with transaction(factory) as session:
        rent, _ = world_of(session, placement_id).draft()
        session.expunge(rent)
    assert "De huisregels staan klaar." in read(youth, of_youth)
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        world.hear(session.get_one(Agreement, rent.id), SignParty.YOUTH)
    assert "Zodra iedereen dat is" in read(youth, of_youth)
    assert "De huisregels staan klaar." in read(host, of_host)
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        world.hear(session.get_one(Agreement, rent.id))
        world.offer(today)
        for one in session.scalars(select(Agreement)):
            world.sign(one, today)
    for client, home, text in (
        (youth, of_youth, "zijn getekend. Je begint op"),
        (host, of_host, "zijn getekend. De jongere komt bij je wonen vanaf"),
    ):
        page = read(client, home)
        assert text in page
        assert "Nu maken we de afspraken" not in page


def test_a_coordinator_goes_from_the_form_to_moving_in(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int
) -> None:
    base = f"/placements/{placement_id}"
    assert "Nog geen afspraken" in coordinator.get(f"{base}/agreements").text
    form = details_of(placement_id, coordinator, contact="Elke week", guidance="Post openen")
    assert post(coordinator, f"{base}/agreements/details", form) == 303
    rent, coaching = newest(factory), newest(factory, "coaching")
    for party in ("youth", "host", "coordinator"):
        assert hear(coordinator, rent.id, party) == 303
    assert post(coordinator, f"{base}/agreements/offer", {}) == 303
    for one in (rent, coaching):
        with factory() as session:
            version = session.get_one(Agreement, one.id).version
        copy = (io.BytesIO(b"%PDF-1.7\ngetekend\n%%EOF"), "scan.exe")
        today = today_in_the_netherlands().strftime("%d-%m-%Y")
        data = {"version": str(version), "signed_on": today, "copy": copy}
        assert post(coordinator, f"/agreements/{one.id}/sign", data) == 303
    form = {"version": version_of(coordinator, f"{base}/start"), "moved_in_on": today}
    assert post(coordinator, f"{base}/start", form) == 303
    with factory() as session:
        assert session.get_one(Placement, placement_id).status == PlacementStatus.ACTIVE
    assert coordinator.get(base).status_code == 200


def test_moving_in_too_early_lists_what_is_needed(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int
) -> None:
    base = f"/placements/{placement_id}"
    today = today_in_the_netherlands().strftime("%d-%m-%Y")
    assert 'name="moved_in_on"' not in coordinator.get(f"{base}/start").text
    with factory() as session:
        version = session.get_one(Placement, placement_id).version
    answer = coordinator.post(f"{base}/start", data={"version": version, "moved_in_on": today})
    assert answer.status_code == 422
    assert "een getekende huurovereenkomst" in answer.text
    with factory() as session:
        assert session.get_one(Placement, placement_id).status == PlacementStatus.BOOKED


def test_a_deposit_above_the_cap_is_told_at_its_field(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int
) -> None:
    form = details_of(placement_id, coordinator, deposit_cents="701")
    answer = coordinator.post(f"/placements/{placement_id}/agreements/details", data=form)
    assert answer.status_code == 422
    assert "hoogstens twee keer de kale huur" in answer.text
    with factory() as session:
        assert session.scalars(select(Agreement)).all() == []


def test_two_coordinators_do_not_overwrite_each_other(
    coordinator: FlaskClient, placement_id: int
) -> None:
    address = f"/placements/{placement_id}/agreements/details"
    mine, theirs = (details_of(placement_id, coordinator) for _ in range(2))
    assert post(coordinator, address, theirs | {"rent_cents": "390"}) == 303
    answer = coordinator.post(address, data=mine)
    assert answer.status_code == 409
    assert "Iemand heeft dit net veranderd" in answer.text


def test_strangers_reach_nothing(
    sign_in_as: Callable[..., FlaskClient], placement_id: int, offered: int
) -> None:
    for role in (Role.HOST, Role.YOUTH, Role.REFERRER, Role.COORDINATOR):
        stranger = sign_in_as(role)  # another host, youth, organisation and region
        for address in (
            f"/agreements/{offered}",
            f"/agreements/{offered}/files/agreement.pdf",
            f"/agreements/{offered}/files/signed.copy",
            f"/agreements/{offered}/rules",
            f"/placements/{placement_id}/agreements",
            f"/placements/{placement_id}/start",
        ):
            assert stranger.get(address).status_code in (403, 404), (role, address)
        assert post(stranger, f"/agreements/{offered}/heard", {"party": "host"}) in (403, 404)
        assert post(stranger, f"/agreements/{offered}/rules", {"position": "1"}) in (403, 404)


def test_the_texts_withstand_anything(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int, drafted: int
) -> None:
    address = f"/placements/{placement_id}/agreements/details"
    coaching = newest(factory, "coaching").id

    def send(text: str) -> Any:
        texts = dict.fromkeys(("quiet", "breach", "guidance", "contact", "ground_note"), text)
        return coordinator.post(address, data=details_of(placement_id, coordinator, **texts))

    def show() -> str:
        pages = (f"/agreements/{drafted}", f"/agreements/{coaching}", address)
        return "".join(coordinator.get(page).text for page in pages)

    withstands(send=send, show=show)


@pytest.mark.browser
def test_every_state_of_the_pages_is_for_everybody(
    open_page: Callable[..., Any],
    live: str,
    coordinator: FlaskClient,
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    placement_id: int,
    drafted: int,
) -> None:
    """By axe's rules and on a phone: with rules to hear, with papers to sign, with a mistake."""

    def walk(client: FlaskClient, *addresses: str) -> list[str]:
        cookie = client.get_cookie("kamermatch")
        assert cookie is not None
        page = open_page(320)
        page.context.add_cookies([{"name": "kamermatch", "value": cookie.value, "url": live}])
        found: list[str] = []
        for address in addresses:
            answer = page.goto(address)
            assert answer.status == 200, address
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found += [f"{address} {width}: {text}" for text in violations(page)]
                found += [f"{address} {width}: too wide"] if overflow(page) > 0 else []
        return found

    base = f"/placements/{placement_id}"
    host = side(SignParty.HOST)
    found = walk(coordinator, f"{base}/agreements", f"{base}/agreements/details", f"{base}/start")
    found += walk(host, f"/agreements/{drafted}/rules", f"/host{base}")
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    found += walk(coordinator, f"{base}/agreements", f"/agreements/{drafted}/sign", base)
    found += walk(host, f"/agreements/{drafted}", f"/host{base}")
    assert found == []


def test_a_form_without_house_rules_leads_to_the_field(
    coordinator: FlaskClient, placement_id: int
) -> None:
    told = details_of(placement_id, coordinator)
    empty = {kind.value: "" for kind in HouseRuleKind}
    answer = coordinator.post(f"/placements/{placement_id}/agreements/details", data=told | empty)
    assert answer.status_code == 422
    assert re.search(r'<a[^>]*href="#quiet">Vul ten minste één huisregel in', unescape(answer.text))
    assert 'id="quiet"' in answer.text
