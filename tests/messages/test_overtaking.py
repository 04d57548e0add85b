"""Every template says what overtakes it while it waits, and the program does as it says."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

import matcher
from matcher import outbox
from matcher.messages import TEXTS
from matcher.messages.overtaking import FATES, Asks, Tells, name_problem

FOLDER = Path(matcher.__file__ or "").parent
ASKS = sorted((key, fate.name) for key, fate in FATES.items() if isinstance(fate, Asks))


@cache
def left_behind() -> frozenset[str]:
    """Return how the names begin that some code takes back, replaces, or gives a last moment.

    Names made by a function, such as `key_of`, count by the text that the function returns.
    """
    found: set[str] = set()
    for path in FOLDER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if "take_back(" in path.read_text(encoding="utf-8") or "instead_of" in ast.unparse(tree):
            found |= {_start(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)}
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
    return frozenset(one for one in found if ":" in one)


def _start(text: ast.JoinedStr) -> str:
    first = text.values[0] if text.values else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def test_every_template_says_what_overtakes_it() -> None:
    """Remedy: a row in matcher/messages/overtaking.py, and a `take_back` where it is settled."""
    assert sorted(TEXTS.keys() - FATES.keys()) == []
    assert sorted(FATES.keys() - TEXTS.keys()) == []


@pytest.mark.parametrize(("template", "name"), ASKS)
def test_what_asks_for_something_can_be_taken_back(template: str, name: str) -> None:
    assert any(one.startswith(name) for one in left_behind())


def test_names_end_where_a_number_begins() -> None:
    assert {name[-1] for _, name in ASKS} == {":"}


def test_what_tells_says_why_it_goes_out_late() -> None:
    assert all(fate.why for fate in FATES.values() if isinstance(fate, Tells))


def test_a_message_under_another_name_is_refused(session: Session) -> None:
    assert name_problem("visit_notice", "visit:3:plan:x") is None
    for once in (None, "", "visits:3", "other:3"):
        with pytest.raises(ValueError, match=r"visit_notice.*'visit:'"):
            outbox.post(session, "mo@example.org", "visit_notice", once=once)


def test_a_template_without_a_row_is_refused(session: Session) -> None:
    with pytest.raises(ValueError, match=r"overtaking\.py"):
        outbox.post(session, "mo@example.org", "new_mail", once="new:1:")


def test_what_tells_something_of_its_own_needs_no_name() -> None:
    assert name_problem("host_approved", None) is None
