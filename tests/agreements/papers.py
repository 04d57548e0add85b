"""A paper with every kind of block, and ways to read a PDF back."""

from __future__ import annotations

from matcher.agreements.paper import Block, BlockKind, Paper, Section

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
