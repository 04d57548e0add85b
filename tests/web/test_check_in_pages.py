"""Check-ins and what each side tells: each reads its own words, and nothing of the other side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.living import CheckIn
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.inforce import today_in_the_netherlands
from matcher.words import CheckInStatus, Role
from tests.web.conftest import SignIn
from tests.web.payloads import withstands

OF_HOST, OF_YOUTH = "KANARIE-GASTGEZIN", "KANARIE-JONGERE"


def hold(version: int = 1, **values: str) -> dict[str, str]:
    today = today_in_the_netherlands()
    return {
        "version": str(version), "kind": "visit", "held_on": today.strftime("%d-%m-%Y"),
        "housing": "4", "work": "3", "learning": "2", "coaching": "5", "step": "3",
        "youth_goes": "4", "youth_text": OF_YOUTH, "host_goes": "2", "host_text": OF_HOST,
        "summary": "Samen bekeken", **values,
    }  # fmt: skip


def test_a_counsellor_records_a_check_in_and_the_next_one_is_planned(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.REFERRER)
    answer = client.post("/living/check-ins/1", data=hold(), follow_redirects=True)
    assert answer.status_code == 200
    assert OF_YOUTH in answer.text
    assert OF_HOST in answer.text
    with factory() as session:
        first, second = session.scalars(select(CheckIn).order_by(CheckIn.number)).all()
        assert (first.status, second.status) == (CheckInStatus.HELD, CheckInStatus.PLANNED)
        assert len(first.voices) == 2
    again = client.post("/living/check-ins/1", data=hold(), follow_redirects=True)
    assert again.status_code == 409


def test_a_check_in_with_a_mistake_is_shown_again_with_what_was_typed(somebody: SignIn) -> None:
    client = somebody(Role.COORDINATOR)
    tomorrow = today_in_the_netherlands() + timedelta(days=1)
    for wrong in ({"kind": ""}, {"held_on": tomorrow.strftime("%d-%m-%Y")},
                  {"youth_text": "Haar nummer is 111222333"}):  # fmt: skip
        answer = client.post("/living/check-ins/1", data=hold() | wrong)
        assert answer.status_code == 422
        assert "Samen bekeken" in answer.text


def test_the_ladder_and_the_core_activities_are_drawn_once_there_is_something_to_compare(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    assert client.post("/living/check-ins/1", data=hold()).status_code == 303
    assert "<figure" not in client.get("/placements/1").text
    with transaction(factory) as session:
        session.get_one(Placement, 1).starts_on -= timedelta(days=100)
    page = client.get("/placements/1").text
    assert page.count("<figure") == 2
    assert "Trede (1 tot 6)" in page


@pytest.mark.parametrize(
    ("role", "own", "other"), [(Role.HOST, OF_HOST, OF_YOUTH), (Role.YOUTH, OF_YOUTH, OF_HOST)]
)
def test_neither_side_ever_reads_the_words_of_the_other(
    somebody: SignIn, factory: sessionmaker[Session], role: Role, own: str, other: str
) -> None:
    for side, text in ((Role.HOST, OF_HOST), (Role.YOUTH, OF_YOUTH)):
        client = somebody(side)
        data = {"goes": "4", "text": text}
        assert client.post("/living/1/say", data=data).status_code == 303
        concern = {"text": text, "kind": "conflict", "seriousness": "notice"}
        assert client.post("/living/1/concern", data=concern).status_code == 303
    client = somebody(role)
    base = f"/{role.value}"
    shown = client.get(f"{base}/placements/1").text + client.get("/living/1/say").text
    assert own in shown
    for path in ("/", base, f"{base}/placements/1", "/living/1/say", "/living/1/concern", "/living/1",
                 *(f"/living/concerns/{number}" for number in (1, 2, 3))):  # fmt: skip
        answer = client.get(path, follow_redirects=True)
        assert other not in answer.text, path
    staff = somebody(Role.COORDINATOR).get("/placements/1").text
    assert own in staff
    assert other in staff


def test_what_a_side_tells_withstands_anything(somebody: SignIn) -> None:
    client = somebody(Role.YOUTH)
    withstands(
        send=lambda text: client.post("/living/1/say", data={"goes": "4", "text": text}),
        show=lambda: client.get("/youth/placements/1").text + client.get("/living/1/say").text,
    )
