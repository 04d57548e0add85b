"""Where the room is: distance, places to avoid, the municipality; and pairs ruled out."""

from __future__ import annotations

from matcher.eligibility.columns import Between, Bools, RoomColumns, YouthColumns
from matcher.policy import Policy


def youth_has_no_place(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    return ~pair.has_place


def room_has_no_position(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    return ~pair.room_has_position


def is_too_far(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    """Without a position on both sides there is no distance: those have reasons of their own."""
    return ~pair.is_near_enough & pair.has_place & pair.room_has_position


def is_near_a_place_to_avoid(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return pair.is_avoided


def municipality_does_not_take_part(
    y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy
) -> Bools:
    return ~r.participating


def pair_was_ruled_out(y: YouthColumns, r: RoomColumns, pair: Between, policy: Policy) -> Bools:
    return pair.is_excluded
