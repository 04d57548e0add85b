"""Names of the people who did something in a case, in one query for a whole page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from matcher.database.accounts import Account


def names_of(session: Any, account_ids: Iterable[int | None]) -> Mapping[int, str]:
    wanted = sorted({one for one in account_ids if one is not None})
    if not wanted:
        return {}
    found = session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {row.id: row.name for row in found}
