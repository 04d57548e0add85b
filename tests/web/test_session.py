"""The request is the unit of work: what is kept, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.database.accounts import CareOrganisation
from web.session import commits_reading, database

View = Callable[[], Any]


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """The tests here add routes to it."""
    return own_app


def add() -> None:
    database.add(CareOrganisation(code="NIEUW", name="Nieuw"))
    database.flush()


def answer(status: int) -> View:
    def view() -> object:
        add()
        return "", status, {"Location": "/"} if 300 <= status < 400 else {}

    return view


def count(factory: sessionmaker[Session]) -> int:
    with factory() as session:
        query = select(func.count()).where(CareOrganisation.code == "NIEUW")
        return session.scalar(query) or 0


def send(app: Flask, view: View, method: str = "POST") -> int:
    app.add_url_rule("/probe", "probe", view, methods=[method])
    app.extensions["entrants"]["probe"] = frozenset({"everyone"})
    return app.test_client().open("/probe", method=method).status_code


@pytest.mark.parametrize("status", [200, 204, 302, 303])
def test_answered_post_is_kept(app: Flask, factory: sessionmaker[Session], status: int) -> None:
    assert send(app, answer(status)) == status
    assert count(factory) == 1


@pytest.mark.parametrize("status", [400, 403, 409, 422, 500])
def test_refused_post_is_undone(app: Flask, factory: sessionmaker[Session], status: int) -> None:
    assert send(app, answer(status)) == status
    assert count(factory) == 0


def test_post_that_aborts_is_undone(app: Flask, factory: sessionmaker[Session]) -> None:
    def view() -> object:
        add()
        abort(404)

    assert send(app, view) == 404
    assert count(factory) == 0


def test_post_that_breaks_is_undone(app: Flask, factory: sessionmaker[Session]) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def view() -> object:
        add()
        raise RuntimeError("broken")

    assert send(app, view) == 500
    assert count(factory) == 0


def test_get_keeps_nothing(app: Flask, factory: sessionmaker[Session]) -> None:
    assert send(app, answer(200), "GET") == 200
    assert count(factory) == 0


def test_get_that_records_a_look_is_kept(app: Flask, factory: sessionmaker[Session]) -> None:
    assert send(app, commits_reading(answer(200)), "GET") == 200
    assert count(factory) == 1


def test_conflict_at_commit_is_told_and_not_answered_as_done(
    app: Flask, factory: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some constraints are only checked at commit; the answer must wait for it."""

    def conflict(session: Session) -> None:
        raise IntegrityError("INSERT", {}, Exception("guard_placement_room"))

    monkeypatch.setattr(Session, "commit", conflict)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert send(app, answer(200)) in (409, 500)
    assert count(factory) == 0
