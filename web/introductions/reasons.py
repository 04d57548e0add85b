"""Why somebody says no: in own words for host and youth, as codes for everybody after them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import DeclineReason, IntroductionStage, Side

R, S = DeclineReason, IntroductionStage
AFTER_MEETING = (S.ANSWERS, S.TRIAL, S.AGREEMENTS)

YOUTH: dict[DeclineReason, Any] = {
    R.TRAVEL_TOO_LONG: _("It is too far away for me"),
    R.RENT_TOO_HIGH: _("The rent is too high"),
    R.RULES_DO_NOT_FIT: _("The rules of the house do not suit me"),
    R.LIVES_ELSEWHERE: _("I have another place to live"),
    R.YOUTH_NOT_READY: _("I am not ready for it yet"),
    R.SAFETY: _("I would not feel safe there"),
}
HOST: dict[DeclineReason, Any] = {
    R.CARE_TOO_HEAVY: _("The guidance is too much for our home"),
    R.RULES_DO_NOT_FIT: _("Our rules of the house do not suit"),
    R.HOST_NOT_READY: _("We are not ready for it now"),
    R.ROOM_GONE: _("The room is not free any more"),
    R.SAFETY: _("We worry about safety"),
}
NO_CLICK = _("It did not click between us")
TRIAL = _("The try-out nights did not go well")
OTHER = _("Something else, or I would rather not say")

#: What a coordinator or counsellor chooses from, when stopping for somebody.
STAFF = (
    R.WITHDREW,
    R.LIVES_ELSEWHERE,
    R.NEVER_TOOK_PLACE,
    R.NO_ANSWER,
    R.NO_CLICK_MET,
    R.TRIAL_STOPPED,
    R.YOUTH_DECLINED,
    R.HOST_DECLINED,
    R.YOUTH_NOT_READY,
    R.HOST_NOT_READY,
    R.RENT_TOO_HIGH,
    R.RULES_DO_NOT_FIT,
    R.TRAVEL_TOO_LONG,
    R.CARE_TOO_HEAVY,
    R.ROOM_GONE,
    R.AGREEMENTS_FAILED,
    R.SAFETY,
    R.RECORD_WRONG,
)


def reasons_for(side: Side, stage: IntroductionStage, *, answers: bool) -> dict[DeclineReason, Any]:
    """Return the reasons that this side can choose from at this stage, with their words.

    ``answers``: it is the answer to a question; otherwise somebody withdraws unasked.
    """
    own = dict(YOUTH if side == Side.YOUTH else HOST)
    if stage in AFTER_MEETING:
        own = {R.NO_CLICK_MET: NO_CLICK, **own}
    if stage == S.TRIAL:
        own = {R.TRIAL_STOPPED: TRIAL, **own}
    plain = R.YOUTH_DECLINED if side == Side.YOUTH else R.HOST_DECLINED
    return {**own, (plain if answers else R.WITHDREW): OTHER}
