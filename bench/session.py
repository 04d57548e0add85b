"""One sitting: every question put to every peer, in turns, and kept as soon as it is answered."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.arrays import Arrays
from bench.check import complaints, judge
from bench.peers import Facts
from bench.results import Results
from bench.runner import Allowance, Run, run
from bench.store import Stored

# A run that takes longer is not repeated: its noise is small beside it.
_SLOW = 60.0

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Question:
    """An instance and the tiers to solve it by, with who is asked and how often."""

    stored: Stored
    tiers: tuple[str, ...]
    peers: tuple[str, ...]
    repetitions: int
    seconds: float


class Session:
    """Asks the questions and keeps the results in ``folder`` after every run."""

    def __init__(
        self, results: Results, folder: Path | None, memory: int, progress: Progress
    ) -> None:
        self.results, self.folder = results, folder
        self.memory, self.progress = memory, progress
        self.facts: dict[str, Facts] = {}

    def ask(self, question: Question) -> None:
        stored = question.stored
        self.results.instances[stored.name] = stored.about()
        arrays = stored.arrays()
        mixed = random.Random(f"{stored.name} {question.tiers}")
        for repetition in range(question.repetitions):
            # In another order every time, so that a busy moment does not hit one peer only.
            for peer in mixed.sample(question.peers, len(question.peers)):
                if repetition == 0 or self._is_worth_repeating(question, peer):
                    self._keep(self._run(question, peer, repetition, arrays))

    def finish(self) -> list[str]:
        self.results.is_complete = True
        self._save()
        return self.results.complaints

    def _run(self, question: Question, peer: str, repetition: int, arrays: Arrays) -> Run:
        reason = self._left_out(question, peer, arrays)
        if reason:
            stored = question.stored
            return Run(peer, stored.name, question.tiers, repetition, "left out", note=reason)
        allowed = Allowance(question.seconds, self.memory)
        found, chosen = run(peer, question.stored, question.tiers, repetition, allowed)
        if chosen is not None:
            judge(found, arrays, chosen)
        return found

    def _left_out(self, question: Question, peer: str, arrays: Arrays) -> str:
        """Why a peer is not asked at all; shown in the tables."""
        if arrays.has_limits and not self._peer(peer).keeps_limits:
            return "knows no limits"
        for earlier in self.results.runs:
            about = self.results.instances[earlier.instance]
            if (
                (earlier.peer, earlier.tiers) == (peer, question.tiers)
                and earlier.status in ("timeout", "memory")
                and about["kind"] == question.stored.kind
                and about["pairs"] < question.stored.pairs
            ):
                return f"{earlier.note} at {earlier.instance}"
        return ""

    def _is_worth_repeating(self, question: Question, peer: str) -> bool:
        """Not when it gave nothing, stopped at its limit, or took long."""
        own = [
            earlier
            for earlier in self.results.runs
            if (earlier.peer, earlier.instance, earlier.tiers)
            == (peer, question.stored.name, question.tiers)
        ]
        return all(one.status == "solved" and one.seconds["whole"] < _SLOW for one in own)

    def _keep(self, found: Run) -> None:
        self.results.runs.append(found)
        exact = {name for name in self._known() if self._peer(name).is_exact}
        self.results.complaints = complaints(self.results.runs, exact)
        self.progress(told(found))
        self._save()

    def _known(self) -> Sequence[str]:
        return list(dict.fromkeys(one.peer for one in self.results.runs))

    def _peer(self, name: str) -> Facts:
        if name not in self.facts:
            self.facts[name] = Facts.of(name)
        return self.facts[name]

    def _save(self) -> None:
        if self.folder:
            self.results.save(self.folder)


def told(found: Run) -> str:
    """One line about a run."""
    start = f"{found.instance}, {'+'.join(found.tiers)}: {found.peer}"
    if not found.has_answer:
        return f"{start}: {found.status} ({found.note})"
    values = ", ".join(f"{tier} {found.worth[tier]:,}" for tier in found.tiers)
    seconds, memory = found.seconds["solve"], found.memory["peak"] / 1e9
    return f"{start}: {found.status} in {seconds:.2f} s, {memory:.2f} GB; {values}"


def settings(questions: Sequence[Question], memory: int) -> dict[str, object]:
    """What was asked, to be kept with the results."""
    return {
        "peers": list(dict.fromkeys(peer for one in questions for peer in one.peers)),
        "titles": {peer: Facts.of(peer).title for one in questions for peer in one.peers},
        "memory_limit": memory,
        "questions": [
            {**asdict(one), "stored": one.stored.name, "tiers": list(one.tiers)}
            for one in questions
        ],
    }
