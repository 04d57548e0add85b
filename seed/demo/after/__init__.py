"""What comes after the match, for the region of the demo accounts.

As `before`: every part draws from streams of its own and refers to placements and people by
reference, so that it changes nothing of the rows that the set had already.
"""

from __future__ import annotations

from datetime import date

from matcher.policy import load_policy
from seed.demo.after.checkins import make_check_ins
from seed.demo.after.concerns import make_concerns
from seed.demo.after.endings import make_endings
from seed.demo.after.papers import make_papers
from seed.demo.after.plans import make_plans
from seed.demo.after.stays import look_at_stays, look_elsewhere, make_teams
from seed.demo.before.around import look_around
from seed.demo.plan import DemoSet
from seed.demo.rows import Batch


def make_after(demo: DemoSet, seed: int, today: date) -> list[Batch]:
    """Return the rows by table, in the order in which they are written."""
    policy = load_policy()
    region = look_around(demo, seed, today)
    stays = look_at_stays(region)
    everywhere = [*stays, *look_elsewhere(region)]
    return [
        *make_teams(everywhere),
        *make_papers(stays, policy),
        *make_check_ins(everywhere, policy),
        *make_plans(everywhere),
        *make_concerns(stays),
        *make_endings(stays, policy),
    ]
