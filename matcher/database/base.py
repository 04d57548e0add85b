"""The declarative base: constraint names, and column types that hold on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from matcher import clock
from matcher.words import Word

# Named constraints: a migration can only drop what it can name, and SQLite names none itself.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite keeps no zone, so a naive one would come back wrong."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def code(word: type[Word], name: str = "") -> Enum:
    """Return a text column type that takes the codes of ``word`` only (CHECK on both databases).

    ``name``: of the CHECK, where a table has two columns of one word.
    """
    own = "".join("_" + c.lower() if c.isupper() else c for c in word.__name__).lstrip("_")
    return Enum(
        word,
        name=name or own,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=_codes,
    )


def _codes(word: Any) -> list[str]:
    return [member.value for member in word]


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return clock.moment()
