"""Introductions, and what is asked in them: what happened, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import DeclineReason, Word

WORDS: dict[str, Any] = {
    "introduction.ask": _("Decision asked after the try-out nights"),
    "introduction.begin": _("Interest asked"),
    "introduction.both_yes": _("Both said yes"),
    "introduction.disclose": _("Details shown to the other side"),
    "introduction.expire": _("Introduction stopped: the time was over"),
    "introduction.extend": _("More time given to answer"),
    "introduction.fix_date": _("Date of the introduction fixed"),
    "introduction.held": _("Introduction took place"),
    "introduction.interested": _("The youth wants to meet"),
    "introduction.move_in": _("Introduction finished: moved in"),
    "introduction.not_held": _("Introduction did not take place"),
    "introduction.offer": _("Moments to meet offered"),
    "introduction.read": _("Introduction opened"),
    "introduction.say": _("Told which moments suit"),
    "introduction.stop": _("Introduction stopped"),
    "introduction.to_trial": _("Both said yes, with try-out nights"),
    "introduction.trial": _("Try-out nights agreed"),
    "introduction.trial_done": _("Both said yes after the try-out nights"),
    "introduction.willing": _("The host wants to meet"),
    "question.answer": _("Answer given"),
    "question.remind": _("Reminded of a question"),
}

SUBJECTS: dict[str, Any] = {
    "introduction": _("Introduction"),
    "question": _("Question to a side"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {"introduction": (DeclineReason,)}
