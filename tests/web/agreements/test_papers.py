"""The agreements on screen and as files: the same words, and nothing that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from matcher.agreements import pdf
from matcher.agreements.collecting import facts_of, papers_of
from matcher.agreements.document import paper_of
from matcher.database.agreements import Agreement
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.errors import PaperNotMade
from matcher.inforce import today_in_the_netherlands
from matcher.words import AgreementStatus, SignParty
from tests.web.agreements.sending import hear, newest, world_of


def test_a_draft_is_not_read_by_the_sides_and_a_paper_to_sign_is(
    side: Callable[[SignParty], FlaskClient],
    factory: sessionmaker[Session],
    placement_id: int,
    drafted: int,
) -> None:
    host = side(SignParty.HOST)
    assert host.get(f"/agreements/{drafted}").status_code == 404
    with transaction(factory) as session:
        world = world_of(session, placement_id)
        world.hear(session.get_one(Agreement, drafted))
        world.offer(today_in_the_netherlands())
    assert host.get(f"/agreements/{drafted}").status_code == 200
    assert host.get(f"/agreements/{drafted}/files/agreement.pdf").status_code == 200


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
        world = world_of(session, placement_id)
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
    assert newest(factory).status == AgreementStatus.OFFERED


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
        hear(coordinator, drafted, party)
    monkeypatch.setattr(pdf, "make", fail)
    answer = coordinator.post(f"/placements/{placement_id}/agreements/offer")
    assert answer.status_code == 422
    assert wanted in answer.text
    assert newest(factory).status == AgreementStatus.EXPLAINED
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
