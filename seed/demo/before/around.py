"""Who and what the demo accounts look at: the youths and homes of their region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from seed.demo.accounts import main_municipality, organisations_of, region
from seed.demo.homes import Dwelling
from seed.demo.plan import DemoSet
from seed.demo.youths import Person


@dataclass(frozen=True)
class Region:
    """``people`` and ``dwellings``: with their number in the set, which names their stream."""

    demo: DemoSet
    seed: int
    today: date
    main: str
    municipalities: tuple[str, ...]
    own_organisation: str  # of the referrer and the first visitor
    other_organisation: str  # of the second visitor
    people: list[tuple[int, Person]]
    dwellings: list[tuple[int, Dwelling]]


def look_around(demo: DemoSet, seed: int, today: date) -> Region:
    main = main_municipality(demo)
    codes = region(demo, main)
    people = enumerate(demo.people, 1)
    dwellings = enumerate(demo.dwellings, 1)
    return Region(
        demo,
        seed,
        today,
        main,
        tuple(codes),
        *organisations_of(demo, main),
        people=[(n, one) for n, one in people if one.youth["municipality_code"] in codes],
        dwellings=[(n, one) for n, one in dwellings if one.home["municipality_code"] in codes],
    )
