"""The ties of an object, and the function that finds them by its kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """The ties of an object on which the policy decides. Empty ties match nobody."""

    municipalities: frozenset[str] = frozenset()
    organisation_id: int | None = None
    account_ids: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        *,
        municipalities: Iterable[str | None] = (),
        organisation_id: int | None = None,
        account_ids: Iterable[int | None] = (),
    ) -> Belonging:
        return cls(
            municipalities=frozenset(m for m in municipalities if m),
            organisation_id=organisation_id,
            account_ids=frozenset(a for a in account_ids if a is not None),
        )


@singledispatch
def belonging(object: Any) -> Belonging:
    """Return the ties of an object; an unknown kind is a programming error, not a 'no'."""
    raise TypeError(f"the access policy knows no {type(object).__name__}")


@belonging.register
def _(object: Belonging) -> Belonging:
    return object
