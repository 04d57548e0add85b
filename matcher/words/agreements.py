"""Words about the two agreements that come before moving in. Legal terms stay Dutch."""

from __future__ import annotations

from matcher.words.base import Word


class AgreementKind(Word):
    RENT = "rent", "huurovereenkomst", "rent agreement"
    COACHING = "coaching", "begeleidingsovereenkomst", "coaching agreement"


class AgreementStatus(Word):
    DRAFT = "draft", "concept", "draft"
    EXPLAINED = "explained", "uitgelegd", "explained"
    OFFERED = "offered", "klaar om te tekenen", "ready to sign"
    SIGNED = "signed", "getekend", "signed"
    REPLACED = "replaced", "vervangen", "replaced"
    ENDED = "ended", "afgelopen", "ended"


class LegalGround(Word):
    """The ground for the form of the contract. The coordinator chooses; we give no legal advice."""

    HOSPITA = (
        "hospita",
        "hospitaverhuur (BW 7:232 lid 3)",
        "letting in one's own home: hospitaverhuur (BW 7:232 lid 3)",
    )
    TARGET_GROUP_YOUTH = (
        "target_group_youth",
        "doelgroepcontract jongeren (BW 7:274c)",
        "contract for young people: doelgroepcontract jongeren (BW 7:274c)",
    )
    FIXED_LISTED = (
        "fixed_listed",
        "tijdelijk contract voor een genoemde groep (Stb. 2024, 152)",
        "fixed-term contract for a listed group (Stb. 2024, 152)",
    )
    INDEFINITE = "indefinite", "onbepaalde tijd", "indefinite term"
    LODGING = "lodging", "inwoning of logies", "lodging: inwoning of logies"
    OTHER = "other", "andere grond", "other ground"


class SignParty(Word):
    YOUTH = "youth", "jongere", "youth"
    HOST = "host", "gastgezin", "host"
    COORDINATOR = "coordinator", "coördinator", "coordinator"
    ORGANISATION = "organisation", "zorgorganisatie", "care organisation"
