"""Living there on the site: every page for whom it is, and for nobody else."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.living import CareTeam
from matcher.database.people import Worker
from matcher.database.placements import Placement
from matcher.database.session import transaction
from matcher.words import PlacementStatus, Role
from tests.web.conftest import SignIn

PAGES = {
    Role.COORDINATOR: (
        "/placements/1", "/living/check-ins/1", "/living/1/plan", "/living/1/team",
        "/living/1/contacts", "/living/1/sanction", "/living/1/concern", "/living/concerns",
        "/living/concerns/1",
    ),
    Role.REFERRER: (
        "/referrer/placements/1", "/living/check-ins/1", "/living/1/plan", "/living/1/concern",
        "/living/concerns", "/living/concerns/1",
    ),
    Role.HOST: (
        "/host/placements/1", "/living/1/say", "/living/1/concern", "/living/concerns/1",
    ),
    Role.YOUTH: (
        "/youth/placements/1", "/living/1/say", "/living/1/concern", "/living/concerns/1",
    ),
    Role.MUNICIPALITY_OFFICER: ("/living/escalated",),
}  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", PAGES)
def test_every_page_opens_in_both_languages(somebody: SignIn, role: Role, language: str) -> None:
    client = somebody(role)
    client.set_cookie("language", language)
    for path in PAGES[role]:
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (role, path)
        for role, paths in PAGES.items()
        for path in paths
        # On one page the numbers are typed in, and a list is of many placements.
        if "1" in path and path != "/living/1/contacts"
    ],
)
def test_the_numbers_to_call_stand_on_every_page_of_the_placement(
    somebody: SignIn, role: Role, path: str
) -> None:
    page = somebody(role).get(path).text
    assert 'href="tel:0201234567"' in page
    assert page.count('href="tel:112"') == 1


FOREIGN = [
    "/living/1", "/living/check-ins/1", "/living/1/plan", "/living/1/concern",
    "/living/concerns/1",
]  # fmt: skip


@pytest.mark.parametrize("path", [*FOREIGN, *(one.replace("1", "77") for one in FOREIGN)])
def test_what_is_out_of_reach_is_not_there(somebody: SignIn, path: str, sign_in_as: SignIn) -> None:
    assert sign_in_as(Role.COORDINATOR, regions=["GM0363"]).get(path).status_code == 404
    assert sign_in_as(Role.REFERRER).get(path).status_code == 404


def test_what_is_done_out_of_reach_is_not_found(somebody: SignIn, sign_in_as: SignIn) -> None:
    stranger = sign_in_as(Role.COORDINATOR, regions=["GM0363"])
    for path in ("/living/check-ins/1", "/living/check-ins/1/miss", "/living/check-ins/1/move",
                 "/living/1/plan", "/living/1/actions", "/living/actions/1/finish",
                 "/living/actions/1/drop", "/living/actions/1/move", "/living/1/concern",
                 "/living/concerns/1/pick-up", "/living/concerns/1/note",
                 "/living/concerns/1/agree", "/living/concerns/1/escalate",
                 "/living/concerns/1/close", "/living/1/team", "/living/1/contacts",
                 "/living/1/link", "/living/1/sanction"):  # fmt: skip
        assert stranger.post(path, data={"version": 1}).status_code == 404, path


def test_a_host_hears_nothing_before_the_youth_is_disclosed(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.HOST)
    with transaction(factory) as session:
        session.get_one(Placement, 1).status = PlacementStatus.CANCELLED
    for path in ("/living/1", "/living/1/say", "/living/1/concern"):
        assert client.get(path).status_code == 404


def test_a_team_over_its_cap_is_refused_in_words(
    somebody: SignIn, factory: sessionmaker[Session]
) -> None:
    client = somebody(Role.COORDINATOR)
    with transaction(factory) as session:
        team = session.get_one(CareTeam, 1)
        one, two = team.responsible_id, team.deputy_id
        session.add(Worker(account_id=two, caseload_cap=0))
    answer = client.post("/living/1/team", data={"responsible": str(two), "deputy": str(one)})
    assert answer.status_code == 422
    assert "zoveel plaatsingen" in answer.text
