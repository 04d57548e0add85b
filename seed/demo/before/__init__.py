"""What comes before a placement, for the region of the demo accounts.

Every part draws from streams of its own and refers to people by reference, so that it changes
nothing of the people, homes and rooms that the set had already.
"""

from __future__ import annotations

from datetime import date

from seed.demo.before.around import look_around
from seed.demo.before.staff import make_staff
from seed.demo.plan import DemoSet
from seed.demo.rows import Batch


def make_before(demo: DemoSet, seed: int, today: date) -> list[Batch]:
    """Return the rows by table, in the order in which they are written."""
    region = look_around(demo, seed, today)
    return make_staff(region)
