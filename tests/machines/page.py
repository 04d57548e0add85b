"""Writes ``docs/machines.md`` from the tables: ``python -m tests.machines.page``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from matcher.machines import ALL
from matcher.rooms.rules import ROOM_STEPS, RoomState
from matcher.steps import Step, Steps
from matcher.words import Role

PAGE = Path(__file__).resolve().parents[2] / "docs" / "machines.md"

INTRODUCTION = """# Status machines

This page is written from the tables in the code (`python -m tests.machines.page`); a test fails when
it is not up to date. Every status changes along these arrows only, by one function
(`matcher/transition.py`), which

- refuses an arrow that is not drawn, a role that is not on it, and conditions that are not met, and
  says in words what is missing (`matcher.machines.explain`, Dutch and English);
- refuses who has not seen the present version of the record (optimistic locking);
- writes one audit event with the status before and after, in the same transaction.

*Program* means that no person takes the step by itself: it follows from something else, such as an
answer or the clock. *A reason* is a coded one. In the drawings `(program)` marks such arrows.

The states of a **room** are not stored: they follow from its offers, stays and proposals.

That every road along these arrows holds is tested against a model written from the domain, without
these tables (`tests/machines/model.py`): verbs drawn at random, in any order, by who may and who may
not, with old versions of records and with time passing in between. After each verb program and
model must stand alike. The verbs are in `tests/machines/verbs_*.py`: deciding on proposals and taking
back, introductions, signing and moving in, living there, concerns, notice and leaving, what a 'no'
teaches, and stepping back (a household pauses, stops or is refused, a room is offered on other days,
a youth stops) in the middle of everything. `make machines` runs 2,000 lives of 50 steps; faults that
are planted on purpose have to be found (`tests/machines/faults.py`, `test_stepping.py`,
`test_declines.py`).
"""


def page() -> str:
    """Return the whole page."""
    parts = [INTRODUCTION, *(_machine(steps) for steps in ALL), _room()]
    return "\n".join(parts)


def _machine(steps: Steps[Any]) -> str:
    title = steps.subject[0].upper() + steps.subject[1:]
    states = [f"| `{state}` | {state.nl} | {state.en} |" for state in steps.states()]
    arrows = [_arrow(group) for group in _alike(steps.arrows)]
    return "\n".join(
        [
            f"## {title}", "",
            "```mermaid", steps.drawing(), "```", "",
            "| State | Dutch | English |", "|---|---|---|", *states, "",
            "| From | Step | To | Who | Needs |", "|---|---|---|---|---|", *arrows, "",
        ]
    )  # fmt: skip


def _alike(arrows: Iterable[Step[Any]]) -> list[list[Step[Any]]]:
    """Put arrows that differ in their start alone together, in table order."""
    groups: dict[Any, list[Step[Any]]] = {}
    for step in arrows:
        to = "stays" if step.to == step.from_ else step.to
        key = (step.action, to, step.roles, step.needs, step.because, step.program)
        groups.setdefault(key, []).append(step)
    return list(groups.values())


def _arrow(group: list[Step[Any]]) -> str:
    step = group[0]
    start = ", ".join(f"`{one.from_}`" for one in group)
    end = f"`{step.to}`" if step.to != step.from_ else "stays"
    who = [role.label("en") for role in Role if role in step.roles]
    if step.is_for(None):
        who.append("program")
    needs = [condition.label("en") for condition in step.needs]
    if step.because:
        needs.append("a reason")
    return f"| {start} | {step.action} | {end} | {', '.join(who)} | {'; '.join(needs) or '–'} |"


def _room() -> str:
    states = [f"| `{state}` | {state.nl} | {state.en} |" for state in RoomState]
    events = [
        f"| {event} | {_codes(starts)} | {_codes(ends)} |"
        for event, (starts, ends) in ROOM_STEPS.items()
    ]
    return "\n".join(
        [
            "## Room (derived)", "",
            "| State | Dutch | English |", "|---|---|---|", *states, "",
            "| Event | Can happen in | Can leave the room |", "|---|---|---|", *events, "",
        ]
    )  # fmt: skip


def _codes(states: frozenset[RoomState]) -> str:
    if states == frozenset(RoomState):
        return "any"
    return ", ".join(f"`{state}`" for state in RoomState if state in states)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
