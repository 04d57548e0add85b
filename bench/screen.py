"""The tables on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench import words
from bench.results import Results
from bench.summary import OURS, Line, Question, clock, growth, lines, questions, waiting


def show(results: Results, console: Console) -> None:
    """Everything that a session found, on the terminal."""
    for question in questions(results):
        console.print(_table(results, question))
        console.print()
    table = _growth(results)
    if table.row_count:
        console.print(table)
    _machine(results, console)
    for complaint in results.complaints:
        console.print(f"[bold red]WRONG: {complaint}[/]", highlight=False)
    if not results.complaints:
        console.print("All answers keep to the rules, and all proven answers agree to the unit.")


def _table(results: Results, question: Question) -> Table:
    name, tiers = question
    about = results.instances[name]
    seed = "" if about["seed"] is None else f", seed {about['seed']}"
    title = f"{name} ({about['beds']:,} beds, {about['pairs']:,} pairs{seed})"
    table = Table(title=f"{title}: {', then '.join(tiers)}", title_justify="left")
    table.add_column("peer", min_width=22)
    for column in ("placed", *tiers, "solve", "× ours", "elapsed", "process", "memory", "n"):
        table.add_column(column, justify="right")
    found = lines(results, question)
    best = {
        tier: next((one.worth[tier] for one in found if one.status == "solved"), 0)
        for tier in tiers
    }
    for line in found:
        style = "bold" if line.peer.startswith(OURS) else None
        table.add_row(*_cells(results, line, tiers, best), style=style)
    return table


def _cells(results: Results, line: Line, tiers: tuple[str, ...], best: dict[str, int]) -> list[str]:
    title = results.settings["titles"][line.peer]
    memory = words.memory(line.memory["peak"]) if line.memory.get("peak") else ""
    if not line.has_answer:
        return [title, "", *("" for _ in tiers), words.outcome(line), "", "", "", memory, ""]
    return [
        title,
        f"{line.worth['placed']:,}",
        *(words.change(line.worth[tier], best[tier]) for tier in tiers),
        words.outcome(line),
        words.times(line.ratio),
        words.seconds(line.seconds["solve"]),
        words.seconds(line.seconds["whole"]),
        memory,
        str(line.repetitions),
    ]


def _growth(results: Results) -> Table:
    table = Table(title="Seconds grow as pairs to the power (last step)", title_justify="left")
    table.add_column("peer")
    tiers = list(dict.fromkeys(tiers for _, tiers in questions(results)))
    for one in tiers:
        table.add_column(", ".join(one), justify="right")
    for peer, title in results.settings["titles"].items():
        cells = [words.grows(growth(results, one, peer)) for one in tiers]
        if any(cells):
            table.add_row(title, *cells)
    return table


def _machine(results: Results, console: Console) -> None:
    machine = results.machine
    console.print(
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; "
        f"Python {machine['python']}; commit {machine['commit']}; {machine['started_at']}",
        highlight=False,
    )
    packages = ", ".join(f"{name} {number}" for name, number in machine["versions"].items())
    console.print(packages, highlight=False)
    if clock(results) == "cpu":
        console.print(
            f"[yellow]Others were using this machine: runs took {waiting(results):.1f} times their "
            "processor time. 'solve' and ratios are processor time.[/]",
            highlight=False,
        )
