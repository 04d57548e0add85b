"""Changes to a draft: what a draft may be for a while, and what is refused at once."""

from __future__ import annotations

import pytest

from matcher.errors import ChartRefused
from matcher.screening.rules.chart import checksum
from matcher.screening.rules.check import check
from matcher.screening.rules.edits import (
    EMPTY,
    code_for,
    in_reading_order,
    put_node,
    remove_node,
    set_start,
)
from matcher.screening.rules.faults import Fault
from matcher.screening.supplied import supplied
from tests.screening.charts import answer, outcome, question, random_chart, small


def refused(error: pytest.ExceptionInfo[ChartRefused]) -> list[Fault]:
    return [fault for fault in error.value.problems if isinstance(fault, Fault)]


def test_a_chart_can_be_made_from_nothing_piece_by_piece() -> None:
    content = put_node(EMPTY, question("debts"))
    assert content["start"] == "debts"
    assert {f.code for f in check(content)} == {"too_few_answers"}
    content = put_node(content, outcome("host", "host_room"))
    content = put_node(content, outcome("money", "money_first"))
    content = put_node(content, question("debts", answer("yes", "money"), answer("no", "host")))
    assert check(content) == []
    assert EMPTY == {"start": "", "nodes": []}


def test_an_answer_may_lead_nowhere_for_a_while() -> None:
    content = put_node(small(), question("debts", answer("yes", ""), answer("no", "host")))
    assert [f.code for f in check(content)] == ["dead_end", "unreachable"]


def test_a_circle_is_refused_with_the_way_it_runs() -> None:
    before = small()
    with pytest.raises(ChartRefused) as error:
        put_node(before, question("debts", answer("yes", "age"), answer("no", "host")))
    assert [f.code for f in refused(error)] == ["loop"]
    assert refused(error)[0].detail == "age → debts → age"
    assert before == small()


def test_what_answers_lead_to_is_not_removed_and_each_answer_is_named() -> None:
    with pytest.raises(ChartRefused) as error:
        remove_node(small(), "debts")
    assert [(f.node, f.code, f.answer) for f in refused(error)] == [
        ("age", "unknown_target", "adult")
    ]


def test_a_question_that_nothing_leads_to_can_be_removed() -> None:
    content = put_node(small(), question("debts", answer("yes", "money"), answer("no", "money")))
    content = remove_node(content, "host")
    assert check(content) == []


def test_a_text_in_one_language_is_refused() -> None:
    node = question("debts", answer("yes", "money"), answer("no", "host"))
    node["text"]["en"] = ""
    with pytest.raises(ChartRefused) as error:
        put_node(small(), node)
    assert [f.code for f in refused(error)] == ["missing_language"]


def test_old_faults_do_not_stop_an_edit_elsewhere() -> None:
    broken = small()
    broken["nodes"][1]["answers"][0]["to"] = "age"  # a circle from before
    changed = put_node(broken, outcome("spare", "own_home"))
    assert "spare" in {node["code"] for node in changed["nodes"]}


def test_an_outcome_cannot_be_the_start() -> None:
    with pytest.raises(ChartRefused) as error:
        set_start(small(), "host")
    assert [f.code for f in refused(error)] == ["start_is_outcome"]
    with pytest.raises(ChartRefused):
        set_start(small(), "gone")


def test_questions_stand_in_the_order_in_which_they_are_asked() -> None:
    content = small()
    content["nodes"].reverse()
    codes = [node["code"] for node in in_reading_order(content)["nodes"]]
    assert codes == ["age", "debts", "young", "money", "host"]
    first = in_reading_order(supplied()[0])
    place = {node["code"]: n for n, node in enumerate(first["nodes"])}
    for node in first["nodes"]:
        assert all(place[a["to"]] > place[node["code"]] for a in node.get("answers", ()))
    assert in_reading_order(first) == first


def test_reading_order_keeps_every_node_of_any_chart() -> None:
    for seed in range(200):
        content = random_chart(seed, is_sound=seed % 2 == 0)
        ordered = in_reading_order(content)
        assert sorted(n["code"] for n in ordered["nodes"]) == sorted(
            n["code"] for n in content["nodes"]
        )


def test_codes_are_made_of_the_text_and_never_taken_twice() -> None:
    assert code_for("Are there debts?", []) == "are_there_debts"
    assert code_for("Are there debts?", ["are_there_debts"]) == "are_there_debts_2"
    assert code_for("18 jaar", []) == "n_18_jaar"
    assert code_for("€ ?!", []) == "n"
    assert len(code_for("a" * 100, [])) <= 40


def test_the_same_content_has_the_same_checksum_whatever_the_order_of_its_keys() -> None:
    content = small()
    turned = {key: content[key] for key in reversed(content)}
    assert checksum(turned) == checksum(content)
    content["nodes"][0]["text"]["nl"] += "!"
    assert checksum(content) != checksum(small())
