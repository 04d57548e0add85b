"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

Row = TypeVar("Row")
ROWS_PER_PAGE = 25


@dataclass(frozen=True)
class Page(Generic[Row]):
    """``number`` counts from 1; ``total`` counts the rows of all pages."""

    rows: Sequence[Row]
    number: int
    pages: int
    total: int


def page_of(
    session: Session, query: Select[Any], number: int, rows_per_page: int = ROWS_PER_PAGE
) -> Page[Any]:
    """Return page ``number`` of ``query``'s objects; a number past the end gives the last page."""
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    pages = max(1, -(-total // rows_per_page))
    number = min(max(number, 1), pages)
    rows = session.scalars(query.limit(rows_per_page).offset((number - 1) * rows_per_page))
    return Page(rows.unique().all(), number, pages, total)


def page_of_rows(rows: Sequence[Row], number: int) -> Page[Row]:
    """Return page ``number`` of rows in memory; a number past the end gives the last page."""
    pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * ROWS_PER_PAGE
    return Page(rows[first : first + ROWS_PER_PAGE], number, pages, len(rows))
