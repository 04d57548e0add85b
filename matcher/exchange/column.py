"""What one column of an import file is: its names, its meaning, and which values it takes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Any

from matcher.words import Word


class Kind(StrEnum):
    """How the text of a cell becomes a value."""

    TEXT = auto()
    REFERENCE = auto()  # text without spaces, the key of a record
    WHOLE = auto()  # whole number
    MONEY = auto()  # euros in the file, cents inside
    DECIMAL = auto()
    DATE = auto()
    YES_NO = auto()
    WORD = auto()  # one coded word
    WORDS = auto()  # several coded words
    LANGUAGES = auto()  # several languages
    POSTCODE = auto()
    EMAIL = auto()
    PHONE = auto()
    MUNICIPALITY = auto()
    ORGANISATION = auto()
    PLACE = auto()
    PLACES = auto()


NUMBERS = (Kind.WHOLE, Kind.MONEY, Kind.DECIMAL)


@dataclass(frozen=True)
class Text:
    """The same sentence in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a file.

    ``part`` names the record that the column fills ('household', 'needs', …) and
    ``attribute`` the attribute there (the name of the column itself, when empty).
    ``default`` is the value of an empty cell in a new record; ``default_text`` tells of
    a default that depends on the rest. ``low`` and ``high`` are limits in the unit of the
    value (cents for money).
    """

    name: str
    nl: str
    en: str
    meaning: Text
    kind: Kind
    part: str
    attribute: str = ""
    word: type[Word] | None = None
    is_number: bool = False  # the code of the word is stored as a number
    joiner: str = " "
    required: bool = False
    default: Any = None
    default_text: Text | None = None
    may_be_none: bool = False  # 'geen' or 'none' says on purpose that there is no value
    keeps: bool = False  # an empty cell leaves the value of an existing record alone
    low: float | None = None
    high: float | None = None
    length: int = 200
    example: Any = None

    def header(self, language: str) -> str:
        return self.en if language == "en" else self.nl

    @property
    def field(self) -> str:
        return self.attribute or self.name

    @property
    def keeps_stored_value(self) -> bool:
        """An empty cell must not put an existing record back to a default by accident."""
        return self.keeps or self.default not in (None, "")


def plain(text: str) -> str:
    """Return ``text`` for comparison: lower case, no accents, letters and digits only."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)


def name_key(text: str) -> str:
    """Return a person's name for comparison; a name in another script stays as it is."""
    return plain(text) or text.strip().casefold()
