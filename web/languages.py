"""Dutch and English: which one a page is in, and the catalogue behind it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Babel, Domain, get_locale

LANGUAGES = ("nl", "en")
DEFAULT = "nl"
COOKIE = "language"
CATALOGUES = Path(__file__).parent / "translations"


def chosen_language() -> str:
    """Return the language of this request: the person's choice, else Dutch.

    Only the cookie decides. Signing in sets it from the account, so that an error page
    can be in the right language while the database is away.
    """
    chosen = request.cookies.get(COOKIE, DEFAULT)
    return chosen if chosen in LANGUAGES else DEFAULT


def language() -> str:
    """Return 'nl' or 'en' for the page being made."""
    return str(get_locale() or DEFAULT)[:2]


def path_of(code: str) -> Path:
    return CATALOGUES / code / "LC_MESSAGES" / "messages.po"


@cache
def catalogue(code: str) -> NullTranslations:
    """Return the messages of a language, compiled in memory from its ``.po`` file.

    No ``.mo`` files are kept: they could be older than the text, and an installed
    package may not be able to write them.
    """
    path = path_of(code)
    if not path.exists():  # English: the messages in the source are the text
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


class Messages(Domain):
    """The texts of the pages, from :func:`catalogue`."""

    def get_translations(self) -> Any:
        return catalogue(language())


def set_up_languages(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", DEFAULT)
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "Europe/Amsterdam")
    babel = Babel(app, locale_selector=chosen_language)
    babel.domain_instance = Messages()
