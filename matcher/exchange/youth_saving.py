"""Writing the plans of youths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matcher.database.youths import NeedProfile, Youth, YouthPlace
from matcher.exchange.writing import insert_rows, write_records
from matcher.exchange.youth_plans import YouthPlan
from matcher.youths.rules import lottery_number


def write_youths(session: Session, plans: Sequence[YouthPlan]) -> Counter[str]:
    """Write what the plans change; return how many youths are new and how many changed."""
    ids = write_records(session, Youth, ("reference",), [(p.stored, _attributes(p)) for p in plans])
    both = list(zip(ids, plans, strict=True))
    new_needs = [{"youth_id": n, **p.changed_needs} for n, p in both if p.stored is None]
    insert_rows(session, NeedProfile, new_needs)
    for _, plan in both:
        if plan.stored is not None:
            for name, value in plan.changed_needs.items():
                setattr(plan.stored.needs, name, value)
    _write_places(session, both)
    session.flush()
    return Counter(
        youths_new=sum(p.stored is None for p in plans),
        youths_changed=sum(p.stored is not None and p.is_changed for p in plans),
        places=sum(len(p.places) for p in plans if p.has_new_places),
    )


def _attributes(plan: YouthPlan) -> dict[str, Any]:
    if plan.stored is not None:
        return plan.written
    return {**plan.written, "lottery": lottery_number(plan.reference)}


def _write_places(session: Session, plans: Sequence[tuple[int, YouthPlan]]) -> None:
    replaced = [n for n, plan in plans if plan.stored is not None and plan.has_new_places]
    notes = {
        (n, str(place.time), str(place.kind), place.name): place.note
        for n, plan in plans
        if plan.stored is not None and plan.has_new_places
        for place in plan.stored.places
    }  # the file has no column for what a place means: it stays with the place
    for start in range(0, len(replaced), 500):
        some = replaced[start : start + 500]
        session.execute(delete(YouthPlace).where(YouthPlace.youth_id.in_(some)))
    rows = [
        {
            "youth_id": number,
            "time": place.time,
            "kind": place.kind,
            "name": place.spot.name,
            "municipality_code": place.spot.municipality,
            "latitude": place.spot.latitude,
            "longitude": place.spot.longitude,
            "radius_km": place.radius_km,
            "note": notes.get((number, place.time, place.kind, place.spot.name), ""),
        }
        for number, plan in plans
        if plan.has_new_places
        for place in plan.places
    ]
    insert_rows(session, YouthPlace, rows)
