"""Changes of a market: one or two augmentations along shortest paths, after which prices hold again.

After a search from a node with distances ``d`` to a target at ``D``, the prices ``price + min(d, D)``
leave no arc below zero and make every arc of the path cost nothing, so that flow can be turned along
it. Every function gives the new book and network, or raises ``ChangeRefused`` with the limit that
cannot be met any more.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matcher.optimiser.columns import Ints
from matcher.optimiser.questions.answers import ChangeRefused
from matcher.optimiser.questions.book import Book, alone_in
from matcher.optimiser.questions.paths import FRESH, Fence, Reach, search
from matcher.optimiser.questions.residual import Net, priced, settled, sign


def forbid(book: Book, net: Net, youth: int, room: int, pair: int) -> tuple[Book, Net]:
    """The pair may not be chosen any more."""
    what = f"declining {book.youths[youth]} {book.rooms[room]}"
    if pair in book.fixed:
        raise ChangeRefused(what, f"fixed {book.youths[youth]} {book.rooms[room]}")
    book = replace(book, allowed=_without(book.allowed, np.array([pair])))
    # First what is promised falls with what is possible alone; then what is left must be met.
    net = promised_anew(book, net, {book.youth_in[youth]} & {book.room_in[room]})
    if net.home[youth] == pair:
        net = turned(book, net, youth, net.room_node(room), what)
    return book, settled(net._replace(usable=_without(net.usable, np.array([pair]))))


def fix(book: Book, net: Net, youth: int, room: int, pair: int) -> tuple[Book, Net]:
    """The pair is chosen for good: booked beforehand, and no part of the network any more."""
    if pair in book.fixed:
        return book, net
    what = f"{book.youths[youth]} in {book.rooms[room]}"
    if net.home[youth] == pair:
        net = net._replace(home=_put(net.home, youth, -1))
    else:
        net = turned(book, net, net.room_node(room), youth, what)
    group = int(net.group[youth])
    if group >= 0:
        net = net._replace(
            least=_put(net.least, group, max(int(net.least[group]) - 1, 0)),
            most=_put(net.most, group, int(net.most[group]) - 1),
        )
    pairs = np.arange(net.start[youth], net.start[youth + 1])
    net = net._replace(
        usable=_without(net.usable, pairs),
        present=_without(net.present, np.array([youth])),
        beds=_put(net.beds, room, int(net.beds[room]) - 1),
    )
    return replace(book, fixed=np.sort(np.append(book.fixed, pair))), settled(net)


def remove_youth(book: Book, net: Net, youth: int) -> tuple[Book, Net]:
    """The youth is not there any more."""
    what = f"leaving out {book.youths[youth]}"
    held = book.fixed[net.youth[book.fixed] == youth]
    if len(held):
        raise ChangeRefused(what, f"fixed {book.youths[youth]} {book.rooms[net.room[held[0]]]}")
    pairs = np.arange(net.start[youth], net.start[youth + 1])
    gone = book.gone | {f"youth {book.youths[youth]}"}
    book = replace(book, allowed=_without(book.allowed, pairs), gone=gone)
    net = promised_anew(book, net, {book.youth_in[youth]})
    if net.home[youth] >= 0:
        net = turned(book, net, net.hub(youth), youth, what)
    present = _without(net.present, np.array([youth]))
    return book, settled(net._replace(usable=_without(net.usable, pairs), present=present))


def remove_room(book: Book, net: Net, room: int) -> tuple[Book, Net]:
    """The room is not there any more."""
    what = f"leaving out {book.rooms[room]}"
    held = book.fixed[net.room[book.fixed] == room]
    if len(held):
        raise ChangeRefused(what, f"fixed {book.youths[net.youth[held[0]]]} {book.rooms[room]}")
    pairs = np.flatnonzero(net.room == room)
    book = replace(
        book,
        allowed=_without(book.allowed, pairs),
        capacity=_put(book.capacity, room, 0),
        gone=book.gone | {f"room {book.rooms[room]}"},
    )
    net = promised_anew(book, net, {book.room_in[room]})
    net = settled(net._replace(beds=_put(net.beds, room, int(net.used[room]))))
    while net.beds[room] > 0:
        net = turned(book, net, net.room_node(room), net.ground, what)
        net = settled(net._replace(beds=_put(net.beds, room, int(net.beds[room]) - 1)))
    return book, settled(net._replace(usable=_without(net.usable, pairs)))


def add_bed(net: Net, room: int) -> Net:
    """One bed more in a room."""
    node = net.room_node(room)
    worth = -net.price[node]
    net = net._replace(beds=_put(net.beds, room, int(net.beds[room]) + 1))
    if not worth.any():
        return settled(net)  # nobody gains by it: it stays empty
    full = net._replace(beds=_put(net.beds, room, int(net.used[room])))
    return _up_to(net, full, net.ground, node, worth)


def _up_to(after: Net, net: Net, source: int, target: int, limit: Ints) -> Net:
    """An arc from target to source that only ``after`` has, and that gains ``limit``: used when the
    way from source to target costs less; at the new prices it costs nothing or more."""
    reach = search(net, source, target, fence=Fence(limit=limit))
    is_used = reach.mark[target] != FRESH
    distance = reach.distance[target] if is_used else limit
    if is_used:
        after = after._replace(home=_along(net, reach, target))
    return settled(priced(after, _raised(net, reach, distance)))


def turned(book: Book, net: Net, source: int, target: int, what: str) -> Net:
    """Send one unit from source to target, where it must find a way."""
    reach = search(net, source, target)
    if reach.mark[target] == FRESH:
        raise ChangeRefused(what, obstacle(book, net, source))
    at = _along(net, reach, target)
    return settled(priced(net._replace(home=at), _raised(net, reach, reach.distance[target])))


def _along(net: Net, reach: Reach, target: int) -> Ints:
    """Who lives where after one unit has gone along the path to ``target``."""
    at = net.home.copy()
    node, after = target, -1
    while node >= 0:
        if node < net.number_of_youths:
            at[node] = reach.via[after] if after >= 0 else -1
        node, after = int(reach.parent[node]), node
    return at


def _raised(net: Net, reach: Reach, distance: Ints) -> Ints:
    """The prices after a search: raised by the distance, at most that of the target."""
    near = np.flatnonzero(reach.mark != FRESH)
    near = near[sign(reach.distance[near] - distance) < 0]
    price = net.price + distance
    price[near] += reach.distance[near] - distance
    return price


def obstacle(book: Book, net: Net, source: int) -> str:
    """The guarantees that close every way out of ``source``."""
    reach = search(net, source)
    groups = np.flatnonzero(reach.mark[net.groups] != FRESH)
    closed = groups[net.placed[groups] <= net.least[groups]]
    return ", ".join(f"guarantee {book.groups[group]}" for group in closed) or "no empty bed"


def promised_anew(book: Book, net: Net, municipalities: set[str]) -> Net:
    """What these municipalities can do alone has changed, and with it what is promised to them."""
    if not book.is_shared:
        return net
    for municipality in sorted(municipalities & set(book.groups)):
        group = book.groups.index(municipality)
        least = max(alone_in(book, net, municipality), book.promised.get(municipality, 0))
        net = _with_least(book, net, group, least)
    return net


def _with_least(book: Book, net: Net, group: int, promised: int) -> Net:
    """Another guarantee for a group, one place at a time."""
    booked = int(np.count_nonzero(net.group[net.youth[book.fixed]] == group))
    # A contract bounds what a municipality can do alone.
    least = max(min(promised - booked, int(net.most[group])), 0)
    node = net.group_node(group)
    while net.least[group] > least:
        lower = _put(net.least, group, int(net.least[group]) - 1)
        if net.placed[group] == net.least[group] and sign(net.price[[node]])[0] < 0:
            after = net._replace(least=lower)
            net = _up_to(after, net, net.ground, node, -net.price[node])
        else:
            net = settled(net._replace(least=lower))
    while net.least[group] < least:
        net = settled(net._replace(least=_put(net.least, group, int(net.least[group]) + 1)))
        if net.placed[group] < net.least[group]:
            what = f"the guarantee of {book.groups[group]}"
            net = turned(book, net, node, net.ground, what)
    return net


def _put(values: Ints, place: int, value: int) -> Ints:
    changed = values.copy()
    changed[place] = value
    return changed


def _without(flags: np.ndarray, places: Ints) -> np.ndarray:
    changed = flags.copy()
    changed[places] = False
    return changed
