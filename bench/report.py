"""The tables for ``docs/bench.md``: ``python -m bench.report RESULTS... --docs docs/bench.md``.

Fills the page between its markers from the results of one or more sessions. Nothing on the page
between the markers is written by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bench import words
from bench.results import Results, merged
from bench.round import load as load_round
from bench.round import markdown as round_table
from bench.summary import Line, Question, clock, growth, lines, questions, waiting

BEGIN, END = "<!-- bench: tables begin -->", "<!-- bench: tables end -->"


def markdown(results: Results) -> str:
    """All tables, by the tiers that were asked."""
    parts = []
    for kind, tiers in _subjects(results):
        asked = [
            one
            for one in questions(results)
            if one[1] == tiers and results.instances[one[0]]["kind"] == kind
        ]
        parts += [f"### {_heading(kind, tiers)}", _speed(results, asked), _memory(results, asked)]
        parts.append(_worth(results, asked))
    parts += [_instances(results), _machine(results), _complaints(results)]
    return "\n\n".join(parts) + "\n"


def _subjects(results: Results) -> list[tuple[str, tuple[str, ...]]]:
    return list(
        dict.fromkeys(
            (results.instances[name]["kind"], tiers) for name, tiers in questions(results)
        )
    )


def _heading(kind: str, tiers: tuple[str, ...]) -> str:
    counted = ", then ".join(tiers)
    return {
        "national": counted.capitalize(),
        "heads": "Number of placed youths, then fit",
        "limited": f"All limits and together-groups: {counted}",
        "given": f"{counted.capitalize()}, given instances",
    }[kind]


def _speed(results: Results, asked: list[Question]) -> str:
    """Seconds to solve and the ratio to ours, per peer and size."""

    def cell(line: Line) -> str:
        ratio = words.times(line.ratio)
        return f"{words.outcome(line)} ({ratio})" if ratio else words.outcome(line)

    rows = _rows(results, asked, cell)
    tiers = asked[0][1]
    for peer, row in rows.items():
        row.append(words.grows(growth(results, tiers, peer)))
    counted = "processor seconds" if clock(results) == "cpu" else "seconds"
    head = [f"{counted} to solve (× Kamermatch)", *_names(results, asked), "grows as pairs to"]
    return _table(results, head, rows)


def _memory(results: Results, asked: list[Question]) -> str:
    """Peak memory, and seconds of the whole process."""

    def cell(line: Line) -> str:
        peak = words.memory(line.memory["peak"]) if line.memory.get("peak") else ""
        if not line.has_answer:
            return peak
        before = words.memory(line.memory["before"])
        return f"{peak} ({before}) · {words.seconds(line.seconds['whole'])}"

    head = ["peak memory (before solving) · seconds of the whole process"]
    return _table(results, [*head, *_names(results, asked)], _rows(results, asked, cell))


def _worth(results: Results, asked: list[Question]) -> str:
    """What the answers are worth: the optimum, and how far the others are off."""
    tiers = ("placed", *asked[0][1])
    best = {}
    for question in asked:
        proven = [one for one in lines(results, question) if one.status == "solved"]
        best[question] = proven[0].worth if proven else {}

    def cell(line: Line) -> str:
        if not line.has_answer:
            return ""
        top = best[line.question]
        return " · ".join(words.change(line.worth[tier], top.get(tier, 0)) for tier in tiers)

    head = [" · ".join(tiers), *_names(results, asked)]
    return _table(results, head, _rows(results, asked, cell))


def _rows(
    results: Results, asked: list[Question], cell: Callable[[Line], str]
) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {peer: [] for peer in results.settings["titles"]}
    for question in asked:
        found = {line.peer: line for line in lines(results, question)}
        for peer, row in rows.items():
            row.append(cell(found[peer]) if peer in found else "")
    return {peer: row for peer, row in rows.items() if any(row)}


def _names(results: Results, asked: list[Question]) -> list[str]:
    return [f"{name}, {_short(results.instances[name]['pairs'])}" for name, _ in asked]


def _short(pairs: int) -> str:
    return f"{pairs / 1e6:.2f} M pairs" if pairs >= 1e6 else f"{pairs / 1e3:.0f} k pairs"


def _table(results: Results, head: list[str], rows: dict[str, list[str]]) -> str:
    titles = results.settings["titles"]
    lined = [head, ["---"] * len(head)]
    lined += [[titles[peer], *row] for peer, row in rows.items()]
    return "\n".join("| " + " | ".join(row) + " |" for row in lined)


def _instances(results: Results) -> str:
    told = [
        f"{name}: {about['beds']:,} beds, {about['pairs']:,} pairs"
        + (f", {about['limits']} limits, {about['groups']} groups" if about["limits"] else "")
        + ("" if about["seed"] is None else f", seed {about['seed']}")
        for name, about in results.instances.items()
    ]
    return "Instances: " + "; ".join(told) + "."


def _machine(results: Results) -> str:
    machine = results.machine
    packages = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    busy = clock(results) == "cpu"
    return (
        f"Measured {machine['started_at'][:10]} at commit {machine['commit']} on "
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB, "
        f"{machine['system']}, Python {machine['python']}; {packages}. "
        + (
            f"Others were using the machine: runs took {waiting(results):.1f} times their processor "
            "time, so seconds to solve are processor seconds here (of all cores together)."
            if busy
            else "Nothing else of weight was running."
        )
    )


def _complaints(results: Results) -> str:
    if not results.complaints:
        return "Every answer kept to the rules, and all proven answers agreed to the unit."
    return "\n".join(["**Wrong:**", "", *(f"- {one}" for one in results.complaints)])


def fill(page: str, tables: str) -> str:
    """The page with the tables between its markers. Raises ``ValueError`` when it has none."""
    before, found, rest = page.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not (found and found_end):
        raise ValueError(f"the page has no {BEGIN} ... {END}")
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--round", "of_round", type=click.Path(exists=True, path_type=Path), help="Of bench.round."
)
@click.option("--docs", type=click.Path(exists=True, path_type=Path), help="Page to fill.")
def report(folders: tuple[Path, ...], of_round: Path | None, docs: Path | None) -> None:
    """Print the tables of the results in FOLDERS, or write them into a page."""
    tables = markdown(merged([Results.load(folder) for folder in folders]))
    if of_round:
        tables += f"\n### A whole round\n\n{round_table(load_round(of_round))}\n"
    if docs is None:
        click.echo(tables)
        return
    docs.write_text(fill(docs.read_text(), tables))
    click.echo(f"wrote the tables into {docs}")


if __name__ == "__main__":
    report()
