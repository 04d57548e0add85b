"""The tables of all machines: whole, worded, drawn, and followed by one function only."""

from __future__ import annotations

import ast
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import matcher
import web
from matcher.audit import COMMAND_LINE, PROGRAM, Actor
from matcher.errors import Stale, StepNotAllowed
from matcher.machines import ALL, BY_SUBJECT, SUBJECTS, explain
from matcher.steps import Step, Steps
from matcher.transition import take_step
from matcher.words import Condition, ProposalStatus, Role
from tests.machines import page
from web.happened import WORDS

MATCHER = Path(matcher.__file__ or "").parent
WEB = Path(web.__file__ or "").parent
#: What is closed once and never comes back needs no table: the row's version guards it.
SET_ELSEWHERE = {
    "matcher/screening/versions.py",  # a flow chart that another one replaced
    "matcher/checkins/planning.py",  # the planned check-in of a stay that is over
    "matcher/plans/service.py",  # an action that is dropped
}
CASES = [
    pytest.param(steps, step, id=f"{steps.subject}-{step.from_}-{step.action}")
    for steps in ALL
    for step in steps.arrows
]


def test_the_page_with_the_drawings_is_up_to_date() -> None:
    """Remedy: python -m tests.machines.page."""
    assert page.PAGE.read_text(encoding="utf-8") == page.page()


def test_every_table_of_steps_is_in_the_list() -> None:
    """A table that nobody lists is not drawn, not tested and not explained."""
    tables = []
    for path in MATCHER.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tables += [
            str(node.args[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Steps"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ]
    assert sorted(tables) == sorted(BY_SUBJECT)
    assert set(SUBJECTS) == set(BY_SUBJECT)


def test_every_step_that_is_audited_has_words_for_the_page() -> None:
    """``take_step`` makes the name of the event, so no search through the source finds it."""
    rounds = {"matching round"}  # its events are written under 'round'
    written = {
        f"{steps.subject}.{step.action}"
        for steps in ALL
        if steps.subject not in rounds
        for step in steps.arrows
    }
    assert sorted(written - WORDS.keys()) == []


@pytest.mark.parametrize("steps", ALL, ids=lambda steps: steps.subject)
def test_every_state_can_be_reached_and_left_unless_it_is_an_end(steps: Steps[Any]) -> None:
    starts = {step.from_ for step in steps.arrows}
    reached = {step.to for step in steps.arrows if step.to != step.from_}
    first = steps.states()[0]
    assert set(steps.states()) - reached <= {first}
    assert first in starts


def test_no_status_is_set_beside_the_one_function() -> None:
    """An assignment ``x.status = …`` outside ``take_step`` changes a status without its table."""
    found = []
    for path in sorted([*MATCHER.rglob("*.py"), *WEB.rglob("*.py")]):
        name = str(path.relative_to(MATCHER.parent))
        if name in SET_ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign):
                found += [
                    f"{name}:{node.lineno}"
                    for target in node.targets
                    if isinstance(target, ast.Attribute)
                    and target.attr in ("status", "stage")
                    # rounds and rows without people in them: along `STEPS.after` at the spot
                    and "STEPS.after" not in ast.unparse(node.value)
                ]
    assert found == []


class FakeSession:
    """Enough of a session for the function alone: accounts by role, and what was recorded."""

    def __init__(self) -> None:
        self.added: list[Any] = []

    def get(self, _table: Any, key: int) -> Any:
        roles = list(Role)
        return SimpleNamespace(roles=[SimpleNamespace(role=roles[key])])

    def add(self, row: Any) -> None:
        self.added.append(row)

    def flush(self) -> None:
        """Nothing is written anywhere."""


def acting(role: Role | None) -> Actor:
    return PROGRAM if role is None else Actor(list(Role).index(role), "web")


def row_at(steps: Steps[Any], state: Any) -> Any:
    return SimpleNamespace(id=7, version=3, **{steps.column: state})


def take(steps: Steps[Any], row: Any, action: str, actor: Actor, **values: Any) -> FakeSession:
    session = FakeSession()
    take_step(session, actor, row, steps, action, values.pop("version", 3), **values)  # type: ignore[arg-type]
    return session


@pytest.mark.parametrize(("steps", "step"), CASES)
def test_an_arrow_is_for_the_roles_of_its_table_alone(steps: Steps[Any], step: Step[Any]) -> None:
    for role in (None, *Role):
        row = row_at(steps, step.from_)
        allowed = role in step.roles if role else (step.program or not step.roles)
        given = {"met": step.needs, "reason": "other"}
        if allowed:
            session = take(steps, row, step.action, acting(role), **given)
            assert getattr(row, steps.column) == step.to
            (event,) = session.added
            assert event.action == f"{steps.subject}.{step.action}"
            assert event.details == {
                "before": step.from_.value, "after": step.to.value, "reason": "other",
            }  # fmt: skip
        else:
            with pytest.raises(StepNotAllowed) as refusal:
                take(steps, row, step.action, acting(role), **given)
            assert refusal.value.whose
            assert getattr(row, steps.column) == step.from_


@pytest.mark.parametrize(("steps", "step"), [c for c in CASES if c.values[1].needs or c.values[1].because])  # type: ignore[union-attr] # fmt: skip
def test_each_condition_that_is_not_met_is_named(steps: Steps[Any], step: Step[Any]) -> None:
    reason = None if step.because else "other"
    asked = (*step.needs, Condition.REASON) if step.because else step.needs
    for left_out in asked:
        met = [condition for condition in step.needs if condition != left_out]
        given_reason = None if left_out == Condition.REASON else "other"
        with pytest.raises(StepNotAllowed) as refusal:
            take(steps, row_at(steps, step.from_), step.action, COMMAND_LINE,
                 met=met, reason=given_reason)  # fmt: skip
        assert refusal.value.missing == (left_out,)
        for language in ("nl", "en"):
            assert left_out.label(language) in explain(refusal.value, language)
    with pytest.raises(StepNotAllowed) as refusal:
        take(steps, row_at(steps, step.from_), step.action, COMMAND_LINE, reason=reason)
    assert refusal.value.missing == asked


@pytest.mark.parametrize("steps", ALL, ids=lambda steps: steps.subject)
def test_an_arrow_that_is_not_drawn_is_refused_in_words(steps: Steps[Any]) -> None:
    drawn = {(step.from_, step.action) for step in steps.arrows}
    actions = sorted({step.action for step in steps.arrows})
    for state, action in product(steps.states(), actions):
        if (state, action) in drawn:
            continue
        with pytest.raises(StepNotAllowed) as refusal:
            take(steps, row_at(steps, state), action, COMMAND_LINE, met=Condition, reason="other")
        assert state.nl in explain(refusal.value, "nl")
        assert state.en in explain(refusal.value, "en")


def test_who_has_not_seen_the_present_version_is_refused_before_anything_else() -> None:
    steps = BY_SUBJECT["proposal"]
    row = row_at(steps, ProposalStatus.LAPSED)
    with pytest.raises(Stale):
        take(steps, row, "approve", PROGRAM, version=2)


def test_a_step_that_follows_from_another_asks_no_role_but_all_conditions() -> None:
    steps = BY_SUBJECT["youth"]
    ready = row_at(steps, steps.states()[1])
    host = acting(Role.HOST)
    with pytest.raises(StepNotAllowed):
        take(steps, ready, "book", host)
    take(steps, ready, "book", host, follows=True)
    with pytest.raises(StepNotAllowed) as refusal:
        take(steps, ready, "unbook", host, follows=True)
    assert refusal.value.missing == (Condition.NO_OTHER_STAY,)


def test_who_answers_by_a_link_acts_in_the_role_that_the_link_gives() -> None:
    steps = BY_SUBJECT["introduction"]
    row = row_at(steps, steps.states()[0])
    nobody = Actor(None, "web")
    with pytest.raises(StepNotAllowed):
        take(steps, row, "interested", nobody)
    with pytest.raises(StepNotAllowed):
        take(steps, row, "interested", nobody, role=Role.HOST)
    take(steps, row, "interested", nobody, role=Role.YOUTH)
    assert row.stage == "host_looks"


def test_words_of_a_refusal_are_plain_and_in_both_languages() -> None:
    error = StepNotAllowed("placement", "booked", "start", missing=("rent_signed", "day_reached"))
    assert explain(error, "nl") == (
        "Dit kan nog niet. Er is nog nodig: een getekende huurovereenkomst en dat de afgesproken dag er is."
    )
    whose = StepNotAllowed("concern", "open", "agree", whose=("coordinator",))
    assert explain(whose, "en") == "This step is not yours to take. It is for: coordinator."
    other = StepNotAllowed("import", "saved", "saved")
    assert "Load the page again" in explain(other, "en")
