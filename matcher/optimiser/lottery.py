"""One common lottery, drawn so that anybody can draw it again with a tool that is everywhere.

A youth's draw is the SHA-256 of ``SEED:YOUTH``. It rests on the seed and the youth alone, so who
else takes part, the order of the rows and the version of any library change nothing; and nobody
can pick a draw, since nobody can steer a SHA-256. ``docs/fairness.md`` tells how to check it.
"""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.problem import Problem

WORDS_PER_DRAW = 4  # a SHA-256 as four numbers of 64 bits, to sort them as numbers


def lots(problem: Problem, seed: int) -> Ints:
    """Rank of every youth in the lottery, 1 = first (int64, in the order of ``problem.youths``).

    By lottery number; equal numbers, and those without one (who come last), by their draws.
    """
    number = problem.youths["lottery"].fillna(np.iinfo(np.int64).max).to_numpy(np.int64)
    order = np.argsort(number, kind="stable")
    ordered = number[order]
    again = np.flatnonzero(ordered[1:] == ordered[:-1])
    if len(again):  # most problems have a number for each youth: then nothing needs to be drawn
        tied = np.zeros(len(number), bool)
        tied[order[again]] = tied[order[again + 1]] = True
        words = np.zeros((len(number), WORDS_PER_DRAW), np.uint64)
        words[tied] = _words(_draws(problem.youths["youth"][tied], seed))
        order = np.lexsort((*words.T[::-1], number))
    rank = np.empty(len(number), np.int64)
    rank[order] = np.arange(1, len(number) + 1)
    return rank


def lottery_table(problem: Problem, seed: int) -> pd.DataFrame:
    """All that a check needs: youth, number (blank without one), draw (64 hex digits), rank."""
    return pd.DataFrame(
        {
            "youth": problem.youths["youth"].to_numpy(object),
            "number": problem.youths["lottery"].array,
            "draw": [draw.hex() for draw in _draws(problem.youths["youth"], seed)],
            "rank": lots(problem, seed),
        }
    )


def _draws(youths: pd.Series, seed: int) -> list[bytes]:
    return [hashlib.sha256(f"{seed}:{youth}".encode()).digest() for youth in youths]


def _words(draws: list[bytes]) -> np.ndarray:
    return np.frombuffer(b"".join(draws), dtype=">u8").reshape(-1, WORDS_PER_DRAW)
