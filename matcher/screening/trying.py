"""Try a chart before it goes live: on the examples, and on everybody who was screened before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.database.screening import FlowChart, FlowChartExample, FlowChartVersion, Screening
from matcher.errors import AlreadyTaken, NotFound
from matcher.screening.rules.chart import Chart, built, checksum
from matcher.screening.rules.facts import Value
from matcher.screening.rules.faults import Fault
from matcher.screening.rules.follow import Path, follow
from matcher.text_rules import require_no_bsn
from matcher.words import ChartStatus, ScreeningRoute


@dataclass(frozen=True)
class Trial:
    """An example with the path that it takes through a chart."""

    example: FlowChartExample
    path: Path

    @property
    def is_as_expected(self) -> bool:
        end = self.path.outcome
        return end is not None and end.route == self.example.expected


def trials(chart: Chart, examples: Iterable[FlowChartExample]) -> list[Trial]:
    return [Trial(one, follow(chart, one.answers, one.facts)) for one in examples]


def example_faults(content: Mapping[str, Any], examples: Sequence[FlowChartExample]) -> list[Fault]:
    """Return why a sound chart may not go live yet: no examples, or some that end otherwise."""
    if not examples:
        return [Fault("", "no_examples")]
    tried = trials(built(content), examples)
    return [
        Fault("", "example_differs", detail=f"'{trial.example.name}'")
        for trial in tried
        if not trial.is_as_expected
    ]


def add_example(
    session: Session,
    actor: Actor,
    version: FlowChartVersion,
    name: str,
    answers: Mapping[str, str],
    facts: Mapping[str, Value],
    expected: ScreeningRoute,
) -> FlowChartExample:
    """Keep answers with the outcome that people expect, to try every later version on.

    Raises:
        AlreadyTaken: 'name': another example is called so.
        TextRefused: the name holds a citizen service number.
    """
    require_no_bsn("name", name)
    chart = version.chart
    if name.strip() in {example.name for example in chart.examples}:
        raise AlreadyTaken("name")
    made = FlowChartExample(
        name=name.strip(), answers=dict(answers), facts=dict(facts), expected=expected
    )
    chart.examples.append(made)
    session.flush()
    record(session, actor, "flowchart.add_example", version.id, expected=str(expected))
    return made


def answer_example(
    session: Session,
    actor: Actor,
    version: FlowChartVersion,
    example_id: int,
    answers: Mapping[str, str],
    facts: Mapping[str, Value],
    expected: ScreeningRoute,
) -> None:
    """Give an example the answers to questions that it did not know yet.

    Raises:
        NotFound: there is no such example.
    """
    found = _example(version.chart, example_id)
    found.answers, found.facts, found.expected = dict(answers), dict(facts), expected
    session.flush()
    record(session, actor, "flowchart.change_example", version.id, example=example_id)


def remove_example(
    session: Session, actor: Actor, version: FlowChartVersion, example_id: int
) -> None:
    """Raises NotFound when the chart has no such example."""
    found = _example(version.chart, example_id)
    version.chart.examples.remove(found)
    session.flush()
    record(session, actor, "flowchart.remove_example", version.id, example=example_id)


def expect(
    session: Session,
    actor: Actor,
    version: FlowChartVersion,
    example_id: int,
    route: ScreeningRoute,
) -> None:
    """Say that this outcome is the right one for an example; raises NotFound without it."""
    found = _example(version.chart, example_id)
    record(
        session, actor, "flowchart.change_example", version.id,
        example=example_id, before=str(found.expected), after=str(route),
    )  # fmt: skip
    found.expected = route
    session.flush()


def _example(chart: FlowChart, example_id: int) -> FlowChartExample:
    found = next((one for one in chart.examples if one.id == example_id), None)
    if found is None:
        raise NotFound("example", example_id)
    return found


@dataclass
class Effect:
    """What a chart would have made of everybody who was screened before.

    ``otherwise`` counts (outcome then, outcome with this chart); ``asks_more``: those of whom
    the chart asks something that they were not asked.
    """

    number: int = 0
    asks_more: int = 0
    otherwise: Counter[tuple[ScreeningRoute, ScreeningRoute]] = field(default_factory=Counter)

    @property
    def same(self) -> int:
        return self.number - self.asks_more - self.otherwise.total()


def effect(session: Session, chart: Chart) -> Effect:
    """Return the effect of a sound chart on all finished screenings; changes nothing."""
    found = Effect()
    query = select(Screening.answers, Screening.facts, Screening.outcome).where(
        Screening.outcome.is_not(None)
    )
    for answers, facts, outcome in session.execute(query):
        found.number += 1
        end = follow(chart, answers, facts).outcome
        if end is None or end.route is None:
            found.asks_more += 1
        elif end.route != outcome:
            found.otherwise[outcome, end.route] += 1
    return found


@dataclass
class Replay:
    """What came of following every finished screening again, each on its own version.

    ``damaged``: numbers of versions whose content is not what its checksum says.
    """

    number: int = 0
    differing: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.differing and not self.damaged


def replay(session: Session) -> Replay:
    """Follow every finished screening again, and compare path and outcome with what is stored."""
    found, charts = Replay(), dict[int, Chart]()
    versions = select(FlowChartVersion).where(FlowChartVersion.status != ChartStatus.DRAFT)
    for version in session.scalars(versions.order_by(FlowChartVersion.number)):
        if checksum(version.content) == version.checksum:
            charts[version.id] = built(version.content)
        else:
            found.damaged.append(version.number)
    query = select(
        Screening.id, Screening.version_id, Screening.answers, Screening.facts, Screening.path,
        Screening.outcome,
    ).where(Screening.outcome.is_not(None)).order_by(Screening.id)  # fmt: skip
    for key, version_id, answers, facts, path, outcome in session.execute(query):
        found.number += 1
        chart = charts.get(version_id)
        again = follow(chart, answers, facts) if chart else None
        end = again.outcome if again else None
        if again is None or end is None or (end.route, again.stored()) != (outcome, path):
            found.differing.append(key)
    return found
