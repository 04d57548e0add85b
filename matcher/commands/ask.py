"""``kamermatch ask``: exact questions to a result of ``kamermatch solve``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from matcher.errors import InvalidProblem

if TYPE_CHECKING:
    from matcher.optimiser import Parameters
    from matcher.optimiser.questions import Cost, Market

INVALID = 2
MOST_ROOMS = 10
Answer = dict[str, Any]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("result", type=click.Path(path_type=Path))
@click.option("--youth", help="Ask about this youth; with --room, about the pair.")
@click.option("--room", help="Ask about this room.")
@click.option("--forbid", is_flag=True, help="What forbidding the pair costs, not forcing it.")
@click.option("--without-youth", "leaves", help="What it does when this youth is not there.")
@click.option("--without-room", "closes", help="What it does when this room is not there.")
@click.option("--guarantee", is_flag=True, help="The result was solved with --guarantee.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def ask(
    folder: Path,
    result: Path,
    youth: str | None,
    room: str | None,
    forbid: bool,
    leaves: str | None,
    closes: str | None,
    guarantee: bool,
    as_json: bool,
) -> None:
    """Ask what a change would cost everyone, from the stored prices of a RESULT.

    \b
    FOLDER holds the problem, RESULT what `kamermatch solve` wrote for it.
    Exit code 0: answered; 2: an unknown key, or files that do not belong together.
    """
    from matcher.optimiser.questions import QuestionRefused

    if not (youth or room or leaves or closes) or (forbid and not (youth and room)):
        raise click.UsageError(
            "name --youth, --room, --without-youth or --without-room (--forbid needs a pair)"
        )
    try:
        market = _opened(folder, result, guarantee)
        found = _answers(market, result, (youth, room), forbid, (leaves, closes))
    except InvalidProblem as error:
        from matcher.optimiser.faults import lines

        _refuse(*lines(error.problems))
    except QuestionRefused as error:
        _refuse(str(error))
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        for one in found:
            _show(one)


def _refuse(*lines: str) -> None:
    for line in lines:
        click.echo(line, err=True)
    sys.exit(INVALID)


def _opened(folder: Path, result: Path, guarantee: bool) -> Market:
    import pandas as pd

    from matcher.optimiser.folder import read_problem
    from matcher.optimiser.questions import Market, QuestionRefused

    texts = {"youth": str, "room": str, "kind": str, "key": str}
    try:
        summary = json.loads((result / "summary.json").read_text(encoding="utf-8"))
        assignments = pd.read_csv(result / "assignments.csv", dtype=texts, keep_default_na=False)
        duals = pd.read_csv(result / "duals.csv", dtype=texts, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise QuestionRefused(
            f"{result} is not a whole result of `kamermatch solve`: {error}; solve again"
        ) from error
    if summary["status"] == "infeasible":
        raise QuestionRefused("the limits cannot be met together; there is nothing to ask about")
    return Market.stored(read_problem(folder), _parameters(summary, guarantee), assignments, duals)


def _parameters(summary: Answer, guarantee: bool) -> Parameters:
    from matcher.optimiser import Parameters

    return Parameters(
        tiers=tuple(tier["name"] for tier in summary["tiers"]),
        guarantee=guarantee or summary.get("guarantee_cost") is not None,
        seed=summary["seed"],
    )


def _answers(
    market: Market,
    result: Path,
    about: tuple[str | None, str | None],
    forbid: bool,
    gone: tuple[str | None, str | None],
) -> list[Answer]:
    youth, room = about
    found = []
    if youth and room:
        found.append(_pair(market, youth, room, forbid))
    elif youth:
        found.append(_youth(market, youth))
    elif room:
        found.append(_room(market, result, room))
    if gone[0]:
        found.append(_gone(market, f"without youth {gone[0]}", market.loss_of_youth(gone[0]), gone))
    if gone[1]:
        found.append(_gone(market, f"without room {gone[1]}", None, gone))
    return found


def _pair(market: Market, youth: str, room: str, forbid: bool) -> Answer:
    verb = "forbidding" if forbid else "forcing"
    cost = market.forbidden(youth, room) if forbid else market.forced(youth, room)
    answer = {"question": f"{verb} {youth} in {room}", **_cost(cost)}
    if cost.is_possible and not cost.is_free:
        after = market.decline(youth, room) if forbid else market.force(youth, room)
        answer["changes"] = market.changed(after).to_dict("records")
    return answer


def _youth(market: Market, youth: str) -> Answer:
    """Where a youth lives, what its loss would do, and what other rooms would cost."""
    loss = market.loss_of_youth(youth)
    costs = [(room, market.forced(youth, room)) for room in market.rooms_of(youth)]
    possible = [(room, cost) for room, cost in costs if cost.is_possible]
    possible.sort(key=lambda one: (one[1].values, one[0]))  # noqa: PD011
    return {
        "question": f"youth {youth}",
        "room": market.room_of(youth),
        "without": _cost(loss),
        "eligible_rooms": len(costs),
        "rooms": [{"room": room, **_cost(cost)} for room, cost in possible[:MOST_ROOMS]],
    }


def _room(market: Market, result: Path, room: str) -> Answer:
    """Who lives in a room, who could come instead, and what a bed more or less would do."""
    import pandas as pd

    place = market.book.room(room)
    texts = {"room": str, "youth": str}
    backups = pd.read_csv(result / "backups.csv", dtype=texts, keep_default_na=False)
    lost, more = market.loss_of_rooms()[place], market.gain_of_beds()[place]
    found = market.assignments()
    return {
        "question": f"room {room}",
        "youths": found.loc[found["room"] == room, "youth"].tolist(),
        "one_bed_less": market.lost(lost),
        "one_bed_more": dict(zip(market.tiers, more.tolist(), strict=True)),
        "backups": backups[backups["room"] == room].drop(columns="room").to_dict("records"),
    }


def _gone(
    market: Market, question: str, cost: Cost | None, gone: tuple[str | None, str | None]
) -> Answer:
    from matcher.optimiser.questions import ChangeRefused

    answer: Answer = {"question": question}
    try:
        after = (
            market.without_youth(str(gone[0])) if cost is not None
            else market.without_room(str(gone[1]))
        )  # fmt: skip
    except ChangeRefused as error:
        return answer | {"possible": False, "limit": error.limit}
    before, then = market.values(), after.values()
    lost = {tier: before[tier] - then[tier] for tier in market.tiers}
    lost["lottery"] = -lost["lottery"]
    return answer | {
        "possible": True,
        "costs": lost,
        "changes": market.changed(after).to_dict("records"),
    }


def _cost(cost: Cost) -> Answer:
    if not cost.is_possible:
        return {"possible": False, "limit": cost.limit}
    return {"possible": True, "exact": cost.is_exact, "costs": cost.by_tier}


def _show(answer: Answer) -> None:
    click.echo(f"{answer['question']}")
    for line in _lines(answer):
        click.echo(f"  {line}")


def _lines(answer: Answer) -> list[str]:
    found = []
    if "possible" in answer:
        found.append(_told(answer))
    if "room" in answer and "without" in answer:
        found.append(f"lives in {answer['room']}" if answer["room"] else "has no room")
        found.append(f"without this youth: {_told(answer['without'])}")
        found.append(f"{answer['eligible_rooms']} eligible rooms; the cheapest to force:")
        found += [f"  {row['room']}: {_told(row)}" for row in answer["rooms"]]
    if "youths" in answer:
        found.append(f"lived in by {', '.join(answer['youths']) or 'nobody'}")
        less = answer["one_bed_less"]
        found.append(f"one bed less: {_told({'possible': less is not None, 'costs': less})}")
        found.append(f"one bed more: brings {_amounts(answer['one_bed_more']) or 'nothing'}")
        rows = answer["backups"]
        found.append("back-ups:" if rows else "no back-ups")
        found += [
            f"  {row['rank']}. {row['youth']} ({row['nights']} nights, fit {row['fit']})"
            for row in rows
        ]
    if "changes" in answer:
        found.append(f"{len(answer['changes'])} proposals would change:")
        found += [
            f"  {row['youth']}: {row['before'] or 'no room'} -> {row['after'] or 'no room'}"
            for row in answer["changes"]
        ]
    return found


def _told(answer: Answer) -> str:
    if not answer["possible"]:
        limit = answer.get("limit", "")
        if limit == "no_eligible_pair":
            return "not possible: not an eligible pair (why is not known in these files)"
        return f"not possible: {limit or 'a limit'} stands in the way"
    amounts = _amounts(answer["costs"])
    doubt = "" if answer.get("exact", True) else " (not proven)"
    return (f"would cost {amounts}" if amounts else "would cost nothing") + doubt


def _amounts(costs: dict[str, int]) -> str:
    words = {"lottery": "in ranks of the lottery"}
    return ", ".join(f"{value} {words.get(tier, tier)}" for tier, value in costs.items() if value)
