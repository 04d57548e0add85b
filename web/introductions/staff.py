"""An introduction for who guides it: what waits, the date, the answers, and how it went so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select

from matcher import clock
from matcher.access import Action, can
from matcher.careteam.people import team_of
from matcher.database.accounts import Account
from matcher.database.introductions import Disclosure, Introduction, MeetingMoment, Question
from matcher.database.records import AuditEvent
from matcher.history import history_of
from matcher.inforce import policy_in_force, today_in_the_netherlands
from matcher.introductions import questions
from matcher.introductions.disclosure import chosen_moment, home_shown, levels_for
from matcher.introductions.holding import guide_of, sides_of
from matcher.introductions.rules import DATE, MEETING, STARTED, STOPPED, TRIAL
from matcher.words import QuestionKind, Role, Side
from web.access import allow, principal
from web.coordinator import records
from web.formatting import label, sentence
from web.introductions.blueprint import blueprint, reached
from web.introductions.forms import (
    HeldForm,
    MomentsForm,
    NightsForm,
    StaffStopForm,
    ToldNoForm,
)
from web.introductions.shown import calendar_key, place_text
from web.introductions.texts import staff_next
from web.session import database


@dataclass(frozen=True)
class May:
    """What the reader can do here. ``speaks_for``: for which sides an answer can be written down."""

    guide: bool
    plan: bool
    speaks_for: tuple[Side, ...]
    stops_for: tuple[Side, ...]


@blueprint.get("/introductions/<int:introduction_id>")
@allow(Role.COORDINATOR, Role.REFERRER)
def introduction(introduction_id: int) -> str:
    found = reached(introduction_id)
    records.note_look("introduction", introduction_id)
    return staff_page(found)


def may(found: Introduction) -> May:
    """A counsellor speaks for the youth, a coordinator for both."""
    guides = can(principal(), Action.GUIDE_INTRODUCTION, found)
    speaks = (Side.YOUTH, Side.HOST) if guides else (Side.YOUTH,)
    return May(
        guide=guides,
        plan=can(principal(), Action.PLAN_MEETING, found),
        speaks_for=speaks,
        stops_for=(*speaks, Side.COORDINATOR) if guides else speaks,
    )


def _deputy(found: Introduction) -> Account | None:
    """Return who stands in: named for the introduction, else in the team of the placement."""
    if found.deputy is not None or found.placement_id is None:
        return found.deputy
    team = team_of(database, found.placement_id)
    return None if team is None else team.deputy


def staff_page(found: Introduction, **forms: Any) -> str:
    """Return the page; ``forms``: those that were sent with a mistake."""
    allowed = may(found)
    youth, room = found.proposal.youth, found.proposal.room
    sees_room = can(principal(), Action.READ_HOST, room)
    return render_template(
        "introductions/introduction.html",
        introduction=found,
        may=allowed,
        youth=youth,
        room=room,
        deputy=_deputy(found),
        sees_youth=can(principal(), Action.READ_YOUTH, youth),
        sees_room=sees_room,
        home=None if sees_room else home_shown(database, found, levels_for(found, Side.COUNSELLOR)),
        trail=_trail(),
        next_text=staff_next(found),
        shown=_shown(found),
        history=_history(found) if allowed.guide else None,
        **_stage(found),
        **_asked(found, allowed),
        **_date(found),
        **_forms(found, allowed, forms),
    )


def _stage(found: Introduction) -> dict[str, Any]:
    return {
        "is_going": found.stage not in (STOPPED, STARTED),
        "is_searching": found.stage == DATE,
        "is_meeting": found.stage == MEETING,
        "is_trial": found.stage == TRIAL,
        "extensions_left": policy_in_force().after.extensions_most - found.number_of_extensions,
    }


def _asked(found: Introduction, allowed: May) -> dict[str, Any]:
    open_ = questions.open_questions(database, found)
    sides = sides_of(found)
    return {
        "is_asked_after": any(one.kind == QuestionKind.AFTER_TRIAL for one in found.questions),
        "waiting": [one for one in open_ if one.kind != QuestionKind.MOMENTS],
        "asked": list(found.questions),
        "sides": sides,
        "side_columns": [{"text": sentence(label(one))} for one in sides],
        "says": _says(found, allowed),
    }


def _date(found: Introduction) -> dict[str, Any]:
    chosen = chosen_moment(found)
    return {
        "moments": open_moments(found),
        "chosen": chosen,
        "has_begun": chosen is not None and chosen.starts_at <= clock.moment(),
        "where": place_text(chosen.place) if chosen else "",
        "calendar": calendar_key(found) if found.stage == MEETING else "",
    }


def _forms(found: Introduction, allowed: May, sent: Mapping[str, Any]) -> dict[str, Any]:
    stop = sent.get("stop_form") or StaffStopForm(formdata=None, prefix="stop")
    stop.side.choices = [one for one in stop.side.choices if one.value in allowed.stops_for]
    chosen, today = chosen_moment(found), today_in_the_netherlands()
    # They meet on the day that was agreed, unless that is still to come.
    met = {"met_on": min(clock.day_of(chosen.starts_at), today) if chosen else today}
    return {
        "told_form": sent.get("told_form") or ToldNoForm(formdata=None, prefix="told"),
        "offering": sent.get("offer_form") or _offer_form(),
        "held_form": sent.get("held_form") or HeldForm(formdata=None, prefix="held", data=met),
        "nights_form": sent.get("nights_form") or NightsForm(formdata=None, prefix="nights"),
        "stop_form": stop,
    }


def _offer_form() -> MomentsForm:
    return MomentsForm.empty(prefix="when")


def _says(found: Introduction, allowed: May) -> list[Side]:
    """Return for which sides the reader can tell when it suits."""
    own = guide_of(found)
    may_be_guide = own == Side.COUNSELLOR or allowed.guide
    return [*([own] if may_be_guide else []), *allowed.speaks_for]


def open_moments(found: Introduction) -> list[MeetingMoment]:
    now = clock.moment()
    return [one for one in found.moments if not one.is_chosen and one.starts_at > now]


def _shown(found: Introduction) -> list[Disclosure]:
    query = select(Disclosure).where(Disclosure.proposal_id == found.proposal_id)
    return list(database.scalars(query.order_by(Disclosure.at, Disclosure.id)))


def _history(found: Introduction) -> list[AuditEvent]:
    """Return what happened; what was shown to whom has a table of its own."""
    events = history_of(database, _subjects(found))
    return [event for event in events if event.action != "introduction.disclose"]


def _subjects(found: Introduction) -> dict[str, list[int]]:
    asked = database.scalars(select(Question.id).where(Question.introduction_id == found.id))
    return {
        "introduction": [found.id],
        "question": list(asked),
        "proposal": [found.proposal_id],
    }


def _trail() -> list[tuple[str, str]]:
    if principal().has(Role.COORDINATOR):
        return [(_("Placements"), url_for("placements.index"))]
    return [(_("Placements"), url_for("placements.referrer_index"))]
