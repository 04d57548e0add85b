"""Save what a round found, in one transaction, apart from what changed while it was running."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy.orm import Session

from matcher.audit import PROGRAM
from matcher.database.rounds import RoundUnmatched
from matcher.declines.rests import coming_back
from matcher.policy import Policy
from matcher.proposals import creation
from matcher.rounds.findings import Findings
from matcher.rounds.reasoning import Alternatives, Side
from matcher.rounds.snapshot import Frames, load_frames, room_key, youth_key

CHANGED = "changed_meanwhile"


@dataclass(frozen=True)
class Stored:
    """How many proposals were saved, left out because a record changed, and lapsed."""

    proposals: int
    skipped: int
    lapsed: int


def store(
    session: Session, round_id: int, today: date, policy: Policy, findings: Findings
) -> Stored:
    """Save proposals, what was second, and who was left, of the round.

    The snapshot is taken anew behind locks: a proposal of which the youth, the room, their
    places or an exclusion is no longer as it was solved, is left out and told.
    """
    before = findings.scored.frames
    proposals = findings.proposals()
    again = coming_back(session, [(one.youth_id, one.room_id) for one in proposals], today)
    for one in proposals:
        if (told := again.get((one.youth_id, one.room_id))) is not None:
            one.explanation["reasons"].insert(0, told)
    ids = creation.create_from_result(session, round_id, proposals)
    after = load_frames(session, today, policy)
    skip = np.array(_changed(before, after, proposals), dtype=bool)
    youths = [proposal.youth_id for proposal in proposals]
    creation.remove(session, [ids[y] for y, s in zip(youths, skip.tolist(), strict=True) if s])
    lapsed = creation.lapse_open(session, PROGRAM, round_id)
    by_place = [0 if s else ids[y] for y, s in zip(youths, skip.tolist(), strict=True)]
    for side, found in findings.alternatives.items():
        creation.add_alternatives(session, _alternative_rows(findings, side, found, by_place))
    rows = [*findings.unmatched_rows(), *_skipped_rows(proposals, skip.tolist())]
    creation.insert_all(session, RoundUnmatched, [{**row, "round_id": round_id} for row in rows])
    return Stored(len(proposals) - int(skip.sum()), int(skip.sum()), lapsed)


def _alternative_rows(
    findings: Findings, side: Side, found: Alternatives, by_place: Sequence[int]
) -> list[dict[str, object]]:
    pairs, scored = findings.scene, findings.scored
    columns = {
        "proposal_id": np.array(by_place, dtype=np.int64)[found.of],
        "rank": found.rank,
        "youth_id": findings.youth_ids[pairs.youth[found.pair]],
        "room_id": findings.room_ids[pairs.room[found.pair]],
        "nights": pairs.nights[found.pair],
        "fit": pairs.fit[found.pair],
        "distance_km": scored.pairs["distance_km"].to_numpy()[found.pair],
        "is_free": found.is_free,
    }
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    rows = (dict(zip(columns, row, strict=True), side=side) for row in values)
    return [row for row in rows if row["proposal_id"]]


def _skipped_rows(
    proposals: Sequence[creation.NewProposal], skip: Sequence[bool]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for proposal, is_skipped in zip(proposals, skip, strict=True):
        if is_skipped:
            common = {"reason": CHANGED, "details": {}}
            rows.append({"youth_id": proposal.youth_id, "room_id": None, **common})
            rows.append({"youth_id": None, "room_id": proposal.room_id, **common})
    return rows


def _changed(
    before: Frames, after: Frames, proposals: Sequence[creation.NewProposal]
) -> list[bool]:
    """Return per proposal whether anything it rests on differs between the two snapshots."""
    excluded = set(after.exclusions.itertuples(index=False, name=None))
    old = [_prints(before.youths, "youth"), _prints(before.places, "youth"),
           _prints(before.rooms, "room")]  # fmt: skip
    new = [_prints(after.youths, "youth"), _prints(after.places, "youth"),
           _prints(after.rooms, "room")]  # fmt: skip
    found = []
    for proposal in proposals:
        youth, room = youth_key(proposal.youth_id), room_key(proposal.room_id)
        keys = (youth, youth, room)
        same = all(
            is_old.get(key) == is_new.get(key)
            for is_old, is_new, key in zip(old, new, keys, strict=True)
        )
        found.append(not same or (youth, room) in excluded)
    return found


def _prints(frame: pd.DataFrame, key: str) -> Mapping[Hashable, int]:
    """Return per key a fingerprint of its rows, whatever their order."""
    if frame.empty:
        return {}
    prints = pd.util.hash_pandas_object(frame, index=False)
    return prints.groupby(frame[key].to_numpy()).sum().to_dict()
