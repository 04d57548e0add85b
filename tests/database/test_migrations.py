"""The migrations make the tables of the code, down and up again, guards included."""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matcher.database import migrate
from matcher.database.guards import drop_guards, missing_guards, require_guards
from matcher.errors import GuardMissing
from tests.factories import add_room, add_youth


def test_migrated_database_equals_the_tables_in_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        assert migrate.is_current(connection)
        assert migrate.differences(connection) == []


def test_a_difference_with_the_code_is_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE place DROP COLUMN population"))
        assert migrate.differences(connection) != []


def test_every_migration_goes_down_and_up_again_with_its_guards(engine: Engine) -> None:
    migrate.downgrade(engine, "base")
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert missing_guards(connection) == []
        assert migrate.differences(connection) == []


def test_the_migration_for_repairs_keeps_every_row_up_and_down(engine: Engine) -> None:
    """SQLite builds the table of proposals anew: alternatives and bookings hang on it."""
    with engine.begin() as connection:
        people = _add_people(connection)
    migrate.downgrade(engine, "0002")
    with engine.begin() as connection:
        _add_proposal_with_an_alternative(connection, *people)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        assert _counts(connection) == {"matching_round": 1, "proposal": 1, "alternative": 1}
        assert connection.scalar(text("SELECT origin FROM proposal")) == "round"
        connection.execute(text("UPDATE proposal SET status = 'declined'"))
        connection.execute(text(COPY.format("proposed", "id + 1", "'repair', id")))
    migrate.downgrade(engine, "0002")
    with engine.begin() as connection:
        assert _counts(connection) == {"matching_round": 2, "proposal": 2, "alternative": 1}
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert migrate.differences(connection) == []
        assert missing_guards(connection) == []


@pytest.mark.parametrize(
    "values", ["'nonsense', id + 1, 'round'", "'declined', id + 1, 'elsewhere'"]
)
def test_the_rebuilt_table_still_takes_known_codes_only(engine: Engine, values: str) -> None:
    status, number, origin = values.split(", ")
    with engine.begin() as connection:
        _add_proposal_with_an_alternative(connection, *_add_people(connection))
    with engine.connect() as connection, pytest.raises(IntegrityError, match="ck_proposal"):
        connection.execute(text(COPY.format(status.strip("'"), number, f"{origin}, id")))


def test_one_round_has_one_open_proposal_for_a_room(engine: Engine) -> None:
    with engine.begin() as connection:
        _add_proposal_with_an_alternative(connection, *_add_people(connection))
        connection.execute(text(COPY.format("declined", "id + 1", "'repair', id")))
    with engine.connect() as connection, pytest.raises(IntegrityError):
        connection.execute(text(COPY.format("proposed", "id + 2", "'repair', id") + " LIMIT 1"))


COPY = (
    "INSERT INTO proposal (status, id, origin, replaces_id, round_id, youth_id, room_id, starts_on,"
    " nights, fit, priority, distance_km, fit_parts, explanation, decline_note, version)"
    " SELECT '{}', {}, {}, round_id, youth_id, room_id, starts_on,"
    " nights, fit, priority, distance_km, fit_parts, explanation, decline_note, version"
    " FROM proposal"
)


def test_what_was_ruled_out_before_learns_whose_no_it_was(engine: Engine) -> None:
    """The last decline before it; that of the suggestion it came from; none after a stay."""
    with engine.begin() as connection:
        room, youth = _add_people(connection)
    migrate.downgrade(engine, "0008")
    with engine.begin() as connection:
        _add_proposal_with_an_alternative(connection, room, youth)
        connection.execute(text(COPY.format("declined", "id + 1", "'repair', id")))
    decline = "UPDATE proposal SET status = 'declined', decided_at = '2026-02-01'"
    ruled_out = (
        "INSERT INTO pair_exclusion (youth_id, room_id, reason, created_at)"
        f" VALUES ({youth}, {room}, 'safety', '2026-02-02')"
    )
    assert _whose_no(engine, decline, ruled_out) == 2
    assert _whose_no(engine, ACCEPTED.format("proposal_id", 1)) == 1
    stay = (
        "INSERT INTO placement (id, youth_id, room_id, status, starts_on, created_at, version)"
        f" VALUES (1, {youth}, {room}, 'cancelled', '2026-01-01', '2026-01-01', 1)"
    )
    of_the_stay = ACCEPTED.format("placement_id", 1)
    assert _whose_no(engine, "DELETE FROM suggestion", stay, of_the_stay) is None


def test_each_no_gets_its_own_rest_and_going_back_keeps_the_longest(engine: Engine) -> None:
    with engine.begin() as connection:
        room, youth = _add_people(connection)
        _add_proposal_with_an_alternative(connection, room, youth)
        for reason, until in (("safety", "NULL"), ("room_gone", "'2026-02-16'")):
            number = "NULL" if until == "NULL" else "1"
            connection.execute(
                text(
                    "INSERT INTO pair_rest (youth_id, room_id, proposal_id, reason, from_on,"
                    " until_on, facts, lifted_because)"
                    f" VALUES ({youth}, {room}, {number}, '{reason}', '2026-02-02', {until},"
                    " '{}', '[]')"
                )
            )
    migrate.downgrade(engine, "0009")
    with engine.connect() as connection:
        still = connection.scalars(text("SELECT reason FROM pair_rest WHERE lifted_on IS NULL"))
        assert still.all() == ["safety"]
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pair_rest")) == 2
        assert migrate.differences(connection) == []


ACCEPTED = (
    "INSERT INTO suggestion ({}, reason, kind, side, field, made_at, decided_at, is_accepted)"
    " VALUES ({}, 'safety', 'rule_out', 'youth', '', '2026-02-02', '2026-02-02', true)"
)


def _whose_no(engine: Engine, *statements: str) -> int | None:
    """Return after which proposal the pair is ruled out, when this was so before the migration."""
    migrate.downgrade(engine, "0008")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    migrate.upgrade(engine)
    with engine.connect() as connection:
        return connection.scalar(text("SELECT proposal_id FROM pair_exclusion"))


def _add_people(connection: Connection) -> tuple[int, int]:
    """Return a room and a youth; only for the newest migration, as the tables in the code are."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        room, youth = add_room(session).id, add_youth(session).id
        session.commit()
    return room, youth


def _add_proposal_with_an_alternative(connection: Connection, room: int, youth: int) -> None:
    """Rows in plain SQL, which hold for older migrations too."""
    connection.execute(
        text(
            "INSERT INTO matching_round (id, status, step, created_at, today, parameters, summary,"
            " error) VALUES (1, 'done', '', '2026-01-01', '2026-01-01', '{}', '{}', '')"
        )
    )
    connection.execute(
        text(
            "INSERT INTO proposal (id, round_id, youth_id, room_id, status, starts_on, nights, fit,"
            " priority, distance_km, fit_parts, explanation, decline_note, version) VALUES"
            f" (1, 1, {youth}, {room}, 'proposed', '2026-01-01', 9, 9, 9, 1, '{{}}', '{{}}', '', 1)"
        )
    )
    connection.execute(
        text(
            "INSERT INTO proposal_alternative (id, proposal_id, side, rank, youth_id, room_id,"
            f" nights, fit, distance_km, is_free) VALUES (1, 1, 'room', 1, {youth}, {room}, 9, 9, 1,"
            " true)"
        )
    )


def _counts(connection: Connection) -> dict[str, int | None]:
    return {
        name: connection.scalar(text(f"SELECT count(*) FROM {table}"))
        for name, table in (
            ("matching_round", "matching_round"),
            ("proposal", "proposal"),
            ("alternative", "proposal_alternative"),
        )
    }


def test_the_program_refuses_a_database_without_guards(engine: Engine) -> None:
    with engine.begin() as connection:
        require_guards(connection)
        drop_guards(connection)
        with pytest.raises(GuardMissing, match="kamermatch database upgrade"):
            require_guards(connection)


def test_upgrading_again_brings_lost_guards_back(engine: Engine) -> None:
    with engine.begin() as connection:
        drop_guards(connection)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert missing_guards(connection) == []
