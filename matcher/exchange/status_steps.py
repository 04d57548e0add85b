"""A file may say how far a stored record is now: only along an arrow that a coordinator may take.

Common to both kinds of file; `host_steps` and `youth_steps` say what their arrows ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from matcher.steps import Step, Steps
from matcher.words import Role, Word


class StatusPlan:
    """The plan of a record that has a status."""

    stored: Any
    changed: dict[str, Any]

    @property
    def new_status(self) -> Any:
        """Return the status that the file gives a stored record; None when it stays."""
        return self.changed.get("status") if self.stored is not None else None

    @property
    def written(self) -> dict[str, Any]:
        """Return what is written as it stands; a stored record takes a step to its status."""
        if self.stored is None:
            return self.changed
        return {name: value for name, value in self.changed.items() if name != "status"}


Plan = TypeVar("Plan", bound=StatusPlan)
Status = TypeVar("Status", bound=Word)


def moving(
    plans: Sequence[Plan], steps: Steps[Status]
) -> Iterator[tuple[Plan, Any, Step[Status] | None]]:
    """Yield the plans that move a stored record, each with that record and the arrow, if any."""
    status = type(steps.arrows[0].from_)
    for plan in plans:
        if plan.new_status is not None:
            to = status(str(plan.new_status))
            yield plan, plan.stored, steps.between(plan.stored.status, to, Role.COORDINATOR)


def take(
    plans: Sequence[Plan], steps: Steps[Status], change: Callable[[int, str, int], object]
) -> None:
    """Take the steps, each as by its button: what is under way ends, and everybody hears it.

    ``change``: the service that takes one, for an id, an action and a version.
    """
    for _, stored, step in sorted(moving(plans, steps), key=lambda found: int(found[1].id)):
        if step is not None:
            change(stored.id, step.action, stored.version)
