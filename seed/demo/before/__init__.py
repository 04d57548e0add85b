"""What comes before a placement, for the region of the demo accounts.

Every part draws from streams of its own and refers to people by reference, so that it changes
nothing of the people, homes and rooms that the set had already.
"""

from __future__ import annotations

from datetime import date

from matcher.policy import load_policy
from seed.demo.before.around import look_around
from seed.demo.before.cases import make_cases
from seed.demo.before.screenings import ChartInUse, make_screenings
from seed.demo.before.staff import make_staff
from seed.demo.before.terms import make_terms
from seed.demo.before.visits import make_visits
from seed.demo.before.woonkaart import make_woonkaart
from seed.demo.plan import DemoSet
from seed.demo.rows import Batch


def make_before(
    demo: DemoSet, seed: int, today: date, chart: ChartInUse | None = None
) -> list[Batch]:
    """Return the rows by table, in the order in which they are written.

    ``chart``: the flow chart in use; the supplied one comes along when there is none.
    """
    region = look_around(demo, seed, today)
    cases = make_cases(region)
    return [
        *make_staff(region),
        *cases,
        *make_screenings(region, cases, chart),
        *make_terms(region),
        *make_visits(region, load_policy()),
        *make_woonkaart(region),
    ]
