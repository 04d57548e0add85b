"""The keys of things to do, as pages send them back."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.words import WorkKind


def parts(keys: Iterable[str]) -> set[tuple[WorkKind, str, int]]:
    """Return (kind, subject, number) of each key; what is no key is left out."""
    found = set()
    for key in keys:
        kind, _, rest = key.partition(":")
        subject, _, number = rest.partition(":")
        if kind in WorkKind.codes() and 0 < len(subject) <= 40 and number.isdecimal():
            found.add((WorkKind(kind), subject, int(number)))
    return found
