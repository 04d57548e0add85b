"""Fictional people, homes and rooms that look like the country: `kamermatch demo-data`.

`plan.make_set` makes a set in memory from the towns of the reference data, a size, a seed and a
date; `store` writes it; `removal` tells it from real data and takes it out again.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from matcher.audit import COMMAND_LINE, record
from matcher.errors import MatcherError
from matcher.screening import versions
from seed.demo.accounts import DemoAccount, find_accounts, make_accounts
from seed.demo.after import make_after
from seed.demo.after.papers import sign_papers
from seed.demo.before import make_before
from seed.demo.before.screenings import ChartInUse
from seed.demo.country import read_country
from seed.demo.plan import DemoSet, Size, make_set
from seed.demo.removal import has_demo_data, real_data, remove_demo_data
from seed.demo.store import (
    Progress,
    number_of_rows,
    store_before,
    store_partners,
    store_people,
)

__all__ = [
    "DemoAccount",
    "DemoSet",
    "Size",
    "create",
    "find_accounts",
    "has_demo_data",
    "make_room_for_demo_data",
    "number_of_rows",
    "plan",
    "real_data",
]


def make_room_for_demo_data(
    session: Session, *, replace: bool = False, beside_real_data: bool = False
) -> None:
    """Check that demo data may be added here; with ``replace`` remove what an earlier run made.

    Raises:
        MatcherError: the database holds real data, or demo data already, and nobody said that
            this is fine.
    """
    found = real_data(session)
    if found and not beside_real_data:
        raise MatcherError(
            f"this database holds {', '.join(found)} that are no demo data; use another database "
            "(DATABASE_URL or KAMERMATCH_INSTANCE), or give --beside-real-data if you are sure"
        )
    if has_demo_data(session):
        if not replace:
            raise MatcherError("demo data is already there; give --replace to make it anew")
        remove_demo_data(session)


def plan(
    session: Session, size: Size, seed: int, today: date, *, with_history: bool = True
) -> DemoSet:
    """Make the set of this size in memory, from the reference data in the database.

    Without history: for files, which hold neither placements nor what comes before them.
    """
    made = make_set(read_country(session), size, seed, today, with_history=with_history)
    if not with_history:
        return made
    live = versions.live(session)
    chart = None if live is None else ChartInUse(live.id, live.content)
    before = make_before(made, seed, today, chart)
    return replace(made, before=[*before, *make_after(made, seed, today)])


def create(
    session: Session,
    demo: DemoSet,
    seed: int,
    today: date,
    progress: Progress | None = None,
    *,
    with_people: bool = True,
) -> list[DemoAccount]:
    """Write the set and return the accounts; without people only contracts, organisations, staff."""
    store_partners(session, demo)
    accounts = make_accounts(session, demo, today, with_people=with_people)
    if with_people:
        store_people(session, demo, progress)
        store_before(session, demo, progress)
        sign_papers(session)
    record(
        session,
        COMMAND_LINE,
        "demo.create",
        None,
        seed=seed,
        today=today.isoformat(),
        youths=len(demo.people) if with_people else 0,
        rooms=sum(len(dwelling.rooms) for dwelling in demo.dwellings) if with_people else 0,
    )
    return accounts
