"""A message of the outbox as subject and body, in the language of who gets it.

The texts stand in modules ``texts_<part>.py`` beside this one: a dictionary TEXTS of template,
language and text. A new module is found by itself; a template named twice does not start.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from babel.dates import format_date

from matcher.messages.text import Text

CLOSING = {"nl": "Groeten van Kamermatch\n{url}", "en": "Kind regards, Kamermatch\n{url}"}
MODULES = sorted(path.stem for path in Path(__file__).parent.glob("texts_*.py"))


def all_texts() -> dict[str, dict[str, Text]]:
    """Return the texts of all modules by template and language.

    Raises:
        ValueError: two modules have the same template.
    """
    together: dict[str, dict[str, Text]] = {}
    for module in MODULES:
        texts = import_module(f"{__package__}.{module}").TEXTS
        if twice := sorted(together.keys() & texts.keys()):
            raise ValueError(f"{module}: another part has mails called {twice} already")
        together |= texts
    return together


TEXTS = all_texts()


def compose(template: str, language: str, values: Mapping[str, Any], url: str) -> Text:
    """Return subject and body of a message. Dates in ``values`` are ISO texts.

    Raises:
        KeyError: there is no such template, or a value that it needs is missing.
    """
    language = "en" if language == "en" else "nl"
    text = TEXTS[template][language]
    known = {name: _shown(name, value, language) for name, value in values.items()} | {"url": url}
    body = f"{text.body}\n\n{CLOSING[language]}\n"
    return Text(text.subject.format(**known), body.format(**known))


def _shown(name: str, value: Any, language: str) -> str:
    if name.endswith("_on"):
        return format_date(date.fromisoformat(value), "d MMMM y", locale=language)
    return str(value)
