"""The matching problem: frames in a canonical order, checked, with the pairs as codes.

``Problem.checked`` is the only door. It names every fault with file, row, column and value, sorts
all tables by their keys (so that the order of the rows cannot change an answer) and replaces the
keys in the pairs by positions, so that the solver never touches text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.errors import InvalidProblem
from matcher.optimiser.columns import Codes, Flags, Ints, Table, key_codes
from matcher.optimiser.limit_table import read_limits

REQUIRED = {
    "youths": ["youth", "municipality", "organisation", "priority"],
    "rooms": ["room", "municipality", "capacity"],
    "pairs": ["youth", "room", "nights", "fit"],
    "limits": ["kind", "key", "limit"],
    "fixed": ["youth", "room"],
    "forbidden": ["youth", "room"],
    "traits": ["youth", "trait", "value"],
}


@dataclass(frozen=True, eq=False)
class Problem:
    """Frames with the columns of ``docs/solve.md``, sorted by key, and the pairs as codes.

    ``youths`` is sorted by youth, ``rooms`` by room; ``pairs`` by youth, then room, with
    ``pair_youth`` and ``pair_room`` (int32) the positions of its keys in those two frames.
    ``fixed_pair`` and ``forbidden_pair`` are positions in ``pairs``. ``traits`` is sorted by youth,
    then trait. Make one with :meth:`checked`.
    """

    youths: pd.DataFrame
    rooms: pd.DataFrame
    pairs: pd.DataFrame
    limits: pd.DataFrame
    fixed: pd.DataFrame
    forbidden: pd.DataFrame
    pair_youth: Codes
    pair_room: Codes
    fixed_pair: Ints
    forbidden_pair: Ints
    traits: pd.DataFrame

    @classmethod
    def checked(
        cls,
        youths: pd.DataFrame,
        rooms: pd.DataFrame,
        pairs: pd.DataFrame,
        limits: pd.DataFrame | None = None,
        fixed: pd.DataFrame | None = None,
        forbidden: pd.DataFrame | None = None,
        traits: pd.DataFrame | None = None,
    ) -> Problem:
        """Check the frames and put them in canonical order.

        Raises ``InvalidProblem`` with a ``Fault`` per problem.
        """
        given = {
            "youths": youths,
            "rooms": rooms,
            "pairs": pairs,
            "limits": limits,
            "fixed": fixed,
            "forbidden": forbidden,
            "traits": traits,
        }
        return cls.from_tables(given)

    @classmethod
    def from_tables(
        cls, given: Mapping[str, pd.DataFrame | None], rows: Mapping[str, Ints] | None = None
    ) -> Problem:
        """The same as :meth:`checked`, with the frames by table name; absent ones are empty.

        ``rows`` gives, per table name, the row numbers to use in messages (default: position + 2,
        the line in a file with a header).
        """
        tables = {
            name: Table.of(
                f"{name}.csv",
                _empty(name) if frame is None else frame,
                (rows or {}).get(name),
            )
            for name, frame in ((name, given.get(name)) for name in REQUIRED)
        }
        complete = [table.require(REQUIRED[name]) for name, table in tables.items()]
        problem = _read(tables) if all(complete) else None
        faults = [fault for table in tables.values() for fault in table.faults]
        if faults or problem is None:
            raise InvalidProblem(faults)
        return problem

    def allowed(self) -> Flags:
        """Which pairs are not forbidden (bool per pair)."""
        allowed = np.ones(len(self.pairs), bool)
        allowed[self.forbidden_pair] = False
        return allowed


def _empty(name: str) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype=object) for column in REQUIRED[name]})


def _read(tables: dict[str, Table]) -> Problem:
    youths = _youths(tables["youths"])
    rooms = _rooms(tables["rooms"])
    youth_keys, room_keys = pd.Index(youths["youth"]), pd.Index(rooms["room"])
    if not (youth_keys.is_unique and room_keys.is_unique):
        youth_keys, room_keys = youth_keys.unique(), room_keys.unique()
    pairs, pair_youth, pair_room = _pairs(tables["pairs"], youth_keys, room_keys)
    code = pair_youth.astype(np.int64) * max(len(room_keys), 1) + pair_room
    fixed, fixed_pair = _named_pairs(tables["fixed"], youth_keys, room_keys, code, required=True)
    forbidden, forbidden_pair = _named_pairs(
        tables["forbidden"], youth_keys, room_keys, code, required=False
    )
    traits = _traits(tables["traits"], youth_keys)
    limits = read_limits(tables["limits"], youths, rooms, traits)
    return Problem(
        youths, rooms, pairs, limits, fixed, forbidden,
        pair_youth, pair_room, fixed_pair, forbidden_pair, traits,
    )  # fmt: skip


def _youths(table: Table) -> pd.DataFrame:
    key = table.keys("youth")
    table.once(key_codes(key), "youth", "appears more than once; a youth has one row")
    lottery, without = table.whole_or_blank("lottery", least=0)
    frame = pd.DataFrame(
        {
            "youth": key,
            "municipality": table.keys("municipality"),
            "organisation": table.labels("organisation"),
            "priority": table.whole("priority", least=0, most=1000),
            "lottery": pd.array(np.where(without, 0, lottery), dtype="Int64"),
            "group": table.labels("group"),
        }
    )
    frame.loc[without, "lottery"] = pd.NA
    return frame.sort_values("youth", kind="stable", ignore_index=True)


def _rooms(table: Table) -> pd.DataFrame:
    key = table.keys("room")
    table.once(key_codes(key), "room", "appears more than once; a room has one row")
    frame = pd.DataFrame(
        {
            "room": key,
            "municipality": table.keys("municipality"),
            "capacity": table.whole("capacity", least=1),
        }
    )
    return frame.sort_values("room", kind="stable", ignore_index=True)


def _pairs(
    table: Table, youth_keys: pd.Index, room_keys: pd.Index
) -> tuple[pd.DataFrame, Codes, Codes]:
    youth = table.known("youth", youth_keys, "youths.csv")
    room = table.known("room", room_keys, "rooms.csv")
    # Converted one by one: there may be millions, and the widest moment decides on the memory.
    nights = table.whole("nights", least=1, most=1_000_000).astype(np.int32)
    fit = table.whole("fit", least=0, most=1000).astype(np.int32)
    code = youth.astype(np.int64) * max(len(room_keys), 1) + room
    code[(youth < 0) | (room < 0)] = -1
    if (code[1:] <= code[:-1]).any():
        order = np.argsort(code, kind="stable")
        if (np.diff(code[order]) == 0).any():
            table.once(code, "room", "this pair of youth and room appears more than once")
        youth, room, nights, fit = youth[order], room[order], nights[order], fit[order]
    frame = pd.DataFrame(
        {
            "youth": pd.Categorical.from_codes(youth, categories=youth_keys),
            "room": pd.Categorical.from_codes(room, categories=room_keys),
            "nights": nights,
            "fit": fit,
        }
    )
    return frame, youth, room


def _named_pairs(
    table: Table, youth_keys: pd.Index, room_keys: pd.Index, code: Ints, *, required: bool
) -> tuple[pd.DataFrame, Ints]:
    """Fixed or forbidden pairs; a fixed one must be an eligible pair, a forbidden one need not."""
    youth = table.known("youth", youth_keys, "youths.csv")
    room = table.known("room", room_keys, "rooms.csv")
    wanted = youth.astype(np.int64) * max(len(room_keys), 1) + room
    wanted[(youth < 0) | (room < 0)] = -1
    table.once(wanted, "room", "this pair of youth and room appears more than once")
    place = np.searchsorted(code, wanted)
    found = (place < len(code)) & (wanted >= 0)
    found[found] = code[place[found]] == wanted[found]
    if required:
        table.blame(
            ~found & (wanted >= 0), "room", "is not an eligible room for this youth in pairs.csv"
        )
    frame = pd.DataFrame({"youth": table._text("youth"), "room": table._text("room")})
    frame = frame.sort_values(["youth", "room"], ignore_index=True)
    return frame, np.sort(place[found]).astype(np.int64)


def _traits(table: Table, youth_keys: pd.Index) -> pd.DataFrame:
    youth = table.known("youth", youth_keys, "youths.csv")
    trait, value = table.keys("trait"), table.keys("value")
    # A share is keyed `trait=value`: the first '=' has to be the one between them.
    table.blame(
        trait.str.contains("=", regex=False).to_numpy(bool), "trait", "must not contain '='"
    )
    code = youth.astype(np.int64) * (len(table.frame) + 1) + key_codes(trait)
    code[youth < 0] = -1
    table.once(code, "trait", "this youth has more than one value for this trait")
    frame = pd.DataFrame({"youth": table._text("youth"), "trait": trait, "value": value})
    return frame.sort_values(["youth", "trait"], ignore_index=True)
