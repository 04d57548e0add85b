"""A room or a youth more: made room for in the arrays, then connected one bed or youth at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from matcher.optimiser.columns import Ints
from matcher.optimiser.questions.answers import QuestionRefused
from matcher.optimiser.questions.book import UNLIMITED, Book
from matcher.optimiser.questions.changes import add_bed, promised_anew, turned
from matcher.optimiser.questions.residual import Net, largest, settled

_NONE = np.zeros(0, np.int64)


def add_room(
    book: Book, net: Net, room: Mapping[str, object], offers: pd.DataFrame
) -> tuple[Book, Net]:
    """A new room. ``room``: room, municipality, capacity; ``offers``: youth, nights, fit."""
    key, beds = _new_key(book.rooms, room, "room"), int(str(room.get("capacity", 1)))
    if beds < 1:
        raise QuestionRefused(f"the new room {key} needs a capacity of 1 or more")
    youth = _places(book, book.youths, offers, "youth")
    place = len(book.rooms)
    book = replace(
        book,
        rooms=book.rooms.append(pd.Index([key], dtype=object)),
        room_in=np.append(book.room_in, str(room["municipality"])),
        capacity=np.append(book.capacity, beds),
    )
    at = net.number_of_youths + place
    net = net._replace(
        beds=np.append(net.beds, 0),
        price=np.insert(net.price, at, 0, axis=0),
    )
    order = np.argsort(youth, kind="stable")
    book, net, pair = _with_pairs(
        book, net, youth[order], np.full(len(youth), place), offers.iloc[order]
    )
    open_ = pair[net.usable[pair]]
    worth = net.weight(open_) - net.price[net.youth[open_]]
    net.price[at] = -largest(np.vstack([worth, 0 * net.price[:1]]))
    net = settled(net)
    for _ in range(beds):
        net = add_bed(net, place)
    return book, promised_anew(book, net, {str(room["municipality"])})


def add_youth(
    book: Book, net: Net, tiers: tuple[str, ...], youth: Mapping[str, object], offers: pd.DataFrame
) -> tuple[Book, Net]:
    """A new youth, last in the lottery. ``youth``: youth, municipality, priority (0)."""
    key, municipality = _new_key(book.youths, youth, "youth"), str(youth["municipality"])
    if book.is_shared and municipality not in book.groups:
        book, net = _with_group(book, net, municipality)
    room = _places(book, book.rooms, offers, "room")
    place = len(book.youths)
    group = book.groups.index(municipality) if municipality in book.groups else -1
    is_open = group < 0 or net.most[group] > 0
    own = np.array([_own(tier, net, tiers, youth) for tier in tiers], np.int64)
    book = replace(
        book,
        youths=book.youths.append(pd.Index([key], dtype=object)),
        youth_in=np.append(book.youth_in, municipality),
    )
    net = net._replace(
        start=np.append(net.start, net.start[-1]),
        own=np.vstack([net.own, own]),
        group=np.append(net.group, np.int32(group)),
        present=np.append(net.present, is_open),
        home=np.append(net.home, -1),
        price=np.insert(net.price, place, 0, axis=0),
    )
    order = np.argsort(room, kind="stable")
    book, net, pair = _with_pairs(
        book, net, np.full(len(room), place), room[order], offers.iloc[order]
    )
    net = _connected(book, net, place, key, pair)
    return book, promised_anew(book, net, {municipality})


def _connected(book: Book, net: Net, place: int, key: str, pair: Ints) -> Net:
    """Let the new youth find its room, or stay without."""
    open_ = pair[net.usable[pair]]
    hub = net.price[[net.hub(place)]]
    room = net.price[net.number_of_youths + net.room[open_]]
    net.price[place] = largest(np.vstack([net.weight(open_) + room, hub]))
    net = settled(net, coming=place)
    return turned(book, net, place, net.hub(place), f"adding {key}")


def _own(tier: str, net: Net, tiers: tuple[str, ...], youth: Mapping[str, object]) -> int:
    if tier == "priority":
        return int(str(youth.get("priority", 0)))
    if tier == "lottery":
        lowest = int(net.own[:, tiers.index(tier)].min(initial=0))
        return min(lowest, -net.number_of_youths) - 1
    return 0


def _with_pairs(
    book: Book, net: Net, youth: Ints, room: Ints, offers: pd.DataFrame
) -> tuple[Book, Net, Ints]:
    """Insert pairs in the order of youth, then room; they come last within their youth."""
    before = net.start[youth + 1]
    pair = before + np.arange(len(before))
    moved = np.zeros(len(net.room) + 1, np.int64)
    np.add.at(moved, before, 1)
    moved = np.cumsum(moved)[:-1] if len(moved) > 1 else moved[:0]
    size = np.bincount(youth, minlength=len(net.start) - 1)
    shift = np.concatenate([[0], np.cumsum(size)])
    placed = net.home >= 0
    at = net.home.copy()
    at[placed] += moved[at[placed]]
    net = net._replace(
        start=net.start + shift,
        home=at,
        room=np.insert(net.room, before, room).astype(np.int32),
        youth=np.insert(net.youth, before, youth).astype(np.int32),
        nights=np.insert(net.nights, before, offers["nights"]).astype(np.int32),
        fit=np.insert(net.fit, before, offers["fit"]).astype(np.int32),
        usable=np.insert(net.usable, before, net.present[youth]),
        room_start=_NONE,
        room_pair=_NONE,
    )
    fixed = book.fixed + moved[book.fixed] if len(book.fixed) else book.fixed
    allowed = np.insert(book.allowed, before, True)
    return replace(book, fixed=fixed, allowed=allowed), net, pair


def _with_group(book: Book, net: Net, municipality: str) -> tuple[Book, Net]:
    """A municipality that takes part from now on, without a promise so far."""
    net = net._replace(
        least=np.append(net.least, 0),
        most=np.append(net.most, UNLIMITED),
        price=np.insert(net.price, net.ground, 0, axis=0),
    )
    return replace(book, groups=(*book.groups, municipality)), settled(net)


def _new_key(keys: pd.Index, row: Mapping[str, object], what: str) -> str:
    key = str(row[what])
    if key in keys:
        raise QuestionRefused(f"there is already a {what} {key!r} in this problem")
    return key


def _places(book: Book, keys: pd.Index, offers: pd.DataFrame, what: str) -> Ints:
    place = book.places(keys, offers[what], what)
    if len(np.unique(place)) < len(place):
        raise QuestionRefused(f"the offers name a {what} more than once")
    return place
