"""The tables of the way to a placement: what the database itself refuses, and what goes along."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, ForeignKeyConstraint, Table, delete, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.database import Base, cases, domains, migrate, photos, woonkaart
from matcher.database.cases import Consent, YouthException
from matcher.database.hosts import Household
from matcher.database.people import Deputy
from matcher.database.screening import FlowChart, FlowChartVersion, Screening
from matcher.database.visits import HomeVisit
from matcher.database.youths import Youth, YouthPlace
from matcher.words import (
    ChartStatus,
    ConsentPurpose,
    ConsentWay,
    ExceptionKind,
    LifeDomain,
    OverrideReason,
    PlaceKind,
    PlaceTime,
    Role,
    ScreeningRoute,
    VisitAdvice,
    VisitStatus,
)
from tests.factories import add_account, add_room, add_youth

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARENTS = {"youth", "household", "home", "room", "care_organisation"}
#: Rounds and placements are taken out before their people, and an account outlives its ties.
OLDER = {"account", "placement", "proposal", "proposal_alternative", "pair_exclusion",
         "round_unmatched", "youth"}  # fmt: skip


def _keys(parents: set[str]) -> list[tuple[Table, ForeignKeyConstraint]]:
    return [
        (table, key)
        for table in Base.metadata.sorted_tables
        if table.name not in OLDER
        for key in table.foreign_key_constraints
        if key.referred_table.name in parents
    ]


def test_what_hangs_on_a_youth_or_a_host_goes_along_or_lets_go() -> None:
    keys = _keys(PARENTS)
    assert len(keys) > 30
    assert {(table.name, key.ondelete) for table, key in keys if not key.ondelete} == set()


def test_what_hangs_on_a_youth_or_a_host_is_found_by_an_index() -> None:
    slow = {
        f"{table.name}.{key.column_keys[0]}"
        for table, key in _keys(PARENTS)
        if key.column_keys[0] not in {next(iter(group)).name for group in _leading(table)}
    }
    assert slow == set()


def _leading(table: Table) -> list[list[Any]]:
    unique = [c for c in table.constraints if hasattr(c, "columns") and len(c.columns)]
    indexes = [index for index in table.indexes if index.dialect_options["sqlite"]["where"] is None]
    kinds = {"UniqueConstraint", "PrimaryKeyConstraint"}
    return [list(c.columns) for c in unique if type(c).__name__ in kinds] + [
        list(index.columns) for index in indexes
    ]


def test_removing_a_youth_and_a_household_takes_what_hangs_on_them(session: Session) -> None:
    youth, household = add_youth(session), add_room(session).home.household
    session.add_all(
        [
            Consent(youth_id=youth.id, **consent()),
            cases.YouthCase(youth_id=youth.id, source="self", last_activity_on=date(2026, 3, 2)),
            domains.DomainLevel(
                youth_id=youth.id, domain=LifeDomain.MONEY, level=2, recorded_on=date(2026, 3, 2)
            ),
            visit(household.id),
            photos.Photo(
                household_id=household.id, content=b"1", preview=b"1", media_type="image/webp",
                width=1, height=1, sha256="0" * 64,
            ),
        ]
    )  # fmt: skip
    session.flush()
    session.execute(delete(Youth))
    session.execute(delete(Household))
    left = [cases.YouthCase, Consent, domains.DomainLevel, HomeVisit, photos.Photo]
    assert [session.scalar(select(func.count()).select_from(table)) for table in left] == [0] * 5


def consent(**values: object) -> dict[str, object]:
    return {
        "purpose": ConsentPurpose.KEEP_AND_MATCH,
        "text_version": "1",
        "way": ConsentWay.SIGNED,
        "given_at": NOW,
        **values,
    }


def visit(household_id: int, **values: object) -> HomeVisit:
    return HomeVisit(
        **{"household_id": household_id, "number": 1, "planned_at": NOW, "minutes": 60, **values}
    )


def test_one_purpose_has_one_open_consent(session: Session) -> None:
    youth = add_youth(session)
    session.add(Consent(youth_id=youth.id, **consent(withdrawn_at=NOW)))
    session.add(Consent(youth_id=youth.id, **consent()))
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Consent(youth_id=youth.id, **consent()))


def _consent_of_nobody(session: Session) -> object:
    return Consent(**consent())


def _consent_of_both(session: Session) -> object:
    household = add_room(session).home.household
    return Consent(youth_id=add_youth(session).id, household_id=household.id, **consent())


def _decided_by_nobody(session: Session) -> object:
    household = add_room(session).home.household
    return visit(household.id, status=VisitStatus.DECIDED, decision=VisitAdvice.APPROVE)


def _agreed_alone(session: Session) -> object:
    alone = add_account(session, Role.ADMINISTRATOR).id
    return YouthException(
        youth_id=add_youth(session).id, kind=ExceptionKind.UNDER_AGE, reason="-",
        asked_by_id=alone, decided_by_id=alone, decided_at=NOW, is_agreed=True,
    )  # fmt: skip


def _own_deputy(session: Session) -> object:
    alone = add_account(session, Role.ADMINISTRATOR).id
    return Deputy(account_id=alone, deputy_id=alone, starts_on=date(2026, 1, 1))


def _override_without_reason(session: Session) -> object:
    return _screening(session, chosen=ScreeningRoute.NOT_NOW, decided_at=NOW)


def _override_without_words(session: Session) -> object:
    why = OverrideReason.OTHER
    return _screening(session, chosen=ScreeningRoute.NOT_NOW, decided_at=NOW, why=why)


def _level_six(session: Session) -> object:
    return domains.DomainLevel(
        youth_id=add_youth(session).id, domain="money", level=6, recorded_on=date(2026, 1, 1)
    )


def _screening(session: Session, **values: object) -> Screening:
    chart = FlowChart(code="screening")
    chart.versions.append(
        FlowChartVersion(
            number=1, status=ChartStatus.LIVE, content={}, checksum="", published_at=NOW
        )
    )
    session.add(chart)
    session.flush()
    return Screening(
        youth_id=add_youth(session).id, version_id=chart.versions[0].id, answers={}, path=[],
        outcome=ScreeningRoute.HOST_ROOM, **values,
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        _consent_of_nobody,
        _consent_of_both,
        _decided_by_nobody,
        _agreed_alone,
        _own_deputy,
        _override_without_reason,
        _override_without_words,
        _level_six,
    ],
)
def test_the_database_refuses(session: Session, wrong: Callable[[Session], object]) -> None:
    row = wrong(session)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(row)


def test_an_override_with_a_reason_is_kept(session: Session) -> None:
    row = _screening(
        session, chosen=ScreeningRoute.NOT_NOW, decided_at=NOW, why=OverrideReason.SAFETY,
        override_text="Eerst praten",
    )  # fmt: skip
    session.add(row)
    session.flush()
    assert (row.chosen, row.outcome) == (ScreeningRoute.NOT_NOW, ScreeningRoute.HOST_ROOM)


def test_one_version_of_a_chart_is_live(session: Session) -> None:
    version_id = _screening(session).version_id
    chart_id = session.get_one(FlowChartVersion, version_id).chart_id
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(
            FlowChartVersion(
                chart_id=chart_id, number=2, status=ChartStatus.LIVE, content={}, checksum="",
                published_at=NOW,
            )
        )  # fmt: skip


def test_one_question_for_an_exception_is_open(session: Session) -> None:
    youth, asker = add_youth(session).id, add_account(session, Role.ADMINISTRATOR).id
    other = add_account(session, Role.ADMINISTRATOR).id
    values = {"youth_id": youth, "kind": ExceptionKind.UNDER_AGE, "reason": "-"}
    session.add(
        YouthException(
            **values, asked_by_id=asker, decided_by_id=other, decided_at=NOW, is_agreed=False
        )
    )
    session.add(YouthException(**values, asked_by_id=asker))
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(YouthException(**values, asked_by_id=other))


def test_a_counted_woonkaart_has_nothing_that_leads_to_somebody(session: Session) -> None:
    table = woonkaart.WoonkaartAnswer.__table__
    names = {column.name for column in table.columns}
    assert names == {"id", "half_year", "moment", "school_id", "municipality_code", "district",
                     "stay", "feeling", "help_wish", "version"}  # fmt: skip
    assert {key.column.table.name for key in table.foreign_keys} == {"school", "municipality"}


def test_the_order_of_counted_woonkaarten_tells_nothing() -> None:
    keys = [woonkaart._random_key() for _ in range(50)]
    assert len(set(keys)) == 50
    assert keys != sorted(keys)


def test_places_survive_up_and_down_and_take_known_kinds_only(engine: Engine) -> None:
    with Session(engine) as session:
        youth = add_youth(session)
        youth.places += [
            YouthPlace(
                time=PlaceTime.NOW, kind=kind, name="Plek", latitude=52.0, longitude=5.0, note="-"
            )
            for kind in (PlaceKind.SAFE, PlaceKind.FRIENDS, PlaceKind.AVOID)
        ]
        session.commit()
    migrate.downgrade(engine, "0003")
    with engine.connect() as connection:
        kinds = connection.scalars(text("SELECT kind FROM youth_place ORDER BY id")).all()
    assert kinds == ["home", "other", "family", "avoid"]
    _refuses_kind(engine, "safe")
    migrate.upgrade(engine)
    with Session(engine) as session:
        assert len(session.scalars(select(YouthPlace)).all()) == 4
    _refuses_kind(engine, "elsewhere")
    with engine.begin() as connection:
        connection.execute(text("UPDATE youth_place SET kind = 'safe'"))


def _refuses_kind(engine: Engine, kind: str) -> None:
    change = text("UPDATE youth_place SET kind = :kind")
    with pytest.raises(IntegrityError, match="place_kind"), engine.begin() as connection:
        connection.execute(change, {"kind": kind})
