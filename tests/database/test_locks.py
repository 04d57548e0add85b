"""Locking one row: on PostgreSQL also when the session read it together with others before.

A row that is read again comes with what was read with it the first time, by an outer join, and
PostgreSQL locks no outer side: ``FOR UPDATE OF`` has to name the table.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

import matcher
import web
from matcher.database.placements import Placement
from matcher.placements.stepping import locked
from tests.factories import add_placement, add_proposal

FOLDERS = [Path(one.__path__[0]) for one in (matcher, web)]
READING = {"get", "get_one", "refresh"}  # a select says itself what it joins


def locks(tree: ast.AST) -> Iterator[ast.keyword]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in READING:
                yield from (one for one in node.keywords if one.arg == "with_for_update")


def test_whoever_locks_one_row_names_its_table() -> None:
    found = [
        (path, lock.value)
        for folder in FOLDERS
        for path in sorted(folder.rglob("*.py"))
        for lock in locks(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found
    assert [f"{path}:{lock.lineno}" for path, lock in found if "'of'" not in ast.dump(lock)] == []


def test_a_row_that_was_read_with_another_can_be_locked(session: Session) -> None:
    proposal = add_proposal(session)
    add_placement(session, room=proposal.room, youth=proposal.youth, proposal=proposal)
    session.expunge_all()
    query = select(Placement).options(joinedload(Placement.proposal))
    placement = session.scalars(query).one()
    assert locked(session, placement.id) is placement
