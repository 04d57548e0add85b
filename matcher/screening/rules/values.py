"""The values of a fact that make a difference to a flow chart, gathered in classes.

All values of one class are answered alike by every question, so one of them stands for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from matcher.screening.rules.chart import AT_LEAST, AT_MOST, Chart, Node
from matcher.screening.rules.facts import Fact, Value

Class: TypeAlias = tuple[Value, ...]  # the values that stand for the class; the first is nearest


def classes_of(chart: Chart, fact: Fact, present: Value | None = None) -> tuple[Class, ...]:
    """Return the classes of values that ``fact`` can have or get, in order.

    Of a number the one nearest to ``present`` stands for its class; of choices all are given.
    """
    nodes = [node for node in chart if node.fact_code == fact.code]
    groups: dict[tuple[str, ...], list[Value]] = {}
    for value in _candidates(fact, nodes, present):
        alike = tuple(node.answer_to(value).code for node in nodes)
        groups.setdefault(alike, []).append(value)
    return tuple(_standing_for(fact, values, present) for values in groups.values())


def _candidates(fact: Fact, nodes: Iterable[Node], present: Value | None) -> list[Value]:
    if not fact.is_number:
        return [code for code, *_ in fact.choices]
    numbers = {fact.least, fact.most}
    for node in nodes:
        for test in (answer.test for answer in node.answers):
            if test is not None and test.op in (AT_LEAST, AT_MOST):
                numbers |= {test.value - 1, test.value, test.value + 1}
    lowest = fact.least
    if isinstance(present, int):
        numbers.add(present)
        lowest = fact.least if fact.falls else present
    return [number for number in sorted(numbers) if lowest <= number <= fact.most]


def _standing_for(fact: Fact, values: list[Value], present: Value | None) -> Class:
    if not fact.is_number:
        first = [value for value in values if value == present]
        return (*first, *(value for value in values if value != present))
    if not isinstance(present, int):
        return (values[0],)
    return (min(values, key=lambda value: (abs(int(value) - present), value)),)
