"""Write an accepted suggestion into the record it is about, along the road of that record."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit import Actor
from matcher.database.declines import PairRest, Suggestion
from matcher.database.hosts import Room
from matcher.database.rounds import PairExclusion
from matcher.database.youths import Youth
from matcher.declines import rests
from matcher.declines.fields import PairField
from matcher.declines.rules import AFTER_A_STAY
from matcher.errors import SuggestionRefused
from matcher.rooms.service import change_room, details_of
from matcher.words import DeclineReason, EndingReason, YouthStepReason
from matcher.youths.needs import Needs, Situation, Spot, change_needs
from matcher.youths.rules import WITHDRAW
from matcher.youths.service import change_status

MOST_KILOMETRES = 300
MOST_CENTS = 1_000_000
MOST_DAYS = 1000
KINDS_OF_GUIDANCE = "1234"


def checked(field: PairField, value: Any, today: date) -> Any:
    """Return a value that a person chose, as the record keeps it.

    Raises:
        SuggestionRefused: the field cannot hold it.
    """
    match field.shape:
        case "money" if _is_whole(value, 1, MOST_CENTS):
            return value
        case "kilometres" if _is_whole(value, 1, MOST_KILOMETRES):
            return float(value)
        case "date":
            found = _date(value)
            if found is not None and found >= today:
                return found
        case "flag" if isinstance(value, bool):
            return value
        case "guidance" if isinstance(value, str) and value:
            if set(value) <= set(KINDS_OF_GUIDANCE):
                return "".join(sorted(set(value)))
        case "word" if field == PairField.YOUTH_STATUS and value == "withdrawn":
            return value
    raise SuggestionRefused("value")


def checked_days(value: Any) -> int:
    """Return the days of a rest. Raises SuggestionRefused for anything but 1 to MOST_DAYS."""
    if not _is_whole(value, 1, MOST_DAYS):
        raise SuggestionRefused("value")
    return int(value)


def apply(
    session: Session, actor: Actor, youth: Youth, room: Room, field: PairField, value: Any
) -> None:
    """Change one field of the youth or of the room to a ``checked`` value.

    Raises:
        Stale: somebody else changes the record at this moment.
        StepNotAllowed: the youth is placed by now, and cannot leave the waiting list.
    """
    if field == PairField.YOUTH_STATUS:
        change_status(
            session, actor, youth.id, WITHDRAW, youth.version, why=YouthStepReason.FOUND_HOME
        )
    elif field.side == "youth":
        _change_youth(session, actor, youth, {field.column: value})
    else:
        details = replace(details_of(room), **{field.column: value})
        change_room(session, actor, room.id, room.version, details)


def rest_for(
    session: Session, actor: Actor, one: Suggestion, youth: Youth, room: Room, days: int, day: date
) -> int:
    """Let the pair rest for ``days`` from today, in place of the rest of the same 'no'."""
    before = rests.open_rest(session, one.proposal_id, one.placement_id)
    facts = dict(before.facts) if before is not None else {}
    if before is not None:
        rests.lift(session, actor, before, day, [rests.BY_HAND])
    made = PairRest(
        youth_id=youth.id,
        room_id=room.id,
        proposal_id=one.proposal_id,
        placement_id=one.placement_id,
        reason=_reason(one),
        from_on=day,
        until_on=day + timedelta(days=days),
        facts=facts,
        accepted_by_id=actor.account_id,
    )
    rests.keep(session, actor, made)
    return days


def rule_out(session: Session, actor: Actor, one: Suggestion, youth: Youth, room: Room) -> None:
    """Keep the pair apart for good."""
    query = select(PairExclusion.id).where(
        PairExclusion.youth_id == youth.id, PairExclusion.room_id == room.id
    )
    if session.scalar(query) is None:
        session.add(
            PairExclusion(
                youth_id=youth.id,
                room_id=room.id,
                proposal_id=one.proposal_id,
                reason=_reason(one),
                created_by_id=actor.account_id,
            )
        )


def _reason(one: Suggestion) -> DeclineReason:
    """Return the reason of a suggestion; that of an ending as what it teaches."""
    if one.reason in DeclineReason.codes():
        return DeclineReason(one.reason)
    return AFTER_A_STAY[EndingReason(one.reason)] or DeclineReason.WITHDREW


def _change_youth(session: Session, actor: Actor, youth: Youth, change: dict[str, Any]) -> None:
    situation = Situation(**_values(youth, Situation, change))
    needs = Needs(**_values(youth.needs, Needs, change))
    places = tuple(Spot(**_values(place, Spot, {})) for place in youth.places)
    change_needs(session, actor, youth.id, youth.version, situation, needs, places)


def _values(row: Any, of: type[Any], change: dict[str, Any]) -> dict[str, Any]:
    names = [field.name for field in fields(of)]
    return {name: change.get(name, getattr(row, name)) for name in names}


def _is_whole(value: Any, lowest: int, highest: int) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and float(value).is_integer() and lowest <= value <= highest


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
