"""The checklist of a home visit: data in two languages, with a version of its own."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matcher.words import ChecklistPart

LONGEST_CODE = 40  # as the column that keeps it


@dataclass(frozen=True)
class Question:
    """One thing to look at. ``help`` may be empty."""

    code: str
    part: ChecklistPart
    nl: str
    en: str
    nl_help: str = ""
    en_help: str = ""

    def text(self, language: str) -> str:
        return self.en if language == "en" else self.nl

    def help(self, language: str) -> str:
        return self.en_help if language == "en" else self.nl_help


@dataclass(frozen=True)
class Checklist:
    version: str
    questions: tuple[Question, ...]

    def of(self, part: ChecklistPart) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.part == part)

    def find(self, code: str) -> Question | None:
        return next((question for question in self.questions if question.code == code), None)

    def unanswered(self, answered: Collection[str]) -> list[Question]:
        return [question for question in self.questions if question.code not in answered]


@cache
def checklist() -> Checklist:
    """Return the checklist that visitors fill in now."""
    content = tomllib.loads(files(__package__).joinpath("checklist.toml").read_text("utf-8"))
    return parsed(content)


def parsed(content: Mapping[str, object]) -> Checklist:
    """Return the checklist of a file's content.

    Raises:
        ValueError: a code is there twice or too long, a text is missing, or a part has no question.
    """
    rows = content["question"]
    assert isinstance(rows, list)
    questions = tuple(Question(**{**row, "part": ChecklistPart(row["part"])}) for row in rows)
    codes = [question.code for question in questions]
    if len(set(codes)) < len(codes) or max(map(len, codes)) > LONGEST_CODE:
        raise ValueError("the codes of a checklist must differ and fit the column")
    if not all(q.nl and q.en and bool(q.nl_help) == bool(q.en_help) for q in questions):
        raise ValueError("every question needs its text in both languages")
    if {question.part for question in questions} != set(ChecklistPart):
        raise ValueError("every part of a checklist needs a question")
    return Checklist(str(content["version"]), questions)
