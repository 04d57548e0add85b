"""The check of a flow chart before it goes live: every way leads to an outcome with a reason.

No answer without a question or outcome behind it, none that leads back, nothing that nobody can
reach. What a fact rules out counts: after 'younger than 18', the answer '21 or older' is never
taken, and what lies behind it only is unreachable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from matcher.screening.rules.changes import later_facts
from matcher.screening.rules.chart import QUESTION, Chart, built
from matcher.screening.rules.faults import Fault
from matcher.screening.rules.shape import shape_faults
from matcher.screening.rules.values import classes_of

MOST_STATES = 100_000
_Known = frozenset[tuple[str, int]]  # fact, which of its classes


def check(content: Any) -> list[Fault]:
    """Return all faults, in the order of the chart; none means that it can go live."""
    found = shape_faults(content)
    if any(fault.code in ("not_a_chart", "too_large", "double_node") for fault in found):
        return found
    links = list(_link_faults(content))
    circle = _circle(content)
    if circle:
        links.append(Fault(circle[0], "loop", detail=" → ".join(circle)))
    found += links
    if found:
        found += _not_linked(content) if not circle else []
        return _in_order(content, found)
    return _in_order(content, _not_taken(built(content)))


def _link_faults(content: Mapping[str, Any]) -> Iterator[Fault]:
    codes = {node["code"] for node in content["nodes"]}
    for node in content["nodes"]:
        for answer in _answers(node):
            if not answer.get("to"):
                yield Fault(node["code"], "dead_end", answer["code"], _name(answer))
            elif answer["to"] not in codes:
                yield Fault(node["code"], "unknown_target", answer["code"], _name(answer))


def _name(answer: Mapping[str, Any]) -> str:
    text = answer.get("text")
    told = text.get("nl") if isinstance(text, Mapping) else None
    return f"'{told or answer['code']}'"


def _answers(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if node.get("kind") != QUESTION or not isinstance(node.get("answers"), list):
        return []
    return [answer for answer in node["answers"] if isinstance(answer, Mapping)]


def _targets(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return, by node, the known nodes that its answers lead to."""
    codes = {node["code"] for node in content["nodes"]}
    return {
        node["code"]: [answer["to"] for answer in _answers(node) if answer.get("to") in codes]
        for node in content["nodes"]
    }


def _circle(content: Mapping[str, Any]) -> list[str]:
    """Return the codes along one circle, its first node again at the end; empty without one."""
    targets, done = _targets(content), set[str]()
    for first in targets:
        trail: dict[str, Iterator[str]] = {}
        node: str | None = None if first in done else first
        while node is not None:
            trail.setdefault(node, iter(targets[node]))
            after = next((to for to in trail[node] if to not in done), None)
            if after in trail:
                names = list(trail)
                return [*names[names.index(after) :], after]
            if after is None:
                done.add(node)
                del trail[node]
                after = next(reversed(trail), None)
            node = after
    return []


def _not_linked(content: Mapping[str, Any]) -> list[Fault]:
    """Return the nodes to which no answers lead from the start, facts left aside."""
    targets, start = _targets(content), content.get("start")
    if not isinstance(start, str) or start not in targets:
        return []
    reached, waiting = {start}, [start]
    while waiting:
        fresh = set(targets[waiting.pop()]) - reached
        reached |= fresh
        waiting += sorted(fresh)
    return [Fault(code, "unreachable") for code in targets if code not in reached]


def _not_taken(chart: Chart) -> list[Fault]:
    """Return answers that no values of the facts allow, and nodes that nobody can reach."""
    classes = {fact.code: classes_of(chart, fact) for fact in chart.facts()}
    later = later_facts(chart)
    waiting: list[tuple[str, _Known]] = [(chart.start, frozenset())]
    seen, taken = set(waiting), set[tuple[str, str]]()
    while waiting:
        code, known = waiting.pop()
        node, settled = chart[code], dict(known)
        numbers: Any = [None]
        if node.fact is not None:
            given = settled.get(node.fact_code)
            numbers = range(len(classes[node.fact_code])) if given is None else [given]
        for number in numbers:
            answers = node.answers
            after = known
            if number is not None:
                answers = (node.answer_to(classes[node.fact_code][number][0]),)
                after = known | {(node.fact_code, number)}
            for answer in answers:
                taken.add((code, answer.code))
                state = (answer.to, frozenset(f for f in after if f[0] in later[answer.to]))
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
        if len(seen) > MOST_STATES:
            return [Fault("", "too_tangled")]
    reached = {code for code, _known in seen}
    faults = [Fault(node.code, "unreachable") for node in chart if node.code not in reached]
    return faults + [
        Fault(node.code, "never_taken", answer.code, f"'{answer.text.nl}'")
        for node in chart
        if node.code in reached
        for answer in node.answers
        if (node.code, answer.code) not in taken
    ]


def _in_order(content: Mapping[str, Any], faults: list[Fault]) -> list[Fault]:
    """Return the faults of the chart itself first, then by node as the chart has them."""
    places = {"": -1} | {node["code"]: n for n, node in enumerate(content["nodes"])}
    return sorted(set(faults), key=lambda fault: (places.get(fault.node, 0), fault))
