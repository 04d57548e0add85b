"""Audit events in words: what was done, for the history of a record and the audit pages."""

from __future__ import annotations

from datetime import date as Date

from flask import Flask
from flask_babel import gettext

from matcher.database.records import AuditEvent
from matcher.words import DisclosureLevel, Role, Side, Word
from web.formatting import long_date
from web.happened.merging import FIELDS, REASONS, SUBJECTS, WORDS
from web.languages import language

#: Events that say little without whom they are about.
ABOUT_A_SIDE = ("introduction.disclose", "introduction.say", "question.answer", "question.remind")


def happened(event: AuditEvent) -> str:
    """Return what was done, such as 'Refused'; an event without words shows its code."""
    return str(WORDS.get(event.action, event.action))


def by_whom(event: AuditEvent) -> str:
    if event.actor is not None:
        return event.actor.name
    return {
        "web": gettext("somebody not signed in"),
        "cli": gettext("the command line"),
        "job": gettext("the program"),
    }.get(event.origin, event.origin)


def by_which_staff(event: AuditEvent) -> str:
    """Return who did it for the audit page: a host or a youth by the number of the account."""
    actor = event.actor
    if actor is None or any(link.role not in (Role.HOST, Role.YOUTH) for link in actor.roles):
        return by_whom(event)
    return f"{gettext('Account')} {actor.id}"


def from_where(event: AuditEvent) -> str:
    return {
        "web": gettext("website"), "cli": gettext("command line"), "job": gettext("program"),
    }.get(event.origin, event.origin)  # fmt: skip


def with_what(event: AuditEvent) -> str:
    """Return the details worth telling: a reason, what changed, a date."""
    told = event.details or {}
    parts = []
    reason = _reason(event)
    if reason is not None:
        parts.append(reason.label(language()))
    if isinstance(told.get("fields"), list):
        parts.append(", ".join(str(FIELDS.get(name, name)) for name in told["fields"]))
    if event.action in ABOUT_A_SIDE and told.get("side") in Side.codes():
        parts.append(Side(told["side"]).label(language()))
    if event.action == "introduction.disclose" and told.get("level") in DisclosureLevel.codes():
        parts.append(DisclosureLevel(told["level"]).label(language()))
    if event.action == "placement.book" and told.get("starts_on"):
        day = long_date(Date.fromisoformat(told["starts_on"]))
        parts.append(gettext("from %(day)s", day=day))
    if event.action == "placement.end" and told.get("ends_on"):
        parts.append(long_date(Date.fromisoformat(told["ends_on"])))
    return "; ".join(parts)


def _reason(event: AuditEvent) -> Word | None:
    """Return the coded reason of an event, which means what the words of its subject say."""
    code = (event.details or {}).get("reason")
    for words in REASONS.get(event.action.partition(".")[0], ()):
        if code in words.codes():
            return words(code)
    return None


def subject_name(code: str) -> str:
    return str(SUBJECTS.get(code, code))


def action_name(code: str) -> str:
    return str(WORDS.get(code, code))


def add_filters(app: Flask) -> None:
    for describe in (
        happened,
        by_whom,
        by_which_staff,
        from_where,
        with_what,
        subject_name,
        action_name,
    ):
        app.add_template_filter(describe)
