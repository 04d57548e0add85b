"""The web application: settings in, a ready Flask application out."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.orm import Session, sessionmaker

from matcher import __version__
from matcher.database.session import make_engine, make_session_factory
from matcher.hosts.drafts import kept_for
from matcher.settings import Settings
from web.access import declare_entrants, who
from web.account.session import set_up_sign_in
from web.contents import add_contents
from web.describing import add_filters as add_describing_filters
from web.errorpages import add_error_pages
from web.fields import errors_of, mistakes
from web.formatting import add_filters
from web.happened import add_filters as add_history_filters
from web.headers import add_headers
from web.incoming import guard_requests
from web.languages import language, set_up_languages
from web.limits import limiter
from web.menu import menu
from web.panels import add_panels
from web.redirects import here
from web.session import UnitOfWork, close_session
from web.sitemap import add_blueprints, exists

AROUND_A_FILE = 64 * 1024  # the form that an uploaded file comes in
csrf = CSRFProtect()


def create_app(
    settings: Settings,
    *,
    session_factory: sessionmaker[Session] | None = None,
    configuration: dict[str, Any] | None = None,
) -> Flask:
    """Return the application.

    Args:
        settings: from ``Settings.from_environment()``.
        session_factory: database sessions, when the caller has an engine already.
        configuration: Flask settings that win over ours (tests).
    """
    app = UnitOfWork(__name__)
    app.config.from_mapping(_configuration(settings))
    app.config.from_mapping(configuration or {})
    app.extensions["settings"] = settings
    app.extensions["session_factory"] = session_factory or make_session_factory(
        make_engine(settings)
    )
    app.teardown_appcontext(close_session)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Globals and not context values: macros that are imported see no context.
    app.jinja_env.globals.update(here=here, errors_of=errors_of, mistakes=mistakes)
    guard_requests(app)
    set_up_languages(app)
    add_filters(app)
    add_describing_filters(app)
    add_history_filters(app)
    add_contents(app)
    csrf.init_app(app)
    limiter.init_app(app)
    set_up_sign_in(app)
    add_error_pages(app)
    add_headers(app, settings.secure_cookies)
    app.context_processor(_page_values)
    add_blueprints(app)
    add_panels(app)
    declare_entrants(app)
    return app


def _configuration(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "DEMO": settings.demo,
        "MAX_CONTENT_LENGTH": settings.import_megabytes * 1024 * 1024 + AROUND_A_FILE,
        "PERMANENT_SESSION_LIFETIME": kept_for(),  # of a sign-up half-way; who signs in has less
        "SESSION_COOKIE_NAME": "kamermatch",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "RATELIMIT_STORAGE_URI": settings.rate_limit_storage,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a long form must not expire
    }


def _page_values() -> dict[str, Any]:
    """Values that every template has."""
    return {
        "who": who._get_current_object(),
        "language": language(),
        "menu": menu,
        "exists": exists,
        "version": __version__,
        "is_demo": current_app.config["DEMO"],
    }
