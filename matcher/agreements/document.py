"""From facts to paper: which agreement says what, in Dutch (the agreement) or English (a courtesy)."""

from __future__ import annotations

from matcher.agreements import coaching, rent
from matcher.agreements.facts import Facts
from matcher.agreements.paper import Block, BlockKind, Paper, Section
from matcher.words import AgreementKind, SignParty

LANGUAGES = ("nl", "en")
LEGAL_LANGUAGE = "nl"

COLUMNS = {
    "nl": {
        "rules": ("Nr.", "Onderwerp", "Afspraak"),
        "signatures": ("Wie", "Naam", "Plaats en datum", "Handtekening"),
    },
    "en": {
        "rules": ("No.", "Subject", "Agreement"),
        "signatures": ("Who", "Name", "Place and date", "Signature"),
    },
}
_FOOTER = {
    "nl": "{kind} {reference}, versie {number}",
    "en": "{kind} {reference}, version {number}",
}
_COURTESY = (
    "This is a translation, for your convenience. The Dutch text is the agreement. What people "
    "wrote themselves is not translated."
)


def paper_of(facts: Facts, language: str) -> Paper:
    """Return the whole text of the agreement in 'nl' or 'en'.

    The same facts give the same paper. Only the Dutch one is made into a PDF for signature.
    """
    part = rent if facts.kind == AgreementKind.RENT else coaching
    kind = facts.kind.label(language)
    title = kind[0].upper() + kind[1:]
    courtesy = () if language == LEGAL_LANGUAGE else (_COURTESY,)
    return Paper(
        title=title,
        language=language,
        lead=(*courtesy, *part.lead(facts, language)),
        sections=(*part.sections(facts, language), _signatures(part.parties(facts), language)),
        footer=_FOOTER[language].format(kind=title, reference=facts.reference, number=facts.number),
        columns=COLUMNS[language],
    )


_SIGNING = {
    "nl": (
        "Handtekeningen",
        "Wie hieronder tekent, heeft alles gelezen of uitgelegd gekregen en is het ermee eens. "
        "Iedereen krijgt een exemplaar.",
    ),
    "en": (
        "Signatures",
        "Whoever signs below has read all of it, or had it explained, and agrees. Everybody gets a "
        "copy.",
    ),
}


def _signatures(parties: tuple[tuple[SignParty, str], ...], language: str) -> Section:
    heading, text = _SIGNING[language]
    rows = tuple((_capital(party.label(language)), name) for party, name in parties)
    return Section(heading, (Block(BlockKind.TEXT, ((text,),)), Block(BlockKind.SIGNATURES, rows)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
