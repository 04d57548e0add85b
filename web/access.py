"""Every endpoint declares who may enter; without a declaration the program does not start.

This is the first gate (which role may open which page). The second one, which objects
a person reaches, is ``matcher.access``. ``tests/web/access/`` holds the reviewed
list of all routes, a table per part; a route without a row fails the tests.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response

from matcher.access import Principal
from matcher.words import Role

View = TypeVar("View", bound=Callable[..., Any])
EVERYONE = frozenset({"everyone"})
SIGNED_IN = frozenset(Role.codes())


def allow(*roles: Role) -> Callable[[View], View]:
    """Let only these roles in. Put it directly under the route decorator."""
    if not roles:
        raise ValueError("name at least one role")

    def declare(view: View) -> View:
        view.entrants = frozenset(role.value for role in roles)  # type: ignore[attr-defined]
        return view

    return declare


def allow_everyone(view: View) -> View:
    """Let everybody in, signed in or not."""
    view.entrants = EVERYONE  # type: ignore[attr-defined]
    return view


def allow_signed_in(view: View) -> View:
    """Let every signed-in person in, whatever the role."""
    view.entrants = SIGNED_IN  # type: ignore[attr-defined]
    return view


def declare_entrants(app: Flask) -> None:
    """Collect the declarations when all routes are there, and guard them from now on.

    Raises:
        RuntimeError: an endpoint has no declaration.
    """
    app.view_functions["static"] = allow_everyone(app.view_functions["static"])
    entrants = {
        endpoint: getattr(view, "entrants", None) for endpoint, view in app.view_functions.items()
    }
    undeclared = sorted(endpoint for endpoint, who in entrants.items() if not who)
    if undeclared:
        raise RuntimeError(
            "these endpoints do not say who may enter; "
            "add @allow(...), @allow_signed_in or @allow_everyone: " + ", ".join(undeclared)
        )
    app.extensions["entrants"] = entrants
    app.before_request(check_entry)


def check_entry() -> Response | None:
    """Refuse whom the endpoint does not let in; an unknown endpoint lets nobody in."""
    if request.endpoint is None:
        return None  # no such page, or wrong method: Flask answers 404 or 405
    entrants = current_app.extensions["entrants"].get(request.endpoint, frozenset())
    if entrants == EVERYONE:
        return None
    if not current_user.is_authenticated:
        if request.method not in ("GET", "HEAD"):
            return redirect(url_for("account.sign_in"), code=303)
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), code=303)
    if entrants.isdisjoint(principal().roles):
        abort(403)
    return None


def principal() -> Principal:
    """Return the signed-in person as the policy sees them.

    Raises:
        403 (abort): nobody is signed in.
    """
    if not current_user.is_authenticated:
        abort(403)
    if "principal" not in g:
        g.principal = current_user.principal
    found: Principal = g.principal
    return found


#: The signed-in person, or None. For templates and menus.
who: Any = LocalProxy(
    lambda: principal() if not g.get("without_person") and current_user.is_authenticated else None
)
