"""A code with two labels: what every coded value of the service is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Self


class Word(StrEnum):
    """A code with two labels: ``MEMBER = "code", "Nederlands", "English"``."""

    nl: str
    en: str

    if not TYPE_CHECKING:  # to a type checker, ``Role("host")`` is the look-up that it is

        def __new__(cls, code: str, nl: str, en: str) -> Self:
            word = str.__new__(cls, code)
            word._value_ = code
            word.nl = nl
            word.en = en
            return word

    def label(self, language: str) -> str:
        """Return the label in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.en if language == "en" else self.nl

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        return tuple(word.value for word in cls)

    @classmethod
    def choices(cls, language: str) -> list[tuple[str, str]]:
        """Return (code, label) pairs in the order of definition, for select boxes."""
        return [(word.value, word.label(language)) for word in cls]
