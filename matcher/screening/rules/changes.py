"""The smallest changes to a situation that would lead to another outcome.

A situation is what is known: answers to questions and values of facts. A *change* sets one of
them otherwise; a *further answer* is one to a question that was not asked on the way there, and
so says nothing against what is known. Fewest changes count first, then fewest further answers.

The search goes once through the chart, from each question with what was chosen for those facts
that a later question reads again: a fact has one value, also when two questions read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from matcher.screening.rules.chart import Chart, Node
from matcher.screening.rules.facts import Value
from matcher.screening.rules.follow import follow
from matcher.screening.rules.values import classes_of
from matcher.words import ScreeningRoute

MOST_WAYS = 12  # kept per outcome and question; a screen shows fewer


@dataclass(frozen=True, order=True)
class Move:
    """A question answered so, or a fact that gets one of ``values``."""

    subject: str  # code of a question or of a fact
    values: tuple[str, ...]  # one answer; or the values that stand for a class, the nearest first
    is_fact: bool = False


@dataclass(frozen=True)
class Alternative:
    """One way to another outcome."""

    route: ScreeningRoute
    changes: tuple[Move, ...]
    further: tuple[Move, ...] = ()


Cost: TypeAlias = tuple[int, int]  # changes, further answers
Way: TypeAlias = tuple[tuple[Move, ...], tuple[Move, ...]]  # changes, further answers; both sorted
Carried: TypeAlias = frozenset[tuple[str, int]]  # fact, which of its classes


@dataclass(frozen=True)
class _Best:
    cost: Cost
    ways: frozenset[Way]


_Table: TypeAlias = dict[ScreeningRoute, _Best]


def smallest_changes(
    chart: Chart,
    answers: Mapping[str, str],
    facts: Mapping[str, Value],
    most: int = MOST_WAYS,
) -> tuple[Alternative, ...]:
    """Return, for every other outcome that can be reached, all smallest ways (``most`` at most).

    Ordered by changes, then further answers, then the order of the outcomes.
    """
    end = follow(chart, answers, facts).outcome
    table = _Search(chart, answers, facts, most).table(chart.start, frozenset())
    ranked = sorted(
        (best.cost, list(ScreeningRoute).index(route), way, route)
        for route, best in table.items()
        if end is None or route != end.route
        for way in best.ways
    )
    return tuple(Alternative(route, *way) for _cost, _rank, way, route in ranked)


@dataclass
class _Search:
    chart: Chart
    answers: Mapping[str, str]
    facts: Mapping[str, Value]
    most: int
    known: dict[tuple[str, Carried], _Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.classes = {
            fact.code: classes_of(self.chart, fact, self._value(fact.code))
            for fact in self.chart.facts()
        }
        self.later = later_facts(self.chart)

    def _value(self, code: str) -> Value | None:
        value = self.facts.get(code)
        return value if value is not None and _holds(self.chart, code, value) else None

    def table(self, code: str, carried: Carried) -> _Table:
        """Return the cheapest ways from here to each outcome."""
        if (code, carried) not in self.known:
            self.known[code, carried] = self._made(self.chart[code], carried)
        return self.known[code, carried]

    def _made(self, node: Node, carried: Carried) -> _Table:
        if node.route is not None:
            return {node.route: _Best((0, 0), frozenset({((), ())}))}
        together: _Table = {}
        for to, cost, move, after in self._options(node, carried):
            kept = frozenset(pair for pair in after if pair[0] in self.later[to])
            for route, best in self.table(to, kept).items():
                _take(together, route, _longer(best, cost, move), self.most)
        return together

    def _options(
        self, node: Node, carried: Carried
    ) -> Iterator[tuple[str, Cost, Move | None, Carried]]:
        """Yield each way out of a question: where to, what it costs, and what it sets."""
        if node.fact is None:
            given = node.answer(self.answers.get(node.code))
            for answer in node.answers:
                cost = _cost(None if given is None else given.code == answer.code)
                yield answer.to, cost, _move(cost, node.code, (answer.code,), False), carried
            return
        fact, chosen = node.fact_code, dict(carried)
        if fact in chosen:
            value = self.classes[fact][chosen[fact]][0]
            yield node.answer_to(value).to, (0, 0), None, carried
            return
        present = self._value(fact)
        for number, values in enumerate(self.classes[fact]):
            cost = _cost(None if present is None else present in values)
            move = _move(cost, fact, tuple(str(value) for value in values), True)
            yield node.answer_to(values[0]).to, cost, move, carried | {(fact, number)}


def _holds(chart: Chart, code: str, value: Value) -> bool:
    return any(fact.code == code and fact.holds(value) for fact in chart.facts())


def _cost(is_present: bool | None) -> Cost:
    """Return what an option costs; None: nothing was known here."""
    if is_present is None:
        return (0, 1)
    return (0, 0) if is_present else (1, 0)


def _move(cost: Cost, subject: str, values: tuple[str, ...], is_fact: bool) -> Move | None:
    return None if cost == (0, 0) else Move(subject, values, is_fact)


def _longer(best: _Best, cost: Cost, move: Move | None) -> _Best:
    total = (best.cost[0] + cost[0], best.cost[1] + cost[1])
    if move is None:
        return _Best(total, best.ways)
    ways = {
        (_with(changes, move), further) if cost[0] else (changes, _with(further, move))
        for changes, further in best.ways
    }
    return _Best(total, frozenset(ways))


def _with(moves: tuple[Move, ...], move: Move) -> tuple[Move, ...]:
    return tuple(sorted((*moves, move)))


def _take(table: _Table, route: ScreeningRoute, found: _Best, most: int) -> None:
    """Keep what is cheaper; of equally cheap ways the first ``most`` in order."""
    before = table.get(route)
    if before is None or found.cost < before.cost:
        table[route] = found
    elif found.cost == before.cost:
        ways = sorted(before.ways | found.ways)
        table[route] = _Best(found.cost, frozenset(ways[:most]))


def later_facts(chart: Chart) -> dict[str, frozenset[str]]:
    """Return, by node, the facts that it or a later question reads."""
    found: dict[str, frozenset[str]] = {}

    def facts_from(code: str) -> frozenset[str]:
        if code not in found:
            node = chart[code]
            later = (facts_from(answer.to) for answer in node.answers)
            found[code] = frozenset({node.fact_code} - {""}).union(*later)
        return found[code]

    for node in chart:
        facts_from(node.code)
    return found
