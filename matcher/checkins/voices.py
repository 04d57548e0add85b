"""What each side says about how it goes. Nobody but the staff reads what the other side said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from matcher.audit import Actor, record
from matcher.careteam.people import (
    counsellor_of,
    locked_placement,
    placement_of,
    responsible_people,
    tell,
)
from matcher.checkins.planning import forget_day
from matcher.clock import NETHERLANDS, moment
from matcher.database.living import CheckIn, CheckInVoice
from matcher.errors import MatcherError, NotFound, StepNotAllowed
from matcher.text_rules import require_no_bsn
from matcher.words import CheckInStatus, EvaluationSide

LONGEST = 2000
LOW = 2  # of 5: somebody should ask soon
SOON_DAYS = 2


class VoiceRefused(MatcherError):
    """``problem``: 'goes' (not a number from 1 to 5) or 'long'."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"this cannot be kept: {problem}")
        self.problem = problem


@dataclass(frozen=True)
class Heard:
    """``goes``: 1 (badly) to 5 (well); ``text``: in the person's own words."""

    goes: int
    text: str = ""


def say(
    session: Session,
    actor: Actor,
    check_in_id: int,
    side: EvaluationSide,
    goes: int,
    text: str = "",
) -> CheckInVoice:
    """Keep what one side says before a check-in; saying it again replaces it.

    Raises:
        NotFound: no such check-in. StepNotAllowed: it is over: say it with the next one.
        VoiceRefused: no number from 1 to 5, or too long.
        TextRefused: the text holds a citizen service number.
    """
    check_in = session.get(CheckIn, check_in_id)
    if check_in is None:
        raise NotFound("check-in", check_in_id)
    locked_placement(session, check_in.placement_id)
    session.refresh(check_in)
    if check_in.status != CheckInStatus.PLANNED:
        raise StepNotAllowed("check-in", str(check_in.status), "say")
    voice = write(session, actor, check_in, side, Heard(goes, text))
    session.flush()
    if goes <= LOW:
        _bring_forward(session, actor, check_in)
    # The number of the side only: how it goes is care data.
    record(session, actor, "checkin.say", check_in.placement_id,
           number=check_in.number, side=side.value)  # fmt: skip
    return voice


def _bring_forward(session: Session, actor: Actor, check_in: CheckIn) -> None:
    """Let the check-in come soon, and tell the worker: nobody waits a month after a bad message."""
    today = moment().astimezone(NETHERLANDS).date()
    soon = today + timedelta(days=SOON_DAYS)
    placement = placement_of(session, check_in.placement_id)
    if check_in.planned_on > soon:
        check_in.planned_on = soon
        session.flush()
        forget_day(session, check_in)
        record(session, actor, "checkin.move", placement.id,
               number=check_in.number, planned_on=soon.isoformat())  # fmt: skip
    people = {one.id: one for one in responsible_people(session, placement, today)}
    guide = counsellor_of(session, placement)
    if guide is not None:
        people[guide.id] = guide
    for account in people.values():
        tell(session, account, "check_in_sooner", placement.id,
             once=f"check_in:{check_in.id}:sooner", placement=placement.id,
             planned_on=check_in.planned_on.isoformat())  # fmt: skip


def write(
    session: Session, actor: Actor, check_in: CheckIn, side: EvaluationSide, heard: Heard
) -> CheckInVoice:
    """Put the voice of one side with the check-in, in place of an earlier one."""
    require_no_bsn("text", heard.text)
    if heard.goes not in range(1, 6):
        raise VoiceRefused("goes")
    if len(heard.text) > LONGEST:
        raise VoiceRefused("long")
    voice = voice_of(check_in, side)
    if voice is None:
        voice = CheckInVoice(side=side)
        check_in.voices.append(voice)
    voice.goes, voice.text = heard.goes, heard.text.strip()
    voice.at, voice.by_id = moment(), actor.account_id
    return voice


def voice_of(check_in: CheckIn, side: EvaluationSide) -> CheckInVoice | None:
    """Return what this side said, and nothing of the other."""
    return next((one for one in check_in.voices if one.side == side), None)
