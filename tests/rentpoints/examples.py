"""Three homes as hosts describe them, and their points worked out by hand from the law's tables.

Each heading: Besluit huurprijzen woonruimte, bijlage I onder B, rules of July 2026.
"""

from __future__ import annotations

from datetime import date

from matcher.rentpoints.rules import Building, Given, Space

DAY = date(2026, 11, 22)

#: A bedroom of 12 m² in a terraced house of 1974 without a valid label, kitchen and bathroom
#: shared by two households.
PLAIN = Given(
    reference_on=DAY,
    building=Building(municipality="GM0344", built_in=1974),
    spaces=(
        Space(id=1, kind="room", area_m2=12.0, is_heated=True),
        Space(
            id=2, kind="kitchen", area_m2=8.0, is_heated=True, shared_by=2,
            details={"worktop_cm": 220},
        ),
        Space(
            id=3, kind="bathroom", area_m2=4.0, is_heated=True, shared_by=2,
            details={"showers": 1, "basins": 1},
        ),
        Space(id=4, kind="toilet", area_m2=1.0, shared_by=2, details={"toilet": "standing"}),
    ),
)  # fmt: skip
PLAIN_POINTS = {
    "oppervlakte_van_vertrekken": 18.0,  # 12 + 8/2 + 4/2 = 18 m²
    "oppervlakte_van_overige_ruimten": 0.0,
    "verkoeling_en_verwarming": 4.0,  # 2 + 2/2 + 2/2
    "energieprestatie": -2.75,  # 18 × −0.15 = −2.7
    "keuken": 3.5,  # 7 / 2
    "sanitair": 3.5,  # (3 + 3 + 1) / 2
    "punten_voor_de_woz_waarde": 10.0,  # not known
    "aftrekpunten": 0.0,
}
PLAIN_TOTAL = 36  # 36.25 rounded

#: A small room of 7 m² with label A of 2023, everything shared by four, a garden, a known value.
SMALL = Given(
    reference_on=DAY,
    building=Building(
        municipality="GM0014", built_in=1930, energy_label="A", label_on=date(2023, 5, 1),
        woz_cents=30_000_000, woz_year=2025, usable_m2=60,
    ),
    spaces=(
        Space(id=1, kind="room", area_m2=7.0, is_heated=True),
        Space(id=2, kind="garden", area_m2=40.0, shared_by=4),
    ),
)  # fmt: skip
SMALL_POINTS = {
    "oppervlakte_van_vertrekken": 7.0,
    "verkoeling_en_verwarming": 2.0,
    "energieprestatie": 4.5,  # 7 × 0.65 = 4.55
    "buitenruimten": 7.5,  # 40 × 0.75 / 4
    "punten_voor_de_woz_waarde": 14.0,  # 5,000 per m², region Overig Groningen 2,777
    "aftrekpunten": -4.0,  # less than 8 m²
}
SMALL_TOTAL = 31

#: A wing with its own bathroom and kitchen in a national monument; nothing is shared.
MONUMENT = Given(
    reference_on=DAY,
    building=Building(municipality="GM0344", built_in=1890, monument="national"),
    spaces=(
        Space(id=1, kind="room", area_m2=20.0, is_heated=True),
        Space(
            id=2, kind="kitchen", area_m2=6.0,
            details={"worktop_cm": 150, "fittings": ["induction", "fridge", "oven", "hood"]},
        ),
        Space(
            id=3, kind="bathroom", area_m2=5.0, is_heated=True,
            details={"showers": 1, "baths": 1, "basins": 1, "toilet": "hanging",
                     "fittings": ["shower_screen", "socket"]},
        ),
        Space(id=4, kind="attic", area_m2=10.0, details={"has_fixed_stairs": True}),
    ),
)  # fmt: skip
MONUMENT_POINTS = {
    "oppervlakte_van_vertrekken": 31.0,
    "oppervlakte_van_overige_ruimten": 7.5,
    "verkoeling_en_verwarming": 4.0,
    "energieprestatie": 0.0,  # a monument loses no points
    "keuken": 8.0,  # worktop 4, appliances 4.5 but no more than 4
    "sanitair": 11.25,  # 2.75 + 1 + 6 + 1.25 + 0.25
    "punten_voor_de_woz_waarde": 10.0,
}
MONUMENT_TOTAL = 72  # 71.75 rounded
