"""Filled-in woonkaarten of three invented schools, over the last two half-years that are closed."""

from __future__ import annotations

from matcher.woonkaart.rules import half_year_of, version
from matcher.words import WoonkaartFeeling, WoonkaartHelp, WoonkaartMoment, WoonkaartStay
from seed.demo.before.around import Region
from seed.demo.chance import one_of, pick, stream
from seed.demo.rows import Batch, IdOf, Row

#: How a demo school is known from a real one: it is in no file, and names are not unique marks.
SCHOOL_MARK = " (demo)"
SCHOOLS = ("Fabelcollege", "Verzinlyceum", "Voorbeeldcollege mbo")
DISTRICTS = ("Centrum", "Noord", "Oost", "West")
FEWEST, MOST = 28, 70

MOMENTS = {
    WoonkaartMoment.APPLICATION: 45,
    WoonkaartMoment.SCHOOL_WORKER: 28,
    WoonkaartMoment.ADVICE_TEAM: 17,
    WoonkaartMoment.NEIGHBOURHOOD_TEAM: 10,
}
STAYS = {
    WoonkaartStay.YES: 66,
    WoonkaartStay.SOME_MONTHS: 20,
    WoonkaartStay.SOON_OUT: 10,
    WoonkaartStay.NO_PLACE: 4,
}
FEELINGS = {
    WoonkaartFeeling.GOOD: 62,
    WoonkaartFeeling.MIXED: 25,
    WoonkaartFeeling.BAD: 8,
    WoonkaartFeeling.UNSAID: 5,
}
WISHES = {
    WoonkaartHelp.NO: 52,
    WoonkaartHelp.HOUSING: 18,
    WoonkaartHelp.MONEY: 10,
    WoonkaartHelp.BOTH: 8,
    WoonkaartHelp.LATER: 12,
}


def make_woonkaart(region: Region) -> list[Batch]:
    schools: list[Row] = [
        {"name": name + SCHOOL_MARK, "municipality_code": region.main, "is_active": True}
        for name in SCHOOLS
    ]
    answers = [
        answer
        for half_year in _closed(half_year_of(region.today))
        for school in schools
        for answer in _answers(region, half_year, school)
    ]
    return [("school", schools), ("woonkaart_answer", answers)]


def _closed(current: str) -> list[str]:
    """Return the two half-years before ``current`` ('2026-2'), the older one first."""
    year, half = map(int, current.split("-"))
    return [f"{year - 1}-{half}", f"{year}-1" if half == 2 else f"{year - 1}-2"]


def _answers(region: Region, half_year: str, school: Row) -> list[Row]:
    chance = stream(region.seed, f"woonkaart {half_year} {school['name']}")
    return [
        {
            "id": chance.getrandbits(62),
            "half_year": half_year,
            "moment": pick(chance, MOMENTS),
            "school_id": IdOf(school),
            "municipality_code": region.main,
            "district": one_of(chance, DISTRICTS),
            "stay": pick(chance, STAYS),
            "feeling": pick(chance, FEELINGS),
            "help_wish": pick(chance, WISHES),
            "version": version(),
        }
        for _ in range(FEWEST + int(chance.random() * (MOST - FEWEST)))
    ]
