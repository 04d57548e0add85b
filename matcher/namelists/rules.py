"""Dividing names over workers: by specialism, by room in the caseload, and evenly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matcher.words import Specialism


@dataclass(frozen=True)
class OpenName:
    """A name that nobody has taken up. ``active_at``: organisations that guide the person now."""

    name_id: int
    specialism: Specialism | None
    active_at: Collection[int] = ()


@dataclass(frozen=True)
class Candidate:
    """Somebody who can take names up. ``free``: None without a cap on the caseload."""

    account_id: int
    organisation_id: int
    specialisms: Collection[Specialism]
    free: int | None


def divide(names: Sequence[OpenName], workers: Sequence[Candidate]) -> dict[int, int]:
    """Return name → account; a name that nobody has room for is left out.

    Somebody who guides the person already comes first: one household, one plan, one worker. Then
    who has the specialism, then the organisation with the fewest names of this list, then the
    worker with the fewest, and of equals the one with the most room. Names that ask for a
    specialism are given out before the others, so that these do not take the room of the few.
    """
    given: dict[int, int] = {}
    taken: dict[int, int] = {worker.account_id: 0 for worker in workers}
    of_organisation: dict[int, int] = {worker.organisation_id: 0 for worker in workers}
    for name in sorted(names, key=lambda one: (one.specialism is None, one.name_id)):
        able = [w for w in workers if w.free is None or taken[w.account_id] < w.free]
        if not able:
            continue
        best = min(able, key=lambda w: _rank(name, w, taken, of_organisation))
        given[name.name_id] = best.account_id
        taken[best.account_id] += 1
        of_organisation[best.organisation_id] += 1
    return given


def _rank(
    name: OpenName,
    worker: Candidate,
    taken: Mapping[int, int],
    of_organisation: Mapping[int, int],
) -> tuple[bool, bool, int, int, int, int]:
    room = 1_000 if worker.free is None else worker.free - taken[worker.account_id]
    return (
        worker.organisation_id not in name.active_at,
        name.specialism is not None and name.specialism not in worker.specialisms,
        of_organisation[worker.organisation_id],
        taken[worker.account_id],
        -room,
        worker.account_id,
    )
