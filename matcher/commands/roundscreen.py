"""What happened in a round, on one screen of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from matcher.commands.fairnessscreen import fairness_lines
from matcher.database.rounds import MatchingRound
from matcher.eligibility import REASONS
from matcher.hostvalue.kinds import host_kinds
from matcher.rounds.fairness_words import trait_name, value_name
from matcher.words import RoundStatus

TIERS = {"nights": "nights filled", "priority": "priority", "fit": "fit", "lottery": "lottery"}
WITHOUT = {
    "no_eligible_pair": "nobody possible on the other side",
    "all_outbid": "everybody possible is better placed otherwise",
    "limit contract": "the contract of the municipality is used up",
    "limit guarantee": "the guarantee of a municipality goes first",
    "changed_meanwhile": "records changed while the round was running",
}
MOST_RULES = 8
MOST_PLACES = 6


def screen(found: MatchingRound) -> RenderableType:
    """Return the round as something to print."""
    title = Text(f"Round {found.id} · {found.today.isoformat()} · {found.status.en}", style="bold")
    told = found.summary
    if found.status != RoundStatus.DONE:
        return Group(title, Text(found.error or found.step or "waits for a worker"))
    if told["status"] == "infeasible":
        names = "\n".join(f"  {name}" for name in told["clash"])
        return Group(
            title,
            Text("These limits cannot be met together, so nothing was proposed:"),
            Text(names),
        )
    return Group(
        title,
        *_who_is_missing(told),
        Text(),
        _figures(told),
        Text(),
        Columns([_tiers(told), _comparison(told)], padding=(0, 4)),
        Text(),
        _unmatched(told),
        *_rules(told),
        *_guarantee(told, bool(found.parameters.get("guarantee"))),
        *_shares(told),
        *_hosts(told),
        *_fairness(told),
        Text(),
        Text(_seconds(told["seconds"]), style="dim"),
    )


def _who_is_missing(told: dict[str, Any]) -> list[RenderableType]:
    """Say what to do when a side was empty: the figures alone would look like a fault."""
    hints = []
    if not told["youths"]:
        hints.append("No youth took part: a youth needs the status 'ready' and no room yet.")
    if not told["rooms"]:
        hints.append(
            "No room took part: a household must be 'approved' and its room free in this period."
        )
    return [Text(hint, style="yellow") for hint in hints]


def rounds_table(rounds: Sequence[MatchingRound]) -> RenderableType:
    """Return rounds as a table, one row each."""
    table = _table("round", "date", "status", "proposals", "rooms left", "nights filled", "seconds")
    for found in rounds:
        told = found.summary
        outcome = told.get("outcome", {})
        table.add_row(
            str(found.id),
            found.today.isoformat(),
            found.status.en,
            _number(told.get("proposals")),
            _number(told["rooms"] - outcome["placed"]) if outcome else "",
            _number(outcome.get("nights")),
            f"{told['seconds']['total']:.1f}" if told.get("seconds") else "",
        )
    return table


def _figures(told: dict[str, Any]) -> RenderableType:
    placed, nights = told["outcome"]["placed"], told["nights"]
    offered = max(nights["filled"] + nights["left"], 1)
    rows = [
        ("Proposals to review", told["proposals"], ""),
        ("Rooms filled", placed, f"of {told['rooms']:,}; {told['rooms'] - placed:,} left"),
        (
            "Empty nights avoided",
            nights["filled"],
            f"{nights['filled'] / offered:.1%} of the nights offered in "
            f"{told['horizon_nights']} days",
        ),
        ("Youths", told["youths"], f"{told['youths'] - placed:,} wait for a next round"),
        ("Pairs that are possible", told["pairs"], ""),
    ]
    if told["lapsed"]:
        rows.append(("Lapsed", told["lapsed"], "open proposals of earlier rounds"))
    if told["skipped"]:
        rows.append(("Left out", told["skipped"], "changed while the round was running"))
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right", style="bold")
    table.add_column(style="dim")
    for name, number, remark in rows:
        table.add_row(name, f"{number:,}", remark)
    return table


def _tiers(told: dict[str, Any]) -> RenderableType:
    table = _table("what counts, in order", "value", "proven bound", title="Result: proven best")
    if told["status"] != "optimal":
        table.title = "Result: not proven best within the time limit"
    for tier in told["tiers"]:
        table.add_row(TIERS[tier["name"]], _number(tier["value"]), _number(tier["bound"]))
    return table


def _comparison(told: dict[str, Any]) -> RenderableType:
    table = _table(
        "",
        "this round",
        "first come",
        "gain",
        "best fit first",
        "gain",
        title="Against simpler ways, on the same pairs and limits",
    )
    own = told["outcome"]
    names = {
        "placed": "rooms filled",
        "nights": "nights filled",
        "priority": "priority",
        "fit": "fit",
    }
    for key, name in names.items():
        cells = [_number(own[key])]
        for way in ("first_come", "greedy_fit"):
            other = told["baselines"][way][key]
            cells += [_number(other), _gain(own[key], other)]
        table.add_row(name, *cells)
    return table


def _unmatched(told: dict[str, Any]) -> RenderableType:
    table = _table("because", "youths", "rooms", title="Left without a proposal")
    sides = [dict(map(tuple, told["unmatched"][side])) for side in ("youth", "room")]
    for reason in dict.fromkeys(code for side in sides for code in side):
        numbers = [_number(side[reason]) if reason in side else "" for side in sides]
        table.add_row(WITHOUT.get(reason, reason), *numbers)
    return table


def _rules(told: dict[str, Any]) -> Iterable[RenderableType]:
    """For youths with no possible room: which hard rules stand between them and all rooms."""
    if not told["blocked_by"]:
        return
    table = _table("rule", "pairs", title="Rules that keep youths without a possible room out")
    labels = {str(reason): reason.en.label for reason in REASONS}
    for code, number in told["blocked_by"][:MOST_RULES]:
        table.add_row(labels.get(code, code), _number(number))
    yield Text()
    yield table


def _guarantee(told: dict[str, Any], is_on: bool) -> Iterable[RenderableType]:
    shares = told["guarantee"].values()
    more = sum(share["shared"] > share["alone"] for share in shares)
    fewer = sum(share["shared"] < share["alone"] for share in shares)
    yield Text()
    yield Text(
        f"By sharing rooms, {more:,} municipalities place more of their own youths than alone, "
        f"{fewer:,} place fewer."
    )
    other = (told.get("otherwise") or {}).get("guarantee")
    if is_on and other is None:
        yield Text("The guarantee costs nothing.")
    elif other is not None and other["status"] == "infeasible":
        yield Text("With the guarantee, the limits could not be met together.")
    elif other is not None:
        verb = "costs" if is_on else "would cost"
        yield Text(f"The guarantee {verb} {_difference(told, other, 1 if is_on else -1)}.")


def _shares(told: dict[str, Any]) -> Iterable[RenderableType]:
    for share in told.get("shares", ()):
        trait, value = share["key"].split("=", 1)
        name = f"{trait_name(trait, 'en')} {value_name(trait, value, 'en')}"
        yield Text(f"At least {share['percent']}% of placements are for {name}.")
    other = (told.get("otherwise") or {}).get("shares")
    if other is not None:
        yield Text(f"The minimum shares cost {_difference(told, other, 1)}.")


def _difference(told: dict[str, Any], other: dict[str, Any], sign: int) -> str:
    """What the other way has more of than this round (sign 1), or the other way round."""
    parts = []
    for tier in told["tiers"]:
        lost = sign * (other["tiers"][tier["name"]] - tier["value"])
        parts.append(f"{lost:,} {TIERS[tier['name']]}")
    placed = sign * (other["placed"] - told["outcome"]["placed"])
    return ", ".join([*parts, f"{placed:,} rooms filled"])


def _fairness(told: dict[str, Any]) -> Iterable[RenderableType]:
    fairness = told.get("fairness")
    if not fairness:
        return
    yield Text()
    for line in fairness_lines(fairness["warnings"], fairness["passed_over"]):
        yield Text(line[:1].upper() + line[1:] + ("" if line.endswith(".") else "."))


def _hosts(told: dict[str, Any]) -> Iterable[RenderableType]:
    """Where one more host helps most, and by how much each kind helps on average."""
    counted = told.get("host_value")
    if not counted:
        return
    labels = {kind.code: kind.en for kind in host_kinds()}
    best = _table("one more host in", "kind", "nights", "priority", "fit", title="Helps most")
    for row in counted["best"][:MOST_PLACES]:
        best.add_row(
            row["name"],
            labels.get(row["kind"], row["kind"]),
            *(f"{row[tier]:+,}" for tier in ("nights", "priority", "fit")),
        )
    kinds = _table("one more of this kind", "helps in municipalities", "nights on average")
    for kind in sorted(counted["kinds"], key=lambda kind: -kind["mean_nights"]):
        places = f"{kind['helps_in']} of {kind['municipalities']}"
        name = labels.get(kind["kind"], kind["kind"])
        kinds.add_row(name, places if kind["helps_in"] else "nowhere", f"{kind['mean_nights']:,}")
    if not counted["best"]:
        yield Text("One more host helps nobody in this round, wherever and of whatever kind.")
        return
    yield Text()
    yield Columns([best, kinds], padding=(0, 4))


def _seconds(seconds: dict[str, float]) -> str:
    steps = ", ".join(f"{name} {spent:.1f}" for name, spent in seconds.items() if name != "total")
    return f"{seconds['total']:.1f} s ({steps})"


def _table(*names: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for place, name in enumerate(names):
        table.add_column(name, justify="left" if place == 0 else "right", header_style="dim")
    return table


def _number(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _gain(own: int, other: int) -> str:
    return "" if not other else f"{(own - other) / other:+.1%}"
