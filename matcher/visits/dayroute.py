"""The visits of one person on one day, in the order in which the way is shortest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from matcher.access import Scope
from matcher.database.hosts import Home
from matcher.database.visits import HomeVisit, Visitor
from matcher.visits import listing
from matcher.visits.holding import visitor_ids
from matcher.visits.rules.route import Point, in_order_of_place, legs_km, way_km


@dataclass(frozen=True)
class Stop:
    """``leg_km``: the way to it; None where the way begins here. ``place``: 1 for the first."""

    place: int
    visit: HomeVisit
    home: Home
    leg_km: float | None


@dataclass(frozen=True)
class Route:
    """``start_name``: where the person starts and comes back to, '' when not known.

    ``planned_km``: the way in the order of the appointments, ``km``: in this order.
    """

    account_id: int
    name: str
    start_name: str
    stops: Sequence[Stop]
    km: float
    planned_km: float

    @property
    def keeps_times(self) -> bool:
        times = [stop.visit.planned_at for stop in self.stops]
        return times == sorted(times)


def routes_of_day(
    session: Session, scope: Scope, day: date, only: int | None = None
) -> list[Route]:
    """Return a route for everybody who visits on ``day``, by name; ``only``: of one account."""
    visits = [visit for visit in listing.of_day(session, scope, day) if visit.household.homes]
    people = {
        visitor.account_id: visitor.account.name for visit in visits for visitor in visit.visitors
    }
    wanted = [key for key in people if only is None or key == only]
    bases = {
        visitor.account_id: visitor for key in wanted if (visitor := session.get(Visitor, key))
    }
    routes = [
        _route(key, people[key], bases.get(key), [v for v in visits if key in visitor_ids(v)])
        for key in wanted
    ]
    return sorted(routes, key=lambda route: (route.name, route.account_id))


def _route(account_id: int, name: str, base: Visitor | None, visits: Sequence[HomeVisit]) -> Route:
    homes = [visit.household.homes[0] for visit in visits]
    points: list[Point] = [(home.latitude, home.longitude) for home in homes]
    start: Point | None = None
    if base is not None and base.latitude is not None and base.longitude is not None:
        start = (base.latitude, base.longitude)
    order = in_order_of_place(points, start)
    legs = legs_km(points, order, start)
    stops = [
        Stop(place, visits[index], homes[index], None if place == 1 and start is None else leg)
        for place, (index, leg) in enumerate(zip(order, legs, strict=True), start=1)
    ]
    return Route(
        account_id,
        name,
        base.place_name if base is not None and start is not None else "",
        stops,
        way_km(points, order, start),
        way_km(points, list(range(len(points))), start),
    )
