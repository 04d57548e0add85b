"""What is wrong with a flow chart, told in the language of the page: where, what, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from matcher.screening.rules.chart import QUESTION
from matcher.screening.rules.faults import Fault
from web.languages import language

#: The field of the form that holds a text, by the name of the text in the chart.
FIELDS = {
    "text (nl)": lazy_gettext("Question in Dutch"),
    "text (en)": lazy_gettext("Question in English"),
    "help (nl)": lazy_gettext("Explanation in Dutch"),
    "help (en)": lazy_gettext("Explanation in English"),
    "reason (nl)": lazy_gettext("Reason in Dutch"),
    "reason (en)": lazy_gettext("Reason in English"),
    "next (nl)": lazy_gettext("What happens next, in Dutch"),
    "next (en)": lazy_gettext("What happens next, in English"),
    "source (nl)": lazy_gettext("What this rests on, in Dutch"),
    "source (en)": lazy_gettext("What this rests on, in English"),
}
OF_OUTCOMES = {
    "text (nl)": lazy_gettext("Name in Dutch"),
    "text (en)": lazy_gettext("Name in English"),
}
OF_ANSWERS = {
    "text (nl)": lazy_gettext("Answer in Dutch"),
    "text (en)": lazy_gettext("Answer in English"),
}
ABOUT_A_TEXT = ("missing_language", "text_too_long")
ABOUT_AN_ANSWER = ("dead_end", "unknown_target", "never_taken")


@dataclass(frozen=True)
class FaultLine:
    where: str
    what: str
    remedy: str


def fault_lines(content: Mapping[str, Any], faults: Iterable[object]) -> list[FaultLine]:
    """Return faults in words: the question by its number and text, what it is, what to do."""
    nodes = {node["code"]: node for node in content["nodes"]}
    numbers: dict[str, int] = {}
    for node in content["nodes"]:
        if node["kind"] == QUESTION:
            numbers[node["code"]] = len(numbers) + 1
    told = [_told(fault, nodes) for fault in faults if isinstance(fault, Fault)]
    return [
        FaultLine(
            _where(nodes.get(fault.node), numbers),
            _shown_codes(fault.what(language()), nodes),
            fault.remedy(language()),
        )
        for fault in told
    ]


def _told(fault: Fault, nodes: Mapping[str, Mapping[str, Any]]) -> Fault:
    """Return the fault with what it names as the page names it: a field, an answer."""
    node = nodes.get(fault.node, {})
    answers = node.get("answers") or ()
    answer = next((one for one in answers if one.get("code") == fault.answer), None)
    said = _text_of(answer) if answer else ""
    if fault.code in ABOUT_A_TEXT and fault.detail in FIELDS:
        fields: Mapping[str, Any] = FIELDS if node.get("kind") == QUESTION else FIELDS | OF_OUTCOMES
        field = str((OF_ANSWERS if answer else fields)[fault.detail])
        return replace(fault, detail=f"‘{field}’ (“{said}”)" if said else f"‘{field}’")
    if fault.code in ABOUT_AN_ANSWER and said:
        return replace(fault, detail=f"“{said}”")
    return fault


def _text_of(part: Mapping[str, Any]) -> str:
    """Return the text in the language of the page, or in the other one while this lacks."""
    text = part.get("text") or {}
    return str(text.get(language()) or next(filter(None, text.values()), ""))


def _where(node: Mapping[str, Any] | None, numbers: Mapping[str, int]) -> str:
    if node is None:
        return _("The chart as a whole")
    text = _text_of(node) or node["code"]
    if node["code"] in numbers:
        return _("Question %(number)s “%(text)s”", number=numbers[node["code"]], text=text)
    return _("Outcome “%(text)s”", text=text)


def _shown_codes(told: str, nodes: Mapping[str, Any]) -> str:
    """A circle is told by codes: put the texts of the questions in their place."""
    if " → " not in told:
        return told
    head, _colon, way = told.rstrip(".").partition(": ")
    texts = [_text_of(nodes[c]) or c if c in nodes else c for c in way.split(" → ")]
    return f"{head}: " + " → ".join(f"“{text}”" for text in texts) + "."
