"""The messages of a dossier, on its page: when, to whom, what it said, and whether it arrived."""

from __future__ import annotations

from flask import render_template

from matcher.access import Action, can
from matcher.database.hosts import Household
from matcher.database.placements import Placement
from matcher.database.youths import Youth
from matcher.messages import history
from web.access import principal
from web.messages.views import public_url
from web.panels import panel
from web.session import database


@panel("coordinator.youth", order=80)
def of_the_youth(youth: Youth) -> str:
    return _shown(history.of_youth(database, youth.id))


@panel("coordinator.host", order=80)
def of_the_host(household: Household) -> str:
    return _shown(history.of_household(database, household))


@panel("placement", order=80)
def of_the_placement(placement: Placement) -> str:
    if not can(principal(), Action.READ_MESSAGES, placement):
        return ""
    return _shown(history.of_placement(database, placement))


def _shown(subjects: dict[str, list[int]]) -> str:
    found = history.of(database, subjects, public_url())
    return render_template("messages/_history.html", messages=found) if found else ""
