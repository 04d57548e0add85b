"""Changes to the content of a draft. Each gives a new content, or is refused with the reason.

A draft may be unfinished: an answer that leads nowhere yet, a question that nothing leads to yet.
What could only be mended by undoing the change itself is refused at once: a circle, a question
removed while answers lead to it, a text in one language, a condition that does not suit its fact.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import Any

from matcher.errors import ChartRefused
from matcher.screening.rules.chart import OUTCOME, QUESTION
from matcher.screening.rules.check import check
from matcher.screening.rules.faults import UNFINISHED, Fault

Content = dict[str, Any]
EMPTY: Content = {"start": "", "nodes": []}


def put_node(content: Content, node: dict[str, Any]) -> Content:
    """Return the content with ``node`` in the place of the one of its code, or at the end.

    The first question that is added becomes the start.

    Raises:
        ChartRefused: the chart cannot be like this; carries the faults.
    """
    changed = copy.deepcopy(content)
    codes = [one["code"] for one in changed["nodes"]]
    if node["code"] in codes:
        changed["nodes"][codes.index(node["code"])] = node
    else:
        changed["nodes"].append(node)
    if not changed["start"] and node["kind"] == QUESTION:
        changed["start"] = node["code"]
    return _allowed(content, changed)


def remove_node(content: Content, code: str) -> Content:
    """Return the content without this node.

    Raises:
        ChartRefused: an answer leads to it; each is named, so that it can lead elsewhere first.
    """
    changed = copy.deepcopy(content)
    changed["nodes"] = [node for node in changed["nodes"] if node["code"] != code]
    if changed["start"] == code:
        changed["start"] = ""
    return _allowed(content, changed)


def set_start(content: Content, code: str) -> Content:
    """Return the content that begins with this question.

    Raises:
        ChartRefused: it is an outcome, or not there.
    """
    if code not in {node["code"] for node in content["nodes"]}:
        raise ChartRefused([Fault("", "no_start")])
    changed = copy.deepcopy(content)
    changed["start"] = code
    return _allowed(content, changed)


def _allowed(before: Content, after: Content) -> Content:
    """Return ``after`` unless it has faults that a draft cannot keep and ``before`` did not have."""
    had = set(check(before))
    new = [fault for fault in check(after) if fault not in had and fault.code not in UNFINISHED]
    if new:
        raise ChartRefused(new)
    return in_reading_order(after)


def in_reading_order(content: Content) -> Content:
    """Return the content with the questions as they are asked, and then the outcomes likewise."""
    nodes = {node["code"]: node for node in content["nodes"]}
    found: dict[str, None] = {}

    def visit(code: str) -> None:
        if code in found or code not in nodes:
            return
        found[code] = None
        for answer in nodes[code].get("answers", ()):
            visit(answer.get("to", ""))

    for code in (content["start"], *nodes):
        visit(code)
    ordered = _after_their_leads(found, nodes)
    questions = [code for code in ordered if nodes[code]["kind"] != OUTCOME]
    led_to = [a.get("to", "") for code in questions for a in nodes[code].get("answers", ())]
    outcomes = [c for c in dict.fromkeys((*led_to, *ordered)) if c in nodes and c not in questions]
    return {**content, "nodes": [nodes[code] for code in (*questions, *outcomes)]}


def _after_their_leads(codes: Collection[str], nodes: dict[str, Any]) -> list[str]:
    """Return the codes so that an answer never leads to an earlier one, as met otherwise."""
    rank = dict.fromkeys(codes, 0)
    for _round in codes:
        moved = False
        for code in codes:
            for answer in nodes[code].get("answers", ()):
                to = answer.get("to", "")
                if to in rank and rank[to] <= rank[code]:
                    rank[to], moved = rank[code] + 1, True
        if not moved:
            break
    return sorted(codes, key=lambda code: rank[code])


def code_for(text: str, taken: Iterable[str]) -> str:
    """Return a code made of ``text`` that is not taken: 'Are there debts?' → are_there_debts."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    stem = (words if words[:1].isalpha() else f"n_{words}")[:32].strip("_") or "n"
    used, number = set(taken), 1
    code = stem
    while code in used:
        number += 1
        code = f"{stem}_{number}"
    return code
