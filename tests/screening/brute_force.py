"""The slow and plain way to what the rules find: try every combination of answers and values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from matcher.screening.rules.chart import Chart
from matcher.screening.rules.follow import Path, follow
from matcher.words import ScreeningRoute

#: Every value of a fact that the random charts can tell apart, and some more.
VALUES: dict[str, list[Any]] = {
    "age": list(range(14, 32)),
    "budget": [0, 1, 299, 300, 301, 374, 375, 376, 500, 501],
    "day_activity": ["school", "work", "volunteering", "learn_work", "none"],
    "guidance_kind": list("1234"),
}

Names = frozenset[tuple[str, str]]  # (subject, answer) or (fact, '')
Found = dict[ScreeningRoute, tuple[tuple[int, int], set[tuple[Names, Names]]]]


def paths(chart: Chart) -> Iterator[tuple[dict[str, str], dict[str, Any], Path]]:
    """Yield every situation in which nothing is left open, with its path."""
    asked = [node for node in chart.questions if node.fact is None]
    facts = [fact.code for fact in chart.facts()]
    for answers in product(*([a.code for a in node.answers] for node in asked)):
        given = {node.code: code for node, code in zip(asked, answers, strict=True)}
        for values in product(*(VALUES[code] for code in facts)):
            known = dict(zip(facts, values, strict=True))
            yield given, known, follow(chart, given, known)


def smallest(chart: Chart, answers: dict[str, str], facts: dict[str, Any]) -> Found:
    """Return, by outcome, the lowest (changes, further answers) and every set that costs so.

    A value of a fact is named by the answers that it gives to all questions that read the fact.
    """
    best: Found = {}
    for given, known, path in paths(chart):
        if "age" in facts and "age" in known and known["age"] < facts["age"]:
            continue  # nobody grows younger
        changes, further = _difference(chart, path, given, known, answers, facts)
        if changes is None:
            continue
        assert path.outcome is not None
        assert path.outcome.route is not None
        cost, route = (len(changes), len(further)), path.outcome.route
        lowest = best.get(route)
        if lowest is None or cost < lowest[0]:
            best[route] = (cost, {(changes, further)})
        elif cost == lowest[0]:
            lowest[1].add((changes, further))
    return best


def alike(chart: Chart, fact: str, value: Any) -> str:
    """Return what tells values of a fact apart: the answers that they give."""
    return " ".join(n.answer_to(value).code for n in chart.questions if n.fact_code == fact)


def _difference(
    chart: Chart,
    path: Path,
    given: dict[str, str],
    known: dict[str, Any],
    answers: dict[str, str],
    facts: dict[str, Any],
) -> tuple[Names | None, Names]:
    """Return what was set otherwise and what was added, or None when something was set in vain."""
    used = {s.node.fact_code or s.node.code for s in path.steps}
    changes, further = set(), set()
    for code, answer in given.items():
        if code in answers and answers[code] != answer:
            changes.add((code, answer))
        elif code not in answers and code in used:
            further.add((code, answer))
    for code, value in known.items():
        told = (code, alike(chart, code, value))
        if code in facts and alike(chart, code, facts[code]) != told[1]:
            changes.add(told)
        elif code not in facts and code in used:
            further.add(told)
    if {code for code, _ in changes} - used:
        return None, frozenset()
    return frozenset(changes), frozenset(further)
