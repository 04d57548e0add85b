"""A flow chart, a path through it, and what would change the outcome, in words for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from matcher.screening.rules.changes import Alternative, Move, smallest_changes
from matcher.screening.rules.chart import AT_LEAST, AT_MOST, Chart, Node, Test
from matcher.screening.rules.facts import FACTS, Fact, Value
from matcher.screening.rules.follow import Path
from matcher.words import ScreeningRoute
from web.charts.flow import flow_picture
from web.formatting import sentence
from web.languages import language

MOST_SHOWN = 2  # ways to one other outcome


@dataclass(frozen=True)
class Row:
    """A step on a path. ``origin`` says what answered it: 'talk', 'told' or 'dossier'."""

    code: str
    name: str
    question: str
    answer: str
    value: str = ""
    origin: str = "talk"


def path_rows(chart: Chart, path: Path, told: Iterable[str] = ()) -> list[Row]:
    """Return the steps in words; ``told`` are the facts that were told in the talk."""
    names, said = chart.names(), set(told)
    rows = []
    for step in path.steps:
        value, origin = "", "talk"
        if step.value is not None and step.node.fact is not None:
            value = step.node.fact.shown(step.value, language())
            origin = "told" if step.node.fact_code in said else "dossier"
        if value.casefold() == step.answer.text.label(language()).casefold():
            value = ""
        rows.append(
            Row(
                step.node.code, names[step.node.code], step.node.text.label(language()),
                step.answer.text.label(language()), value, origin,
            )
        )  # fmt: skip
    return rows


@dataclass(frozen=True)
class Way:
    """What must be otherwise, and what is asked then that was not asked now; in sentences."""

    changes: list[str]
    further: list[str]


@dataclass(frozen=True)
class Other:
    """Another outcome with the smallest ways to it; ``number`` of them there are in all."""

    route: ScreeningRoute
    ways: list[Way]
    number: int


def others(chart: Chart, answers: Mapping[str, Any], facts: Mapping[str, Value]) -> list[Other]:
    """Return what would lead to another outcome: the easiest outcome to reach first."""
    by_route: dict[ScreeningRoute, list[Alternative]] = {}
    for one in sorted(smallest_changes(chart, answers, facts), key=_ease):
        ways = by_route.setdefault(one.route, [])
        if one.changes not in [way.changes for way in ways]:  # what is asked then may differ
            ways.append(one)
    return [
        Other(route, [_way(chart, one, answers, facts) for one in ways[:MOST_SHOWN]], len(ways))
        for route, ways in by_route.items()
    ]


def _ease(one: Alternative) -> tuple[int, bool, int]:
    """Fewest changes first; of those, what takes years of waiting last."""
    waits = any(move.is_fact and not FACTS[move.subject].falls for move in one.changes)
    return len(one.changes), waits, len(one.further)


def _way(
    chart: Chart, one: Alternative, answers: Mapping[str, Any], facts: Mapping[str, Value]
) -> Way:
    return Way(
        [_told(chart, move, answers, facts) for move in _asked_order(chart, one.changes)],
        [_told(chart, move, {}, {}) for move in _asked_order(chart, one.further)],
    )


def _asked_order(chart: Chart, moves: Iterable[Move]) -> list[Move]:
    """Return the moves in the order in which the chart asks."""
    subjects: dict[str, int] = {}
    for number, node in enumerate(chart):
        subjects.setdefault(node.fact_code or node.code, number)
    return sorted(moves, key=lambda move: subjects.get(move.subject, 0))


def _told(chart: Chart, move: Move, answers: Mapping[str, Any], facts: Mapping[str, Value]) -> str:
    if move.is_fact:
        fact = FACTS[move.subject]
        then = _values(fact, move.values)
        now = facts.get(fact.code)
        if now is None:
            return _("%(what)s: %(then)s", what=sentence(fact.label(language())), then=then)
        return _(
            "%(what)s: %(then)s (now: %(now)s)",
            what=sentence(fact.label(language())), then=then, now=fact.shown(now, language()),
        )  # fmt: skip
    node = chart[move.subject]
    then = _answer(node, move.values[0])
    now_text = _answer(node, answers.get(node.code))
    question = node.text.label(language())
    if not now_text:
        return _("“%(question)s” %(then)s", question=question, then=then)
    return _("“%(question)s” %(then)s (now: %(now)s)", question=question, then=then, now=now_text)


def _answer(node: Node, code: str | None) -> str:
    found = node.answer(code)
    return found.text.label(language()) if found else ""


def _values(fact: Fact, values: Iterable[str]) -> str:
    shown = [fact.shown(value, language()) for value in values]
    return shown[0] if fact.is_number else _(" or ").join(shown)


def test_words(fact: Fact, test: Test | None) -> str:
    """Return a condition in words: 'at least 18 years', 'one of: school, work'."""
    if test is None:
        return _("in all other cases")
    if test.op == AT_LEAST:
        return _("at least %(value)s", value=fact.shown(test.value, language()))
    if test.op == AT_MOST:
        return _("at most %(value)s", value=fact.shown(test.value, language()))
    return _(" or ").join(fact.shown(value, language()) for value in test.value)


def picture(chart: Chart, title: str, taken: Path | None = None) -> Markup:
    """Return the picture in a frame that scrolls by itself, also with the keyboard.

    A mark as far from the left as the first question lets a narrow frame open there, and not at
    an empty corner. It is pushed by an empty drawing: the page may hold no style of its own.
    """
    svg, start = flow_picture(chart, title, language(), taken)
    return Markup(
        '<div class="km-flow" role="region" tabindex="0" aria-label="{}">'
        '<div class="km-flow__start" aria-hidden="true"><svg width="{}" height="1"></svg><i></i></div>'
        "{}</div>"
    ).format(title, max(0, round(start) - 24), svg)
