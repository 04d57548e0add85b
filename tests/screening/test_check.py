"""The check of a flow chart: each fault with its node, its reason and its remedy."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.screening.rules.chart import built
from matcher.screening.rules.check import check
from matcher.screening.rules.faults import TEXTS, Fault
from matcher.screening.supplied import supplied
from tests.screening.brute_force import paths
from tests.screening.charts import answer, outcome, question, random_chart, small

Spoil = Callable[[dict[str, Any]], object]


def node(content: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in content["nodes"] if one["code"] == code)


def set_test(content: dict[str, Any], value: object) -> None:
    node(content, "age")["answers"][0]["test"] = value


FAULTS: list[tuple[str, Spoil, Fault]] = [
    (
        "dead end",
        lambda c: node(c, "debts")["answers"][0].update(to=""),
        Fault("debts", "dead_end", "yes", "'yes'"),
    ),
    (
        "unknown target",
        lambda c: node(c, "debts")["answers"][0].update(to="gone"),
        Fault("debts", "unknown_target", "yes", "'yes'"),
    ),
    (
        "loop",
        lambda c: node(c, "debts")["answers"][0].update(to="age"),
        Fault("age", "loop", detail="age → debts → age"),
    ),
    (
        "loop of one",
        lambda c: node(c, "debts")["answers"][0].update(to="debts"),
        Fault("debts", "loop", detail="debts → debts"),
    ),
    (
        "unreachable outcome",
        lambda c: c["nodes"].append(outcome("spare", "own_home")),
        Fault("spare", "unreachable"),
    ),
    (
        "missing Dutch",
        lambda c: node(c, "debts")["text"].update(nl="  "),
        Fault("debts", "missing_language", detail="text (nl)"),
    ),
    (
        "missing English of an answer",
        lambda c: node(c, "debts")["answers"][1]["text"].pop("en"),
        Fault("debts", "missing_language", "no", "text (en)"),
    ),
    (
        "help in one language",
        lambda c: node(c, "debts").update(help={"nl": "Uitleg", "en": ""}),
        Fault("debts", "missing_language", detail="help (en)"),
    ),
    (
        "source in one language",
        lambda c: node(c, "debts").update(source={"nl": "Afspraak met de gemeente.", "en": ""}),
        Fault("debts", "missing_language", detail="source (en)"),
    ),
    ("no reason", lambda c: node(c, "host").pop("reason"), Fault("host", "no_reason")),
    (
        "empty reason",
        lambda c: node(c, "host").update(reason={"nl": "", "en": " "}),
        Fault("host", "no_reason"),
    ),
    (
        "reason in one language",
        lambda c: node(c, "host")["reason"].update(en=""),
        Fault("host", "missing_language", detail="reason (en)"),
    ),
    (
        "unknown route",
        lambda c: node(c, "host").update(route="castle"),
        Fault("host", "unknown_route", detail="castle"),
    ),
    (
        "unknown fact",
        lambda c: node(c, "age").update(fact="shoe_size"),
        Fault("age", "unknown_fact", detail="shoe_size"),
    ),
    (
        "number that the fact cannot have",
        lambda c: set_test(c, {"op": "at_least", "value": 999}),
        Fault("age", "bad_test", "adult", "age"),
    ),
    (
        "choice for a number",
        lambda c: set_test(c, {"op": "one_of", "value": ["18"]}),
        Fault("age", "bad_test", "adult", "age"),
    ),
    (
        "condition without a fact",
        lambda c: node(c, "debts")["answers"][0].update(test={"op": "at_least", "value": 1}),
        Fault("debts", "test_without_fact", "yes"),
    ),
    ("no condition", lambda c: set_test(c, None), Fault("age", "no_test", "adult")),
    (
        "nothing for all other cases",
        lambda c: node(c, "age")["answers"][1].update(test={"op": "at_most", "value": 17}),
        Fault("age", "no_otherwise", "minor"),
    ),
    (
        "one answer",
        lambda c: node(c, "debts")["answers"].pop(),
        Fault("debts", "too_few_answers"),
    ),
    (
        "no answers",
        lambda c: node(c, "debts")["answers"].clear(),
        Fault("debts", "too_few_answers"),
    ),
    (
        "same answer twice",
        lambda c: node(c, "debts")["answers"][1].update(code="yes"),
        Fault("debts", "double_answer", "yes", "yes"),
    ),
    (
        "same text twice",
        lambda c: node(c, "debts")["answers"][1]["text"].update(nl="YES "),
        Fault("debts", "double_answer", detail="yes"),
    ),
    (
        "same code twice",
        lambda c: c["nodes"].append(outcome("host", "own_home")),
        Fault("host", "double_node", detail="host"),
    ),
    ("no start", lambda c: c.update(start="gone"), Fault("", "no_start")),
    (
        "start is an outcome",
        lambda c: c.update(start="host"),
        Fault("host", "start_is_outcome"),
    ),
    (
        "too long",
        lambda c: node(c, "debts")["text"].update(nl="x" * 201),
        Fault("debts", "text_too_long", detail="text (nl)"),
    ),
]


@pytest.mark.parametrize(("spoil", "fault"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_each_fault_is_found_at_its_node(spoil: Spoil, fault: Fault) -> None:
    content = small()
    assert check(content) == []
    spoil(content)
    assert fault in check(content)


def test_an_answer_that_an_earlier_fact_rules_out_is_a_fault() -> None:
    content = small()
    minor = {"op": "at_most", "value": 15}
    content["nodes"][1] = question("debts", answer("yes", "money"), answer("no", "again"))
    content["nodes"].append(
        question("again", answer("child", "own", minor), answer("grown", "host"), fact="age")
    )
    content["nodes"].append(outcome("own", "own_home"))
    assert check(content) == [
        Fault("again", "never_taken", "child", "'child'"),
        Fault("own", "unreachable"),
    ]


def test_every_fault_has_reason_and_remedy_in_both_languages() -> None:
    for what, remedy in TEXTS.values():
        assert all((what.nl, what.en, remedy.nl, remedy.en))
        assert ("{detail}" in what.nl) == ("{detail}" in what.en)
    fault = Fault("debts", "dead_end", "yes", "'ja'")
    assert str(fault) == (
        "debts/yes: The answer 'ja' leads nowhere. Choose the question or outcome that follows."
    )
    assert fault.what("nl") == "Het antwoord 'ja' leidt nergens heen."


def test_unreachable_and_never_taken_are_those_of_brute_force_on_random_charts() -> None:
    seen = set()
    for seed in range(300):
        content = random_chart(seed)
        faults = check(content)
        if {fault.code for fault in faults} - {"unreachable", "never_taken"}:
            continue
        chart = built(content)
        taken: set[tuple[str, str]] = set()
        reached: set[str] = set()
        for _answers, _facts, path in paths(chart):
            assert path.outcome is not None
            taken |= {(step.node.code, step.answer.code) for step in path.steps}
            reached |= {step.node.code for step in path.steps} | {path.outcome.code}
        lost = {one.code for one in chart} - reached
        idle = {(q.code, a.code) for q in chart.questions for a in q.answers} - taken
        assert {f.node for f in faults if f.code == "unreachable"} == lost, seed
        told = {(f.node, f.answer) for f in faults if f.code == "never_taken"}
        assert told == {pair for pair in idle if pair[0] not in lost}, seed
        seen |= {fault.code for fault in faults}
    assert seen == {"unreachable", "never_taken"}


def test_a_chart_without_faults_always_ends_in_an_outcome_with_a_reason() -> None:
    ended = 0
    for seed in range(120):
        content = random_chart(seed, is_sound=seed % 2 == 0)
        if check(content):
            continue
        for _answers, _facts, path in paths(built(content)):
            assert path.outcome is not None
            assert path.outcome.reason.nl
            assert path.outcome.reason.en
            ended += 1
    assert ended > 500


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats()
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=12,
)
SPOTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)


@given(ANYTHING, SPOTS)
@settings(max_examples=300, deadline=None)
def test_whatever_is_put_anywhere_in_a_chart_the_check_answers(
    anything: object, spots: list[int]
) -> None:
    """Only faults come out, never an exception; and what passes can be built and followed."""
    content: Any = copy.deepcopy(supplied()[0]) if spots[0] % 2 else small()
    place: Any = content
    for step in spots[:-1]:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys or not isinstance(place[keys[step % len(keys)]], dict | list):
            break
        place = place[keys[step % len(keys)]]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    if keys:
        place[keys[spots[-1] % len(keys)]] = anything
    found = check(content)
    assert all(fault.what("nl") and fault.remedy("en") for fault in found)
    if not found:
        built(content)


@given(ANYTHING)
@settings(max_examples=200, deadline=None)
def test_anything_at_all_is_checked_without_an_exception(anything: object) -> None:
    assert check(anything) != []
