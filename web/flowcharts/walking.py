"""A made-up situation as an address: what was answered on a walk, and what comes after a step."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from matcher.database.screening import FlowChartExample
from matcher.screening.rules.facts import FACTS, Value
from matcher.screening.rules.follow import Path

SAID, KNOWN = "q.", "f."  # before the code of a question, and of a fact
EXAMPLE = "example"  # the example that gets the answers


def situation() -> tuple[dict[str, str], dict[str, Value]]:
    """Return (answers, facts) of the address; what no chart can know is left out."""
    answers = {
        key.removeprefix(SAID): text for key, text in request.args.items() if key.startswith(SAID)
    }
    facts: dict[str, Value] = {}
    for key, text in request.args.items():
        fact = FACTS.get(key.removeprefix(KNOWN)) if key.startswith(KNOWN) else None
        if fact is None:
            continue
        is_digits = text.isascii() and text.isdigit() and len(text) < 7
        value: Value = int(text) if fact.is_number and is_digits else text
        if fact.holds(value):
            facts[fact.code] = value
    return answers, facts


def example_number() -> int | None:
    return request.args.get(EXAMPLE, type=int)


def on_path(path: Path, until: int | None = None) -> tuple[dict[str, str], dict[str, Value]]:
    """Return (answers, facts) of the first ``until`` steps of a path."""
    answers: dict[str, str] = {}
    facts: dict[str, Value] = {}
    for step in path.steps[:until]:
        if step.value is not None:
            facts[step.node.fact_code] = step.value
        else:
            answers[step.node.code] = step.answer.code
    return answers, facts


def fields(
    answers: dict[str, str], facts: dict[str, Value], example: int | None = None
) -> dict[str, Any]:
    """Return a situation as the parts of an address."""
    found: dict[str, Any] = {SAID + code: answer for code, answer in answers.items()}
    found |= {KNOWN + code: value for code, value in facts.items()}
    return found | ({EXAMPLE: example} if example else {})


def address(endpoint: str, version_id: int, parts: dict[str, Any]) -> str:
    query = f"?{urlencode(parts)}" if parts else ""
    return url_for(f"flowcharts.{endpoint}", version_id=version_id) + query


def example_address(version_id: int, example: FlowChartExample) -> str:
    """Return where an example is walked through, so that what is asked more can be answered."""
    return address("walk", version_id, fields(example.answers, example.facts, example.id))
