"""The guards in the database: no room and no youth in two placements on one date.

The one place with their DDL, beside `visit_guards` for home visits and `stay_guards` for what was
agreed and shown. Migrations take them off before they run and re-apply them after, because a table
rebuild on SQLite drops triggers without a word, and stops at a trigger elsewhere that names the
table. The program refuses to start without them.

PostgreSQL: exclusion constraints. ``int8range(id, id, '[]')`` makes an id comparable within
the range index, so that no extension is needed. SQLite: triggers with the same condition,
safe because writers take the write lock at the start of their transaction.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from matcher.database import stay_guards, visit_guards
from matcher.errors import AlreadyTaken, GuardMissing

OPEN_END = "9999-12-31"


def _sqlite_overlap(side: str, verb: str) -> tuple[str, str]:
    name = f"guard_placement_{side}_{verb}"
    return (
        name,
        f"""
        CREATE TRIGGER {name} BEFORE {verb.upper()} ON placement
        WHEN NEW.status <> 'cancelled' AND EXISTS (
            SELECT 1 FROM placement AS other
            WHERE other.{side}_id = NEW.{side}_id
              AND other.status <> 'cancelled'
              AND other.id IS NOT NEW.id
              AND other.starts_on < coalesce(NEW.ends_on, '{OPEN_END}')
              AND coalesce(other.ends_on, '{OPEN_END}') > NEW.starts_on)
        BEGIN SELECT RAISE(ABORT, 'guard_placement_{side}'); END""",
    )


def _sqlite_append_only(verb: str) -> tuple[str, str]:
    name = f"guard_audit_event_{verb}"
    return (
        name,
        f"""
        CREATE TRIGGER {name} BEFORE {verb.upper()} ON audit_event
        BEGIN SELECT RAISE(ABORT, 'guard_audit_event'); END""",
    )


def _sqlite_no_replacing() -> tuple[str, str]:
    """INSERT OR REPLACE removes the old row without a word to a trigger on delete."""
    name = "guard_audit_event_insert"
    return (
        name,
        f"""
        CREATE TRIGGER {name} BEFORE INSERT ON audit_event
        WHEN EXISTS (SELECT 1 FROM audit_event AS other WHERE other.id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'guard_audit_event'); END""",
    )


def _postgres_overlap(side: str) -> tuple[str, str]:
    name = f"guard_placement_{side}"
    return (
        name,
        f"""
        ALTER TABLE placement ADD CONSTRAINT {name} EXCLUDE USING gist (
            int8range({side}_id::bigint, {side}_id::bigint, '[]') WITH &&,
            daterange(starts_on, ends_on, '[)') WITH &&)
        WHERE (status <> 'cancelled')""",
    )


SQLITE_GUARDS = dict(
    [
        *(
            _sqlite_overlap(side, verb)
            for side in ("room", "youth")
            for verb in ("insert", "update")
        ),
        *(_sqlite_append_only(verb) for verb in ("update", "delete")),
        _sqlite_no_replacing(),
    ]
)
#: The last table of a group → its guards.
MORE_GUARDS = {"home_visit": visit_guards, "disclosure": stay_guards}
POSTGRES_CONSTRAINTS = dict(_postgres_overlap(side) for side in ("room", "youth"))
POSTGRES_TRIGGER = "guard_audit_event"
POSTGRES_APPEND_ONLY = (
    f"""CREATE OR REPLACE FUNCTION {POSTGRES_TRIGGER}() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{POSTGRES_TRIGGER}' USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
    f"""CREATE TRIGGER {POSTGRES_TRIGGER} BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION {POSTGRES_TRIGGER}()""",
)


def apply_guards(connection: Connection) -> None:
    """Drop and make every guard anew; does nothing where the tables are not there."""
    if not inspect(connection).has_table("placement"):
        return
    drop_guards(connection)
    is_sqlite = connection.dialect.name == "sqlite"
    statements = list(SQLITE_GUARDS.values())
    if not is_sqlite:
        statements = [*POSTGRES_CONSTRAINTS.values(), *POSTGRES_APPEND_ONLY]
    for table, more in MORE_GUARDS.items():
        if inspect(connection).has_table(table):  # not before its migration
            statements += more.SQLITE_GUARDS.values() if is_sqlite else more.POSTGRES_GUARDS
    for statement in statements:
        connection.execute(text(statement))


def drop_guards(connection: Connection) -> None:
    """Remove the guards: before migrations, and for the tests' unguarded control."""
    if connection.dialect.name == "sqlite":
        for name in _sqlite_names():
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        return
    tables = set(inspect(connection).get_table_names())
    if "placement" not in tables:
        return
    for name in POSTGRES_CONSTRAINTS:
        connection.execute(text(f"ALTER TABLE placement DROP CONSTRAINT IF EXISTS {name}"))
    connection.execute(text(f"DROP TRIGGER IF EXISTS {POSTGRES_TRIGGER} ON audit_event"))
    for name, table in _postgres_triggers().items():
        if table in tables:
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name} ON {table}"))


def _sqlite_names() -> set[str]:
    return {*SQLITE_GUARDS, *(name for more in MORE_GUARDS.values() for name in more.SQLITE_GUARDS)}


def _postgres_triggers() -> dict[str, str]:
    groups = (more.POSTGRES_TRIGGERS.items() for more in MORE_GUARDS.values())
    return {name: table for group in groups for name, table in group}


def missing_guards(connection: Connection) -> list[str]:
    """Return the names of the guards that the database lacks, sorted."""
    if connection.dialect.name == "sqlite":
        wanted = _sqlite_names()
        found = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    else:
        wanted = {*POSTGRES_CONSTRAINTS, POSTGRES_TRIGGER, *_postgres_triggers()}
        found = connection.execute(
            text("SELECT conname FROM pg_constraint UNION ALL SELECT tgname FROM pg_trigger")
        )
    return sorted(wanted - {row[0] for row in found})


def require_guards(connection: Connection) -> None:
    """Raise GuardMissing unless every guard is in place."""
    missing = missing_guards(connection)
    if missing:
        raise GuardMissing(missing)


def already_taken(error: IntegrityError) -> AlreadyTaken | None:
    """Return which side a guard or the index beside it protected, or None for another error."""
    told = str(error.orig)
    for side in ("room", "youth"):
        if any(
            name in told
            for name in (
                f"guard_placement_{side}",
                f"uq_placement_{side}_open",
                f"placement.{side}_id",  # how SQLite names the index beside the guard
            )
        ):
            return AlreadyTaken(side)
    return None
