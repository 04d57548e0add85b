"""Following a chart, the first chart, and its picture's places."""

from __future__ import annotations

from itertools import pairwise

import pytest

from matcher.screening.rules.chart import built, letters
from matcher.screening.rules.check import check
from matcher.screening.rules.edits import in_reading_order
from matcher.screening.rules.facts import FACTS
from matcher.screening.rules.follow import follow
from matcher.screening.rules.layout import laid_out
from matcher.screening.supplied import supplied
from matcher.words import ScreeningRoute
from tests.screening.charts import random_chart, small


def test_the_path_tells_each_question_with_its_answer_and_the_value_that_gave_it() -> None:
    path = follow(built(small()), {"debts": "no"}, {"age": 18})
    assert path.outcome is not None
    assert path.outcome.route == ScreeningRoute.HOST_ROOM
    assert path.stored() == [
        {"node": "age", "answer": "adult", "value": 18},
        {"node": "debts", "answer": "no"},
    ]


@pytest.mark.parametrize(("age", "answer"), [(17, "minor"), (18, "adult"), (19, "adult")])
def test_a_fact_answers_by_itself_at_the_very_limit(age: int, answer: str) -> None:
    path = follow(built(small()), {}, {"age": age})
    assert path.steps[0].answer.code == answer


def test_what_is_not_known_is_asked() -> None:
    chart = built(small())
    for facts in ({}, {"age": 999}, {"age": "eighteen"}, {"age": True}):
        assert follow(chart, {"age": "adult"}, facts).asks == chart["age"]
    assert follow(chart, {"debts": "perhaps"}, {"age": 20}).asks == chart["debts"]


def test_the_first_chart_is_sound_and_every_example_ends_where_it_says() -> None:
    content, examples = supplied()
    assert check(content) == []
    chart = built(content)
    for example in examples:
        end = follow(chart, example["answers"], example["facts"]).outcome
        assert end is not None, example["name"]
        assert end.route == example["expected"], example["name"]
    assert {example["expected"] for example in examples} == set(ScreeningRoute.codes())
    assert {node.route for node in chart.outcomes} == set(ScreeningRoute)


def test_what_a_node_rests_on_is_told_in_both_languages_also_from_an_earlier_version() -> None:
    content = supplied()[0]
    nodes = [node for node in built(content) if node.source]
    assert nodes
    assert all(node.source.nl and node.source.en for node in nodes)
    assert any(node.source.nl != node.source.en for node in nodes)
    content["nodes"][0]["source"] = "Een afspraak van toen."
    assert check(content) == []
    assert built(content)[content["start"]].source.label("en") == "Een afspraak van toen."


def test_the_first_chart_keeps_to_what_the_sources_ask() -> None:
    """Housing question and guidance question both; under 18 only with an exception."""
    chart = built(supplied()[0])
    host = supplied()[1][0]
    answers, facts = host["answers"], host["facts"]

    def route(**known: object) -> ScreeningRoute | None:
        end = follow(chart, answers | {"market": "no"}, facts | known).outcome
        return end.route if end else None

    assert route() == "host_room"
    assert route(housing_question="no") == "not_now"
    assert route(guidance_question="no") == "not_now"
    assert route(age=17, age_exception="no") == "not_now"
    assert route(age=17, age_exception="yes") == "host_room"


def test_every_fact_has_words_in_both_languages() -> None:
    for fact in FACTS.values():
        assert all((fact.nl, fact.en, fact.ask_nl, fact.ask_en))
        assert fact.is_number == (fact.most > fact.least)
    assert FACTS["age"].shown(18, "nl") == "18 jaar"
    assert FACTS["day_activity"].shown("work", "en") == "work"


def test_names_of_questions_are_numbers_and_of_outcomes_letters() -> None:
    names = built(in_reading_order(small())).names()
    assert names == {"age": "1", "debts": "2", "young": "A", "money": "B", "host": "C"}
    assert [letters(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_in_the_picture_every_lead_goes_down_and_nothing_overlaps() -> None:
    contents = [supplied()[0], *(random_chart(seed) for seed in range(150))]
    for content in contents:
        chart = built(content)
        layout = laid_out(chart)
        assert set(layout.spots) == {node.code for node in chart}
        for lead in layout.leads:
            trail = [layout.spots[lead.from_], *lead.way, layout.spots[lead.to]]
            levels = [level for _column, level in trail]
            assert levels == [levels[0] + n for n in range(len(levels))]
        layers: dict[float, list[float]] = {}
        for column, level in layout.spots.values():
            layers.setdefault(level, []).append(column)
        for columns in layers.values():
            ordered = sorted(columns)
            assert all(b - a > 0.99 for a, b in pairwise(ordered))
        drawn = {(lead.from_, a): lead.to for lead in layout.leads for a in lead.answers}
        told = {(q.code, a.code): a.to for q in chart.questions for a in q.answers}
        assert drawn == told
        assert laid_out(chart) == layout
