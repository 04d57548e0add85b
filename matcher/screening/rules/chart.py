"""A flow chart as it is stored, and as the rules read it.

Stored (JSON): ``{"start": CODE, "nodes": [NODE, …]}``. A node is a question or an outcome::

    {"kind": "question", "code": "debts", "text": {"nl": …, "en": …}, "help": {…}, "fact": "",
     "source": {…}, "answers": [{"code": "none", "text": {…}, "to": "income"}, …]}
    {"kind": "question", …, "fact": "age", "answers": [
        {"code": "grown_up", "text": {…}, "to": "debts", "test": {"op": "at_least", "value": 18}},
        {"code": "younger", "text": {…}, "to": "too_young"}]}
    {"kind": "outcome", "code": "too_young", "text": {…}, "route": "not_now",
     "reason": {…}, "next": {…}, "source": {…}}

A question that names a fact is answered by the dossier: by the first answer whose test holds,
else by the last, which has none. ``help``, ``next`` and ``source`` may be left out. In a version of
earlier days ``source`` is one text; it is then read as the same in both languages.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from matcher.screening.rules.facts import FACTS, Fact, Value
from matcher.words import ScreeningRoute

LANGUAGES = ("nl", "en")
QUESTION, OUTCOME = "question", "outcome"
AT_LEAST, AT_MOST, ONE_OF = "at_least", "at_most", "one_of"


@dataclass(frozen=True)
class Bilingual:
    nl: str = ""
    en: str = ""

    def label(self, language: str) -> str:
        return self.en if language == "en" else self.nl

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@dataclass(frozen=True)
class Test:
    """A condition on the fact of the question; ``value`` is a number, or codes of choices."""

    op: str
    value: Any

    __test__ = False  # not for pytest to collect

    def holds(self, value: Value) -> bool:
        if self.op == ONE_OF:
            return value in self.value
        if self.op == AT_LEAST:
            return bool(value >= self.value)
        return bool(value <= self.value)


@dataclass(frozen=True)
class Answer:
    code: str
    text: Bilingual
    to: str
    test: Test | None = None


@dataclass(frozen=True)
class Node:
    """A question (with answers) or an outcome (with a route and a reason)."""

    code: str
    text: Bilingual
    help: Bilingual = field(default_factory=Bilingual)
    answers: tuple[Answer, ...] = ()
    fact_code: str = ""
    route: ScreeningRoute | None = None
    reason: Bilingual = field(default_factory=Bilingual)
    next: Bilingual = field(default_factory=Bilingual)
    source: Bilingual = field(default_factory=Bilingual)

    @property
    def is_outcome(self) -> bool:
        return self.route is not None

    @property
    def fact(self) -> Fact | None:
        return FACTS.get(self.fact_code)

    def answer(self, code: str | None) -> Answer | None:
        return next((answer for answer in self.answers if answer.code == code), None)

    def answer_to(self, value: Value) -> Answer:
        """Return the answer that a value of the node's fact gives."""
        fits = (a for a in self.answers if a.test is None or a.test.holds(value))
        return next(fits, self.answers[-1])


@dataclass(frozen=True)
class Chart:
    """A chart that has passed the check: every answer leads on, and none leads back."""

    start: str
    nodes: Mapping[str, Node]

    def __getitem__(self, code: str) -> Node:
        return self.nodes[code]

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    @property
    def questions(self) -> tuple[Node, ...]:
        return tuple(node for node in self if not node.is_outcome)

    @property
    def outcomes(self) -> tuple[Node, ...]:
        return tuple(node for node in self if node.is_outcome)

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that some question reads, in the order of the questions."""
        found = dict.fromkeys(node.fact_code for node in self if node.fact)
        return tuple(FACTS[code] for code in found)

    def names(self) -> dict[str, str]:
        """Return the short name of each node: questions 1, 2, …, outcomes A, B, …"""
        numbers = {node.code: str(n) for n, node in enumerate(self.questions, start=1)}
        return numbers | {node.code: letters(n) for n, node in enumerate(self.outcomes)}


def letters(position: int) -> str:
    """Return A, B, …, Z, AA, AB, …"""
    head, tail = divmod(position, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def built(content: Mapping[str, Any]) -> Chart:
    """Return the chart of a content whose shape is right (see ``check``)."""
    nodes = {node["code"]: _node(node) for node in content["nodes"]}
    return Chart(start=content["start"], nodes=nodes)


def _node(node: Mapping[str, Any]) -> Node:
    shared: dict[str, Any] = {
        "code": node["code"],
        "text": _text(node["text"]),
        "source": _text(in_both(node.get("source"))),
    }
    if node["kind"] == OUTCOME:
        return Node(
            **shared,
            route=ScreeningRoute(node["route"]),
            reason=_text(node["reason"]),
            next=_text(node.get("next")),
        )
    return Node(
        **shared,
        help=_text(node.get("help")),
        fact_code=node.get("fact", ""),
        answers=tuple(_answer(answer) for answer in node["answers"]),
    )


def _answer(answer: Mapping[str, Any]) -> Answer:
    given = answer.get("test")
    test = None
    if given:
        value = given["value"]
        test = Test(given["op"], tuple(value) if isinstance(value, list) else value)
    return Answer(answer["code"], _text(answer["text"]), answer["to"], test)


def in_both(source: str | Mapping[str, str] | None) -> Mapping[str, str] | None:
    """Return a text of before there were two languages as a text in both."""
    return {"nl": source, "en": source} if isinstance(source, str) else source


def _text(text: Mapping[str, str] | None) -> Bilingual:
    return Bilingual(text["nl"], text["en"]) if text else Bilingual()


def canonical(content: Any) -> str:
    """Return the content as text: the same content, the same bytes."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def checksum(content: Any) -> str:
    """Return the SHA-256 of the content, in hexadecimal digits."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
