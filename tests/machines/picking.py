"""What the verbs draw: which row, who acts, and whether they saw the present version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from tests.machines.model import Refused

One = TypeVar("One")

PICK = st.integers(0, 31)
#: Mostly who may; often enough who may not.
ANYBODY = st.sampled_from(
    ["coordinator", "coordinator", "coordinator", "deputy", "deputy", "referrer", "youth", "host"]
)
EACH = st.sampled_from(["coordinator", "referrer", "youth", "host"])
STALE = st.sampled_from([False] * 9 + [True])


def one_of(rows: Sequence[One], pick: int) -> One:
    """Return one of the rows, counted from the newest: that is where life goes on."""
    return rows[-1 - pick % len(rows)]


def require_version(stale: bool, expected: Callable[[], object]) -> Callable[[], object]:
    """Return what is expected of somebody who may not have seen the present version."""

    def refused() -> object:
        raise Refused("changed by somebody else")

    return refused if stale else expected
