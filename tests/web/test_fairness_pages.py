"""Fairness on the pages: coordinators see who is passed over and why, municipalities no small number."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.rounds import MatchingRound
from matcher.database.session import reading, transaction
from matcher.rounds.parameters import RoundParameters
from matcher.rounds.traits import Share
from matcher.words import Role, TargetGroup
from tests.factories import UTRECHT, add_municipality, add_room, add_youth
from tests.services.scenes import run
from tests.web.conftest import SignIn

ROUND = "/coordinator/rounds/1"


@pytest.fixture
def unfair(factory: sessionmaker[Session]) -> MatchingRound:
    """Twelve youths of the heavy group for whom no room is possible, fifteen others with one."""
    with transaction(factory) as session:
        for _ in range(14):
            add_room(session, accepts_guidance="34")
        for _ in range(12):
            add_youth(session, target_group=TargetGroup.HEAVY, needs={"guidance_kind": 1})
        for _ in range(15):
            add_youth(session)
        small = add_municipality(session, code="GM0307", name="Amersfoort", province="Utrecht")
        add_youth(session, municipality_code=small.code)
    return run(factory, RoundParameters(shares=(Share("severity=light", 10),)))


@pytest.fixture
def coordinator(factory: sessionmaker[Session], sign_in_as: SignIn) -> FlaskClient:
    with transaction(factory) as session:
        add_municipality(session)
    return sign_in_as(Role.COORDINATOR, regions=[UTRECHT])


def page(client: FlaskClient, path: str, language: str = "nl") -> str:
    client.set_cookie("language", language)
    answer = client.get(path)
    assert answer.status_code == 200, answer.status
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_group_without_possible_rooms_is_told_with_what_to_do(
    unfair: MatchingRound, coordinator: FlaskClient
) -> None:
    told = page(coordinator, ROUND)
    assert "Zwaarte, zwaar: voor 0% is er een mogelijke kamer (0 van 12)" in told
    assert "Zoek gastgezinnen voor deze groep." in told
    assert "Niemand is overgeslagen voor iemand die later aan de beurt was." in told
    told = page(coordinator, ROUND + "/fairness", "en")
    assert "Severity, heavy: 0% have a possible room (0 of 12), of the others 100%." in told
    assert "Look for hosts for this group." in told


def test_a_round_tells_its_minimum_shares_and_their_price(
    unfair: MatchingRound, coordinator: FlaskClient
) -> None:
    told = page(coordinator, ROUND, "en")
    assert "At least 10% of all proposals are for: severity: light." in told
    assert re.search(r"Without minimum shares 14 \(=\)", told)


def test_municipalities_can_be_sorted_by_what_sharing_brings(
    unfair: MatchingRound, coordinator: FlaskClient
) -> None:
    def first(order: str) -> bool:
        told = page(coordinator, f"{ROUND}/municipalities?sort=alone&order={order}")
        return told.index("Amersfoort 0") < told.index("Utrecht 14")

    assert (first("asc"), first("desc")) == (True, False)


def test_the_figures_can_be_taken_along(unfair: MatchingRound, coordinator: FlaskClient) -> None:
    coordinator.set_cookie("language", "nl")
    text = coordinator.get(ROUND + "/fairness.csv").data.decode("utf-8-sig")
    rows = [line.split(";") for line in text.splitlines()]
    assert ["zwaarte", "zwaar", "12", "0", "0"] in [row[:5] for row in rows]
    book = load_workbook(BytesIO(coordinator.get(ROUND + "/municipalities.xlsx").data))
    assert "Utrecht" in [cell.value for cell in book.worksheets[1]["A"]]
    assert coordinator.get(ROUND + "/fairness.pdf").status_code == 404


def test_a_round_that_is_not_there_has_no_figures(coordinator: FlaskClient) -> None:
    for path in ("fairness", "fairness.csv", "municipalities", "municipalities.xlsx"):
        assert coordinator.get(f"{ROUND}/{path}").status_code == 404


def test_a_minimum_share_can_be_asked_for_on_the_page(
    factory: sessionmaker[Session], coordinator: FlaskClient
) -> None:
    answer = coordinator.post("/coordinator/rounds", data={"share-severity=heavy": "25 %"})
    assert answer.status_code == 303
    with reading(factory) as session:
        queued = session.scalars(select(MatchingRound)).one()
        parameters = RoundParameters.from_json(queued.parameters)
    assert parameters.shares == (Share("severity=heavy", 25),)


@pytest.mark.parametrize("typed", ["0", "101", "a lot", "2,5", "-3"])
def test_a_share_that_is_no_percentage_starts_no_round(
    factory: sessionmaker[Session], coordinator: FlaskClient, typed: str
) -> None:
    answer = coordinator.post("/coordinator/rounds", data={"share-severity=heavy": typed})
    assert answer.status_code == 422
    assert typed in answer.text  # what was typed is still there
    with reading(factory) as session:
        assert session.scalars(select(MatchingRound)).first() is None


def test_a_municipality_reads_what_it_could_do_alone_and_together(
    unfair: MatchingRound, sign_in_as: SignIn
) -> None:
    told = page(
        sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=UTRECHT), "/municipality/sharing"
    )
    assert "14 eigen jongeren kunnen alleen hier een kamer krijgen" in told
    assert "samen" in told


@pytest.mark.parametrize("municipality", [UTRECHT, "GM0307"])
def test_a_municipality_sees_no_small_number_of_a_group(
    unfair: MatchingRound, sign_in_as: SignIn, municipality: str
) -> None:
    client = sign_in_as(Role.MUNICIPALITY_OFFICER, municipality=municipality)
    client.set_cookie("language", "nl")
    text = client.get("/municipality/sharing").text
    groups = text[text.index("Wie krijgt een kamer") :]
    cells = re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", groups)
    counts = [int(cell) for cell in cells if cell.isdecimal()]
    assert "minder dan 10" in cells
    assert all(count >= 10 and count % 5 == 0 for count in counts)
    assert ("10" in cells) == (municipality == UTRECHT)


def test_a_coordinator_reads_the_sharing_of_the_own_regions_only(
    unfair: MatchingRound, coordinator: FlaskClient
) -> None:
    assert coordinator.get("/municipality/sharing").status_code == 200
    assert coordinator.get("/municipality/sharing?municipality=GM0307").status_code == 403
