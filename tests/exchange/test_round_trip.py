"""Export and import belong together: out and in again changes nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.hosts import Household, RoomAvailability
from matcher.database.youths import Youth, YouthPlace
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.exchange.guard import guarded, unguarded
from matcher.words import PlaceKind, PlaceTime
from tests import factories
from tests.exchange.files import TODAY, as_csv, rows_of

HOSTS, YOUTHS = FileKind.HOSTS, FileKind.YOUTHS
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).map(
    str.strip
) | st.sampled_from(["=1+1", "'=2", "+31", "-", "@x", "'s-Graveland", "''=", 'a "b"; c', "a\nb"])


def _export(session: Session, kind: FileKind, suffix: str = ".csv", language: str = "nl") -> bytes:
    return service.export(session, COMMAND_LINE, kind, suffix, language=language)[0]


def _records(session: Session) -> None:
    """Add what an import cannot make: places of every kind, spots of their own, and so on."""
    for kind in FileKind:
        service.save(session, COMMAND_LINE, kind, "f", as_csv(kind, rows_of(kind, 12)), TODAY)
    youth = factories.add_youth(
        session, reference="Z1", needs={"languages": "nl ti uk", "interests": "sport"}
    )
    youth.needs.age_exception_reason = "Omdat\r\nhet moet"
    for time in PlaceTime:
        for kind_of_place in PlaceKind:
            youth.places.append(
                YouthPlace(
                    time=time,
                    kind=kind_of_place,
                    name="Noordpark",
                    municipality_code="GM0344",
                    latitude=52.1234567,
                    longitude=5.1,
                    radius_km=7.5,
                )
            )
    factories.add_room(session, description="=cmd|' /C calc'!A0", area_m2=12.25)
    idle = factories.add_room(session)
    session.execute(delete(RoomAvailability).where(RoomAvailability.room_id == idle.id))
    session.flush()
    session.expire_all()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", list(FileKind))
def test_an_export_into_the_same_database_changes_nothing(
    loaded: Session, kind: FileKind, suffix: str, language: str
) -> None:
    _records(loaded)
    content = _export(loaded, kind, suffix, language)
    found = service.preview(loaded, kind, "export", content, TODAY)
    assert found.problems == ()
    assert (found.rows_new, found.rows_updated) == (0, 0)
    assert found.rows_unchanged == found.number_of_rows > 12


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", list(FileKind))
def test_an_export_into_an_empty_database_exports_the_same(
    loaded: Session, kind: FileKind, suffix: str
) -> None:
    _records(loaded)
    before = _export(loaded, kind)
    content = _export(loaded, kind, suffix)
    for table in (Youth, Household):
        loaded.execute(delete(table))
    loaded.expire_all()
    service.save(loaded, COMMAND_LINE, kind, "export", content, TODAY)
    assert _export(loaded, kind) == before


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("kind", list(FileKind))
def test_the_same_records_are_the_same_bytes(loaded: Session, kind: FileKind, suffix: str) -> None:
    _records(loaded)
    assert _export(loaded, kind, suffix) == _export(loaded, kind, suffix)


@contextmanager
def _room(factory: sessionmaker[Session], description: str) -> Iterator[Session]:
    with factory() as session:
        session.execute(delete(Household))
        factories.add_room(session, description=description)
        yield session
        session.rollback()


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_any_text_survives(reference_factory: sessionmaker[Session], suffix: str) -> None:
    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(TEXT)
    def check(text: str) -> None:
        with _room(reference_factory, text) as session:
            content = _export(session, HOSTS, suffix)
            found = service.preview(session, HOSTS, "f", content, TODAY)
            codes = {problem.code for problem in found.problems} - {"bsn", "excel_error"}
            assert not codes
            assert found.rows_updated == 0

    check()


@given(TEXT)
def test_the_guard_comes_off_as_it_went_on(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


PAYLOADS = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_an_export_starts_a_formula(loaded: Session, payload: str) -> None:
    room = factories.add_room(loaded, description=payload)
    room.home.household.motivation = payload
    loaded.flush()
    text = _export(loaded, HOSTS).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text), delimiter=";"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    workbook = openpyxl.load_workbook(io.BytesIO(_export(loaded, HOSTS, ".xlsx")))
    for cells in workbook.worksheets[0].iter_rows():
        assert not any(cell.data_type == "f" for cell in cells)
    found = service.preview(loaded, HOSTS, "f", text.encode(), TODAY)
    assert (found.rows_unchanged, found.problems) == (1, ())


def test_an_export_holds_the_region_only(loaded: Session) -> None:
    _records(loaded)
    region = frozenset({"GM0344"})
    for kind in FileKind:
        content, number = service.export(loaded, COMMAND_LINE, kind, ".csv", region=region)
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert len(rows) == number > 0
        assert {row["Gemeente"] for row in rows} == {"Utrecht"}


def test_an_export_is_ordered_by_reference(loaded: Session) -> None:
    _records(loaded)
    text = _export(loaded, YOUTHS).decode("utf-8-sig")
    references = [r["Kenmerk jongere"] for r in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert references == sorted(references)
