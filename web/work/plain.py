"""What is asked of a youth or a host, in plain words, with the page on which they do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from matcher import clock
from matcher.database.hosts import Room
from matcher.inforce import today_in_the_netherlands
from matcher.words import QuestionKind, Side, WorkKind
from matcher.work.rules import WorkItem, is_late
from web.introductions.texts import asked
from web.session import database
from web.work.addresses import may_open

#: Where on the page of their placement they find it.
ANCHORS = {WorkKind.CHECK_IN: "say", WorkKind.ACTION: "plan"}


@dataclass(frozen=True)
class Plain:
    """``room``: which room it is about, '' where there is only one."""

    item: WorkItem
    text: str
    href: str
    is_late: bool
    room: str = ""


def plain(item: WorkItem, side: Side, *, names_rooms: bool = False) -> Plain:
    """Return something that waits for a youth or a host as they read it."""
    room = database.get(Room, item.room_id) if names_rooms and item.room_id else None
    return Plain(
        item,
        _text(item, side),
        _address(item, side),
        is_late(item, today_in_the_netherlands(), clock.moment()),
        room.reference if room else "",
    )


def _text(item: WorkItem, side: Side) -> str:
    match item.kind:
        case WorkKind.ANSWER_AWAITED:
            return _question(QuestionKind(str(item.text_values["question"])))
        case WorkKind.ACKNOWLEDGE_RULES:
            return _("Read the rules of the house, and say yes to each of them")
        case WorkKind.SIGN_AGREEMENT:
            return _("Read the agreements and sign them")
        case WorkKind.EVALUATION:
            return _("Tell us how it was")
        case WorkKind.ACTION:
            return _("Do what you agreed in the plan")
        case WorkKind.FUTURE_PLAN:
            return _("Make a plan for afterwards, together with your counsellor")
        case WorkKind.HOST_AGAIN:
            return _("Would you like another guest? Tell us")
        case WorkKind.CHECK_IN if side == Side.YOUTH:
            return _("Your counsellor asks how it is going. You can already tell us")
        case WorkKind.CHECK_IN:
            return _("The counsellor asks how it is going. You can already tell us")
        case WorkKind.RECORD_MEETING:
            return _("You meet each other")
        case _:
            raise ValueError(f"there are no plain words for {item.kind.value}")


def _question(kind: QuestionKind) -> str:
    if kind == QuestionKind.MOMENTS:
        return _("When can you meet? Choose the moments that suit you")
    return asked(kind).heading


def _address(item: WorkItem, side: Side) -> str:
    """Return the page where they do it: their own one of the placement, unless there is another.

    An introduction without a booking has no placement: then it stands on the first page.
    """
    if may_open(item.endpoint):
        arguments: dict[str, Any] = dict(item.args)
        return url_for(item.endpoint, **arguments, _anchor=ANCHORS.get(item.kind))
    is_youth = side == Side.YOUTH
    if item.stay_id is None:
        return url_for("youth.home" if is_youth else "host.home")
    page = "placements.youth_placement" if is_youth else "placements.host_placement"
    return url_for(page, placement_id=item.stay_id, _anchor=ANCHORS.get(item.kind))
