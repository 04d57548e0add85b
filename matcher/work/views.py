"""The tabs of the work list: which of the listed things each one shows. No database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matcher.words import WorkKind
from matcher.work.listing import Listed
from matcher.work.rules import State

MINE, LATE, COMING, TEAM, AWAY, GIVEN = VIEWS = (
    "mine", "late", "coming", "team", "away", "given",
)  # fmt: skip


@dataclass(frozen=True)
class Filters:
    """What somebody chose to see. ``kind`` None leaves all kinds in."""

    view: str = MINE
    kind: WorkKind | None = None


def shown(listed: Iterable[Listed], view: str, put_off: Collection[str]) -> list[Listed]:
    """Return what a tab shows. What was put off comes back on its day, or when it is late."""
    return [one for one in listed if _is_in(one, view, put_off)]


def _is_in(one: Listed, view: str, put_off: Collection[str]) -> bool:
    is_away = one.key in put_off and one.state != State.LATE
    if view == MINE:
        return one.is_mine and one.state != State.COMING and not is_away
    if view == LATE:
        return one.state == State.LATE
    if view == COMING:
        return one.is_mine and one.state == State.COMING
    if view == AWAY:
        return is_away
    if view == GIVEN:
        return one.is_given
    return one.state != State.COMING


def to_put_off(listed: Iterable[Listed], keys: Collection[str]) -> tuple[list[str], int]:
    """Return which of the chosen things can be put off, and how many are late and so stay."""
    chosen = [one for one in listed if one.key in keys]
    can = [one.key for one in chosen if one.state != State.LATE]
    return can, len(chosen) - len(can)


def counts(listed: Sequence[Listed], put_off: Collection[str]) -> dict[str, int]:
    return {view: len(shown(listed, view, put_off)) for view in VIEWS}


def counts_by_kind(listed: Iterable[Listed]) -> dict[WorkKind, int]:
    """Return how many there are of each kind, in the order of the kinds."""
    found: dict[WorkKind, int] = {}
    for one in listed:
        found[one.item.kind] = found.get(one.item.kind, 0) + 1
    return {kind: found[kind] for kind in WorkKind if kind in found}
