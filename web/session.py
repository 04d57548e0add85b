"""One database session per request; the request is the unit of work.

View functions never commit. :class:`UnitOfWork` commits after a view of a
state-changing request answered 2xx or 3xx, and rolls back after anything else. It
commits *before* the answer leaves, so a conflict at commit becomes an error page and
never a false 'done'. A GET changes nothing and is rolled back, except for views
marked with :func:`commits_reading`, which write the audit event of a look at a dossier.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session
from werkzeug.local import LocalProxy

from matcher.database.session import READ_ONLY

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
View = TypeVar("View", bound=Callable[..., Any])


def open_session() -> Session:
    """Return the session of this request, opened at first use.

    One that will not be committed only reads: on SQLite it then never waits for a writer.
    """
    if "database" not in g:
        g.database = current_app.extensions["session_factory"]()
        if not may_commit():
            g.database.connection(execution_options={READ_ONLY: True})
    session: Session = g.database
    return session


#: The session of this request, for views and forms: ``from web.session import database``.
database: Any = LocalProxy(open_session)


def commits_reading(view: View) -> View:
    """Mark a GET view whose reading is itself recorded (an audit event)."""
    view.commits_reading = True  # type: ignore[attr-defined]
    return view


def may_commit() -> bool:
    """Say whether the present request may change anything."""
    if request.method not in SAFE_METHODS:
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "commits_reading", False)


def is_to_be_committed(status: int) -> bool:
    """Say whether an answer with ``status`` to the present request keeps its changes."""
    return 200 <= status < 400 and may_commit()


class UnitOfWork(Flask):
    """A Flask application that ends the transaction between the view and the answer."""

    def dispatch_request(self) -> Response:
        response = self.make_response(super().dispatch_request())
        session: Session | None = g.get("database")
        if session is not None:
            if is_to_be_committed(response.status_code):
                session.commit()
            else:
                session.rollback()
        return response


def close_session(error: BaseException | None = None) -> None:
    """Give the connection back; whatever was not committed is undone."""
    session: Session | None = g.pop("database", None)
    if session is not None:
        session.close()
