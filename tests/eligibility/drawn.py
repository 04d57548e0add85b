"""Small drawn instances for hypothesis: few values each, so that boundaries are hit often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from tests.eligibility.people import PLACE, ROOM, TODAY, YOUTH

Row = dict[str, object]

DAYS = st.integers(-5, 190).map(lambda n: TODAY + timedelta(days=n))
BIRTHS = st.one_of(
    st.integers(17, 29).flatmap(
        lambda years: st.integers(-3, 3).map(
            lambda n: date(TODAY.year - years, TODAY.month, TODAY.day) + timedelta(days=n)
        )
    ),
    st.dates(date(1996, 1, 1), date(2009, 12, 31)),
    st.just(date(2008, 2, 29)),
)
LATITUDES = st.sampled_from([51.80, 51.85, 51.95, 52.10, 52.40])
LONGITUDES = st.sampled_from([4.60, 4.70, 4.95, 5.30])
TOWNS = st.sampled_from(["GM0505", "GM0363", "GM0599", ""])
FLAG = st.booleans()
WORDS = st.sampled_from(["", "nl", "nl ar", "ti", "nl en ar"])
LIKES = st.sampled_from(["", "music", "cooking music", "film gaming music sport"])

YOUTH_CHANGES = {
    "birth_date": BIRTHS,
    "age_exception": FLAG,
    "ready_on": DAYS,
    "budget_cents": st.sampled_from([0, 39_999, 40_000, 40_001, 60_000]),
    "gender": st.sampled_from(["female", "male", "other"]),
    "smokes": FLAG,
    "has_pet": FLAG,
    "allergic_to_cats": FLAG,
    "allergic_to_dogs": FLAG,
    "needs_step_free": FLAG,
    "guidance_kind": st.integers(1, 4),
    "has_day_activity": FLAG,
    "max_distance_km": st.sampled_from([None, 0.0, 10.0, 20.0, 30.0]),
    "household_gender_wish": st.sampled_from(["any", "female", "male"]),
    "accepts_children": FLAG,
    "accepts_smoking_household": FLAG,
    "accepts_pets": FLAG,
    "languages": WORDS,
    "interests": LIKES,
    "attention_wish": st.integers(1, 3),
    "target_group": st.sampled_from(["light", "middle", "heavy"]),
    "urgency": st.integers(0, 3),
    "registered_on": st.integers(0, 900).map(lambda n: TODAY - timedelta(days=n)),
    "out_of_care_on": st.one_of(st.none(), DAYS),
}

ROOM_CHANGES = {
    "municipality": TOWNS,
    "latitude": st.one_of(st.none(), LATITUDES, LATITUDES, LATITUDES),
    "longitude": LONGITUDES,
    "free_from": DAYS,
    "free_until": st.one_of(st.none(), DAYS),
    "rent_cents": st.sampled_from([39_999, 40_000, 40_001]),
    "legal_max_rent_cents": st.sampled_from([None, 39_999, 40_000, 50_000]),
    "min_age": st.integers(17, 24),
    "max_age": st.integers(18, 28),
    "accepts_gender": st.sampled_from(["any", "female", "male"]),
    "household_gender": st.sampled_from(["female", "male", "mixed"]),
    "has_children": FLAG,
    "smoking_allowed": FLAG,
    "household_smokes": FLAG,
    "has_cat": FLAG,
    "has_dog": FLAG,
    "pets_welcome": FLAG,
    "step_free": FLAG,
    "accepts_guidance": st.sampled_from(["", "4", "34", "13", "1234"]),
    "requires_day_activity": FLAG,
    "participating": FLAG,
    "languages": WORDS,
    "interests": LIKES,
    "attention_offer": st.integers(1, 3),
}

PLACE_CHANGES = {
    "kind": st.sampled_from(["home", "birth", "study", "work", "family", "other", "avoid"]),
    "time": st.sampled_from(["past", "now", "later"]),
    "municipality": TOWNS,
    "latitude": st.one_of(LATITUDES, LATITUDES, st.none()),
    "longitude": LONGITUDES,
    "radius_km": st.sampled_from([None, 0.0, 5.0, 15.0]),
}


@dataclass(frozen=True)
class Drawn:
    youths: list[Row]
    rooms: list[Row]
    places: list[Row]
    exclusions: list[tuple[str, str]]


def changed(base: Row, changes: dict[str, st.SearchStrategy], often: float) -> st.SearchStrategy:
    """Draw rows of which each column is the base's in about ``often`` of the draws."""
    return st.fixed_dictionaries(
        {
            name: st.one_of(*[st.just(base[name])] * round(often * 4), strategy)
            for name, strategy in changes.items()
        }
    ).map(lambda drawn: {**base, **drawn})


@st.composite
def instances(draw: st.DrawFn, most: int = 4, often: float = 0.75) -> Drawn:
    young = draw(st.lists(changed(YOUTH, YOUTH_CHANGES, often), min_size=1, max_size=most))
    free = draw(st.lists(changed(ROOM, ROOM_CHANGES, often), min_size=1, max_size=most))
    near = draw(st.lists(changed(PLACE, PLACE_CHANGES, 0.25), max_size=2 * most))
    keys = st.sampled_from([f"y{i}" for i in range(most)])
    rows = st.tuples(keys, st.sampled_from([f"r{i}" for i in range(most)]))
    return Drawn(
        [{**row, "youth": f"y{i}", "lottery": i} for i, row in enumerate(young)],
        [{**row, "room": f"r{i}"} for i, row in enumerate(free)],
        [{**row, "youth": draw(keys)} for row in near],
        draw(st.lists(rows, max_size=2)),
    )
