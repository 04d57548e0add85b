"""A demo set as the two files that the import takes.

The set is written into a database in memory and exported from there, so that these files are what
`kamermatch export` would write, whatever columns it has.
"""

from __future__ import annotations

from pathlib import Path

from matcher.audit import COMMAND_LINE
from matcher.database import migrate
from matcher.database.session import engine_for, make_session_factory, transaction
from matcher.exchange import service
from matcher.exchange.columns import FileKind
from seed.demo.plan import DemoSet
from seed.demo.store import store_partners, store_people
from seed.load import load_reference


def write_files(demo: DemoSet, folder: Path) -> list[Path]:
    """Write hosts.csv and youths.csv into ``folder``, made when needed; return their paths."""
    engine = engine_for("sqlite://")
    migrate.upgrade(engine)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    with transaction(make_session_factory(engine)) as session:
        load_reference(session)
        store_partners(session, demo)
        store_people(session, demo)
        for kind in FileKind:
            path = folder / f"{kind}.csv"
            content, _ = service.export(session, COMMAND_LINE, kind, ".csv")
            path.write_bytes(content)
            paths.append(path)
    engine.dispose()
    return paths
