"""Every mail with sample values, in both languages, for people who want to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import import_module

from matcher.messages.composing import MODULES, TEXTS, compose
from matcher.messages.text import Text
from matcher.messages.values import samples_for
from matcher.words import Word


class Part(Word):
    """Where in the life of a placement mails belong; the code is that of their module."""

    INVITATIONS = "invitations", "accounts en uitnodigingen", "accounts and invitations"
    HOSTS = "hosts", "gastgezinnen", "hosts"
    HOST_JOURNEY = "host_journey", "aanmelding van een gastgezin", "sign-up of a host"
    VISITS = "visits", "huisbezoeken", "home visits"
    CASES = "cases", "dossiers van jongeren", "dossiers of youths"
    ROUTEMAPS = "routemaps", "routekaarten", "route maps"
    PROPOSALS = "proposals", "voorstellen", "proposals"
    INTRODUCTIONS = "introductions", "kennismaking", "introduction"
    DECLINES = "declines", "na een nee", "after a no"
    AGREEMENTS = "agreements", "afspraken", "agreements"
    LIVING = "living", "wonen", "living there"
    LEAVING = "leaving", "vertrek en nazorg", "leaving and after-care"
    PEOPLE = "people", "medewerkers", "workers"
    WORK = "work", "werklijst", "work list"


@dataclass(frozen=True)
class Preview:
    """One mail as people get it. ``texts``: language → subject and body."""

    template: str
    texts: dict[str, Text]


def previews(today: date, url: str) -> dict[Part, list[Preview]]:
    """Return all mails by part, in the order of the parts and then by name."""
    by_part = {
        Part(module.removeprefix("texts_")): sorted(import_module(f"{__package__}.{module}").TEXTS)
        for module in MODULES
    }
    return {
        part: [preview(template, today, url) for template in by_part[part]]
        for part in Part
        if part in by_part
    }


def preview(template: str, today: date, url: str) -> Preview:
    """Return one mail with sample values in both languages.

    Raises:
        KeyError: there is no such template.
    """
    values = samples_for(template, today, url)
    texts = {lang: compose(template, lang, values, url) for lang in sorted(TEXTS[template])}
    return Preview(template, texts)
