"""What an answer has to keep to, as rows over the pairs: for whole-model solvers and for the check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bench.arrays import Arrays, DoesNotFit, Ints


@dataclass(frozen=True)
class Row:
    """``least`` <= number of chosen pairs among ``pairs`` <= ``most`` (None: no bound)."""

    name: str
    pairs: Ints
    least: int | None
    most: int | None


def rows(arrays: Arrays) -> Iterator[Row]:
    """Beds, one room per youth, fixed pairs and limits; groups apart, see :func:`together`."""
    for youth, pairs in _by(arrays.youth, arrays.number_of_youths):
        yield Row(f"youth {youth}", pairs, None, 1)
    for room, pairs in _by(arrays.room, arrays.number_of_rooms):
        yield Row(f"room {room}", pairs, None, int(arrays.capacity[room]))
    for pair in arrays.fixed.tolist():
        yield Row(f"fixed {pair}", np.array([pair]), 1, None)
    limits = zip(
        arrays.limit_kind.tolist(), arrays.limit_key.tolist(), arrays.limit.tolist(), strict=True
    )
    for kind, key, limit in limits:
        bounds = (limit, None) if kind == "guarantee" else (None, limit)
        yield Row(f"{kind} {key}", np.flatnonzero(_counted(arrays, kind, key)), *bounds)


def _by(code: np.ndarray, number: int) -> Iterator[tuple[int, Ints]]:
    order = np.argsort(code, kind="stable")
    ends = np.searchsorted(code[order], np.arange(number + 1))
    for key in np.flatnonzero(np.diff(ends)).tolist():
        yield key, order[ends[key] : ends[key + 1]]


def _counted(arrays: Arrays, kind: str, key: int) -> np.ndarray:
    """Which pairs count towards a limit (bool per pair)."""
    of, into = arrays.youth_town[arrays.youth], arrays.room_town[arrays.room]
    if kind in ("contract", "guarantee"):
        return of == key
    if kind == "organisation":
        return arrays.organisation[arrays.youth] == key
    if kind == "inflow":
        return (into == key) & (of != key)
    if kind == "outflow":
        return (of == key) & (into != key)
    raise DoesNotFit(f"limits of kind {kind} are not part of the comparison")


def together(arrays: Arrays) -> Iterator[tuple[int, dict[int, list[Ints]]]]:
    """Per group: per municipality where all could live, the pairs there of every member.

    Pairs of a member in other municipalities cannot be chosen.
    """
    into = arrays.room_town[arrays.room]
    members: dict[int, list[Ints]] = {}
    for youth, pairs in _by(arrays.youth, arrays.number_of_youths):
        members.setdefault(int(arrays.group[youth]), []).append(pairs)
    size = np.bincount(arrays.group[arrays.group >= 0])
    for group, own in sorted(members.items()):
        if group < 0:
            continue
        towns = set.intersection(*(set(into[pairs].tolist()) for pairs in own))
        if len(own) < size[group]:
            towns = set()
        yield group, {town: [p[into[p] == town] for p in own] for town in sorted(towns)}


def barred_by_groups(arrays: Arrays) -> Ints:
    """Pairs of group members in municipalities where not all members could live."""
    barred = arrays.group[arrays.youth] >= 0
    for _, towns in together(arrays):
        for own in towns.values():
            for pairs in own:
                barred[pairs] = False
    return np.flatnonzero(barred)


def broken(arrays: Arrays, chosen: Ints) -> list[str]:
    """The rules that an answer breaks, in words; empty when it keeps to all."""
    if len(chosen) and not (chosen.min() >= 0 and chosen.max() < arrays.number_of_pairs):
        return ["a chosen pair does not exist"]
    times = np.bincount(chosen, minlength=arrays.number_of_pairs)
    found = [f"pair {pair} is chosen twice" for pair in np.flatnonzero(times > 1)[:3]]
    for row in rows(arrays):
        number = int(times[row.pairs].sum())
        if row.most is not None and number > row.most:
            found.append(f"{row.name}: {number} where at most {row.most} are allowed")
        if row.least is not None and number < row.least:
            found.append(f"{row.name}: {number} where at least {row.least} are asked")
    return found + _apart(arrays, chosen)


def _apart(arrays: Arrays, chosen: Ints) -> list[str]:
    group = arrays.group[arrays.youth[chosen]]
    towns = arrays.room_town[arrays.room[chosen]]
    size = np.bincount(arrays.group[arrays.group >= 0])
    found = []
    for key in np.unique(group[group >= 0]).tolist():
        here = towns[group == key]
        if len(here) < size[key] or (here != here[0]).any():
            found.append(f"group {key}: {len(here)} of {size[key]} placed, in {set(here.tolist())}")
    return found
