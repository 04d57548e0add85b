"""The one plan of each running stay, with actions that are done, open and now and then late."""

from __future__ import annotations

from datetime import timedelta

from matcher.words import ActionStatus, LifeDomain, Side
from seed.demo.after.stays import Lived
from seed.demo.chance import one_of
from seed.demo.rows import Batch, IdOf, Row

FIRST_DAYS = 28  # a stay has a plan within four weeks
REVIEW_EVERY = 91
GOALS = (
    "Over een jaar zelfstandig wonen, met een diploma op zak.",
    "Rust en een vast ritme; daarna zoeken naar een eigen kamer.",
    "De schulden op een rij en elke maand een beetje minder.",
)
#: What, measured by what, life domain.
ACTIONS = (
    ("Inschrijven bij een huisarts", "bevestiging van de praktijk", LifeDomain.HEALTH),
    ("Zorgtoeslag aanvragen", "beschikking is binnen", LifeDomain.MONEY),
    ("Inschrijven als woningzoekende", "inschrijfnummer is bekend", LifeDomain.HOUSING),
    ("Gesprek met de mentor over stage", "stageplek staat op papier", LifeDomain.WORK_SCHOOL),
    ("Een sport of club kiezen", "drie keer geweest", LifeDomain.PARTICIPATION),
)
OWNERS = (Side.COUNSELLOR, Side.COORDINATOR, Side.YOUTH)


def make_plans(stays: list[Lived]) -> list[Batch]:
    plans, actions = list[Row](), list[Row]()
    for one in stays:
        days = (one.region.today - one.starts_on).days
        if one.is_active and days >= FIRST_DAYS:
            plan = _plan(one, days)
            plans.append(plan)
            actions += [_action(one, plan, number, days) for number in range(3)]
    return [("plan", plans), ("plan_action", actions)]


def _plan(one: Lived, days: int) -> Row:
    reviews = days // REVIEW_EVERY + 1
    return {
        "placement_id": one.id,
        "youth_id": IdOf(one.placed.person.youth),
        "goal": one_of(one.chance("goal"), GOALS),
        "review_on": one.starts_on + timedelta(days=REVIEW_EVERY * reviews),
        "version": 1,
    }


def _action(one: Lived, plan: Row, number: int, days: int) -> Row:
    """The first is done, the second open, the third open and, of one stay in six, late."""
    chance = one.chance(f"action {number}")
    what, measure, domain = ACTIONS[(one.number + number) % len(ACTIONS)]
    owner, today = OWNERS[(one.number + number) % len(OWNERS)], one.region.today
    done_on = one.starts_on + timedelta(days=20) if number == 0 else None
    due_on = today + timedelta(days=4 + int(chance.random() * 30))
    if number == 0:
        due_on = one.starts_on + timedelta(days=21)
    elif number == 2 and one.number % 6 == 0:
        due_on = today - timedelta(days=3)
    return {
        "plan_id": IdOf(plan),
        "domain": domain,
        "activity": None,
        "what": what,
        "measured_by": measure,
        "owner_id": {Side.COUNSELLOR: one.counsellor, Side.COORDINATOR: one.coordinator}.get(owner),
        "owner_side": owner,
        "due_on": due_on,
        "status": ActionStatus.OPEN if done_on is None else ActionStatus.DONE,
        "done_on": done_on,
        "chased_on": None,
        "number_of_chases": 0,
        "escalated_on": None,
        "meeting_id": None,
        "version": 1,
    }
