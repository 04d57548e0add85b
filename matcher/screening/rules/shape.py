"""Is this content a flow chart at all? Looks at each part by itself, whatever it is made of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from matcher.screening.rules.chart import (
    AT_LEAST,
    AT_MOST,
    LANGUAGES,
    ONE_OF,
    OUTCOME,
    QUESTION,
)
from matcher.screening.rules.facts import FACTS, Fact
from matcher.screening.rules.faults import Fault
from matcher.words import ScreeningRoute

MOST_NODES = 80
MOST_ANSWERS = 12
LONGEST = {"text": 200, "help": 800, "reason": 1500, "next": 1500, "source": 500}
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}\Z", re.ASCII)


def is_code(text: object) -> bool:
    return isinstance(text, str) and _CODE.match(text) is not None


def shape_faults(content: Any) -> list[Fault]:
    """Return what is wrong with the parts; nothing raises, whatever ``content`` is."""
    if not isinstance(content, Mapping) or not isinstance(content.get("nodes"), list):
        return [Fault("", "not_a_chart", detail="nodes")]
    nodes = content["nodes"]
    if len(nodes) > MOST_NODES:
        return [Fault("", "too_large", detail=str(MOST_NODES))]
    for node in nodes:
        if not isinstance(node, Mapping) or not is_code(node.get("code")):
            return [Fault("", "not_a_chart", detail="code")]
    found = [fault for node in nodes for fault in _node(node)]
    codes = Counter(node["code"] for node in nodes)
    found += [Fault(code, "double_node", detail=code) for code, n in codes.items() if n > 1]
    kinds = {node["code"]: node.get("kind") for node in nodes}
    start = content.get("start")
    if not isinstance(start, str) or start not in kinds:
        found.append(Fault("", "no_start"))
    elif kinds[start] == OUTCOME:
        found.append(Fault(start, "start_is_outcome"))
    return found


def _node(node: Mapping[str, Any]) -> Iterator[Fault]:
    code, kind = node["code"], node.get("kind")
    yield from _text(code, node, "text")
    if not isinstance(node.get("source"), str):
        yield from _text(code, node, "source", is_needed=False)
    if kind == OUTCOME:
        yield from _outcome(code, node)
    elif kind == QUESTION:
        yield from _question(code, node)
    else:
        yield Fault(code, "not_a_chart", detail="kind")


def _outcome(code: str, node: Mapping[str, Any]) -> Iterator[Fault]:
    route = node.get("route")
    if not isinstance(route, str) or route not in ScreeningRoute.codes():
        yield Fault(code, "unknown_route", detail=str(route)[:40])
    if _is_empty(node.get("reason")):
        yield Fault(code, "no_reason")
    else:
        yield from _text(code, node, "reason")
    yield from _text(code, node, "next", is_needed=False)


def _question(code: str, node: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _text(code, node, "help", is_needed=False)
    answers = node.get("answers")
    if not isinstance(answers, list) or len(answers) > MOST_ANSWERS:
        yield Fault(code, "not_a_chart", detail="answers")
        return
    name = node.get("fact", "")
    if not isinstance(name, str) or (name and name not in FACTS):
        yield Fault(code, "unknown_fact", detail=str(name)[:40])
        return
    for answer in answers:
        if not isinstance(answer, Mapping) or not is_code(answer.get("code")):
            yield Fault(code, "not_a_chart", detail="answers")
            return
        yield from _answer(code, answer, FACTS.get(name))
    yield from _doubles(code, answers)
    if name and answers:
        yield from _order(code, answers)
    if len(answers) < 2:
        yield Fault(code, "too_few_answers")


def _answer(node: str, answer: Mapping[str, Any], fact: Fact | None) -> Iterator[Fault]:
    code = answer["code"]
    yield from _text(node, answer, "text", answer=code)
    if not isinstance(answer.get("to", ""), str):
        yield Fault(node, "not_a_chart", code, "to")
    test = answer.get("test")
    if test is None:
        return
    if fact is None:
        yield Fault(node, "test_without_fact", code)
    elif not _suits(test, fact):
        yield Fault(node, "bad_test", code, fact.code)


def _suits(test: Any, fact: Fact) -> bool:
    if not isinstance(test, Mapping):
        return False
    op, value = test.get("op"), test.get("value")
    if fact.is_number:
        return op in (AT_LEAST, AT_MOST) and fact.holds(value)
    return (
        op == ONE_OF
        and isinstance(value, list)
        and bool(value)
        and all(fact.holds(one) for one in value)
        and len(set(value)) == len(value)
    )


def _doubles(node: str, answers: list[Mapping[str, Any]]) -> Iterator[Fault]:
    codes = Counter(answer["code"] for answer in answers)
    yield from (Fault(node, "double_answer", code, code) for code, n in codes.items() if n > 1)
    for language in LANGUAGES:
        texts = [a["text"].get(language) for a in answers if isinstance(a.get("text"), Mapping)]
        told = Counter(text.strip().casefold() for text in texts if isinstance(text, str))
        twice = sorted(text for text, n in told.items() if n > 1 and text)
        yield from (Fault(node, "double_answer", detail=text) for text in twice)


def _order(node: str, answers: list[Mapping[str, Any]]) -> Iterator[Fault]:
    """The last answer holds in all other cases; each before it has a condition."""
    *tested, last = answers
    yield from (Fault(node, "no_test", a["code"]) for a in tested if a.get("test") is None)
    if last.get("test") is not None:
        yield Fault(node, "no_otherwise", last["code"])


def _is_empty(text: Any) -> bool:
    return not isinstance(text, Mapping) or not any(
        isinstance(text.get(language), str) and text[language].strip() for language in LANGUAGES
    )


def _text(
    node: str, part: Mapping[str, Any], name: str, *, is_needed: bool = True, answer: str = ""
) -> Iterator[Fault]:
    """A text is there in both languages; one that is not needed, in both or in neither."""
    text = part.get(name)
    if not is_needed and (text is None or (isinstance(text, Mapping) and _is_empty(text))):
        if text is not None and not all(isinstance(text.get(one), str) for one in LANGUAGES):
            yield Fault(node, "missing_language", answer, name)
        return
    for language in LANGUAGES:
        told = text.get(language) if isinstance(text, Mapping) else None
        if not isinstance(told, str) or not told.strip():
            yield Fault(node, "missing_language", answer, f"{name} ({language})")
        elif len(told) > LONGEST[name]:
            yield Fault(node, "text_too_long", answer, f"{name} ({language})")
