"""The words in which consent is asked, in both languages, with the version that was read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.words import ConsentPurpose

PARTS = ("title", "ask", "why", "change")


@dataclass(frozen=True)
class ConsentText:
    """One purpose in one language: ``change`` says what taking the consent back changes."""

    title: str
    ask: str
    why: str
    change: str


@dataclass(frozen=True)
class ConsentTexts:
    version: str
    texts: Mapping[tuple[ConsentPurpose, str], ConsentText]

    def of(self, purpose: ConsentPurpose, language: str) -> ConsentText:
        """Return the text in ``language`` ('nl' or 'en'; Dutch for anything else)."""
        return self.texts[purpose, "en" if language == "en" else "nl"]


@cache
def consent_texts() -> ConsentTexts:
    """Return the texts in force.

    Raises:
        ValueError: the file lacks a purpose, a language or a part.
    """
    text = (files("matcher.consents") / "texts.toml").read_text(encoding="utf-8")
    return texts_from(tomllib.loads(text))


def texts_from(content: Mapping[str, Any]) -> ConsentTexts:
    found: dict[tuple[ConsentPurpose, str], ConsentText] = {}
    for purpose in ConsentPurpose:
        for language in ("nl", "en"):
            given = content.get(str(purpose), {}).get(language, {})
            missing = [part for part in PARTS if not given.get(part)]
            if missing:
                raise ValueError(f"consent text {purpose}.{language} lacks {missing}")
            found[purpose, language] = ConsentText(**{part: given[part] for part in PARTS})
    return ConsentTexts(str(content["version"]), found)
