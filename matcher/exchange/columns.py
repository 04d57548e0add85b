"""The columns of both files. Templates, documents, import and export are all made from here."""

from __future__ import annotations

from enum import StrEnum

from matcher.exchange.column import Column, Text
from matcher.exchange.host_columns import EXAMPLE_REFERENCE, HOST_COLUMNS
from matcher.exchange.youth_columns import YOUTH_COLUMNS

__all__ = ["COLUMNS", "EXAMPLE_REFERENCE", "NAMES", "Column", "FileKind", "column"]


class FileKind(StrEnum):
    HOSTS = "hosts"
    YOUTHS = "youths"


COLUMNS: dict[FileKind, tuple[Column, ...]] = {
    FileKind.HOSTS: HOST_COLUMNS,
    FileKind.YOUTHS: YOUTH_COLUMNS,
}

NAMES: dict[FileKind, Text] = {
    FileKind.HOSTS: Text("huishoudens met kamers", "hosts with rooms"),
    FileKind.YOUTHS: Text("jongeren", "youths"),
}

_BY_NAME = {kind: {c.name: c for c in columns} for kind, columns in COLUMNS.items()}


def column(kind: FileKind, name: str) -> Column:
    """Return the column with this code name."""
    return _BY_NAME[kind][name]
