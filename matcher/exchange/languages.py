"""Names and codes of languages, from the tables of Babel (CLDR)."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from matcher.exchange.column import plain


@cache
def _names(language: str) -> dict[str, str]:
    """Return code -> name for ISO 639 codes of two or three letters."""
    names = Locale.parse(language).languages
    return {code: names[code] for code in sorted(names) if re.fullmatch(r"[a-z]{2,3}", code)}


@cache
def _codes() -> dict[str, str]:
    """Return each way to write a language, in plain form -> code; a code beats a name."""
    known: dict[str, str] = {}
    for names in (_names("en"), _names("nl")):
        known.update({plain(name): code for code, name in names.items() if len(plain(name)) > 3})
    known.update({code: code for code in _names("nl")})
    known.pop("", None)
    return known


def language_code(text: str) -> str | None:
    """Return the ISO code of a language by its code or its Dutch or English name."""
    return _codes().get(plain(text))


def language_name(code: str, language: str) -> str:
    """Return a name that :func:`language_code` takes back to ``code``, else the code itself."""
    name = _names("en" if language == "en" else "nl").get(code, code)
    return name if language_code(name) == code and "," not in name else code
