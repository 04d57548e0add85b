"""Status machines as data: a table of arrows, and what each arrow asks.

Pictures in the documentation, checks in services and buttons on pages all read the same table,
so that a status can only change along a drawn arrow, by who may, when its conditions are met.
`matcher.transition.take_step` is the one function that follows an arrow; `matcher.machines` lists
all tables.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.errors import StepNotAllowed
from matcher.words import Condition, Role, Word

Status = TypeVar("Status", bound=Word)


@dataclass(frozen=True)
class Step(Generic[Status]):
    """One arrow.

    ``roles``: who may go along it; none means the program only. ``program``: the program may too.
    ``needs``: what must be true. ``because``: it asks for a coded reason.
    """

    from_: Status
    action: str
    to: Status
    roles: frozenset[Role] = frozenset()
    needs: tuple[Condition, ...] = ()
    because: bool = False
    program: bool = False

    def is_for(self, role: Role | None) -> bool:
        """Say whether ``role`` may take this step; None stands for the program."""
        return (self.program or not self.roles) if role is None else role in self.roles

    def unmet(self, met: Collection[str], reason: str | None) -> tuple[Condition, ...]:
        """Return the conditions that do not hold, the reason among them, in table order."""
        asked = (*self.needs, Condition.REASON) if self.because else self.needs
        holds = {*met, Condition.REASON.value} if reason else set(met)
        return tuple(condition for condition in asked if condition not in holds)


class Steps(Generic[Status]):
    """All arrows of one subject. ``column``: where its rows keep the status."""

    def __init__(
        self, subject: str, arrows: Iterable[Step[Status]], column: str = "status"
    ) -> None:
        self.subject = subject
        self.arrows = tuple(arrows)
        self.column = column
        self._by_start = {(step.from_, step.action): step for step in self.arrows}
        if len(self._by_start) < len(self.arrows):
            raise ValueError(f"{subject}: two arrows for one status and action")

    def step(self, status: Status, action: str) -> Step[Status]:
        """Return the arrow ``action`` that leaves ``status``.

        Raises:
            StepNotAllowed: there is no such arrow.
        """
        step = self._by_start.get((status, action))
        if step is None:
            raise StepNotAllowed(self.subject, str(status), action)
        return step

    def between(self, from_: Status, to: Status, role: Role) -> Step[Status] | None:
        """Return the arrow from one status to another that is for ``role``, or None."""
        arrows = (step for step in self.arrows if step.from_ == from_ and step.to == to)
        return next((step for step in arrows if step.is_for(role)), None)

    def after(self, status: Status, action: str) -> Status:
        """Return the status that ``action`` leads to; raises StepNotAllowed as `step` does."""
        return self.step(status, action).to

    def actions(self, status: Status, role: Role | None = None) -> list[str]:
        """Return what can be done from ``status`` (by ``role``, when given), in table order."""
        return [
            step.action
            for step in self.arrows
            if step.from_ == status and (role is None or role in step.roles)
        ]

    def states(self) -> list[Status]:
        """Return every status, in the order of the words."""
        return list(type(self.arrows[0].from_))

    def is_for_somebody(self, status: Status, action: str) -> bool:
        """Say whether a person may take this step; False for the program's own, and for none."""
        step = self._by_start.get((status, action))
        return step is not None and bool(step.roles)

    def drawing(self) -> str:
        """Return the arrows as a Mermaid state diagram, for the documentation."""
        lines = ["stateDiagram-v2"]
        for step in self.arrows:
            who = "" if step.roles else " (program)"
            lines.append(f"    {step.from_} --> {step.to}: {step.action}{who}")
        return "\n".join(lines)
