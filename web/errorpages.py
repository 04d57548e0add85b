"""Error pages that say what happened and what to do, in the language of the visitor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, current_app, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException

from matcher.database.guards import already_taken
from matcher.errors import (
    AlreadyTaken,
    MatcherError,
    NotAllowed,
    NotFound,
    Stale,
    StepNotAllowed,
    TextRefused,
)
from matcher.machines import explain
from web.languages import language

#: status: (heading, what to do)
TEXTS = {
    400: (
        _("We could not read your request"),
        _("Go back, load the page again and try once more."),
    ),
    403: (
        _("You may not open this page"),
        _(
            "This page is for people with another role, or in another region. "
            "Do you need it for your work? Ask the administrator of your organisation."
        ),
    ),
    404: (
        _("We cannot find this page"),
        _(
            "The page may have moved, or the address has a typing error. Start again at the home page."
        ),
    ),
    405: (
        _("This page does not work this way"),
        _("Open the page from the menu and use the buttons on it."),
    ),
    409: (
        _("Somebody was there before you"),
        _(
            "This record was changed while you looked at it. Load the page again to see how it is now."
        ),
    ),
    422: (
        _("This step is not possible now"),
        _("Load the page again to see how things stand."),
    ),
    429: (
        _("Too many attempts"),
        _("Wait a few minutes and try again. This protects everybody's data."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("Your last change was not saved. Try again in a moment. Does it stay wrong? Tell us."),
    ),
    503: (
        _("We cannot help you right now"),
        _("The database does not answer. Your last change was not saved. Try again in a minute."),
    ),
}
EXPIRED_FORM = (
    _("This form was open too long"),
    _("Go back, load the page again and fill it in once more."),
)

REFUSED_TEXT = (
    _("This text may not be stored"),
    _(
        "It looks as if it holds a citizen service number (BSN). We never keep one. "
        "Go back and take the number out."
    ),
)

SECONDS_UNTIL_RETRY = "60"

log = structlog.get_logger()


def page(status: int, texts: tuple[object, object] | None = None) -> tuple[str, int]:
    heading, advice = texts or TEXTS.get(status, TEXTS[500])
    if status >= 500:
        g.without_person = True  # the page must not ask a database that may be away
    return (
        render_template("errors/error.html", status=status, heading=heading, advice=advice),
        status,
    )


def _too_large() -> tuple[object, object]:
    largest = current_app.extensions["settings"].import_megabytes
    return (
        _("This file is too large"),
        _("Choose a file of at most %(megabytes)s MB, or split it.", megabytes=largest),
    )


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    body, status = page(error.code, _too_large() if error.code == 413 else None)
    headers = [h for h in error.get_headers() if h[0] in ("Allow", "Retry-After")]
    return body, status, headers


def _csrf_error(error: CSRFError) -> ResponseReturnValue:
    return page(400, EXPIRED_FORM)


def _not_found(error: NotFound) -> ResponseReturnValue:
    return page(404)


def _not_allowed(error: NotAllowed) -> ResponseReturnValue:
    return page(403)


def _conflict(error: Exception) -> ResponseReturnValue:
    return page(409)


def _step_not_allowed(error: StepNotAllowed) -> ResponseReturnValue:
    heading, _advice = TEXTS[422]
    return page(422, (heading, explain(error, language())))


def _text_refused(error: TextRefused) -> ResponseReturnValue:
    return page(422, REFUSED_TEXT)


def _not_possible(error: MatcherError) -> ResponseReturnValue:
    log.warning("step refused", path=request.path, error=str(error))
    return page(422)


def _guarded(error: IntegrityError) -> ResponseReturnValue:
    """A guard of the database spoke where no service caught it first."""
    if already_taken(error) is not None:
        return page(409)
    log.exception("integrity error", path=request.path)
    return page(500)


def _unstorable(error: Exception) -> ResponseReturnValue:
    """A value that no column can hold, such as a number of thirty digits in an address."""
    log.warning("value out of range", path=request.path)
    return page(400)


def _database_away(error: Exception) -> ResponseReturnValue:
    log.error(
        "database does not answer", path=request.path, error=str(getattr(error, "orig", error))
    )
    body, status = page(503)
    return body, status, {"Retry-After": SECONDS_UNTIL_RETRY}


def _surprise(error: HTTPException) -> ResponseReturnValue:
    return page(500)


#: What went wrong -> what answers it: HTTP errors, the errors of the domain, and surprises.
HANDLERS: dict[type[Exception] | int, Callable[[Any], ResponseReturnValue]] = {
    HTTPException: _http_error,
    CSRFError: _csrf_error,
    NotFound: _not_found,
    NotAllowed: _not_allowed,
    Stale: _conflict,
    AlreadyTaken: _conflict,
    StepNotAllowed: _step_not_allowed,
    TextRefused: _text_refused,
    MatcherError: _not_possible,
    IntegrityError: _guarded,
    DataError: _unstorable,
    OverflowError: _unstorable,
    OperationalError: _database_away,
    NoConnectionFree: _database_away,
    500: _surprise,
}


def add_error_pages(app: Flask) -> None:
    """Register a page for each thing that can go wrong."""
    for error, handler in HANDLERS.items():
        app.register_error_handler(error, handler)
