"""Status machines as data: a table of arrows, and the one function that follows them.

Pictures in the documentation, checks in services and buttons on pages all read the same table,
so that a status can only change along a drawn arrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from matcher.errors import StepNotAllowed
from matcher.words import Role, Word

Status = TypeVar("Status", bound=Word)


@dataclass(frozen=True)
class Step(Generic[Status]):
    """One arrow. ``roles``: who may go along it; none means the program only."""

    from_: Status
    action: str
    to: Status
    roles: frozenset[Role] = frozenset()


class Steps(Generic[Status]):
    """All arrows of one subject."""

    def __init__(self, subject: str, arrows: Iterable[Step[Status]]) -> None:
        self.subject = subject
        self.arrows = tuple(arrows)
        self._by_start = {(step.from_, step.action): step for step in self.arrows}
        if len(self._by_start) < len(self.arrows):
            raise ValueError(f"{subject}: two arrows for one status and action")

    def after(self, status: Status, action: str) -> Status:
        """Return the status that ``action`` leads to.

        Raises:
            StepNotAllowed: there is no such arrow.
        """
        step = self._by_start.get((status, action))
        if step is None:
            raise StepNotAllowed(self.subject, str(status), action)
        return step.to

    def actions(self, status: Status, role: Role | None = None) -> list[str]:
        """Return what can be done from ``status`` (by ``role``, when given), in table order."""
        return [
            step.action
            for step in self.arrows
            if step.from_ == status and (role is None or role in step.roles)
        ]

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
