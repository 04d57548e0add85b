"""Who reacts to an event is found by its file, and a misspelled event is an error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matcher import events
from matcher.audit import PROGRAM, Actor


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    events._reactions.cache_clear()
    yield
    events._reactions.cache_clear()


def reacting(monkeypatch: pytest.MonkeyPatch, **modules: dict[str, Any]) -> None:
    monkeypatch.setattr(events, "subjects", lambda: sorted(modules))
    for name, reactions in modules.items():
        found = SimpleNamespace(REACTIONS=reactions)
        monkeypatch.setitem(sys.modules, f"matcher.{name}.reactions", found)


def test_everybody_who_reacts_hears_of_an_event_in_the_order_of_their_names(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    heard: list[tuple[str, Actor, object]] = []
    reacting(
        monkeypatch,
        zebra={"placement.started": lambda _, actor, row: heard.append(("zebra", actor, row))},
        apple={"placement.started": lambda _, actor, row: heard.append(("apple", actor, row))},
        other={"placement.ended": lambda *_: heard.append(("other", PROGRAM, None))},
    )
    row = object()
    events.tell(session, PROGRAM, "placement.started", row)
    assert heard == [("apple", PROGRAM, row), ("zebra", PROGRAM, row)]


def test_an_event_that_nobody_announced_is_an_error(session: Session) -> None:
    with pytest.raises(LookupError, match=r"placement\.begun"):
        events.tell(session, PROGRAM, "placement.begun", None)


def test_reacting_to_an_unknown_event_is_an_error(
    monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    reacting(monkeypatch, apple={"placement.begun": print})
    with pytest.raises(LookupError, match=r"apple.*placement\.begun"):
        events.tell(session, PROGRAM, "placement.started", None)


def test_reactions_are_found_by_their_file(tmp_path: Path) -> None:
    for name in ("visits", "away", "rounds"):
        (tmp_path / name).mkdir()
    (tmp_path / "visits" / "reactions.py").touch()
    (tmp_path / "away" / "reactions.py").touch()
    assert events.subjects(tmp_path) == ["away", "visits"]


def test_the_reactions_of_the_program_name_known_events(session: Session) -> None:
    for event in events.EVENTS:
        events._reactions(event)
