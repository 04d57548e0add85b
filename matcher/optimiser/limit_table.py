"""The table of limits, checked: every kind with the keys that it may name."""

from __future__ import annotations

import numpy as np
import pandas as pd

from matcher.optimiser.columns import LARGEST, Ints, Table, key_codes

MUNICIPALITY_LIMITS = ("contract", "guarantee", "inflow", "outflow")
KINDS = (*MUNICIPALITY_LIMITS, "organisation", "share")
_NOBODY = {
    **dict.fromkeys(
        MUNICIPALITY_LIMITS, "is not the municipality of any youth or room in this problem"
    ),
    "organisation": "is not the organisation of any youth in this problem",
    "share": "is not a trait=value that any youth has in traits.csv",
}


def read_limits(
    table: Table, youths: pd.DataFrame, rooms: pd.DataFrame, traits: pd.DataFrame
) -> pd.DataFrame:
    """kind, key, limit, sorted; faults for unknown kinds, keys that nobody has and wrong numbers.

    A mistyped key would switch its limit off without anybody seeing it, so it is refused.
    """
    kind, key = table.keys("kind"), table.keys("key")
    named = (kind.str.strip() != "").to_numpy(bool)
    table.blame(
        named & ~kind.isin(KINDS).to_numpy(bool),
        "kind",
        f"is not a kind of limit; use {', '.join(KINDS[:-1])} or {KINDS[-1]}",
    )
    towns = {*youths["municipality"], *rooms["municipality"]}
    known = {
        **dict.fromkeys(MUNICIPALITY_LIMITS, towns),
        "organisation": {*youths["organisation"]},
        "share": {*(traits["trait"] + "=" + traits["value"])},
    }
    blank = (key.str.strip() == "").to_numpy(bool)
    for name, keys in known.items():
        here = (kind == name).to_numpy(bool) & ~blank
        table.blame(here & ~key.isin(list(keys)).to_numpy(bool), "key", _NOBODY[name])
    limit = _limit(table, (kind == "share").to_numpy(bool))
    table.once(
        key_codes(kind + "\x00" + key),
        "key",
        "there is more than one limit of this kind for this key",
    )
    frame = pd.DataFrame({"kind": kind, "key": key, "limit": limit})
    return frame.sort_values(["kind", "key"], ignore_index=True)


def _limit(table: Table, is_share: np.ndarray) -> Ints:
    """Whole numbers; a share is a percentage."""
    limit = np.zeros(len(table.frame), np.int64)
    for rows, most in ((is_share, 100), (~is_share, LARGEST)):
        part = Table(table.file, table.frame.loc[rows], table.rows[rows], table.faults)
        limit[rows] = part.whole("limit", least=0, most=most)
    return limit
