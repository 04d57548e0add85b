"""A need profile that is filled in: all signs on the plekkenkaart, levels, words and a budget."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from matcher.database.domains import DomainLevel, NeedDetail
from matcher.database.youths import Youth, YouthPlace
from matcher.inforce import today_in_the_netherlands
from matcher.words import LifeDomain, PlaceKind, PlaceTime


def add(session: Session) -> None:
    today = today_in_the_netherlands()
    session.get_one(Youth, 1).places += [
        YouthPlace(
            time=list(PlaceTime)[number % 3], kind=kind, name=f"Plek {number}",
            latitude=52.09 + number / 50, longitude=5.12, note="Hier voelt het goed.",
        )
        for number, kind in enumerate(PlaceKind)
    ]  # fmt: skip
    for number, domain in enumerate(LifeDomain):
        for age in (60, 0):
            session.add(
                DomainLevel(
                    youth_id=1, domain=domain, level=1 + (number + age) % 5, note="Kort verhaal",
                    recorded_on=today - timedelta(days=age),
                )
            )  # fmt: skip
    session.add(
        NeedDetail(
            youth_id=1, talents="Koken voor veel mensen", must_nots="Geen honden",
            income={"wages": 90_000}, costs={"food": 25_000, "debts": 5_000}, budget_on=today,
        )
    )  # fmt: skip
