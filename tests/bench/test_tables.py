"""The figures of the tables: medians, ratios, growth, and the page that is filled with them."""

from __future__ import annotations

import pytest
from rich.console import Console

from bench import words
from bench.report import BEGIN, END, fill, markdown
from bench.results import Results, merged
from bench.runner import Run
from bench.screen import show
from bench.summary import growth, lines

MACHINE = {
    "started_at": "2026-11-22T08:00:00+00:00", "processor": "one", "cores": 2, "memory_gb": 8.0,
    "load_at_start": [0.1, 0.1, 0.1], "system": "Linux", "python": "3.11", "commit": "abc",
    "versions": {"numpy": "2"},
}  # fmt: skip
TIERS = ("nights", "fit")


def about(name: str, pairs: int) -> dict[str, object]:
    return {
        "name": name, "kind": "national", "seed": 1, "youths": 2, "rooms": 2, "beds": 2,
        "pairs": pairs, "limits": 0, "groups": 0,
    }  # fmt: skip


def solved(peer: str, instance: str, seconds: float, nights: int = 10, idle: float = 1.0) -> Run:
    took = {"solve": seconds, "cpu": seconds * idle, "whole": seconds + 1}
    memory = {"bare": 1, "imported": 2, "before": 3_000_000, "peak": 40_000_000}
    worth = {"placed": 2, "nights": nights, "priority": 0, "fit": 5}
    return Run(peer, instance, TIERS, 0, "solved", took, memory, "", worth)


def results(*runs: Run) -> Results:
    titles = {"ours": "Kamermatch", "peer": "A peer", "gone": "Gone"}
    instances = {"a": about("a", 1_000), "b": about("b", 8_000), "c": about("c", 64_000)}
    return Results(MACHINE, {"peers": list(titles), "titles": titles}, instances, list(runs))


def test_seconds_are_medians_and_ratios_are_to_ours():
    runs = [solved("ours", "a", value) for value in (1, 2, 9)]
    runs += [solved("peer", "a", value) for value in (5, 7, 6)]
    ours, peer = lines(results(*runs), ("a", TIERS))
    assert (ours.seconds["solve"], peer.seconds["solve"]) == (2, 6)
    assert (ours.ratio, peer.ratio) == (1, 3)
    assert peer.repetitions == 3


def test_growth_is_the_power_of_the_number_of_pairs():
    runs = [
        solved("peer", name, pairs**1.5 * 1e-6)
        for name, pairs in (("a", 1_000), ("b", 8_000), ("c", 64_000))
    ]
    found = growth(results(*runs), TIERS, "peer")
    assert found is not None
    assert found.overall == pytest.approx(1.5)
    assert found.last_step == pytest.approx(1.5)


def test_processor_time_counts_where_runs_had_to_wait():
    busy = results(solved("ours", "a", 4.0, idle=0.5), solved("peer", "a", 12.0, idle=0.5))
    ours, peer = lines(busy, ("a", TIERS))
    assert (ours.took, peer.took, peer.ratio) == (2, 6, 3)
    assert "took 2.0 times their processor time" in markdown(busy)


def test_growth_needs_two_sizes():
    assert growth(results(solved("peer", "a", 1.0)), TIERS, "peer") is None


def test_tables_show_who_gave_nothing_and_who_was_not_asked():
    gone = Run("gone", "a", TIERS, 0, "timeout", {}, {"peak": 5_000_000_000}, "nothing in 120 s")
    left = Run("gone", "b", TIERS, 0, "left out", note="nothing in 120 s at a")
    page = markdown(results(solved("ours", "a", 1.0), gone, left))
    assert "| Gone | nothing in 120 s | – (nothing in 120 s at a) |" in page
    assert "5.0 GB" in page


def test_answers_that_are_worse_are_told_in_percent_of_the_best():
    page = markdown(results(solved("ours", "a", 1.0), solved("peer", "a", 2.0, nights=9)))
    assert "| Kamermatch | 2 · 10 · 5 |" in page
    assert "| A peer | 2 · -10.0% · 5 |" in page


def test_complaints_are_in_both_tables():
    wrong = results(solved("ours", "a", 1.0))
    wrong.complaints = ["ours breaks room 3"]
    console = Console(record=True, width=150)
    show(wrong, console)
    assert "WRONG: ours breaks room 3" in console.export_text()
    assert "- ours breaks room 3" in markdown(wrong)


def test_page_is_filled_between_its_markers_only():
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    filled = fill(page, "new")
    assert filled == f"before\n{BEGIN}\n\nnew\n{END}\nafter\n"
    assert fill(filled, "newer").count("new") == 1


def test_page_without_markers_is_refused():
    with pytest.raises(ValueError, match="no <!-- bench"):
        fill("nothing here", "new")


def test_later_session_replaces_the_same_question_only():
    first = results(solved("ours", "a", 1.0), solved("peer", "a", 2.0))
    second = results(solved("peer", "a", 3.0), solved("peer", "b", 4.0))
    second.settings = {"peers": ["peer"], "titles": {"peer": "A peer"}}
    assert "| Kamermatch |" in markdown(merged([first, second]))
    together = {
        (run.peer, run.instance): run.seconds["solve"] for run in merged([first, second]).runs
    }
    assert together == {("ours", "a"): 1.0, ("peer", "a"): 3.0, ("peer", "b"): 4.0}


@pytest.mark.parametrize(
    ("value", "shown"), [(0.004, "4 ms"), (0.5, "0.50 s"), (12.34, "12.3 s"), (239.2, "239 s")]
)
def test_seconds_are_written_with_three_figures_at_most(value: float, shown: str):
    assert words.seconds(value) == shown
