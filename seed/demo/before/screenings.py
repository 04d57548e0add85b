"""Screenings of youths who are ready, made with the flow chart in use or the supplied one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from matcher.ages import age_on, whole_months
from matcher.screening.rules import edits
from matcher.screening.rules.chart import Chart, Node, built, checksum
from matcher.screening.rules.facts import FACTS, NO, YES, Value
from matcher.screening.rules.follow import Path, follow
from matcher.screening.service import TOLD
from matcher.screening.supplied import supplied
from matcher.screening.versions import CODE
from matcher.words import ChartStatus, OverrideReason, ScreeningRoute, YouthStatus
from seed.demo.before.around import Region
from seed.demo.chance import happens, one_of, stream
from seed.demo.rows import Batch, IdOf, Row, moment
from seed.demo.youths import Person

#: How the chart of a demo is known from one that people put in use.
NOTE = "Meegeleverd, voor de demo / Supplied, for the demo"
EVERY, MOST = 3, 24
WALKS = 60
OVERRIDE_TEXT = "In het gesprek bleek dat een kamer bij een gastgezin nu toch het beste past."


@dataclass(frozen=True)
class ChartInUse:
    version_id: int
    content: dict[str, Any]


def make_screenings(region: Region, before: list[Batch], in_use: ChartInUse | None) -> list[Batch]:
    """Return the chart, when none is in use, and the screenings; ``before`` holds the cases."""
    charts = [] if in_use else _charts(region)
    content = in_use.content if in_use else charts[1][1][0]["content"]
    version: Any = in_use.version_id if in_use else IdOf(charts[1][1][0])
    known = _Known.of(before)
    ready = [
        (number, one)
        for number, one in region.people
        if one.youth["status"] == YouthStatus.READY and id(one.youth) in known.talks
    ]
    rows = [
        {"version_id": version} | _screening(region, number, one, built(content), known)
        for number, one in ready[::EVERY][:MOST]
    ]
    return [*charts, ("screening", rows)]


def _charts(region: Region) -> list[Batch]:
    content, examples = supplied()
    content = edits.in_reading_order(content)
    at = moment(region.today - timedelta(days=400))
    chart: Row = {"code": CODE}
    version = {
        "chart_id": IdOf(chart),
        "number": 1,
        "status": ChartStatus.LIVE,
        "content": content,
        "checksum": checksum(content),
        "note": NOTE,
        "made_at": at,
        "made_by_id": None,
        "published_at": at,
        "published_by_id": None,
        "version": 1,
    }
    tried = [
        {
            "chart_id": IdOf(chart),
            "name": one["name"],
            "answers": one["answers"],
            "facts": one.get("facts", {}),
            "expected": one["expected"],
        }
        for one in examples
    ]
    return [
        ("flow_chart", [chart]),
        ("flow_chart_version", [version]),
        ("flow_chart_example", tried),
    ]


@dataclass(frozen=True)
class _Known:
    """What the case and the talks say, by the identity of the youth's row."""

    cases: dict[int, Row]
    talks: dict[int, Row]
    levels: dict[int, list[Row]]

    @classmethod
    def of(cls, before: list[Batch]) -> _Known:
        tables = dict(before)
        levels: dict[int, list[Row]] = {}
        for row in tables["domain_level"]:
            levels.setdefault(id(row["youth_id"].row), []).append(row)
        return cls(
            {id(row["youth_id"].row): row for row in tables["youth_case"]},
            {id(row["youth_id"].row): row for row in tables["intake"]},  # the last talk
            levels,
        )


def _screening(region: Region, number: int, person: Person, chart: Chart, known: _Known) -> Row:
    chance = stream(region.seed, "screening", number)
    talk = known.talks[id(person.youth)]
    made_on = max(talk["held_on"], region.today - timedelta(days=int(chance.random() * 45)))
    facts = _facts(person, made_on, known)
    answers, path = _likely_walk(chance, chart, facts)
    assert path.outcome is not None
    told = {key.removeprefix(TOLD): v for key, v in answers.items() if key.startswith(TOLD)}
    is_decided = happens(chance, 0.85)
    is_override = is_decided and path.outcome.route != ScreeningRoute.HOST_ROOM
    return {
        "youth_id": IdOf(person.youth),
        "answers": answers,
        "facts": told | facts,
        "path": path.stored(),
        "outcome": path.outcome.route,
        "made_at": moment(made_on, 7),
        "by_id": talk["by_id"],
        "chosen": ScreeningRoute.HOST_ROOM if is_decided else None,
        "why": OverrideReason.KNOWS_MORE if is_override else None,
        "override_text": OVERRIDE_TEXT if is_override else "",
        "decided_at": moment(made_on, 8) if is_decided else None,
        "decided_by_id": talk["by_id"] if is_decided else None,
        "version": 1,
    }


def _likely_walk(
    chance: Random, chart: Chart, facts: dict[str, Value]
) -> tuple[dict[str, Any], Path]:
    """Return a walk to a room with a host for most, to another route for the rest, if there is."""
    walks = [_walk(chance, chart, dict(facts)) for _ in range(WALKS)]
    is_usual = happens(chance, 0.75)

    def rank(walk: tuple[dict[str, Any], Path]) -> int:
        route = walk[1].outcome.route if walk[1].outcome is not None else None
        if route == ScreeningRoute.NOT_NOW:
            return 2
        return int((route == ScreeningRoute.HOST_ROOM) != is_usual)

    return min(walks, key=rank)


def _walk(chance: Random, chart: Chart, facts: dict[str, Value]) -> tuple[dict[str, Any], Path]:
    """Answer one question after the other by chance, until there is an outcome."""
    answers: dict[str, Any] = {}
    path = follow(chart, answers, facts)
    while path.asks is not None:
        _answer(chance, path.asks, answers, facts)
        path = follow(chart, answers, facts)
    return answers, path


def _answer(chance: Random, asked: Node, answers: dict[str, Any], facts: dict[str, Value]) -> None:
    if asked.fact is None:
        answers[asked.code] = one_of(chance, asked.answers).code
        return
    fact = asked.fact
    value: Value = (
        chance.randint(fact.least, fact.most) if fact.is_number else one_of(chance, fact.choices)[0]
    )
    facts[fact.code] = answers[TOLD + fact.code] = value


def _facts(person: Person, on: date, known: _Known) -> dict[str, Value]:
    """Return what the dossier said on that day, as `matcher.screening.dossier` reads it."""
    youth, needs, case = person.youth, person.needs, known.cases[id(person.youth)]
    born, leaves_on = youth["birth_date"], youth["out_of_care_on"]
    found: dict[str, Value] = {
        "age": age_on(born, on),
        "age_exception": YES if needs["age_exception"] else NO,
        "day_activity": str(needs["day_activity"]),
        "guidance_kind": str(needs["guidance_kind"]),
        "target_group": str(youth["target_group"]),
        "budget": needs["budget_cents"] // 100,
    }
    if leaves_on is not None:
        found["months_until_out_of_care"] = max(0, whole_months(on, leaves_on))
    for question in ("housing_question", "guidance_question"):
        if case[question]:
            found[question] = YES
    for row in known.levels.get(id(youth), []):
        if row["recorded_on"] <= on:
            found[f"level_{row['domain']}"] = str(row["level"])
    return {code: value for code, value in found.items() if FACTS[code].holds(value)}
