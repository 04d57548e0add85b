"""The market of a round, opened from what the round stored, and kept for the next question.

Opening one takes seconds on a national round, a question to it milliseconds. So it is opened in a
thread of its own, one at a time, and the last few are kept in this process.
"""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.rounds import MatchingRound
from matcher.errors import NotFound
from matcher.rounds.compute import optimiser_parameters
from matcher.rounds.files import PARAMETERS
from matcher.rounds.parameters import RoundParameters

if TYPE_CHECKING:
    from matcher.optimiser import Parameters
    from matcher.optimiser.questions import Market

KEPT = 2
_TYPES: dict[str, Any] = {
    "youth": "category",
    "room": "category",
    "nights": "int64",
    "fit": "int64",
}

_opener = ThreadPoolExecutor(max_workers=1, thread_name_prefix="market")
_kept: OrderedDict[tuple[int, str], Future[Market]] = OrderedDict()
_lock = threading.Lock()


def market_of(session: Session, round_id: int, wait: float | None = None) -> Market | None:
    """Return the market of a round; None when it is not open after ``wait`` seconds: ask again.

    Raises:
        NotFound: there is no such round, or it stored no problem and result.
        QuestionRefused: the round made no assignment, or its files do not belong together.
    """
    try:
        return _opening(session, round_id).result(timeout=wait)
    except Late:
        return None


def open_ahead(session: Session, round_id: int) -> None:
    """Begin to open the market of a round, for the question that is about to come."""
    _opening(session, round_id)


def forget() -> None:
    """Forget the markets that are kept."""
    with _lock:
        _kept.clear()


def _opening(session: Session, round_id: int) -> Future[Market]:
    """Return the market that is open or being opened; one that failed is tried again."""
    query = select(MatchingRound.problem_sha256).where(
        MatchingRound.id == round_id, MatchingRound.result.is_not(None)
    )
    key = (round_id, session.scalar(query) or "")
    with _lock:
        found = _kept.get(key)
        if found is None or (found.done() and found.exception()):
            found = _opener.submit(open_market, *_stored(session, round_id))
            _kept[key] = found
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _stored(session: Session, round_id: int) -> tuple[bytes, bytes]:
    query = select(MatchingRound.problem, MatchingRound.result)
    row = session.execute(query.where(MatchingRound.id == round_id)).one_or_none()
    if row is None or row[0] is None or row[1] is None:
        raise NotFound("result of matching round", round_id)
    return row[0], row[1]


def open_market(problem_zip: bytes, result_zip: bytes) -> Market:
    """Return the market of a stored problem and result.

    A result of before prices were stored is solved again: the same problem gives the same prices.
    """
    from matcher.optimiser import Problem, solve
    from matcher.optimiser.questions import Market

    problem = Problem.from_tables(_tables(problem_zip))
    parameters = _parameters(problem_zip)
    tables = _tables(result_zip)
    if "duals" in tables:
        market = Market.stored(problem, parameters, tables["assignments"], tables["duals"])
    else:
        market = Market.of(problem, parameters, solve(problem, parameters))
    _ = market.ready  # what every question needs; the first one need not wait for it
    return market


def _parameters(problem_zip: bytes) -> Parameters:
    with zipfile.ZipFile(io.BytesIO(problem_zip)) as archive:
        return optimiser_parameters(RoundParameters.from_json(json.loads(archive.read(PARAMETERS))))


def _tables(content: bytes) -> Mapping[str, pd.DataFrame]:
    """Return the tables of a zip that the program wrote itself, by name."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith(".csv"):
                continue
            types = _TYPES if name == "pairs.csv" else "object"
            with archive.open(name) as file:
                table = pd.read_csv(file, dtype=types, keep_default_na=False, na_filter=False)
            found[name.removesuffix(".csv")] = table
    return found
