"""Count for a round where one more host helps, and read back what it counted."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.database.places import Municipality
from matcher.database.rounds import MatchingRound
from matcher.hostvalue.kinds import Spot, host_kinds
from matcher.hostvalue.rules import COLUMNS, SMALLEST_GROUP, HostValues, host_values
from matcher.municipalities.service import participating_codes
from matcher.policy import Policy

if TYPE_CHECKING:
    from matcher.optimiser import Parameters, Result
    from matcher.rounds.compute import Scored

FILE = "hostvalue.csv"
_TYPES: dict[str, Any] = {"municipality": "str", "kind": "str"} | dict.fromkeys(
    COLUMNS[2:], "int64"
)


def participating_spots(session: Session, today: date) -> list[Spot]:
    """Return the middles of the municipalities that take part: a room elsewhere takes no part."""
    query = (
        select(Municipality.code, Municipality.latitude, Municipality.longitude, Municipality.name)
        .where(Municipality.code.in_(participating_codes(session, today)))
        .order_by(Municipality.code)
    )
    return [Spot(*row) for row in session.execute(query)]


def count_for_round(
    scored: Scored,
    parameters: Parameters,
    result: Result,
    spots: Sequence[Spot],
    today: date,
    policy: Policy,
) -> HostValues | None:
    """Return what one more host would bring to a round that has just been solved.

    None where no exact answer is to be had: the time ran out, or limits that no price tells of.
    """
    from matcher.optimiser.questions import Market, QuestionRefused

    if result.status != "optimal" or not spots:
        return None
    try:
        market = Market.of(scored.problem, parameters, result)
        return host_values(
            scored.frames.youths,
            scored.frames.places,
            market,
            spots,
            host_kinds(),
            today=today,
            policy=policy,
        )
    except QuestionRefused:
        return None


def told(values: HostValues, spots: Sequence[Spot]) -> dict[str, Any]:
    """Return what the summary of a round keeps, with the names of the places."""
    names = {spot.municipality: spot.name for spot in spots}
    kept = values.told()
    for row in kept["best"]:
        row["name"] = names.get(row["municipality"], row["municipality"])
    return kept


def values_of_round(session: Session, round_id: int) -> pd.DataFrame | None:
    """Return the table of a round (see ``HostValues``); None when it kept none."""
    content = session.scalar(select(MatchingRound.result).where(MatchingRound.id == round_id))
    if content is None:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if FILE not in archive.namelist():
            return None
        with archive.open(FILE) as file:
            return pd.read_csv(file, dtype=_TYPES, keep_default_na=False)


def table_as_csv(table: pd.DataFrame) -> str:
    """Return the table as a file to hand on: fewer than ten youths are left blank."""
    could = table["could_live"]
    is_few = could.between(1, SMALLEST_GROUP - 1)
    shown = table.assign(could_live=could.astype("Int64").mask(is_few))
    return shown.to_csv(index=False, lineterminator="\n")
