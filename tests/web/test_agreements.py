"""The pages of the agreements: who reads what, the rules by a link, the files, moving in."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.datastructures import MultiDict

from matcher import links
from matcher.agreements import pdf
from matcher.agreements.acknowledging import claim_of
from matcher.agreements.collecting import facts_of, papers_of
from matcher.agreements.document import paper_of
from matcher.database.accounts import Account
from matcher.database.agreements import Acknowledgement, Agreement
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.errors import PaperNotMade
from matcher.inforce import today_in_the_netherlands
from matcher.words import AgreementStatus, HouseRuleKind, PlacementStatus, Role, SignParty
from tests.agreements.world import World, fake_pdf, make_world
from tests.factories import UTRECHT
from tests.web.browsing import overflow, violations
from tests.web.conftest import signed_in_client
from tests.web.payloads import withstands

SECRET = "tests only, thirty-two characters or more"


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
        rent, _ = _world(session, placement_id).draft()
        session.expunge(rent)
    assert "De huisregels staan klaar." in read(youth, of_youth)
    with transaction(factory) as session:
        world = _world(session, placement_id)
        world.hear(session.get_one(Agreement, rent.id), SignParty.YOUTH)
    assert "Zodra iedereen dat is" in read(youth, of_youth)
    assert "De huisregels staan klaar." in read(host, of_host)
    today = today_in_the_netherlands()
    with transaction(factory) as session:
        world = _world(session, placement_id)
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


def _details(placement_id: int, client: FlaskClient, **changes: str) -> dict[str, str]:
    """Return what the form shows, as a browser would send it."""
    page = client.get(f"/placements/{placement_id}/agreements/details").text
    found = {
        name: unescape(text)
        for name, text in re.findall(r'<input[^>]*name="(\w+)"[^>]*value="([^"]*)"', page)
        if name != "legal_ground" and name != "language" and name != "next"
    }
    for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*([^<]*)</textarea>', page):
        found[name] = unescape(text).strip()
    return found | {"legal_ground": "hospita"} | changes


def _version(client: FlaskClient, address: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(address).text)
    assert found is not None
    return found[1]


def _post(client: FlaskClient, address: str, form: Any) -> int:
    return client.post(address, data=form).status_code


def _agreement(factory: sessionmaker[Session], kind: str = "rent") -> Agreement:
    with factory() as session:
        query = select(Agreement).where(Agreement.kind == kind).order_by(Agreement.number.desc())
        return session.scalars(query).first()  # type: ignore[return-value]


def _hear(client: FlaskClient, agreement_id: int, party: str) -> int:
    form = MultiDict([("party", party), *[("position", str(n)) for n in (1, 2, 3)]])
    return _post(client, f"/agreements/{agreement_id}/heard", form)


def test_a_coordinator_goes_from_the_form_to_moving_in(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int
) -> None:
    base = f"/placements/{placement_id}"
    assert "Nog geen afspraken" in coordinator.get(f"{base}/agreements").text
    form = _details(placement_id, coordinator, contact="Elke week", guidance="Post openen")
    assert _post(coordinator, f"{base}/agreements/details", form) == 303
    rent, coaching = _agreement(factory), _agreement(factory, "coaching")
    for party in ("youth", "host", "coordinator"):
        assert _hear(coordinator, rent.id, party) == 303
    assert _post(coordinator, f"{base}/agreements/offer", {}) == 303
    for one in (rent, coaching):
        with factory() as session:
            version = session.get_one(Agreement, one.id).version
        copy = (io.BytesIO(b"%PDF-1.7\ngetekend\n%%EOF"), "scan.exe")
        today = today_in_the_netherlands().strftime("%d-%m-%Y")
        data = {"version": str(version), "signed_on": today, "copy": copy}
        assert _post(coordinator, f"/agreements/{one.id}/sign", data) == 303
    form = {"version": _version(coordinator, f"{base}/start"), "moved_in_on": today}
    assert _post(coordinator, f"{base}/start", form) == 303
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
    form = _details(placement_id, coordinator, deposit_cents="701")
    answer = coordinator.post(f"/placements/{placement_id}/agreements/details", data=form)
    assert answer.status_code == 422
    assert "hoogstens twee keer de kale huur" in answer.text
    with factory() as session:
        assert session.scalars(select(Agreement)).all() == []


def test_two_coordinators_do_not_overwrite_each_other(
    coordinator: FlaskClient, placement_id: int
) -> None:
    address = f"/placements/{placement_id}/agreements/details"
    mine, theirs = (_details(placement_id, coordinator) for _ in range(2))
    assert _post(coordinator, address, theirs | {"rent_cents": "390"}) == 303
    answer = coordinator.post(address, data=mine)
    assert answer.status_code == 409
    assert "Iemand heeft dit net veranderd" in answer.text


@pytest.fixture
def drafted(factory: sessionmaker[Session], placement_id: int) -> int:
    """The number of a rent agreement with three rules to hear."""
    with transaction(factory) as session:
        world = _world(session, placement_id)
        rent, _ = world.draft()
        return rent.id


def _world(session: Session, placement_id: int) -> World:
    placement = session.get_one(Placement, placement_id)
    from matcher.database.living import CareTeam

    team = session.get_one(CareTeam, placement_id)
    introduction = session.scalars(select(Introduction)).one()
    assert team.deputy is not None
    return World(session, team.responsible, team.deputy, introduction, placement)


@pytest.fixture
def offered(factory: sessionmaker[Session], placement_id: int, drafted: int) -> int:
    with transaction(factory) as session:
        world = _world(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    return drafted


def _key(factory: sessionmaker[Session], agreement_id: int, party: SignParty) -> str:
    with factory() as session:
        agreement = session.get_one(Agreement, agreement_id)
        last = today_in_the_netherlands() + timedelta(days=5)
        return links.sign(SECRET, claim_of(agreement, party, last))


def test_the_rules_are_read_and_agreed_to_by_a_link(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int
) -> None:
    address = f"/agreements/rules/{_key(factory, drafted, SignParty.HOST)}"
    page = client.get(address)
    assert page.status_code == 200
    assert "Na 22.00 uur is het stil." in page.text
    with factory() as session:
        assert session.scalars(select(Acknowledgement)).all() == []  # looking changes nothing
    assert "nog 1 regel" in client.post(address, data={"position": ["1", "2"]}).text
    assert client.post(address, data={"position": ["3"]}).status_code == 200
    with factory() as session:
        given = session.scalars(select(Acknowledgement)).all()
        assert {(one.position, one.party, one.way, one.by_id) for one in given} == {
            (n, SignParty.HOST, "link", None) for n in (1, 2, 3)
        }


def test_behind_a_link_nobody_is_named(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int, placement_id: int
) -> None:
    page = client.get(f"/agreements/rules/{_key(factory, drafted, SignParty.YOUTH)}").text
    with factory() as session:
        placement = session.get_one(Placement, placement_id)
        home = placement.room.home
        for text in (placement.youth.last_name, home.household.contact_name, home.street):
            assert text not in page


@pytest.mark.parametrize("key", ["x", "7.abc.20300101.0", "…"])
def test_a_link_that_opens_nothing_says_what_to_do(client: FlaskClient, key: str) -> None:
    answer = client.get(f"/agreements/rules/{key}")
    assert answer.status_code == 404
    assert "Bel" in answer.text
    assert client.post(f"/agreements/rules/{key}", data={"position": "1"}).status_code == 404


def test_ticking_nothing_asks_again(
    client: FlaskClient, factory: sessionmaker[Session], drafted: int
) -> None:
    address = f"/agreements/rules/{_key(factory, drafted, SignParty.HOST)}"
    assert client.post(address, data={}).status_code == 422
    assert client.post(address, data={"position": "99"}).status_code == 422


@pytest.mark.parametrize("party", [SignParty.YOUTH, SignParty.HOST])
def test_each_side_agrees_on_the_own_page(
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    drafted: int,
    placement_id: int,
    party: SignParty,
) -> None:
    own = side(party)
    home = own.get(f"/{party.value}/placements/{placement_id}").text
    assert f"/agreements/{drafted}/rules" in home
    assert own.get(f"/agreements/{drafted}/rules").status_code == 200
    data = {"position": ["1", "2", "3"], "party": "coordinator"}  # no say about who one is
    assert _post(own, f"/agreements/{drafted}/rules", data) == 303
    with factory() as session:
        assert {one.party for one in session.scalars(select(Acknowledgement))} == {party}


def test_a_draft_is_not_read_by_the_sides_and_a_paper_to_sign_is(
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    placement_id: int,
    drafted: int,
) -> None:
    host = side(SignParty.HOST)
    assert host.get(f"/agreements/{drafted}").status_code == 404
    with transaction(factory) as session:
        world = _world(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    assert host.get(f"/agreements/{drafted}").status_code == 200
    assert host.get(f"/agreements/{drafted}/files/agreement.pdf").status_code == 200


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
        assert _post(stranger, f"/agreements/{offered}/heard", {"party": "host"}) in (403, 404)
        assert _post(stranger, f"/agreements/{offered}/rules", {"position": "1"}) in (403, 404)


def test_the_page_and_the_pdf_say_the_same(
    coordinator: FlaskClient, factory: sessionmaker[Session], offered: int
) -> None:
    with factory() as session:
        papers = papers_of(session, session.get_one(Agreement, offered))
    for chosen, paper in papers.items():
        page = coordinator.get(f"/agreements/{offered}?text={chosen}").text
        article = page[page.index('<article class="km-paper"') : page.index("</article>")]
        shown = "".join(unescape(re.sub(r"<[^>]*>", "", article)).split())
        position = 0
        for text in paper.texts():
            position = shown.index("".join(text.split()), position)
        assert f'lang="{chosen}"' in article


def test_files_are_downloads_that_run_nothing(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int, offered: int
) -> None:
    with transaction(factory) as session:
        world = _world(session, placement_id)
        world.sign(session.get_one(Agreement, offered), today_in_the_netherlands())
    for name, mark in (("agreement.pdf", "v1.pdf"), ("signed.copy", "v1-getekend.pdf")):
        answer = coordinator.get(f"/agreements/{offered}/files/{name}")
        assert answer.mimetype == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert mark in answer.headers["Content-Disposition"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_file_of_another_kind_is_refused_by_content(
    coordinator: FlaskClient, factory: sessionmaker[Session], offered: int
) -> None:
    with factory() as session:
        version = session.get_one(Agreement, offered).version
    today = today_in_the_netherlands().strftime("%d-%m-%Y")
    for content in (b"<script>alert(1)</script>", b"GIF89a", b"%PDF-1.7 half", b""):
        data = {"version": str(version), "signed_on": today, "copy": (io.BytesIO(content), "a.pdf")}
        answer = coordinator.post(f"/agreements/{offered}/sign", data=data)
        assert answer.status_code == 422
    assert _agreement(factory).status == AgreementStatus.OFFERED


@pytest.mark.parametrize(
    ("reason", "told", "wanted"),
    [("missing", "", "Pango"), ("characters", "عم", "عم"), ("too_slow", "", "Probeer"),
     ("failed", "x", "Probeer")],
)  # fmt: skip
def test_a_pdf_that_cannot_be_made_is_told_and_nothing_changes(
    coordinator: FlaskClient,
    factory: sessionmaker[Session],
    monkeypatch: pytest.MonkeyPatch,
    placement_id: int,
    drafted: int,
    reason: str,
    told: str,
    wanted: str,
) -> None:
    def fail(*arguments: object) -> bytes:
        raise PaperNotMade(reason, told)

    for party in ("youth", "host", "coordinator"):
        _hear(coordinator, drafted, party)
    monkeypatch.setattr(pdf, "make", fail)
    answer = coordinator.post(f"/placements/{placement_id}/agreements/offer")
    assert answer.status_code == 422
    assert wanted in answer.text
    assert _agreement(factory).status == AgreementStatus.EXPLAINED
    assert coordinator.get(f"/placements/{placement_id}").status_code == 200  # the rest works


def test_a_name_with_a_script_stays_text_on_page_and_paper(
    factory: sessionmaker[Session], coordinator: FlaskClient, placement_id: int, drafted: int
) -> None:
    with transaction(factory) as session:
        session.get_one(Placement, placement_id).youth.first_name = "<script>alert(1)</script>"
    with factory() as session:
        facts = facts_of(session, session.get_one(Agreement, drafted))
    assert "<script>alert" in " ".join(paper_of(facts, "nl").texts())
    assert "<script>alert" not in pdf.html_of(paper_of(facts, "nl"), today_in_the_netherlands())
    assert "<script>alert" not in coordinator.get(f"/agreements/{drafted}").text


def test_the_texts_withstand_anything(
    coordinator: FlaskClient, factory: sessionmaker[Session], placement_id: int, drafted: int
) -> None:
    address = f"/placements/{placement_id}/agreements/details"
    coaching = _agreement(factory, "coaching").id

    def send(text: str) -> Any:
        texts = dict.fromkeys(("quiet", "breach", "guidance", "contact", "ground_note"), text)
        return coordinator.post(address, data=_details(placement_id, coordinator, **texts))

    def show() -> str:
        pages = (f"/agreements/{drafted}", f"/agreements/{coaching}", address)
        return "".join(coordinator.get(page).text for page in pages)

    withstands(send=send, show=show)


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_behind_a_link_is_for_everybody_on_a_phone(
    open_page: Callable[..., object],
    factory: sessionmaker[Session],
    drafted: int,
    language: str,
) -> None:
    page = open_page(320, language)
    page.goto(f"/agreements/rules/{_key(factory, drafted, SignParty.YOUTH)}")  # type: ignore[attr-defined]
    assert violations(page) == []  # type: ignore[arg-type]
    assert overflow(page) <= 0  # type: ignore[arg-type]


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
        world = _world(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    found += walk(coordinator, f"{base}/agreements", f"/agreements/{drafted}/sign", base)
    found += walk(host, f"/agreements/{drafted}", f"/host{base}")
    assert found == []


def test_a_form_without_house_rules_leads_to_the_field(
    coordinator: FlaskClient, placement_id: int
) -> None:
    told = _details(placement_id, coordinator)
    empty = {kind.value: "" for kind in HouseRuleKind}
    answer = coordinator.post(f"/placements/{placement_id}/agreements/details", data=told | empty)
    assert answer.status_code == 422
    assert re.search(r'<a[^>]*href="#quiet">Vul ten minste één huisregel in', unescape(answer.text))
    assert 'id="quiet"' in answer.text
