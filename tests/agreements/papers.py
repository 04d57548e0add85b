"""A paper with every kind of block, and ways to read a PDF back."""

from __future__ import annotations

from datetime import date

from matcher.agreements.facts import Facts, Rule
from matcher.agreements.paper import Block, BlockKind, Paper, Section
from matcher.words import AgreementKind, HouseRuleKind, LegalGround

COLUMNS = {
    "rules": ("Nr.", "Onderwerp", "Afspraak"),
    "signatures": ("Partij", "Naam", "Plaats en datum", "Handtekening"),
}
NAME = "Nguyễn Łukasz Özgür Đặng-Ōta Ιωάννης Ольга"


def paper(**changes: object) -> Paper:
    sections = (
        Section(
            "Wie",
            (
                Block(BlockKind.TEXT, (("Dit spreken zij af.",), ("En dit ook.",))),
                Block(BlockKind.FACTS, (("Jongere", NAME), ("Huur", "€ 400,00 per maand"))),
            ),
        ),
        Section(
            "Huisregels",
            (
                Block(
                    BlockKind.RULES,
                    tuple((str(n), "rust", f"Regel nummer {n}.") for n in range(1, 41)),
                ),
                Block(BlockKind.LIST, (("punt een",), ("punt twee",))),
                Block(BlockKind.STEPS, (("eerst dit",), ("dan dat",))),
                Block(BlockKind.NOTE, (("Dit is een uitleg.",),)),
            ),
        ),
        Section(
            "Handtekeningen",
            (Block(BlockKind.SIGNATURES, (("jongere", NAME), ("gastgezin", "A. de Wit"))),),
        ),
    )
    values: dict[str, object] = {
        "title": "Huurovereenkomst",
        "language": "nl",
        "lead": ("Deze overeenkomst geldt vanaf 1 maart 2026.",),
        "sections": sections,
        "footer": "Kenmerk 12-1: versie 1 \\ \" ' </style> }",
        "columns": COLUMNS,
    }
    return Paper(**(values | changes))  # type: ignore[arg-type]


def facts(**changes: object) -> Facts:
    """Return facts in which every field has something to say."""
    values: dict[str, object] = {
        "kind": AgreementKind.RENT, "reference": "KM-12", "number": 1,
        "youth": NAME, "youth_born_on": date(2006, 2, 28), "host": "Fam. d'Hondt-Özil",
        "coordinator": "Co van Ordinator", "organisation": "Zorg Voorbeeld",
        "address": "Dorpsstraat 1 bis", "town": "1234 AB Utrecht", "room": "K-77",
        "area_m2": "14", "is_furnished": True, "included": ("heating", "internet"),
        "starts_on": date(2026, 3, 1), "ends_on": date(2027, 3, 1),
        "rent_cents": 41250, "service_cents": 5000, "deposit_cents": 36250,
        "legal_max_rent_cents": 43000, "notice_days_youth": 30, "notice_days_host": 90,
        "legal_ground": LegalGround.HOSPITA, "ground_note": "Zoals besproken.",
        "rules": (
            Rule(HouseRuleKind.QUIET, "Na 22.00 uur is het stil. {geen} % \\ <b>"),
            Rule(HouseRuleKind.PETS, "Geen huisdieren & geen slangen."),
        ),
        "breach": "Eerst praten we met zijn drieën.\n\nDaarna belt de coördinator.",
        "guidance": "Elke week een uur.\nSamen post openen.", "contact": "elke week",
        "check_in_days": (2, 7, 14), "reason": "",
    }  # fmt: skip
    return Facts(**(values | changes))  # type: ignore[arg-type]
