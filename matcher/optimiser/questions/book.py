"""The names behind the numbers of a residual network, and what the network does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Flags, Ints
from matcher.optimiser.limits import largest_matching
from matcher.optimiser.model import Groups, build
from matcher.optimiser.problem import Problem
from matcher.optimiser.questions.answers import QuestionRefused
from matcher.optimiser.questions.residual import Net, priced, settled
from matcher.optimiser.result import Parameters
from matcher.optimiser.tiers import LOTTERY, lots

UNLIMITED = 2**40


@dataclass(frozen=True, eq=False, repr=False)
class Book:
    """Keys and municipalities of youths and rooms; ``capacity``: beds, the fixed ones included;
    ``allowed``: pairs not forbidden or withdrawn; ``fixed``: positions of the fixed pairs;
    ``groups``: limited municipalities in the order of the network; ``promised``: guarantees asked
    for by name; ``is_shared``: whether what a municipality could do alone is promised as well;
    ``gone``: keys of the youths and rooms that have left.
    """

    youths: pd.Index
    rooms: pd.Index
    youth_in: np.ndarray
    room_in: np.ndarray
    capacity: Ints
    allowed: Flags
    fixed: Ints
    groups: tuple[str, ...]
    promised: Mapping[str, int]
    is_shared: bool
    gone: frozenset[str] = frozenset()

    def youth(self, key: str) -> int:
        return self._place(self.youths, key, "youth")

    def room(self, key: str) -> int:
        return self._place(self.rooms, key, "room")

    def _place(self, keys: pd.Index, key: str, what: str) -> int:
        return int(self.places(keys, pd.Series([key], dtype=object), what)[0])

    def places(self, keys: pd.Index, wanted: pd.Series, what: str) -> Ints:
        """Positions of youths or rooms. Raises ``QuestionRefused`` for one that is not there."""
        place = keys.get_indexer(pd.Index(wanted, dtype=object)).astype(np.int64)
        if (place < 0).any():
            strange = wanted.iloc[int(np.argmax(place < 0))]
            raise QuestionRefused(f"there is no {what} {strange!r} in this problem")
        left = self.gone.intersection(f"{what} {key}" for key in wanted) if self.gone else ()
        if left:
            raise QuestionRefused(f"{min(left)} is not there any more")
        return place


def book_of(problem: Problem, parameters: Parameters, groups: Groups) -> Book:
    """The book of a problem."""
    guarantee = problem.limits[problem.limits["kind"] == "guarantee"]
    return Book(
        youths=pd.Index(problem.youths["youth"], dtype=object),
        rooms=pd.Index(problem.rooms["room"], dtype=object),
        youth_in=problem.youths["municipality"].to_numpy(object),
        room_in=problem.rooms["municipality"].to_numpy(object),
        capacity=problem.rooms["capacity"].to_numpy(np.int64),
        allowed=problem.allowed(),
        fixed=problem.fixed_pair,
        groups=groups.key,
        promised=dict(zip(guarantee["key"], guarantee["limit"].astype(int), strict=True)),
        is_shared=parameters.guarantee,
    )


def net_of(
    problem: Problem, parameters: Parameters, groups: Groups, chosen: Ints, room: Ints, group: Ints
) -> Net:
    """The network of an assignment (positions in ``problem.pairs``) and its prices.

    ``room``: (rooms, tiers), ``group``: (groups, tiers). What is left to the youths follows.
    """
    model = build(problem, groups)
    if model is None:
        raise QuestionRefused("the fixed pairs break a limit; there is no assignment to ask about")
    names = (*parameters.tiers, LOTTERY)
    youths = len(problem.youths)
    usable = np.zeros(len(problem.pairs), bool)
    usable[model.pair] = True
    free = chosen[~np.isin(chosen, problem.fixed_pair)]
    home = np.full(youths, -1, np.int64)
    home[problem.pair_youth[free]] = free
    none = np.zeros(0, np.int64)
    present = np.append(model.most > 0, True)[model.group_of]
    present[problem.pair_youth[problem.fixed_pair]] = False
    start = np.searchsorted(problem.pair_youth, np.arange(youths + 1)).astype(np.int64)
    net = Net(
        start=start,
        room=problem.pair_room,
        youth=problem.pair_youth,
        nights=problem.pairs["nights"].to_numpy(np.int32),
        fit=problem.pairs["fit"].to_numpy(np.int32),
        column=np.array([_column(names, "nights"), _column(names, "fit")], np.int64),
        usable=usable,
        own=_own(problem, parameters, names),
        group=model.group_of,
        present=present,
        home=home,
        beds=model.capacity,
        used=none,
        least=model.least,
        most=np.where(groups.is_contract, model.most, UNLIMITED),
        placed=none,
        arc_start=none,
        arc_head=none,
        back_start=none,
        back_head=none,
        room_start=none,
        room_pair=none,
        price=np.zeros((0, len(names)), np.int64),
    )
    return settled(_with_prices(net, room, group))


def _column(names: tuple[str, ...], tier: str) -> int:
    return names.index(tier) if tier in names else len(names)


def _own(problem: Problem, parameters: Parameters, names: tuple[str, ...]) -> Ints:
    """What a youth counts for wherever it lives: priority and lottery, (youths, tiers)."""
    own = np.zeros((len(problem.youths), len(names)), np.int64)
    if "priority" in names:
        own[:, names.index("priority")] = problem.youths["priority"]
    own[:, names.index(LOTTERY)] = -lots(problem, parameters.seed)
    return own


def _with_prices(net: Net, room: Ints, group: Ints) -> Net:
    """Prices of all nodes: a placed youth keeps what its pair leaves, another its group's price."""
    tiers = net.own.shape[1]
    ground = np.zeros((1, tiers), np.int64)
    youth = np.vstack([group, ground])[net.group]
    placed = np.flatnonzero(net.home >= 0)
    pair = net.home[placed]
    youth[placed] = net.weight(pair) - room[net.room[pair]]
    return priced(net, np.vstack([youth, -room, group, ground]))


def alone_in(book: Book, net: Net, municipality: str) -> int:
    """Own youths that a municipality could place in its own rooms alone, as the round promises."""
    youths = np.flatnonzero(book.youth_in == municipality)
    length = np.diff(net.start)[youths]
    pair = np.repeat(net.start[youths] - np.cumsum(length) + length, length) + np.arange(
        length.sum()
    )
    pair = pair[book.allowed[pair] & (book.room_in[net.room[pair]] == municipality)]
    if len(pair) == 0:
        return 0
    youth, youth_code = np.unique(net.youth[pair], return_inverse=True)
    room, room_code = np.unique(net.room[pair], return_inverse=True)
    placed, _ = largest_matching(
        youth_code, room_code, np.ones(len(youth), np.int64), book.capacity[room]
    )
    return len(placed)
