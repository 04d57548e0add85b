"""The problems of a file: which row and column, what is wrong, and what to do, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.exchange.column import Text
from matcher.exchange.problem_texts import MESSAGES, REMEDIES
from matcher.text_rules import is_bsn

LONGEST_ECHO = 60
_LONG_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9]){8,}")


@dataclass(frozen=True)
class Problem:
    """One thing that must be mended before anything is saved.

    ``row`` counts as a spreadsheet does (the header is row 1; None: the file as a whole).
    ``column`` is the header as it stands in the file, ``name`` the code of the column (both
    empty when the problem is about a row or the file). ``value`` never shows a whole BSN.
    """

    row: int | None
    column: str
    name: str
    value: str
    code: str
    message: Text
    remedy: Text

    def __str__(self) -> str:
        where = "file" if self.row is None else f"row {self.row}"
        column = f", column {self.column}" if self.column else ""
        value = f": {self.value!r}" if self.value else ""
        return f"{where}{column}{value}: {self.message.en} {self.remedy.en}"


def problem(
    code: str,
    *,
    row: int | None = None,
    column: str = "",
    name: str = "",
    value: object = "",
    **details: object,
) -> Problem:
    """Make a problem; ``details`` fill the places in its texts."""
    texts = {k: v if isinstance(v, Text) else Text(str(v), str(v)) for k, v in details.items()}
    return Problem(
        row=row,
        column=echo(column),
        name=name,
        value=echo(value),
        code=code,
        message=_filled(MESSAGES[code], texts),
        remedy=_filled(REMEDIES[code], texts),
    )


def _filled(text: Text, details: dict[str, Text]) -> Text:
    return Text(
        text.nl.format(**{k: v.nl for k, v in details.items()}),
        text.en.format(**{k: v.en for k, v in details.items()}),
    )


def echo(value: object) -> str:
    """Return ``value`` fit to repeat to a person: one line, short, without a whole BSN."""
    text = " ".join(str(value).split())
    text = _LONG_NUMBER.sub(_masked, "".join(c if c.isprintable() else "\ufffd" for c in text))
    return text if len(text) <= LONGEST_ECHO else text[: LONGEST_ECHO - 1] + "…"


def _masked(match: re.Match[str]) -> str:
    """Hide all but the last two digits of whatever contains nine digits that pass the elfproef."""
    digits = re.sub(r"[^0-9]", "", match[0])
    if not any(is_bsn(digits[at : at + 9]) for at in range(len(digits) - 8)):
        return match[0]
    return "•" * (len(digits) - 2) + digits[-2:]


class Problems:
    """Collects problems up to a limit: a file with the wrong columns could have millions."""

    def __init__(self, limit: int) -> None:
        self._found: list[Problem] = []
        self._limit = limit
        self.is_cut_off = False

    def add(self, found: Problem) -> None:
        if self.is_full:
            self.is_cut_off = True
            return
        self._found.append(found)

    @property
    def is_full(self) -> bool:
        return len(self._found) >= self._limit

    def sorted(self) -> tuple[Problem, ...]:
        """Return the problems from top to bottom of the file; within a row as they were found."""
        return tuple(sorted(self._found, key=lambda found: found.row or 0))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())
