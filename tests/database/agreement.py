"""Fails when the migrations do not make exactly the tables of the code: part of `make check`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from matcher.database import migrate
from matcher.database.session import engine_for


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'check.sqlite3'}")
        migrate.upgrade(engine)
        with engine.connect() as connection:
            found = migrate.differences(connection)
        engine.dispose()
    for difference in found:
        print(difference, file=sys.stderr)
    if found:
        sys.exit(
            "The tables differ from the migrations. Remedy: add a migration (CONTRIBUTING.md)."
        )
    print("The migrations make the tables of the code.")


if __name__ == "__main__":
    main()
