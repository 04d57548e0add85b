"""Preview and save, on SQLite and PostgreSQL: all or nothing, and updates by reference."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit import COMMAND_LINE
from matcher.database.hosts import Home, Household, Room, RoomAvailability
from matcher.database.records import AuditEvent
from matcher.database.session import transaction
from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.errors import ImportRejected
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from matcher.words import (
    HouseholdStatus,
    PlaceKind,
    PlacementStatus,
    ProposalStatus,
    YouthStatus,
)
from matcher.youths.rules import lottery_number
from tests.exchange.files import (
    TODAY,
    add_reference,
    as_csv,
    as_texts,
    host_rows,
    position,
    preview,
    room_and_youth,
    rows_of,
    save,
    texts_csv,
    youth_rows,
)
from tests.factories import add_introduction, add_placement, add_proposal

HOSTS, YOUTHS = FileKind.HOSTS, FileKind.YOUTHS
TABLES = (Household, Home, Room, RoomAvailability, Youth, NeedProfile, YouthPlace, AuditEvent)
pytestmark = pytest.mark.usefixtures("day_of_the_files")


def counts(session: Session) -> dict[str, int]:
    return {
        table.__name__: session.scalar(select(func.count()).select_from(table)) or 0
        for table in TABLES
    }


def test_rooms_with_one_reference_of_household_share_home(loaded: Session) -> None:
    saved = save(loaded, HOSTS, host_rows(6))
    assert (saved.rows_new, saved.rows_updated, saved.rows_unchanged) == (6, 0, 0)
    household = loaded.scalars(select(Household).where(Household.reference == "GH0")).one()
    assert [room.reference for home in household.homes for room in home.rooms] == ["K0-0", "K0-1"]
    assert household.status is HouseholdStatus.APPROVED
    assert household.consent_at == datetime(2026, 3, 1, tzinfo=UTC)
    assert loaded.scalar(select(func.count()).select_from(Household)) == 4


def test_every_value_arrives_in_its_place(loaded: Session) -> None:
    (row,) = youth_rows(1)
    row |= {"budget": 45050, "urgency": 3, "languages": "nl ti", "avoid_place": "Amsterdam"}
    row |= {"avoid_radius_km": 12.5, "birth_town": "Beek (Montferland)", "study_town": "Zwolle"}
    save(loaded, YOUTHS, [row])
    youth = loaded.scalars(select(Youth)).one()
    assert youth.needs.budget_cents == 45050
    assert youth.needs.languages == "nl ti"
    assert youth.lottery == lottery_number("J0")
    assert (youth.first_name, youth.birth_date) == (row["first_name"], row["birth_date"])
    places = {place.kind: place for place in youth.places}
    assert places[PlaceKind.AVOID].radius_km == 12.5
    assert places[PlaceKind.BIRTH].municipality_code == "GM1955"
    assert (places[PlaceKind.STUDY].latitude, places[PlaceKind.STUDY].name) == (52.5125, "Zwolle")


def test_saving_writes_one_audit_event_without_personal_details(loaded: Session) -> None:
    save(loaded, YOUTHS, youth_rows(3))
    event = loaded.scalars(select(AuditEvent)).one()
    assert event.action == "import.save"
    assert event.details["youths_new"] == 3
    assert len(event.details["sha256"]) == 64
    assert "Fictief" not in str(event.details)


@pytest.mark.parametrize("kind", list(FileKind))
def test_one_bad_row_and_nothing_is_saved(factory: sessionmaker[Session], kind: FileKind) -> None:
    with transaction(factory) as session:
        add_reference(session)
        before = counts(session)
    rows = rows_of(kind, 8)
    table = as_texts(kind, rows)
    table[8][position(kind, "rent" if kind is HOSTS else "budget")] = "veel"
    content = texts_csv(table)
    with pytest.raises(ImportRejected) as rejected, transaction(factory) as session:
        service.save(session, COMMAND_LINE, kind, "file.csv", content, TODAY)
    assert [found.row for found in rejected.value.problems] == [9]  # type: ignore[attr-defined]
    with factory() as session:
        assert counts(session) == before


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_preview_saves_nothing_and_tells_what_saving_would_do(
    loaded: Session, kind: FileKind
) -> None:
    before = counts(loaded)
    found = preview(loaded, kind, rows_of(kind, 25))
    assert (found.rows_new, found.number_of_rows, found.problems) == (25, 25, ())
    assert len(found.sample) == service.SAMPLE_SIZE
    assert len(found.sample[0]) == len(found.headers)
    assert counts(loaded) == before


@pytest.mark.parametrize("kind", list(FileKind))
def test_the_same_file_twice_changes_nothing(loaded: Session, kind: FileKind) -> None:
    rows = rows_of(kind, 8)
    save(loaded, kind, rows)
    again = save(loaded, kind, rows)
    assert (again.rows_new, again.rows_updated, again.rows_unchanged) == (0, 0, 8)
    versions = loaded.scalars(select((Household if kind is HOSTS else Youth).version)).all()
    assert set(versions) == {1}


def test_a_known_reference_updates_the_youth(loaded: Session) -> None:
    rows = youth_rows(3)
    save(loaded, YOUTHS, rows)
    rows[1] |= {"last_name": "van Nieuwenaam", "budget": 60000, "home_town": "Zwolle"}
    found = preview(loaded, YOUTHS, rows)
    assert (found.rows_new, found.rows_updated, found.rows_unchanged) == (0, 1, 2)
    save(loaded, YOUTHS, rows)
    youth = loaded.scalars(select(Youth).where(Youth.reference == "J1")).one()
    assert (youth.last_name, youth.needs.budget_cents) == ("van Nieuwenaam", 60000)
    assert youth.places[0].name == "Zwolle"
    assert youth.version == 2


def test_what_a_place_means_outlives_a_file_that_changes_another_place(loaded: Session) -> None:
    (row,) = youth_rows(1)
    row |= {"home_town": "Zwolle", "study_town": "Amsterdam"}
    save(loaded, YOUTHS, [row])
    youth = loaded.scalars(select(Youth)).one()
    for place in youth.places:
        place.note = f"Hier {place.name}"
    loaded.flush()
    save(loaded, YOUTHS, [row | {"study_town": "Beek (Montferland)"}])
    loaded.expire_all()
    notes = {place.kind: place.note for place in youth.places}
    assert notes[PlaceKind.HOME] == "Hier Zwolle"
    assert notes[PlaceKind.STUDY] == ""


def test_a_known_room_gets_the_periods_of_the_file(loaded: Session) -> None:
    rows = host_rows(1)
    save(loaded, HOSTS, rows)
    rows[0] |= {"free_from": date(2026, 5, 1), "free_until": date(2026, 7, 1)}
    second = rows[0] | {"free_from": date(2026, 9, 1), "free_until": None}
    saved = save(loaded, HOSTS, [*rows, second])
    assert (saved.rows_updated, saved.records["rooms_changed"]) == (2, 1)
    room = loaded.scalars(select(Room)).one()
    assert [(a.free_from, a.free_until) for a in room.availabilities] == [
        (date(2026, 5, 1), date(2026, 7, 1)),
        (date(2026, 9, 1), None),
    ]


def test_a_room_that_is_not_on_offer_says_so(loaded: Session) -> None:
    rows = [row | {"free_from": None, "free_until": None} for row in host_rows(1)]
    save(loaded, HOSTS, rows)
    assert loaded.scalar(select(func.count()).select_from(RoomAvailability)) == 0


def test_a_household_that_moves_keeps_its_home_and_rooms(loaded: Session) -> None:
    rows = host_rows(2)
    save(loaded, HOSTS, rows)
    home_id = loaded.scalars(select(Home.id)).one()
    moved = [row | {"street": "Nieuwe weg", "house_number": "99"} for row in rows]
    saved = save(loaded, HOSTS, moved)
    assert saved.records["homes_changed"] == 1
    home = loaded.scalars(select(Home)).one()
    assert (home.id, home.house_number, len(home.rooms)) == (home_id, "99", 2)


def test_a_new_room_of_a_known_household_is_added(loaded: Session) -> None:
    rows = host_rows(1)
    save(loaded, HOSTS, rows)
    extra = rows[0] | {"room_reference": "K-extra", "description": "Nog een kamer"}
    saved = save(loaded, HOSTS, [extra])
    assert (saved.rows_new, saved.records["rooms_new"], saved.records["homes_new"]) == (1, 1, 0)
    home = loaded.scalars(select(Home)).one()
    assert sorted(room.reference for room in home.rooms) == ["K-extra", "K0-0"]


def test_the_columns_of_a_household_need_filling_in_once(loaded: Session) -> None:
    table = as_texts(HOSTS, host_rows(2))
    for name in ("contact_name", "email", "household_kind", "street", "postcode", "house_number"):
        table[2][position(HOSTS, name)] = ""
    for name in ("place_name", "municipality", "latitude", "longitude"):
        table[2][position(HOSTS, name)] = ""
    found = service.preview(loaded, HOSTS, "file", texts_csv(table), TODAY)
    assert (found.rows_new, found.problems) == (2, ())


def _without(table: list[list[str]], kind: FileKind, *names: str) -> list[list[str]]:
    gone = {position(kind, name) for name in names}
    return [[cell for at, cell in enumerate(row) if at not in gone] for row in table]


def test_a_column_that_the_file_lacks_changes_nothing(loaded: Session) -> None:
    rows = youth_rows(4)
    save(loaded, YOUTHS, rows)
    table = _without(
        as_texts(YOUTHS, rows),
        YOUTHS,
        *("status", "phone", "email", "urgency", "interests", "birth_town", "other_places"),
        *("out_of_care_on", "care_organisation", "avoid_place", "consent_on"),
    )
    found = service.preview(loaded, YOUTHS, "file", texts_csv(table), TODAY)
    assert (found.rows_unchanged, found.problems) == (4, ())


def test_an_empty_cell_keeps_what_has_a_default_and_empties_the_rest(loaded: Session) -> None:
    rows = [youth_rows(1)[0] | {"status": YouthStatus.READY, "out_of_care_on": TODAY}]
    save(loaded, YOUTHS, rows)
    table = as_texts(YOUTHS, rows)
    for name in ("status", "out_of_care_on", "consent_on", "registered_on"):
        table[1][position(YOUTHS, name)] = ""
    service.save(loaded, COMMAND_LINE, YOUTHS, "file", texts_csv(table), TODAY)
    youth = loaded.scalars(select(Youth)).one()
    assert (youth.status, youth.out_of_care_on) == (YouthStatus.READY, None)
    assert youth.consent_at is not None
    assert youth.registered_on == rows[0]["registered_on"]


def test_defaults_of_a_new_youth(loaded: Session) -> None:
    required = [
        "youth_reference",
        "first_name",
        "last_name",
        "birth_date",
        "gender",
        "municipality",
        "ready_on",
        "target_group",
        "budget",
        "guidance_kind",
        "day_activity",
        "home_town",
    ]
    rows = [{name: youth_rows(1)[0][name] for name in required}]
    save(loaded, YOUTHS, rows)
    youth = loaded.scalars(select(Youth)).one()
    assert youth.status is YouthStatus.REGISTERED
    assert youth.registered_on == TODAY
    assert (youth.needs.max_distance_km, youth.needs.languages) == (15.0, "nl")
    assert youth.needs.accepts_children is True


def test_the_position_follows_from_postcode_or_else_town(loaded: Session) -> None:
    rows = [row | {"latitude": None, "longitude": None} for row in host_rows(1)]
    rows[0] |= {"municipality": "Utrecht", "place_name": "Utrecht", "postcode": "3511 ZZ"}
    other = host_rows(3)[2] | {"latitude": None, "longitude": None, "postcode": "9999 ZZ"}
    other |= {"municipality": "Zwolle", "place_name": "Zwolle"}
    save(loaded, HOSTS, [rows[0], other])
    homes = loaded.scalars(select(Home).order_by(Home.id)).all()
    assert [(home.latitude, home.longitude) for home in homes] == [
        (52.0907, 5.1214),
        (52.5125, 6.0944),
    ]


@pytest.mark.parametrize("text", ["Den Haag", "'s-Gravenhage", "GM0518", "gm0518", "den haag"])
def test_a_municipality_by_its_names_and_code(loaded: Session, text: str) -> None:
    rows = [youth_rows(1)[0] | {"municipality": text}]
    save(loaded, YOUTHS, rows)
    assert loaded.scalars(select(Youth.municipality_code)).one() == "GM0518"


def test_without_reference_data_the_remedy_is_named(session: Session) -> None:
    (found,) = preview(session, YOUTHS, youth_rows(1)).problems
    assert found.code == "no_reference_data"
    assert "kamermatch reference load" in found.remedy.nl


@pytest.mark.parametrize(
    "periods", [{"free_from": date(2026, 6, 1)}, {"free_from": None, "free_until": None}]
)
def test_an_open_proposal_of_a_room_that_a_file_takes_out_is_announced_and_lapses(
    loaded: Session, periods: dict[str, Any]
) -> None:
    row, room, youth = room_and_youth(loaded)
    proposal = add_proposal(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
    found = preview(loaded, HOSTS, [row | periods])
    assert found.lapsing == ((2, room.reference, proposal.id),)
    assert found.can_be_saved
    assert proposal.status is ProposalStatus.PROPOSED
    save(loaded, HOSTS, [row | periods])
    loaded.refresh(proposal)
    assert proposal.status is ProposalStatus.LAPSED


def test_other_periods_that_keep_the_day_of_moving_in_end_nothing(loaded: Session) -> None:
    row, room, youth = room_and_youth(loaded)
    proposal = add_proposal(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
    other = row | {"free_until": date(2027, 4, 1)}
    assert preview(loaded, HOSTS, [other]).lapsing == ()
    save(loaded, HOSTS, [other])
    loaded.refresh(proposal)
    assert proposal.status is ProposalStatus.PROPOSED


@pytest.mark.parametrize("has_introduction", [True, False])
def test_a_file_takes_no_room_out_from_under_somebody_who_is_expected(
    loaded: Session, has_introduction: bool
) -> None:
    row, room, youth = room_and_youth(loaded)
    if has_introduction:
        proposal = add_proposal(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
        add_introduction(loaded, proposal=proposal)
    else:
        add_placement(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
    loaded.expire_all()
    shorter = row | {"free_from": date(2026, 5, 1)}
    (problem,) = preview(loaded, HOSTS, [shorter]).problems
    assert (problem.row, problem.name, problem.code) == (2, "free_from", "room_awaited")
    assert "01-04-2026" in problem.message.nl
    with pytest.raises(ImportRejected):
        save(loaded, HOSTS, [shorter])
    assert [period.free_from for period in room.availabilities] == [date(2026, 4, 1)]


def test_who_lives_in_a_room_goes_on_whatever_a_file_offers(loaded: Session) -> None:
    row, room, youth = room_and_youth(loaded)
    stay = add_placement(
        loaded, room=room, youth=youth, starts_on=date(2026, 4, 1), status=PlacementStatus.ACTIVE
    )
    loaded.expire_all()
    save(loaded, HOSTS, [row | {"free_from": None}])
    assert stay.status is PlacementStatus.ACTIVE


def test_what_is_expected_in_another_region_is_not_told(loaded: Session) -> None:
    row, room, youth = room_and_youth(loaded)
    add_placement(loaded, room=room, youth=youth, starts_on=date(2026, 4, 1))
    loaded.expire_all()
    content = as_csv(HOSTS, [row | {"free_from": date(2026, 5, 1)}])
    found = service.preview(loaded, HOSTS, "file.csv", content, TODAY, region=frozenset({"GM9999"}))
    assert "room_awaited" not in {problem.code for problem in found.problems}
