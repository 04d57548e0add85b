"""What a side sees of an introduction: what is asked, the other side as far as known, the date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _

from matcher import clock, links
from matcher.database.introductions import Introduction, MeetingMoment, Question
from matcher.introductions import questions
from matcher.introductions.disclosure import (
    chosen_moment,
    home_shown,
    levels_for,
    youth_shown,
)
from matcher.introductions.levels import ADDRESS
from matcher.introductions.profile import HomeProfile, YouthProfile
from matcher.introductions.rules import DATE, MEETING, STARTED, STOPPED
from matcher.introductions.telling import calendar_claim
from matcher.words import (
    DisclosureLevel,
    MeetingPlace,
    QuestionKind,
    Side,
)
from web.introductions.texts import Asked, asked, happening
from web.session import database


@dataclass(frozen=True)
class Date:
    """The meeting that is fixed. ``where``: as far as this side may know it."""

    starts_at: datetime
    minutes: int
    where: str
    hint: str
    calendar: str  # key of the link to the file; '' when it is over


@dataclass(frozen=True)
class Shown:
    """An introduction for one side; ``other`` is None while nothing may be known."""

    introduction: Introduction
    side: Side
    levels: tuple[DisclosureLevel, ...]
    other: YouthProfile | HomeProfile | None
    sentence: str
    question: Question | None = None
    asked: Asked | None = None
    date: Date | None = None
    moments: Sequence[MeetingMoment] = ()
    said: dict[int, bool] = field(default_factory=dict)
    is_searching: bool = False

    @property
    def is_over(self) -> bool:
        return self.introduction.stage in (STOPPED, STARTED)

    @property
    def all_said(self) -> bool:
        return bool(self.moments) and all(one.id in self.said for one in self.moments)


def shown_to(
    introduction: Introduction, side: Side, most: Sequence[DisclosureLevel] | None = None
) -> Shown:
    """Return what ``side`` sees now. ``most``: show no more than these levels (a link in a mail)."""
    known = levels_for(introduction, side)
    if most is not None:
        known = tuple(level for level in known if level in most)
    is_host = side == Side.HOST
    other = (
        youth_shown(introduction, known) if is_host else home_shown(database, introduction, known)
    )
    question = _open(introduction, side)
    searching = introduction.stage == DATE
    moments = _open_moments(introduction) if searching else []
    return Shown(
        introduction=introduction,
        side=side,
        levels=known,
        other=other,
        sentence=happening(introduction, side),
        question=question,
        asked=asked(question.kind) if question else None,
        date=_date(introduction, known),
        moments=moments,
        said={one.id: said.can for one in moments for said in one.answers if said.side == side},
        is_searching=searching,
    )


def _open(introduction: Introduction, side: Side) -> Question | None:
    """Return the yes-or-no question that this side has still to answer."""
    waiting = questions.open_questions(database, introduction)
    found = [q for q in waiting if q.side == side and q.kind != QuestionKind.MOMENTS]
    return found[0] if found else None


def _open_moments(introduction: Introduction) -> list[MeetingMoment]:
    now = clock.moment()
    return [one for one in introduction.moments if not one.is_chosen and one.starts_at > now]


def _date(introduction: Introduction, known: Sequence[DisclosureLevel]) -> Date | None:
    chosen = chosen_moment(introduction)
    if chosen is None or introduction.stage != MEETING:
        return None
    hint = ""
    if chosen.place == MeetingPlace.HOME and ADDRESS not in known:
        hint = _("The counsellor knows the address and comes along.")
    return Date(
        chosen.starts_at, chosen.minutes, place_text(chosen.place), hint, calendar_key(introduction)
    )


def place_text(place: MeetingPlace) -> str:
    from web.languages import language

    return place.label(language())


def calendar_key(introduction: Introduction) -> str:
    """Return the key of the link to the calendar file, or ''."""
    claim = calendar_claim(introduction)
    if claim is None:
        return ""
    return links.sign(current_app.extensions["settings"].secret_key, claim)


def known_texts() -> dict[DisclosureLevel, str]:
    """Return what one side was shown, for 'who knows what of you'."""
    return {
        DisclosureLevel.PROFILE: _("your profile, without your name"),
        DisclosureLevel.FIRST_NAME: _("your first name"),
        DisclosureLevel.CONTACT: _("your name and telephone number"),
        DisclosureLevel.ADDRESS: _("your address"),
    }
