"""What a lived year tells, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean, median

from sqlalchemy import func, select

from bench.year.days import Lived
from matcher.database.introductions import Introduction
from matcher.database.placements import Placement
from matcher.database.session import reading


def report(lived: Lived) -> Iterator[str]:
    """Yield the lines; the last ones are the faults, of which there should be none."""
    plan, tally, lists = lived.plan, lived.year.tally, lived.lists
    seconds = lived.seconds_per_day
    yield (
        f"{plan.days} days, {plan.youths} youths, {plan.rooms} rooms, seed {plan.seed}, "
        f"{'waiting' if plan.waits_for_disk else 'not waiting'} for the disk"
    )
    yield (
        f"seconds per simulated day: mean {mean(seconds):.2f}, median {median(seconds):.2f}, "
        f"most {max(seconds):.2f}; together {sum(seconds):.0f} s"
    )
    used = lived.processor_per_day
    yield f"  processor: mean {mean(used):.2f}, median {median(used):.2f}, most {max(used):.2f}"
    parts = ", ".join(f"{name} {value:.0f} s" for name, value in tally.seconds.most_common())
    yield f"  of which {parts} (rounds are part of people)"
    yield f"things to do per day: median {median(lists.per_day):.0f}, most {max(lists.per_day)}"
    busy = [length for length in lists.lengths if length] or [0]
    yield f"on one coordinator's list: median {median(busy):.0f}, most {max(busy)}"
    yield f"late: {lists.late_share:.1%} of what was on a list at the end of a day"
    for kind, days in lists.oldest.most_common():
        yield f"  {kind}: at most {days} day(s) late"
    mails = [lived.server.per_day[day] for day in lived.server.per_day] or [0]
    yield f"mails: {sum(mails)}, per day median {median(mails):.0f}, most {max(mails)}"
    yield from _standing(lived)
    yield "done:"
    for name, number in sorted(tally.done.items()):
        yield f"  {number:6} {name}"
    yield "refused in words:"
    for name, number in sorted(tally.refused.items()):
        yield f"  {number:6} {name}"
    yield f"faults: {len(tally.faults)}"
    for fault, number in tally.faults.most_common():
        yield f"  {number} times, first at {tally.first_seen[fault]:%Y-%m-%d %H:%M}: {fault}"


def _standing(lived: Lived) -> Iterator[str]:
    with reading(lived.year.factory) as session:
        for title, column in (("introductions", Introduction.stage), ("stays", Placement.status)):
            rows = session.execute(select(column, func.count()).group_by(column).order_by(column))
            yield f"{title}: " + ", ".join(f"{row[0].value} {row[1]}" for row in rows)
