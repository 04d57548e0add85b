"""Leaving and after-care: notice, the future plan, evaluations, hand-over and follow-up."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.followups.rules import GivenUpBecause
from matcher.words import EndingReason, Word

WORDS: dict[str, Any] = {
    "ending.plan": _("End of the stay known"),
    "ending.move": _("Another last day agreed"),
    "ending.withdraw": _("Notice taken back"),
    "ending.complete": _("Where the youth goes was written down"),
    "ending.finish": _("Stay ended"),
    "ending.host_again": _("Host said whether to host again"),
    "futureplan.write": _("Future plan written"),
    "warmhandover.ask": _("Somebody was asked to go on with the youth"),
    "warmhandover.skip": _("No hand-over needed"),
    "warmhandover.answer": _("Receiver answered the hand-over"),
    "warmhandover.remind": _("Receiver reminded of the hand-over"),
    "evaluation.ask": _("Asked how the stay was"),
    "evaluation.again": _("Asked again how the stay was"),
    "evaluation.give": _("Evaluation given"),
    "evaluation.remind": _("Reminded of the evaluation"),
    "evaluation.close": _("Evaluation closed without an answer"),
    "followup.plan": _("Follow-up planned"),
    "followup.try": _("Tried to reach the youth for the follow-up"),
    "followup.reach": _("Follow-up done"),
    "followup.refuse": _("Youth wants no after-care"),
    "followup.give_up": _("Follow-up stopped"),
    "followup.contact": _("Youth who asked for it was called"),
}

SUBJECTS: dict[str, Any] = {
    "ending": _("Leaving"),
    "futureplan": _("Future plan"),
    "warmhandover": _("Hand-over"),
    "evaluation": _("Evaluation"),
    "followup": _("Follow-up"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {
    "ending": (EndingReason,),
    "followup": (GivenUpBecause,),
}
