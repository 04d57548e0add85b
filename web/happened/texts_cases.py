"""The case of a youth: consents, talks, exceptions and corrections, in words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from matcher.words import ConsentPurpose, ExceptionKind, IntakeOutcome, Word

WORDS: dict[str, Any] = {
    "consent.give": _("Consent given"),
    "consent.withdraw": _("Consent taken back"),
    "correction.accept": _("Correction accepted"),
    "correction.ask": _("Correction asked"),
    "correction.refuse": _("Correction not accepted"),
    "exception.agree": _("Exception agreed to"),
    "exception.ask": _("Exception asked"),
    "exception.refuse": _("Exception refused"),
    "intake.hold": _("Talk held"),
    "youth.handle": _("Case taken on"),
    "youth.motivate": _("Questions and motivation changed"),
    "youth.search": _("Looked for a double dossier"),
}

SUBJECTS: dict[str, Any] = {
    "consent": _("Consent"),
    "correction": _("Correction"),
    "exception": _("Exception"),
    "intake": _("Talk"),
}

FIELDS: dict[str, Any] = {
    "birth_date": _("date of birth"),
    "consult_others": _("talk with others"),
    "email": _("e-mail address"),
    "exception_asked": _("exception asked for"),
    "first_name": _("first name"),
    "follow_up": _("ask later how things are"),
    "guidance_question": _("guidance question"),
    "housing_question": _("housing question"),
    "keep_and_match": _("keep details and look for a room"),
    "last_name": _("last name"),
    "monitoring": _("count in research"),
    "motivation": _("motivation"),
    "other": _("something else"),
    "phone": _("telephone number"),
    "share_with_host": _("tell a host something"),
}

REASONS: dict[str, tuple[type[Word], ...]] = {
    "consent": (ConsentPurpose,),
    "exception": (ExceptionKind,),
    "intake": (IntakeOutcome,),
}
