"""What a round did, as one JSON value: figures for the screen, and all that a replay needs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from matcher.policy import Policy
from matcher.rounds.fairness import section
from matcher.rounds.findings import Findings


def summary(findings: Findings, policy: Policy) -> dict[str, Any]:
    """Return the summary of a round, to which saving adds ``proposals``, ``skipped`` (changed
    meanwhile) and ``lapsed``, and the run ``seconds`` per step.

    Keys: ``status`` of the result; numbers of ``youths``, ``rooms``, ``pairs``; ``outcome`` and ``baselines`` (placed, nights,
    priority, fit each); ``nights`` filled and left empty; ``unmatched`` youths and rooms by
    reason, and ``stopped_by_limit`` (by name) and ``blocked_by`` hard rule, largest first; ``tiers`` with proven bounds; ``guarantee``;
    ``fairness``.
    """
    result, frames = findings.result, findings.scored.frames
    outcome = findings.outcome()
    offered = nights_offered(frames.rooms, findings.today, policy.dates.horizon_nights)
    return {
        **basics(findings.result, policy, findings.today),
        "youths": len(frames.youths),
        "rooms": len(frames.rooms),
        "pairs": len(findings.scored.pairs),
        "outcome": asdict(outcome),
        "baselines": {name: asdict(found) for name, found in findings.baselines().items()},
        "nights": {"filled": outcome.nights, "left": offered - outcome.nights},
        "unmatched": {
            "youth": findings.unmatched_by_reason("youth"),
            "room": findings.unmatched_by_reason("room"),
        },
        "stopped_by_limit": findings.stopped_by_limit(),
        "blocked_by": findings.blocked_by(),
        "guarantee": {
            code: {"alone": share.alone, "shared": share.shared}
            for code, share in result.guarantee.items()
        },
        "guarantee_cost": result.guarantee_cost,
        "fairness": section(result),
    }


def basics(result: Any, policy: Policy, today: date) -> dict[str, Any]:
    """Return what is told of any result, also when limits clash and nothing was proposed."""
    return {
        "status": result.status,
        "clash": list(result.clash),
        "today": today.isoformat(),
        "tiers": [asdict(tier) for tier in result.tiers],
        "lottery": asdict(result.lottery) if result.lottery else None,
        "method": result.method,
        "seed": result.seed,
        "versions": dict(result.versions),
        "policy": {"version": policy.version, "fingerprint": policy.fingerprint},
        "horizon_nights": policy.dates.horizon_nights,
    }


def nights_offered(rooms: pd.DataFrame, today: date, horizon_nights: int) -> int:
    """Return how many nights of the horizon all rooms together are offered for."""
    first = np.datetime64(today, "D")
    last = np.datetime64(today + timedelta(days=horizon_nights), "D")
    begins = np.maximum(rooms["free_from"].to_numpy().astype("datetime64[D]"), first)
    until = rooms["free_until"].to_numpy().astype("datetime64[D]")
    ends = np.where(np.isnat(until), last, np.minimum(until, last))
    nights = (ends - begins).astype(np.int64).clip(0) * rooms["capacity"].to_numpy()
    return int(nights.sum())
