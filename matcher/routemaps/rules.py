"""What a route map consists of, and when it is whole enough to be shown to people.

Contents: ``{"title": texts, "lead": texts, "steps": [step, …]}``; texts are ``{"nl", "en"}``; a
step is ``{"code", "title", "text", "conditions": [texts], "where": [texts], "source": {"name",
"on"}}`` with ``on`` an ISO day: when the step was last held against its source.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = ("nl", "en")
MOST_STEPS = 30

Content = dict[str, Any]


class Flaw(StrEnum):
    """Why contents cannot be published."""

    NO_TITLE = "no_title"
    NO_STEPS = "no_steps"
    TOO_MANY_STEPS = "too_many_steps"
    STEP_WITHOUT_TEXT = "step_without_text"
    LANGUAGE_MISSING = "language_missing"
    UNEVEN_LINES = "uneven_lines"  # conditions or places in one language only
    NO_PLACE_TO_GO = "no_place_to_go"
    NO_SOURCE = "no_source"
    SAME_CODE = "same_code"


@dataclass(frozen=True)
class Fault:
    """A flaw, with the number of its step (from 1) or 0 for the map as a whole."""

    step: int
    flaw: Flaw


def check(content: Mapping[str, Any]) -> list[Fault]:
    """Return all that stands in the way of publishing."""
    faults = []
    if not _is_told(content.get("title", {})) or not _is_told(content.get("lead", {})):
        faults.append(Fault(0, Flaw.NO_TITLE))
    steps: Sequence[Mapping[str, Any]] = content.get("steps", [])
    if not steps:
        faults.append(Fault(0, Flaw.NO_STEPS))
    if len(steps) > MOST_STEPS:
        faults.append(Fault(0, Flaw.TOO_MANY_STEPS))
    codes = [step.get("code") for step in steps]
    if len(set(codes)) != len(codes):
        faults.append(Fault(0, Flaw.SAME_CODE))
    for number, step in enumerate(steps, start=1):
        faults += [Fault(number, flaw) for flaw in _flaws(step)]
    return faults


def _flaws(step: Mapping[str, Any]) -> list[Flaw]:
    found = []
    texts = [step.get("title", {}), step.get("text", {})]
    if not any(text.get(language) for text in texts for language in LANGUAGES):
        found.append(Flaw.STEP_WITHOUT_TEXT)
    elif not all(_is_told(text) for text in texts):
        found.append(Flaw.LANGUAGE_MISSING)
    lines = [*step.get("conditions", []), *step.get("where", [])]
    if not all(_is_told(line) for line in lines):
        found.append(Flaw.UNEVEN_LINES)
    if not step.get("where"):
        found.append(Flaw.NO_PLACE_TO_GO)
    source = step.get("source", {})
    if not source.get("name") or not source.get("on"):
        found.append(Flaw.NO_SOURCE)
    return found


def _is_told(texts: Mapping[str, str]) -> bool:
    return all(str(texts.get(language, "")).strip() for language in LANGUAGES)


def new_code(title: str, taken: Sequence[str]) -> str:
    """Return a code for a step, from its title; other than those that are taken."""
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:30] or "step"
    code, number = words, 2
    while code in taken:
        code, number = f"{words}-{number}", number + 1
    return code


def with_step(content: Content, number: int, step: Mapping[str, Any]) -> Content:
    """Return the contents with another step ``number`` (from 1); one more than there are adds."""
    changed = deepcopy(content)
    taken = [one["code"] for one in changed["steps"]]
    if number <= len(taken):
        changed["steps"][number - 1] = {**step, "code": taken[number - 1]}
    else:
        title = str(step.get("title", {}).get("nl", ""))
        changed["steps"].append({**step, "code": new_code(title, taken)})
    return changed


def without_step(content: Content, number: int) -> Content:
    changed = deepcopy(content)
    del changed["steps"][number - 1]
    return changed


def with_step_moved(content: Content, number: int, by: int) -> Content:
    """Return the contents with step ``number`` put ``by`` places later; at the end it stays."""
    changed = deepcopy(content)
    steps: list[Any] = changed["steps"]
    there = number - 1 + by
    if 0 <= there < len(steps):
        steps.insert(there, steps.pop(number - 1))
    return changed


def lines_of(nl: str, en: str) -> list[dict[str, str]]:
    """Return the lines of two text boxes side by side; the shorter one is filled up with ''."""
    left, right = (
        [line.strip() for line in text.splitlines() if line.strip()] for text in (nl, en)
    )
    longest = max(len(left), len(right))
    left += [""] * (longest - len(left))
    right += [""] * (longest - len(right))
    return [{"nl": a, "en": b} for a, b in zip(left, right, strict=True)]


@dataclass(frozen=True)
class BuiltIn:
    """A route map as it comes with the program."""

    content: Content
    checked_on: date
    review_on: date


@cache
def built_in(kind: str) -> BuiltIn:
    """Return the route map for 'housing' or 'money' that comes with the program."""
    text = files("matcher.routemaps").joinpath(f"{kind}.toml").read_text("utf-8")
    data = tomllib.loads(text)
    checked: date = data.pop("checked_on")
    review: date = data.pop("review_on")
    for step in data["steps"]:
        step["source"]["on"] = checked.isoformat()
    return BuiltIn(data, checked, review)


def months_later(day: date, months: int) -> date:
    """Return the same day of the month so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
