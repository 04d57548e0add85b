"""Where a flow chart leads with these answers and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matcher.screening.rules.chart import Answer, Chart, Node
from matcher.screening.rules.facts import Value


@dataclass(frozen=True)
class Step:
    """A question with its answer; ``value`` is the value of the fact that answered it."""

    node: Node
    answer: Answer
    value: Value | None = None

    def stored(self) -> dict[str, Any]:
        told: dict[str, Any] = {"node": self.node.code, "answer": self.answer.code}
        return told if self.value is None else told | {"value": self.value}


@dataclass(frozen=True)
class Path:
    """The steps taken, and either the outcome or the question that must be answered next."""

    steps: tuple[Step, ...]
    outcome: Node | None = None
    asks: Node | None = None

    def stored(self) -> list[dict[str, Any]]:
        return [step.stored() for step in self.steps]


def follow(chart: Chart, answers: Mapping[str, str], facts: Mapping[str, Value]) -> Path:
    """Return the path from the start: answers by question, values by fact.

    An answer that the question does not have, or a value that the fact cannot have, counts as
    none: the path ends there with the question.
    """
    node = chart[chart.start]
    steps: list[Step] = []
    while not node.is_outcome:
        step = _step(node, answers, facts)
        if step is None:
            return Path(tuple(steps), asks=node)
        steps.append(step)
        node = chart[step.answer.to]
    return Path(tuple(steps), outcome=node)


def _step(node: Node, answers: Mapping[str, str], facts: Mapping[str, Value]) -> Step | None:
    if node.fact is not None:
        value = facts.get(node.fact.code)
        if value is None or not node.fact.holds(value):
            return None
        return Step(node, node.answer_to(value), value)
    answer = node.answer(answers.get(node.code))
    return None if answer is None else Step(node, answer)
