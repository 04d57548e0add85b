"""The days of a year, one after another: the clock ticks, people act, everything is checked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import perf_counter, process_time

from bench.year import agreeing, checks, introducing, learning, leaving, living, mail, matching
from bench.year.checks import WorkLists
from bench.year.core import Listener, Year
from bench.year.mail import MailServer
from bench.year.world import Plan, arrive, make_world
from matcher import clock
from matcher.clock import NETHERLANDS
from matcher.tick import tick

#: When the clock ticks and people act, Dutch time. In the night nothing is due but the tick.
HOURS = (1, 7, 9, 12, 15, 18, 21)
PARTS = (matching, introducing, agreeing, living, learning, leaving)


@dataclass
class Lived:
    """A year, or as many days as were asked for, and what there is to tell of it."""

    plan: Plan
    year: Year
    server: MailServer
    lists: WorkLists = field(default_factory=WorkLists)
    seconds_per_day: list[float] = field(default_factory=list)
    processor_per_day: list[float] = field(default_factory=list)


def live(plan: Plan, told: Callable[[str], None] = lambda _: None) -> Lived:
    """Live all days of the plan; faults are gathered in the tally, none stops the year."""
    began = perf_counter()
    with clock.at(_moment(plan.starts_on, 0)):
        world = make_world(plan)
    year = world.year
    told(f"everybody is there after {perf_counter() - began:.1f} s")
    middle = plan.starts_on + timedelta(days=plan.days // 2)
    lived = Lived(plan, year, MailServer(down_on=middle if plan.days > 2 else None))
    listener = Listener(year)
    logging.getLogger("matcher").addHandler(listener)
    for number in range(plan.days):
        today = plan.starts_on + timedelta(days=number)
        began, used = perf_counter(), process_time()
        with clock.at(_moment(today, 6)):
            arrive(world, today)
        _day(lived, today)
        lived.seconds_per_day.append(perf_counter() - began)
        lived.processor_per_day.append(process_time() - used)
        if number % 7 == 6:
            told(
                f"{today}: {lived.seconds_per_day[-1]:.2f} s, "
                f"{lived.lists.per_day[-1]} things to do ({lived.lists.late_per_day[-1]} late), "
                f"{len(year.tally.faults)} fault(s)"
            )
    logging.getLogger("matcher").removeHandler(listener)
    mail.check(year, lived.server)
    return lived


def _day(lived: Lived, today: date) -> None:
    year = lived.year
    for hour in HOURS:
        moment = _moment(today, hour)
        with clock.at(moment):
            with year.tally.timed("tick"):
                ticked = tick(year.factory, moment)
            for name in ticked.failed:
                year.fault(f"the work of {name} broke off")
            if hour >= HOURS[1]:
                with year.tally.timed("people"):
                    for part in PARTS:
                        part.act(year, moment)
            mail.send(year, lived.server, moment)
    with clock.at(moment):
        checks.check_day(year, lived.lists, today, moment)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 5), NETHERLANDS)
