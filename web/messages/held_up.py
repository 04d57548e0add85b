"""Say on the first pages of staff that mail stands still: nobody else would notice for days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import current_app
from flask_babel import get_locale

from matcher import clock
from matcher.messages.composing import TEXTS
from matcher.messages.held_up import HeldUp
from matcher.messages.held_up import held_up as held_up_in
from web.session import database


@dataclass(frozen=True)
class Shown:
    """``kinds``: (subject of the mail, number). ``has_server``: a mail server is set."""

    found: HeldUp
    kinds: list[tuple[str, int]]
    has_server: bool


def held_up() -> Shown | None:
    """Return which mail stands still, for a page; None in a demonstration, which sends none."""
    if current_app.config["DEMO"]:
        return None
    found = held_up_in(database, clock.moment())
    if found is None:
        return None
    language = "en" if str(get_locale()) == "en" else "nl"
    kinds = [
        (_subject(template, language) if template in TEXTS else template, number)
        for template, number in found.kinds
    ]
    has_server = bool(current_app.extensions["settings"].smtp_host)
    return Shown(found, kinds, has_server)


def _subject(template: str, language: str) -> str:
    """Return the subject for many mails at once: what differs between them is left open."""
    return re.sub(r"\{\w+\}", "…", TEXTS[template][language].subject)
