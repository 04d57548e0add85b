"""What a solved round found, ready to be saved: proposals, what was second, who was left.

Works on frames and arrays only, never on the database.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from matcher.fit import FIT_COLUMNS
from matcher.proposals.creation import NewProposal
from matcher.rounds.baselines import (
    Ceiling,
    Market,
    Outcome,
    first_come_first_served,
    greedy_by_fit,
)
from matcher.rounds.compute import Scored
from matcher.rounds.reasoning import Alternatives, Scene, Side, alternatives, explanations
from matcher.rounds.snapshot import ids_of

if TYPE_CHECKING:
    from matcher.optimiser import Problem, Result

Ints = npt.NDArray[np.int64]

ALTERNATIVES = 3


@dataclass(frozen=True, eq=False)
class Findings:
    """``explanations``: one per chosen pair of ``scene``. ``youth_ids``, ``room_ids``: database
    ids per position."""

    scored: Scored
    result: Result
    today: date
    scene: Scene
    youth_ids: Ints
    room_ids: Ints
    alternatives: Mapping[Side, Alternatives]
    explanations: list[dict[str, Any]]

    def proposals(self) -> list[NewProposal]:
        """Return the proposals, best fit first, so that a reviewer's list begins well."""
        scene, chosen = self.scene, self.scene.chosen
        parts = self.scored.pairs[list(FIT_COLUMNS)].to_numpy()[chosen]
        names = [column.removeprefix("fit_") for column in FIT_COLUMNS]
        distance = self.scored.pairs["distance_km"].to_numpy()[chosen]
        begins, ends = self._dates()
        return [
            NewProposal(
                youth_id=int(self.youth_ids[scene.youth[pair]]),
                room_id=int(self.room_ids[scene.room[pair]]),
                starts_on=begins[i],
                ends_on=ends[i],
                nights=int(scene.nights[pair]),
                fit=int(scene.fit[pair]),
                priority=int(scene.priority[pair]),
                distance_km=float(distance[i]),
                fit_parts=dict(zip(names, parts[i].tolist(), strict=True)),
                explanation=self.explanations[i],
            )
            for i, pair in enumerate(chosen.tolist())
        ]

    def _dates(self) -> tuple[list[date], list[date | None]]:
        """Return per proposal when the youth can move in, and when the room's offer ends."""
        frames, scene = self.scored.frames, self.scene
        youth, room = scene.youth[scene.chosen], scene.room[scene.chosen]
        ready = frames.youths["ready_on"].to_numpy().astype("datetime64[D]")[youth]
        free = frames.rooms["free_from"].to_numpy().astype("datetime64[D]")[room]
        begins = np.maximum(np.maximum(ready, free), np.datetime64(self.today, "D"))
        until = frames.rooms["free_until"].to_numpy().astype("datetime64[D]")[room]
        return begins.tolist(), until.tolist()

    def unmatched_rows(self) -> list[dict[str, Any]]:
        """Return one row per youth and room without a proposal: its reason, and what stands in
        the way of how many on the other side."""
        found = self.scored.found
        reasons = {
            "youth": _counts(found.youth_reasons, "youth"),
            "room": _counts(found.room_reasons, "room"),
        }
        rows = self.result.unmatched
        return [
            {
                "youth_id": int(key[1:]) if kind == "youth" else None,
                "room_id": int(key[1:]) if kind == "room" else None,
                "reason": reason,
                "details": reasons[kind].get(key, {}),
            }
            for kind, key, reason in zip(rows["kind"], rows["key"], rows["reason"], strict=True)
        ]

    def unmatched_by_reason(self, kind: str) -> list[tuple[str, int]]:
        """Return how many were left per reason, largest first; limits of one kind together."""
        rows = self.result.unmatched
        reasons = rows.loc[rows["kind"] == kind, "reason"]
        return _largest_first(Counter(_without_key(reason) for reason in reasons))

    def stopped_by_limit(self) -> list[tuple[str, int]]:
        """Return how many youths each limit, by name, kept from a proposal; largest first."""
        rows = self.result.unmatched
        reasons = rows.loc[rows["kind"] == "youth", "reason"]
        names = [r.removeprefix("limit ") for r in reasons if r.startswith("limit ")]
        return _largest_first(Counter(names))

    def blocked_by(self) -> list[tuple[str, int]]:
        """Return, over the youths for whom no room is possible, how many pairs each hard rule
        stands in the way of; largest first."""
        rows = self.result.unmatched
        without = (rows["kind"] == "youth") & (rows["reason"] == "no_eligible_pair")
        reasons = self.scored.found.youth_reasons
        of_those = reasons[reasons["youth"].isin(set(rows.loc[without, "key"]))]
        totals = of_those.groupby("reason")["blocked"].sum()
        return _largest_first(Counter({str(code): int(n) for code, n in totals.items()}))

    def baselines(self) -> dict[str, Outcome]:
        """Return what a queue, and the best fit first, would have given on the same pairs."""
        market = self._market()
        youths = self.scored.frames.youths
        turn = np.lexsort((self.scene.turn, youths["registered_on"].to_numpy()))
        queue = np.empty(len(youths), dtype=np.int64)
        queue[turn] = np.arange(len(youths))
        chosen = {
            "first_come": first_come_first_served(market, queue),
            "greedy_fit": greedy_by_fit(market, self.scene.turn),
        }
        priority = self.scored.priority
        return {name: Outcome.of(market, pairs, priority) for name, pairs in chosen.items()}

    def outcome(self) -> Outcome:
        return Outcome.of(self._market(), self.scene.chosen, self.scored.priority)

    def _market(self) -> Market:
        problem = self.scored.problem
        kinds = (("contract", "municipality"), ("organisation", "organisation"))
        return Market(
            youth=self.scene.youth,
            room=self.scene.room,
            nights=self.scene.nights,
            fit=self.scene.fit,
            room_left=problem.rooms["capacity"].to_numpy(),
            number_of_youths=len(problem.youths),
            ceilings=tuple(_ceiling(problem, kind, column) for kind, column in kinds),
        )


def _ceiling(problem: Problem, kind: str, column: str) -> Ceiling:
    limits = problem.limits[problem.limits["kind"] == kind]
    return Ceiling(
        group=pd.Index(limits["key"]).get_indexer(pd.Index(problem.youths[column])),
        left=limits["limit"].to_numpy(dtype=np.int64),
    )


def findings(scored: Scored, result: Result, today: date, tiers: tuple[str, ...]) -> Findings:
    """Explain the result and find what was second."""
    problem = scored.problem
    youth_ids, room_ids = ids_of(problem.youths["youth"]), ids_of(problem.rooms["room"])
    scene = _scene(scored, result, tiers)
    prices = result.prices[result.prices["kind"] == "room"].set_index("key")["price"]
    room_price = prices.reindex(problem.rooms["room"]).fillna(0).to_numpy(dtype=np.int64)
    rows = result.unmatched[result.unmatched["kind"] == "youth"]
    position = pd.Index(problem.youths["youth"]).get_indexer(pd.Index(rows["key"]))
    waiting = dict(zip(position.tolist(), rows["reason"], strict=True))
    sides: tuple[Side, ...] = ("room", "youth")
    return Findings(
        scored=scored,
        result=result,
        today=today,
        scene=scene,
        youth_ids=youth_ids,
        room_ids=room_ids,
        alternatives={side: alternatives(scene, side, ALTERNATIVES) for side in sides},
        explanations=explanations(scene, youth_ids, room_ids, room_price, waiting),
    )


def _scene(scored: Scored, result: Result, tiers: tuple[str, ...]) -> Scene:
    problem = scored.problem
    youth_at = pd.Index(problem.youths["youth"]).get_indexer(
        pd.Index(result.assignments["youth"], dtype=object)
    )
    room_at = pd.Index(problem.rooms["room"]).get_indexer(
        pd.Index(result.assignments["room"], dtype=object)
    )
    size = max(len(problem.rooms), 1)
    codes = problem.pair_youth.astype(np.int64) * size + problem.pair_room
    lottery = scored.frames.youths["lottery"].to_numpy()
    turn = np.empty(len(lottery), dtype=np.int64)
    turn[np.argsort(lottery, kind="stable")] = np.arange(len(lottery))
    return Scene(
        youth=problem.pair_youth,
        room=problem.pair_room,
        nights=problem.pairs["nights"].to_numpy(),
        fit=problem.pairs["fit"].to_numpy(),
        priority=scored.priority[problem.pair_youth],
        turn=turn,
        number_of_rooms=len(problem.rooms),
        chosen=np.searchsorted(codes, np.sort(youth_at.astype(np.int64) * size + room_at)),
        tiers=tiers,
    )


def _counts(reasons: pd.DataFrame, side: str) -> dict[str, dict[str, dict[str, int | None]]]:
    """Return key -> reason -> how many pairs it blocks, and how many it alone (None: not known)."""
    ordered = reasons.sort_values([side, "blocked"], ascending=[True, False], kind="stable")
    found: dict[str, dict[str, dict[str, int | None]]] = {}
    only = [None if pd.isna(number) else int(number) for number in ordered["only_this"]]
    rows = zip(ordered[side], ordered["reason"], ordered["blocked"].tolist(), only, strict=True)
    for key, reason, blocked, alone in rows:
        found.setdefault(key, {})[reason] = {"blocks": blocked, "only": alone}
    return found


def _without_key(reason: str) -> str:
    return " ".join(reason.split(" ")[:2]) if reason.startswith("limit ") else reason


def _largest_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
