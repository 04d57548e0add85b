"""A paper as sections and blocks, apart from how it looks: one source for the page and the PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class BlockKind(StrEnum):
    """How the rows of a block are read.

    TEXT: one paragraph per row. LIST: one point per row. STEPS: one numbered point per row.
    FACTS: (term, value). RULES: (number, subject, rule). SIGNATURES: (party, name). NOTE: one
    paragraph per row, set apart from the agreement itself.
    """

    TEXT = "text"
    LIST = "list"
    STEPS = "steps"
    FACTS = "facts"
    RULES = "rules"
    SIGNATURES = "signatures"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """``rows``: texts; how many in a row depends on the kind."""

    kind: BlockKind
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Paper:
    """``footer`` stands on every page of the PDF; ``columns`` are the headings of its tables."""

    title: str
    language: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    footer: str
    columns: dict[str, tuple[str, ...]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Paper:
        """Return the paper that `as_json` wrote."""
        return cls(
            title=stored["title"],
            language=stored["language"],
            lead=tuple(stored["lead"]),
            sections=tuple(_section(section) for section in stored["sections"]),
            footer=stored["footer"],
            columns={name: tuple(words) for name, words in stored["columns"].items()},
        )

    def texts(self) -> Iterator[str]:
        """Yield every text in the order of reading; the footer is not part of it."""
        yield self.title
        yield from self.lead
        for number, section in enumerate(self.sections, start=1):
            yield f"{number}. {section.heading}"
            for block in section.blocks:
                yield from self.columns.get(block.kind, ())
                for row in block.rows:
                    yield from row


def _section(stored: dict[str, Any]) -> Section:
    blocks = [
        Block(BlockKind(block["kind"]), tuple(tuple(row) for row in block["rows"]))
        for block in stored["blocks"]
    ]
    return Section(stored["heading"], tuple(blocks))


def tidy(text: str) -> str:
    """Return one line of composed characters: 'é' as one sign, no breaks and no double spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines that somebody typed as rows of a TEXT block; empty lines fall out."""
    return tuple((tidy(line),) for line in text.splitlines() if line.strip())
