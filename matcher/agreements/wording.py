"""The sentences of the agreements, from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from matcher.agreements.paper import Block, BlockKind


class Wording:
    """The sentences of one agreement in one language."""

    def __init__(self, texts: dict[str, str | list[str]]) -> None:
        self._texts = texts

    def __getitem__(self, name: str) -> str:
        text = self._texts[name]
        if not isinstance(text, str):
            raise TypeError(f"{name} is a list of sentences")
        return text

    def rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of sentences, or a single one, as rows of a block."""
        text = self._texts[name]
        return ((text,),) if isinstance(text, str) else tuple((one,) for one in text)

    def text(self, *names: str) -> Block:
        return Block(BlockKind.TEXT, tuple(row for name in names for row in self.rows(name)))

    def points(self, name: str) -> Block:
        return Block(BlockKind.LIST, self.rows(name))


@cache
def wording(part: str, language: str) -> Wording:
    """Return the sentences of 'rent' or 'coaching' in 'nl' or 'en'."""
    raw = files("matcher.agreements").joinpath(f"{part}.toml").read_text("utf-8")
    return Wording(tomllib.loads(raw)[language])
