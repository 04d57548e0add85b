"""The languages that people can tick, named in the language of the page."""

from __future__ import annotations

from typing import Any

from babel import Locale
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from web.fields import WordCheckboxes
from web.languages import language

#: ISO codes, the most spoken at home in the Netherlands first.
SPOKEN = ("nl", "en", "ar", "tr", "pl", "ti", "uk", "fa", "so", "es", "fr", "de", "pt", "zh")


class SpokenLanguages(WordCheckboxes):
    """Checkboxes of languages; ``data`` is the list of ISO codes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        SelectMultipleField.__init__(self, label, validators, choices=_choices, **kwargs)
        self.type = "WordCheckboxes"  # so that pages show it like one


def _choices() -> list[tuple[str, str]]:
    names = Locale.parse(language()).languages
    return [(code, names[code][:1].upper() + names[code][1:]) for code in SPOKEN]
