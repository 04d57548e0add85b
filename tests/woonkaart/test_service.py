"""The woonkaart: who answered cannot be known, and figures wait until the half-year is over."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.access import Action, Principal, scope
from matcher.audit import COMMAND_LINE
from matcher.database.places import Postcode
from matcher.database.records import AuditEvent
from matcher.database.woonkaart import WoonkaartAnswer
from matcher.errors import AlreadyTaken, NotFound
from matcher.woonkaart import service
from matcher.woonkaart.service import Card
from matcher.words import (
    Role,
    WoonkaartFeeling,
    WoonkaartHelp,
    WoonkaartMoment,
    WoonkaartStay,
)
from tests.factories import add_municipality

TODAY = date(2026, 11, 22)
LATER = date(2027, 1, 1)


def a_card(**changes: object) -> Card:
    values = {
        "moment": WoonkaartMoment.APPLICATION,
        "stay": WoonkaartStay.YES,
        "feeling": WoonkaartFeeling.GOOD,
        "help_wish": WoonkaartHelp.NO,
        "postcode": "3511",
        **changes,
    }
    return Card(**values)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def utrecht(session: Session) -> str:
    code = add_municipality(session).code
    session.add(Postcode(digits="3511", municipality_code=code, latitude=52.09, longitude=5.12))
    session.flush()
    return code


def test_row_has_nothing_that_ties_it_to_a_person_or_a_moment() -> None:
    """By construction: there is no column in which it could be."""
    assert set(WoonkaartAnswer.__table__.columns.keys()) == {
        "id", "half_year", "moment", "school_id", "municipality_code", "district", "stay",
        "feeling", "help_wish", "version",
    }  # fmt: skip
    targets = {key.column.table.name for key in WoonkaartAnswer.__table__.foreign_keys}
    assert targets == {"school", "municipality"}


def test_keys_do_not_tell_the_order_in_which_cards_came(session: Session) -> None:
    for _ in range(20):
        service.fill_in(session, a_card(), TODAY)
    ids = list(session.scalars(select(WoonkaartAnswer.id)))
    assert len(set(ids)) == 20
    assert max(ids) > 2**40  # random and large, not counted up


def test_filling_in_leaves_no_audit_event(session: Session) -> None:
    service.fill_in(session, a_card(), TODAY)
    assert session.scalar(select(func.count(AuditEvent.id))) == 0


def test_figures_of_the_running_half_year_are_not_shown(session: Session, utrecht: str) -> None:
    service.fill_in(session, a_card(), TODAY)
    assert service.half_years(session, utrecht, TODAY) == []
    with pytest.raises(NotFound):
        service.figures(session, utrecht, "2026-2", TODAY, smallest=10, round_to=5)
    assert service.half_years(session, utrecht, LATER) == ["2026-2"]


def test_figures_are_rounded_and_small_ones_hidden(session: Session, utrecht: str) -> None:
    school = service.add_school(session, COMMAND_LINE, "Mbo Utrecht", utrecht)
    for number in range(45):
        few = number < 4
        service.fill_in(
            session,
            a_card(
                school_id=school.id if number % 2 else None,
                stay=WoonkaartStay.NO_PLACE if few else WoonkaartStay.YES,
            ),
            TODAY,
        )
    found = service.figures(session, utrecht, "2026-2", LATER, smallest=10, round_to=5)
    assert found.tables["all"] == {"all": 45}
    assert found.tables["stay"]["no_place"] is None
    assert found.tables["stay"]["soon_out"] is None  # none at all looks the same as a few
    assert found.tables["stay"]["yes"] == 40
    assert found.tables["school"] == {"": 25, str(school.id): 20}
    assert found.tables["district"] == {"3511": 45}
    assert found.names == {str(school.id): "Mbo Utrecht"}


def test_card_needs_a_place_that_is_known(session: Session, utrecht: str) -> None:
    for changes, subject in (
        ({"postcode": ""}, "place"),
        ({"postcode": "9999"}, "postcode"),
        ({"postcode": "", "school_id": 999}, "school"),
    ):
        with pytest.raises(NotFound) as caught:
            service.fill_in(session, a_card(**changes), TODAY)
        assert caught.value.subject == subject
    school = service.add_school(session, COMMAND_LINE, "Mbo", utrecht)
    service.fill_in(session, a_card(postcode="", school_id=school.id), TODAY)
    service.change_school(session, COMMAND_LINE, school, "Mbo", is_active=False)
    with pytest.raises(NotFound):
        service.fill_in(session, a_card(postcode="", school_id=school.id), TODAY)


def test_two_schools_of_one_name_are_refused_per_municipality(
    session: Session, utrecht: str
) -> None:
    service.add_school(session, COMMAND_LINE, "Mbo", utrecht)
    other = service.add_school(session, COMMAND_LINE, "Mbo 2", utrecht)
    with pytest.raises(AlreadyTaken):
        service.add_school(session, COMMAND_LINE, " Mbo ", utrecht)
    with pytest.raises(AlreadyTaken):
        service.change_school(session, COMMAND_LINE, other, "Mbo", is_active=True)


def test_officer_sees_the_own_municipality_only(session: Session, utrecht: str) -> None:
    service.fill_in(session, a_card(), TODAY)

    def seen(role: Role, municipality: str | None) -> int:
        person = Principal(account_id=1, roles=frozenset({role}), municipality=municipality)
        return len(service.municipalities(session, scope(person, Action.READ_WOONKAART)))

    assert seen(Role.MUNICIPALITY_OFFICER, utrecht) == 1
    assert seen(Role.MUNICIPALITY_OFFICER, "GM0363") == 0
    assert seen(Role.REFERRER, None) == 1
    assert seen(Role.HOST, None) == 0
